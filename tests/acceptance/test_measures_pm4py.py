"""Equal to PM4Py itself on four real logs, four operations each, where it is installed (`make bench`).

Every number, mean, median, least, most, sum and standard deviation of every pair that follows each
other; every weight of a handover; the very cases of a rule "A, then B within T" and of four eyes.
Where PM4Py understands something else, both are compared:

- Four eyes: its text speaks of whoever did A and whoever did B, its code looks only at whoever did B
  last. `four_eyes` answers the text, `four_eyes_last` the code.
- A handover's weight is a share of all handovers; `handovers` counts them.
- Nobody's deeds are left out for it before handovers; left in, it hands over from nobody to nobody.
- The deviation of a single span is not a number there, and nothing here.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from answers.measures import COMPARED, DAY, Compared
from remit.engines.eventlog.shape import PLAIN
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.measures.gaps import Gaps, gaps
from remit.engines.measures.running import DuckRunner, Rows
from remit.engines.measures.table import EventRow, EventTable
from remit.engines.measures.transitions import transitions

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.xdist_group("measures"),
    pytest.mark.filterwarnings("ignore"),  # what it warns of is its own
]
SECONDS = 1_000_000
EXACTLY = 1e-9
CASE, NAME, AT, WHO = "case:concept:name", "concept:name", "time:timestamp", "org:resource"
FINES = f"""
SELECT case_id AS "{CASE}", activity AS "{NAME}", resource AS "{WHO}",
       timestamp AT TIME ZONE 'UTC' AS "{AT}", ".order" AS place
FROM read_parquet(?) ORDER BY case_id, timestamp, ".order"
"""


class Both(NamedTuple):
    """A log with its rule, as a table of ours and as a frame of theirs, in the same order."""

    log: Compared
    table: EventTable
    runner: DuckRunner
    frame: Any

    def asked(self, metric: str, **filled: int) -> Rows:
        """The rows of a metric on the two activities of the rule."""
        first, second = (
            self.table.code("activity", each) for each in (self.log.first, self.log.second)
        )
        return self.runner.rows(metric, first=first, second=second, **filled)

    def cases(self, metric: str, **filled: int) -> set[str]:
        """The cases that a metric on the two activities names."""
        return {self.table.label("item", row[0]) for row in self.asked(metric, **filled)}


@pytest.fixture(scope="module", params=COMPARED, ids=lambda log: log.file.partition(".")[0])
def both(request: pytest.FixtureRequest, acceptance_data: Path) -> Both:
    """One log, read by us and by PM4Py."""
    pytest.importorskip("pm4py", reason="PM4Py is missing: `make bench` installs it.")
    log: Compared = request.param
    file = acceptance_data / "eventlogs" / log.file
    table, frame = _columns(file) if file.suffix == ".parquet" else _traces(file)
    return Both(log, table, DuckRunner.over(table), frame)


def _traces(file: Path) -> tuple[EventTable, Any]:
    import pm4py

    with file.open("rb") as stream:
        table = EventTable.from_traces(XesLog(unpacked(stream)), PLAIN)
    frame = pm4py.convert_to_dataframe(pm4py.read_xes(str(file)))
    return table, frame.sort_values([CASE, AT], kind="stable").reset_index(drop=True)


def _columns(file: Path) -> tuple[EventTable, Any]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        frame = connection.execute(FINES, [str(file)]).df()
    return EventTable.from_rows(_rows(frame)), frame.drop(columns="place")


def _rows(frame: Any) -> Iterator[EventRow]:
    moments = frame[AT].astype("datetime64[us, UTC]").astype("int64")
    columns = (frame[CASE], frame[NAME], frame[WHO].fillna("").astype(str))
    for at, seq, item, activity, who in zip(moments, frame["place"], *columns, strict=True):
        yield EventRow(at, seq, item, activity, person=who)


def test_every_statistic_of_what_follows_what(both: Both) -> None:
    import pm4py

    theirs, _, _ = pm4py.discover_performance_dfg(both.frame, perf_aggregation_key="all")
    counted, _, _ = pm4py.discover_dfg(both.frame)
    label = both.table.label
    ours = {
        (label("activity", row[0]), label("activity", row[1])): gaps(row[2:])
        for row in both.runner.rows("follows")
    }
    middles = {(each.source, each.target): each.median for each in transitions(both.table)}
    assert len(counted) == both.log.figures["pairs"]
    assert {pair: each.n for pair, each in ours.items()} == dict(counted)
    assert ours.keys() == theirs.keys() == middles.keys()
    for pair, each in ours.items():
        told = {name: figure for name, figure in theirs[pair].items() if figure == figure}
        assert _statistics(each, middles[pair].value) == pytest.approx(told, rel=EXACTLY)


def _statistics(each: Gaps, middle: float) -> dict[str, float]:
    """In seconds under PM4Py's names; a single span has no deviation."""
    figures = {
        "mean": float(each.mean_us),
        "median": middle,
        "min": each.least_us,
        "max": each.most_us,
        "sum": each.sum_us,
        "stdev": each.deviation_us,
    }
    return {name: float(figure) / SECONDS for name, figure in figures.items() if figure is not None}


def test_every_weight_of_a_handover(both: Both) -> None:
    import pm4py

    theirs = pm4py.discover_handover_of_work_network(both.frame[both.frame[WHO].notna()])
    rows = both.runner.rows("handovers")
    every = sum(row[2] for row in rows)
    label = both.table.label
    ours = {(label("person", giver), label("person", taker)): n / every for giver, taker, n in rows}
    assert len(theirs.connections) == both.log.figures["handover pairs"]
    assert ours == pytest.approx(dict(theirs.connections), rel=EXACTLY)


def test_the_cases_in_which_the_second_came_in_time(both: Both) -> None:
    from pm4py.algo.filtering.pandas.ltl import ltl_checker

    within = {"timestamp_diff_boundaries": [(0, both.log.days * 86_400)]}
    pair = [both.log.first, both.log.second]
    kept = set(ltl_checker.eventually_follows(both.frame, pair, parameters=within)[CASE])
    assert len(kept) == both.log.figures["rule cases"]
    assert both.cases("rule_kept", within_us=both.log.days * DAY) == kept


def test_the_cases_in_which_one_hand_did_both(both: Both) -> None:
    from pm4py.algo.filtering.pandas.ltl import ltl_checker

    pair, against = (both.log.first, both.log.second), {"positive": False}
    theirs = ltl_checker.four_eyes_principle(both.frame, *pair, parameters=against)
    broken = set(theirs[CASE])
    assert len(broken) == both.log.figures["four-eyes cases"]
    assert both.cases("four_eyes_last") == broken
    assert both.cases("four_eyes") == _shared_hands(both) >= broken


def _shared_hands(both: Both) -> set[str]:
    """The cases in which the people of the two activities meet, as PM4Py's text has it."""
    held = both.frame[both.frame[WHO].notna()]
    firsts, seconds = (
        set(held.loc[held[NAME] == name, [CASE, WHO]].itertuples(index=False, name=None))
        for name in (both.log.first, both.log.second)
    )
    return {case for case, _ in firsts & seconds}
