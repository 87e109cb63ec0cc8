"""Django's SQLite backend, with the queue of writers, durable commits and a hardened connection.

Django finds this module by its name: settings name the package, Django adds `.base`. The pragmas
follow SQLite's own advice for files that others may have touched
(https://www.sqlite.org/security.html) and for commits that outlive a power cut
(https://www.sqlite.org/pragma.html#pragma_synchronous).
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.utils import debug_transaction

from remit.project.sqlite.faults import told
from remit.project.sqlite.turns import Turn

# What never asks for the write lock; a plain BEGIN asks for it only at its first writing statement.
READS = re.compile(
    r"[\s(]*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*"
    r"(?:(?:SELECT|VALUES|EXPLAIN|PRAGMA|ATTACH|DETACH|SAVEPOINT|RELEASE|ROLLBACK|COMMIT|END)\b"
    r"|BEGIN(?!\s+(?:IMMEDIATE|EXCLUSIVE))|VACUUM\b.*\bINTO\b"
    r"|WITH\b(?!.*\b(?:INSERT|REPLACE\s+INTO|UPDATE|DELETE)\b))",
    re.IGNORECASE | re.DOTALL,
)
# Not among them: trusted_schema = OFF. It refuses tables whose CHECK calls a function that is not
# marked as harmless: Django's own django_date_extract() ("a first day of a month") and, in SQLite
# 3.40, even json_valid(). All functions that are registered here are without effect, and extensions
# cannot be loaded, so a planted CHECK can reckon but not act.
HARDENED = (
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA cell_size_check = ON",
)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection: it waits for its turn before it writes, and gives it back after."""

    turn = Turn(None, 0)

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Opens the file with the pragmas set, as a write-ahead log."""
        seconds = conn_params.pop("patience", 30)
        opened: sqlite3.Connection = super().get_new_connection(conn_params)
        self.turn = Turn(None if self.is_in_memory_db() else _file(opened), seconds)
        for pragma in HARDENED:
            opened.execute(pragma)
        if opened.execute("PRAGMA journal_mode").fetchone()[0] not in {"wal", "memory"}:
            self._keep_a_log(opened)
        return opened

    def create_cursor(self, name: str | None = None) -> "Cursor":
        """A cursor that takes this connection's turn for statements that write."""
        made: Cursor = self.connection.cursor(factory=partial(Cursor, turn=self.turn))
        return made

    def _keep_a_log(self, opened: sqlite3.Connection) -> None:
        """Changes the kind of journal, once in a file's life; two at a time would be refused."""
        self.turn.take()
        try:
            opened.execute("PRAGMA journal_mode = WAL")
        finally:
            self.turn.give_back()

    def _commit(self) -> None:
        if self.connection is not None:
            with debug_transaction(self, "COMMIT"), self.wrap_database_errors, told():
                self.connection.commit()
        # Only after success: what could not be committed is rolled back next, still in its turn.
        self.turn.give_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # Django's stubs leave it out
        finally:
            self.turn.give_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # Django's stubs leave it out
        finally:
            self.turn.give_back()


class Cursor(base.SQLiteCursorWrapper):
    """A cursor whose writing statements wait for the connection's turn."""

    def __init__(self, connection: sqlite3.Connection, *, turn: Turn) -> None:
        super().__init__(connection)
        self._turn = turn

    def execute(self, query: str, params: Iterable[Any] | None = None) -> "Cursor":  # type: ignore[override]  # as in Django's stubs
        """Runs a statement; gives the turn back unless a transaction is open or rows are due."""
        with self._in_turn(writes=not READS.match(query)):
            super().execute(query, params)
        return self

    def executemany(self, query: str, param_list: Iterable[Iterable[Any]]) -> "Cursor":  # type: ignore[override]  # as in Django's stubs
        """Runs a writing statement for each of the parameters, in one turn."""
        with self._in_turn(writes=True):
            super().executemany(query, param_list)
        return self

    def executescript(self, script: str) -> "Cursor":
        """Runs several statements in one turn."""
        with self._in_turn(writes=True):
            super().executescript(script)
        return self

    def close(self) -> None:
        """Ends the statement; only then a writing one that returns rows is committed."""
        super().close()
        self._leave()

    @contextmanager
    def _in_turn(self, *, writes: bool) -> Iterator[None]:
        if writes:
            self._turn.take()
        try:
            with told():
                yield
        except BaseException:
            self._leave()
            raise
        if not (writes and self.description):
            self._leave()

    def _leave(self) -> None:
        if self._turn.held and not self.connection.in_transaction:
            self._turn.give_back()


def _file(opened: sqlite3.Connection) -> Path | None:
    """The file of the main database; None when it is in memory or temporary."""
    rows = opened.execute("PRAGMA database_list").fetchall()
    return next((Path(path) for _, name, path in rows if name == "main" and path), None)
