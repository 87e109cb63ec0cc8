"""Shares with intervals: Wilson's, the exact one, the difference of two.

Wilson, J. Am. Stat. Assoc. 22 (1927); Clopper and Pearson, Biometrika 26 (1934); Newcombe,
Statistics in Medicine 17 (1998), method 10 of the paper on two proportions.
"""

from fractions import Fraction
from math import comb, hypot, sqrt

from remit.engines.measures.statistics.estimate import LEVEL, Estimate, unknown
from remit.engines.measures.statistics.special import beta_cdf, beta_quantile, two_sided

EXACT_UP_TO = 1_000


def wilson(successes: int, n: int, *, level: float = LEVEL, unit: str = "share") -> Estimate:
    """The share of successes with Wilson's score interval.

    >>> wilson(81, 263).told(4)
    '0.3080 (0.2553 – 0.3662)'
    """
    if n == 0:
        return unknown(0, unit, "Wilson")
    low, high = _wilson(successes / n, n, two_sided(level))
    return Estimate(successes / n, low, high, n, unit, "Wilson", level)


def _wilson(share: float, n: float, z: float) -> tuple[float, float]:
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    low = 0.0 if share <= 0 else max(0.0, (middle - half) / whole)
    return low, 1.0 if share >= 1 else min(1.0, (middle + half) / whole)


def exact(successes: int, n: int, *, level: float = LEVEL, unit: str = "share") -> Estimate:
    """The share of successes with Clopper and Pearson's exact interval.

    >>> exact(15, 148).told(4)
    '0.1014 (0.0578 – 0.1617)'
    """
    if n == 0:
        return unknown(0, unit, "exact binomial")
    low, high = exact_bounds(successes, n, level)
    return Estimate(successes / n, low, high, n, unit, "exact binomial", level)


def exact_bounds(successes: int, n: int, level: float) -> tuple[float, float]:
    """The two ends of Clopper and Pearson's interval."""
    tail = (1 - level) / 2
    low = beta_quantile(tail, successes, n - successes + 1) if successes else 0.0
    high = beta_quantile(1 - tail, successes + 1, n - successes) if successes < n else 1.0
    return low, high


def binomial_p(successes: int, n: int, share: Fraction) -> float:
    """The chance, were the true share `share`, of a result no likelier than this one (two-sided).

    Exact up to 1,000 observations; above, twice the smaller tail.
    """
    if n > EXACT_UP_TO:
        least = 1 - beta_cdf(float(share), successes + 1, n - successes)
        most = beta_cdf(float(share), successes, n - successes + 1) if successes else 1.0
        return min(1.0, 2 * min(least, most))
    yes, no = share.numerator, share.denominator - share.numerator
    weights = [comb(n, k) * yes**k * no ** (n - k) for k in range(n + 1)]
    rare = sum(weight for weight in weights if weight <= weights[successes])
    return float(Fraction(rare, share.denominator**n))


def at_least_p(successes: int, n: int, share: float) -> float:
    """The chance of at least so many successes, were the true share `share` (one-sided)."""
    return beta_cdf(share, successes, n - successes + 1) if successes else 1.0


def difference(
    first: tuple[int, int], second: tuple[int, int], *, level: float = LEVEL
) -> Estimate:
    """The first share less the second, each given as (successes, number); Newcombe's method 10.

    >>> difference((56, 70), (48, 80)).told(4)
    '0.2000 (0.0524 – 0.3339)'
    """
    n = first[1] + second[1]
    if not (first[1] and second[1]):
        return unknown(n, "share", "Newcombe")
    one, two = wilson(*first, level=level), wilson(*second, level=level)
    value = one.value - two.value
    low = value - hypot(one.value - one.low, two.high - two.value)
    high = value + hypot(one.high - one.value, two.value - two.low)
    return Estimate(value, low, high, n, "share", "Newcombe", level)
