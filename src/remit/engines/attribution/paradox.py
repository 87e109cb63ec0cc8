"""Does doing more mean answering for more? The paradox of a duty list, before anything happens.

Idea: one post has several duties; whoever takes a duty up may err honestly in it, whoever leaves it
has departed from it for certain. The share of the harm expected for the post is reckoned for three
ways of working (nothing, each duty with even odds, everything) and three ways of holding to account
(only visible errors count; everything counts; honest errors are exempt and go to the system
account). Where everything done costs more than nothing done, the list punishes work.

The expectation is exact: the share of a departure is the integral of a derivative of the multilinear
extension (Owen 1972), the others present with probability t, the post's own departures with u times
their probability, and the integrand is a polynomial in t and u.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from remit.engines.attribution.situation import Choice, Situation
from remit.engines.attribution.world import World, departure
from remit.engines.faulttree import Compiled, compile_network, gradient
from remit.engines.formulas import Constant, Formula, Is, Not
from remit.engines.words import Words

Points = NDArray[np.float64]


class Working(StrEnum):
    """How much of a duty list somebody takes up."""

    NOTHING = "nothing"
    HALF = "half"
    ALL = "all"


class Holding(StrEnum):
    """What is held against somebody."""

    VISIBLE = "visible"
    EVERYTHING = "everything"
    EXEMPT = "exempt"

    @property
    def words(self) -> Words:
        """The way of holding to account as a reader sees it."""
        return _HOLDING_WORDS[self]


_HOLDING_WORDS = {
    Holding.VISIBLE: Words("只追究看得见的差错", "Only visible errors count"),
    Holding.EVERYTHING: Words("差错与不作为一并追究", "Errors and omissions count alike"),
    Holding.EXEMPT: Words("追究不作为，善意差错免责", "Omissions count, honest errors are exempt"),
}


@dataclass(frozen=True, slots=True)
class Expected:
    """The share expected of a post under one way of holding to account, by way of working."""

    holding: Holding
    shares: Mapping[Working, float]

    @property
    def punishes_work(self) -> bool:
        """Whether doing everything costs more than doing nothing."""
        return self.shares[Working.ALL] > self.shares[Working.NOTHING]


def paradox_meter(situation: Situation, person: str) -> tuple[Expected, ...]:
    """The expected shares of a person for each way of holding to account, in parts of all levels.

    The duties are the person's choices, but for those that a shut gate excuses; the `likelihood` of
    a choice is the chance of an honest error by somebody who does take the duty up (zero if not
    given). All others act as in fact; circumstances with a likelihood are uncertain. Raises
    BudgetSpent.
    """
    world = World(situation, {})
    owners = situation.owner_of
    own = [c for c in situation.choices if (o := owners[c.id]) and o.person == person]
    duties = [c for c in own if all(world.facts[g.factor] is g.kind.open_when for g in c.gates)]
    others = [theirs for other, theirs in world.departures.items() if other != person]
    ties = {departure(c): departure(theirs[0]) for theirs in others for c in theirs}
    network, levels = _network(world, duties), situation.outcome.levels
    total = sum(level.amount for level in levels)
    compiled = [
        (compile_network(network, level.factor, rename=ties), float(level.amount / total))
        for level in levels
    ]
    return tuple(
        Expected(
            holding,
            {
                working: sum(
                    weight * _expected(world, one, duties, working, holding)
                    for one, weight in compiled
                )
                for working in Working
            },
        )
        for holding in Holding
    )


def _network(world: World, duties: list[Choice]) -> dict[str, Formula]:
    """The situation with the post's duties and the uncertain circumstances left open."""
    network = dict(world.network)
    for choice in duties:
        network.pop(choice.id, None)
        if choice.baseline:
            network[choice.id] = Not(Is(departure(choice)))
    for circumstance in world.situation.circumstances:
        if circumstance.likelihood is not None:
            del network[circumstance.id]
        else:
            network[circumstance.id] = Constant(world.given[circumstance.id])
    return network


def _expected(
    world: World, compiled: Compiled, duties: list[Choice], working: Working, holding: Holding
) -> float:
    names = {departure(choice): choice for choice in duties}
    others = [leaf for leaf in compiled.leaves if leaf not in names]
    t, u, weights = _grid(len(others), len(names))
    chances = {
        c.id: float(c.likelihood) for c in world.situation.circumstances if c.likelihood is not None
    }
    values = {leaf: np.full_like(t, chances[leaf]) if leaf in chances else t for leaf in others}
    values |= {name: u * _departs(choice, working) for name, choice in names.items()}
    slopes = gradient(compiled, values)[1]
    return sum(
        _counted(choice, working, holding) * float(weights @ slopes[name])
        for name, choice in names.items()
        if name in slopes
    )


def _grid(others: int, own: int) -> tuple[Points, Points, Points]:
    """Gauss-Legendre points on the unit square, exact for these numbers of variables."""
    first, second = (_rule(count // 2 + 1) for count in (others, own))
    t, u = np.meshgrid(first[0], second[0], indexing="ij")
    return t.ravel(), u.ravel(), np.outer(first[1], second[1]).ravel()


def _rule(points: int) -> tuple[Points, Points]:
    nodes, weights = np.polynomial.legendre.leggauss(points)
    return (nodes + 1) / 2, weights / 2


def _errs(choice: Choice) -> float:
    return float(choice.likelihood or 0)


def _left(working: Working) -> float:
    """The probability with which a duty is not taken up."""
    return {Working.NOTHING: 1.0, Working.HALF: 0.5, Working.ALL: 0.0}[working]


def _departs(choice: Choice, working: Working) -> float:
    left = _left(working)
    return left + (1 - left) * _errs(choice)


def _counted(choice: Choice, working: Working, holding: Holding) -> float:
    """The probability of a departure that counts."""
    left = _left(working)
    erred = (1 - left) * _errs(choice)
    return {
        Holding.VISIBLE: erred,
        Holding.EVERYTHING: left + erred,
        Holding.EXEMPT: left,
    }[holding]
