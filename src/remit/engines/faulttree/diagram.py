"""What a compiled network is: one reduced ordered binary decision diagram (BDD) for each module.

Idea: R. Bryant, "Graph-based algorithms for Boolean function manipulation", IEEE Transactions on
Computers 35 (1986). The nodes lie in arrays, numbered from the bottom upwards and level by level,
so that all nodes of a level are reckoned at once.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


class Budget(NamedTuple):
    """How much a compilation may spend: nodes, and seconds by a clock that the caller hands in."""

    nodes: int = 2_000_000
    seconds: float | None = None
    clock: Callable[[], float] | None = None


class BudgetSpent(Exception):
    """The network needs more than its budget; `nodes` were reached."""

    def __init__(self, nodes: int) -> None:
        super().__init__(f"The budget was spent at {nodes} nodes.")
        self.nodes = nodes


@dataclass(frozen=True, slots=True)
class Diagram:
    """One module as a reduced ordered diagram.

    Node 0 is false and node 1 is true; their level is the number of variables. All other nodes are
    grouped by level from the lowest level upwards, and each has a higher number than its children.
    """

    name: str
    variables: tuple[str, ...]
    level: Numbers
    low: Numbers
    high: Numbers
    root: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """A network as modules, each after those it uses; the last is the top.

    `leaves` are those on which the top really depends, in the order of their first use.
    """

    leaves: tuple[str, ...]
    modules: tuple[Diagram, ...]
    size: int
    backend: str


class TooLarge(Exception):
    """An attempt needs more nodes than it was allowed."""


class Allowance:
    """What an attempt may spend: nodes of its own, and time until the end of the whole budget."""

    def __init__(self, budget: Budget) -> None:
        self.nodes = budget.nodes
        self._clock = budget.clock if budget.seconds is not None else None
        self._until = self._clock() + (budget.seconds or 0.0) if self._clock else 0.0

    def of(self, nodes: int) -> "Allowance":
        """The same end, with another number of nodes."""
        other = copy(self)
        other.nodes = nodes
        return other

    def check(self, nodes: int) -> None:
        """Raises TooLarge when these are too many nodes, BudgetSpent when the time is over."""
        if nodes > self.nodes:
            raise TooLarge
        if self._clock is not None and self._clock() > self._until:
            raise BudgetSpent(nodes)


def laid_out(
    name: str,
    variables: tuple[str, ...],
    nodes: tuple[list[int], list[int], list[int]],
    root: int,
) -> Diagram:
    """The diagram of an edge, out of nodes with negated edges.

    `nodes` are level, low and high by node, children before parents; node 1 is the constant true
    and a negative number a negated edge. Levels without a node are left out.
    """
    edges = _reached(nodes[1], nodes[2], root)
    level, low, high = (np.array(column, dtype=np.int64) for column in nodes)
    edges = edges[np.argsort(-level[np.abs(edges)], kind="stable")]
    place = np.zeros(2 * len(level), dtype=np.int32)  # by edge; a negative one counts from the end
    place[-1], place[1] = 0, 1
    place[edges] = np.arange(2, len(edges) + 2)
    signs, inner = np.sign(edges), np.abs(edges)
    used, compact = np.unique(level[inner], return_inverse=True)
    return Diagram(
        name,
        tuple(variables[number] for number in used),
        np.concatenate(([len(used)] * 2, compact)).astype(np.int32),
        np.concatenate(([0, 1], place[signs * low[inner]])).astype(np.int32),
        np.concatenate(([0, 1], place[signs * high[inner]])).astype(np.int32),
        int(place[root]),
    )


def _reached(low: list[int], high: list[int], root: int) -> NDArray[np.int64]:
    """The edges that lead on from the root, without those to constants."""
    reached = {root}
    edges: list[int] = []
    for node in range(abs(root), 1, -1):
        if node in reached:
            edges.append(node)
            reached.update((low[node], high[node]))
        if -node in reached:
            edges.append(-node)
            reached.update((-low[node], -high[node]))
    return np.array(edges, dtype=np.int64)
