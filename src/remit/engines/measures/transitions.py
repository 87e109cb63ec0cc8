"""What directly followed what, and how long it took: number, mean, median with its interval, longest.

The median's interval is that of order statistics (Thompson, Ann. Math. Stat. 7, 1936): whatever the
times are like, it holds the median at least as often as it says. Below six times there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import comb, floor, sqrt

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import Estimate, not_enough
from remit.engines.measures.statistics.estimate import LEVEL
from remit.engines.measures.statistics.special import two_sided
from remit.engines.measures.table import NOBODY, EventTable
from remit.engines.words import Words

LEAST = 20
EXACT_UP_TO = 200
METHOD = "order statistics"


@dataclass(frozen=True, slots=True)
class Transition:
    """One activity right after another: times in microseconds, `events` are those that came after."""

    source: str
    target: str
    mean_us: float
    median: Estimate
    longest_us: int
    total_us: int
    events: tuple[int, ...]

    @property
    def n(self) -> int:
        """How often."""
        return len(self.events)

    @property
    def enough(self) -> bool:
        """Whether often enough to speak of more than these."""
        return self.n >= LEAST

    @property
    def note(self) -> Words | None:
        """What to say where it was too seldom."""
        return not_enough(self.n, LEAST)


def transitions(table: EventTable) -> tuple[Transition, ...]:
    """Every pair of activities that followed each other in an item, the most time in all first."""
    here, after = np.flatnonzero(_followed(table)), np.flatnonzero(_followed(table)) + 1
    source, target = table.activity[here], table.activity[after]
    took = table.ts_us[after] - table.ts_us[here]
    order = np.lexsort((took, target, source))
    found = _grouped(table, source[order], target[order], took[order], table.seq[after][order])
    return tuple(sorted(found, key=lambda each: (-each.total_us, each.source, each.target)))


def _followed(table: EventTable) -> NDArray[np.bool_]:
    """Where an event is followed by another of the same item, both of a known activity."""
    same: NDArray[np.bool_] = table.item[:-1] == table.item[1:]
    known = (table.activity[:-1] != NOBODY) & (table.activity[1:] != NOBODY)
    followed: NDArray[np.bool_] = same & known
    return followed


def _grouped(
    table: EventTable,
    source: NDArray[np.int32],
    target: NDArray[np.int32],
    took: NDArray[np.int64],
    seq: NDArray[np.int64],
) -> Iterator[Transition]:
    """The pairs in order, each with its times from the shortest to the longest."""
    changed = (np.diff(source, prepend=-2) != 0) | (np.diff(target, prepend=-2) != 0)
    starts = np.flatnonzero(changed).tolist()
    for low, high in pairwise([*starts, len(source)]):
        times = took[low:high]
        yield Transition(
            table.label("activity", int(source[low])),
            table.label("activity", int(target[low])),
            mean_us=float(times.mean()),
            median=median(times),
            longest_us=int(times[-1]),
            total_us=int(times.sum()),
            events=tuple(sorted(seq[low:high].tolist())),
        )


def median(ordered: NDArray[np.int64], *, level: float = LEVEL) -> Estimate:
    """The median of values in ascending order with its interval.

    >>> median(np.arange(1, 12)).told(0)
    '6 (2 – 10)'
    """
    n = len(ordered)
    value = float(np.median(ordered))
    place = _place(n, level)
    if place is None:
        return Estimate(value, float("nan"), float("nan"), n, "microsecond", METHOD, level)
    low, high = float(ordered[place - 1]), float(ordered[n - place])
    return Estimate(value, low, high, n, "microsecond", METHOD, level)


def _place(n: int, level: float) -> int | None:
    """Which value from either end bounds the interval; None where even the outermost do not."""
    tail = (1 - level) / 2
    if n > EXACT_UP_TO:
        return max(1, floor(n / 2 - two_sided(level) * sqrt(n) / 2))
    below, place = 0, 0
    for k in range(n // 2):
        below += comb(n, k)
        if below > tail * 2**n:
            break
        place = k + 1
    return place or None
