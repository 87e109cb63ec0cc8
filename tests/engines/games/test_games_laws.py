"""Laws of the values, on random games."""

from fractions import Fraction
from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from numpy.random import default_rng

from remit.engines.formulas import AllOf, AnyOf, Is, Not
from remit.engines.games import Game, banzhaf, owen, permission, sequential, shapley
from tests.engines.games import made_up, plainly

seeds = st.integers(0, 2**32 - 1)
damages = st.lists(st.fractions(0, 1000), min_size=1, max_size=8)


def random(seed: int, *, monotone: bool = False) -> Game:
    return made_up.game(default_rng(seed), 9, monotone=monotone)


@given(seeds)
def test_shares_sum_to_what_all_together_bring_about(seed: int) -> None:
    game = random(seed)
    weights = {player: Fraction(i % 4) for i, player in enumerate(game.players)}
    levels = made_up.paths(default_rng(seed), game, 2)
    for values in (shapley(game), shapley(game, weights=weights), owen(game, levels)):
        assert sum(values.shares.values()) == values.total


@given(seeds)
def test_whoever_changes_nothing_has_no_share_and_takes_none(seed: int) -> None:
    game = random(seed)
    absurd = AllOf((Is("idle"), Not(Is("idle"))))
    gates = {**game.gates, "with idle": AnyOf((Is(game.top), absurd))}
    wider = Game(gates, "with idle", {"idle": ("idle",), "absent": (), **game.players})
    expected = {"idle": 0, "absent": 0, **shapley(game).shares}
    assert shapley(wider).shares == expected


@given(seeds)
def test_those_who_matter_in_the_same_way_share_alike(seed: int) -> None:
    game = random(seed)
    first = next(iter(game.players))
    own = game.players[first]
    gates = {**game.gates, **dict.fromkeys(own, AllOf((Is("one"), Is("two"))))}
    others = {name: leaves for name, leaves in game.players.items() if name != first}
    shares = shapley(Game(gates, game.top, {"one": ("one",), "two": ("two",), **others})).shares
    assert shares["one"] == shares["two"]


@given(seeds, seeds)
def test_two_games_together_give_what_each_gives(seed: int, other: int) -> None:
    """Dubey's transfer law: additivity for games that are true or false."""
    left, right = random(seed), random(other)
    gates = made_up.prefixed(left.gates, "left ") | made_up.prefixed(right.gates, "right ")
    names = {leaf for game in (left, right) for own in game.players.values() for leaf in own}
    gates |= {f"{side} {name}": Is(name) for side in ("left", "right") for name in names}
    tops = (Is(f"left {left.top}"), Is(f"right {right.top}"))
    gates |= {"both": AllOf(tops), "either": AnyOf(tops)}
    both, either, one, two = (
        shapley(Game(gates, top, {name: (name,) for name in names})).shares
        for top in ("both", "either", f"left {left.top}", f"right {right.top}")
    )
    for name in names:
        assert both[name] + either[name] == one[name] + two[name]


@given(seeds)
def test_preventing_and_causing_are_shared_alike(seed: int) -> None:
    """A game and its dual, in which a coalition holds what the others cannot undo."""
    game = random(seed)
    leaves = [leaf for own in game.players.values() for leaf in own]
    gates = {**game.gates, **{leaf: Not(Is(f"{leaf} stays")) for leaf in leaves}}
    gates["dual"] = Not(Is(game.top))
    players = {name: tuple(f"{leaf} stays" for leaf in own) for name, own in game.players.items()}
    assert shapley(Game(gates, "dual", players)).shares == shapley(game).shares


@given(seeds)
def test_where_nobody_can_prevent_no_share_is_negative(seed: int) -> None:
    game = random(seed, monotone=True)
    assert min(shapley(game).shares.values()) >= 0


@given(seeds)
def test_a_groups_acts_share_what_the_group_has_among_its_equals(seed: int) -> None:
    game = random(seed)
    levels = {leaf: (name,) for name, own in game.players.items() for leaf in own}
    acts = owen(game, levels).shares
    persons = {name: sum(acts[leaf] for leaf in own) for name, own in game.players.items()}
    assert persons == shapley(game).shares


@given(seeds)
def test_groups_of_one_and_one_group_of_all_change_nothing(seed: int) -> None:
    game = random(seed)
    leaves = [leaf for own in game.players.values() for leaf in own]
    plain = shapley(Game(game.gates, game.top, {leaf: (leaf,) for leaf in leaves})).shares
    number = count()
    for path in (lambda: (), lambda: ("all",), lambda: ("all", f"own {next(number)}")):
        assert owen(game, {leaf: path() for leaf in leaves}).shares == plain


@given(seeds, st.fractions(Fraction(1, 1000), 1000))
def test_only_the_proportions_of_weights_count(seed: int, factor: Fraction) -> None:
    game = random(seed)
    alike = dict.fromkeys(game.players, factor)
    assert shapley(game, weights=alike).shares == shapley(game).shares
    weights = {player: Fraction(1 + i % 3) for i, player in enumerate(game.players)}
    scaled = {player: weight * factor for player, weight in weights.items()}
    assert shapley(game, weights=scaled).shares == shapley(game, weights=weights).shares


@given(seeds)
def test_banzhaf_counts_all_coalitions_alike(seed: int) -> None:
    game = random(seed)
    v = plainly.table(game, list(game.players.values()))
    for i, share in enumerate(banzhaf(game).shares.values()):
        cut = v.reshape(-1, 2, 1 << i)
        assert share == Fraction(int((cut[:, 1] - cut[:, 0]).sum()), len(v) // 2)


@given(seeds)
def test_without_superiors_permission_changes_nothing(seed: int) -> None:
    game = random(seed)
    assert shapley(permission(game, {})).shares == shapley(game).shares


@given(damages)
def test_sequential_shares_sum_to_the_damage_and_never_rise(increments: list[Fraction]) -> None:
    shares = sequential(increments)
    assert sum(shares) == sum(increments)
    assert list(shares) == sorted(shares, reverse=True)
