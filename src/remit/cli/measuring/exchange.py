"""Files of events into one table, and a table into files: each format beside the others."""

from collections.abc import Mapping
from pathlib import Path

from remit.cli.measuring.forms import Form, bytes_of
from remit.cli.measuring.ocel_files import from_sqlite, to_sqlite
from remit.engines.eventlog.layouts import Order
from remit.engines.eventlog.ocel_rows import rows_of
from remit.engines.eventlog.ocel_writing import json_pieces
from remit.engines.eventlog.tabular import Asked, csv_pieces
from remit.engines.eventlog.xes_writing import pieces
from remit.engines.measures.exchange import WORDS, Found, as_logged, as_table, from_stream
from remit.engines.measures.table import EventTable

__all__ = ["WORDS", "Found", "as_logged", "as_table", "from_file", "to_file"]

WRITERS = {Form.XES: pieces, Form.OCEL_JSON: json_pieces, Form.CSV: csv_pieces}


def from_file(
    file: Path, form: Form, named: Mapping[str, str], dates: Order | None = None
) -> Found:
    """The events of a file in any format but Parquet. Raises a Refusal with all faults."""
    if form is Form.OCEL_SQLITE:
        rows, remarks = rows_of(from_sqlite(file), named.get("item", ""))
        return Found(as_table(rows), remarks)
    with bytes_of(file) as stream:
        return from_stream(stream, form, Asked(named, dates))


def to_file(table: EventTable, file: Path, form: Form) -> None:
    """Writes the events into a new file. Raises UnwritableLog; what was written then is no log."""
    if form is Form.OCEL_SQLITE:
        to_sqlite(as_logged(table), file)
        return
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(WRITERS[form](as_logged(table)))
