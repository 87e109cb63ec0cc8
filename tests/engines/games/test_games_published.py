"""Values that others have published or that follow from a closed form."""

from fractions import Fraction

import pytest

from answers import games
from remit.engines.formulas import AllOf, AnyOf, Formula, Is, Not, Quorum
from remit.engines.games import Game, Method, banzhaf, owen, permission, sequential, shapley


def each(*names: str) -> dict[str, tuple[str, ...]]:
    return {name: (name,) for name in names}


def are(*names: str) -> tuple[Is, ...]:
    return tuple(Is(name) for name in names)


def test_all_answers_on_the_board_agree() -> None:
    rows = games.rows()
    assert len(rows) == 7
    assert all(row.met for row in rows), [row.cells() for row in rows]


def test_in_the_security_council_a_veto_is_worth_a_hundred_seats() -> None:
    """L. Shapley, M. Shubik (1954) for the council of eleven; these are those since 1965."""
    veto, seats = [f"veto{i}" for i in range(5)], [f"seat{i}" for i in range(10)]
    decision = AllOf((*are(*veto), Quorum(4, are(*seats))))
    shares = shapley(Game({"decision": decision}, "decision", each(*veto, *seats))).shares
    assert {shares[name] for name in veto} == {Fraction(421, 2145)}
    assert {shares[name] for name in seats} == {Fraction(4, 2145)}


def test_the_united_nations_council_has_these_banzhaf_chances() -> None:
    """848 of 2**14 coalitions for a veto, 84 for a seat."""
    veto, seats = [f"veto{i}" for i in range(5)], [f"seat{i}" for i in range(10)]
    decision = AllOf((*are(*veto), Quorum(4, are(*seats))))
    shares = banzhaf(Game({"decision": decision}, "decision", each(*veto, *seats))).shares
    assert {shares[name] for name in veto} == {Fraction(848, 2**14)}
    assert {shares[name] for name in seats} == {Fraction(84, 2**14)}


@pytest.mark.parametrize(("needed", "voters"), [(1, 2), (2, 2), (6, 11), (51, 101)])
def test_voters_alike_share_alike(needed: int, voters: int) -> None:
    names = [f"voter{i}" for i in range(voters)]
    shares = shapley(Game({"vote": Quorum(needed, are(*names))}, "vote", each(*names))).shares
    assert set(shares.values()) == {Fraction(1, voters)}


def test_an_odd_number_is_brought_about_by_all_alike() -> None:
    """No game has larger coefficients than the parity of its players."""
    names = [f"p{i}" for i in range(41)]
    gates: dict[str, Formula] = {"odd 0": Is("p0")}
    for i, name in enumerate(names[1:], 1):
        before, here = Is(f"odd {i - 1}"), Is(name)
        gates[f"odd {i}"] = AnyOf((AllOf((before, Not(here))), AllOf((Not(before), here))))
    values = shapley(Game(gates, "odd 40", each(*names)))
    assert values.method is Method.EXACT
    assert set(values.shares.values()) == {Fraction(1, 41)}


@pytest.mark.parametrize("together", [AllOf, AnyOf])
def test_two_arsonists_share_the_fire_whether_both_were_needed_or_either_was_enough(
    together: type[AllOf] | type[AnyOf],
) -> None:
    game = Game({"fire": together(are("a", "b"))}, "fire", each("a", "b"))
    assert shapley(game).shares == {"a": Fraction(1, 2), "b": Fraction(1, 2)}


def test_damage_that_grows_is_borne_by_those_who_had_acted_by_then() -> None:
    """The sequence (6, 12, 18, 24) gives 24, 18, 12, 6 (Dehez and Ferey 2013)."""
    assert sequential([Fraction(d) for d in (6, 12, 18, 24)]) == (24, 18, 12, 6)
    acts = [f"act{i}" for i in range(4)]
    total = dict.fromkeys(acts, Fraction(0))
    for number, damage in enumerate((6, 12, 18, 24), 1):
        needed = Game({"damage": AllOf(are(*acts[:number]))}, "damage", each(*acts))
        for act, share in shapley(needed).shares.items():
            total[act] += damage * share
    assert tuple(total.values()) == (24, 18, 12, 6)


def test_a_superior_who_must_agree_has_half_of_what_the_subordinate_brings_about() -> None:
    game = Game({"harm": AllOf(are("worker"))}, "harm", each("worker", "boss", "chief"))
    above = {"worker": ("boss",), "boss": ("chief",)}
    third = Fraction(1, 3)
    assert shapley(permission(game, {"worker": ("boss",)})).shares["boss"] == Fraction(1, 2)
    assert set(shapley(permission(game, above)).shares.values()) == {third}


def test_two_superiors_share_a_veto_in_full_and_a_leave_in_half() -> None:
    game = Game({"harm": Is("worker")}, "harm", each("worker", "left", "right"))
    above = {"worker": ("left", "right")}
    assert set(shapley(permission(game, above)).shares.values()) == {Fraction(1, 3)}
    leave = shapley(permission(game, above, disjunctive=True)).shares
    assert leave == {"worker": Fraction(2, 3), "left": Fraction(1, 6), "right": Fraction(1, 6)}


def test_a_union_shares_as_one_among_others() -> None:
    """Owen 1977: two unite in a majority of three and leave nothing to the third."""
    game = Game({"vote": Quorum(2, are("a", "b", "c"))}, "vote", each("a", "b", "c"))
    shares = owen(game, {"a": ("union",), "b": ("union",), "c": ()}).shares
    assert shares == {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": 0}


def test_those_needed_together_share_in_proportion_to_their_weights() -> None:
    game = Game({"harm": AllOf(are("a", "b", "c"))}, "harm", each("a", "b", "c"))
    weights = {"a": Fraction(1, 2), "b": Fraction(1, 3), "c": Fraction(1, 6)}
    assert shapley(game, weights=weights).shares == weights


def test_without_weight_one_answers_only_for_what_needs_nobody_with_weight() -> None:
    players = each("a", "b", "c")
    weights = {"a": Fraction(1), "b": Fraction(0), "c": Fraction(0)}
    needed = Game({"harm": AllOf(are("a", "b"))}, "harm", players)
    assert shapley(needed, weights=weights).shares == {"a": 1, "b": 0, "c": 0}
    without = Game({"harm": AnyOf((Is("a"), AllOf(are("b", "c"))))}, "harm", players)
    halves = {"a": Fraction(0), "b": Fraction(1, 2), "c": Fraction(1, 2)}
    assert shapley(without, weights=weights).shares == halves
