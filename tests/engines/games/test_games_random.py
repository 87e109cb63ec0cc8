"""A thousand random games: every value equals its plain definition, fraction by fraction."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from numpy.random import default_rng

from remit.engines.games import Method, owen, permission, shapley
from tests.engines.games import made_up, plainly


def test_the_shapley_value_is_the_weighed_sum_over_all_coalitions() -> None:
    for seed in range(300):
        game = made_up.game(default_rng(seed), 12)
        v = plainly.table(game, list(game.players.values()))
        found = shapley(game)
        assert list(found.shares.values()) == plainly.by_subsets(v), seed
        assert (found.method, found.total) == (Method.EXACT, v[-1] - v[0]), seed


def test_the_weighted_value_shares_every_unanimity_game_in_proportion() -> None:
    for seed in range(200):
        chance = default_rng(seed)
        game = made_up.game(chance, 12)
        weights = chance.integers(1, 9, len(game.players)).tolist()
        given = {name: Fraction(w, 3) for name, w in zip(game.players, weights, strict=True)}
        v = plainly.table(game, list(game.players.values()))
        found = shapley(game, weights=given)
        assert list(found.shares.values()) == plainly.by_weights(v, weights), seed


@pytest.mark.parametrize("depth", [1, 2])
def test_the_value_of_nested_groups_shares_every_unanimity_game_level_by_level(depth: int) -> None:
    for seed in range(125):
        chance = default_rng(seed)
        game = made_up.game(chance, 10)
        levels = made_up.paths(chance, game, depth)
        v = plainly.table(game, [(leaf,) for leaf in levels])
        found = owen(game, levels)
        assert list(found.shares.values()) == plainly.by_levels(v, list(levels.values())), seed
        assert found.method is Method.EXACT


def test_few_players_share_what_they_add_on_average_over_all_orders() -> None:
    for seed in range(50):
        chance = default_rng(seed)
        game = made_up.game(chance, 4)
        v = plainly.table(game, list(game.players.values()))
        orders = permutations(range(len(game.players)))
        assert list(shapley(game).shares.values()) == plainly.by_orders(v, orders), seed
        levels = made_up.paths(chance, game, 2)
        v = plainly.table(game, [(leaf,) for leaf in levels])
        kept = plainly.unbroken(list(levels.values()))
        assert list(owen(game, levels).shares.values()) == plainly.by_orders(v, kept), seed


@pytest.mark.parametrize("disjunctive", [False, True])
def test_permission_values_are_those_of_the_players_who_may_act(disjunctive: bool) -> None:
    for seed in range(100):
        chance = default_rng(seed)
        game = made_up.game(chance, 12)
        above = made_up.hierarchy(chance, list(game.players))
        v = plainly.table(game, list(game.players.values()))
        v = plainly.permitted(v, list(game.players), above, disjunctive=disjunctive)
        found = shapley(permission(game, above, disjunctive=disjunctive))
        assert list(found.shares.values()) == plainly.by_subsets(v), seed


def test_players_without_weight_share_what_happens_without_the_others() -> None:
    """Kalai and Samet's second class, found as the limit of weights that go to nothing."""
    for seed in range(50):
        chance = default_rng(seed)
        game = made_up.game(chance, 8)
        weights = chance.integers(0, 3, len(game.players))
        v = plainly.table(game, list(game.players.values()))
        given = {name: Fraction(int(w)) for name, w in zip(game.players, weights, strict=True)}
        huge = 10**9
        near = plainly.by_weights(v, np.where(weights > 0, weights * huge, 1).tolist())
        for share, limit in zip(shapley(game, weights=given).shares.values(), near, strict=True):
            assert abs(share - limit) < Fraction(2**9, huge), seed
