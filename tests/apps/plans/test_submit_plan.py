"""Submitting a plan."""

from decimal import Decimal

import pytest

from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.plans import actions, queries
from remit.apps.plans.models import MonthlyPlan
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import at, entries, house, opened

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)
IN_TIME = at(2026, 2, 28, 23, 59)
FOUR_DAYS_LATE = at(2026, 3, 4)


def test_a_plan_submitted_on_its_due_day_is_in_time() -> None:
    home = house()
    plan = actions.submit_plan(opened(home, MARCH), by=home.roads_head, at=IN_TIME)
    plan.refresh_from_db()
    assert (plan.state, plan.submitted_by) == ("submitted", home.roads_head)
    assert queries.days_late(plan, on=FOUR_DAYS_LATE.date()) == 0
    (entry,) = entries("plans.plan_submitted")
    assert (entry.actor, entry.path) == (home.roads_head.ref, home.roads.path)
    assert entry.body == {"month": "2026-03", "due": "2026-02-28", "days_late": "0", "items": "1"}


def test_a_late_plan_says_by_how_many_days() -> None:
    home = house()
    actions.submit_plan(opened(home, MARCH), by=home.roads_head, at=FOUR_DAYS_LATE)
    assert entries("plans.plan_submitted")[0].body["days_late"] == "4"


def test_a_plan_is_submitted_once_even_from_a_page_opened_earlier() -> None:
    home = house()
    plan = opened(home, MARCH)
    seen_earlier = MonthlyPlan.objects.get(pk=plan.pk)
    actions.submit_plan(plan, by=home.roads_head, at=IN_TIME)
    line = queries.items(plan).get()
    for deed in (
        lambda: actions.submit_plan(seen_earlier, by=home.roads_head, at=IN_TIME),
        lambda: actions.revise_item(line, planned=Decimal(1), by=home.roads_head, at=IN_TIME),
    ):
        with pytest.raises(actions.PlanAlreadySubmitted):
            deed()
    assert len(entries("plans.plan_submitted")) == 1


def test_an_empty_plan_is_refused() -> None:
    home = house()
    plan = opened(home, MARCH)
    line = queries.items(plan).get()
    actions.drop_item(line, by=home.roads_head, at=IN_TIME, reason=Words("", "Closed."))
    with pytest.raises(actions.PlanEmpty):
        actions.submit_plan(plan, by=home.roads_head, at=IN_TIME)
    plan.refresh_from_db()
    assert plan.state == "open"


def test_a_plan_is_not_submitted_after_its_month() -> None:
    home = house()
    plan = opened(home, MARCH)
    with pytest.raises(actions.MonthIsOver):
        actions.submit_plan(plan, by=home.roads_head, at=at(2026, 4, 1))


def test_only_the_units_own_post_submits() -> None:
    home = house()
    plan = opened(home, MARCH)
    for other in (home.works_head, home.clerk):
        with pytest.raises(PowerNotHeld):
            actions.submit_plan(plan, by=other, at=IN_TIME)
