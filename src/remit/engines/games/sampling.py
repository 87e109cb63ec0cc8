"""Shares by random orders of arrival, with a bound for all of them at once.

Idea: whoever turns the outcome when the units arrive one by one scores 1 or -1; a share is the
mean score (J. Castro, D. Gomez, J. Tejada, "Polynomial calculation of the Shapley value based on
sampling", Computers & Operations Research 36, 2009). The number of orders is doubled until the
bound is narrow enough. Every look has its part of the allowed error, half of it for the bound of
W. Hoeffding (J. American Statistical Association 58, 1963), half for the empirical one of A. Maurer
and M. Pontil ("Empirical Bernstein bounds and sample variance penalization", COLT 2009).
"""

from fractions import Fraction
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from remit.engines.faulttree import Budget
from remit.engines.faulttree.network import Network
from remit.engines.games.game import Precision
from remit.engines.games.turns import turns_of

Numbers = NDArray[np.int64]
Reals = NDArray[np.float64]
FIRST_LOOK = 1024


class Orders(NamedTuple):
    """How the units come in random order.

    `earlier` units come before all others; then whole groups come one after the other, the
    outermost first (`groups`: by level, the number of every unit's group); last the units
    themselves, each later than the others with a chance in proportion to its weight.
    """

    units: tuple[str, ...]
    weights: Reals
    earlier: NDArray[np.bool_]
    groups: tuple[Numbers, ...] = ()

    def drawn(self, chance: Generator, times: int) -> Numbers:
        """So many orders, a row each: the numbers of the units as they come."""
        shape = (times, len(self.units))
        own = -chance.standard_exponential(shape) / self.weights
        if not self.groups and not self.earlier.any():
            return np.argsort(own, axis=1)
        outwards = (chance.random(shape)[:, groups] for groups in reversed(self.groups))
        return np.lexsort((own, *outwards, np.broadcast_to(~self.earlier, shape)), axis=1)


class Sampled(NamedTuple):
    """Shares by unit, the half-width around all of them, and how many orders were drawn."""

    shares: dict[str, Fraction]
    radius: float
    samples: int


def sampled(
    network: Network,
    top: int,
    orders: Orders,
    chance: Generator,
    precision: Precision,
    budget: Budget,
) -> Sampled:
    """The shares of all units, once they are precise enough or the budget's seconds are over."""
    turns = turns_of(network, top, orders.units)
    span = np.array([len(signs) for signs in turns.signs])
    clock, seconds = budget.clock, budget.seconds
    until = None if clock is None or seconds is None else clock() + seconds
    scores, done = np.zeros((2, len(span)), np.int64), 0
    for look in count(1):
        while done < FIRST_LOOK << look - 1:
            order = orders.drawn(chance, min(turns.at_once, (FIRST_LOOK << look - 1) - done))
            scores += turns.scores(order)
            done += len(order)
        radius = _radius(scores, done, span, (1 - precision.confidence) / (look * (look + 1)))
        if radius <= precision.radius or (clock and until is not None and clock() > until):
            break
    on, off = scores.tolist()
    means = (Fraction(gained - lost, done) for gained, lost in zip(on, off, strict=True))
    return Sampled(dict(zip(orders.units, means, strict=True)), radius, done)


def _radius(scores: Numbers, orders: int, span: Numbers, error: float) -> float:
    """The widest half-width, when all intervals together may miss with chance `error`."""
    mean = (scores[0] - scores[1]) / orders
    variance = (scores.sum(axis=0) - orders * mean**2) / (orders - 1)
    plain = np.log(4 * len(span) / error) / orders
    empirical = np.log(8 * len(span) / error) / (orders - 1)
    hoeffding = span * np.sqrt(plain / 2)
    bernstein = np.sqrt(2 * variance * empirical) + span * 7 / 3 * empirical
    return float(np.minimum(hoeffding, bernstein).max())
