"""Accepted is not yet in effect: what is decided counts once its entries are sealed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Appeal, Decision
from remit.apps.correspondence import queries as letters
from remit.apps.ledger.actions import NotYetSealed
from remit.engines.words import Words
from tests.builders import House, at, house, seal_all
from tests.case_builders import REASONS, Bench, bench, decided, pack, proposed, received, served

pytestmark = pytest.mark.django_db
FILED, PROPOSED, ANSWERED, OVER = at(2025, 5, 7), at(2025, 5, 12), at(2025, 5, 14), at(2025, 10, 15)
GROUNDS = Words("", "I was not told.")


def just_decided(home: House, who: Bench) -> Decision:
    """A decision to which the second decider has agreed a moment ago."""
    decision = proposed(home, who)
    actions.confirm_decision(decision, pack=pack(), by=who.first, at=at(2025, 4, 14))
    return actions.confirm_decision(decision, pack=pack(), by=who.second, at=at(2025, 4, 15))


def filed(decision: Decision) -> Appeal:
    """The person's appeal."""
    by = decision.concerned.person
    return actions.file_appeal(decision, grounds=GROUNDS, by=by, at=FILED, pack=pack())


def just_answered(decision: Decision, who: Bench, outcome: str) -> Appeal:
    """An appeal that was decided a moment ago."""
    appeal = filed(decision)
    actions.propose_on_appeal(
        appeal, outcome, pack=pack(), reasons=REASONS, by=who.third, at=PROPOSED
    )
    return actions.decide_appeal(appeal, pack=pack(), by=who.fourth, at=ANSWERED)


def test_a_decision_is_served_once_it_is_sealed() -> None:
    home = house()
    decision = just_decided(home, bench(home))
    with pytest.raises(NotYetSealed) as refused:
        actions.serve_decision(decision, by=None, at=at(2025, 4, 16))
    (finding,) = refused.value.findings
    assert finding.id == "ledger.not_yet_sealed"
    assert "try again" in finding.message.en
    assert "请稍后再试" in finding.message.zh
    seal_all()
    assert actions.serve_decision(decision, by=None, at=at(2025, 4, 16)).state == "served"


def test_the_person_is_told_of_a_decision_once_it_is_sealed() -> None:
    home = house()
    concerned = just_decided(home, bench(home)).concerned
    assert queries.told(concerned) == []
    seal_all()
    assert [row.state for row in queries.told(concerned)] == ["decided"]


def test_an_appeal_is_filed_once_the_service_is_sealed() -> None:
    home = house()
    decision = decided(home, bench(home))
    actions.serve_decision(decision, by=None, at=at(2025, 4, 16))
    with pytest.raises(NotYetSealed):
        filed(decision)
    seal_all()
    assert filed(decision).pk


def test_a_ruling_on_appeal_has_no_effect_before_it_is_sealed() -> None:
    home = house()
    who = bench(home)
    first = served(home, who)
    new = just_answered(first, who, "revoked").new_decision
    assert new
    assert [(row.pk, row.state) for row in queries.told(first.concerned)] == [(first.pk, "served")]
    assert queries.open_appeals(first).exists()
    with pytest.raises(NotYetSealed):
        actions.serve_decision(new, by=None, at=ANSWERED)
    with pytest.raises(NotYetSealed):
        actions.rehabilitate(first.concerned, reasons=REASONS, by=who.officer, at=ANSWERED)
    seal_all()
    assert [row.pk for row in queries.told(first.concerned)] == [new.pk, first.pk]
    assert not queries.open_appeals(first).exists()
    assert actions.rehabilitate(first.concerned, reasons=REASONS, by=who.officer, at=ANSWERED).pk


def test_an_upheld_decision_is_appealed_again_once_the_ruling_is_sealed() -> None:
    home = house()
    who = bench(home)
    first = served(home, who)
    just_answered(first, who, "upheld")
    with pytest.raises(NotYetSealed):
        actions.file_appeal(
            first, grounds=GROUNDS, by=first.concerned.person, at=ANSWERED, pack=pack()
        )


def test_the_effect_of_a_measure_ends_once_everything_about_it_is_sealed() -> None:
    home = house()
    decision = decided(home, bench(home))
    actions.serve_decision(decision, by=None, at=at(2025, 4, 16))
    assert not queries.effects_ending(on=OVER.date())
    with pytest.raises(NotYetSealed):
        actions.end_effect(decision, at=OVER)
    seal_all()
    assert list(queries.effects_ending(on=OVER.date())) == [decision]


def test_a_case_is_closed_once_the_end_of_the_effect_is_sealed() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    actions.end_effect(decision, at=OVER)
    with pytest.raises(NotYetSealed):
        actions.close_case(decision.concerned.case, by=who.officer, at=OVER)
    seal_all()
    assert actions.close_case(decision.concerned.case, by=who.officer, at=OVER).closed_at == OVER


def test_the_seals_of_a_case_name_its_shares_its_decisions_and_its_rulings() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    case = decision.concerned.case
    assert [(seal.entry.verb, seal.sealed) for seal in queries.seals(case)] == [
        ("cases.attribution_adopted", True),
        ("cases.decision_made", True),
    ]
    appeal = just_answered(decision, who, "upheld")
    last = queries.seals(case)[-1]
    assert (last.of, last.sealed) == (appeal, False)


def test_a_letter_is_delivered_once_it_and_what_it_tells_are_sealed() -> None:
    home = house()
    decision = just_decided(home, bench(home))
    assert letters.waiting() == []
    seal_all()
    (letter,) = letters.waiting()
    assert letter.about == decision.ref
    actions.serve_decision(decision, by=None, at=at(2025, 4, 16))
    assert letters.waiting() == []


def test_the_addressee_finds_a_decision_in_the_mailbox_once_it_is_sealed() -> None:
    home = house()
    just_decided(home, bench(home))
    person = home.roads_head.person.ref
    assert not letters.addressed_to(person).filter(kind="decision").exists()
    assert not letters.readable_by(person, []).filter(kind="decision").exists()
    seal_all()
    assert letters.unread(person).filter(kind="decision").exists()
    assert letters.readable_by(person, []).filter(kind="decision").exists()


def test_letters_that_wait_are_found_in_two_queries_however_many_there_are() -> None:
    home = house()
    for number in range(3):
        received(home, contact=f"citizen{number}@example.org")
    seal_all()
    with CaptureQueriesContext(connection) as asked:
        assert len(letters.waiting()) == 3
    assert len([one for one in asked if "vault_key" not in one["sql"]]) <= 3
