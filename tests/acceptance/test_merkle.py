"""The public vectors of transparency logs, one by one, and a foreign log's entries proved."""

import base64
import json
from pathlib import Path

import pytest

from answers import merkle
from benchmarks import merkle as speed
from remit.engines.merkle import (
    ProofDoesNotHold,
    Receipt,
    SignatureDoesNotHold,
    audit,
    entries_path,
    grow,
    inclusion_proof,
    leaf_hash,
    open_checkpoint,
    parse_bundle,
    parse_verifier,
    tile_path,
    verify_consistency,
    verify_inclusion,
    verify_receipt,
)

pytestmark = pytest.mark.acceptance

KEY = parse_verifier(merkle.SAMPLE_KEY)


@pytest.fixture
def vectors(acceptance_data: Path) -> Path:
    return acceptance_data / "ledger/transparency-dev-merkle/testdata"


@pytest.fixture
def log(acceptance_data: Path) -> Path:
    return acceptance_data / "ledger/tessera-log/testdata/log"


def hashes(*texts: str | None) -> list[bytes]:
    return [base64.b64decode(text or "") for text in texts]


def accepted(file: Path) -> bool:
    told = json.loads(file.read_text())
    proof = hashes(*told["proof"] or ())
    try:
        if "leafIdx" in told:
            leaf, top = hashes(told["leafHash"], told["root"])
            verify_inclusion(leaf, told["leafIdx"], told["treeSize"], proof, top)
        else:
            old, new = hashes(told["root1"], told["root2"])
            verify_consistency(told["size1"], told["size2"], proof, old, new)
    except ProofDoesNotHold:
        return False
    return True


def published(file: Path) -> bool:
    return not json.loads(file.read_text())["wantErr"]


def test_every_inclusion_proof_is_judged_as_published(vectors: Path) -> None:
    files = sorted(vectors.glob("inclusion/**/*.json"))
    assert len(files) == 98
    assert [file for file in files if accepted(file) != published(file)] == []
    assert 0 < sum(map(accepted, files)) < 98


def test_every_consistency_proof_but_that_of_no_hashes_is_judged_as_published(
    vectors: Path,
) -> None:
    files = sorted(vectors.glob("consistency/**/*.json"))
    assert len(files) == 98
    (stricter,) = (file for file in files if accepted(file) != published(file))
    assert stricter.name == merkle.NOT_HASHES
    told = json.loads(stricter.read_text())
    assert {len(each) for each in hashes(told["root1"], told["root2"])} == {12}
    assert not accepted(stricter)


def test_each_tile_and_bundle_of_a_foreign_log_lies_where_ours_would(log: Path) -> None:
    for width in range(1, 16):
        entries = parse_bundle((log / entries_path(0, width)).read_bytes())
        grown = grow(0, map(leaf_hash, entries), merkle.Memory())
        assert (log / tile_path(0, 0, width)).read_bytes() == grown.changed[0, 0]
        checkpoint = open_checkpoint((log / f"checkpoint.{width}").read_bytes(), [KEY]).checkpoint
        assert (checkpoint.size, checkpoint.root) == (width, grown.root)
        leaves = map(leaf_hash, entries)
        assert audit(leaves, width, merkle.Memory(grown.changed), checkpoint.root) == ()


def test_every_entry_of_a_foreign_log_gets_a_receipt_that_holds(log: Path) -> None:
    entries = parse_bundle((log / entries_path(0, 15)).read_bytes())
    tiles = merkle.Memory({(0, 0): (log / tile_path(0, 0, 15)).read_bytes()})
    for size in range(1, 16):
        note = (log / f"checkpoint.{size}").read_text()
        for index, entry in enumerate(entries[:size]):
            receipt = Receipt(index, inclusion_proof(index, size, tiles), note).written
            assert verify_receipt(receipt, entry, [KEY]).index == index
            with pytest.raises(ProofDoesNotHold):
                verify_receipt(receipt, entry + b".", [KEY])


def test_an_altered_checkpoint_of_a_foreign_log_is_refused(log: Path) -> None:
    note = (log / "checkpoint.15").read_text()
    with pytest.raises(SignatureDoesNotHold):
        open_checkpoint(note.replace("\n15\n", "\n14\n"), [KEY])


def test_all_public_vectors_are_met(acceptance_data: Path) -> None:
    found = merkle.rows()
    assert acceptance_data.is_dir()
    assert [(row.set, dict(row.got)) for row in found] == [
        (name, dict(expected)) for name, expected in merkle.EXPECTED.items()
    ]


def test_without_the_files_the_board_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REMIT_ACCEPTANCE_DATA", str(tmp_path))
    assert [row.met for row in merkle.rows()] == [None] * 5
    assert all("REMIT_ACCEPTANCE_DATA" in row.errata for row in merkle.rows())


def test_ours_and_the_peer_come_to_the_same_root_at_every_size() -> None:
    peer = pytest.importorskip("benchmarks.peers.pymerkle", reason="pymerkle is not installed")
    for count in ("1", "2", "3", "255", "256", "257", "1000"):
        assert speed.root_after(count) == peer.root_after(count)
    assert speed.figures("300")["root"] == peer.figures("300")["root"]
