"""What decided cases leave open for a new one: reasoning a fortiori.

A precedent binds where the new case speaks at least as much for its outcome in every aspect: what
is at least as grave cannot be decided milder, what is at most as grave not heavier. With two
outcomes this is the result model of J. Horty, "Rules and reasons in the theory of precedent", Legal
Theory 17 (2011), with scales and quantities that of J. Horty, "Reasoning with dimensions and
magnitudes", Artificial Intelligence and Law 27 (2019); on a ladder the same reasoning gives a lower
and an upper bound.

What is unknown may turn out any way, in the new case and in the precedents. Both bounds rise with
the gravity of the new case and fall with that of precedents. So their least values are reached in
one and the same completion, and their greatest in another; no other has to be looked at.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from remit.engines.findings import Refusal
from remit.engines.precedents import sentences
from remit.engines.precedents.aspects import Side, Value
from remit.engines.precedents.casebase import CaseBase
from remit.engines.precedents.cases import Precedent
from remit.engines.precedents.checking import check_values
from remit.engines.precedents.differences import Difference, differences
from remit.engines.precedents.grid import Mask
from remit.engines.words import Words


class CaseRefused(Refusal):
    """A new case whose values are not those of the base's aspects."""


class Status(StrEnum):
    """What the precedents say of a case, whatever is unknown of it or of them.

    `forced`: one outcome, in every completion of what is unknown. `free`: several outcomes, the
    same in every completion. `open`: it depends on what is unknown. `conflict`: precedents rule out
    every outcome together.
    """

    FORCED = "forced"
    FREE = "free"
    OPEN = "open"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Binding:
    """A precedent that binds, or would bind if what is unknown turned out so.

    For the heavier `side` the case must be decided at least as heavily as the precedent, for the
    milder one at most as heavily.
    """

    precedent: Precedent
    side: Side
    differences: tuple[Difference, ...]
    words: Words

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The aspects whose unknown values decide whether it binds."""
        return tuple(each.aspect.id for each in self.differences if not each.surely(self.side))


@dataclass(frozen=True, slots=True)
class Constraint:
    """What outcomes the precedents leave: ranks `low` to `high`, which hold in any case.

    `by` are the precedents that give these bounds; `waiting` would narrow them further, if what is
    unknown turned out so. In a conflict `low` is above `high`.
    """

    status: Status
    low: int
    high: int
    by: tuple[Binding, ...]
    waiting: tuple[Binding, ...]
    words: Words

    def admits(self, rank: int) -> bool:
        """Whether no precedent that binds in any case forbids the outcome."""
        return self.low <= rank <= self.high


def constrain(
    base: CaseBase, values: Mapping[str, Value], *, without: Collection[str] = ()
) -> Constraint:
    """What the precedents of a base, but for those named, leave open for a case.

    An aspect without a value is unknown. Raises CaseRefused with every fault.
    """
    check_case(base, values)
    ranks, standing = base.grid.ranks, base.grid.standing(values)
    counted = np.array([each.id not in without for each in base.precedents], dtype=bool)
    low = int(ranks[counted & standing.below].max(initial=0))
    high = int(ranks[counted & standing.above].min(initial=base.top))
    lowest = counted & standing.below & (ranks == low) & (low > 0)
    highest = counted & standing.above & (ranks == high) & (high < base.top)
    by = (
        *_bindings(base, values, Side.HEAVIER, lowest),
        *_bindings(base, values, Side.MILDER, highest),
    )
    waiting = (
        *_bindings(base, values, Side.HEAVIER, counted & standing.perhaps_below & (ranks > low)),
        *_bindings(base, values, Side.MILDER, counted & standing.perhaps_above & (ranks < high)),
    )
    unknown = {name for each in waiting for name in each.waits_for}
    names = [aspect.name for aspect in base.aspects if aspect.id in unknown]
    words = sentences.outcome(base, low, high, names)
    return Constraint(_status(low, high, waits=bool(waiting)), low, high, by, waiting, words)


def check_case(base: CaseBase, values: Mapping[str, Value]) -> None:
    """Raises CaseRefused where a value is none of its aspect, or an aspect is not known."""
    aspects = {aspect.id: aspect for aspect in base.aspects}
    if found := tuple(check_values(aspects, values, "case")):
        raise CaseRefused(*found)


def _status(low: int, high: int, *, waits: bool) -> Status:
    if low > high:
        return Status.CONFLICT
    if waits:
        return Status.OPEN
    return Status.FORCED if low == high else Status.FREE


def _bindings(
    base: CaseBase, values: Mapping[str, Value], side: Side, chosen: Mask
) -> list[Binding]:
    """The chosen precedents, those with the fewest differences first."""
    found = []
    for number in np.flatnonzero(chosen):
        precedent = base.precedents[number]
        apart = differences(base.aspects, precedent.values, values)
        words = sentences.binding(base, precedent, side, apart)
        found.append(Binding(precedent, side, apart, words))
    return sorted(found, key=lambda each: len(each.differences))
