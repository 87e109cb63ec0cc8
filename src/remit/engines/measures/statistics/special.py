"""Distribution functions and their inverses: normal, beta, gamma, Student's t.

Series and continued fractions as in W. H. Press et al., Numerical Recipes, 3rd ed. 2007, 6.2
(gamma) and 6.4 (beta); inverses by halving the interval, which cannot fail on a rising function.
"""

from collections.abc import Callable
from functools import lru_cache
from math import erf, exp, inf, isinf, lgamma, log, log1p, sqrt
from statistics import NormalDist

_TINY = 1e-300
_SMALL = 1e-16
_MOST = 100_000
_NORMAL = NormalDist()


def normal_cdf(z: float) -> float:
    """The chance that a standard normal number is at most `z`."""
    return (1 + erf(z / sqrt(2))) / 2


def normal_quantile(chance: float) -> float:
    """The standard normal number below which lies `chance`."""
    return _NORMAL.inv_cdf(chance)


def two_sided(level: float) -> float:
    """The standard normal number that leaves `1 - level` outside, half on each side.

    >>> round(two_sided(0.95), 6)
    1.959964
    """
    return normal_quantile((1 + level) / 2)


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function (Lentz)."""
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MOST):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d, c = 1 / _off_zero(1 + term * d), _off_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _SMALL * 10:
            break
    return value


def _off_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


def beta_quantile(chance: float, a: float, b: float) -> float:
    """The number between 0 and 1 below which a beta(a, b) number lies with `chance`."""
    return _inverse(lambda x: beta_cdf(x, a, b), chance, 0.0, 1.0)


def gamma_cdf(x: float, a: float) -> float:
    """The regularised lower incomplete gamma function P(a, x)."""
    if x <= 0:
        return 0.0
    if isinf(x):
        return 1.0
    front = exp(a * log(x) - x - lgamma(a))
    return front * _gamma_series(x, a) if x < a + 1 else 1 - front * _gamma_fraction(x, a)


def _gamma_series(x: float, a: float) -> float:
    term = total = 1 / a
    for n in range(1, _MOST):
        term *= x / (a + n)
        total += term
        if term < total * _SMALL:
            break
    return total


def _gamma_fraction(x: float, a: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    value = d
    for n in range(1, _MOST):
        b += 2
        d = 1 / _off_zero(n * (a - n) * d + b)
        c = _off_zero(b + n * (a - n) / c)
        value *= c * d
        if abs(c * d - 1) < _SMALL * 10:
            break
    return value


def gamma_quantile(chance: float, a: float) -> float:
    """The number below which a gamma(a) number of scale one lies with `chance`."""
    high = a + 1.0
    while gamma_cdf(high, a) < chance:
        high *= 2
    return _inverse(lambda x: gamma_cdf(x, a), chance, 0.0, high)


def t_cdf(t: float, freedom: float) -> float:
    """The chance that Student's t with `freedom` degrees is at most `t`."""
    tail = beta_cdf(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
    return 1 - tail if t > 0 else tail


@lru_cache
def t_quantile(chance: float, freedom: float) -> float:
    """The number below which Student's t lies with `chance`; infinite without a degree of freedom."""
    if freedom <= 0:
        return inf
    if chance < 0.5:
        return -t_quantile(1 - chance, freedom)
    tail = beta_quantile(2 * (1 - chance), freedom / 2, 0.5)
    return sqrt(freedom * (1 - tail) / tail)


def _inverse(rising: Callable[[float], float], goal: float, low: float, high: float) -> float:
    while True:
        middle = (low + high) / 2
        if middle in {low, high}:
            return middle
        low, high = (middle, high) if rising(middle) < goal else (low, middle)
