"""Intervals and chances by drawing again: bootstrap, bootstrap of clusters, permutation; Gini.

Efron and Tibshirani, An Introduction to the Bootstrap, 1993, 13.3 (percentiles); Cameron, Gelbach
and Miller, Rev. Econ. Stat. 90 (2008) for clusters; Phipson and Smyth, Stat. Appl. Genet. Mol.
Biol. 9 (2010): a permutation chance is never zero. Chance comes from the caller's generator.
"""

from collections.abc import Callable, Iterable, Sequence
from math import isnan, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from remit.engines.measures.statistics.estimate import LEVEL, Estimate, unknown
from remit.engines.measures.statistics.special import t_quantile

Floats = NDArray[np.float64]
DRAWS = 2_000


def bootstrap(
    rows: ArrayLike,
    statistic: Callable[[Floats], float],
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    level: float = LEVEL,
    unit: str = "",
) -> Estimate:
    """The statistic of the rows with its percentile interval over `draws` samples of rows."""
    known = np.asarray(rows, float)
    n = len(known)
    if n == 0:
        return unknown(0, unit, "bootstrap")
    values = [statistic(known[rng.integers(0, n, n)]) for _ in range(draws)]
    return _percentiles(statistic(known), values, n, level, unit, "bootstrap")


def cluster_bootstrap(
    clusters: Sequence[ArrayLike],
    statistic: Callable[[Floats], float],
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    level: float = LEVEL,
    unit: str = "",
) -> Estimate:
    """The same where whole clusters of rows are drawn; `n` is the number of clusters."""
    known = [np.asarray(cluster, float) for cluster in clusters if np.size(cluster)]
    n = len(known)
    if n == 0:
        return unknown(0, unit, "cluster bootstrap")
    drawn = (rng.integers(0, n, n) for _ in range(draws))
    every = np.concatenate(known)
    if len(every) == n:
        values = [statistic(every[chosen]) for chosen in drawn]
    else:
        values = [statistic(np.concatenate([known[i] for i in chosen])) for chosen in drawn]
    whole = statistic(every)
    return _percentiles(whole, values, n, level, unit, "cluster bootstrap")


def _percentiles(
    value: float, values: Sequence[float], n: int, level: float, unit: str, method: str
) -> Estimate:
    known = [each for each in values if not isnan(each)]
    if isnan(value) or not known:
        return unknown(n, unit, method)
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(value, float(low), float(high), n, unit, method, level)


def permutation_p(observed: float, drawn: Iterable[float]) -> float:
    """The chance of a value at least as large, among the drawn ones and the observed one itself.

    >>> permutation_p(3.0, [1.0, 2.0, 3.0])
    0.5
    """
    values = np.fromiter(drawn, float)
    return float((1 + np.count_nonzero(values >= observed)) / (1 + len(values)))


def permuted_difference_p(
    first: Sequence[float], second: Sequence[float], rng: np.random.Generator, *, draws: int = 999
) -> float:
    """The chance of means at least so far apart, were the labels of the two groups drawn by lot."""
    values = np.asarray([*first, *second], float)
    m = len(first)

    def apart(order: Floats) -> float:
        return abs(float(order[:m].mean() - order[m:].mean()))

    least = apart(values) - 1e-12
    return permutation_p(least, (apart(rng.permutation(values)) for _ in range(draws)))


def gini_of(values: ArrayLike) -> float:
    """Gini's coefficient: 0 where all have the same, near 1 where one has everything.

    >>> gini_of([1, 1, 1]), gini_of([0, 0, 3])
    (0.0, 0.6666666666666666)
    """
    ordered = np.sort(np.asarray(values, float))
    n, total = len(ordered), float(ordered.sum())
    if n == 0 or total <= 0:
        return float("nan")
    place = 2 * np.arange(1, n + 1) - n - 1
    return float((place * ordered).sum()) / (n * total)


def gini(values: ArrayLike, *, level: float = LEVEL) -> Estimate:
    """Gini's coefficient with the interval of the jackknife (Ogwang, Oxf. Bull. Econ. Stat. 62)."""
    known = np.asarray(values, float)
    n, value = len(known), gini_of(known)
    if n < 2 or isnan(value):
        return unknown(n, "Gini", "jackknife")
    left = np.array([gini_of(np.delete(known, i)) for i in range(n)])
    if np.isnan(left).any():
        return unknown(n, "Gini", "jackknife")
    error = sqrt((n - 1) / n * float(((left - left.mean()) ** 2).sum()))
    half = t_quantile((1 + level) / 2, n - 1) * error
    return Estimate(value, max(0.0, value - half), min(1.0, value + half), n, "Gini", "jackknife")
