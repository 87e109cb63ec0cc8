"""What the paradox index is reckoned from: one row per post and period, and the same as columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import Reference

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEAST_DONE = 0.01
"""A share done below this counts as this: the logarithm of nothing is nothing to reckon with."""


class Row(NamedTuple):
    """One post in one period.

    `liability` counts the liability events (inquiries, warnings, deductions, sanctions; dropped and
    exempted ones too), `exempted` those of them that an exemption took away, `time` the time at
    risk, `assigned` and `done` the normative hours of duties, `ratings` one or two independent
    ratings of the fault rate, `unit` the superior unit, `behind` the entries the row rests on.
    """

    unit: str
    post: str
    period: int
    liability: float
    time: float
    assigned: float
    done: float
    ratings: tuple[float, ...]
    controls: tuple[float, ...] = ()
    exempted: float = 0.0
    rewards: float = 0.0
    behind: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The rows as columns, those of one unit side by side; `starts` is where each unit begins.

    `known` holds ln e, ln D and the controls, `first` and `second` the ratings (not-a-number where
    there is no second), `floored` and `set_aside` tell how many rows did nothing or were unusable.
    """

    units: tuple[str, ...]
    starts: Ints
    liability: Floats
    exempted: Floats
    rewards: Floats
    time: Floats
    done: Floats
    known: Floats
    first: Floats
    second: Floats
    floored: int
    set_aside: int
    behind: tuple[Reference, ...]

    @property
    def unit(self) -> Ints:
        """The number of each row's unit."""
        return np.repeat(np.arange(len(self.starts)), self.sizes)

    @property
    def sizes(self) -> Ints:
        """How many rows each unit has."""
        return np.diff(np.append(self.starts, len(self.time)))


def panel(rows: Iterable[Row]) -> Panel:
    """The usable rows as columns; a row without time, assignment or rating is set aside."""
    every = list(rows)
    usable = [row for row in every if row.time > 0 and row.assigned > 0 and row.ratings]
    usable.sort(key=lambda row: (row.unit, row.post, row.period))
    units, starts = np.unique([row.unit for row in usable], return_index=True)
    share = np.array([row.done / row.assigned for row in usable])
    return Panel(
        units=tuple(str(unit) for unit in units),
        starts=starts,
        liability=_column(usable, "liability"),
        exempted=_column(usable, "exempted"),
        rewards=_column(usable, "rewards"),
        time=_column(usable, "time"),
        done=_column(usable, "done"),
        known=_known(usable, share),
        first=np.array([row.ratings[0] for row in usable]),
        second=np.array([row.ratings[1] if len(row.ratings) > 1 else np.nan for row in usable]),
        floored=int((share < LEAST_DONE).sum()),
        set_aside=len(every) - len(usable),
        behind=tuple(reference for row in usable for reference in row.behind),
    )


def _column(rows: Sequence[Row], name: str) -> Floats:
    return np.array([getattr(row, name) for row in rows], float)


def _known(rows: Sequence[Row], share: Floats) -> Floats:
    effort = np.log(np.maximum(share, LEAST_DONE))
    duties = np.log(_column(rows, "assigned"))
    width = len(rows[0].controls) if rows else 0
    controls = np.array([row.controls for row in rows], float).reshape(len(rows), width)
    return np.column_stack([effort, duties, controls])


def lagged(rows: Iterable[Row]) -> list[Row]:
    """Each row with what its post was assigned and did one period before; a first period is left out.

    Who was sanctioned is given less work: beside the work of the same period this would look like
    an effect of the work on the sanction.
    """
    every = {(row.unit, row.post, row.period): row for row in rows}
    pairs = ((row, every.get((row.unit, row.post, row.period - 1))) for row in every.values())
    return [
        row._replace(assigned=before.assigned, done=before.done) for row, before in pairs if before
    ]
