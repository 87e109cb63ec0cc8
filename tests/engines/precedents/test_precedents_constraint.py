"""What precedents say of small cases, in words."""

from datetime import date

from remit.engines.findings import Severity
from remit.engines.precedents import (
    Constraint,
    Precedent,
    Side,
    Status,
    case_base,
    constrain,
    contradictions,
)
from remit.engines.precedents.aspects import Value
from tests.engines.precedents.small_bases import (
    CONFESSED,
    HARM,
    INTENT,
    LADDER,
    LOSS,
    PARTIES,
    SERVICE,
    SHARE,
    SIDES,
)

ASPECTS = (LOSS, CONFESSED)
LI = Precedent("Li", {"loss": 5, "confessed": True}, "removal", date(2024, 5, 3), "No. 7")
WU = Precedent("Wu", {"loss": 9, "confessed": False}, "removal")
MILD = Precedent("Xu", {"loss": 1, "confessed": True}, "warning")


def asked(*precedents: Precedent, **values: Value) -> Constraint:
    return constrain(case_base(ASPECTS, LADDER, precedents), values)


def test_a_case_at_least_as_grave_is_decided_at_least_as_heavily() -> None:
    found = asked(LI, MILD, loss=6, confessed=True)
    assert (found.status, found.low, found.high) == (Status.FREE, 2, 3)
    assert found.words == (
        "依先例至少为“中removal”。",
        "The precedents ask for “removal” at least.",
    )
    (binding,) = found.by
    assert (binding.precedent, binding.side) == (LI, Side.HEAVIER)
    assert binding.words.en == (
        "“Li” (No. 7, 3 May 2024) was decided “removal”, and all that is recorded here speaks at "
        "least as much for a heavier outcome. To decide for a milder outcome, this difference "
        "would have to count for a milder outcome: loss: 5 yuan there, 6 yuan here."
    )
    assert binding.words.zh == (
        "“Li”（No. 7，2024年5月3日）的处理结果为“中removal”，而本案所记录的各点至少同样支持从重。"
        "如要转而支持从轻，须说明下列差别为何支持从轻：中loss：该案5元，本案6元。"
    )


def test_a_case_at_most_as_grave_is_decided_at_most_as_heavily() -> None:
    found = asked(MILD, WU, loss=0, confessed=True)
    assert (found.low, found.high, found.admits(1), found.admits(2)) == (0, 1, True, False)
    assert found.words.en == "The precedents ask for “warning” at most."


def test_between_two_like_decisions_one_outcome_is_left() -> None:
    found = asked(LI, WU, loss=6, confessed=False)
    assert (found.status, found.low, found.high) == (Status.FORCED, 2, 2)
    assert [(each.precedent.id, each.side) for each in found.by] == [
        ("Li", Side.HEAVIER),
        ("Wu", Side.MILDER),
    ]
    assert found.words == ("依先例只能为“中removal”。", "The precedents leave “removal” alone.")


def test_between_two_different_decisions_a_range_is_left() -> None:
    found = asked(MILD, WU, loss=4, confessed=False)
    assert (found.status, found.low, found.high) == (Status.FREE, 1, 2)
    assert found.words.en == "The precedents leave “warning” to “removal”."


def test_what_speaks_for_both_sides_is_not_bound() -> None:
    found = asked(LI, loss=4, confessed=False)
    assert (found.status, found.by, found.waiting) == (Status.FREE, (), ())
    assert found.words.en == "No precedent limits the outcome."


def test_a_like_case_differs_in_nothing_that_is_recorded() -> None:
    found = asked(LI, loss=5, confessed=True)
    assert found.status is Status.FORCED
    assert found.by[0].words.en.endswith(
        "Nothing recorded differs. To decide for a milder outcome, a difference would have to be "
        "named that is not recorded."
    )


def test_what_is_unknown_leaves_the_question_open_and_is_named() -> None:
    found = asked(LI, loss=8)
    assert (found.status, found.low, found.high) == (Status.FREE, 2, 3)
    found = asked(LI, confessed=False)
    assert (found.status, found.low, found.high) == (Status.OPEN, 0, 3)
    assert found.words.en == (
        "No precedent limits the outcome. Whether the precedents leave less depends on what is "
        "unknown: loss."
    )
    (waiting,) = found.waiting
    assert waiting.waits_for == ("loss",)
    assert waiting.words.en == (
        "“Li” (No. 7, 3 May 2024) was decided “removal”. It binds here too if what is unknown "
        "turns out to speak at least as much for a heavier outcome: loss: 5 yuan there, unknown here."
    )
    assert waiting.words.zh.endswith("也有约束力：中loss：该案5元，本案不明。")


def test_a_precedent_that_does_not_tell_everything_waits_too() -> None:
    found = asked(Precedent("Old", {"confessed": True}, "removal"), loss=8, confessed=True)
    assert (found.status, found.waiting[0].waits_for) == (Status.OPEN, ("loss",))


def test_one_outcome_is_not_forced_while_the_unknown_may_contradict_it() -> None:
    worse = Precedent("Old", {"confessed": True}, "dismissal")
    found = asked(LI, WU, worse, loss=6, confessed=False)
    assert (found.status, found.low, found.high) == (Status.OPEN, 2, 2)
    assert found.words.en == (
        "The precedents leave “removal” alone. Whether other precedents contradict this depends on "
        "what is unknown: loss."
    )


def test_an_unknown_number_is_not_beyond_its_ends() -> None:
    base = case_base((LOSS, SHARE), LADDER, [Precedent("P", {"loss": 0, "share": 1}, "removal")])
    assert constrain(base, {}).low == 2
    assert constrain(case_base((SERVICE,), LADDER, [Precedent("P", {}, "removal")]), {}).low == 0


def test_a_scale_goes_from_its_first_value_to_its_last() -> None:
    base = case_base(
        (INTENT, HARM), LADDER, [Precedent("P", {"intent": "gross", "harm": False}, "removal")]
    )
    assert constrain(base, {"intent": "wilful", "harm": False}).low == 2
    assert constrain(base, {"intent": "slight", "harm": False}).high == 2
    assert constrain(base, {"intent": "slight", "harm": True}).by == ()


def test_parties_are_called_by_their_names() -> None:
    won = Precedent("A v B", {"harm": True, "confessed": True}, "plaintiff")
    base = case_base((HARM, CONFESSED), PARTIES, [won], SIDES)
    found = constrain(base, {"harm": True, "confessed": False})
    assert found.words.en == "The precedents leave “plaintiff” alone."
    assert "To decide for the defendant, this difference would have to count for the defendant" in (
        found.by[0].words.en
    )


def test_precedents_that_rule_out_every_outcome_are_named_as_a_pair() -> None:
    severe = Precedent("Qin", {"loss": 3, "confessed": True}, "dismissal")
    base = case_base(ASPECTS, LADDER, [severe, LI])
    found = constrain(base, {"loss": 4, "confessed": True})
    assert (found.status, found.low, found.high) == (Status.CONFLICT, 3, 2)
    assert found.words.en == (
        "The precedents contradict one another here: some ask for at least “dismissal”, others for "
        "at most “removal”."
    )
    (pair,) = contradictions(base)
    assert (pair.heavier, pair.milder) == (severe, LI)
    assert pair.words.en == (
        "“Qin” was decided “dismissal”, yet “Li” (No. 7, 3 May 2024) was decided “removal”, "
        "although all that is recorded of the latter speaks at least as much for a heavier outcome (former "
        "there, latter here): loss: 3 yuan there, 5 yuan here."
    )
    assert (pair.finding.severity, pair.finding.subject) == (Severity.WARNING, "Qin, Li")


def test_the_case_itself_can_be_left_out() -> None:
    base = case_base(ASPECTS, LADDER, [LI])
    assert constrain(base, LI.values, without={"Li"}).status is Status.FREE


def test_a_base_without_cases_binds_nobody() -> None:
    found = asked(loss=3)
    assert (found.status, found.low, found.high) == (Status.FREE, 0, 3)
