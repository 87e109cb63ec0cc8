"""Files of events into one table, and a table into files: each format beside the others."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from remit.cli.measuring.forms import Form, bytes_of
from remit.cli.measuring.ocel_files import from_sqlite, to_sqlite
from remit.engines.eventlog.layouts import Order
from remit.engines.eventlog.logged import Logged
from remit.engines.eventlog.ocel_reading import from_json
from remit.engines.eventlog.ocel_rows import rows_of
from remit.engines.eventlog.ocel_writing import json_pieces
from remit.engines.eventlog.shape import keys_of, recognise
from remit.engines.eventlog.tabular import Asked, csv_pieces, from_table
from remit.engines.eventlog.xes import XesLog
from remit.engines.eventlog.xes_writing import is_ours, logged_of, pieces
from remit.engines.findings import Finding
from remit.engines.measures.table import CODED, TRANSITIONS, EventRow, EventTable, Kind

SAMPLE = 50
WORDS: Mapping[str, Kind] = {**TRANSITIONS, **{kind.name.lower(): kind for kind in Kind}}
"""The kind of an event by its lifecycle transition or by the kind's own word."""
WRITERS = {Form.XES: pieces, Form.OCEL_JSON: json_pieces, Form.CSV: csv_pieces}


class Found(NamedTuple):
    """What a file holds, and what was odd about it."""

    table: EventTable
    remarks: tuple[Finding, ...] = ()


def from_file(
    file: Path, form: Form, named: Mapping[str, str], dates: Order | None = None
) -> Found:
    """The events of a file in any format but Parquet. Raises a Refusal with all faults."""
    if form is Form.XES:
        return _xes(file)
    item = named.get("item", "")
    if form is Form.OCEL_SQLITE:
        rows, remarks = rows_of(from_sqlite(file), item)
    else:
        with bytes_of(file) as stream:
            if form is Form.OCEL_JSON:
                rows, remarks = rows_of(from_json(stream), item)
            else:
                rows, remarks = from_table(stream, Asked(named, dates))
    return Found(as_table(rows), remarks)


def _xes(file: Path) -> Found:
    with bytes_of(file) as stream:
        log = XesLog(stream)
        traces = iter(log)
        sample = list(islice(traces, SAMPLE))
        every = chain(sample, traces)
        if is_ours(log.head.attributes):
            return Found(as_table(logged_of(every)), log.remarks)
        table = EventTable.from_traces(every, recognise(keys_of(sample)))
        return Found(table, log.remarks)


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


def to_file(table: EventTable, file: Path, form: Form) -> None:
    """Writes the events into a new file. Raises UnwritableLog; what was written then is no log."""
    if form is Form.OCEL_SQLITE:
        to_sqlite(as_logged(table), file)
        return
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(WRITERS[form](as_logged(table)))
