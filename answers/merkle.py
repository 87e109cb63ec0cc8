"""Public vectors of transparency logs: proofs, roots, a whole sample log, notes, canonical JSON.

A case counts as met where ours answers as published: accepted or refused, or byte for byte the same.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import rfc8785

from answers.rows import Row
from benchmarks.board import acceptance_data
from remit.engines.findings import Refusal
from remit.engines.merkle import (
    ProofDoesNotHold,
    grow,
    leaf_hash,
    open_checkpoint,
    open_note,
    parse_bundle,
    parse_verifier,
    root,
    verify_consistency,
    verify_inclusion,
    write_bundle,
)

LEDGER = Path("ledger")
PROOFS = "98 inclusion and 98 consistency proofs"
NOT_HASHES = "sizes-are-equal-one-and-proof-is-empty.json"
SAMPLE_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
CANONICAL = ("arrays", "french", "structures", "unicode", "values", "weird")
EXPECTED: Mapping[str, Mapping[str, float]] = {
    PROOFS: {"inclusion as published": 98, "consistency as published": 97, "stricter": 1},
    "Golden roots": {"of the reference leaves": 9, "of 10 to 65,535 leaves": 11},
    "A sample log of 15 entries": {"checkpoints": 16, "roots": 16, "tiles": 15, "bundles": 15},
    "The example of a signed note": {"notes": 1},
    "Canonical JSON": {"pairs": 6},
}
SOURCES = (
    "transparency-dev/merkle, testdata",
    "transparency-dev/merkle, testonly",
    "transparency-dev/tessera, testdata/log",
    "C2SP/C2SP, signed-note.md",
    "cyberphone/json-canonicalization (RFC 8785)",
)
ERRATA = {
    PROOFS: "the source takes two equal texts that are no hashes for two equal roots, ours refuses",
}


class Memory(dict[tuple[int, int], bytes]):
    """Tiles in memory."""

    def hashes(self, level: int, index: int) -> bytes:
        """The tile, or nothing."""
        return self.get((level, index), b"")


def rows() -> list[Row]:
    """One row for each set."""
    folder = acceptance_data() / LEDGER
    if not folder.is_dir():
        note = "files missing: set REMIT_ACCEPTANCE_DATA"
        told = zip(EXPECTED.items(), SOURCES, strict=True)
        return [Row(name, source, expected, {}, note) for (name, expected), source in told]
    got = (proofs(folder), golden(folder), sample(folder), signed(folder), canonical(folder))
    told_all = zip(EXPECTED.items(), SOURCES, got, strict=True)
    return [
        Row(name, source, expected, found, ERRATA.get(name, ""))
        for (name, expected), source, found in told_all
    ]


def proofs(folder: Path) -> Mapping[str, int]:
    """How many published proofs are accepted and refused as they should be."""
    cases = folder / "transparency-dev-merkle" / "testdata"
    included = [_as_published(file) for file in sorted(cases.glob("inclusion/**/*.json"))]
    consistent = {file: _as_published(file) for file in cases.glob("consistency/**/*.json")}
    stricter = [file for file, agrees in consistent.items() if not agrees]
    return {
        "inclusion as published": sum(included),
        "consistency as published": sum(consistent.values()),
        "stricter": sum(file.name == NOT_HASHES for file in stricter),
    }


def _as_published(file: Path) -> bool:
    case = json.loads(file.read_text())
    proof = [*map(_bytes, case["proof"] or ())]
    try:
        if "leafIdx" in case:
            leaf, top = _bytes(case["leafHash"]), _bytes(case["root"])
            verify_inclusion(leaf, case["leafIdx"], case["treeSize"], proof, top)
        else:
            roots = _bytes(case["root1"]), _bytes(case["root2"])
            verify_consistency(case["size1"], case["size2"], proof, *roots)
    except ProofDoesNotHold:
        return bool(case["wantErr"])
    return not case["wantErr"]


def _bytes(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def golden(folder: Path) -> Mapping[str, int]:
    """How many published roots ours come to."""
    known = json.loads((folder / "golden_roots.json").read_text())
    reference = known["rfc6962_reference"]
    leaves = [leaf_hash(bytes.fromhex(each)) for each in reference["leaf_inputs_hex"]]
    small = enumerate(map(bytes.fromhex, reference["roots_hex_by_size"]))
    large = known["large_roots"]["roots_base64"].items()
    numbered = [leaf_hash(number.to_bytes(2, "little")) for number in range(65_535)]
    return {
        "of the reference leaves": sum(_root(leaves[:size]) == top for size, top in small),
        "of 10 to 65,535 leaves": sum(
            _root(numbered[: int(size)]) == _bytes(top) for size, top in large
        ),
    }


def _root(leaves: Iterable[bytes]) -> bytes:
    return grow(0, leaves, Memory()).root


def sample(folder: Path) -> Mapping[str, int]:
    """How much of a log written by another program is opened, and written again as it is."""
    log = folder / "tessera-log" / "testdata" / "log"
    entries = parse_bundle((log / "tile/entries/000.p/15").read_bytes())
    leaves = [*map(leaf_hash, entries)]
    tiles = Memory(grow(0, leaves, Memory()).changed)
    opened = [*_opened(log)]
    return {
        "checkpoints": len(opened),
        "roots": sum(root(size, tiles) == top for size, top in opened),
        "tiles": sum(
            (log / f"tile/0/000.p/{width}").read_bytes() == tiles[0, 0][: 32 * width]
            for width in range(1, 16)
        ),
        "bundles": sum(
            (log / f"tile/entries/000.p/{width}").read_bytes() == write_bundle(entries[:width])
            for width in range(1, 16)
        ),
    }


def _opened(log: Path) -> Iterable[tuple[int, bytes]]:
    key = parse_verifier(SAMPLE_KEY)
    for size in range(16):
        found = open_checkpoint((log / f"checkpoint.{size}").read_bytes(), [key]).checkpoint
        if found.size == size:
            yield size, found.root


def signed(folder: Path) -> Mapping[str, int]:
    """Whether the published note opens with its key, and no other text does."""
    example = json.loads((folder / "c2sp" / "signed-note-example.json").read_text())
    key = parse_verifier(example["vkey"])
    opened = open_note(example["note"], [key])
    try:
        open_note(example["note"].replace("This", "That"), [key])
    except Refusal:
        return {"notes": int(opened.note.written == example["note"])}
    return {"notes": 0}


def canonical(folder: Path) -> Mapping[str, int]:
    """How many JSON texts come out byte for byte."""
    base = folder / "jcs-rfc8785" / "testdata"
    pairs = (
        (json.loads((base / "input" / f"{name}.json").read_text(encoding="utf-8")), name)
        for name in CANONICAL
    )
    return {
        "pairs": sum(
            rfc8785.dumps(given) == bytes.fromhex((base / "outhex" / f"{name}.txt").read_text())
            for given, name in pairs
        )
    }
