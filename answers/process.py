"""Waiting, deviations from rules and missed deadlines, as others have counted them."""

from pathlib import Path

from answers.rows import Row
from benchmarks.board import acceptance_data
from remit.engines.eventlog.shape import RECEIPT
from remit.engines.eventlog.trace import Trace
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.measures.declare import Rule, Template, broken, places_of
from remit.engines.measures.spans import DAY
from remit.engines.measures.table import EventTable
from tests.acceptance import deadlines, plain_rules
from tests.engines.measures.manual_logs import PUBLISHED, reckoned

KRONOS = "AutomatedProcessImprovement/waiting-time-analysis on GitHub, tests/assets, manual logs"
PM4PY = "PM4Py 2.7.23 (conformance_declare), rules with support 5 % and confidence 50 %"
RECEIPT_LOG = "doi 10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6"
DEVIATIONS = {
    Template.RESPONSE: 2_828,
    Template.PRECEDENCE: 2_061,
    Template.COEXISTENCE: 1_726,
    Template.NOT_COEXISTENCE: 4_578,
    Template.NOT_SUCCESSION: 4_490,
}


def rows() -> list[Row]:
    """Waiting by log, deviations by template, deadlines."""
    log = acceptance_data() / "eventlogs" / "receipt.xes.gz"
    return [*map(_waits, PUBLISHED["logs"]), *_receipt(log)]


def _waits(log: dict[str, list[list[object]]]) -> Row:
    """Every passage's frequency and six times must agree for it to count."""
    got = [each for each in reckoned(log) if each in log["waits"]]
    what = "passages with all 7 figures"
    return Row(f"Waiting, {log['name']}", KRONOS, {what: len(log["waits"])}, {what: len(got)})


def _receipt(log: Path) -> list[Row]:
    expected = {template.value: count for template, count in DEVIATIONS.items()}
    late = {"late": 377, "median days from the last record to the end": 44}
    names = ("Deviations, CoSeLoG receipt phase", "Deadlines, CoSeLoG receipt phase")
    if not log.exists():
        note = "file missing: set REMIT_ACCEPTANCE_DATA"
        return [
            Row(names[0], PM4PY, expected, {}, note),
            Row(names[1], RECEIPT_LOG, late, {}, note),
        ]
    with log.open("rb") as file:
        traces = list(XesLog(unpacked(file)))
    found = deadlines.told(traces)
    got = {"late": found.n, "median days from the last record to the end": found.after_last // DAY}
    note = "not_succession as linear temporal logic has it; PM4Py counts its opposite, 4,126"
    return [
        Row(names[0], PM4PY, expected, _deviations(traces), note),
        Row(names[1], RECEIPT_LOG, late, got, "counted from its dates by others"),
    ]


def _deviations(traces: list[Trace]) -> dict[str, float]:
    table, usual = EventTable.from_traces(traces, RECEIPT), plain_rules.usual(traces)
    places = places_of(table, (e for rules in usual.values() for r in rules for e in _named(r)))
    return {
        template.value: sum(int(broken(places, rule).sum()) for rule in usual[template])
        for template in DEVIATIONS
    }


def _named(rule: Rule) -> tuple[str, str]:
    return rule.first, rule.second
