"""Forgetting what entries said: proofs stand, and nothing is blotted out unseen."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from remit.apps.ledger import queries
from remit.apps.ledger.actions import NotYetSealed, forget, record, seal
from remit.apps.ledger.models import Entry, Sealed
from remit.apps.vault.actions import key_for
from remit.apps.vault.models import Key
from remit.engines import merkle
from remit.engines.sealing import numbers_in, read_extra

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
SIGNER = merkle.generate_signer("ledger.example", bytes(range(32)))
KEYS = [SIGNER.verifier]
MATTER = "test.case:1"


def enter(subject: str, matter: str = "") -> Entry:
    """An entry about a subject in a matter."""
    return record(
        "ledger.tested", at=AT, actor="person:1", subject=subject, path="000001",
        body={"measure": "warning"}, matter=matter,
    )  # fmt: skip


def seal_all() -> None:
    """Seals what waits, with secrets that are all different."""
    drawn = iter(range(Sealed.objects.count() + 1, 1_000_000))
    chance: Callable[[int], bytes] = lambda size: next(drawn).to_bytes(size, "big")  # noqa: E731
    seal(signer=SIGNER, chance=chance, at=AT)


def told(spans: str) -> None:
    """The entry of the erasure, sealed."""
    record(
        "ledger.tested", at=AT, actor="person:2", subject="test.erasure:1", path="000001",
        body={"forgotten": spans},
    )  # fmt: skip
    seal_all()


def receipt(seq: int) -> str:
    """The receipt of the entry with a number."""
    found = queries.receipt_of(seq)
    assert found is not None
    return found.text


def sealed_matter() -> None:
    """Five sealed entries, of which the second and the fourth belong to a matter with a key."""
    key_for(MATTER)
    for number, matter in enumerate(["", MATTER, "", MATTER, ""], start=1):
        enter(f"test:{number}", matter)
    seal_all()


def test_entries_of_a_matter_are_salted_by_its_key_and_prove_what_they_say() -> None:
    sealed_matter()
    assert Sealed.objects.get(seq=2).secret is None
    leaf, opening = read_extra(merkle.parse_receipt(receipt(2)).extra)
    assert opening is not None
    assert opening.values["body"] == {"measure": "warning", "matter": MATTER}
    assert merkle.verify_receipt(receipt(2), leaf, KEYS).index == 1
    assert queries.audit(KEYS) == ()


def test_a_forgotten_matter_opens_no_more_and_its_proofs_still_stand() -> None:
    sealed_matter()
    before = receipt(2)
    spans, _rows = forget(matters={MATTER}, subjects={"test:5"}, at=AT)
    told(spans)
    assert list(numbers_in(spans)) == [2, 4, 5]
    blank = Entry.objects.get(seq=2)
    assert (blank.actor, blank.subject, blank.path, blank.body) == ("", "", "", {})
    assert Key.objects.get(matter=MATTER).wrapped is None
    leaf, opening = read_extra(merkle.parse_receipt(receipt(2)).extra)
    assert opening is None
    assert merkle.verify_receipt(receipt(2), leaf, KEYS).index == 1
    kept, _opening = read_extra(merkle.parse_receipt(before).extra)
    assert merkle.verify_receipt(before, kept, KEYS).checkpoint.size == 5
    assert queries.audit(KEYS) == ()


def test_what_is_forgotten_without_a_deed_that_tells_so_is_found() -> None:
    sealed_matter()
    forget(matters={MATTER}, subjects=set(), at=AT)
    found = {(one.id, one.subject) for one in queries.audit(KEYS)}
    assert found == {
        ("ledger.erased_without_deed", "ledger:2"),
        ("ledger.erased_without_deed", "ledger:4"),
    }


def test_what_is_not_sealed_yet_is_not_forgotten() -> None:
    sealed_matter()
    enter("test:6", MATTER)
    with pytest.raises(NotYetSealed):
        forget(matters={MATTER}, subjects=set(), at=AT)
    assert Entry.objects.get(seq=2).actor == "person:1"
