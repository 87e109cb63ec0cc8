"""The values of a game: exact where the budget allows, otherwise with a bound, and labelled."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from remit.engines.faulttree import Budget, BudgetSpent, Compiled, compile_network, gradient
from remit.engines.faulttree.network import Network, normalised
from remit.engines.games.arrivals import Path, Tied, tied_groups, tied_players
from remit.engines.games.checking import (
    check_game,
    check_levels,
    check_precision,
    check_weights,
    refuse,
)
from remit.engines.games.coalitions import gain, leaves_of
from remit.engines.games.exact import affordable, exactly
from remit.engines.games.game import Game, Method, Precision, TooLarge, Values
from remit.engines.games.quadrature import Unsettled, numerically
from remit.engines.games.sampling import Orders, sampled

BUDGET, PRECISION = Budget(), Precision()
MOST_HALVED = 1 << 22
UNITS = 1 << 64
NONE = Fraction(0)


class Means(NamedTuple):
    """What may be spent, and how to go on when it is spent."""

    budget: Budget
    chance: Generator | None
    precision: Precision


def shapley(
    game: Game,
    *,
    weights: Mapping[str, Fraction] | None = None,
    budget: Budget = BUDGET,
    chance: Generator | None = None,
    precision: Precision = PRECISION,
    compiled: Compiled | None = None,
) -> Values:
    """Every player's share: what the player turns, over all orders in which players may come.

    With `weights`, those who are needed together have parts in proportion to their weights; players
    of weight 0 have equal parts, and only in what happens without any player of positive weight.
    `budget` bounds the diagram. Past it, orders drawn by `chance` give shares to this `precision`,
    or as far as they come in the budget's seconds. Who has the game `compiled` already, every
    player's leaves tied to the first of them, hands it in. Raises GameRefused, and TooLarge for
    lack of `chance`.
    """
    weighed = () if weights is None else check_weights(game, weights)
    refuse((*check_game(game), *weighed, *check_precision(precision)))
    tied = tied_players(game.players, weights)
    network = normalised(game.gates, game.top, tied.variable_of)
    means = Means(budget, chance, precision)
    orders = partial(_orders_of_players, game, weights)
    return _by_player(game, _shared(game, (tied,), network, orders, means, compiled))


def owen(
    game: Game,
    levels: Mapping[str, Path],
    *,
    budget: Budget = BUDGET,
    chance: Generator | None = None,
    precision: Precision = PRECISION,
) -> Values:
    """Every leaf's share, when groups come as a whole: the value of a level structure.

    `levels` gives for every leaf its groups from the outermost to the innermost, for instance
    (unit, person) for an act; the sum over a group is the group's share among its equals. Players
    do not count here. Budget (of each diagram: every group has its own), chance, precision and
    refusals as in `shapley`.
    """
    refuse((*check_game(game), *check_levels(game, levels), *check_precision(precision)))
    network = normalised(game.gates, game.top, {})
    means = Means(budget, chance, precision)
    orders = partial(_orders_of_leaves, levels)
    values = _shared(game, tied_groups(levels), network, orders, means)
    return replace(values, shares={leaf: values.shares.get(leaf, NONE) for leaf in levels})


def banzhaf(game: Game, *, budget: Budget = BUDGET) -> Values:
    """Every player's chance to turn the outcome when all others toss a coin (J. Banzhaf 1965).

    These shares do not sum to the total. Raises GameRefused and TooLarge.
    """
    refuse(check_game(game))
    tied = tied_players(game.players, None).variable_of
    try:
        compiled = compile_network(game.gates, game.top, budget=budget, rename=tied)
    except BudgetSpent as reason:
        raise TooLarge(game, reason) from reason
    exact = compiled.size * len(compiled.leaves) <= MOST_HALVED
    half: Fraction | float = Fraction(1, 2) if exact else 0.5
    slopes = gradient(compiled, dict.fromkeys(compiled.leaves, half))[1]
    total = gain(*normalised(game.gates, game.top, tied))
    shares = {name: Fraction(slope) for name, slope in slopes.items()}
    method = Method.EXACT if exact else Method.QUADRATURE
    values = Values(shares, Fraction(total), method, nodes=compiled.size, points=int(not exact))
    return _by_player(game, values)


def _shared(
    game: Game,
    ties: Iterable[Tied],
    network: tuple[Network, int],
    orders: Callable[[list[str]], Orders],
    means: Means,
    compiled: Compiled | None = None,
) -> Values:
    """Shares by variable of the network. Raises TooLarge."""
    total = Fraction(gain(*network))
    try:
        return _reckoned(game, ties, total, means.budget, compiled)
    except (BudgetSpent, Unsettled) as reason:
        if means.chance is None:
            raise TooLarge(game, reason) from reason
        drawn = orders(leaves_of(network[0]))
        found = sampled(*network, drawn, means.chance, means.precision, means.budget)
        return Values(
            found.shares,
            total,
            Method.BOUNDED,
            radius=found.radius,
            confidence=means.precision.confidence,
            samples=found.samples,
        )


def _reckoned(
    game: Game, ties: Iterable[Tied], total: Fraction, budget: Budget, known: Compiled | None
) -> Values:
    """Shares by variable. Raises BudgetSpent and Unsettled."""
    shares: dict[str, Fraction | float] = {}
    nodes, points, agreement = 0, 0, 0.0
    for tied in ties:
        compiled = known or compile_network(
            game.gates, game.top, budget=budget, rename=tied.variable_of
        )
        nodes += compiled.size
        for arrival in tied.arrivals:
            if affordable(compiled, arrival):
                shares |= exactly(compiled, arrival)
            else:
                estimate = numerically(compiled, arrival)
                shares |= estimate.shares
                points = max(points, estimate.points)
                agreement = max(agreement, estimate.agreement)
    method = Method.QUADRATURE if points else Method.EXACT
    balanced = _balanced(shares, total)
    return Values(balanced, total, method, agreement=agreement, nodes=nodes, points=points)


def _balanced(shares: Mapping[str, Fraction | float], total: Fraction) -> dict[str, Fraction]:
    """Fractions as they are; rounded shares in units of 2**-64, made to sum to the total exactly.

    The total comes from the network, not from the diagram: whatever else is missing is refused.
    """
    fractions = {name: share for name, share in shares.items() if isinstance(share, Fraction)}
    if len(fractions) == len(shares) and sum(fractions.values()) == total:
        return fractions
    units = {name: round(share * UNITS) for name, share in shares.items()}
    missing = round(total * UNITS) - sum(units.values())
    if abs(missing) * 10**9 > UNITS:
        raise Unsettled(missing / UNITS)
    size = sum(abs(unit) for unit in units.values())
    balanced, passed = {}, 0
    for name, unit in units.items():
        before, passed = passed, passed + abs(unit)
        balanced[name] = unit + missing * passed // size - missing * before // size
    return {name: Fraction(unit, UNITS) for name, unit in balanced.items()}


def _orders_of_players(
    game: Game, weights: Mapping[str, Fraction] | None, units: list[str]
) -> Orders:
    player_of = {leaves[0]: player for player, leaves in game.players.items() if leaves}
    given = [1.0 if weights is None else float(weights[player_of[unit]]) for unit in units]
    own = np.array(given)
    return Orders(tuple(units), np.where(own > 0, own, 1.0), own == 0)


def _orders_of_leaves(levels: Mapping[str, Path], units: list[str]) -> Orders:
    alike = np.ones(len(units))
    depths = range(max(map(len, levels.values()), default=0))
    groups = (_groups([(unit, levels[unit]) for unit in units], depth) for depth in depths)
    return Orders(tuple(units), alike, alike == 0, tuple(groups))


def _groups(paths: list[tuple[str, Path]], depth: int) -> NDArray[np.int64]:
    """The number of every unit's group on this level; a unit without one is a group of its own."""
    groups = [path[: depth + 1] if len(path) > depth else unit for unit, path in paths]
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return np.array([numbers[group] for group in groups])


def _by_player(game: Game, values: Values) -> Values:
    """The same by player; whoever the outcome does not depend on has no share."""
    found = values.shares
    shares = {
        player: found.get(leaves[0], NONE) if leaves else NONE
        for player, leaves in game.players.items()
    }
    return replace(values, shares=shares)
