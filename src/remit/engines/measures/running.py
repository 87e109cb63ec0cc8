"""Metrics run: the committed SQL of a dialect, filled in, on whatever holds a relation `events`.

DuckDB in memory is the one runner here; the others need a driver or a file and live in the faces.
Only whole numbers and the names of three columns are ever filled in.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pkgutil import get_data
from typing import Protocol, Self

import duckdb

from remit.engines.measures.table import COLUMNS, EventTable

HOLDERS = ("post", "person", "unit")
"""The columns that can say who holds an item."""
OF_BOTH = frozenset({"four_eyes", "four_eyes_last", "rule_kept"})
"""The metrics that look at items in which two activities are done, found by the rarer of the two."""
BLANK = re.compile(r"\{(\w+)\}")
RUNS = re.compile(rf"\bruns_(?:{'|'.join(HOLDERS)})\b")
Rows = list[tuple[int, ...]]


class Runner(Protocol):
    """Anything that answers a metric over its events, ordered by the metric's keys."""

    def rows(self, metric: str, **filled: str | int) -> Rows:
        """The metric's rows; `filled` gives what its SQL leaves open, `holder` is "person" unless said."""
        ...


def filled_in(metric: str, dialect: str, **filled: str | int) -> str:
    """The SQL of a metric. Raises ValueError where something is not filled in, or is no number.

    >>> "ORDER BY" in filled_in("activities", "sqlite")
    True
    """
    written = get_data("remit.engines.measures", f"sql/{dialect}/{metric}.sql")
    if written is None:
        raise ValueError(f"No metric {metric} in {dialect}.")
    given = {"holder": "person"} | filled
    return BLANK.sub(lambda blank: _safe(blank[1], given), written.decode())


def _safe(name: str, given: Mapping[str, str | int]) -> str:
    value = given.get(name)
    if name == "holder" and value in HOLDERS:
        return str(value)
    if name != "holder" and isinstance(value, int):
        return str(int(value))
    raise ValueError(
        f"{name} = {value!r}: holder is one of {', '.join(HOLDERS)}, the rest numbers."
    )


def whole(row: tuple[object, ...]) -> tuple[int, ...]:
    """A row as plain whole numbers, whatever number type an engine answers with."""
    return tuple(int(str(cell)) for cell in row)


class SqlRunner(ABC):
    """Runs metrics by the SQL of a dialect; whoever says how to ask and how to keep has a runner.

    The runs of a holder, from which several metrics are reckoned, are kept when first asked for.
    """

    dialect: str

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._kept: set[str] = set()

    def rows(self, metric: str, **filled: str | int) -> Rows:
        """The metric's rows."""
        if metric in OF_BOTH:
            filled["rarer"] = self._rarer(filled)
        sql = filled_in(metric, self.dialect, **filled)
        for name in RUNS.findall(sql):
            self._provide(name)
        return self.asked(sql)

    def _rarer(self, filled: Mapping[str, str | int]) -> str | int:
        """The activity of the two that seems to be done less often, the first where neither is done."""
        found = self.asked(filled_in("rarer", self.dialect, **filled))
        return found[0][0] if found else filled["first"]

    def _provide(self, name: str) -> None:
        if name not in self._kept:
            holder = name.removeprefix("runs_")
            self.keep(name, filled_in("runs", self.dialect, holder=holder))
            self._kept.add(name)

    @abstractmethod
    def asked(self, sql: str) -> Rows:
        """What the engine answers, in whole numbers."""

    @abstractmethod
    def keep(self, name: str, sql: str) -> None:
        """Keeps what the SQL answers under a name for as long as the runner lives."""


class DuckRunner(SqlRunner):
    """Runs metrics in DuckDB, in the process itself."""

    dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Over a connection that has a table or view `events` with the columns of an EventTable."""
        super().__init__()
        self.connection = connection

    @classmethod
    def over(cls, table: EventTable) -> Self:
        """Over the events of a table, copied into memory of DuckDB's own."""
        connection = duckdb.connect()
        connection.register("given", {name: table.column(name) for name in COLUMNS})
        connection.execute("CREATE TABLE events AS SELECT * FROM given")
        connection.unregister("given")
        return cls(connection)

    def asked(self, sql: str) -> Rows:
        """What DuckDB answers."""
        return self.connection.execute(sql).fetchall()

    def keep(self, name: str, sql: str) -> None:
        """Keeps it as a temporary table."""
        self.connection.execute(f"CREATE TEMPORARY TABLE {name} AS {sql}")
