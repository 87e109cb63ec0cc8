"""Several worlds of one model walked in step, for the departures that set them apart.

AC2 in the original and the updated definition asks for departures with which the effect fails once
the cause is switched, but holds in many worlds where the cause is as it was. Here the cheapest
departures that do so in a few of those worlds are found; a world in which they do not is then added
to the few (counterexample-guided refinement).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from remit.engines.causality.route import Decide, Gather, Route
from remit.engines.causality.sweep import NARROW, Meter, best, least

LEAVE, HOLD, DEPART = 0, 1, 2
"""What may be chosen for a variable, and how it is marked."""

States = tuple[int, ...]


class Reading(NamedTuple):
    """How one world follows what is chosen for all.

    `fixed` has values in any case; `followed` are the departures that it follows, None for all of
    them; `held` stay as they actually are unless a departure is chosen; `holds` tells whether it
    follows a choice to hold.
    """

    fixed: Mapping[int, int]
    followed: frozenset[int] | None
    held: frozenset[int]
    holds: bool

    def value(self, node: int, choice: int, actual: int, natural: int) -> int:
        """The value the variable takes in this world."""
        if node in self.fixed:
            return self.fixed[node]
        if choice == DEPART:
            return 1 - actual if self.followed is None or node in self.followed else natural
        return actual if node in self.held or (choice == HOLD and self.holds) else natural


class Chosen(NamedTuple):
    """The nodes that depart from their actual values, and those held at them."""

    departed: frozenset[int]
    held: frozenset[int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A walk of several worlds: in the first the effect is to fail, in the others to hold."""

    route: Route
    actual: bytes | bytearray
    prices: Mapping[int, tuple[int, int]]
    """Of the variables that have their own: for holding and for departing."""
    default: tuple[int, int]
    meter: Meter

    def refined(
        self, readings: tuple[Reading, ...], against: Callable[[Chosen], Reading | None]
    ) -> Chosen | None:
        """The cheapest choice that nothing is `against`, starting from a few worlds; or None.

        `against` returns a world in which the effect fails with the choice but must hold with any.
        """
        chosen = self._cheapest(readings)
        while chosen and (one_more := against(chosen)):
            readings = (*readings, one_more)
            chosen = self._cheapest(readings)
        return chosen

    def _cheapest(self, readings: tuple[Reading, ...]) -> Chosen | None:
        found = least(lambda limit: self._walked(readings, limit), 2 * len(self.route.variables))
        if found is None:
            return None
        marks = {node: found >> 2 * n & 3 for n, node in enumerate(self.route.variables)}
        return Chosen(
            frozenset(node for node, mark in marks.items() if mark == DEPART),
            frozenset(node for node, mark in marks.items() if mark == HOLD),
        )

    def _walked(
        self, readings: tuple[Reading, ...], limit: int | None
    ) -> tuple[int | None, bool]:
        ways: dict[States, int] = {(0,) * len(readings): 0}
        shift, complete = 0, True
        for step in self.route.steps:
            self.meter.spend(len(ways) * len(readings))
            if isinstance(step, Gather):
                ways = best((tuple(map(step.after, each)), way) for each, way in ways.items())
                continue
            branched = list(self._branches(ways, step, readings, shift))
            shift += 2
            kept = branched if limit is None else [each for each in branched if each[1] < limit]
            complete = complete and len(kept) == len(branched)
            ways = best(kept)
            if limit is None and len(ways) > NARROW:
                return None, False
        return min((way for each, way in ways.items() if self._ended(each)), default=None), complete

    def _branches(
        self, ways: dict[States, int], step: Decide, readings: tuple[Reading, ...], shift: int
    ) -> Iterator[tuple[States, int]]:
        width = 2 * len(self.route.variables)
        hold, depart = self.prices.get(step.node, self.default)
        choices = ((LEAVE, 0), (HOLD, hold), (DEPART, depart))
        for states, way in ways.items():
            for choice, price in choices:
                after = tuple(
                    self._after(step, reading, choice, state)
                    for reading, state in zip(readings, states, strict=True)
                )
                yield after, way + (price << width | choice << shift)

    def _after(self, step: Decide, reading: Reading, choice: int, state: int) -> int:
        state = step.after(state)
        if state & step.guard:
            return state
        natural = step.on if state & step.bit else 1 - step.on
        value = reading.value(step.node, choice, self.actual[2 * step.node], natural)
        return state if value == natural else state ^ step.bit

    def _ended(self, states: States) -> bool:
        first, *others = map(self.route.undone, states)
        return first and not any(others)
