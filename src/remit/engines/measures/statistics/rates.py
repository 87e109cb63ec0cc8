"""Counts per time: exact Poisson intervals, and the ratio of two rates.

Garwood, Biometrika 28 (1936); Przyborowski and Wilenski, Biometrika 31 (1940): given the sum of
two counts, the first is binomial, so that the ratio has an exact interval whatever the rates.
"""

from fractions import Fraction
from math import inf, isinf

from remit.engines.measures.statistics.estimate import LEVEL, Estimate, unknown
from remit.engines.measures.statistics.proportions import binomial_p, exact_bounds
from remit.engines.measures.statistics.special import gamma_quantile


def rate(events: int, time: float, *, level: float = LEVEL, unit: str = "per day") -> Estimate:
    """Events per unit of time with Garwood's exact interval.

    >>> rate(137, 24.19893).told(4)
    '5.6614 (4.7531 – 6.6927)'
    """
    if time <= 0:
        return unknown(events, unit, "exact Poisson")
    tail = (1 - level) / 2
    low = gamma_quantile(tail, events) if events else 0.0
    high = gamma_quantile(1 - tail, events + 1)
    return Estimate(events / time, low / time, high / time, events, unit, "exact Poisson", level)


def rate_ratio(
    first: tuple[int, float], second: tuple[int, float], *, level: float = LEVEL
) -> Estimate:
    """The first rate over the second, each given as (events, time).

    Infinite where only the second count is zero, unknown where both are or a time is.

    >>> rate_ratio((11, 800), (21, 3011)).told(4)
    '1.9715 (0.8584 – 4.2773)'
    """
    n, method = first[0] + second[0], "exact Poisson ratio"
    if n == 0 or first[1] <= 0 or second[1] <= 0:
        return unknown(n, "ratio", method)
    low, high = exact_bounds(first[0], n, level)
    scale = second[1] / first[1]
    value = _odds(first[0] / n) * scale
    return Estimate(value, _odds(low) * scale, _odds(high) * scale, n, "ratio", method, level)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf


def rate_ratio_p(first: tuple[int, Fraction], second: tuple[int, Fraction]) -> float:
    """The chance of counts no likelier than these, were the two rates equal (two-sided, exact)."""
    share = Fraction(first[1]) / (Fraction(first[1]) + Fraction(second[1]))
    return binomial_p(first[0], first[0] + second[0], share)


def told_ratio(ratio: Estimate) -> str:
    """A ratio with its interval, where an end may be infinite."""
    if not ratio.known:
        return "-"
    value, low, high = (
        "∞" if isinf(each) else f"{each:.2f}" for each in (ratio.value, ratio.low, ratio.high)
    )
    return f"{value} ({low} – {high})"
