"""The end of a measure's effect; closing a case."""

import pytest

from remit.apps.cases import actions, queries
from remit.apps.correspondence.models import Letter
from remit.apps.organisation.actions import PowerNotHeld
from tests.builders import at, entries, house, seal_all
from tests.case_builders import bench, decided, named, served

pytestmark = pytest.mark.django_db
OVER = at(2025, 10, 15)


def test_the_effect_of_a_measure_ends_on_its_day_and_the_person_is_told() -> None:
    home = house()
    decision = served(home, bench(home))
    assert list(queries.effects_ending(on=OVER.date())) == [decision]
    row = actions.end_effect(decision, at=OVER)
    decision.refresh_from_db()
    assert (row.cause, decision.effect_ended_at) == ("effect_ended", OVER)
    assert "it has ended by itself" in Letter.objects.get(about=row.ref).text
    assert not queries.effects_ending(on=OVER.date())
    (entry,) = entries("cases.effect_ended")
    assert (entry.actor, entry.body["until"]) == ("clock", "2025-10-15")


def test_it_ends_neither_earlier_nor_twice() -> None:
    home = house()
    decision = served(home, bench(home))
    with pytest.raises(actions.EffectNotOver):
        actions.end_effect(decision, at=at(2025, 10, 14))
    actions.end_effect(decision, at=OVER)
    with pytest.raises(actions.EffectNotOver):
        actions.end_effect(decision, at=OVER)


def test_a_measure_without_a_period_has_no_effect_to_end() -> None:
    home = house()
    decision = served(home, bench(home), "talk")
    with pytest.raises(actions.EffectNotOver):
        actions.end_effect(decision, at=OVER)


def test_a_case_is_closed_when_the_effect_has_ended() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    case = decision.concerned.case
    with pytest.raises(actions.StepOutOfOrder):
        actions.close_case(case, by=who.officer, at=OVER)
    actions.end_effect(decision, at=OVER)
    seal_all()
    closed = actions.close_case(case, by=who.officer, at=OVER)
    assert (closed.stage, closed.closed_by) == ("closed", who.officer)
    assert entries("cases.case_closed")[0].subject == case.ref


def test_a_measure_without_a_period_is_done_once_served() -> None:
    home = house()
    who = bench(home)
    decision = decided(home, who, "talk")
    with pytest.raises(actions.StepOutOfOrder):
        actions.close_case(decision.concerned.case, by=who.officer, at=OVER)
    actions.serve_decision(decision, by=None, at=at(2025, 4, 16))
    seal_all()
    assert actions.close_case(decision.concerned.case, by=who.officer, at=OVER).closed_at == OVER


def test_an_exempted_person_s_case_is_closed_at_once() -> None:
    home = house()
    who = bench(home)
    decision = decided(home, who, "exempt", told=False)
    assert actions.close_case(decision.concerned.case, by=who.officer, at=OVER).stage == "closed"


def test_a_case_is_not_closed_over_a_second_person_nobody_has_decided_on() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who, "talk")
    case = decision.concerned.case
    actions.name_concerned(case, home.clerk, by=who.officer, at=OVER)
    with pytest.raises(actions.StepOutOfOrder):
        actions.close_case(case, by=who.officer, at=OVER)


def test_a_closed_case_takes_nothing_in() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who, "talk")
    case = decision.concerned.case
    actions.close_case(case, by=who.officer, at=OVER)
    with pytest.raises(actions.CaseClosed):
        actions.name_concerned(case, home.clerk, by=who.officer, at=OVER)


def test_only_who_may_closes() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who, "talk")
    with pytest.raises(PowerNotHeld):
        actions.close_case(decision.concerned.case, by=who.first, at=OVER)


def test_a_case_that_has_just_begun_is_not_closed() -> None:
    home = house()
    who = bench(home)
    with pytest.raises(actions.StepOutOfOrder):
        actions.close_case(named(home, who).case, by=who.officer, at=OVER)
