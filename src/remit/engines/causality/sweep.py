"""Walking a route with all states at once: the cheapest deviations, or all smallest sets of them.

States that agree on what is still open have the same future, so only the best ways to each are kept
(dynamic programming).
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, TypeVar

from remit.engines.causality.route import Decide, Gather, Route

BUDGET = 1_000_000
"""States looked at for one question unless the caller says otherwise: some seconds."""

NARROW = 256
"""States at a time up to which a route is walked without a limit on the price."""


State = TypeVar("State", bound=Hashable)


class BudgetSpent(Exception):
    """A question was given up after `states` states: it has no answer, neither yes nor no."""

    def __init__(self, states: int) -> None:
        super().__init__(f"No answer within {states:,} states: allow more, or ask less at once.")
        self.states = states


class Meter:
    """Counts the states looked at for one question."""

    def __init__(self, budget: int) -> None:
        self.budget = self.left = budget

    def spend(self, states: int) -> None:
        """Counts states; raises BudgetSpent once there are more than the budget."""
        self.left -= states
        if self.left < 0:
            raise BudgetSpent(self.budget)


class Way(NamedTuple):
    """The price of deviating, and the values so taken, by node."""

    price: int
    values: dict[int, int]


def cheapest(route: Route, meter: Meter) -> Way | None:
    """The cheapest way to an end where the effect fails; None where it cannot fail."""
    width = 2 * len(route.variables)
    found = least(lambda limit: _walked(route, meter, limit), width)
    if found is None:
        return None
    marks = {node: found >> 2 * n & 3 for n, node in enumerate(route.variables)}
    return Way(found >> width, {node: mark >> 1 for node, mark in marks.items() if mark})


def least(walk: Callable[[int | None], tuple[int | None, bool]], width: int) -> int | None:
    """The least way; None where there is none. A way's price stands above `width` bits of marks.

    `walk` returns the least way below a limit, and whether none was left out. It is tried without
    a limit first, and may give up when many states are open at a time; then with a limit on the
    price that is doubled until a way is found or none is left out.
    """
    found, complete = walk(None)
    most = 1
    while found is None and not complete:
        found, complete = walk(most + 1 << width)
        most *= 2
    return found


def _walked(route: Route, meter: Meter, limit: int | None) -> tuple[int | None, bool]:
    """Below the price, a way has two marks for each variable: set to false, set to true."""
    width = 2 * len(route.variables)
    ways, shift, complete = {0: 0}, 0, True
    for step in route.steps:
        meter.spend(len(ways))
        if isinstance(step, Gather):
            ways = best((step.after(state), way) for state, way in ways.items())
            continue
        marks = (1 << shift + step.on, 1 << shift + 1 - step.on)
        shift += 2
        branched = list(_branches(ways, step, marks, width))
        kept = branched if limit is None else [each for each in branched if each[1] < limit]
        complete = complete and len(kept) == len(branched)
        ways = best(kept)
        if limit is None and len(ways) > NARROW:
            return None, False
    return min((w for s, w in ways.items() if route.undone(s)), default=None), complete


def best(ways: Iterable[tuple[State, int]]) -> dict[State, int]:
    """The least way to each state."""
    found: dict[State, int] = {}
    for state, way in ways:
        if found.get(state, way) >= way:
            found[state] = way
    return found


def _branches(
    ways: dict[int, int], step: Decide, marks: tuple[int, int], width: int
) -> Iterator[tuple[int, int]]:
    for state, way in ways.items():
        after = step.after(state)
        price = step.price(after)
        yield after, way
        if price is not None:
            yield after ^ step.bit, way + (price << width | marks[bool(after & step.bit)])


def smallest_sets(route: Route, meter: Meter) -> list[frozenset[int]]:
    """All sets of variables that suffice for the effect to fail, while no part of them does.

    Only those variables count whose deviation has a price; the others deviate for nothing.
    """
    sets: dict[int, set[int]] = {0: {0}}
    mark = 1
    for step in route.steps:
        found: dict[int, set[int]] = {}
        for state, masks in sets.items():
            meter.spend(len(masks))
            after = step.after(state)
            found.setdefault(after, set()).update(masks)
            if isinstance(step, Decide) and (price := step.price(after)) is not None:
                more = {mask | mark for mask in masks} if price else masks
                found.setdefault(after ^ step.bit, set()).update(more)
        mark <<= isinstance(step, Decide)
        sets = {state: _minimal(masks) for state, masks in found.items()}
    ends = (masks for state, masks in sets.items() if route.undone(state))
    return [
        frozenset(node for n, node in enumerate(route.variables) if mask >> n & 1)
        for mask in sorted(_minimal(set().union(*ends)))
    ]


def _minimal(masks: set[int]) -> set[int]:
    kept: set[int] = set()
    for _, same_size in groupby(sorted(masks, key=int.bit_count), key=int.bit_count):
        smaller = tuple(kept)
        kept.update(mask for mask in same_size if all(mask & each != each for each in smaller))
    return kept
