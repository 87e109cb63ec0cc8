"""Functions of a pack's facts, kept so that equal functions are the same number.

Idea: a decision diagram asks the facts in a fixed order; parts that are alike are kept once, and a fact
that makes no difference is not asked. What was combined once is remembered. Source: Bryant, Graph-based
algorithms for Boolean function manipulation (IEEE Trans. Computers C-35, 1986); with more than two
answers a fact and values other than true and false as in Bahar et al., Algebraic decision diagrams and
their applications (1993).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence

MOST_STEPS = 100_000
Node = int
FALSE: Node = 0
TRUE: Node = 1
Path = tuple[tuple[int, int], ...]
"""Levels and the cell taken there."""


class TooLarge(Exception):
    """A question took more steps than the bound allows."""


class Diagrams:
    """Functions of facts; the fact on each level has so many cells as `widths` says."""

    def __init__(self, widths: Sequence[int], most_steps: int = MOST_STEPS) -> None:
        self.widths, self.most_steps = tuple(widths), most_steps
        self.steps, self.limit = 0, most_steps
        self.bottom = len(self.widths)
        self.level: list[int] = []
        self.kids: list[tuple[Node, ...]] = []
        self.values: dict[Node, Hashable] = {}
        self._leaves: dict[Hashable, Node] = {}
        self._nodes: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._combined: dict[object, Node] = {}
        self.leaf(("holds", False))
        self.leaf(("holds", True))

    def ask(self) -> None:
        """Begins a question: it may take `most_steps`, all together ten times as many."""
        self.limit = min(self.steps + self.most_steps, 10 * self.most_steps)

    def leaf(self, value: Hashable) -> Node:
        """The function that has one value everywhere."""
        if value not in self._leaves:
            node = self._leaves[value] = self._add(self.bottom, ())
            self.values[node] = value
        return self._leaves[value]

    def choice(self, level: int, kids: tuple[Node, ...]) -> Node:
        """The function that goes on with another one for each cell of a fact."""
        if kids.count(kids[0]) == len(kids):
            return kids[0]
        node = self._nodes.get((level, kids))
        if node is None:
            self.step()
            node = self._nodes[level, kids] = self._add(level, kids)
        return node

    def cells(self, level: int, mask: int) -> Node:
        """True in the cells of the mask."""
        bits = range(self.widths[level])
        return self.choice(level, tuple(TRUE if mask >> n & 1 else FALSE for n in bits))

    def both(self, one: Node, other: Node) -> Node:
        """True where both are."""
        return self.combine(_both, one, other)

    def either(self, one: Node, other: Node) -> Node:
        """True where one is."""
        return self.combine(_either, one, other)

    def without(self, one: Node, other: Node) -> Node:
        """The first where the second is not true, and false elsewhere."""
        return self.combine(_without, one, other)

    def combine(self, way: Callable[[Node, Node], Node | None], one: Node, other: Node) -> Node:
        """Two functions into one; the way says what two nodes come to, or None to look below them."""
        found = way(one, other)
        if found is not None:
            return found
        known = (way, one, other)
        node = self._combined.get(known)
        if node is None:
            self.step()
            level = min(self.level[one], self.level[other])
            pairs = zip(self.below(one, level), self.below(other, level), strict=True)
            node = self.choice(level, tuple([self.combine(way, a, b) for a, b in pairs]))
            self._combined[known] = node
        return node

    def mapped(self, change: Callable[[Hashable], Hashable], node: Node) -> Node:
        """The function with its values changed; `change` is told apart by identity."""
        if self.level[node] == self.bottom:
            return self.leaf(change(self.values[node]))
        known = (change, node)
        if known not in self._combined:
            self.step()
            kids = tuple([self.mapped(change, kid) for kid in self.kids[node]])
            self._combined[known] = self.choice(self.level[node], kids)
        return self._combined[known]

    def given(self, node: Node, level: int, cell: int) -> Node:
        """The function once the fact on a level lies in a cell."""
        if self.level[node] >= level:
            return self.below(node, level)[cell] if self.level[node] == level else node
        known = (level, cell, node)
        if known not in self._combined:
            self.step()
            kids = tuple([self.given(kid, level, cell) for kid in self.kids[node]])
            self._combined[known] = self.choice(self.level[node], kids)
        return self._combined[known]

    def below(self, node: Node, level: int) -> tuple[Node, ...]:
        """What the function goes on with for each cell of a fact not below its own."""
        return self.kids[node] if self.level[node] == level else (node,) * self.widths[level]

    def path(self, node: Node) -> Path:
        """Cells under which a function that is not false everywhere is true, the last of each fact."""
        taken = []
        while self.level[node] < self.bottom:
            cell, kid = _last(self.kids[node])
            taken.append((self.level[node], cell))
            node = kid
        return tuple(taken)

    def at(self, node: Node, cells: Mapping[int, int]) -> Node:
        """The leaf reached; facts on levels that are not named lie in their last cell."""
        while self.level[node] < self.bottom:
            node = self.kids[node][cells.get(self.level[node], -1)]
        return node

    def _add(self, level: int, kids: tuple[Node, ...]) -> Node:
        self.level.append(level)
        self.kids.append(kids)
        return len(self.level) - 1

    def step(self) -> None:
        """Counts one step; raises TooLarge past the bound."""
        self.steps += 1
        if self.steps > self.limit:
            raise TooLarge


def _last(kids: tuple[Node, ...]) -> tuple[int, Node]:
    return next((n, kids[n]) for n in reversed(range(len(kids))) if kids[n] != FALSE)


def _both(one: Node, other: Node) -> Node | None:
    if one == FALSE or other == FALSE:
        return FALSE
    if one == TRUE:
        return other
    return one if other in (TRUE, one) else None


def _either(one: Node, other: Node) -> Node | None:
    if one == TRUE or other == TRUE:
        return TRUE
    if one == FALSE:
        return other
    return one if other in (FALSE, one) else None


def _without(one: Node, other: Node) -> Node | None:
    if one == FALSE or other in (TRUE, one):
        return FALSE
    return one if other == FALSE else None
