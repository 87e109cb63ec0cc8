"""Where everything lies: the places of fields in rows and columns, and which posts share a pack."""

from collections import namedtuple
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.learning import CAUSES
from remit.engines.storm.record import TOTALS
from remit.engines.storm.state import ACTIONS, CLASSES
from remit.engines.storm.tree import NONE, Tree

LANES = 16
TALL = 16
"""Posts that a column has at most: a pack and its week's work should fit the nearest cache."""
WIDE = 4
"""Packs after which a bundle is closed."""
AHEAD = 10
"""How many rows before it is wanted a row is asked for from memory."""
NOBODY = -2
KINDS = CLASSES * ACTIONS
Ints = NDArray[np.int64]
Array = NDArray[Any]


def places(**counts: int) -> Any:
    """The first place of each field, sixteen lanes for each number it has; `all` is their length."""
    ends = np.cumsum([0, *counts.values()]) * LANES
    named: Any = namedtuple
    return named("Places", [*counts, "all"])(*map(int, ends))


# What a post keeps from week to week, one row a post of each column.
KEPT = places(
    habits=KINDS, hours=1, competence=1, risk=1, career=1,
    motivation=1, load=1, overload=1, burnout=1, morale=1, merit=1,
    hidden=1, inherited=1, passed=1,
)  # fmt: skip
# What a post does in a week.
DONE = places(
    chosen=KINDS, tasks=1, served=CLASSES, own=1, hours=1, papers=1,
    leads=1, raised=1, below=1, live=1, right=1, harm=1, rate=1,
    struck=1, risen=1,
    sanctions=1, on_taken_up=1, on_evaded=1, wrong=1,
)  # fmt: skip
# What a column keeps: the experience of its group, the last bar, how many posts it and its group have.
GROUP = places(
    sanctions=KINDS, exposure=KINDS, cut=1, size=1, height=1, top=1,
)  # fmt: skip
# What a column reckons in a week: first what its posts are told, then sums over its posts.
COLUMN = places(
    fear=KINDS, cut=1, down=1, aside=1, peers=1, shared=1,
    alone=1, pool=1,
    chosen=KINDS, sent_aside=1, rates=1, unexplained=1, wrong=1,
    seen=KINDS, struck=1,
    own=1, right=CLASSES, hours=1, papers=1, overload=1, burnout=1,
    morale=1, hidden=1, harm=1, inquiries=1, unanswered=1, causes=len(CAUSES),
)  # fmt: skip
# What groups are sent for next week.
SENT = places(down=1, aside=1, escalated=1, pool=1, displaced=1, rates=1)
TOTAL = places(**dict.fromkeys(TOTALS, 1))


@dataclass(frozen=True)
class Packs:
    """Which posts lie where: `posts` and `below` [row, lane], the rest by pack or by column.

    `below` is the first column of the group under a post, NONE, or NOBODY where there is no post.
    `first` is the first column of a column's group, `many` how many columns the group of that first
    column has. Packs `bundles[i]` to `bundles[i + 1]` share no group with others.
    """

    rows: Ints
    posts: NDArray[np.int32]
    below: NDArray[np.int32]
    led: NDArray[np.bool_]
    first: Ints
    many: Ints
    bundles: Ints
    groups: NDArray[np.float32]

    @property
    def count(self) -> int:
        """How many packs there are."""
        return len(self.rows) - 1

    @cached_property
    def longest(self) -> int:
        """The most rows that a bundle has."""
        return int(np.diff(self.rows[self.bundles]).max())

    @cached_property
    def widest(self) -> int:
        """The most packs that a bundle has."""
        return int(np.diff(self.bundles).max())


def packed(tree: Tree) -> Packs:
    """The posts of a tree in packs: groups of like height side by side, tall ones in several columns."""
    many = -(-tree.size.astype(np.int64) // TALL)
    tallest = -(-tree.size.astype(np.int64) // many)
    order = np.argsort(-tallest, kind="stable")
    column, bundles = _placed(many[order])
    first = np.empty(len(many), np.int64)
    first[order] = column
    count = int(bundles[-1])
    whose = np.repeat(np.arange(len(many)), many)
    part = np.arange(len(whose)) - np.repeat(np.cumsum(many) - many, many)
    lies = first[whose] + part
    height = np.zeros(count * LANES, np.int64)
    height[lies] = (tree.size[whose] - part + many[whose] - 1) // many[whose]
    rows = np.r_[0, np.cumsum(height.reshape(count, LANES).max(1))]
    posts, below, led = _lanes(tree, lies, height, rows, first)
    groups = np.zeros((count, GROUP.all), np.float32)
    for name, values in (("size", tree.size[whose]), ("top", tree.leader[whose] == NONE)):
        groups[lies // LANES, getattr(GROUP, name) + lies % LANES] = values
    groups[:, GROUP.height : GROUP.height + LANES] = height.reshape(count, LANES)
    firsts, spans = np.arange(count * LANES), np.ones(count * LANES, np.int64)
    firsts[lies], spans[first] = first[whose], many
    return Packs(rows, posts, below, led, firsts, spans, bundles, groups)


def _placed(many: Ints) -> tuple[Ints, Ints]:
    """The first column of each group, and where bundles begin: none is closed within a group."""
    if (many == 1).all():
        packs = -(-len(many) // LANES)
        return np.arange(len(many)), np.arange(packs + 1)
    column, bundles, at = np.empty(len(many), np.int64), [0], 0
    for place, columns in enumerate(many):
        used = at - bundles[-1] * LANES
        if used and (
            used % LANES == 0 or (used // LANES >= WIDE and used % LANES + columns > LANES)
        ):
            bundles.append(-(-at // LANES))
            at = bundles[-1] * LANES
        column[place] = at
        at += int(columns)
    return column, np.array([*bundles, -(-at // LANES)])


def _lanes(
    tree: Tree, lies: Ints, height: Ints, rows: Ints, first: Ints
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
    """The post of each lane, the column under it, and which packs have any with a group under it."""
    tall = height[lies]
    row = np.arange(len(tree)) - np.repeat(np.cumsum(tall) - tall, tall)
    lane = np.repeat(lies, tall)
    at = (rows[lane // LANES] + row) * LANES + lane % LANES
    posts = np.zeros(int(rows[-1]) * LANES, np.int32)
    below = np.full(len(posts), NOBODY, np.int32)
    posts[at] = np.arange(len(tree))
    below[at] = np.where(tree.below == NONE, NONE, first[tree.below])
    led = np.zeros(len(rows) - 1, bool)
    led[lane[tree.below != NONE] // LANES] = True
    return posts.reshape(-1, LANES), below.reshape(-1, LANES), led
