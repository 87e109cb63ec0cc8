"""Proposing a measure, deciding it by two, serving it."""

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Decision
from remit.apps.correspondence.models import Letter
from remit.apps.organisation.actions import PowerNotHeld
from remit.engines.words import Words
from tests.builders import at, entries, hold, house, post, seal_all
from tests.case_builders import (
    REASONS,
    agreed,
    bench,
    decided,
    determined,
    named,
    pack,
    proposed,
    served,
    stated,
)

pytestmark = pytest.mark.django_db
PROPOSED, AGREED = at(2025, 4, 11), at(2025, 4, 14)
WHY = Words("从轻", "a first lapse")


def test_the_second_of_two_deciders_decides() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    first = actions.confirm_decision(decision, pack=pack(), by=who.first, at=AGREED)
    assert (first.state, first.decided_at) == ("proposed", None)
    assert not Letter.objects.filter(about=decision.ref).exists()
    second = actions.confirm_decision(decision, pack=pack(), by=who.second, at=at(2025, 4, 15))
    assert (second.state, second.concerned.case.stage) == ("decided", "decided")
    assert (str(second.effect_since), str(second.effect_until)) == ("2025-04-15", "2025-10-15")
    assert [row.by for row in second.confirmations.all()] == [who.first, who.second]
    verbs = ("decision_proposed", "decision_confirmed", "decision_made")
    assert [len(entries(f"cases.{verb}")) for verb in verbs] == [1, 1, 1]
    assert entries("cases.decision_made")[0].body["measure"] == "warning"


def test_one_person_is_not_two() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    actions.confirm_decision(decision, pack=pack(), by=who.first, at=AGREED)
    with pytest.raises(actions.TooFewPersons):
        actions.confirm_decision(decision, pack=pack(), by=who.first, at=AGREED)
    twice = hold(post(home.root, "decider-3", "cases.decide"), "dan-again")
    type(twice).objects.filter(pk=twice.pk).update(person=who.first.person)
    twice.refresh_from_db()
    with pytest.raises(actions.TooFewPersons):
        actions.confirm_decision(decision, pack=pack(), by=twice, at=AGREED)
    decision.refresh_from_db()
    assert decision.state == "proposed"


def test_who_is_in_conflict_does_not_decide() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    for number, person in enumerate((who.officer, home.clerk, home.roads_head)):
        twin = hold(post(home.root, f"decider-{number + 3}", "cases.decide"), f"twin-{number}")
        type(twin).objects.filter(pk=twin.pk).update(person=person.person)
        twin.refresh_from_db()
        with pytest.raises(actions.ConflictOfInterest):
            actions.confirm_decision(decision, pack=pack(), by=twin, at=AGREED)
    with pytest.raises(PowerNotHeld):
        actions.confirm_decision(decision, pack=pack(), by=home.works_head, at=AGREED)
    assert not decision.confirmations.exists()


def test_a_decider_who_disagrees_sends_it_back_and_the_officer_proposes_anew() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    back = actions.send_back(decision, reasons=REASONS, by=who.first, at=AGREED)
    assert (back.state, back.sent_back_by) == ("sent_back", who.first)
    assert back.concerned.case.stage == "open"
    with pytest.raises(actions.StepOutOfOrder):
        actions.confirm_decision(decision, pack=pack(), by=who.second, at=AGREED)
    anew = actions.propose_decision(
        decision.concerned, "talk", pack=pack(), reasons=REASONS, by=who.officer, at=AGREED
    )
    assert agreed(anew, who, at(2025, 4, 16)).state == "decided"


def test_only_one_proposal_waits_at_a_time() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    with pytest.raises(actions.DecisionPending):
        actions.propose_decision(
            decision.concerned, "talk", pack=pack(), reasons=REASONS, by=who.officer, at=PROPOSED
        )


def test_a_measure_outside_the_range_needs_its_own_reason() -> None:
    home = house()
    who = bench(home)
    concerned = determined(home, who)
    deed = {"pack": pack(), "reasons": REASONS, "by": who.officer, "at": PROPOSED}
    with pytest.raises(actions.DepartureNeedsReason) as refusal:
        actions.propose_decision(concerned, "demerit", **deed)
    assert "reminder talk to warning" in refusal.value.findings[0].message.en
    decision = actions.propose_decision(concerned, "none", departure=WHY, **deed)
    assert (decision.departs, decision.departure) == (True, "a first lapse")
    assert entries("cases.decision_proposed")[0].body["departs"] is True


def test_a_measure_inside_the_range_is_no_departure() -> None:
    home = house()
    decision = proposed(home, bench(home), "talk", departure=WHY)
    assert (decision.departs, decision.departure) == (False, "")


def test_an_exemption_is_admitted_only_when_a_rule_exempts() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who, "exempt", means=False)
    assert (decision.departs, decision.burdens) == (False, False)
    done = agreed(decision, who, at(2025, 4, 15))
    assert (done.effect_since, done.effect_until) == (None, None)


def test_while_a_deciding_fact_is_open_every_measure_is_a_departure() -> None:
    home = house()
    with pytest.raises(actions.DepartureNeedsReason):
        proposed(home, bench(home), "talk", told=None)


def test_an_unknown_measure_and_missing_reasons_are_refused() -> None:
    home = house()
    who = bench(home)
    concerned = determined(home, who)
    deed = {"pack": pack(), "by": who.officer, "at": PROPOSED}
    with pytest.raises(actions.UnknownMeasure):
        actions.propose_decision(concerned, "exile", reasons=REASONS, **deed)
    with pytest.raises(actions.NothingSaid):
        actions.propose_decision(concerned, "talk", reasons=Words("", ""), **deed)
    assert not Decision.objects.exists()


def test_nothing_is_decided_on_facts_that_have_changed() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    stated(decision.concerned, who, means=False)
    with pytest.raises(actions.DeterminationOutdated):
        actions.confirm_decision(decision, pack=pack(), by=who.first, at=AGREED)


def test_nobody_is_decided_upon_unheard() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    decision.concerned.hearings.all().delete()
    with pytest.raises(actions.StepOutOfOrder) as refusal:
        actions.confirm_decision(decision, pack=pack(), by=who.first, at=AGREED)
    assert "heard" in refusal.value.findings[0].message.en.lower()


def test_a_decision_comes_after_its_determination() -> None:
    home = house()
    who = bench(home)
    with pytest.raises(actions.StepOutOfOrder):
        actions.propose_decision(
            named(home, who), "talk", pack=pack(), reasons=REASONS, by=who.officer, at=PROPOSED
        )


def test_a_decision_is_served_once_by_its_letter_or_by_hand() -> None:
    home = house()
    who = bench(home)
    decision = decided(home, who)
    done = actions.serve_decision(decision, by=who.officer, at=at(2025, 4, 16))
    assert (done.state, done.served_by) == ("served", who.officer.ref)
    with pytest.raises(actions.StepOutOfOrder):
        actions.serve_decision(decision, by=None, at=at(2025, 4, 17))
    assert entries("cases.decision_served")[0].actor == who.officer.ref


def test_only_who_may_serve_serves_and_not_before_it_is_decided() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    with pytest.raises(actions.StepOutOfOrder):
        actions.serve_decision(decision, by=None, at=AGREED)
    agreed(decision, who, at(2025, 4, 15))
    with pytest.raises(PowerNotHeld):
        actions.serve_decision(decision, by=who.first, at=at(2025, 4, 16))


def test_what_waits_for_whom_follows_the_steps() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    day = AGREED.date()
    assert list(queries.waiting_for(who.first.person, on=day).to_confirm) == [decision]
    actions.confirm_decision(decision, pack=pack(), by=who.first, at=AGREED)
    assert not queries.waiting_for(who.first.person, on=day).to_confirm
    actions.confirm_decision(decision, pack=pack(), by=who.second, at=AGREED)
    seal_all()
    assert list(queries.waiting_for(who.officer.person, on=day).to_serve) == [decision]
    actions.serve_decision(decision, by=None, at=AGREED)
    assert list(queries.waiting_for(home.roads_head.person, on=day).served_on_me) == [decision]


def test_the_history_of_a_case_is_its_entries() -> None:
    home = house()
    decision = served(home, bench(home))
    verbs = [entry.verb for entry in queries.entries(decision.concerned.case)]
    assert verbs[0] == "cases.report_received"
    assert verbs[-1] == "cases.decision_served"
    assert len(verbs) == len(set(verbs)) + 2
