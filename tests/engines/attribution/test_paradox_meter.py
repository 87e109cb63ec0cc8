"""The paradox meter: what doing nothing, half or all is expected to cost, by hand and by definition."""

from collections.abc import Mapping, Sized
from dataclasses import replace
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.attribution import (
    AllOf,
    Gate,
    GateKind,
    Holding,
    Is,
    Situation,
    Working,
    attribute,
    paradox_meter,
)
from tests.engines.attribution.cast import choice, contrast, example, game, said
from tests.engines.attribution.made_up import situations
from tests.engines.attribution.plainly import Plain, subsets

LEFT = {Working.NOTHING: Fraction(1), Working.HALF: Fraction(1, 2), Working.ALL: Fraction(0)}
NOTHING = Fraction(0)


def test_do_much_answer_for_much_and_how_exemption_turns_it_round() -> None:
    """Two duties, each going wrong honestly one time in ten; a checker who is always asleep.

    Officer and checker were both needed, so that the officer's share is half of the chance that a
    duty fails. All duties taken up: 1 - 0.9 * 0.9 = 0.19, half of it 0.095. None taken up: for
    certain, half. Half taken up: a duty is left with 0.5, done wrongly with 0.05, so it fails with
    0.55 and one of the two does with 1 - 0.45 * 0.45 = 0.7975, half 0.39875; of each failing duty
    1/11 is an error and 10/11 was left, so errors make 0.03625 of it and omissions 0.3625.
    """
    expected = {
        Holding.VISIBLE: (0, 0.03625, 0.095),
        Holding.EVERYTHING: (0.5, 0.39875, 0.095),
        Holding.EXEMPT: (0.5, 0.3625, 0),
    }
    found = paradox_meter(example("do_much"), "hong.qu")
    for row in found:
        assert tuple(row.shares.values()) == pytest.approx(expected[row.holding], abs=1e-15)
    assert [row.punishes_work for row in found] == [True, False, False]


def test_what_in_fact_happened_to_whoever_did_much() -> None:
    """The list and the sleeping checker were both needed; the honest half is nobody's."""
    report = attribute(example("do_much"))
    half = Fraction(1, 2)
    assert {p.person: p.share for p in report.persons} == {"hong.qu": 0, "qi.an": half}
    assert report.system.exempted == half
    assert contrast(report, "doer") == {"hong.qu": 1}
    assert contrast(report, "boat") == {"hong.qu": half, "qi.an": half}
    assert (
        said(report, "hong.qu")[2].en
        == "Your share would be half (50.0 %): 20,000 CNY of 40,000 CNY."
    )
    assert (
        said(report, "hong.qu")[2].zh
        == "您的份额本应为二分之一（50.0%），即20,000 CNY（总额40,000 CNY）。"
    )


def test_another_person_with_two_departures_is_still_one_player() -> None:
    """Q did two things that were both needed: P shares with one person, not with two deeds."""
    situation = game(AllOf((Is("d"), Is("x"), Is("y"))), "dxy", own={"d": "P", "x": "Q", "y": "Q"})
    nothing = paradox_meter(situation, "P")[1].shares[Working.NOTHING]
    assert nothing == pytest.approx(0.5, abs=1e-12)
    assert attribute(situation).share_of("P") == Fraction(1, 2)


def test_a_duty_that_a_shut_gate_excuses_costs_nothing() -> None:
    situation = game(AllOf((Is("a"), Is("b"))), "ab")
    refused = choice("a", gates=(Gate(GateKind.RESOURCED, "money"),))
    money = choice("money", "b", actual=False, baseline=True)
    situation = replace(situation, choices=(refused, situation.choices[1], money))
    for row in paradox_meter(situation, "a"):
        assert set(row.shares.values()) == {0.0}


def inner_shares(plain: Plain, person: str, present: tuple[str, ...]) -> Mapping[str, Fraction]:
    """Owen's value of a person's departures when these are there: persons come whole."""
    others = [other for other in plain.departures if other != person]
    return {
        own: sum(
            (
                chance(before, others) * chance(inner, beside)
                * (reached(plain, before, (*inner, own)) - reached(plain, before, inner))
                for before in subsets(others, least=0)
                for inner in subsets(beside, least=0)
            ),
            NOTHING,
        )
        for own in present
        for beside in [[other for other in present if other != own]]
    }  # fmt: skip


def chance(before: Sized, others: Sized) -> Fraction:
    """How often just these of the others come before oneself."""
    return Fraction(1, comb(len(others), len(before)) * (len(others) + 1))


def reached(plain: Plain, persons: tuple[str, ...], own: tuple[str, ...]) -> Fraction:
    """What part of the harm comes about when these people and these own departures are there."""
    there = {c for person in persons for c in plain.departures[person]} | set(own)
    values = {c.id: c.baseline != (c.id in there) for c in plain.situation.choices}
    facts, levels = plain.worked_out(values), plain.situation.outcome.levels
    amounts = (level.amount for level in levels if facts[level.factor])
    return sum(amounts, NOTHING) / sum(level.amount for level in levels)


def expected_share(
    situation: Situation, person: str, working: Working, holding: Holding
) -> Fraction:
    """Every way in which the duties may fail, with its chance and the share that counts."""
    plain, owners = Plain(situation), situation.owner_of
    open_gates = [
        c for c in situation.choices
        if (o := owners[c.id]) and o.person == person
        and all(plain.facts[g.factor] == g.kind.open_when for g in c.gates)
    ]  # fmt: skip
    left = LEFT[working]
    errs = {c.id: (1 - left) * (c.likelihood or NOTHING) for c in open_gates}
    total = NOTHING
    for present in subsets(list(errs)):
        probable = Fraction(1)
        for duty, erred in errs.items():
            probable *= left + erred if duty in present else 1 - left - erred
        for own, share in inner_shares(plain, person, present).items() if probable else ():
            counted = {
                Holding.VISIBLE: errs[own], Holding.EXEMPT: left,
                Holding.EVERYTHING: errs[own] + left,
            }[holding]  # fmt: skip
            total += probable * share * counted / (left + errs[own])
    return total


@given(
    situations(monotone=True),
    st.sampled_from(["P", "Q"]),
    st.lists(
        st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 2)]), min_size=5, max_size=5
    ),
    st.sampled_from(Working),
    st.sampled_from(Holding),
)
def test_the_meter_equals_the_sum_over_all_ways_of_failing(
    situation: Situation,
    person: str,
    errors: list[Fraction],
    working: Working,
    holding: Holding,
) -> None:
    choices = tuple(
        replace(c, likelihood=e) for c, e in zip(situation.choices, errors, strict=True)
    )
    situation = replace(situation, choices=choices)
    found = {row.holding: row.shares[working] for row in paradox_meter(situation, person)}[holding]
    assert found == pytest.approx(
        float(expected_share(situation, person, working, holding)), abs=1e-9
    )
