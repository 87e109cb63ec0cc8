"""What a report says beside the shares, and how it says it in odd but possible situations."""

from dataclasses import replace
from fractions import Fraction

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Circumstance,
    Degree,
    Equation,
    Evidence,
    Gate,
    GateKind,
    Is,
    Level,
    Not,
    Part,
    Quorum,
    State,
    attribute,
)
from remit.engines.words import Words
from tests.engines.attribution.cast import all_of, both, choice, game, said


def test_a_graver_harm_without_the_lesser_one_is_remarked() -> None:
    situation = game(Is("a"), "ab", actual={"a": False})
    worse = (Level("b", Fraction(2), both("the grave part")),)
    report = attribute(replace(situation, outcome=replace(situation.outcome, worse=worse)))
    assert [f.id for f in report.findings] == ["attribution.levels_out_of_order"]
    assert report.findings[0].message == Words(
        "较重的损害发生了，而较轻的没有发生。请核对损害的先后次序和条件。",
        "A graver level of the harm happened and a lesser one did not. Check the order of the "
        "levels and what leads to them.",
    )


def test_where_too_many_people_hide_who_was_overtaken_it_is_said() -> None:
    """Thirteen who are no cause alone make more groups than are tried."""
    names = [f"p{number:02d}" for number in range(13)]
    fast, slow = ([Is(name) for name in part] for part in (names[:6], names[6:]))
    late = AllOf((AnyOf(tuple(slow)), Not(Is("fast"))))
    situation = replace(
        game(Is("p00"), names),
        equations=(
            Equation("fast", Quorum(2, tuple(fast))),
            Equation("late", late),
            Equation("harm", AnyOf((Is("fast"), Is("late")))),
        ),
    )
    report = attribute(situation)
    assert not report.certificate.complete
    assert [f.id for f in report.findings] == ["attribution.causes_not_searched"]
    assert "may have a share all the same" in report.findings[0].message.en
    assert "可能因此分得份额" in report.findings[0].message.zh


def test_a_cause_that_evens_out_is_told_why_it_has_no_share() -> None:
    """The second deed of P opens another way: alone a cause by the way it went, yet no share.

    Whatever Q's deed leads to by the first way it leads to by the second as well, so P adds nothing
    to any group.
    """
    situation = replace(
        game(Is("q"), ["p", "q"], own={"p": "P", "q": "Q"}),
        equations=(
            Equation("first", all_of("p", "q"), both("the first way")),
            Equation("second", AllOf((Is("q"), Not(Is("first")))), both("the second way")),
            Equation("harm", AnyOf((Is("first"), Is("second")))),
        ),
    )
    report = attribute(situation)
    assert (report.persons[0].part, report.persons[0].share) == (Part.CAUSE, 0)
    assert [line.en for line in said(report, "P")] == [
        "Had you not done p, and as “the second way” did not in fact happen, the "
        "flood in the village would not have happened. Nobody else would have had to act otherwise.",
        "On balance, though, what you did made the flood in the village no more likely.",
        "You have no share.",
    ]
    assert said(report, "P")[1].zh == "但总体而言，您的做法并未使村庄被淹更容易发生。"


def test_a_step_without_a_name_is_not_told_by_its_id() -> None:
    situation = replace(
        game(Is("a"), "ab"),
        equations=(
            Equation("x1", Is("a")),
            Equation("x2", AllOf((Is("b"), Not(Is("x1"))))),
            Equation("harm", AnyOf((Is("x1"), Is("x2")))),
        ),
    )
    assert said(attribute(situation), "a")[0] == Words(
        "如果您not done a，鉴于事实上其余经过照旧，村庄被淹就不会发生；不需要其他人另有作为。",
        "Had you not done a, and as all else went as it did, the flood in the "
        "village would not have happened. Nobody else would have had to act otherwise.",
    )


def test_where_nothing_is_counted_no_amount_is_told() -> None:
    situation = game(all_of("a", "b"), "ab")
    bare = replace(situation, outcome=replace(situation.outcome, unit=""))
    assert said(attribute(bare), "a")[-1] == Words(
        "您的份额为二分之一（50.0%）。", "Your share is half (50.0 %)."
    )


def test_a_text_in_one_language_stands_in_for_the_other() -> None:
    """Nothing is left empty in a letter because a clerk wrote it in one language only."""
    english = Words("", "left the gate open")
    only = replace(choice("a"), label=english, otherwise=Words("", "shut the gate"))
    disputed = replace(only, evidence=Evidence(State.UNKNOWN))
    situation = game(all_of("a", "b"), "ab")
    situation = replace(
        situation,
        choices=(disputed, situation.choices[1]),
        degrees=(Degree("a", Fraction(2), Words("主要责任", ""), "rule 7"),),
        outcome=replace(situation.outcome, label=Words("", "the flood")),
    )
    report = attribute(situation)
    assert [line.zh for line in said(report, "a")] == [
        "如果您shut the gate，the flood就不会发生；不需要其他人另有作为。",
        "您的份额为三分之二（66.7%），即0.67 CNY（总额1 CNY）。",
        "您的责任程度为“主要责任”（rule 7），权重2；若不计责任程度，份额为二分之一（50.0%）。",
        "因部分事实尚有争议，份额在0.0%至66.7%之间；处理时以较低者为准。"
        "影响最大的是“left the gate open”是否属实。",
    ]
    assert said(report, "a")[2].en == (
        "Your degree of responsibility is “主要责任” (rule 7), with a weight of 2; with equal degrees "
        "your share would be half (50.0 %)."
    )


def test_of_two_gates_on_one_letter_only_the_shut_one_is_told() -> None:
    """The same letter told and objected: the person was told, and had objected."""
    letter = Circumstance("letter", both("the letter"), actual=True)
    gates = (Gate(GateKind.TOLD, "letter"), Gate(GateKind.OBJECTED, "letter"))
    situation = game(all_of("b"), "ab")
    situation = replace(
        situation,
        choices=(choice("a", gates=gates), situation.choices[1]),
        circumstances=(letter,),
        equations=(Equation("harm", AnyOf((Is("a"), Is("b")))),),
    )
    assert said(attribute(situation), "a")[0].en == (
        "As to “did a”: you had objected, so it is not counted to you."
    )


def test_a_reason_that_rests_on_an_open_fact_says_so() -> None:
    unsure = Evidence(State.UNKNOWN)
    letter = Circumstance("letter", both("the letter"), actual=True, evidence=unsure)
    situation = game(all_of("a", "b"), "ab")
    told = choice("a", gates=(Gate(GateKind.TOLD, "letter"),))
    situation = replace(situation, choices=(told, situation.choices[1]), circumstances=(letter,))
    assert said(attribute(situation), "a")[1] == Words(
        "您已被告知（尚未查明）。", "You had been told (not established)."
    )
    absent = replace(situation, circumstances=(replace(letter, actual=False),))
    assert said(attribute(absent), "a")[0].en == (
        "As to “did a”: you had not been told (not established), so it is not counted to you."
    )
