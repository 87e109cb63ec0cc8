"""Letters: written with their deed, delivered or failed with proof, read once."""

from datetime import UTC, datetime, timedelta

import pytest

from remit.apps.correspondence.actions import (
    Addressee,
    note_delivery,
    note_failure,
    note_reading,
    note_rendering,
    write_letter,
)
from remit.apps.correspondence.models import Letter
from remit.apps.correspondence.queries import (
    ATTEMPTS,
    about,
    addressed_to,
    mailbox,
    readable_by,
    waiting,
)
from tests.builders import entries, seal_all

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
ZHAO = Addressee("organisation.person:1", "Zhao Ming", "zhao@example.org", "en")


def letter(*, to: Addressee = ZHAO, path: str = "000001", about: str = "plans.plan:7") -> Letter:
    """A reminder."""
    return write_letter(
        to,
        kind=Letter.Kind.REMINDER,
        subject="The plan is due",
        text="Please hand it in.",
        about=about,
        path=path,
        actor="clock",
        at=AT,
        link="/plans/7",
    )


def test_a_letter_waits_for_delivery_and_its_entry_names_nobody() -> None:
    written = letter()
    assert waiting() == []
    seal_all()
    assert waiting() == [written]
    (entry,) = entries("correspondence.letter_written")
    assert entry.subject == written.ref
    assert entry.body == {"kind": "reminder", "about": "plans.plan:7", "to": ZHAO.ref}


def test_a_delivered_letter_keeps_the_proof_and_waits_no_more() -> None:
    delivered = note_delivery(letter(), channel="smtp", at=AT)
    assert (delivered.state, delivered.delivered_at) == ("delivered", AT)
    assert delivered.attempts.get().delivered
    assert waiting() == []
    assert len(entries("correspondence.letter_delivered")) == 1


def test_a_letter_that_fails_is_tried_again_and_set_aside_after_several_attempts() -> None:
    failing = letter()
    for number in range(ATTEMPTS):
        seal_all()
        assert waiting() == [failing]
        note_failure(failing, channel="smtp", answer=f"421 try {number} " + "x" * 400, at=AT)
    seal_all()
    assert failing.state == "failed"
    assert waiting() == []
    assert failing.attempts.count() == len(entries("correspondence.delivery_failed")) == ATTEMPTS
    assert max(len(attempt.answer) for attempt in failing.attempts.all()) == 300


def test_a_letter_is_marked_read_when_first_opened() -> None:
    read = note_reading(letter(), actor=ZHAO.ref, at=AT)
    assert note_reading(read, actor=ZHAO.ref, at=AT + timedelta(hours=1)).read_at == AT
    assert [entry.actor for entry in entries("correspondence.letter_read")] == [ZHAO.ref]


def test_rendered_pages_are_kept_with_the_letter() -> None:
    note_rendering(letter(), b"%PDF-1.7", at=AT)
    assert bytes(Letter.objects.get().pdf or b"") == b"%PDF-1.7"
    assert entries("correspondence.letter_rendered")[0].body == {"bytes": 8}


def test_letters_are_found_by_unit_by_addressee_and_by_what_they_are_about() -> None:
    own, other = letter(path="000001000002"), letter(path="000002", about="cases.case:1")
    assert list(mailbox([("000001", "000002")])) == [own]
    assert list(mailbox([])) == []
    assert set(addressed_to(ZHAO.ref)) == {own, other}
    assert list(about("cases.case:1")) == [other]


def test_the_mailbox_of_an_office_holds_no_letter_about_a_persons_case() -> None:
    reminder = letter(path="000001000002")
    decision = letter(path="000001000002", about="cases.decision:4")
    Letter.objects.filter(pk=decision.pk).update(kind=Letter.Kind.DECISION)
    seal_all()
    office = [("000001", "000002")]
    assert list(mailbox(office)) == [reminder]
    assert set(mailbox(office, office)) == {reminder, decision}
    other = "organisation.person:2"
    assert list(readable_by(other, office)) == [reminder]
    assert set(readable_by(ZHAO.ref, [])) == {reminder, decision}
