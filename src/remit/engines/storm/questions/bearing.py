"""Who bears a change of design: by level of the tree and by peer group, never by person.

Levels and groups of fewer than five posts are not told: a figure of theirs could be one of a person.
Groups differ by chance too; what of their spread is more than chance is told beside it (the variance
between groups less the mean variance over seeds; method of moments).
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import Estimate, unknown
from remit.engines.measures.statistics.special import t_quantile
from remit.engines.storm.record import Record
from remit.engines.storm.tree import Tree
from remit.engines.words import Words

Doubles = NDArray[np.float64]
LEAST_POSTS = 5
YEAR = 52
LEVEL = 0.95
DECILE = 0.1


class Level(StrEnum):
    """Where in the tree a post stands."""

    HEAD = "head"
    MIDDLE = "middle"
    BOTTOM = "bottom"

    @property
    def words(self) -> Words:
        """As a reader finds it."""
        return _LEVELS[self]


_LEVELS: Mapping[Level, Words] = {
    Level.HEAD: Words("主要领导", "heads"),
    Level.MIDDLE: Words("中层", "middle level"),
    Level.BOTTOM: Words("基层", "bottom level"),
}


class Burden(NamedTuple):
    """Something that is borne: words, unit, and by what a week's sum over a post is multiplied."""

    words: Words
    unit: str
    times: float


BURDENS: Mapping[str, Burden] = {
    "sanctions": Burden(Words("处分", "sanctions"), "per post and year", YEAR),
    "wrong": Burden(Words("错误处分", "wrong sanctions"), "per post and year", YEAR),
    "hours": Burden(Words("所需工时", "hours asked for"), "tasks per post and week", 1),
    "papers": Burden(
        Words("材料与迎检工时", "hours for papers and inspections"), "tasks per post and week", 1
    ),
}
"""What is borne; more of each is worse for whoever bears it."""


class Groups(NamedTuple):
    """The change in every peer group that is large enough to be told.

    `changes` has a number for each group of the tree, drawn towards the mean as far as it may be chance
    (Efron and Morris 1975), not-a-number where a group is too small. `best` and `worst` are the means of
    the tenth that fares best and worst, `spread` the standard deviation beyond chance.
    """

    changes: Doubles
    mean: float
    spread: float
    best: float
    worst: float
    told: int
    untold: int


class Borne(NamedTuple):
    """How one burden changes: by level (unknown where too few posts are) and by peer group."""

    levels: Mapping[Level, Estimate]
    groups: Groups


Bearing = Mapping[str, Borne]
"""For each of `BURDENS`, who bears the change."""


def bearing(before: Sequence[Record], after: Sequence[Record]) -> Bearing:
    """Who bears what changes, from records of the same seeds on the same tree."""
    tree = before[0].tree
    level, groups = levels(tree), tree.group
    found: dict[str, Borne] = {}
    for name, burden in BURDENS.items():
        pairs = zip(before, after, strict=True)
        changes = np.stack(
            [_of_posts(b, name, burden) - _of_posts(a, name, burden) for a, b in pairs]
        )
        by_level = {
            each: _estimate(changes[:, level == place], burden.unit)
            for place, each in enumerate(Level)
            if (level == place).any()
        }
        found[name] = Borne(by_level, _groups(changes, groups, tree.size))
    return found


def levels(tree: Tree) -> NDArray[np.int64]:
    """The place in `Level` of each post: heads, those at the bottom, and all between.

    >>> levels(Tree.regular(2, 1)).tolist()
    [0, 1, 1, 2, 2]
    """
    deepest = int(tree.level.max())
    bottom = (tree.level == deepest) & (deepest > 0)
    found: NDArray[np.int64] = np.where(bottom, 2, np.where(tree.level == 0, 0, 1))
    return found


def _of_posts(record: Record, name: str, burden: Burden) -> Doubles:
    weeks = max(len(record.weeks) - record.settled, 1)
    found: Doubles = record.total(name).astype(np.float64) * (burden.times / weeks)
    return found


def _estimate(changes: Doubles, unit: str) -> Estimate:
    """The mean change over posts with its interval over seeds, [seed, post]."""
    seeds, posts = changes.shape
    if posts < LEAST_POSTS or seeds < 2:
        return unknown(seeds, unit, "paired seeds")
    means = changes.mean(axis=1)
    half = t_quantile((1 + LEVEL) / 2, seeds - 1) * float(means.std(ddof=1) / np.sqrt(seeds))
    mean = float(means.mean())
    return Estimate(mean, mean - half, mean + half, seeds, unit, "paired seeds")


def _groups(changes: Doubles, group: NDArray[np.int32], size: NDArray[np.int32]) -> Groups:
    """The change by peer group from changes [seed, post]; groups are runs of neighbours."""
    seeds = len(changes)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    means = np.add.reduceat(changes, starts, axis=1) / size
    told = size >= LEAST_POSTS
    if not told.any() or seeds < 2:
        nothing = np.full(len(size), np.nan)
        return Groups(nothing, np.nan, np.nan, np.nan, np.nan, 0, len(size))
    mean, noise = means.mean(axis=0), means.var(axis=0, ddof=1) / seeds
    centre = float(mean[told].mean())
    between = float(((mean[told] - centre) ** 2).sum() / max(int(told.sum()) - 1, 1))
    beyond = max(between - float(noise[told].mean()), 0.0)
    trust = beyond / np.maximum(beyond + noise, 1e-300)
    drawn = np.where(told, centre + trust * (mean - centre), np.nan)
    ordered = np.sort(drawn[told])
    tenth = max(1, round(DECILE * len(ordered)))
    return Groups(
        drawn, centre, float(np.sqrt(beyond)), float(ordered[:tenth].mean()),
        float(ordered[-tenth:].mean()), len(ordered), int((~told).sum()),
    )  # fmt: skip
