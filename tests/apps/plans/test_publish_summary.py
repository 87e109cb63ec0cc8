"""Comparing a month, publishing it, carrying over what slipped."""

from datetime import date
from decimal import Decimal

import pytest

from remit.apps.correspondence.models import Letter
from remit.apps.organisation.actions import PowerNotHeld, choose_language
from remit.apps.plans import actions, queries
from remit.apps.plans.models import MonthlyPlan, PlanItem
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import House, at, entries, house, open_again, opened, target

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)
APRIL = Month(2026, 4)
MONTH_END = at(2026, 3, 31, 17)
RAIN = Words("连日下雨。", "Rain.")


def reported(home: House, plan: MonthlyPlan, done: str) -> PlanItem:
    """The only line of the plan, with its result."""
    line = queries.items(plan).get()
    when = at(plan.month.year, plan.month.month, 28)
    actions.report_results(
        plan, [actions.Result(line, Decimal(done), RAIN)], by=home.roads_head, at=when
    )
    return line


def test_the_summary_keeps_what_was_planned_done_and_missed() -> None:
    home = house()
    plan = opened(home, MARCH)
    line = reported(home, plan, "7.50")
    made = actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    (kept,) = made.figures["lines"]
    assert (kept["item"], kept["plan"], kept["done"], kept["gap"]) == (
        line.ref,
        "10",
        "7.5",
        "-2.5",
    )
    assert kept["status"] == "slipped"
    assert made.figures["totals"][0]["slipped"] == "1"
    assert made.figures["units"][home.roads.ref]["name"] == {"zh": "道路科", "en": "Roads"}
    assert made.figures["units"][home.roads.ref]["submitted_on"] is None
    (entry,) = entries("plans.summary_published")
    assert (entry.subject, entry.body["items"], entry.body["slipped"]) == (made.ref, "1", "1")


def test_each_head_and_the_office_get_one_letter_in_their_language() -> None:
    home = house()
    choose_language(home.works_head.person, "zh-hans", at=at(2026, 1, 5))
    for head, amount in ((home.roads_head, "10"), (home.works_head, "3")):
        target(head, home.clerk, {MARCH: amount})
    roads, _ = actions.open_month(
        home.root, MARCH, due=date(2026, 2, 28), by=None, at=at(2026, 2, 22)
    )
    reported(home, roads, "7")
    actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    letters = {letter.to_ref: letter for letter in Letter.objects.filter(kind="summary")}
    assert set(letters) == {a.person.ref for a in (home.clerk, home.roads_head, home.works_head)}
    assert letters[home.works_head.person.ref].subject == "试验镇2026年3月计划完成情况"
    text = letters[home.roads_head.person.ref].text
    assert "2 lines were planned for March 2026: 0 done, 1 slipped, 1 without a report." in text
    assert "Roads mended: Planned 10 km, done 7: 3 km short, carried over. Note: Rain." in text
    assert "Roads mended" not in letters[home.clerk.person.ref].text
    assert letters[home.clerk.person.ref].content


def test_what_slipped_enters_the_next_plan_that_is_already_open() -> None:
    home = house()
    line = reported(home, opened(home, MARCH), "7")
    april = opened(home, APRIL, "4")
    made = actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    carried = queries.items(april).get(carried_from=line)
    assert (carried.planned, carried.first_month, carried.target) == (3, MARCH.first, line.target)
    assert entries("plans.summary_published")[0].body["carried"] == {line.ref: carried.ref}
    assert made.figures["carried"][0]["amount"] == "3"
    assert queries.slips(home.root, before=APRIL + 1) == []


def test_what_slipped_waits_for_the_next_month_to_be_opened() -> None:
    home = house()
    line = reported(home, opened(home, MARCH), "7")
    actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    assert [slip.rest for slip in queries.slips(home.root, before=APRIL)] == [3]
    april = open_again(home, APRIL)
    assert [(item.carried_from, item.planned) for item in queries.items(april)] == [(line, 3)]


def test_a_slip_keeps_its_first_month_however_often_it_is_carried() -> None:
    home = house()
    first = reported(home, opened(home, MARCH), "7")
    actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    second = reported(home, open_again(home, APRIL), "1")
    actions.publish_summary(home.root, APRIL, by=home.clerk, at=at(2026, 4, 30))
    third = queries.items(open_again(home, Month(2026, 5))).get()
    assert (third.planned, third.first_month) == (2, MARCH.first)
    assert queries.thread(third).lines == (first, second, third)


def test_a_late_summary_carries_into_a_month_that_is_not_over() -> None:
    home = house()
    reported(home, opened(home, MARCH), "7")
    april, may = opened(home, APRIL, "4"), opened(home, Month(2026, 5), "4")
    actions.publish_summary(home.root, MARCH, by=home.clerk, at=at(2026, 5, 4))
    assert queries.items(april).count() == 1
    assert queries.items(may).get(carried_from__isnull=False).planned == 3


def test_what_was_not_reported_is_carried_in_full() -> None:
    home = house()
    opened(home, MARCH)
    made = actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    assert made.figures["lines"][0]["status"] == "not_reported"
    assert queries.items(open_again(home, APRIL)).get().planned == 10


def test_a_carried_line_may_be_let_go_with_a_reason_and_is_then_published() -> None:
    home = house()
    reported(home, opened(home, MARCH), "7")
    actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    april = open_again(home, APRIL)
    reason = Words("道路已移交。", "The road was handed over.")
    line = queries.items(april).get()
    actions.drop_item(line, by=home.roads_head, at=at(2026, 4, 1), reason=reason)
    made = actions.publish_summary(home.root, APRIL, by=home.clerk, at=at(2026, 4, 30))
    assert made.figures["released"][0]["reason"] == {"zh": reason.zh, "en": reason.en}
    assert made.figures["findings"] == []
    assert queries.slips(home.root, before=Month(2026, 6)) == []


def test_what_a_plan_silently_lowers_is_published() -> None:
    home = house()
    plan = opened(home, MARCH)
    line = queries.items(plan).get()
    actions.revise_item(line, planned=Decimal(4), by=home.roads_head, at=at(2026, 2, 25))
    made = actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    assert [finding["id"] for finding in made.figures["findings"]] == ["comparison.lowered"]


def test_a_month_is_compared_once_and_not_before_its_last_day() -> None:
    home = house()
    opened(home, MARCH)
    with pytest.raises(actions.MonthNotOver):
        actions.publish_summary(home.root, MARCH, by=home.clerk, at=at(2026, 3, 30))
    actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    with pytest.raises(actions.MonthAlreadyCompared):
        actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)
    assert len(entries("plans.summary_published")) == 1


def test_a_month_without_plans_is_not_compared() -> None:
    home = house()
    with pytest.raises(actions.NothingToCompare):
        actions.publish_summary(home.root, MARCH, by=home.clerk, at=MONTH_END)


def test_a_head_of_unit_does_not_publish() -> None:
    home = house()
    opened(home, MARCH)
    with pytest.raises(PowerNotHeld):
        actions.publish_summary(home.roads, MARCH, by=home.roads_head, at=MONTH_END)
    assert not Letter.objects.exists()
