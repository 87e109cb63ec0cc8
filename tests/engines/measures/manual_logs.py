"""Five hand-made logs with the waiting times that others have published for them, reckoned by us."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from remit.engines.eventlog.instants import microseconds
from remit.engines.measures.spans import SECOND, Span, WorkingHours
from remit.engines.measures.waiting import Cause, Task, enabled, passages, waits

PUBLISHED = yaml.safe_load((Path(__file__).parent / "manual_logs.yaml").read_text(encoding="utf-8"))
HOURS = {
    holder: WorkingHours(tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in hours))
    for holder, hours in PUBLISHED["hours"].items()
}
COLUMNS = (
    Cause.BATCHING,
    Cause.CONTENTION,
    Cause.PRIORITISATION,
    Cause.UNAVAILABILITY,
    Cause.EXTRANEOUS,
)


def off(holder: str, span: Span) -> list[Span]:
    return HOURS[holder].off(span)


def tasks_of(log: Mapping[str, Any]) -> list[Task]:
    return enabled(
        Task(seq, f"{day} {item}", activity, holder, at(day, start), at(day, end))
        for seq, (day, (item, activity, start, end, holder)) in enumerate(each_day(log))
    )


def each_day(log: Mapping[str, Any]) -> Iterator[tuple[date, list[Any]]]:
    return ((day, event) for day in log["days"] for event in log["events"])


def at(day: date, hour: str) -> int:
    return microseconds(datetime.combine(day, time.fromisoformat(hour), UTC))


def reckoned(log: Mapping[str, Any]) -> list[list[object]]:
    """The log's passages, in the columns of the published table."""
    tasks = tasks_of(log)
    return [
        [*each.between, each.n, *map(minutes, (each.total, *(each.parts[c] for c in COLUMNS)))]
        for each in passages(waits(tasks, off=off), tasks)
    ]


def minutes(length: int) -> int:
    """Whole minutes: the published figures are nothing else."""
    whole, rest = divmod(length, 60 * SECOND)
    assert not rest
    return whole
