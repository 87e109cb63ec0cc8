"""What is wrong with a game is told all at once, in both languages."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from remit.engines.formulas import AllOf, AnyOf, Formula, Is, Not
from remit.engines.games import Game, GameRefused, Precision, Values, owen, permission, shapley

GOOD = Game({"harm": AllOf((Is("a"), Is("b")))}, "harm", {"Ann": ("a",), "Bob": ("b",)})


def found(deed: Callable[[], object]) -> set[tuple[str, str]]:
    with pytest.raises(GameRefused) as refusal:
        deed()
    assert all(finding.message.zh and finding.message.en for finding in refusal.value.findings)
    return {(finding.id, finding.subject) for finding in refusal.value.findings}


def test_every_fault_of_a_game_is_found() -> None:
    gates = {"harm": AllOf((Is("a"), Is("b"), Is("ring"))), "ring": Is("gnir"), "gnir": Is("ring")}
    game = Game(gates, "hurt", {"Ann": ("a", "ring"), "Bob": ("a",)})
    faults = found(lambda: shapley(game))
    assert ("games.circular", "ring") in faults or ("games.circular", "gnir") in faults
    assert faults - {("games.circular", "ring"), ("games.circular", "gnir")} == {
        ("games.leaf_shared", "a"),
        ("games.leaf_is_gate", "ring"),
        ("games.unowned", "b"),
        ("games.unowned", "hurt"),
    }


def test_weights_are_given_for_all_players_and_nobody_else() -> None:
    weights = {"Ann": Fraction(-1), "Zoe": Fraction(1)}
    assert found(lambda: shapley(GOOD, weights=weights)) == {
        ("games.negative_weight", "Ann"),
        ("games.missing_in_weights", "Bob"),
        ("games.unknown_in_weights", "Zoe"),
    }


def test_groups_are_given_for_all_leaves_and_nothing_else() -> None:
    assert found(lambda: owen(GOOD, {"a": ("unit",), "c": ("unit",)})) == {
        ("games.missing_in_levels", "b"),
        ("games.unknown_in_levels", "c"),
    }


def test_superiors_play_and_stand_in_no_circle() -> None:
    above = {"Ann": ("Bob",), "Bob": ("Ann", "Zoe")}
    faults = found(lambda: permission(GOOD, above))
    assert ("games.unknown_in_superiors", "Zoe") in faults
    assert {fault for fault, _ in faults} == {"games.unknown_in_superiors", "games.circular"}


@pytest.mark.parametrize("precision", [Precision(0, 0.9), Precision(0.1, 1), Precision(0.1, 0)])
def test_a_precision_that_cannot_be_reached_is_refused(precision: Precision) -> None:
    assert found(lambda: shapley(GOOD, precision=precision)) == {
        ("games.impossible_precision", "precision")
    }


def test_a_game_that_is_decided_has_no_shares() -> None:
    decided = Game({"harm": AllOf(())}, "harm", {"Ann": ("a",)})
    values: Values = shapley(decided)
    assert (values.shares, values.total) == ({"Ann": 0}, 0)


def test_formulas_may_be_nested_as_deeply_as_one_likes() -> None:
    harm: Formula = Is("a")
    for _ in range(5000):
        harm = Not(Not(AnyOf((harm, AllOf((Is("a"), Is("b")))))))
    game = Game({"harm": harm}, "harm", GOOD.players)
    assert shapley(game).shares == {"Ann": 1, "Bob": 0}


def test_a_single_leaf_may_be_the_whole_game() -> None:
    assert shapley(Game({}, "a", {"Ann": ("a",)})).shares == {"Ann": 1}
