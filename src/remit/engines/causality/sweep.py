"""Walking a route with all states at once: the cheapest deviations, or all smallest sets of them.

States that agree on what is still open have the same future, so only the best ways to each are kept
(dynamic programming).
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from math import inf
from typing import NamedTuple, Protocol, TypeVar

from remit.engines.causality.route import Decide, Gather, Route

BUDGET = 1_000_000
"""States looked at for one question unless the caller says otherwise: some seconds."""

NARROW = 1_000
"""States at a time up to which a route is walked without a limit on the price."""

State = TypeVar("State")


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


class Walk(Protocol[State]):
    """What a state is, and how steps lead from one to the next."""

    @property
    def start(self) -> State: ...

    def gathered(self, step: Gather, state: State) -> State: ...

    def decided(self, step: Decide, state: State) -> Iterator[tuple[State, int, int]]:
        """Each next state with its price and a mark from 0 to 3 for what was decided."""

    def undone(self, state: State) -> bool: ...


class Way(NamedTuple):
    """The price of all that was decided, and the marks above 0, by node."""

    price: int
    marks: dict[int, int]


def cheapest(route: Route, walk: Walk[State], meter: Meter, *, narrow: int = NARROW) -> Way | None:
    """The cheapest way to an end where the effect is undone; None where there is none.

    Walked first without a limit on the price, as long as no more than `narrow` states are open at a
    time; then with a limit that is doubled until a way is found or none was left out.
    """
    width = 2 * len(route.variables)
    found, complete = _walked(route, walk, meter, inf, narrow)
    limit = 1
    while found is None and not complete:
        found, complete = _walked(route, walk, meter, (limit + 1) << width, inf)
        limit *= 2
    if found is None:
        return None
    marks = {node: found >> 2 * number & 3 for number, node in enumerate(route.variables)}
    return Way(found >> width, {node: mark for node, mark in marks.items() if mark})


def _walked(
    route: Route, walk: Walk[State], meter: Meter, limit: float, narrow: float
) -> tuple[int | None, bool]:
    """The least way below the limit, and whether none was left out or lost by giving up.

    A way is one whole number, the price above all marks: of two at one price, the one that leaves
    later variables alone is less.
    """
    width, shift, complete = 2 * len(route.variables), 0, True
    ways = {walk.start: 0}
    for step in route.steps:
        meter.spend(len(ways))
        if isinstance(step, Gather):
            ways = _least((walk.gathered(step, state), way) for state, way in ways.items())
            continue
        further = [
            (after, way + (price << width | mark << shift))
            for state, way in ways.items()
            for after, price, mark in walk.decided(step, state)
        ]
        kept = [each for each in further if each[1] < limit]
        complete = complete and len(kept) == len(further)
        ways = _least(kept)
        shift += 2
        if len(ways) > narrow:
            return None, False
    return min((way for state, way in ways.items() if walk.undone(state)), default=None), complete


def _least(ways: Iterable[tuple[State, int]]) -> dict[State, int]:
    least: dict[State, int] = {}
    for state, way in ways:
        if least.get(state, way) >= way:
            least[state] = way
    return least


class OneWorld(NamedTuple):
    """The walk of a single world; a deviation to false is marked 1, to true 2."""

    route: Route
    start: int = 0

    def gathered(self, step: Gather, state: int) -> int:
        """The state with the input counted."""
        return step.after(state)

    def decided(self, step: Decide, state: int) -> Iterator[tuple[int, int, int]]:
        """The state where the variable stays, and the one where it deviates."""
        after = step.after(state)
        yield after, 0, 0
        price = step.price(after)
        if price is not None:
            yield after ^ step.bit, price, 1 + (step.on ^ bool(after & step.bit))

    def undone(self, state: int) -> bool:
        """Whether the effect is undone at the end."""
        return self.route.undone(state)


def smallest_sets(route: Route, meter: Meter) -> list[frozenset[int]]:
    """All sets of variables that suffice to undo the effect, while no part of them does.

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
        frozenset(node for number, node in enumerate(route.variables) if mask >> number & 1)
        for mask in _minimal(set().union(*ends))
    ]


def _minimal(masks: set[int]) -> set[int]:
    kept: set[int] = set()
    for _, same_size in groupby(sorted(masks, key=int.bit_count), key=int.bit_count):
        smaller = tuple(kept)
        kept.update(mask for mask in same_size if all(mask & each != each for each in smaller))
    return kept
