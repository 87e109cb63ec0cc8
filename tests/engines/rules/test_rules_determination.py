"""Bands, shifts, exemptions, caps and exceptions come to the right range."""

from dataclasses import replace
from datetime import date

import pytest

from remit.engines.rules import FactsRefused, FactStatus, RuleStatus
from tests.engines.rules.small_packs import (
    BAND,
    both,
    cite,
    codes,
    determined,
    pack,
    rule,
)


def test_a_band_gives_its_range_and_nothing_else_gives_none() -> None:
    small = pack(BAND)
    assert codes(determined(small, {"a": True})) == [("measure", "warning", "demotion")]
    assert codes(determined(small, {"a": False})) == [("no_basis", "none", "none")]


def test_a_fact_nobody_stated_leaves_both_open_and_is_never_a_silent_no() -> None:
    result = determined(pack(BAND), {})
    assert codes(result) == [("no_basis", "none", "none"), ("measure", "warning", "demotion")]
    assert not result.settled
    assert [deciding.fact for deciding in result.deciding] == ["a"]


def test_what_may_be_reduced_widens_and_what_shall_be_reduced_moves() -> None:
    may = pack(BAND, rule("less", {"b": True}, {"shift": -1}, "may"))
    shall = pack(
        rule("band", {"a": True}, {"band": ["demerit", "demotion"]}),
        rule("less", {"b": True}, {"shift": -1}),
    )
    facts = {"a": True, "b": True}
    assert codes(determined(may, facts)) == [("measure", "none", "demotion")]
    assert codes(determined(shall, facts)) == [("measure", "warning", "demerit")]


def test_a_shift_stays_among_measures_of_its_kind() -> None:
    """Below a warning comes no discipline, not the milder kind's reminder talk."""
    small = pack(
        rule("band", {"a": True}, {"band": ["warning", "warning"]}),
        rule("less", {"b": True}, {"shift": -1}),
    )
    assert codes(determined(small, {"a": True, "b": True})) == [("measure", "none", "none")]


def test_several_reductions_do_not_add_up_and_nothing_rises_above_the_top() -> None:
    small = pack(
        rule("band", {"a": True}, {"band": ["demotion", "dismissal"]}),
        rule("less", {"b": True}, {"shift": -1}, "may"),
        rule("lesser", {"c": True}, {"shift": -1}, "may"),
        rule("more", {"grade": "high"}, {"shift": 2}),
    )
    facts: dict[str, object] = {"a": True, "b": True, "c": True, "grade": "low"}
    assert codes(determined(small, facts)) == [("measure", "demerit", "dismissal")]
    top = {"a": True, "b": False, "c": False, "grade": "high"}
    assert codes(determined(small, top)) == [("measure", "dismissal", "dismissal")]


def test_shall_be_exempt_is_exempt_and_may_be_exempt_opens_the_lower_end() -> None:
    shall = pack(BAND, rule("free", {"b": True}, {"exempt": True}))
    may = pack(BAND, rule("free", {"b": True}, {"exempt": True}, "may"))
    facts = {"a": True, "b": True}
    assert codes(determined(shall, facts)) == [("exempt", "none", "none")]
    assert codes(determined(may, facts)) == [("measure", "none", "demotion")]
    assert [p.rule.id for p in determined(may, facts).exemptions] == ["free"]


def test_a_cap_is_never_exceeded() -> None:
    small = pack(BAND, rule("cap", {"b": True}, {"cap": "demerit"}))
    assert codes(determined(small, {"a": True, "b": True})) == [("measure", "warning", "demerit")]


def test_leaning_keeps_the_range_and_is_told() -> None:
    small = pack(BAND, rule("heavy", {"b": True}, {"lean": "heavier"}))
    result = determined(small, {"a": True, "b": True})
    assert result.outcomes[0].leanings == ("heavier shall",)
    assert result.outcomes[0].words.en == "warning to demotion; the heavier end must be chosen"
    assert [proof.rule.id for proof in result.aggravations] == ["heavy"]


def test_an_exception_defeats_a_rule_and_its_own_exception_brings_it_back() -> None:
    small = pack(
        BAND,
        rule("free", {"b": True}, {"exempt": True}),
        rule("not-free", {"c": True}, {"note": both("x")}, overrides=["free"]),
        rule("free-after-all", {"grade": "low"}, {"note": both("y")}, overrides=["not-free"]),
    )
    facts = {"a": True, "b": True, "c": True}
    kept = determined(small, {**facts, "grade": "high"})
    freed = determined(small, {**facts, "grade": "low"})
    assert codes(kept) == [("measure", "warning", "demotion")]
    assert codes(freed) == [("exempt", "none", "none")]
    statuses = {proof.rule.id: proof.status for proof in kept.proof}
    assert statuses["free"] is RuleStatus.DEFEATED
    assert statuses["free-after-all"] is RuleStatus.NOT_APPLIED


def test_overriding_names_a_label_for_many_rules_at_once() -> None:
    small = pack(
        BAND,
        rule("one", {"b": True}, {"exempt": True}, label="exemption"),
        rule("two", {"c": True}, {"exempt": True}, label="exemption"),
        rule("none", {"grade": "high"}, {"note": both("x")}, overrides=["exemption"]),
    )
    result = determined(small, {"a": True, "b": True, "c": True, "grade": "high"})
    assert codes(result) == [("measure", "warning", "demotion")]
    assert [p.defeated_by for p in result.proof if p.rule.label == "exemption"] == [("none",)] * 2


def test_of_several_bands_the_heaviest_is_executed() -> None:
    small = pack(BAND, rule("worse", {"b": True}, {"band": ["demotion", "dismissal"]}))
    result = determined(small, {"a": True, "b": True})
    assert codes(result) == [("measure", "demotion", "dismissal")]
    assert result.findings == ()


def test_where_no_provision_says_how_bands_concur_a_person_is_asked_to_judge() -> None:
    worse = rule("worse", {"b": True}, {"band": ["demotion", "dismissal"]})
    small = replace(pack(BAND, worse), concurrence=None)
    result = determined(small, {"a": True, "b": True})
    assert [finding.id for finding in result.findings] == ["rules.bands_conflict"]


def test_a_condition_that_holds_either_way_holds_although_the_fact_is_unknown() -> None:
    small = pack(rule("band", {"any": [{"b": True}, {"b": False}]}, {"band": ["talk", "talk"]}))
    result = determined(small, {})
    assert codes(result) == [("measure", "talk", "talk")]
    assert result.proof[0].status is RuleStatus.APPLIED
    assert result.deciding == ()


def test_two_rules_that_meet_leave_no_open_question() -> None:
    """Each rule is open, but the outcome is not: b and not-b give the same band."""
    small = pack(
        rule("yes", {"b": True}, {"band": ["talk", "talk"]}),
        rule("no", {"b": False}, {"band": ["talk", "talk"]}),
    )
    result = determined(small, {})
    assert codes(result) == [("measure", "talk", "talk")]
    assert result.settled
    assert result.deciding == ()


def test_numbers_are_cut_where_the_rules_cut_them() -> None:
    small = pack(
        rule("small", {"loss": {"above": 0, "below": 100}}, {"band": ["talk", "talk"]}),
        rule("big", {"loss": {"at_least": 100}}, {"band": ["dismissal", "dismissal"]}),
    )
    assert codes(determined(small, {"loss": 100})) == [("measure", "dismissal", "dismissal")]
    assert codes(determined(small, {"loss": "99.99"})) == [("measure", "talk", "talk")]
    answers = determined(small, {}).deciding[0].answers
    assert [(answer.words.en, len(answer.outcomes)) for answer in answers] == [
        ("below 0 CNY", 1),
        ("exactly 0 CNY", 1),
        ("between 0 CNY and 100 CNY", 1),
        ("exactly 100 CNY", 1),
        ("above 100 CNY", 1),
    ]


def test_contested_facts_are_open_and_asserted_ones_are_not() -> None:
    small = pack(BAND)
    contested = {"a": {"value": True, "status": "contested"}}
    asserted = {"a": {"value": True, "status": "asserted", "by": "reporter", "evidence": ["E1"]}}
    assert len(determined(small, contested).outcomes) == 2
    result = determined(small, asserted)
    assert result.settled
    assert result.proof[0].used[0].status is FactStatus.ASSERTED
    assert "said by reporter" in result.proof[0].sentence.en


def test_facts_that_cannot_be_are_refused_all_at_once() -> None:
    with pytest.raises(FactsRefused) as refused:
        determined(pack(BAND), {"a": 1, "grade": "middling", "loss": True, "unheard": True})
    assert [finding.id for finding in refused.value.findings] == [
        "facts.impossible_value",
        "facts.impossible_value",
        "facts.impossible_value",
        "facts.unknown_name",
    ]


def test_the_law_of_the_day_of_the_act_applies() -> None:
    old = rule("old", {"a": True}, {"band": ["dismissal", "dismissal"]}, until=date(2025, 1, 1))
    new = rule("new", {"a": True}, {"band": ["talk", "talk"]}, since=date(2025, 1, 1))
    small = pack(old, new)
    before = determined(small, {"a": True}, act_on=date(2024, 12, 31))
    after = determined(small, {"a": True}, act_on=date(2025, 1, 1))
    assert codes(before) == [("measure", "dismissal", "dismissal")]
    assert codes(after) == [("measure", "talk", "talk")]
    assert before.proof[1].status is RuleStatus.NOT_IN_FORCE


def test_an_act_after_the_decision_is_pointed_out() -> None:
    result = determined(pack(BAND), {"a": True}, act_on=date(2027, 1, 1))
    assert [finding.id for finding in result.findings] == ["rules.act_after_decision"]


def test_only_a_measure_that_every_possible_outcome_allows_is_safe() -> None:
    small = pack(BAND, rule("less", {"b": True}, {"shift": -1}, "may"))
    result = determined(small, {"a": True})
    assert len(result.outcomes) == 2
    assert result.admits(small.measure("demerit"))
    assert not result.admits(small.measure("talk"))
    assert (result.low.code, result.high.code) == ("none", "demotion")


def test_a_measure_with_a_period_ends_by_the_calendar() -> None:
    ladder = [
        {"measure": "talk", "name": both("talk"), "kind": "mild", "months": 6, "cite": cite(8)},
        {"measure": "out", "name": both("out"), "kind": "mild", "cite": cite(8)},
    ]
    small = pack(rule("r", {"a": True}, {"band": ["talk", "out"]}), ladder=ladder)
    assert small.measure("talk").effect_until(date(2025, 8, 31)) == date(2026, 2, 28)
    assert small.measure("out").effect_until(date(2025, 8, 31)) is None


def test_the_inputs_digest_changes_with_a_fact_and_not_with_the_order() -> None:
    small = pack(BAND)
    one = determined(small, {"a": True, "b": False}).inputs
    assert determined(small, {"b": False, "a": True}).inputs == one
    assert determined(small, {"b": True, "a": True}).inputs != one
