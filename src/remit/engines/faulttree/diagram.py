"""What a compiled network is: one reduced ordered binary decision diagram (BDD) for each module.

Idea: R. Bryant, "Graph-based algorithms for Boolean function manipulation", IEEE Transactions on
Computers 35 (1986). The nodes lie in arrays, numbered from the bottom upwards and level by level,
so that all nodes of a level are reckoned at once.
"""

from collections.abc import Callable
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


def laid_out(
    name: str, variables: tuple[str, ...], nodes: list[tuple[int, int, int]], root: int
) -> Diagram:
    """A diagram of nodes (level, low, high) that lie in any order; 0 and 1 are the constants.

    Node n of the diagram handed in is `nodes[n - 2]`. Levels without a node are left out.
    """
    told = np.array(nodes, dtype=np.int64).reshape(-1, 3)
    used, compact = np.unique(told[:, 0], return_inverse=True)
    order = np.argsort(-compact, kind="stable")
    place = np.arange(len(nodes) + 2, dtype=np.int32)
    place[order + 2] = np.arange(2, len(nodes) + 2, dtype=np.int32)
    ends = np.full(2, len(used))
    constants = np.array([0, 1])
    return Diagram(
        name,
        tuple(variables[number] for number in used),
        np.concatenate((ends, compact[order])).astype(np.int32),
        np.concatenate((constants, place[told[order, 1]])).astype(np.int32),
        np.concatenate((constants, place[told[order, 2]])).astype(np.int32),
        int(place[root]),
    )
