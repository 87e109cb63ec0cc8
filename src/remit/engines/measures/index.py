"""The successor index: what comes after each event, kept while events come in.

For every event: the next activity of its item and when, and the next holder and when (events of
nobody skipped). Built in one pass over a table; an appended event completes the entry of the one
before it in its item, so that an append costs the same however long the log is, and what follows
what is answered by grouping alone: nothing is ever sorted again.
"""

from array import array
from typing import Any, NamedTuple, Self

import duckdb
import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.table import NOBODY, EventTable

COLUMNS = {"activity": "i", "holder": "i", "next_activity": "i", "next_holder": "i",
           "wait_us": "q", "held_us": "q"}  # fmt: skip
MOST_COUNTED = 10_000_000
NONE = -1
"""In `next_activity`, `next_holder` and the times: nothing came after."""
FOLLOWS = """
SELECT activity, next_activity, count(*), min(wait_us), max(wait_us), sum(wait_us)::HUGEINT,
       coalesce(stddev_samp(wait_us), 0)
FROM steps WHERE wait_us >= 0 GROUP BY ALL ORDER BY ALL
"""


class OutOfOrder(ValueError):
    """An event older than the last one of its item: the index of that item must be built anew."""


class Step(NamedTuple):
    """How often `target` came right after `source`, and how long after; `deviation_us` of a sample."""

    source: int
    target: int
    n: int
    least_us: int
    most_us: int
    sum_us: int
    deviation_us: float


class SuccessorIndex:
    """The index of a log: one entry for each event, in the order in which they came in."""

    __slots__ = ("_columns", "_held", "_last", "holder")

    def __init__(self, holder: str = "person") -> None:
        """An empty index; `holder` names the column that says who holds an item."""
        self.holder = holder
        self._columns = {name: array(kind) for name, kind in COLUMNS.items()}
        self._last: dict[int, tuple[int, int, int]] = {}
        self._held: dict[int, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self._columns["activity"])

    @classmethod
    def of(cls, table: EventTable, holder: str = "person") -> Self:
        """The index of all events of a table, built in one pass."""
        index = cls(holder)
        who = table.column(holder)
        every = np.arange(len(table))
        held = np.flatnonzero(who != NOBODY)
        next_activity, wait_us = _successors(table, every, table.activity)
        next_holder, held_us = _successors(table, held, who)
        found = (table.activity, who, next_activity, next_holder, wait_us, held_us)
        for (name, kind), column in zip(COLUMNS.items(), found, strict=True):
            index._columns[name] = array(kind, np.asarray(column, kind).tobytes())
        index._last = {item: (place, at, seq) for item, place, at, seq in _last_ones(table, every)}
        index._held = {item: (place, at) for item, place, at, _ in _last_ones(table, held)}
        return index

    def append(self, *, item: int, ts_us: int, seq: int, activity: int, holder: int) -> None:
        """Adds the newest event of an item. Raises OutOfOrder where it is not the newest."""
        columns = self._columns
        place = len(columns["activity"])
        if before := self._last.get(item):
            last, at, last_seq = before
            if (ts_us, seq) < (at, last_seq):
                raise OutOfOrder(f"event {seq} is older than event {last_seq} of its item")
            columns["next_activity"][last] = activity
            columns["wait_us"][last] = ts_us - at
        self._last[item] = (place, ts_us, seq)
        if holder != NOBODY:
            if held := self._held.get(item):
                columns["next_holder"][held[0]] = holder
                columns["held_us"][held[0]] = ts_us - held[1]
            self._held[item] = (place, ts_us)
        for column, value in zip(
            columns.values(), (activity, holder, NONE, NONE, NONE, NONE), strict=True
        ):
            column.append(value)

    def column(self, name: str) -> NDArray[np.signedinteger]:
        """A column as it is now; it does not grow with the index."""
        column = self._columns[name]
        return np.frombuffer(column.tobytes(), dtype=column.typecode)

    def follows(self) -> list[Step]:
        """Which activity followed which."""
        return [
            Step(*row) for row in self._grouped(FOLLOWS, ("activity", "next_activity", "wait_us"))
        ]

    def handovers(self) -> list[tuple[int, int, int]]:
        """Which holder followed which, and how often; a holder may follow himself."""
        holder, following = self.column("holder"), self.column("next_holder")
        passed = following != NONE
        source, target = holder[passed].astype(np.int64), following[passed]
        wide = int(target.max(initial=0)) + 1
        pairs, counts = _counted(source * wide + target)
        return [
            (int(pair // wide), int(pair % wide), int(n))
            for pair, n in zip(pairs, counts, strict=True)
        ]

    def _grouped(self, sql: str, columns: tuple[str, ...]) -> list[Any]:
        with duckdb.connect() as connection:
            connection.register("steps", {name: self.column(name) for name in columns})
            return connection.execute(sql).fetchall()


def _counted(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each key that occurs, in order, and how often; by counting where they are few, else by sorting."""
    if int(keys.max(initial=0)) > MOST_COUNTED:
        return np.unique(keys, return_counts=True)
    counts = np.bincount(keys)
    found = np.flatnonzero(counts)
    return found, counts[found]


def _successors(
    table: EventTable, places: NDArray[np.int64], values: NDArray[np.signedinteger]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each event the value at the next of `places` in its item, and the time until then."""
    after, times = np.full(len(table), NONE), np.full(len(table), NONE)
    here, then = places[:-1], places[1:]
    same = table.item[here] == table.item[then]
    here, then = here[same], then[same]
    after[here] = values[then]
    times[here] = table.ts_us[then] - table.ts_us[here]
    return after, times


def _last_ones(table: EventTable, places: NDArray[np.int64]) -> "zip[tuple[int, int, int, int]]":
    """Item, place, instant and number of the last of `places` in each item."""
    items = table.item[places]
    last = places[np.flatnonzero(np.diff(items, append=np.int32(-2)))]
    return zip(
        table.item[last].tolist(), last.tolist(), table.ts_us[last].tolist(),
        table.seq[last].tolist(), strict=True,
    )  # fmt: skip
