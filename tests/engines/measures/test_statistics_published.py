"""Statistics against worked examples that others have printed."""

from fractions import Fraction
from math import comb, exp, factorial

import pytest

from remit.engines.measures.statistics import (
    Estimate,
    difference,
    exact,
    mann_whitney,
    rate,
    rate_ratio,
    rate_ratio_p,
    wilson,
)
from remit.engines.measures.statistics.special import (
    beta_cdf,
    beta_quantile,
    gamma_cdf,
    gamma_quantile,
    normal_quantile,
    t_quantile,
)

# Newcombe, Statistics in Medicine 17 (1998) 857-872, table I: methods 3 (Wilson) and 5 (exact).
SINGLE = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]
# Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
TWO = [
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ((0, 10), (0, 10), (-0.2775, 0.2775)),
    ((10, 10), (0, 20), (0.6791, 1.0000)),
    ((10, 10), (0, 10), (0.6075, 1.0000)),
]
# Garwood's table as reprinted by Ulm, Am. J. Epidemiology 131 (1990) 373-375.
GARWOOD = [(0, 0, 3.689), (1, 0.0253, 5.572), (2, 0.2422, 7.225), (5, 1.6235, 11.668)]
# The table of Student's t in any textbook (97.5 %).
STUDENT = [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (29, 2.045), (120, 1.980)]


def ends(estimate: Estimate, places: int = 4) -> tuple[float, float]:
    return round(estimate.low, places), round(estimate.high, places)


@pytest.mark.parametrize(("successes", "n", "score", "exactly"), SINGLE)
def test_intervals_of_one_share_are_newcombe_s(
    successes: int, n: int, score: tuple[float, float], exactly: tuple[float, float]
) -> None:
    assert ends(wilson(successes, n)) == score
    assert ends(exact(successes, n)) == exactly


@pytest.mark.parametrize(("first", "second", "expected"), TWO)
def test_the_interval_of_two_shares_is_newcombe_s_tenth(
    first: tuple[int, int], second: tuple[int, int], expected: tuple[float, float]
) -> None:
    assert ends(difference(first, second)) == expected


@pytest.mark.parametrize(("events", "low", "high"), GARWOOD)
def test_poisson_intervals_are_garwood_s(events: int, low: float, high: float) -> None:
    got = rate(events, 1)
    assert got.low == pytest.approx(low, abs=5e-5)
    assert got.high == pytest.approx(high, abs=6e-4)


def test_the_rate_ratio_is_that_of_r_s_poisson_test() -> None:
    """The second example of `poisson.test` in R's own documentation."""
    got = rate_ratio((11, 800), (21, 3011))
    assert (round(got.value, 6), *ends(got, 6)) == (1.971488, 0.858426, 4.277266)
    assert rate_ratio_p((11, Fraction(800)), (21, Fraction(3011))) == pytest.approx(
        0.07967, abs=5e-6
    )


def test_mann_whitney_is_that_of_hollander_and_wolfe() -> None:
    """Permeability of membranes, Nonparametric Statistical Methods 1973, p. 69: W 35, p .1272."""
    term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    early = [1.15, 0.88, 0.90, 0.74, 1.21]
    got = mann_whitney(term, early)
    assert got.u == 35
    assert got.p / 2 == pytest.approx(0.1272, abs=5e-5)


@pytest.mark.parametrize(("freedom", "expected"), STUDENT)
def test_student_s_t_is_that_of_the_tables(freedom: int, expected: float) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(expected, abs=5e-4)


def test_normal_and_gamma_quantiles_are_those_of_the_tables() -> None:
    assert normal_quantile(0.975) == pytest.approx(1.959963985, abs=1e-9)
    assert 2 * gamma_quantile(0.95, 5) == pytest.approx(18.307, abs=5e-4)  # chi-square, 10 degrees
    assert 2 * gamma_quantile(0.95, 0.5) == pytest.approx(3.841, abs=5e-4)


def test_beta_with_whole_parameters_is_a_sum_of_binomials() -> None:
    x = Fraction(3, 10)
    total = sum(comb(9, k) * x**k * (1 - x) ** (9 - k) for k in range(4, 10))
    assert beta_cdf(0.3, 4, 6) == pytest.approx(float(total), rel=1e-13)
    assert beta_quantile(float(total), 4, 6) == pytest.approx(0.3, rel=1e-12)


def test_gamma_with_a_whole_parameter_is_a_sum_of_poissons() -> None:
    for x in (0.4, 3.0, 12.0):
        tail = exp(-x) * sum(x**k / factorial(k) for k in range(4))
        assert gamma_cdf(x, 4) == pytest.approx(1 - tail, rel=1e-11)
