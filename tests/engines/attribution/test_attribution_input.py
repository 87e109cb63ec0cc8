"""Situations as people write them: good ones, bad ones, and back again."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from numpy.random import default_rng

import remit.demo.situations
from remit.engines.attribution import (
    AllOf,
    Belief,
    Budget,
    Equation,
    Gate,
    GateKind,
    Is,
    Means,
    Method,
    Part,
    Quorum,
    SituationRefused,
    attribute,
    check_situation,
    parse_situation,
)
from remit.engines.findings import Refusal
from tests.engines.attribution.cast import all_of, choice, game

EXAMPLES = sorted(Path(next(iter(remit.demo.situations.__path__))).glob("*.yaml"))

FLOOD = """
situation: flood
title: {en: Flood in the village, zh: 村庄被淹}
outcome:
  factor: flood
  amount: 90000
  unit: CNY
  label: {en: the flood in the village, zh: 村庄被淹}
owners:
  - {key: dyke/2026, person: p1, name: {en: Li}, post: {en: Dyke warden}}
  - {key: head/2026, person: p2, name: {en: Wang}, post: {en: Head of the town}}
circumstances:
  - {id: warned, label: {en: the warning}, actual: true, on: 2026-04-28, citation: letter 7}
patterns:
  - pattern: omission
    id: dyke_open
    owner: dyke/2026
    label: {en: did not close the dyke}
    otherwise: {en: closed the dyke on 3 May}
    on: 2026-05-03
    citation: duty list 4.2
    gates: {told: warned}
  - pattern: superior_did_not_stop
    id: flood
    path: dyke_open
    owner: head/2026
    label: {en: did not see to it}
    otherwise: {en: seen to it}
    gates: {told: warned}
"""


def refused(source: str) -> dict[str, str]:
    with pytest.raises(SituationRefused) as caught:
        parse_situation(source)
    return {finding.subject: finding.id for finding in caught.value.findings}


def test_a_written_situation_gives_shares_with_reasons() -> None:
    report = attribute(parse_situation(FLOOD))
    warden = report.persons[0]
    assert (warden.share, warden.amount) == (Fraction(1, 2), Fraction(45000))
    assert [sentence.en for sentence in warden.sentences] == [
        "Had you closed the dyke on 3 May, the flood in the village would not have happened. "
        "Nobody else would have had to act otherwise.",
        "It was your duty (duty list 4.2) and you had been told on 28 April 2026 (letter 7).",
        "Your share is half (50.0 %): 45,000 CNY of 90,000 CNY.",
    ]


def test_every_fault_is_told_at_once_with_its_place() -> None:
    source = (
        FLOOD.replace("amount: 90000", "amount: much")
        .replace("actual: true", "actual: perhaps")
        .replace("pattern: omission", "pattern: omit")
        .replace("post: {en: Dyke warden}", "pots: {en: Dyke warden}")
    )
    assert refused(source) == {
        "outcome.amount": "attribution.wrong_kind",
        "circumstances[0].actual": "attribution.wrong_kind",
        "patterns[0]": "attribution.unknown_name",
        "owners[0]": "attribution.unknown_name",
    }


def test_an_unowned_choice_and_an_unknown_factor_are_found() -> None:
    unowned = FLOOD.replace("owner: dyke/2026", "owner: dyke/2025")
    assert refused(unowned) == {"dyke_open.fault": "attribution.unowned_choice"}
    misspelt = FLOOD.replace("told: warned", "told: wanred", 1)
    assert refused(misspelt) == {
        "dyke_open.fault": "attribution.unknown_factor",
        "dyke_open": "attribution.unknown_factor",
    }


def test_text_that_is_no_yaml_names_the_line() -> None:
    assert refused("situation: [a\ntitle: b") == {"situation:2:6": "attribution.unreadable"}


def test_an_impossible_count_a_missing_amount_and_a_stranger_are_found() -> None:
    situation = game(Quorum(3, (Is("a"), Is("b"))), "ab", exempted=["stranger"])
    free = replace(situation, outcome=replace(situation.outcome, amount=Fraction(0)))
    assert [finding.id for finding in check_situation(free)] == [
        "attribution.unknown_owner",
        "attribution.impossible_count",
        "attribution.no_amount",
    ]


def test_two_gates_of_one_kind_are_refused_because_one_would_be_lost_in_writing() -> None:
    gates = (Gate(GateKind.TOLD, "a"), Gate(GateKind.TOLD, "b"))
    situation = game(all_of("a", "b", "c"), "abc")
    twice = (*situation.choices[:2], choice("c", gates=gates))
    found = check_situation(replace(situation, choices=twice))
    assert [finding.id for finding in found] == ["attribution.gate_twice"]


def test_a_formula_nested_without_end_is_refused() -> None:
    nested: dict[str, object] = {"not": "flood"}
    for _ in range(500):
        nested = {"not": nested}
    with pytest.raises(SituationRefused) as caught:
        parse_situation({"situation": "deep", "equations": [{"id": "x", "when": nested}]})
    assert "attribution.too_deep" in {finding.id for finding in caught.value.findings}


def test_a_situation_of_endless_factors_is_refused_at_once() -> None:
    situation = game(all_of("a"), "a")
    many = tuple(Equation(f"x{number}", Is("a")) for number in range(50_001))
    found = check_situation(replace(situation, equations=(*situation.equations, *many)))
    assert [finding.id for finding in found] == ["attribution.too_large"]


def test_a_hundred_and_twenty_people_are_reckoned_and_the_method_is_told() -> None:
    many = [f"p{number:03d}" for number in range(120)]
    report = attribute(game(Quorum(61, tuple(Is(name) for name in many)), many))
    assert [float(p.share) for p in report.persons] == pytest.approx([1 / 120] * 120, abs=1e-12)
    assert report.certificate.method is Method.QUADRATURE
    assert report.certificate.agreement < 1e-12
    assert report.certificate.total == report.certificate.harm
    assert report.persons[0].sentences[-1].en == "Your share is about 0.8 %: 0.01 CNY of 1 CNY."


def short_of_time() -> Budget:
    """A budget of a second by a clock on which every look takes ten."""
    return Budget(seconds=1.0, clock=count(0.0, 10.0).__next__)


def test_past_the_budget_shares_are_refused_without_chance_and_bounded_with_it() -> None:
    many = [f"p{number:02d}" for number in range(40)]
    situation = game(Quorum(21, tuple(Is(name) for name in many)), many)
    situation = replace(situation, beliefs=(Belief("p07", Fraction(1)),))
    with pytest.raises(Refusal) as caught:
        attribute(situation, Means(short_of_time()))
    assert caught.value.findings[0].id == "games.too_large"
    report = attribute(situation, Means(short_of_time(), default_rng(7)))
    assert report.certificate.method is Method.BOUNDED
    assert not report.certificate.exact
    assert report.certificate.total == report.certificate.harm
    assert all(abs(p.share - Fraction(1, 40)) <= report.certificate.radius for p in report.persons)
    assert [finding.id for finding in report.findings] == ["attribution.left_out"] * 4


def test_what_was_left_out_for_lack_of_time_is_not_told_as_no_cause() -> None:
    """All were needed, so each is a cause; without time to look, the share alone shows a part."""
    many = [f"p{number:02d}" for number in range(40)]
    situation = game(Quorum(21, tuple(Is(name) for name in many)), many)
    report = attribute(situation, Means(short_of_time(), default_rng(7)))
    assert {person.part for person in report.persons if person.share} == {Part.JOINT}
    for person in report.persons:
        assert len(person.sentences) == 1
        assert "share" in person.sentences[0].en


def test_sixteen_people_are_reckoned_exactly() -> None:
    many = [f"p{number:02d}" for number in range(16)]
    report = attribute(game(Quorum(9, tuple(Is(name) for name in many)), many))
    assert {person.share for person in report.persons} == {Fraction(1, 16)}
    assert {person.degree for person in report.persons} == {Fraction(1, 8)}


def test_harm_although_all_comply_goes_to_the_system_account() -> None:
    report = attribute(game(AllOf(()), "ab"))
    assert report.system.remainder == 1
    assert [finding.id for finding in report.findings] == [
        "attribution.idle_choice",
        "attribution.idle_choice",
        "attribution.harm_without_fault",
    ]


def test_a_harm_that_did_not_happen_gives_no_shares_and_says_so() -> None:
    report = attribute(game(all_of("a", "b"), "ab", actual={"b": False}))
    assert not report.harm
    assert {person.share for person in report.persons} == {Fraction(0)}
    assert [finding.id for finding in report.findings] == ["attribution.no_harm"]


def test_a_choice_nobody_made_use_of_is_a_warning_only() -> None:
    situation = game(all_of("a"), "ab")
    assert [finding.id for finding in check_situation(situation)] == ["attribution.idle_choice"]
    assert attribute(situation).share_of("b") == 0


def test_the_last_to_act_is_found_by_date_when_nobody_is_named() -> None:
    situation = game(all_of("a", "b"), "ab")
    dated = (
        choice("a", on=date(2026, 5, 2)),
        choice("b", on=date(2026, 5, 1)),
    )
    rows = {row.code: row for row in attribute(replace(situation, choices=dated)).contrasts}
    assert dict(rows["doer"].shares) == {"a": Fraction(1)}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_situations_are_exact_and_clean(path: Path) -> None:
    report = attribute(parse_situation(path.read_text(encoding="utf-8")))
    assert report.harm
    assert report.certificate.exact
    assert report.findings == ()
    for person in report.persons:
        assert all(sentence.zh and sentence.en for sentence in person.sentences)


def test_there_are_example_situations() -> None:
    assert {path.stem for path in EXAMPLES} >= {"missed_plan", "handed_over_problem"}
