"""Games beyond fractions: quadrature beside closed forms, sampling beside the exact shares."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import chain, count, repeat

import pytest
from numpy.random import default_rng

from remit.engines.faulttree import Budget, compile_network
from remit.engines.formulas import AllOf, AnyOf, Formula, Is, Quorum
from remit.engines.games import Game, Method, Precision, TooLarge, banzhaf, owen, shapley
from remit.engines.games.arrivals import Tied, tied_groups, tied_players
from remit.engines.games.quadrature import Unsettled, numerically
from tests.engines.games import made_up


def spent() -> Budget:
    """A budget whose second is over as soon as a diagram is begun, but not for what comes after."""
    return Budget(seconds=1, clock=chain((0.0,), repeat(100.0)).__next__)


def alike(formula: Formula, players: int) -> Game:
    """A game of a formula in p0, p1, and so on, all players of one leaf."""
    return Game({"top": formula}, "top", {f"p{i}": (f"p{i}",) for i in range(players)})


def are(players: int) -> tuple[Is, ...]:
    return tuple(Is(f"p{i}") for i in range(players))


def furthest(left: Mapping[str, Fraction | float], right: Mapping[str, Fraction]) -> float:
    """The largest difference; who is not named on the left has nothing."""
    return max((abs(float(left.get(name, 0) - share)) for name, share in right.items()), default=0)


def by_quadrature(game: Game, ties: Iterable[Tied]) -> tuple[dict[str, float], float]:
    """The shares by variable, and the worst agreement."""
    shares: dict[str, float] = {}
    agreement = 0.0
    for tied in ties:
        compiled = compile_network(game.gates, game.top, rename=tied.variable_of)
        for arrival in tied.arrivals:
            estimate = numerically(compiled, arrival)
            shares |= estimate.shares
            agreement = max(agreement, estimate.agreement)
    return shares, agreement


def test_quadrature_of_weighted_shares_comes_to_the_fractions() -> None:
    for seed in range(60):
        chance = default_rng(seed)
        game = made_up.game(chance, 12)
        weights = {name: Fraction(int(chance.integers(0, 9))) for name in game.players}
        found, agreement = by_quadrature(game, [tied_players(game.players, weights)])
        exact = shapley(game, weights=weights).shares
        by_leaf = {game.players[name][0]: share for name, share in exact.items()}
        assert furthest(found, by_leaf) < 1e-13, seed
        assert agreement < 1e-13, seed


def test_quadrature_on_nested_clocks_comes_to_the_fractions() -> None:
    for seed in range(60):
        chance = default_rng(seed)
        game = made_up.game(chance, 12)
        levels = made_up.paths(chance, game, 2)
        found, agreement = by_quadrature(game, tied_groups(levels))
        assert furthest(found, owen(game, levels).shares) < 1e-13, seed
        assert agreement < 1e-13, seed


def test_hundreds_who_vote_share_alike() -> None:
    values = shapley(alike(Quorum(150, are(400)), 400))
    assert values.method is Method.QUADRATURE
    assert values.agreement < 1e-12
    assert values.points == 256
    assert sum(values.shares.values()) == values.total == 1
    assert furthest(values.shares, dict.fromkeys(values.shares, Fraction(1, 400))) < 1e-13


def test_many_who_are_all_needed_share_by_their_weights() -> None:
    game = alike(AllOf(are(300)), 300)
    weights = {name: Fraction(1 + i % 7, 3) for i, name in enumerate(game.players)}
    values = shapley(game, weights=weights)
    assert values.method is Method.QUADRATURE
    whole = sum(weights.values())
    exact = {name: weight / whole for name, weight in weights.items()}
    assert furthest(values.shares, exact) < 1e-12


def test_weights_that_are_worlds_apart_are_shared_with_the_agreement_told() -> None:
    weights = {f"p{i}": Fraction(w) for i, w in enumerate((1, 1009, 1_000_003, 123_456_789))}
    game = alike(AnyOf((AllOf(are(4)), AllOf((Is("p0"), Is("p3"))))), 4)
    values = shapley(game, weights=weights)
    assert values.method is Method.QUADRATURE
    assert values.agreement < 1e-12
    exact = weights["p0"] / (weights["p0"] + weights["p3"])
    assert abs(float(values.shares["p0"] - exact)) < 1e-15


def test_banzhaf_of_many_is_exact_up_to_rounding() -> None:
    names = are(3000)
    values = banzhaf(alike(AnyOf((names[0], AllOf(names[1:]))), 3000))
    assert values.method is Method.QUADRATURE
    assert values.shares["p0"] == pytest.approx(Fraction(1))


def test_a_spent_budget_without_chance_is_told_with_what_to_do() -> None:
    game = alike(Quorum(3, are(6)), 6)
    for refused in (lambda: shapley(game, budget=spent()), lambda: banzhaf(game, budget=spent())):
        with pytest.raises(TooLarge, match="seeded source of chance") as refusal:
            refused()
        assert refusal.value.findings[0].id == "games.too_large"


def test_sampled_shares_stay_within_their_bound() -> None:
    """Two hundred games of known shares; one in ten may miss, the bounds being safe none does."""
    missed = sampled = 0
    for seed in range(1000):
        chance = default_rng(seed)
        game = made_up.game(chance, 12, monotone=seed % 2 == 0)
        exact = shapley(game)
        if exact.nodes < 5:
            continue
        found = shapley(game, budget=spent(), chance=chance, precision=Precision(0.03, 0.9))
        if found.method is Method.BOUNDED:
            assert sum(found.shares.values()) == found.total == exact.total
            assert found.radius <= 0.03
            missed += furthest(found.shares, exact.shares) > found.radius
            sampled += 1
        if sampled == 200:
            break
    assert sampled == 200
    assert missed <= 20


def test_sampled_orders_follow_weights_and_groups() -> None:
    precise = Precision(0.01, 0.99)
    sampled = 0
    for seed in range(12):
        chance = default_rng(seed)
        game = made_up.game(chance, 10)
        weights = {name: Fraction(int(chance.integers(0, 4))) for name in game.players}
        levels = made_up.paths(chance, game, 2)
        for exact, found in (
            (
                shapley(game, weights=weights),
                shapley(game, weights=weights, budget=spent(), chance=chance, precision=precise),
            ),
            (
                owen(game, levels),
                owen(game, levels, budget=spent(), chance=chance, precision=precise),
            ),
        ):
            sampled += found.method is Method.BOUNDED
            assert furthest(found.shares, exact.shares) <= found.radius
    assert sampled > 12


def test_the_same_seed_gives_the_same_shares() -> None:
    game = alike(Quorum(3, are(6)), 6)
    one, two = (shapley(game, budget=spent(), chance=default_rng(5)) for _ in range(2))
    assert one == two
    assert one.method is Method.BOUNDED
    assert one.confidence == 0.999


def test_sampling_ends_with_the_seconds_and_tells_how_far_it_came() -> None:
    game = alike(Quorum(3, are(6)), 6)
    budget = Budget(seconds=1, clock=map(float, count(step=2)).__next__)
    found = shapley(game, budget=budget, chance=default_rng(1), precision=Precision(1e-6, 0.9))
    assert 0.001 < found.radius < 0.2
    assert 1024 <= found.samples <= 8192


def test_a_quadrature_that_does_not_settle_says_so() -> None:
    levels = {f"p{i}": (f"u{i % 40}", f"v{i % 80}", f"w{i % 160}") for i in range(320)}
    game = alike(Quorum(150, are(320)), 320)
    with pytest.raises(Unsettled, match="did not settle"):
        by_quadrature(game, tied_groups(levels))
