"""Equal to PM4Py itself, pair by pair and case by case, where it is installed (`make bench`)."""

from pathlib import Path
from typing import Any

import pytest

from answers.measures import DAY
from remit.engines.eventlog.shape import PLAIN
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.measures.gaps import gaps
from remit.engines.measures.running import DuckRunner
from remit.engines.measures.table import EventTable

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.xdist_group("measures"),
    pytest.mark.filterwarnings("ignore"),  # what it warns of is its own
]
SETS = {
    "receipt": ("Confirmation of receipt", "T05 Print and send confirmation of receipt"),
    "bpic2013_incidents": ("Accepted", "Completed"),
}
SECONDS = 1_000_000
WITHIN_DAYS = 5


@pytest.fixture(scope="module", params=SETS)
def both(request: pytest.FixtureRequest, acceptance_data: Path) -> tuple[str, EventTable, Any]:
    """The name of a log, its events as ours, and as PM4Py's frame in the same order."""
    pm4py = pytest.importorskip("pm4py", reason="PM4Py is missing: `make bench` installs it.")
    file = acceptance_data / "eventlogs" / f"{request.param}.xes.gz"
    with file.open("rb") as stream:
        table = EventTable.from_traces(XesLog(unpacked(stream)), PLAIN)
    frame = pm4py.convert_to_dataframe(pm4py.read_xes(str(file)))
    keys = ["case:concept:name", "time:timestamp"]
    return request.param, table, frame.sort_values(keys, kind="stable").reset_index(drop=True)


def test_every_statistic_of_what_follows_what(both: tuple[str, EventTable, Any]) -> None:
    pm4py = pytest.importorskip("pm4py")
    _, table, frame = both
    theirs, _, _ = pm4py.discover_performance_dfg(frame, perf_aggregation_key="all")
    counted, _, _ = pm4py.discover_dfg(frame)
    rows = DuckRunner.over(table).rows("follows")
    ours = {
        (table.label("activity", row[0]), table.label("activity", row[1])): gaps(row[2:])
        for row in rows
    }
    assert {pair: each.n for pair, each in ours.items()} == dict(counted)
    for pair, each in ours.items():
        told = theirs[pair]
        assert float(each.mean_us) / SECONDS == pytest.approx(told["mean"])
        assert each.least_us / SECONDS == pytest.approx(told["min"])
        assert each.most_us / SECONDS == pytest.approx(told["max"])
        assert each.sum_us / SECONDS == pytest.approx(told["sum"])
        if each.n > 1:  # of one gap theirs is not a number
            assert (each.deviation_us or 0) / SECONDS == pytest.approx(told["stdev"])


def test_every_weight_of_a_handover(both: tuple[str, EventTable, Any]) -> None:
    pm4py = pytest.importorskip("pm4py")
    _, table, frame = both
    theirs = pm4py.discover_handover_of_work_network(frame[frame["org:resource"].notna()])
    rows = DuckRunner.over(table).rows("handovers")
    every = sum(row[2] for row in rows)
    ours = {
        (table.label("person", giver), table.label("person", taker)): n / every
        for giver, taker, n in rows
    }
    assert ours == pytest.approx(dict(theirs.connections))


def test_the_cases_of_both_rules(both: tuple[str, EventTable, Any]) -> None:
    pytest.importorskip("pm4py")
    from pm4py.algo.filtering.pandas.ltl import ltl_checker

    log, table, frame = both
    first, second = SETS[log]
    codes = {"first": table.code("activity", first), "second": table.code("activity", second)}
    runner = DuckRunner.over(table)
    within = {"timestamp_diff_boundaries": [(0, WITHIN_DAYS * 86_400)]}
    kept = ltl_checker.eventually_follows(frame, [first, second], parameters=within)
    broken = ltl_checker.four_eyes_principle(frame, first, second, parameters={"positive": False})
    ours = runner.rows("rule_kept", **codes, within_us=WITHIN_DAYS * DAY)
    assert {table.label("item", row[0]) for row in ours} == set(kept["case:concept:name"])
    eyes = runner.rows("four_eyes_last", **codes)
    assert {table.label("item", row[0]) for row in eyes} == set(broken["case:concept:name"])
