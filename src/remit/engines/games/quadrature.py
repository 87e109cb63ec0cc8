"""Shares in floating point: the integrands at some points of every clock's time.

Idea: along a clock the integrand is a polynomial, and a Gauss-Legendre rule with more than half as
many points as its degree is exact but for rounding. Many fewer do when the integrand is smooth,
which is found out by doubling them until nothing changes. Powers that are large and unequal bend
only next to 0 and 1; there the points of the tanh-sinh rule crowd (H. Takahasi, M. Mori, "Double
exponential formulas for numerical integration", Publications RIMS 9, 1974).
"""

from collections.abc import Mapping
from functools import lru_cache, reduce
from math import ceil, prod
from typing import NamedTuple

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import NDArray

from remit.engines.faulttree import Compiled, gradient
from remit.engines.games.arrivals import Arrival, Clock

Numbers = NDArray[np.float64]
TOLERANCE = 1e-12
FIRST_POINTS = 128
MOST_ON_A_CLOCK = 2048
MOST_POINTS = 1 << 15
MOST_DEGREE = 4096
AT_ONCE = 1 << 22


class Unsettled(Exception):
    """The finest quadratures still differ by `agreement`."""

    def __init__(self, agreement: float) -> None:
        super().__init__(f"The quadrature did not settle: {agreement:.1e}.")
        self.agreement = agreement


class Estimate(NamedTuple):
    """Shares by the finest quadrature, its points, and how far the one before was from it."""

    shares: Mapping[str, float]
    agreement: float
    points: int


class Rule(NamedTuple):
    """An integral over dt, t in [0, 1]: the logarithms of the times, and weight / time for each.

    In this form neither loses digits next to 0.
    """

    logs: Numbers
    measure: Numbers


class Grid(NamedTuple):
    """All combinations of the clocks' times, flat.

    `logs` by clock, `powers` for each variable with the number of its clock, and the measure of an
    integral over dt for each clock but the last, and over dt/t for the last.
    """

    logs: list[Numbers]
    powers: Mapping[str, tuple[int, float]]
    measure: Numbers


def numerically(compiled: Compiled, arrival: Arrival) -> Estimate:
    """The shares of the variables asked about on which the outcome depends. Raises Unsettled."""
    within = arrival.within(compiled.leaves)
    enough = [degree // 2 + 1 for degree in within.degrees]
    start = ceil(FIRST_POINTS ** (1 / len(enough)))
    counts = [min(start, number) for number in enough]
    fine = _at(compiled, within, counts)
    while True:
        exact = all(count >= most for count, most in zip(counts, enough, strict=True))
        coarse, counts = fine, [2 * count for count in counts]
        fine = _at(compiled, within, counts)
        agreement = max((abs(fine[name] - coarse[name]) for name in fine), default=0.0)
        if exact or agreement <= TOLERANCE:
            return Estimate(fine, agreement, prod(counts))
        if 2 * max(counts) > MOST_ON_A_CLOCK or prod(counts) << len(counts) > MOST_POINTS:
            raise Unsettled(agreement)


def _at(compiled: Compiled, arrival: Arrival, counts: list[int]) -> dict[str, float]:
    """The shares by so many points on each clock."""
    grid = _grid(arrival, counts)
    shares, alike = dict.fromkeys(arrival.asked, 0.0), set(grid.powers.values())
    step = max(1, AT_ONCE // (len(grid.powers) + 1))
    for start in range(0, len(grid.measure), step):
        part = slice(start, start + step)
        risen = {(n, power): np.exp(power * grid.logs[n][part]) for n, power in alike}
        values = {name: risen[own] for name, own in grid.powers.items()}
        settled = {name: np.full(1, float(state)) for name, state in arrival.settled.items()}
        slopes = gradient(compiled, settled | values)[1]
        density = {own: own[1] * risen[own] * grid.measure[part] for own in alike}
        for name in arrival.asked:
            shares[name] += float(slopes[name] @ density[grid.powers[name]])
    return shares


def _grid(arrival: Arrival, counts: list[int]) -> Grid:
    rules = [_rule(clock, count) for clock, count in zip(arrival.clocks, counts, strict=True)]
    logs = np.meshgrid(*(rule.logs for rule in rules), indexing="ij")
    measure = reduce(np.multiply.outer, (rule.measure for rule in rules))
    powers: dict[str, tuple[int, float]] = {}
    for number, clock in enumerate(arrival.clocks):
        scale = min(clock.values()) if _bends(clock) else 1
        powers |= {variable: (number, weight / scale) for variable, weight in clock.items()}
    outer = np.exp(np.sum(logs[:-1], axis=0))
    return Grid([log.ravel() for log in logs], powers, (measure * outer).ravel())


def _bends(clock: Clock) -> bool:
    """Whether its powers are large and unequal; proportions count alone, so the least is made 1."""
    return sum(clock.values()) > MOST_DEGREE and len(set(clock.values())) > 1


def _rule(clock: Clock, count: int) -> Rule:
    return tanh_sinh(count) if _bends(clock) else gauss_legendre(count)


@lru_cache(maxsize=32)
def gauss_legendre(count: int) -> Rule:
    """Exact for polynomials of a degree below twice the number of points."""
    points, weights = leggauss(count)
    times = (points + 1) / 2
    return Rule(np.log(times), weights / 2 / times)


@lru_cache(maxsize=32)
def tanh_sinh(count: int) -> Rule:
    """Points that crowd at 0 and at 1: t = 1 / (1 + exp(-pi sinh s)) for s evenly from -4 to 4."""
    steps = (np.arange(count) + 0.5) * (8 / count) - 4
    risen = np.exp(-np.pi * np.sinh(steps))
    return Rule(-np.log1p(risen), 8 / count * np.pi * np.cosh(steps) * risen / (1 + risen))
