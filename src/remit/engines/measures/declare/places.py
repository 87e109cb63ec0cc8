"""Where each activity occurs in each item: first, last, how often, and next to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.table import NOBODY, EventTable

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
ABSENT = np.int64(-1)


@dataclass(frozen=True)
class Places:
    """Rows of `first`, `last` and `count` are activities, columns items.

    A place is the row of an event in the table; -1 where the activity does not occur. `starts` and
    `ends` bound each item's rows.
    """

    table: EventTable
    rows: dict[str, int]
    first: Ints
    last: Ints
    count: Ints
    starts: Ints
    ends: Ints
    codes: tuple[int, ...]

    @property
    def items(self) -> int:
        """How many items there are."""
        return len(self.starts)

    @cached_property
    def item_of(self) -> Ints:
        """For every event the number of its item."""
        return np.repeat(np.arange(self.items), self.ends - self.starts)

    def at(self, activity: str) -> Ints:
        """The rows of all events of this activity, in order."""
        code = self.code(activity)
        if code not in self._found:
            self._found[code] = np.flatnonzero(self.table.activity == code if code >= 0 else ())
        return self._found[code]

    @cached_property
    def _found(self) -> dict[int, Ints]:
        return {}

    def first_of(self, activity: str) -> Ints:
        """By item the row of the activity's first event, -1 for none."""
        found: Ints = self.first[self.rows[activity]]
        return found

    def last_of(self, activity: str) -> Ints:
        """By item the row of the activity's last event, -1 for none."""
        found: Ints = self.last[self.rows[activity]]
        return found

    def count_of(self, activity: str) -> Ints:
        """By item how often the activity occurs."""
        found: Ints = self.count[self.rows[activity]]
        return found

    def code(self, activity: str) -> int:
        """The activity's code in the table, -1 where no event has it."""
        return self.codes[self.rows[activity]]

    def present(self, activity: str) -> Mask:
        """In which items the activity occurs."""
        return self.first_of(activity) >= 0

    def named(self, activity: str, at: Ints) -> Mask:
        """Whether the events in these rows are of the activity."""
        code = self.code(activity) if activity else NOBODY
        found: Mask = (self.table.activity[at] == code) & (code != NOBODY)
        return found

    def label(self, number: int) -> str:
        """The item's name."""
        return self.table.label("item", int(self.table.item[self.starts[number]]))


def places_of(table: EventTable, activities: Iterable[str]) -> Places:
    """The places of these activities, in one pass over the table."""
    rows = {activity: row for row, activity in enumerate(dict.fromkeys(activities))}
    codes = tuple(table.code("activity", activity) for activity in rows)
    starts = np.flatnonzero(np.diff(table.item, prepend=np.int32(-2)))
    ends = np.append(starts[1:], len(table)) if len(table) else starts
    item_of = np.repeat(np.arange(len(starts)), ends - starts)
    row_of = np.full(len(table.labels["activity"]) + 1, ABSENT)
    for number, code in enumerate(codes):
        if code >= 0:
            row_of[code] = number
    row: Ints = row_of[table.activity]
    where = np.flatnonzero(row >= 0)
    keys = row[where] * len(starts) + item_of[where]
    cells = len(rows) * len(starts)
    first, last = np.full(cells, ABSENT), np.full(cells, ABSENT)
    # Where a cell is assigned more than once, the last assignment stays.
    first[keys[::-1]] = where[::-1]
    last[keys] = where
    count = np.bincount(keys, minlength=cells)
    shape = (len(rows), len(starts))
    return Places(
        table,
        rows,
        first.reshape(shape),
        last.reshape(shape),
        count.reshape(shape),
        starts,
        ends,
        codes,
    )
