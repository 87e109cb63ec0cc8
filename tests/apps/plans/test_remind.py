"""Reminding of a plan."""

from datetime import date

import pytest

from remit.apps.correspondence.models import Letter
from remit.apps.organisation.actions import PowerNotHeld, choose_language, end_appointment
from remit.apps.plans import actions, queries
from remit.engines.dates import Month
from tests.builders import at, entries, house, opened

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)


def test_before_the_due_day_the_reminder_says_how_many_days_are_left() -> None:
    home = house()
    plan = opened(home, MARCH)
    letter = actions.remind(plan, by=None, at=at(2026, 2, 25))
    assert letter.subject == "The plan of Roads for March 2026: 3 days left"
    assert (letter.to_ref, letter.to_address) == (home.roads_head.person.ref, "rosa-h@example.org")
    assert (letter.about, letter.link, letter.kind) == (plan.ref, f"/plans/{plan.pk}", "reminder")
    (entry,) = entries("plans.plan_reminded")
    assert (entry.actor, entry.subject) == ("clock", plan.ref)
    assert (entry.body["days_late"], entry.body["letter"]) == ("0", letter.ref)


def test_after_the_due_day_it_says_how_late_the_plan_is() -> None:
    home = house()
    letter = actions.remind(opened(home, MARCH), by=None, at=at(2026, 3, 3))
    assert letter.subject == "The plan of Roads for March 2026 is 3 days late"
    assert entries("plans.plan_reminded")[0].body["days_late"] == "3"


def test_on_the_due_day_it_says_today() -> None:
    letter = actions.remind(opened(house(), MARCH), by=None, at=at(2026, 2, 28))
    assert letter.subject == "The plan of Roads for March 2026: due today"


def test_who_reads_chinese_is_written_to_in_chinese() -> None:
    home = house()
    choose_language(home.roads_head.person, "zh-hans", at=at(2026, 1, 5))
    letter = actions.remind(opened(home, MARCH), by=None, at=at(2026, 2, 27))
    assert letter.subject == "道路科2026年3月计划：还有1天"


def test_one_reminder_a_day_is_enough() -> None:
    plan = opened(house(), MARCH)
    actions.remind(plan, by=None, at=at(2026, 3, 3, 0, 5))
    with pytest.raises(actions.AlreadyRemindedToday):
        actions.remind(plan, by=None, at=at(2026, 3, 3, 23, 55))
    actions.remind(plan, by=None, at=at(2026, 3, 4, 0, 5))
    assert queries.last_reminded([plan]) == {plan.ref: date(2026, 3, 4)}
    assert Letter.objects.count() == 2


def test_a_submitted_plan_is_not_reminded_of() -> None:
    home = house()
    plan = actions.submit_plan(opened(home, MARCH), by=home.roads_head, at=at(2026, 2, 26))
    with pytest.raises(actions.PlanAlreadySubmitted):
        actions.remind(plan, by=None, at=at(2026, 2, 27))


def test_the_office_may_remind_but_a_neighbour_may_not() -> None:
    home = house()
    plan = opened(home, MARCH)
    with pytest.raises(PowerNotHeld):
        actions.remind(plan, by=home.works_head, at=at(2026, 2, 27))
    assert actions.remind(plan, by=home.clerk, at=at(2026, 2, 27))


def test_while_the_post_is_vacant_the_office_is_written_to() -> None:
    home = house()
    plan = opened(home, MARCH)
    end_appointment(home.roads_head, by=None, at=at(2026, 2, 24), until=date(2026, 2, 25))
    letter = actions.remind(plan, by=None, at=at(2026, 2, 25))
    assert letter.to_ref == home.clerk.person.ref
    end_appointment(home.clerk, by=None, at=at(2026, 2, 25), until=date(2026, 2, 26))
    with pytest.raises(actions.NobodyAnswersForPlan):
        actions.remind(plan, by=None, at=at(2026, 2, 26))
