"""Reporting what came of a plan."""

from decimal import Decimal

import pytest

from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.plans import actions, queries
from remit.apps.plans.models import MonthlyPlan
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import KILOMETRES, House, at, entries, house, opened

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)
WHEN = at(2026, 3, 31)
RAIN = Words("连日下雨。", "Rain.")


def submitted(home: House) -> MonthlyPlan:
    return actions.submit_plan(opened(home, MARCH), by=home.roads_head, at=at(2026, 2, 26))


def test_results_of_all_lines_are_kept_with_the_notes() -> None:
    home = house()
    plan = submitted(home)
    line = queries.items(plan).get()
    result = actions.Result(line, Decimal("7.5"), RAIN)
    actions.report_results(plan, [result], by=home.roads_head, at=WHEN)
    line.refresh_from_db()
    assert (line.done, line.reported_at, line.note) == (Decimal("7.50"), WHEN, "Rain.")
    (entry,) = entries("plans.results_reported")
    assert entry.subject == plan.ref
    assert entry.body == {"month": "2026-03", "done": {line.ref: "7.5"}}


def test_missing_foreign_and_impossible_results_are_told_together() -> None:
    home, other = house(), house("other")
    plan, foreign = opened(home, MARCH), queries.items(opened(other, MARCH)).get()
    bridge = actions.add_item(
        plan,
        Words("修桥", "Bridge"),
        planned=Decimal(1),
        measure=KILOMETRES,
        by=home.roads_head,
        at=at(2026, 2, 25),
    )
    road = queries.items(plan).first()
    assert road
    results = [actions.Result(bridge, Decimal(-1), RAIN), actions.Result(foreign, Decimal(1))]
    with pytest.raises(actions.ResultsIncomplete) as refusal:
        actions.report_results(plan, results, by=home.roads_head, at=WHEN)
    assert {f.subject: f.id for f in refusal.value.findings} == {
        road.ref: "plans.result_missing",
        bridge.ref: "plans.no_amount",
        foreign.ref: "plans.line_not_in_plan",
    }
    bridge.refresh_from_db()
    assert bridge.done is None


def test_what_slipped_must_be_explained() -> None:
    home = house()
    plan = submitted(home)
    line = queries.items(plan).get()
    with pytest.raises(actions.ResultsIncomplete) as refusal:
        actions.report_results(
            plan, [actions.Result(line, Decimal(9))], by=home.roads_head, at=WHEN
        )
    assert [finding.id for finding in refusal.value.findings] == ["plans.slip_unexplained"]


def test_below_a_ceiling_is_no_slip_and_above_it_is() -> None:
    home = house()
    plan = opened(home, MARCH)
    queries.items(plan).update(ceiling=True)
    line = queries.items(plan).get()
    above = actions.Result(line, Decimal(11))
    with pytest.raises(actions.ResultsIncomplete):
        actions.report_results(plan, [above], by=home.roads_head, at=WHEN)
    below = actions.Result(line, Decimal(2))
    assert actions.report_results(plan, [below], by=home.roads_head, at=WHEN)


def test_results_may_be_corrected_until_the_month_is_compared() -> None:
    home = house()
    plan = submitted(home)
    line = queries.items(plan).get()
    for done in (Decimal(10), Decimal(11)):
        actions.report_results(plan, [actions.Result(line, done)], by=home.roads_head, at=WHEN)
    line.refresh_from_db()
    assert line.done == 11
    actions.publish_summary(home.root, MARCH, by=home.clerk, at=WHEN)
    with pytest.raises(actions.MonthAlreadyCompared):
        actions.report_results(
            plan, [actions.Result(line, Decimal(12))], by=home.roads_head, at=WHEN
        )


def test_a_plan_never_submitted_may_still_report_what_was_done() -> None:
    home = house()
    plan = opened(home, MARCH)
    result = actions.Result(queries.items(plan).get(), Decimal(10))
    assert actions.report_results(plan, [result], by=home.roads_head, at=at(2026, 4, 2))


def test_nothing_is_reported_before_the_month_begins_or_by_a_neighbour() -> None:
    home = house()
    plan = submitted(home)
    results = [actions.Result(queries.items(plan).get(), Decimal(10))]
    with pytest.raises(actions.MonthNotBegun):
        actions.report_results(plan, results, by=home.roads_head, at=at(2026, 2, 28))
    with pytest.raises(PowerNotHeld):
        actions.report_results(plan, results, by=home.works_head, at=WHEN)
