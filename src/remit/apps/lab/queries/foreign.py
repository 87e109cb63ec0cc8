"""Logs of other systems that were handed in: which may be looked at, and their events as a table."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db.models import QuerySet

from remit.apps.lab.models import Log
from remit.apps.ledger.models import Position
from remit.apps.organisation.queries import Range, within
from remit.engines.eventlog.instants import microseconds
from remit.engines.measures.keeping import unpacked
from remit.engines.measures.table import COLUMNS, NOBODY, EventTable

PREFIX = "log:"
"""What the name of such a log begins with where events are chosen; its key follows."""
CLEARED = "lab_logs"
"""The name under which the clock notes the day on which it let go of files never brought in."""
HOLDERS = ("post", "person", "unit")


def log_name(log: Log) -> str:
    """What the log is called where events are chosen."""
    return f"{PREFIX}{log.pk}"


def handed_in_logs(ranges: list[Range]) -> QuerySet[Log]:
    """The logs of units whose paths lie in the ranges, newest first; their contents are not read."""
    rows = Log.objects.filter(within(ranges, "unit__path")).defer("file", "table")
    return rows.select_related("unit", "by__person", "by__post")


def measured_logs(ranges: list[Range]) -> QuerySet[Log]:
    """Those of them whose events can be looked at."""
    return handed_in_logs(ranges).filter(brought_in_at__isnull=False, removed_at__isnull=True)


def never_brought_in(*, before: datetime) -> QuerySet[Log]:
    """The files handed in before an instant of which nobody said what their columns mean, oldest first."""
    rows = Log.objects.filter(brought_in_at__isnull=True, removed_at__isnull=True, at__lt=before)
    return rows.defer("file", "table").order_by("at", "id")


def cleared_on() -> date | None:
    """The day on which the clock last let go of such files."""
    position = Position.objects.filter(reader=CLEARED).first()
    return date.fromordinal(position.seq) if position else None


def log_called(name: str, ranges: list[Range]) -> Log | None:
    """The log of a name that can be looked at, where it lies in the ranges."""
    key = name.removeprefix(PREFIX)
    known = name.startswith(PREFIX) and key.isdecimal() and key.isascii() and len(key) < 18
    return measured_logs(ranges).filter(pk=int(key)).first() if known else None


def log_table(
    log: Log, *, since: datetime | None = None, until: datetime | None = None
) -> EventTable:
    """The events of a log within [since, until); posts are whoever holds an item in it (`holder_of`)."""
    kept = Log.objects.only("table").get(pk=log.pk).table
    if not kept:
        return EventTable.from_rows(())
    whole = with_holders(unpacked(kept))
    low = microseconds(since) if since else -(2**63)
    high = microseconds(until) if until else 2**63 - 1
    mask = (whole.ts_us >= low) & (whole.ts_us < high)
    columns: dict[str, Any] = {name: whole.column(name)[mask] for name in COLUMNS}
    return replace(whole, **columns)


def with_holders(table: EventTable) -> EventTable:
    """The table with those as posts that it names: posts, else people, else units."""
    name = holder_of(table)
    labels = {**table.labels, "post": table.labels[name]}
    return replace(table, post=table.column(name), labels=labels)


def holder_of(table: EventTable) -> str:
    """The column that says who holds an item: the first of post, person, unit that names anybody."""
    named = (name for name in HOLDERS if np.any(table.column(name) != NOBODY))
    return next(named, "post")
