"""Object-centric logs as SQLite files: opened without trusting them, and written."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from remit.engines.eventlog.faults import UnreadableLog, fault
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.logged import Logged
from remit.engines.eventlog.ocel import Ocel
from remit.engines.eventlog.ocel_database import from_database
from remit.engines.eventlog.ocel_writing import TableOf, tables

VALUE_BYTES = 1024 * 1024


def from_sqlite(file: Path, limits: Limits = SANE) -> Ocel:
    """The log in a file. Raises UnreadableLog with all faults."""
    if file.stat().st_size > limits.database_bytes:
        limit = limits.database_bytes
        raise UnreadableLog(fault("log.document_bytes", file.name, limit=limit))
    try:
        with closing(_opened(file)) as connection:
            return from_database(connection, limits)
    except sqlite3.Error as broken:
        raise UnreadableLog(fault("ocel.not_a_database", file.name, reason=broken)) from broken


def _opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1", uri=True
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_BYTES)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def to_sqlite(events: Iterable[Logged], file: Path) -> None:
    """Writes the events as a log into a new file. Raises UnwritableLog."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for part in tables(events):
            if isinstance(part, TableOf):
                connection.execute(_created(part))
            else:
                name, row = part
                marks = ", ".join("?" for _ in row)
                connection.execute(f"INSERT INTO {_quoted(name)} VALUES ({marks})", row)  # noqa: S608 - quoted


def _created(table: TableOf) -> str:
    columns = ", ".join(f"{_quoted(name)} {kind}" for name, kind in table.columns.items())
    return f"CREATE TABLE {_quoted(table.name)} ({columns})"
