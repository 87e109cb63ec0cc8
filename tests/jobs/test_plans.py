"""Months that open by themselves, reminders that come in their turn."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from remit.apps.correspondence.models import Letter
from remit.apps.organisation.actions import end_appointment
from remit.apps.plans import actions, queries
from remit.engines.dates import Month
from remit.engines.words import Words
from remit.jobs import plans
from tests.builders import KILOMETRES, at, house, opened, target

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)
APRIL = Month(2026, 4)


def test_the_coming_month_opens_a_week_before_it_begins_and_once() -> None:
    home = house()
    target(home.roads_head, home.clerk, {MARCH: "10"})
    assert plans.open_months(at(2026, 2, 21)) == 0
    assert plans.open_months(at(2026, 2, 22)) == 1
    assert plans.open_months(at(2026, 2, 22, 9, 1)) == 0
    plan = queries.plan(home.roads, MARCH)
    assert plan
    assert plan.due == date(2026, 2, 28)


def test_a_month_that_was_missed_is_opened_late_with_time_to_answer() -> None:
    home = house()
    opened(home, MARCH)
    target(home.roads_head, home.clerk, {APRIL: "10"})
    assert plans.open_months(at(2026, 4, 9)) == 1
    plan = queries.plan(home.roads, APRIL)
    assert plan
    assert plan.due == date(2026, 4, 12)


def test_who_has_just_begun_is_not_held_to_the_running_month() -> None:
    home = house()
    target(home.roads_head, home.clerk, {MARCH: "10"})
    assert plans.open_months(at(2026, 3, 10)) == 0


def test_a_target_set_after_the_opening_enters_the_open_plan() -> None:
    home = house()
    plan = opened(home, MARCH)
    actions.set_target(
        home.roads,
        home.roads_head.post,
        2026,
        "safety",
        Words("排查隐患", "Hazards checked"),
        annual=Decimal(5),
        measure=KILOMETRES,
        months={MARCH: Decimal(5)},
        by=home.clerk,
        at=at(2026, 2, 24),
    )
    assert [item.planned for item in queries.items(plan)] == [10, 5]


def test_reminders_come_three_and_one_days_before_and_one_three_and_then_every_seven_after() -> (
    None
):
    home = house()
    opened(home, MARCH)
    first = at(2026, 2, 22)
    sent = [now.date() for now in (first + timedelta(n) for n in range(45)) if plans.remind(now)]
    assert sent == [
        date(2026, 2, 25),
        date(2026, 2, 27),
        date(2026, 3, 1),
        date(2026, 3, 3),
        date(2026, 3, 10),
        date(2026, 3, 17),
        date(2026, 3, 24),
        date(2026, 3, 31),
    ]


def test_a_second_look_on_the_same_day_reminds_nobody_twice() -> None:
    opened(house(), MARCH)
    assert [plans.remind(at(2026, 2, 25, hour)) for hour in (8, 12, 23)] == [1, 0, 0]


def test_what_the_clock_slept_through_is_made_up_for_once() -> None:
    opened(house(), MARCH)
    assert plans.remind(at(2026, 3, 8)) == 1
    assert plans.remind(at(2026, 3, 9)) == 0
    assert Letter.objects.get().subject == "The plan of Roads for March 2026 is 8 days late"


def test_a_reminder_by_hand_counts_for_the_turn() -> None:
    home = house()
    plan = opened(home, MARCH)
    actions.remind(plan, by=home.clerk, at=at(2026, 2, 26))
    assert plans.remind(at(2026, 2, 26, 18)) == 0
    assert plans.remind(at(2026, 2, 27)) == 1


def test_who_submits_is_left_in_peace() -> None:
    home = house()
    actions.submit_plan(opened(home, MARCH), by=home.roads_head, at=at(2026, 2, 24))
    assert plans.remind(at(2026, 2, 25)) == 0


def test_a_plan_nobody_answers_for_does_not_stop_the_others() -> None:
    lonely, home = house("lonely"), house()
    opened(lonely, MARCH)
    opened(home, MARCH)
    for gone in (lonely.roads_head, lonely.clerk):
        end_appointment(gone, by=None, at=at(2026, 2, 23), until=date(2026, 2, 24))
    assert plans.remind(at(2026, 2, 25)) == 1


@pytest.mark.parametrize(
    ("on", "turn"),
    [
        (date(2026, 2, 24), None),
        (date(2026, 2, 26), date(2026, 2, 25)),
        (date(2026, 2, 28), date(2026, 2, 27)),
        (date(2026, 3, 2), date(2026, 3, 1)),
        (date(2026, 3, 9), date(2026, 3, 3)),
        (date(2026, 3, 23), date(2026, 3, 17)),
    ],
)
def test_the_latest_turn_of_a_plan_due_at_the_end_of_february(on: date, turn: date | None) -> None:
    assert plans.latest_turn(date(2026, 2, 28), on) == turn
