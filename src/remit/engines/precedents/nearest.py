"""The decided cases nearest to a new one, with all that sets them apart.

Distance has no weights. Nearer is what differs in fewer aspects, counting what is unknown as
different; then what has less unknown; then what is fewer steps away in all. A step is one value of
a scale, or one value recorded in the base for a quantity. A comparator is `foremost` where no other
is at least as near in every aspect and nearer in one; what is not foremost is farther away than
one that is, however aspects are weighed. Source of the latter: the most on-point cases of
K. Ashley, "Modeling Legal Argument" (1990), here by steps instead of shared factors.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from remit.engines.precedents.aspects import Side, Value
from remit.engines.precedents.casebase import CaseBase
from remit.engines.precedents.cases import Precedent
from remit.engines.precedents.constraint import check_case
from remit.engines.precedents.differences import Difference, differences
from remit.engines.precedents.grid import Mask, Row, throughout
from remit.engines.precedents.sentences import comparator
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Comparator:
    """A decided case beside the new one: its differences are the table to show."""

    precedent: Precedent
    differences: tuple[Difference, ...]
    steps: int
    foremost: bool
    words: Words

    def counting(self, side: Side | None) -> tuple[Difference, ...]:
        """The differences that count here for a side, or are left open by what is unknown."""
        return tuple(each for each in self.differences if each.side is side)


def nearest(
    base: CaseBase, values: Mapping[str, Value], count: int, *, without: Collection[str] = ()
) -> tuple[Comparator, ...]:
    """At most `count` precedents, the nearest first; raises CaseRefused with every fault."""
    check_case(base, values)
    steps = base.grid.steps(values)
    apart, unknown = (steps != 0).sum(axis=1), (steps < 0).sum(axis=1)
    order = np.lexsort((np.maximum(steps, 0).sum(axis=1), unknown, apart))
    chosen = [row for row in order if base.precedents[row].id not in without][:count]
    return tuple(
        _comparator(base, values, base.precedents[row], steps[row], steps[chosen[:place]])
        for place, row in enumerate(chosen)
    )


def _comparator(
    base: CaseBase, values: Mapping[str, Value], precedent: Precedent, steps: Row, before: Row
) -> Comparator:
    """Whatever is nearer in every respect comes before in the order, so no more is looked at."""
    found = differences(base.aspects, precedent.values, values)
    foremost = not _nearer(before, steps).any()
    words = comparator(base, precedent, found)
    return Comparator(precedent, found, int(np.maximum(steps, 0).sum()), foremost, words)


def _nearer(others: Row, steps: Row) -> Mask:
    """Which of the others are at least as near in every aspect, and nearer in one."""
    far = np.iinfo(steps.dtype).max
    those, this = np.where(others < 0, far, others), np.where(steps < 0, far, steps)
    return throughout(those <= this) & ~throughout(those >= this)
