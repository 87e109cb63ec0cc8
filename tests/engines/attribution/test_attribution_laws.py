"""Laws that hold for every situation, checked on random ones against a plain reckoning."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Constant,
    Exemption,
    Formula,
    Is,
    Not,
    Quorum,
    Situation,
    attribute,
)
from remit.engines.attribution.situation import digest
from remit.engines.formulas import holds
from tests.engines.attribution.cast import both, choice, game, owners

CHOICES = ("a", "b", "c", "d", "e")
LEAVES = st.sampled_from(CHOICES).map(Is)


def _inner(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    counted = several.flatmap(
        lambda some: st.integers(1, len(some)).map(lambda count: Quorum(count, some))
    )
    return several.map(AllOf) | several.map(AnyOf) | counted


MONOTONE: st.SearchStrategy[Formula] = st.recursive(LEAVES, _inner, max_leaves=8)
ANY = st.recursive(
    LEAVES | st.booleans().map(Constant), lambda p: _inner(p) | p.map(Not), max_leaves=8
)
OWNERSHIP = st.fixed_dictionaries({name: st.sampled_from("PQRS") for name in CHOICES})


def happens(formula: Formula, on: frozenset[str]) -> bool:
    return holds(formula, {name: name in on for name in CHOICES})


def plain_degree(formula: Formula, own: Mapping[str, str], person: str) -> Fraction:
    others = sorted(set(own.values()) - {person})
    for size in range(len(others) + 1):
        for changed in combinations(others, size):
            still = frozenset(c for c in CHOICES if own[c] not in changed)
            without = frozenset(c for c in still if own[c] != person)
            if happens(formula, still) and not happens(formula, without):
                return Fraction(1, size + 1)
    return Fraction(0)


@given(MONOTONE, OWNERSHIP)
def test_degree_is_one_over_the_smallest_number_of_people(
    formula: Formula, own: dict[str, str]
) -> None:
    for person in attribute(game(formula, CHOICES, own=own)).persons:
        assert person.degree == plain_degree(formula, own, person.person)
        assert (person.degree > 0) == (person.share > 0)


@given(MONOTONE, OWNERSHIP)
def test_the_printed_witness_really_averts_the_harm(formula: Formula, own: dict[str, str]) -> None:
    for person in attribute(game(formula, CHOICES, own=own)).persons:
        if person.witness is None:
            continue
        left = frozenset(c for c in CHOICES if own[c] not in person.witness.others)
        assert happens(formula, left)
        assert not happens(formula, left - set(person.witness.own))
        for kept in person.witness.own:
            assert happens(formula, (left - set(person.witness.own)) | {kept})


@given(ANY, st.permutations(CHOICES))
def test_shares_follow_the_part_played_and_not_the_name_or_the_order(
    formula: Formula, order: list[str]
) -> None:
    situation = game(formula, CHOICES)
    mixed = replace(
        situation,
        owners=owners(*order),
        choices=tuple(choice(name) for name in reversed(order)),
    )
    first, second = attribute(situation), attribute(mixed)
    assert {p.person: p.share for p in first.persons} == {p.person: p.share for p in second.persons}
    assert first.certificate.inputs == second.certificate.inputs


@given(MONOTONE)
def test_two_who_play_the_same_part_share_alike(formula: Formula) -> None:
    same = AnyOf((formula, AllOf((Is("x"), Is("y")))))
    report = attribute(game(same, [*CHOICES, "x", "y"]))
    assert report.share_of("x") == report.share_of("y")


@given(MONOTONE)
def test_more_of_one_s_own_faults_never_lower_the_own_share(formula: Formula) -> None:
    own = {"a": "P", "b": "P", "c": "Q", "d": "R", "e": "S"}
    fewer = attribute(game(formula, CHOICES, own=own, actual={"b": False}))
    more = attribute(game(formula, CHOICES, own=own))
    assume(fewer.harm)
    assert more.share_of("P") >= fewer.share_of("P")


@given(ANY)
def test_the_digest_ignores_texts_and_order_and_heeds_facts(formula: Formula) -> None:
    situation = game(formula, CHOICES)
    renamed = replace(situation, title=both("other"), choices=situation.choices[::-1])
    assert digest(renamed) == digest(situation)
    changed: Situation = game(formula, CHOICES, actual={"a": False})
    assert digest(changed) != digest(situation)
    released = replace(situation, exempted=(Exemption("a", both("why")),))
    assert digest(released) != digest(situation)
