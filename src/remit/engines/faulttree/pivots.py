"""How close every leaf was to deciding: the fewest others that would have had to differ as well.

Idea: a leaf decides when, with some others flipped, the outcome is still what it was, and flipping
the leaf as well changes it; with k others at the least its degree of responsibility is 1/(k+1). On a
diagram this is a cheapest path walked by two at once, from the two children of the leaf's nodes to
opposite ends. A leaf inside a module decides when it decides the module and the module the top.

Costs are whole numbers that add up, compare as (number of flips, flipped leaves in order) do, and
tell the flips: with n leaves, flipping leaf i costs 2**n - 2**(n - 1 - i).
Source: H. Chockler, J. Halpern, "Responsibility and blame: a structural-model approach", Journal of
Artificial Intelligence Research 22 (2004).
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from remit.engines.faulttree.diagram import Budget, BudgetSpent, Compiled, Diagram

Pair = tuple[int, int]


class _Costs(NamedTuple):
    """What it costs that something is false, and that it is true (of a pair: its first)."""

    false: int
    true: int


def pivots(
    compiled: Compiled,
    actual: Mapping[str, bool],
    wanted: Iterable[str] | None = None,
    frozen: Collection[str] = frozenset(),
    *,
    kept: bool = True,
    budget: Budget = Budget(),  # noqa: B008 - a tuple cannot be changed
) -> dict[str, tuple[str, ...] | None]:
    """For every wanted leaf the fewest others to flip so that it decides; None where it never does.

    Of several smallest sets the first in the order of `compiled.leaves` is taken; `frozen` leaves
    are never flipped for another. With `kept` the outcome must stay what it was until the leaf
    itself is flipped; without, it is enough that the leaf makes a difference. Raises BudgetSpent
    where a module has more than `budget.nodes` pairs of nodes to look at.
    """
    asked = compiled.leaves if wanted is None else tuple(wanted)
    prices = _Prices(compiled.leaves, frozen)
    costs = prices.costs(actual)
    needed = set(asked)
    for module in compiled.modules:
        costs[module.name] = _ends(module, costs, prices.never)[module.root]
        if not needed.isdisjoint(module.variables):
            needed.add(module.name)
    top = compiled.modules[-1].name
    outcome = not costs[top].true
    found = {top: _Costs(prices.never * outcome, prices.never * (not outcome))}
    if not kept:
        found[top] = _Costs(0, 0)
    for module in reversed(compiled.modules):
        if module.name in found:
            above = found[module.name]
            walks = _Walks(module, costs, prices.never, budget.nodes)
            for name, (against, along) in walks.deciding(needed).items():
                found[name] = _Costs(
                    min(above.false + along, above.true + against),
                    min(above.true + along, above.false + against),
                )
    return {
        leaf: prices.flipped(found[leaf][actual[leaf]]) if leaf in found else None for leaf in asked
    }


class _Prices:
    """What flips cost, and which flips a cost tells."""

    def __init__(self, leaves: tuple[str, ...], frozen: Collection[str]) -> None:
        self._leaves, self._frozen = leaves, frozen
        self.never = (len(leaves) + 1) << len(leaves)

    def costs(self, actual: Mapping[str, bool]) -> dict[str, _Costs]:
        """The costs of all leaves, each for nothing what it actually is."""
        found = {}
        for number, leaf in enumerate(self._leaves, 1):
            flip = (1 << len(self._leaves)) - (1 << (len(self._leaves) - number))
            flip = self.never if leaf in self._frozen else flip
            found[leaf] = _Costs(flip, 0) if actual[leaf] else _Costs(0, flip)
        return found

    def flipped(self, cost: int) -> tuple[str, ...] | None:
        """The leaves whose flips have this cost, or None where it cannot be paid."""
        if cost >= self.never:
            return None
        size = -(-cost >> len(self._leaves))
        flips = (size << len(self._leaves)) - cost
        found = []
        while flips:
            place = flips.bit_length()
            found.append(self._leaves[-place])
            flips -= 1 << (place - 1)
        return tuple(found)


def _ends(module: Diagram, costs: Mapping[str, _Costs], never: int) -> list[_Costs]:
    """What it costs that a walk ends at false, and at true, from every node."""
    prices = [costs[name] for name in module.variables]
    ends = [_Costs(0, never), _Costs(never, 0)]
    columns = (module.level[2:].tolist(), module.low[2:].tolist(), module.high[2:].tolist())
    for level, low, high in zip(*columns, strict=True):
        left, right = prices[level]
        false = min(left + ends[low].false, right + ends[high].false)
        ends.append(_Costs(false, min(left + ends[low].true, right + ends[high].true)))
    return ends


class _Walks:
    """Walks through one diagram: one from the root to a node, then two from its children."""

    def __init__(self, module: Diagram, costs: Mapping[str, _Costs], never: int, most: int) -> None:
        self._variables, self._root = module.variables, module.root
        self._level = module.level.tolist()
        self._low, self._high = module.low.tolist(), module.high.tolist()
        self._prices = [costs[name] for name in module.variables]
        self._ends = _ends(module, costs, never)
        self._never, self._most = never, most
        self._apart: dict[Pair, _Costs] = {}  # the first of a pair has the higher number

    def deciding(self, needed: Collection[str]) -> dict[str, _Costs]:
        """What others cost so that the module turns on a variable, for every needed one.

        First that the module is false when the variable is true, then that it is true with it.
        """
        names = [self._variables[level] for level in self._level[2:]]
        here = [node for node, name in enumerate(names, 2) if name in needed]
        children = [(self._high[node], self._low[node]) for node in here]
        self._answer(list(children))
        reached = self._reached()
        found: dict[str, _Costs] = {}
        for node, (high, low) in zip(here, children, strict=True):
            against, along = found.get(names[node - 2], (self._never, self._never))
            found[names[node - 2]] = _Costs(
                min(against, reached[node] + self._cost(low, high)),
                min(along, reached[node] + self._cost(high, low)),
            )
        return found

    def _reached(self) -> list[int]:
        """What it costs to come from the root to every node."""
        reached = [self._never] * len(self._level)
        reached[self._root] = 0
        for node in range(self._root, 1, -1):
            left, right = self._prices[self._level[node]]
            low, high, here = self._low[node], self._high[node], reached[node]
            reached[low] = min(reached[low], here + left)
            reached[high] = min(reached[high], here + right)
        return reached

    def _cost(self, upper: int, lower: int) -> int:
        """What it costs that one walk goes from `upper` to true, the other from `lower` to false."""
        if upper == lower or upper == 0 or lower == 1:
            return self._never
        if upper == 1:
            return self._ends[lower].false
        if lower == 0:
            return self._ends[upper].true
        return self._apart[upper, lower].true if upper > lower else self._apart[lower, upper].false

    def _answer(self, agenda: list[Pair]) -> None:
        """Fills the table for the pairs on the agenda and all they lead to. Raises BudgetSpent."""
        steps: dict[Pair, tuple[Pair, Pair]] = {}
        while agenda:
            one, other = agenda.pop()
            pair = (one, other) if one > other else (other, one)
            if one != other and pair[1] > 1 and pair not in steps:
                steps[pair] = self._step(*pair)
                agenda.extend(steps[pair])
                if len(steps) > self._most:
                    raise BudgetSpent(len(steps))
        for pair in sorted(steps):
            left, right = self._prices[self._level[pair[0]]]
            low, high = steps[pair]
            self._apart[pair] = _Costs(
                min(left + self._cost(*low[::-1]), right + self._cost(*high[::-1])),
                min(left + self._cost(*low), right + self._cost(*high)),
            )

    def _step(self, first: int, second: int) -> tuple[Pair, Pair]:
        """Where two nodes go when the variable of the first, the higher number, is low and high."""
        if self._level[first] < self._level[second]:
            return (self._low[first], second), (self._high[first], second)
        return (self._low[first], self._low[second]), (self._high[first], self._high[second])
