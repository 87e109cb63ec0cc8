"""Streams of events in every format that has one into the one table that measures read, and back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from itertools import chain, islice
from typing import NamedTuple

from remit.engines.eventlog.faults import UnreadableLog, fault
from remit.engines.eventlog.forms import Form
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.logged import Logged
from remit.engines.eventlog.ocel_reading import from_json
from remit.engines.eventlog.ocel_rows import rows_of
from remit.engines.eventlog.shape import keys_of, recognise
from remit.engines.eventlog.tabular import Asked, from_table
from remit.engines.eventlog.trace import Trace
from remit.engines.eventlog.unpacking import Readable
from remit.engines.eventlog.xes import XesLog
from remit.engines.eventlog.xes_writing import is_ours, logged_of
from remit.engines.findings import Finding
from remit.engines.measures.table import CODED, TRANSITIONS, EventRow, EventTable, Kind

SAMPLE = 50
WORDS: Mapping[str, Kind] = {**TRANSITIONS, **{kind.name.lower(): kind for kind in Kind}}
"""The kind of an event by its lifecycle transition or by the kind's own word."""


class Found(NamedTuple):
    """What a file holds, and what was odd about it."""

    table: EventTable
    remarks: tuple[Finding, ...] = ()


def from_stream(stream: Readable, form: Form, asked: Asked, limits: Limits = SANE) -> Found:
    """The events of an unpacked stream of XES, OCEL in JSON or a text table. Raises a Refusal."""
    if form is Form.XES:
        return _xes(stream, asked.zone, limits)
    if form is Form.OCEL_JSON:
        rows, remarks = rows_of(from_json(stream, limits), asked.columns.get("item", ""), limits)
    else:
        rows, remarks = from_table(stream, asked, limits)
    return Found(as_table(rows), remarks)


def _xes(stream: Readable, zone: tzinfo, limits: Limits) -> Found:
    log = XesLog(stream, limits, zone)
    traces = _counted(log, limits)
    sample = list(islice(traces, SAMPLE))
    every = chain(sample, traces)
    if is_ours(log.head.attributes):
        return Found(as_table(logged_of(every)), log.remarks)
    table = EventTable.from_traces(every, recognise(keys_of(sample)))
    return Found(table, log.remarks)


def _counted(traces: Iterable[Trace], limits: Limits) -> Iterator[Trace]:
    """The traces as long as they have no more events than a table may have."""
    count = 0
    for trace in traces:
        count += len(trace.events)
        if count > (limit := limits.entries):
            raise UnreadableLog(fault("xes.events", trace.name[:80], limit=limit))
        yield trace


def as_table(events: Iterable[Logged]) -> EventTable:
    """The table of events as they are exchanged."""
    return EventTable.from_rows(
        EventRow(*event[:7], WORDS.get(event.kind, Kind.WORK)) for event in events
    )


def as_logged(table: EventTable) -> Iterator[Logged]:
    """The events of a table as they are exchanged, item after item."""
    texts = {name: ("", *table.labels[name]) for name in CODED}
    codes = [[texts[name][code + 1] for code in table.column(name).tolist()] for name in CODED]
    kinds = [Kind(kind).name.lower() for kind in table.kind.tolist()]
    for row in zip(table.ts_us.tolist(), table.seq.tolist(), *codes, kinds, strict=True):
        yield Logged(*row)
