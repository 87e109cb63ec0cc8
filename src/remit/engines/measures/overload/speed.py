"""Whether work gets slower or faster under load, within the same post and activity.

The regression is that of J. Nakatumba and W. van der Aalst (BPM workshops 2009): log service time
on workload and its square, here within (post, activity) and with standard errors robust to what
items of one post have in common. The load must come from outside: arrivals before the piece was
taken up, or the backlog then. Counting what the same person started is refused: short pieces make
that count high by themselves, and the curve falls where nobody works faster.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import Estimate, unknown
from remit.engines.measures.statistics.special import t_quantile
from remit.engines.words import Words

LEAST = 50
LEAST_POSTS = 10
"""With fewer, intervals clustered by post are too narrow."""
Floats = NDArray[np.float64]


class Workload(StrEnum):
    """By what load is measured."""

    ARRIVALS = "arrivals"
    BACKLOG = "backlog"
    OWN_STARTS = "own_starts"


class OwnStartsAreNoLoad(ValueError):
    """Load was to be measured by what the holder started."""

    def __init__(self) -> None:
        super().__init__(
            "Load cannot be measured by the holder's own starts: short pieces make the number of "
            "starts high, so that speed seems to rise with load. Use arrivals or backlog."
        )


class Piece(NamedTuple):
    """A piece of work: post, activity, its service time in hours, and the load when it began."""

    post: str
    activity: str
    hours: float
    load: float


@dataclass(frozen=True, slots=True)
class Speed:
    """How service time changes from low load (first quartile) to high load (third quartile).

    `change` is the ratio of service times, 1 where load changes nothing; `low` and `high` the two
    loads; `slope` and `bend` the coefficients of load and its square on log hours.
    """

    change: Estimate
    slope: float
    bend: float
    low: float
    high: float
    posts: int
    by: Workload
    least: int = LEAST

    @property
    def n(self) -> int:
        """How many pieces."""
        return self.change.n

    @property
    def enough(self) -> bool:
        """Whether there are enough pieces and posts."""
        return self.n >= self.least and self.posts >= LEAST_POSTS and self.change.known

    @property
    def reading(self) -> Words:
        """What a lay reader is told."""
        return _reading(self)


def arrivals_before(starts: Sequence[int], arrivals: Sequence[int], window: int) -> list[int]:
    """For each start how many items arrived in the `window` before it; `arrivals` in order."""
    return [
        bisect_left(arrivals, start) - bisect_left(arrivals, start - window) for start in starts
    ]


def backlog_at(
    starts: Sequence[int], arrivals: Sequence[int], departures: Sequence[int]
) -> list[int]:
    """For each start how many items had arrived and not left before it; both in order."""
    return [bisect_left(arrivals, start) - bisect_left(departures, start) for start in starts]


def speed(pieces: Sequence[Piece], by: Workload) -> Speed:
    """The change of service time with load; pieces that took no time are left out.

    Raises OwnStartsAreNoLoad.
    """
    if by is Workload.OWN_STARTS:
        raise OwnStartsAreNoLoad
    known = sorted(piece for piece in pieces if piece.hours > 0)
    posts = len({piece.post for piece in known})
    loads = np.array([piece.load for piece in known])
    low, high = (float(each) for each in np.quantile(loads, (0.25, 0.75))) if known else (0.0, 0.0)
    found = _regression(known, loads)
    if found is None or posts < 2 or low == high:
        return Speed(
            unknown(len(known), "ratio", "within regression"), 0.0, 0.0, low, high, posts, by
        )
    slope, variance = found
    step = np.array([high - low, high**2 - low**2])
    mean, error = float(step @ slope), sqrt(max(0.0, float(step @ variance @ step)))
    half = t_quantile(0.975, posts - 1) * error
    value, least, most = (float(np.exp(each)) for each in (mean, mean - half, mean + half))
    change = Estimate(value, least, most, len(known), "ratio", "within regression, clustered")
    return Speed(change, float(slope[0]), float(slope[1]), low, high, posts, by)


def _regression(pieces: list[Piece], loads: Floats) -> tuple[Floats, Floats] | None:
    """Coefficients of load and its square, and their covariance clustered by post."""
    if not pieces:
        return None
    groups = _numbers([(piece.post, piece.activity) for piece in pieces])
    y = _within(np.log([piece.hours for piece in pieces])[:, None], groups)[:, 0]
    x = _within(np.stack([loads, loads**2], axis=1), groups)
    if np.linalg.matrix_rank(x) < 2:
        return None
    bread = np.linalg.inv(x.T @ x)
    slope: Floats = bread @ x.T @ y
    scores = x * (y - x @ slope)[:, None]
    clusters = _numbers([(piece.post,) for piece in pieces])
    sums = np.stack([np.bincount(clusters, column) for column in scores.T], axis=1)
    count = len(sums)
    scale = count / max(1, count - 1)
    variance: Floats = scale * bread @ (sums.T @ sums) @ bread
    return slope, variance


def _numbers(keys: list[tuple[str, ...]]) -> NDArray[np.int64]:
    """The number of each key's group; equal keys stand side by side."""
    runs = enumerate(groupby(keys))
    return np.array([number for number, (_, run) in runs for _ in run], np.int64)


def _within(columns: Floats, groups: NDArray[np.int64]) -> Floats:
    """Each column less its group's mean."""
    counts = np.bincount(groups)[:, None]
    sums = np.stack([np.bincount(groups, column) for column in columns.T], axis=1)
    rest: Floats = columns - (sums / counts)[groups]
    return rest


def _reading(found: Speed) -> Words:
    if not found.enough:
        return Words(
            f"数据不足：现有{found.n}项、{found.posts}个岗位，至少需要{found.least}项、{LEAST_POSTS}个岗位。",
            f"Not enough data: {found.n} pieces of {found.posts} posts, of at least {found.least} "
            f"of {LEAST_POSTS}.",
        )
    if not found.change.clear_of(1):
        return Words("负荷高时办理时间没有明显变化。", "Work takes no other time under high load.")
    percent = round(100 * abs(found.change.value - 1))
    longer = found.change.value > 1
    zh, en = ("延长", "longer") if longer else ("缩短", "shorter")
    return Words(
        f"负荷由低到高，每项办理时间{zh}{percent}%。",
        f"From low to high load, each piece takes {percent}% {en}.",
    )
