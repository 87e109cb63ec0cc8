"""Comparing two groups by ranks: Mann and Whitney's test, exact with ties, and its effect size.

Mann and Whitney, Ann. Math. Stat. 18 (1947). The exact distribution counts all ways of drawing the
first group from the ranks as they are, so it holds with ties. The interval of the effect size is
Newcombe's method 5 (Statistics in Medicine 25, 2006, 559-573).
"""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics.estimate import LEVEL, Estimate, unknown
from remit.engines.measures.statistics.special import normal_cdf, two_sided

EXACT_UP_TO = 40


class Ranked(NamedTuple):
    """The test of two groups: `u` pairs in which the first is larger (ties half), and its chance.

    `superiority` is the chance that one of the first is larger than one of the second.
    """

    u: float
    p: float
    superiority: Estimate


def midranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rank of each value from 1; equal values share the mean of their ranks."""
    _, code, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean: NDArray[np.float64] = (2 * last - counts + 1) / 2
    return mean[code]


def mann_whitney(
    first: Sequence[float], second: Sequence[float], *, level: float = LEVEL
) -> Ranked:
    """Whether the first group tends to larger values; two-sided, exact up to 40 values."""
    m, n = len(first), len(second)
    if not (m and n):
        return Ranked(0.0, 1.0, unknown(m + n, "share", "Mann-Whitney"))
    ranks = midranks(np.asarray([*first, *second], float))
    u = float(ranks[:m].sum()) - m * (m + 1) / 2
    p = _exact_p(ranks, m) if m + n <= EXACT_UP_TO else _normal_p(ranks, m, u)
    return Ranked(u, p, _superiority(u / (m * n), m, n, level))


def _exact_p(ranks: NDArray[np.float64], m: int) -> float:
    """The share of all draws of `m` ranks whose sum is at least as far from the middle."""
    doubled = np.rint(2 * ranks).astype(int)
    ways = np.zeros((m + 1, int(doubled.sum()) + 1))
    ways[0, 0] = 1
    for rank in doubled:
        ways[1:, rank:] += ways[:-1, :-rank].copy()
    sums = np.arange(ways.shape[1])
    middle = m * (len(ranks) + 1)
    far = np.abs(sums - middle) >= abs(int(doubled[:m].sum()) - middle)
    return float(ways[m, far].sum() / ways[m].sum())


def _normal_p(ranks: NDArray[np.float64], m: int, u: float) -> float:
    """By the normal curve, with continuity correction and correction for ties."""
    whole = len(ranks)
    n = whole - m
    ties = np.unique(ranks, return_counts=True)[1].astype(float)
    spread = m * n / 12 * (whole + 1 - float((ties**3 - ties).sum()) / (whole * (whole - 1)))
    if spread == 0:
        return 1.0
    return min(1.0, 2 * normal_cdf(-max(0.0, abs(u - m * n / 2) - 0.5) / sqrt(spread)))


def _superiority(value: float, m: int, n: int, level: float) -> Estimate:
    z = two_sided(level)

    def far(theta: float) -> float:
        return abs(theta - value) - z * _spread(theta, m, n)

    low, high = _edge(far, 0.0, value), _edge(far, 1.0, value)
    return Estimate(value, low, high, m + n, "share", "Mann-Whitney, Newcombe 5", level)


def _spread(theta: float, m: int, n: int) -> float:
    """Hanley and McNeil's standard error at `theta`, with both group sizes set to their mean."""
    each = (m + n) / 2 - 1
    factor = 1 + each * ((1 - theta) / (2 - theta) + theta / (1 + theta))
    return sqrt(theta * (1 - theta) * factor / (m * n))


def _edge(far: Callable[[float], float], outside: float, inside: float) -> float:
    """Where `far` changes its sign between a point too far away and one that is not."""
    for _ in range(60):
        middle = (outside + inside) / 2
        outside, inside = (middle, inside) if far(middle) > 0 else (outside, middle)
    return inside
