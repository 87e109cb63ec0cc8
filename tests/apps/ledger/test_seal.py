"""Sealing: numbers, leaves, tiles and the signed checkpoint, all or nothing; receipts and the audit."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.db import transaction

from remit.apps.ledger import queries
from remit.apps.ledger.actions import record, seal, sequence
from remit.apps.ledger.models import Checkpoint, Entry, Sealed, Tile
from remit.engines import merkle
from remit.engines.sealing import read_extra, unproved

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
SIGNER = merkle.generate_signer("ledger.example", bytes(range(32)))
KEYS = [SIGNER.verifier]


def counting() -> Callable[[int], bytes]:
    """Secrets that are all different, without chance."""
    drawn = iter(range(1, 1_000_000))
    return lambda size: next(drawn).to_bytes(size, "big")


def entered(count: int) -> list[Entry]:
    with transaction.atomic():
        return [
            record(
                "ledger.tested", at=AT, actor=f"person:{number}", subject="test:1",
                path="000001", body={"number": str(number)},
            )
            for number in range(count)
        ]  # fmt: skip


def sealed(count: int, *, limit: int = 10_000) -> int:
    entered(count)
    return seal(signer=SIGNER, chance=counting(), at=AT, limit=limit)


@pytest.mark.django_db
def test_what_waits_is_numbered_and_stands_in_a_signed_tree() -> None:
    assert sealed(300) == 300
    newest = queries.checkpoint()
    assert newest is not None
    opened = merkle.open_checkpoint(newest.note, KEYS).checkpoint
    assert (opened.size, opened.origin) == (300, "ledger.example")
    leaves = Sealed.objects.order_by("seq").values_list("leaf", flat=True)
    hashes = [merkle.leaf_hash(bytes(content)) for content in leaves]
    assert opened.root == merkle.grow(0, hashes, Nothing()).root
    assert seal(signer=SIGNER, chance=counting(), at=AT) == 0
    assert Checkpoint.objects.count() == 1


class Nothing:
    """A tree of which nothing is kept."""

    def hashes(self, level: int, index: int) -> bytes:
        return b""


@pytest.mark.django_db
def test_batches_grow_one_tree_and_each_checkpoint_follows_from_the_one_before() -> None:
    for count in (1, 255, 1, 300):
        sealed(count)
    tiles = queries.StoredTiles()
    rows = list(Checkpoint.objects.order_by("size"))
    assert [row.size for row in rows] == [1, 256, 257, 557]
    for old, new in pairwise(rows):
        proof = merkle.consistency_proof(old.size, new.size, tiles)
        merkle.verify_consistency(old.size, new.size, proof, bytes(old.root), bytes(new.root))


@pytest.mark.django_db
def test_entries_numbered_before_there_was_a_key_are_sealed_oldest_first() -> None:
    entered(5)
    sequence()
    assert sealed(2, limit=4) == 4
    assert seal(signer=SIGNER, chance=counting(), at=AT) == 3
    assert Checkpoint.objects.order_by("-size")[0].size == 7


@pytest.mark.django_db
def test_a_leaf_holds_no_reference_and_opens_to_what_was_written() -> None:
    sealed(3)
    entry = Entry.objects.get(seq=2)
    content = bytes(Sealed.objects.get(seq=2).leaf)
    assert [word for word in (b"person", b"test:1", b"number") if word in content] == []
    receipt = queries.receipt(entry)
    assert receipt is not None
    written, opening = read_extra(merkle.parse_receipt(receipt.text).extra)
    assert opening is not None
    assert (written, unproved(written, opening)) == (content, ())
    assert opening.values["actor"] == "person:1"
    verified = merkle.verify_receipt(receipt.text, written, KEYS)
    assert (verified.index, verified.checkpoint.size) == (1, 3)


@pytest.mark.django_db
def test_an_unsealed_entry_has_no_receipt() -> None:
    (entry,) = entered(1)
    assert queries.receipt(entry) is None
    assert queries.receipt_of(1) is None


@pytest.mark.django_db
def test_a_sound_ledger_passes_the_audit() -> None:
    sealed(300)
    assert queries.audit(KEYS) == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        (lambda: Entry.objects.filter(seq=9).update(body={"number": "80"}), "ledger.entry_changed"),
        (lambda: Entry.objects.filter(seq=9).delete(), "ledger.gap"),
        (lambda: Sealed.objects.filter(seq=9).update(leaf=b"{}"), "ledger.entry_changed"),
        (lambda: Tile.objects.filter(level=0, place=0).update(hashes=bytes(64)), "merkle."),
        (lambda: Checkpoint.objects.update(root=bytes(32)), "ledger.checkpoint_differs"),
    ],
)
def test_the_audit_sees_what_was_changed_from_outside(
    tampered: Callable[[], object], found: str
) -> None:
    sealed(300)
    tampered()
    assert any(finding.id.startswith(found) for finding in queries.audit(KEYS))


@pytest.mark.django_db(transaction=True)
def test_a_failed_seal_leaves_neither_numbers_nor_leaves() -> None:
    entered(4)

    def broken(size: int) -> bytes:
        raise NotImplementedError(size)

    with pytest.raises(NotImplementedError):
        seal(signer=SIGNER, chance=broken, at=AT)
    assert queries.state().numbered == 0
    assert not Sealed.objects.exists()
