"""Several worlds of one model walked in step, for the departures that set them apart.

AC2 in the original and the updated definition asks for departures with which the effect fails once
the cause is switched, but holds in many worlds where the cause is as it was. Here the cheapest
departures are found that do so in a few of those worlds; a world in which they do not is then added
to the few (counterexample-guided refinement).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from remit.engines.causality.route import Decide, Gather, Route
from remit.engines.causality.sweep import Meter, cheapest

LEAVE, HOLD, DEPART = 0, 1, 2
"""What may be chosen for a variable, and how it is marked."""

States = tuple[int, ...]
Prices = tuple[int, int]
"""For holding a variable at its actual value, and for departing from it."""


class Reading(NamedTuple):
    """How one world follows what is chosen for all.

    `fixed` are values in any case. `followed` are the variables whose departures it follows, None
    for all. `held` stay as they actually are unless they are chosen to depart. `holds` tells
    whether it follows a choice to hold.
    """

    fixed: Mapping[int, int]
    followed: frozenset[int] | None = None
    held: frozenset[int] = frozenset()
    holds: bool = False

    def value(self, node: int, choice: int, actual: int, natural: int) -> int:
        """The value of the variable in this world, `natural` by its equation."""
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
    """What is known of every variable in any world."""

    route: Route
    actual: bytes | bytearray
    prices: Mapping[int, Prices]
    default: Prices
    """The prices of variables that have none of their own."""

    def refined(
        self,
        readings: tuple[Reading, ...],
        against: Callable[[Chosen], Reading | None],
        meter: Meter,
    ) -> Chosen | None:
        """The cheapest choice that undoes the effect in the first world and in no other; or None.

        `against` returns a world more in which the effect is undone by the choice, although it may
        not be by any.
        """
        while True:
            way = cheapest(self.route, _Together(self, readings), meter)
            if way is None:
                return None
            chosen = Chosen(
                frozenset(node for node, mark in way.marks.items() if mark == DEPART),
                frozenset(node for node, mark in way.marks.items() if mark == HOLD),
            )
            one_more = against(chosen)
            if one_more is None:
                return chosen
            readings = (*readings, one_more)


class _Together(NamedTuple):
    """The walk of all worlds at once."""

    comparison: Comparison
    readings: tuple[Reading, ...]

    @property
    def start(self) -> States:
        return (0,) * len(self.readings)

    def gathered(self, step: Gather, state: States) -> States:
        return tuple(map(step.after, state))

    def decided(self, step: Decide, state: States) -> Iterator[tuple[States, int, int]]:
        hold, depart = self.comparison.prices.get(step.node, self.comparison.default)
        after = tuple(map(step.after, state))
        for choice, price in ((LEAVE, 0), (HOLD, hold), (DEPART, depart)):
            worlds = zip(self.readings, after, strict=True)
            yield tuple(self._one(step, choice, *world) for world in worlds), price, choice

    def _one(self, step: Decide, choice: int, reading: Reading, state: int) -> int:
        if state & step.guard:
            return state
        natural = step.on ^ (not state & step.bit)
        actual = self.comparison.actual[2 * step.node]
        value = reading.value(step.node, choice, actual, natural)
        return state if value == natural else state ^ step.bit

    def undone(self, state: States) -> bool:
        first, *others = map(self.comparison.route.undone, state)
        return first and not any(others)
