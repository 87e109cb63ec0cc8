"""Degrees of responsibility as weights, against the random orders that define them."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.attribution import AnyOf, Degree, Is, Situation, attribute
from tests.engines.attribution.cast import all_of, both, game, shares
from tests.engines.attribution.made_up import PERSONS, situations
from tests.engines.attribution.plainly import Plain

WEIGHTS = st.fixed_dictionaries({person: st.integers(1, 4).map(Fraction) for person in PERSONS})
NOTHING = Fraction(0)


def weighed(situation: Situation, weights: Mapping[str, Fraction]) -> Situation:
    degrees = tuple(Degree(person, weight, both("degree")) for person, weight in weights.items())
    return replace(situation, degrees=degrees)


def expected(plain: Plain, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """What each adds over all orders, level by level, shared anew by weight."""
    amounts = dict.fromkeys(plain.situation.persons, NOTHING)
    for level, amount in plain.reached.items():
        shares = dict.fromkeys(plain.departures, NOTHING)
        orders = list(permutations(plain.departures))
        for order in orders:
            for number, person in enumerate(order):
                turn = plain.value(level, order[: number + 1]) - plain.value(level, order[:number])
                shares[person] += Fraction(turn, len(orders))
        heavier = sum(weights[person] * share for person, share in shares.items())
        for person, share in shares.items():
            part = weights[person] * share * sum(shares.values()) / heavier if heavier else NOTHING
            amounts[person] += part * amount
    return amounts


@given(situations(monotone=True), WEIGHTS)
def test_degrees_share_anew_what_causation_gave(
    situation: Situation, weights: dict[str, Fraction]
) -> None:
    report = attribute(weighed(situation, weights))
    found = {p.person: p.share * report.amount for p in report.persons}
    assert found == expected(Plain(situation), weights)
    assert sum(p.share for p in report.persons) + report.system.share == int(report.harm)


@given(situations(monotone=True), WEIGHTS, st.sampled_from(PERSONS))
def test_a_heavier_degree_never_lowers_the_own_share(
    situation: Situation, weights: dict[str, Fraction], person: str
) -> None:
    heavier = weights | {person: weights[person] * 2}
    before, after = (shares(weighed(situation, each)) for each in (weights, heavier))
    assert after.get(person, NOTHING) >= before.get(person, NOTHING)


def test_where_either_sufficed_the_heavier_degree_bears_more() -> None:
    """The weighted Shapley value would turn it round: one quarter for the heavier."""
    either = game(AnyOf((Is("a"), Is("b"))), "ab")
    found = shares(weighed(either, {"a": Fraction(3), "b": Fraction(1)}))
    assert found == {"a": Fraction(3, 4), "b": Fraction(1, 4)}


@given(situations(), WEIGHTS, st.sampled_from([Fraction(2), Fraction(1, 3)]))
def test_multiplying_all_weights_changes_nothing_and_neither_do_equal_ones(
    situation: Situation, weights: dict[str, Fraction], factor: Fraction
) -> None:
    more = {person: weight * factor for person, weight in weights.items()}
    report = attribute(weighed(situation, more))
    assert {p.person: p.share for p in report.persons} == shares(weighed(situation, weights))
    alike = dict.fromkeys(PERSONS, factor)
    assert shares(weighed(situation, alike)) == {p.person: p.plain_share for p in report.persons}
    for person in report.persons:
        assert sum(part for _, part in person.by_choice) == person.unexempted_share


@given(st.lists(st.integers(1, 9).map(Fraction), min_size=1, max_size=5))
def test_where_all_were_needed_shares_go_by_weight(weights: list[Fraction]) -> None:
    """Hence a heavier degree never lowers the own share there."""
    names = "abcde"[: len(weights)]
    given_weights = dict(zip(names, weights, strict=True))
    found = shares(weighed(game(all_of(*names), names), given_weights))
    assert found == {name: weight / sum(weights) for name, weight in given_weights.items()}
