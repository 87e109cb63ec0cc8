"""Object-centric logs kept as a database: read without trusting what the file says it is.

A file from elsewhere may hold views, triggers and virtual tables that run SQL of its maker; only
plain tables are read, and nothing in the file is trusted to be what its name says. Who opens the
file, and how, is not known here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.ocel import Gathering, Ocel, OcelEvent, Relation
from remit.engines.eventlog.ocel_writing import FIXED
from remit.engines.words import Words

UNREAD = frozenset({"object_object", "object_map_type"})
NEEDED = {table.name: tuple(table.columns) for table in FIXED if table.name not in UNREAD}
ROWS, LINES = 8, Words("行", "rows")
"""Rows of all tables for each event that is allowed: its time, its type, its relations."""
OF_EVENTS = ("ocel_id", "ocel_time")


class Database(Protocol):
    """An open connection to the database."""

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Any: ...


def from_database(connection: Database, limits: Limits = SANE) -> Ocel:
    """The log in a database. Raises UnreadableLog with all faults."""
    return _Sqlite(connection, limits).log()


class _Sqlite:
    """One database being read."""

    def __init__(self, connection: Database, limits: Limits) -> None:
        self._connection, self._limits = connection, limits
        self._gathering = Gathering(limits)
        self._read = self._chars = 0
        self._there = self._tables()

    def _tables(self) -> dict[str, tuple[str, ...]]:
        """The columns of each plain table."""
        names = self._connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' LIMIT ?",
            [2 * self._limits.types],
        )
        listed = "SELECT name FROM pragma_table_info(?)"
        return {
            name: tuple(str(row[0]) for row in self._connection.execute(listed, [name]))
            for (name,) in names.fetchall()
        }

    def log(self) -> Ocel:
        for table, columns in NEEDED.items():
            self._check(table, columns)
        self._gathering.faults.refuse_if_any()
        for name, kind in self._rows("object", NEEDED["object"]):
            self._gathering.object(name, kind)
        related = self._related()
        times = self._times()
        for name, kind in self._rows("event", NEEDED["event"]):
            self._event(name, kind, times, related)
        return self._gathering.log()

    def _check(self, table: str, columns: tuple[str, ...]) -> bool:
        fits = set(columns) <= set(self._there.get(table, ()))
        if not fits:
            self._gathering.faults.add(
                "ocel.missing_table", "SQLite", table=table, columns=", ".join(columns)
            )
        return fits

    def _rows(self, table: str, columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
        listed = ", ".join(map(_quoted, columns))
        found = self._connection.execute(f"SELECT {listed} FROM {_quoted(table)} ORDER BY rowid")  # noqa: S608 - quoted
        for row in found:
            texts = tuple(_text(value) for value in row)
            self._count(texts)
            yield texts

    def _count(self, texts: tuple[str, ...]) -> None:
        """What is read, counted: a few pages can stand for endless rows, one default for each row's text."""
        limits = self._limits
        self._read += 1
        self._chars += sum(map(len, texts))
        if self._read > (most := ROWS * limits.entries):
            self._gathering.faults.stop("ocel.entries", "SQLite", what=LINES, limit=most)
        if self._chars > (most := limits.document_bytes):
            self._gathering.faults.stop("log.document_bytes", "SQLite", limit=most)

    def _related(self) -> dict[str, list[Relation]]:
        related: dict[str, list[Relation]] = {}
        for event, thing, qualifier in self._rows("event_object", NEEDED["event_object"]):
            related.setdefault(event, []).append(Relation(thing, qualifier))
        return related

    def _times(self) -> dict[str, tuple[str, dict[str, str]]]:
        """The time and the attributes of each event, from the table of its type."""
        found: dict[str, tuple[str, dict[str, str]]] = {}
        for _kind, map_ in list(self._rows("event_map_type", NEEDED["event_map_type"])):
            table = f"event_{map_}"
            if not self._check(table, OF_EVENTS):
                continue
            others = [name for name in self._there[table] if name not in OF_EVENTS]
            for name, time, *values in self._rows(table, (*OF_EVENTS, *others)):
                found[name] = (time, dict(zip(others, values, strict=True)))
        return found

    def _event(
        self,
        name: str,
        kind: str,
        times: dict[str, tuple[str, dict[str, str]]],
        related: dict[str, list[Relation]],
    ) -> None:
        if name not in times:
            self._gathering.faults.add(
                "ocel.event_without_time", name[:80], table="event_…", name=name[:80]
            )
            return
        time, attributes = times[name]
        event = OcelEvent(name, kind, time, attributes, tuple(related.get(name, ())))
        self._gathering.event(event)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return "" if value is None else str(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
