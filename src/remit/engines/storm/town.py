"""The posts of a simulation: who feeds whom, and what about them never changes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.design import Design
from remit.engines.storm.state import ACTIONS, Action, may_escalate, may_pass
from remit.engines.storm.tree import NONE, Tree

Floats = NDArray[np.float32]
NEVER = 1e4


@dataclass(frozen=True)
class Town:
    """The posts of a simulation and what about them never changes."""

    tree: Tree
    design: Design
    seed: int

    @cached_property
    def posts(self) -> NDArray[np.uint32]:
        """Their numbers."""
        return np.arange(len(self.tree), dtype=np.uint32)

    @cached_property
    def size(self) -> Floats:
        """The size of each post's peer group."""
        found: Floats = self.tree.size[self.tree.group].astype(np.float32)
        return found

    @cached_property
    def leads(self) -> NDArray[np.bool_]:
        """Whether a post has others under it."""
        found: NDArray[np.bool_] = self.tree.below != NONE
        return found

    @cached_property
    def barred(self) -> Floats:
        """What a choice that a post does not have costs, [action, post]."""
        cost = np.zeros((ACTIONS, len(self.tree)), np.float32)
        cost[Action.PASS] = NEVER * (1 - may_pass(self.tree))
        cost[Action.ESCALATE] = NEVER * (1 - may_escalate(self.tree))
        return cost

    def of_group(self, values: Floats) -> Floats:
        """The value of its group for each post."""
        spread: Floats = values[..., self.tree.group]
        return spread

    def by_group(self, values: Floats) -> Floats:
        """The sum over each group's posts."""
        sums: Floats = np.add.reduceat(values, self.tree.start[:-1], axis=-1)
        return sums

    def from_below(self, values: Floats) -> Floats:
        """What the group under each post adds up to; 0 where there is none."""
        found: Floats = np.where(self.leads, values[self.tree.below], np.float32(0))
        return found

    def to_below(self, values: Floats) -> Floats:
        """What each group's superior has for it; 0 for groups of heads."""
        found: Floats = np.where(self.tree.leader != NONE, values[self.tree.leader], np.float32(0))
        return found


def pair(priority: float, routine: float) -> Floats:
    """A value for each class, to be multiplied with [class, post]."""
    return np.array([[priority], [routine]], np.float32)
