"""Three plain indices of the paradox, the same for a real log and for a simulated one.

By task: sanctions per duty taken up over sanctions per duty papered over or evaded. Among peers:
sanctions of the most active over those of the least active *inside each group under one superior*.
By harm: the same per unit of harm caused. Above one is the paradox. Pooled over all groups the
comparison can vanish or turn over (Simpson), because groups differ in harshness: the pooled figure
is given beside the peers' only to show that. No interval is less than by whole groups.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import (
    Estimate,
    Measured,
    Reference,
    cluster_bootstrap,
    measured,
    rate_ratio,
    told_ratio,
)
from remit.engines.words import Words

Floats = NDArray[np.float64]
MOST = 3
LEAST_SANCTIONS = 20


class Peer(NamedTuple):
    """One post among its peers: duties taken up, time, sanctions, harm caused."""

    group: str
    taken_up: float
    time: float
    sanctions: float
    harm: float = 0.0
    behind: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Peers:
    """The three indices, the pooled comparison, and whether pooling would mislead."""

    among_peers: Measured
    by_harm: Measured
    pooled: Measured
    misleading: bool


def by_task(
    taken_up: tuple[int, float], evaded: tuple[int, float], behind: Iterable[Reference] = ()
) -> Measured:
    """Sanctions per duty taken up over sanctions per duty evaded, each as (sanctions, duties)."""
    ratio = rate_ratio(taken_up, evaded)
    return measured(
        "paradox.by_task", ratio, least=LEAST_SANCTIONS, behind=behind, reading=_reading(ratio)
    )


def among_peers(rows: Iterable[Peer], rng: np.random.Generator, *, draws: int = 1_000) -> Peers:
    """The indices inside groups of at least two, each group's extremes being at most three posts."""
    every = list(rows)
    pairs = [row.reshape(1, 6) for row in _inside(every)]
    behind = tuple(reference for row in every for reference in row.behind)
    sanctions = round(sum(row.sanctions for row in every))

    def figure(id: str, clusters: Sequence[Floats], harm: int) -> Measured:
        drawn = cluster_bootstrap(
            clusters, lambda sums: _ratio(sums, harm), rng, draws=draws, unit="ratio"
        )
        ratio = Estimate(drawn.value, drawn.low, drawn.high, sanctions, "ratio", drawn.method)
        return measured(id, ratio, least=LEAST_SANCTIONS, behind=behind, reading=_reading(ratio))

    peers = figure("paradox.among_peers", pairs, 0)
    harm = figure("paradox.by_harm", pairs, 1)
    pooled = figure("paradox.pooled", _pooled(every), 0)
    return Peers(peers, harm, pooled, _apart(peers.estimate, pooled.estimate))


def extremes(
    groups: NDArray[np.integer],
    taken_up: Floats,
    time: Floats,
    sanctions: Floats,
    harm: Floats,
    *,
    most: int | None = MOST,
) -> Floats:
    """Sanctions, time and harm of each group's most and least active: [group, most or least, 3].

    Half of a group at most, and at most `most` posts (None: a third); groups of one tell nothing and
    are left out. Who is how active is what was taken up per time.

    >>> ones = np.ones(4)
    >>> busy = np.array([9.0, 1.0, 5.0, 7.0])
    >>> extremes(np.array([0, 0, 0, 0]), busy, ones, np.array([3.0, 1, 0, 2]), ones).tolist()
    [[[5.0, 2.0, 2.0], [1.0, 2.0, 2.0]]]
    """
    pace = np.divide(taken_up, time, out=np.zeros(len(time)), where=time > 0)
    order = np.lexsort((pace, groups))
    _, start, size = np.unique(groups[order], return_index=True, return_counts=True)
    ends = size // 3 if most is None else np.minimum(size // 2, most)
    place = np.arange(len(order)) - np.repeat(start, size)
    end, whole = np.repeat(ends, size), np.repeat(size, size)
    rows = np.stack([sanctions, time, harm], axis=1)[order]
    sides = [rows * (place >= whole - end)[:, None], rows * (place < end)[:, None]]
    sums = np.stack([np.add.reduceat(side, start) for side in sides], axis=1)
    found: Floats = sums[ends > 0]
    return found


def _inside(rows: Sequence[Peer]) -> Floats:
    """The extremes of each group of named posts."""
    names = {name: place for place, name in enumerate(dict.fromkeys(row.group for row in rows))}
    columns = np.array([(row.taken_up, row.time, row.sanctions, row.harm) for row in rows], float)
    return extremes(
        np.array([names[row.group] for row in rows], np.int64), *columns.reshape(-1, 4).T
    )


def _ratio(sums: Floats, harm: int) -> float:
    """The ratio of rates by time (0) or by harm (1); not-a-number where one is nothing."""
    top, top_time, top_harm, low, low_time, low_harm = sums.sum(axis=0)
    above, below = (top_harm, low_harm) if harm else (top_time, low_time)
    return float(top * below / (low * above)) if low and above and below else nan


def _pooled(rows: Sequence[Peer]) -> list[Floats]:
    """The most and the least active third of everybody, each post beside one of the other third."""
    ordered = sorted(rows, key=lambda row: row.taken_up / row.time if row.time else 0.0)
    third = len(ordered) // 3
    tops, lows = ordered[len(ordered) - third :], ordered[:third]
    return [np.array([[*_told(top), *_told(low)]]) for top, low in zip(tops, lows, strict=True)]


def _told(row: Peer) -> tuple[float, float, float]:
    return row.sanctions, row.time, row.harm


def _apart(peers: Estimate, pooled: Estimate) -> bool:
    """Whether one comparison sees a paradox, or its opposite, that the other does not."""
    return peers.clear_of(1) and not (pooled.clear_of(1) and (pooled.low > 1) == (peers.low > 1))


def _reading(ratio: Estimate) -> Words:
    told = told_ratio(ratio)
    if ratio.low > 1:
        return Words(
            f"干得多的被追责更多：{told}倍。", f"Who does more is sanctioned more: {told} times."
        )
    if ratio.high < 1:
        return Words(
            f"干得多的被追责更少：{told}倍。", f"Who does more is sanctioned less: {told} times."
        )
    return Words(
        f"干得多与干得少被追责没有明显差别（{told}倍）。",
        f"Doing more or less makes no clear difference to sanctions ({told} times).",
    )
