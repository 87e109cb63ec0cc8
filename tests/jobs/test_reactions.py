"""What follows upward from an entry."""

import pytest

from remit.apps.correspondence.actions import note_delivery, note_reading
from remit.apps.correspondence.models import Letter
from remit.jobs.ledger import seal
from remit.jobs.reactions import react
from tests.builders import at, entries, house
from tests.case_builders import bench, decided

pytestmark = pytest.mark.django_db
READ = at(2025, 4, 20)


def test_a_decision_counts_as_served_when_its_letter_is_opened_not_when_it_is_sent() -> None:
    home = house()
    decision = decided(home, bench(home))
    letter = Letter.objects.get(about=decision.ref, kind="decision")
    note_delivery(letter, channel="smtp", at=at(2025, 4, 16))
    _follow()
    decision.refresh_from_db()
    assert decision.state == "decided"
    note_reading(letter, actor=letter.to_ref, at=READ)
    _follow()
    decision.refresh_from_db()
    assert (decision.state, decision.served_at) == ("served", READ)
    assert len(entries("cases.decision_served")) == 1


def test_a_letter_that_tells_no_decision_serves_nothing() -> None:
    home = house()
    decision = decided(home, bench(home))
    letter = Letter.objects.exclude(kind="decision").first()
    if letter is None:
        letter = Letter.objects.get(about=decision.ref)
        Letter.objects.update(kind="notice")
    note_reading(letter, actor=letter.to_ref, at=READ)
    _follow()
    decision.refresh_from_db()
    assert decision.state == "decided"


def _follow() -> None:
    seal(READ)
    react(READ)
