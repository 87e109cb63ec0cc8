"""Opening the plans of a month."""

from datetime import date

import pytest

from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.plans import actions, queries
from remit.apps.plans.models import MonthlyPlan
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import House, at, entries, hold, house, post, target, unit

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)
DUE = date(2026, 2, 28)
WHEN = at(2026, 2, 22)


def open_march(home: House) -> tuple[MonthlyPlan, ...]:
    return actions.open_month(home.root, MARCH, due=DUE, by=home.clerk, at=WHEN)


def test_each_unit_with_a_target_for_the_month_gets_one_prefilled_plan() -> None:
    home = house()
    target(home.roads_head, home.clerk, {MARCH: "10"})
    target(home.works_head, home.clerk, {MARCH + 1: "5"})
    (plan,) = open_march(home)
    assert (plan.unit, plan.post, plan.due) == (home.roads, home.roads_head.post, DUE)
    assert [(item.text, item.planned) for item in queries.items(plan)] == [("Roads mended", 10)]
    assert entries("plans.plan_opened")[0].subject == plan.ref
    assert entries("plans.month_opened")[0].body == {
        "month": "2026-03",
        "due": "2026-02-28",
        "plans": "1",
    }


def test_opening_again_opens_only_what_is_missing() -> None:
    home = house()
    target(home.roads_head, home.clerk, {MARCH: "10"})
    open_march(home)
    assert open_march(home) == ()
    target(home.works_head, home.clerk, {MARCH: "5"})
    assert [plan.unit for plan in open_march(home)] == [home.works]
    assert len(entries("plans.month_opened")) == 2


def test_a_unit_without_a_head_answers_through_the_post_of_its_target() -> None:
    home = house()
    depot = unit(home.roads, "depot", "工区", "Depot")
    keeper = hold(post(depot, "keeper"), "keeper")
    target(keeper, home.clerk, {MARCH: "1"})
    (plan,) = open_march(home)
    assert plan.post == keeper.post


def test_the_clock_needs_no_power_but_a_person_does() -> None:
    home = house()
    target(home.roads_head, home.clerk, {MARCH: "10"})
    with pytest.raises(PowerNotHeld):
        actions.open_month(home.root, MARCH, due=DUE, by=home.roads_head, at=WHEN)
    assert actions.open_month(home.root, MARCH, due=DUE, by=None, at=WHEN)
    assert entries("plans.plan_opened")[0].actor == "clock"


def test_a_month_that_is_over_is_not_opened() -> None:
    home = house()
    target(home.roads_head, home.clerk, {MARCH: "10"})
    with pytest.raises(actions.MonthIsOver):
        actions.open_month(home.root, MARCH, due=DUE, by=home.clerk, at=at(2026, 4, 1))


def test_withdrawn_targets_open_nothing() -> None:
    home = house()
    made = target(home.roads_head, home.clerk, {MARCH: "10"})
    actions.withdraw_target(made, reason=Words("", "merged"), by=home.clerk, at=WHEN)
    assert open_march(home) == ()
