"""Results of runs in DuckDB: one row for each run, under its key, never twice.

The connection is the caller's: a file makes a sweep that can be taken up again, memory one that cannot.
"""

from collections.abc import Iterable, Sequence
from typing import Self

import duckdb

from remit.engines.storm.sweeps.runs import Key, Measure

Kept = tuple[Key, tuple[float, ...]]
TEXTS = ("design", "tree", "version", "engine")


class Store:
    """The table of one measure in somebody's DuckDB connection; made where it is not there yet."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, measure: Measure) -> None:
        """`connection` stays open; a column that an older table lacks is added, empty."""
        self._connection = connection
        self._measure = measure
        self._table = _name(f"storm_{measure.name}")
        keys = ", ".join(
            f"{_name(each)} {'VARCHAR' if each in TEXTS else 'BIGINT'}" for each in Key._fields
        )
        primary = ", ".join(map(_name, Key._fields))
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {self._table} ({keys}, PRIMARY KEY ({primary}))"
        )
        held = {row[0] for row in connection.execute(f"DESCRIBE {self._table}").fetchall()}
        for column in measure.columns:
            if column not in held:
                connection.execute(f"ALTER TABLE {self._table} ADD COLUMN {_name(column)} DOUBLE")

    def held(self, keys: Iterable[Key]) -> dict[Key, tuple[float, ...]]:
        """The rows that are there, of those asked for."""
        wanted = list(keys)
        if not wanted:
            return {}
        names = ", ".join(map(_name, (*Key._fields, *self._measure.columns)))
        asked = _table_of(Key._fields)
        found = self._connection.execute(
            f"SELECT {names} FROM {self._table} SEMI JOIN ({asked}) USING"  # noqa: S608  # quoted names
            f" ({', '.join(map(_name, Key._fields))})",
            _columns(wanted),
        ).fetchall()
        length = len(Key._fields)
        whole = (row for row in found if None not in row[length:])
        return {Key(*row[:length]): tuple(row[length:]) for row in whole}

    def keep(self, rows: Sequence[Kept]) -> None:
        """Keeps rows; one that is there already is written over by the same numbers."""
        if not rows:
            return
        names = (*Key._fields, *self._measure.columns)
        told = ", ".join(map(_name, names))
        self._connection.execute(
            f"INSERT OR REPLACE INTO {self._table} ({told}) {_table_of(names)}",
            _columns([(*key, *numbers) for key, numbers in rows]),
        )

    def export(self, target: str) -> None:
        """Writes all rows as Parquet to `target`, in the order of their keys."""
        order = ", ".join(map(_name, Key._fields))
        told = "'" + target.replace("'", "''") + "'"
        self._connection.execute(
            f"COPY (SELECT * FROM {self._table} ORDER BY {order}) TO {told} (FORMAT parquet)"  # noqa: S608  # quoted
        )

    def __len__(self) -> int:
        row = self._connection.execute(f"SELECT count(*) FROM {self._table}").fetchone()  # noqa: S608  # quoted
        return int(row[0]) if row else 0


class Writing:
    """Rows on their way to a store, written down `least` at a time and at the end, however that comes.

    A statement costs as much for one row as for a hundred; without a store nothing is written.
    """

    def __init__(self, store: Store | None, least: int) -> None:
        self._store, self._least = store, least
        self._waiting: list[Kept] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self._write()

    def add(self, rows: Sequence[Kept]) -> None:
        """Takes rows in."""
        self._waiting += rows
        if len(self._waiting) >= self._least:
            self._write()

    def _write(self) -> None:
        if self._store is not None:
            self._store.keep(self._waiting)
        self._waiting = []


def _name(text: str) -> str:
    """A name as DuckDB reads it whatever it holds."""
    return '"' + text.replace('"', '""') + '"'


def _table_of(names: Sequence[str]) -> str:
    """A table from one list parameter for each column: many times faster than a statement a row."""
    kinds = (
        "VARCHAR" if name in TEXTS else "BIGINT" if name in Key._fields else "DOUBLE"
        for name in names
    )
    columns = (
        f"unnest(${place}::{kind}[]) AS {_name(name)}"
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True), 1)
    )
    return f"SELECT {', '.join(columns)}"


def _columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]
