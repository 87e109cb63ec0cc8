"""Examples worked out in the literature, each where it is found.

H = Halpern, Actual Causality (MIT Press 2016); CH = Chockler and Halpern, "Responsibility and
Blame" (J. Artificial Intelligence Research 22:93-115, 2004).
"""

from collections.abc import Mapping
from fractions import Fraction
from math import comb

import pytest

from remit.engines.causality import (
    Model,
    blame,
    causal_model,
    causes,
    is_cause,
    responsibility,
    smallest_witness,
)
from remit.engines.causality.contingencies import Definition
from remit.engines.formulas import AllOf, AnyOf, Formula, Is, Not, Quorum

A, B, C = Is("A"), Is("B"), Is("C")
DEFINITIONS: tuple[Definition, ...] = ("modified", "updated", "original")
EARLIER: tuple[Definition, ...] = ("updated", "original")
each_definition = pytest.mark.parametrize("definition", DEFINITIONS)
each_earlier = pytest.mark.parametrize("definition", EARLIER)


def model(actual: Mapping[str, bool], equations: Mapping[str, Formula]) -> Model:
    """Variables that are as they are for reasons outside, and the equations of the others."""
    outside = {name: Is(f"why {name}") for name in actual}
    return causal_model(
        {**outside, **equations}, {f"why {name}": value for name, value in actual.items()}
    )


def votes(count: int, *, of: int) -> Model:
    """So many of the voters are for it; most voters decide."""
    names = [f"V{number}" for number in range(of)]
    won = Quorum(of // 2 + 1, tuple(map(Is, names)))
    return model({name: n < count for n, name in enumerate(names)}, {"won": won})


THROWING = model(
    {"ST": True, "BT": True},
    {"SH": Is("ST"), "BH": AllOf((Is("BT"), Not(Is("SH")))), "BS": AnyOf((Is("SH"), Is("BH")))},
)
LOADING = AnyOf((AllOf((A, B)), C))


@each_definition
def test_of_two_who_throw_the_one_who_hits_is_the_cause(definition: Definition) -> None:
    """H 2.3, rock throwing with the variables SH and BH."""
    assert is_cause(THROWING, {"ST": True}, Is("BS"), definition=definition).is_cause
    assert is_cause(THROWING, {"SH": True}, Is("BS"), definition=definition).is_cause
    assert not is_cause(THROWING, {"BT": True}, Is("BS"), definition=definition).is_cause


def test_what_shows_the_first_throw_to_be_the_cause_is_that_the_second_never_hit() -> None:
    """H 2.3: W = {BH}, held at 0."""
    assert smallest_witness(THROWING, {"ST": False}, Is("BS")) == {"BH"}


@each_definition
def test_of_two_causes_that_are_both_needed_each_is_one(definition: Definition) -> None:
    """H 2.3, the conjunctive forest fire."""
    fire = model({"L": True, "MD": True}, {"FF": AllOf((Is("L"), Is("MD")))})
    for name in ("L", "MD"):
        assert is_cause(fire, {name: True}, Is("FF"), definition=definition).is_cause
    both = {"L": True, "MD": True}
    assert not is_cause(fire, both, Is("FF"), definition=definition).ac3


@each_definition
def test_what_was_so_may_do_without_the_rest_of_what_is_stated(definition: Definition) -> None:
    """H 2.2.2: AC3 asks for any part that satisfies AC1 and AC2, here the lightning alone."""
    fire = model(
        {"L": True, "MD": True, "rain": False, "wind": False},
        {"FF": AllOf((Is("L"), Is("MD"), Not(Is("rain"))))},
    )
    stated = {"L": True, "rain": True, "wind": True}
    found = is_cause(fire, stated, Is("FF"), definition=definition)
    assert (found.ac1, found.ac3) == (False, False)


def test_of_two_causes_that_suffice_alone_only_both_together_are_one() -> None:
    """H 2.3, the disjunctive forest fire by the modified definition."""
    fire = model({"L": True, "MD": True}, {"FF": AnyOf((Is("L"), Is("MD")))})
    assert not is_cause(fire, {"L": True}, Is("FF")).is_cause
    assert not is_cause(fire, {"MD": True}, Is("FF")).is_cause
    assert is_cause(fire, {"L": True, "MD": True}, Is("FF")).is_cause


@each_earlier
def test_of_two_causes_that_suffice_alone_each_was_one_before(definition: Definition) -> None:
    """H 2.3, the disjunctive forest fire by the original and the updated definition."""
    fire = model({"L": True, "MD": True}, {"FF": AnyOf((Is("L"), Is("MD")))})
    for name in ("L", "MD"):
        assert is_cause(fire, {name: True}, Is("FF"), definition=definition).is_cause
    both = {"L": True, "MD": True}
    assert not is_cause(fire, both, Is("FF"), definition=definition).is_cause


def test_who_loaded_a_gun_that_was_not_fired_is_a_cause_by_the_original_definition_only() -> None:
    """H 2.8 after Hopkins and Pearl 2003: he dies of A's gun if B fires it, or of C's."""
    prisoner = model({"A": True, "B": False, "C": True}, {"D": LOADING})
    verdicts = {
        each: is_cause(prisoner, {"A": True}, Is("D"), definition=each).is_cause
        for each in DEFINITIONS
    }
    assert verdicts == {"original": True, "updated": False, "modified": False}


def test_the_original_definition_clears_the_loader_once_his_gun_has_a_variable() -> None:
    """H 4.3: with a variable for B's firing A's gun, it agrees with the updated definition."""
    fired = {"AB": AllOf((A, B)), "D": AnyOf((Is("AB"), C))}
    prisoner = model({"A": True, "B": False, "C": True}, fired)
    assert not is_cause(prisoner, {"A": True}, Is("D"), definition="original").is_cause


def test_an_antidote_to_a_poison_never_given_is_only_part_of_a_cause() -> None:
    """H 3.4.2, bogus prevention by the modified definition: no poison (A), an antidote (B)."""
    safe = model({"A": False, "B": True}, {"VS": AnyOf((Not(A), B))})
    assert not is_cause(safe, {"B": True}, Is("VS")).is_cause
    assert is_cause(safe, {"A": False, "B": True}, Is("VS")).is_cause


@each_earlier
def test_an_antidote_to_a_poison_never_given_was_a_cause_before(definition: Definition) -> None:
    """H 3.4.2, bogus prevention: had there been poison, he would have lived for the antidote."""
    safe = model({"A": False, "B": True}, {"VS": AnyOf((Not(A), B))})
    found = is_cause(safe, {"B": True}, Is("VS"), definition=definition)
    assert found.is_cause
    assert found.witness
    assert found.witness.departed == {"A": True}


@each_definition
def test_who_stops_what_would_have_stopped_an_effect_is_a_cause(definition: Definition) -> None:
    """H 2.3, double prevention: Billy shoots down who would have shot down Suzy, who bombs."""
    mission = model(
        {"suzy": True, "enemy": True, "billy": True},
        {
            "enemy shot": AllOf((Is("enemy"), Is("billy"))),
            "suzy shot": AllOf((Is("enemy"), Not(Is("enemy shot")))),
            "bombed": AllOf((Is("suzy"), Not(Is("suzy shot")))),
        },
    )
    assert is_cause(mission, {"billy": True}, Is("bombed"), definition=definition).is_cause
    assert responsibility(mission, "billy", Is("bombed"), definition=definition) == 1


@each_definition
def test_a_trumped_order_is_no_cause(definition: Definition) -> None:
    """H 2.3: both shout; the sergeant's order (S) takes effect (SE) only if the major (M) does not."""
    advance = model(
        {"M": True, "S": True},
        {"SE": AllOf((Is("S"), Not(Is("M")))), "P": AnyOf((Is("M"), Is("SE")))},
    )
    assert is_cause(advance, {"M": True}, Is("P"), definition=definition).is_cause
    assert not is_cause(advance, {"S": True}, Is("P"), definition=definition).is_cause


@each_definition
def test_each_of_eleven_who_outvote_nobody_bears_a_sixth(definition: Definition) -> None:
    """CH 1 and H chapter 6: 11 to 0, so that five more would have had to vote otherwise."""
    assert responsibility(votes(11, of=11), "V0", Is("won"), definition=definition) == Fraction(
        1, 6
    )


@each_definition
def test_each_of_six_who_outvote_five_bears_all(definition: Definition) -> None:
    """CH 1: 6 to 5."""
    narrow = votes(6, of=11)
    assert responsibility(narrow, "V0", Is("won"), definition=definition) == 1
    assert responsibility(narrow, "V10", Is("won"), definition=definition) == 0


def test_any_six_of_eleven_are_a_cause_of_an_unanimous_vote() -> None:
    """H 2.3, voting by the modified definition; the outcome itself is its own cause."""
    found = causes(votes(11, of=11), Is("won"))
    assert sorted(len(cause.event) for cause in found) == [1] + [6] * comb(11, 6)


@each_definition
@pytest.mark.parametrize(("ayes", "degree"), [(101, Fraction(1, 51)), (60, Fraction(1, 10))])
def test_degrees_in_large_votes_follow_the_same_rule(
    ayes: int, degree: Fraction, definition: Definition
) -> None:
    """CH 1, as in the vote of eleven: a majority of m needs m - 51 more to vote otherwise."""
    large = votes(ayes, of=101)
    assert responsibility(large, "V0", Is("won"), definition=definition) == degree


@each_earlier
def test_two_arsonists_bear_half_each_where_either_suffices_and_all_where_both_are_needed(
    definition: Definition,
) -> None:
    """CH 3, after the arsonists of Halpern and Pearl."""
    for burns, degree in ((AnyOf((A, B)), Fraction(1, 2)), (AllOf((A, B)), Fraction(1))):
        fire = model({"A": True, "B": True}, {"F": burns})
        assert responsibility(fire, "A", Is("F"), definition=definition) == degree


def marksmen(live: int) -> Model:
    """Ten shoot, one of them with a live bullet."""
    numbers = range(10)
    hit = AnyOf(tuple(AllOf((Is(f"S{n}"), Is(f"live {n}"))) for n in numbers))
    return causal_model(
        {**{f"S{n}": Is("order") for n in numbers}, "D": hit},
        {"order": True, **{f"live {n}": n == live for n in numbers}},
    )


@each_definition
def test_of_ten_marksmen_the_one_with_the_live_bullet_bears_all_and_each_a_tenth_of_the_blame(
    definition: Definition,
) -> None:
    """CH 1 and 3: none of them knows who has it."""
    degrees = [
        responsibility(marksmen(live=3), f"S{n}", Is("D"), definition=definition) for n in range(10)
    ]
    assert degrees == [int(n == 3) for n in range(10)]
    situations = [(Fraction(1, 10), marksmen(live)) for live in range(10)]
    for n in range(10):
        assert blame(situations, f"S{n}", Is("D"), definition=definition) == Fraction(1, 10)


def test_blame_counts_only_situations_in_which_the_variable_has_the_value() -> None:
    """CH 3: the degree of a thing that did not happen is 0."""
    did = model({"A": True}, {"F": Is("A")})
    did_not = model({"A": False}, {"F": Is("A")})
    situations = [(Fraction(1, 4), did), (Fraction(3, 4), did_not)]
    assert blame(situations, "A", Is("F")) == Fraction(1, 4)
    assert blame(situations, "A", Not(Is("F")), value=False) == Fraction(3, 4)
