"""Real logs of public bodies: published counts, and held and late time against plain SQL.

The figures compared with come from `plain_sql`: no line of the reader or of the reckoning is shared.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from remit.engines.eventlog.holding import Matter, Role, handovers, matters, runs
from remit.engines.eventlog.instants import MICROSECOND, microseconds
from remit.engines.eventlog.shape import PERMITS, RECEIPT, keys_of, recognise
from remit.engines.eventlog.survey import Survey, loads, survey
from remit.engines.eventlog.trace import Trace
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from tests.acceptance.plain_sql import ANSWERED, HELD, LATE_CASES, LATE_STEPS

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("logs")]


@dataclass(frozen=True)
class Log:
    """One real log: read by us, and laid out as a table by others."""

    traces: list[Trace]
    matters: list[Matter]
    survey: Survey
    sql: duckdb.DuckDBPyConnection

    @property
    def on(self) -> datetime:
        """The instant of the last event; everything is reckoned as known then."""
        assert self.survey.last
        return self.survey.last

    def rows(self, query: str, who: str = "") -> list[tuple[object, ...]]:
        return self.sql.execute(query.format(who=who, on=microseconds(self.on))).fetchall()


def load(path: Path, sql: duckdb.DuckDBPyConnection) -> Log:
    with path.open("rb") as file:
        traces = list(XesLog(unpacked(file)))
    understood = list(matters(traces))
    return Log(traces, understood, survey(understood), sql)


@pytest.fixture(scope="module")
def permits(permits_file: Path, permits_sql: duckdb.DuckDBPyConnection) -> Log:
    return load(permits_file, permits_sql)


@pytest.fixture(scope="module")
def receipt(receipt_file: Path, receipt_sql: duckdb.DuckDBPyConnection) -> Log:
    return load(receipt_file, receipt_sql)


@pytest.fixture(params=["permits", "receipt"])
def log(request: pytest.FixtureRequest) -> Log:
    chosen = request.getfixturevalue(request.param)
    assert isinstance(chosen, Log)
    return chosen


def test_the_permits_log_has_its_published_counts(permits: Log) -> None:
    counts = permits.survey
    assert (counts.events, counts.cases) == (52_217, 1_199)
    assert len(counts.people[Role.DOER]) == 23
    assert len(counts.activities) == 398
    assert recognise(keys_of(permits.traces[:50])) is PERMITS


def test_due_and_planned_dates_of_the_permits_are_as_rare_and_as_common_as_published(
    permits: Log,
) -> None:
    counts = permits.survey
    assert 0.009 <= counts.due_steps / counts.events <= 0.065
    assert 0.80 <= counts.planned_steps / counts.events < 0.89


def test_who_watches_the_permits_is_another_than_who_does_in_about_half_of_the_steps(
    permits: Log,
) -> None:
    steps = [step for matter in permits.matters for step in matter.steps]
    assert 0.45 <= sum(step.doer != step.watcher for step in steps) / len(steps) <= 0.65


def test_the_receipt_log_has_its_published_counts(receipt: Log) -> None:
    counts = receipt.survey
    assert (counts.events, counts.cases) == (8_577, 1_434)
    assert len(counts.people[Role.DOER]) == 48
    assert len(counts.activities) == 27
    assert recognise(keys_of(receipt.traces[:50])) is RECEIPT


def test_105_receipts_are_open_and_377_were_closed_late(receipt: Log) -> None:
    closed = [matter for matter in receipt.matters if matter.closed]
    assert len(receipt.matters) - len(closed) == 105
    assert sum(matter.is_late(matter.closed) for matter in closed if matter.closed) == 377


def test_readers_that_copy_declared_defaults_see_the_same_open_receipts(receipt: Log) -> None:
    sentinel = "1970-01-01T00:00:00.000+01:00"
    filled = [
        trace._replace(attributes={"enddate": sentinel, **trace.attributes})
        for trace in receipt.traces
    ]
    assert list(matters(filled, RECEIPT)) == receipt.matters


@pytest.mark.parametrize("role", [Role.DOER, Role.WATCHER])
def test_runs_and_time_held_agree_with_sql_for_every_holder(log: Log, role: Role) -> None:
    ours = [
        (load.holder, load.matters, load.runs, load.held // MICROSECOND)
        for load in loads(log.matters, log.on)
        if load.role is role
    ]
    assert sorted(ours) == sorted(log.rows(HELD, role))
    assert ours or role is Role.WATCHER


def test_time_answered_for_agrees_with_sql_for_everyone_who_answers(log: Log) -> None:
    ours = [
        (load.holder, load.matters, load.runs, load.held // MICROSECOND)
        for load in loads(log.matters, log.on)
        if load.role is Role.ANSWERS
    ]
    assert sorted(ours) == sorted(log.rows(ANSWERED))


@pytest.mark.parametrize("role", [Role.DOER, Role.WATCHER])
def test_late_steps_agree_with_sql_for_every_holder(permits: Log, role: Role) -> None:
    ours = [
        (load.holder, load.late)
        for load in loads(permits.matters, permits.on)
        if load.role is role and load.late
    ]
    assert ours
    assert sorted(ours) == sorted(permits.rows(LATE_STEPS, role))


def test_late_cases_agree_with_sql_for_everyone_who_answers(log: Log) -> None:
    ours = [
        (load.holder, load.late)
        for load in loads(log.matters, log.on)
        if load.role is Role.ANSWERS and load.late
    ]
    assert ours
    assert sorted(ours) == sorted(log.rows(LATE_CASES))


def test_handovers_between_support_teams_are_those_counted_before(acceptance_data: Path) -> None:
    handed = returned = 0
    with (acceptance_data / "eventlogs" / "bpic2013_incidents.xes.gz").open("rb") as file:
        for trace in XesLog(unpacked(file)):
            teams = ((e.at, e.attributes["org:group"]) for e in trace.events if e.at)
            pairs = list(handovers(runs(Role.DOER, teams, None)))
            handed += len(pairs)
            returned += sum(a[0] == b[1] for a, b in pairwise(pairs))
    assert (handed, returned) == (9_454, 2_394)
