"""Games beyond fractions: quadrature beside closed forms, sampling beside the exact shares."""

from fractions import Fraction
from itertools import count

import pytest
from numpy.random import default_rng

from remit.engines.faulttree import Budget, compile_network
from remit.engines.formulas import AllOf, AnyOf, Formula, Is, Quorum
from remit.engines.games import Game, Method, Precision, TooLarge, banzhaf, owen, shapley
from remit.engines.games.arrivals import tied_groups, tied_players
from remit.engines.games.quadrature import Unsettled, numerically
from tests.engines.games import made_up

NOTHING = Budget(nodes=0)


def alike(formula: type[AllOf] | type[AnyOf], players: int) -> Game:
    names = [f"p{i}" for i in range(players)]
    gates: dict[str, Formula] = {"top": formula(tuple(Is(name) for name in names))}
    return Game(gates, "top", {name: (name,) for name in names})


def furthest(left: dict[str, Fraction], right: dict[str, Fraction]) -> float:
    return float(max((abs(left[name] - right[name]) for name in right), default=0))


def test_quadrature_comes_to_the_fractions() -> None:
    for seed in range(100):
        chance = default_rng(seed)
        game = made_up.game(chance, 12)
        numbers = chance.integers(1, 9, len(game.players)).tolist()
        weights = {name: Fraction(w) for name, w in zip(game.players, numbers, strict=True)}
        levels = made_up.paths(chance, game, 2)
        for exact, ties in (
            (shapley(game, weights=weights), [tied_players(game.players, weights)]),
            (owen(game, levels), list(tied_groups(levels))),
        ):
            found = {}
            for tied in ties:
                compiled = compile_network(game.gates, game.top, rename=tied.variable_of)
                estimate = numerically(compiled, tied.rounds[0])
                assert estimate.agreement < 1e-13
                found |= estimate.shares
            shares = list(exact.shares.values())
            by_unit = {game.players[n][0]: s for n, s in zip(game.players, shares, strict=False)}
            expected = exact.shares if len(ties) != 1 or set(found) <= set(levels) else by_unit
            del expected
