"""Posts in a tree: who is under whom, and who is whose peer.

Posts are kept level by level with siblings side by side, so that a peer group (the children of one
superior) is a run of neighbours. Heads of trees are peers of each other only where they are one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
NONE = -1


@dataclass(frozen=True)
class Tree:
    """Posts 0 .. n-1: `parent` (-1: none) and `level` (0: head) of each, siblings side by side.

    `order` says which place in the given order each post had: position i was given as order[i].
    """

    parent: Ints
    level: Ints
    order: Ints

    def __len__(self) -> int:
        return len(self.parent)

    @cached_property
    def start(self) -> Ints:
        """Where each peer group begins, with the number of posts at the end."""
        new = np.flatnonzero(np.r_[True, self.parent[1:] != self.parent[:-1]])
        alone = np.flatnonzero(self.parent == NONE)
        begins: Ints = np.r_[np.union1d(new, alone), len(self)].astype(np.int32)
        return begins

    @cached_property
    def group(self) -> Ints:
        """The peer group of each post."""
        sizes = np.diff(self.start)
        return np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)

    @cached_property
    def size(self) -> Ints:
        """How many posts each peer group has."""
        return np.diff(self.start).astype(np.int32)

    @cached_property
    def leader(self) -> Ints:
        """The superior of each peer group; -1 for the heads."""
        over: Ints = self.parent[self.start[:-1]]
        return over

    @cached_property
    def below(self) -> Ints:
        """The peer group directly under each post; -1 where there is none."""
        found = np.full(len(self), NONE, np.int32)
        led = np.flatnonzero(self.leader != NONE)
        found[self.leader[led]] = led
        return found

    @classmethod
    def of(cls, parents: Sequence[int]) -> "Tree":
        """The tree of posts given by the place of each one's superior (-1: none).

        Raises ValueError where a superior is not there or posts stand in a circle.

        >>> Tree.of([2, 2, -1]).parent.tolist()
        [-1, 0, 0]
        """
        given = np.asarray(parents, np.int64)
        if len(given) == 0 or given.max() >= len(given) or given.min() < NONE:
            raise ValueError("Every superior must be one of the posts, and there must be one post.")
        level = _levels(given)
        rank, order = np.empty(len(given), np.int64), np.empty(0, np.int64)
        for depth in range(int(level.max()) + 1):
            here = np.flatnonzero(level == depth)
            if depth:
                here = here[np.argsort(rank[given[here]], kind="stable")]
            rank[here] = len(order) + np.arange(len(here))
            order = np.r_[order, here]
        over = given[order]
        parent = np.where(over == NONE, NONE, rank[over])
        return cls(parent.astype(np.int32), level[order].astype(np.int32), order.astype(np.int32))

    @classmethod
    def regular(cls, *spans: int, times: int = 1) -> "Tree":
        """`times` trees in which each post of a level has the same number under it.

        >>> len(Tree.regular(10, 10)), len(Tree.regular(10, 10, times=10))
        (111, 1110)
        """
        parent, level = np.full(times, NONE, np.int64), np.zeros(times, np.int64)
        last = np.arange(times)
        for depth, span in enumerate(spans, 1):
            parent = np.r_[parent, np.repeat(last, span)]
            last = np.arange(len(level), len(parent))
            level = np.r_[level, np.full(len(last), depth)]
        order = np.arange(len(parent), dtype=np.int32)
        return cls(parent.astype(np.int32), level.astype(np.int32), order)


def _levels(given: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many superiors each post has above it."""
    level, at = np.zeros(len(given), np.int64), given.copy()
    while (climbing := at != NONE).any():
        level += climbing
        at = np.where(climbing, given[at], NONE)
        if level.max() > len(given):
            raise ValueError("Posts stand in a circle: one is under itself.")
    return level
