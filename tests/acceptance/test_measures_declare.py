"""Rules on the order of activities, on the receipt log: deviations as another checker counts them.

The rules are those that hold often enough in the log itself. Which these are is settled by plain
loops over the traces: no line is shared with the engine. The other checker (PM4Py 2.7) counts the
same but for not-succession, which it takes as the opposite of succession: 4,126 instead of 4,490.
"""

from pathlib import Path

import pytest

from remit.engines.eventlog.shape import RECEIPT
from remit.engines.eventlog.trace import Trace
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.measures.conformance import check
from remit.engines.measures.declare import Rule, Template
from remit.engines.measures.declare.limits import Days
from remit.engines.measures.table import EventTable
from tests.acceptance import plain_rules
from tests.acceptance.plain_rules import PLAIN, ends_of

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("logs")]

KNOWN = {
    Template.RESPONSE: 2_828,
    Template.PRECEDENCE: 2_061,
    Template.COEXISTENCE: 1_726,
    Template.NOT_COEXISTENCE: 4_578,
    Template.NOT_SUCCESSION: 4_490,
}
OPPOSITE_OF_SUCCESSION = 4_126


@pytest.fixture(scope="module")
def traces(receipt_file: Path) -> list[Trace]:
    with receipt_file.open("rb") as file:
        return list(XesLog(unpacked(file)))


@pytest.fixture(scope="module")
def usual(traces: list[Trace]) -> dict[Template, list[Rule]]:
    return plain_rules.usual(traces)


@pytest.fixture(scope="module")
def table(traces: list[Trace]) -> EventTable:
    return EventTable.from_traces(traces, RECEIPT)


@pytest.mark.parametrize("template", KNOWN)
def test_deviations_on_the_receipt_log_are_those_counted_before(
    template: Template, table: EventTable, usual: dict[Template, list[Rule]]
) -> None:
    found = check(table, usual[template], Days(on=int(table.ts_us.max())))
    assert sum(len(each.deviations) for each in found) == KNOWN[template]
    assert all(deviation.events for each in found for deviation in each.deviations)


@pytest.mark.parametrize("template", [Template.RESPONSE, Template.PRECEDENCE, Template.COEXISTENCE])
def test_deviations_are_in_the_cases_in_which_plain_loops_find_them(
    template: Template, table: EventTable, traces: list[Trace], usual: dict[Template, list[Rule]]
) -> None:
    cases = {trace.name: ends_of(trace) for trace in traces}
    holds = PLAIN[template]
    for each in check(table, usual[template], Days(on=int(table.ts_us.max()))):
        expected = {
            name
            for name, ends in cases.items()
            if holds(ends, each.rule.first, each.rule.second) is False
        }
        assert {deviation.item for deviation in each.deviations} == expected


def test_taken_as_the_opposite_of_succession_the_other_checker_is_right(
    traces: list[Trace], usual: dict[Template, list[Rule]]
) -> None:
    counted = plain_rules.deviations(traces, usual[Template.NOT_SUCCESSION])
    assert counted == OPPOSITE_OF_SUCCESSION
