"""Adding, revising and dropping the lines of an open plan."""

from decimal import Decimal

import pytest

from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.plans import actions, queries
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import KILOMETRES, at, entries, house, opened

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)
WHEN = at(2026, 2, 25)
BRIDGE = Words("修桥", "Mend the bridge")


def test_a_unit_adds_a_line_of_its_own() -> None:
    home = house()
    plan = opened(home, MARCH)
    line = actions.add_item(
        plan, BRIDGE, planned=Decimal(1), measure=KILOMETRES, by=home.roads_head, at=WHEN
    )
    assert list(queries.items(plan))[-1] == line
    assert entries("plans.item_added")[0].body == {
        "plan": plan.ref,
        "target": None,
        "planned": "1",
    }


def test_a_line_without_text_measure_or_amount_is_refused_with_every_fault() -> None:
    home = house()
    plan = opened(home, MARCH)
    nothing = Words("", " ")
    with pytest.raises(actions.LineDoesNotFit) as refusal:
        actions.add_item(
            plan, nothing, planned=Decimal(-1), measure=nothing, by=home.roads_head, at=WHEN
        )
    assert {f.subject for f in refusal.value.findings} == {"planned", "text", "measure"}
    assert queries.items(plan).count() == 1


def test_another_unit_may_not_touch_the_plan() -> None:
    home = house()
    line = queries.items(opened(home, MARCH)).get()
    with pytest.raises(PowerNotHeld):
        actions.revise_item(line, planned=Decimal(1), by=home.works_head, at=WHEN)


def test_a_revised_amount_keeps_the_old_one_in_its_entry() -> None:
    home = house()
    line = queries.items(opened(home, MARCH)).get()
    actions.revise_item(line, planned=Decimal(8), by=home.roads_head, at=WHEN, text=BRIDGE)
    line.refresh_from_db()
    assert (line.planned, line.text) == (8, "Mend the bridge")
    body = entries("plans.item_revised")[0].body
    assert (body["before"], body["planned"]) == ("10.00", "8")


def test_planning_less_than_the_target_asks_for_is_told() -> None:
    home = house()
    plan = opened(home, MARCH)
    line = queries.items(plan).get()
    assert queries.dropped(plan) == ()
    actions.revise_item(line, planned=Decimal(8), by=home.roads_head, at=WHEN)
    assert [finding.id for finding in queries.dropped(plan)] == ["comparison.lowered"]


def test_a_promise_is_dropped_only_with_a_reason() -> None:
    home = house()
    plan = opened(home, MARCH)
    line = queries.items(plan).get()
    with pytest.raises(actions.PromiseDroppedWithoutReason):
        actions.drop_item(line, by=home.roads_head, at=WHEN)
    actions.drop_item(line, by=home.roads_head, at=WHEN, reason=Words("", "The road is closed."))
    assert not queries.items(plan)
    assert [line.reason for line in queries.let_go([plan])] == ["The road is closed."]
    assert queries.dropped(plan) == ()
    assert entries("plans.item_dropped")[0].subject == line.ref
    with pytest.raises(actions.LineAlreadyDropped):
        actions.revise_item(line, planned=Decimal(1), by=home.roads_head, at=WHEN)


def test_a_line_of_ones_own_goes_without_a_word() -> None:
    home = house()
    plan = opened(home, MARCH)
    line = actions.add_item(
        plan, BRIDGE, planned=Decimal(1), measure=KILOMETRES, by=home.roads_head, at=WHEN
    )
    actions.drop_item(line, by=home.roads_head, at=WHEN)
    assert line not in queries.items(plan)
