"""Several names in one decision: boats, storms, overtaken faults, honest errors, nobody's harm."""

from dataclasses import replace
from fractions import Fraction

import pytest

from remit.demo.cast import CAST
from remit.engines.attribution import Interval, Part, attribute, parse_situation
from remit.engines.words import Words
from tests.engines.attribution.cast import EXAMPLES, SITUATIONS, contrast, example, said
from tests.engines.attribution.plainly import Plain

THIRD, HALF = Fraction(1, 3), Fraction(1, 2)


def test_of_five_in_one_boat_two_have_a_part() -> None:
    """Either the missing meeting or the missing inspector was enough: alike, so a half each.

    For either of them one other would have had to act otherwise: 1/(1+1). The other three did
    their parts.
    """
    report = attribute(example("leading_group"))
    everybody = ("gu.shan", "fan.li", "lu.ci", "shi.jin", "luo.yin")
    assert {p.person: p.share for p in report.persons} == dict.fromkeys(everybody, 0) | {
        "gu.shan": HALF, "fan.li": HALF
    }  # fmt: skip
    assert [p.degree for p in report.persons[:2]] == [HALF, HALF]
    assert [p.part for p in report.persons[:3]] == [Part.JOINT, Part.JOINT, Part.NONE]
    assert contrast(report, "boat") == dict.fromkeys(everybody, Fraction(1, 5))
    assert contrast(report, "head") == {"gu.shan": 1}
    # Nobody wrote who came last: the latest departure tells.
    assert contrast(report, "doer") == {"fan.li": 1}
    assert said(report, "lu.ci")[0] == Words(
        "您尽到了职责：检查电线并出具报告。",
        "You did what was owed: checked the wiring and reported.",
    )


def test_of_six_names_in_a_storm_two_have_a_part_as_far_as_the_call_is_true() -> None:
    """Told, the deputy in command and the roster were both needed: a half each.

    Not told, only the roster is left. The call is seven tenths probable, hence 0.7/2 = 7/20 for the
    deputy and the rest, 13/20, for the roster. The guard could not be in two places.
    """
    report = attribute(example("campaign"))
    everybody = ("gu.shan", "lu.ping", "lin.an", "he.chi", "yin.shu", "luo.yin")
    assert {p.person: p.share for p in report.persons} == dict.fromkeys(everybody, 0) | {
        "gu.shan": HALF, "lu.ping": HALF
    }  # fmt: skip
    intervals = [p.interval for p in report.persons]
    assert intervals[:3] == [
        Interval(HALF, Fraction(1), Fraction(13, 20), "call", HALF),
        Interval(Fraction(0), HALF, Fraction(7, 20), "call", HALF),
        Interval(Fraction(0), Fraction(0), Fraction(0), "", Fraction(0)),
    ]
    assert contrast(report, "boat") == dict.fromkeys(everybody, Fraction(1, 6))
    assert contrast(report, "doer") == {"lin.an": 1}
    assert said(report, "lu.ping")[1] == Words(
        "这是您的职责（指挥部规则第6条 / rules of the headquarters 6），"
        "您已于2026年1月16日被告知（通话记录 / call record；尚有争议）。",
        "It was your duty (指挥部规则第6条 / rules of the headquarters 6) and you had been told on "
        "16 January 2026 (通话记录 / call record; disputed).",
    )
    assert said(report, "lu.ping")[-1] == Words(
        "因部分事实尚有争议，份额在0.0%至50.0%之间；处理时以较低者为准。"
        "影响最大的是“说明无法同时值守的电话”是否属实。",
        "Because facts are disputed, your share lies between 0.0 % and 50.0 %; the lower figure "
        "counts. What decides most is whether “the call that said one guard cannot be at two gates” "
        "is true.",
    )
    assert said(report, "he.chi")[0] == Words(
        "本事项不涉及您的职责。", "No duty of yours is in question here."
    )


def test_that_something_was_not_so_can_be_seven_tenths_probable_as_well() -> None:
    """The same call, written as not made: then told is three tenths probable, 0.3/2 = 3/20."""
    situation = example("campaign")
    calls = (replace(c, actual=c.id != "call") for c in situation.circumstances)
    report = attribute(replace(situation, circumstances=tuple(calls)))
    assert [p.share for p in report.persons[:2]] == [1, 0]
    expected = [p.interval and p.interval.expected for p in report.persons[:2]]
    assert expected == [Fraction(17, 20), Fraction(3, 20)]


def test_a_fault_that_was_overtaken_has_no_share_and_the_other_s_reason_says_why() -> None:
    """The water came through the sluice; that it did not come through the dam is held as it was."""
    report = attribute(example("overtaken"))
    assert {p.person: p.share for p in report.persons} == {
        "liang.po": 1, "yao.qing": 0, "gu.shan": 0
    }  # fmt: skip
    assert [p.part for p in report.persons] == [Part.CAUSE, Part.NONE, Part.NONE]
    assert contrast(report, "boat")["yao.qing"] == THIRD
    assert contrast(report, "head") == {"gu.shan": 1}
    assert contrast(report, "doer") == {"liang.po": 1}
    assert said(report, "liang.po")[0] == Words(
        "如果您关好水闸，鉴于事实上“水从坝体裂缝流出”并未发生，农田被淹就不会发生；"
        "不需要其他人另有作为。",
        "Had you shut the sluice, and as “the water came through the crack” did not in fact happen, "
        "the flooding of the fields would not have happened. Nobody else would have had to act "
        "otherwise.",
    )


def test_an_honest_error_is_released_and_nobody_else_pays_for_it() -> None:
    """Dose and check were both needed. The adviser's half goes to the system account."""
    report = attribute(example("honest_error"))
    assert {p.person: p.share for p in report.persons} == {"lu.shi": 0, "bao.li": HALF}
    assert (report.system.share, report.system.exempted) == (HALF, HALF)
    assert report.persons[0].unexempted_share == HALF
    assert contrast(report, "boat") == {"lu.shi": HALF, "bao.li": HALF}
    assert contrast(report, "doer") == {"lu.shi": 1}
    assert said(report, "lu.shi")[2:] == [
        Words(
            "您的份额本应为二分之一（50.0%），即60,000 CNY（总额120,000 CNY）。",
            "Your share would be half (50.0 %): 60,000 CNY of 120,000 CNY.",
        ),
        Words(
            "您获得免责：先行先试、事前备案、无私利的差错（容错清单第2项 / exemption list 2）。"
            "该份额记入制度账户，任何他人的份额不因此增加。",
            "You are released: an error in a trial filed beforehand, without private gain "
            "(容错清单第2项 / exemption list 2). The share goes to the system account, and nobody "
            "else's rises for it.",
        ),
    ]


def test_what_nobody_owed_to_prevent_is_nobody_s_share() -> None:
    """The road, 200,000, would have gone in any case; the bus, 100,000, would not."""
    report = attribute(example("nobody_owed"))
    assert {p.person: p.share for p in report.persons} == {"yue.yan": THIRD, "zou.wen": 0}
    assert report.system.remainder == Fraction(2, 3)
    assert contrast(report, "head") == {"zou.wen": 1}
    assert contrast(report, "boat") == {"yue.yan": HALF, "zou.wen": HALF}
    assert report.system.sentences == (
        Words(
            "即使人人尽责仍会发生的部分为三分之二（66.7%），不由任何个人承担。",
            "Two thirds (66.7 %) would have happened even if everybody had met their duty; it "
            "falls on nobody.",
        ),
    )
    assert [finding.id for finding in report.findings] == ["attribution.harm_without_fault"]
    assert [sentence.en for sentence in report.cut_sets.sentences] == [
        "This alone would have been enough for the trapping of a bus: Yue Yan did not close the "
        "road at the warning."
    ]


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_example_shares_as_the_plain_definition_does(name: str) -> None:
    """Averages over all orders of joining, without the engine's diagrams."""
    situation = example(name)
    report = attribute(situation)
    released = {exemption.person for exemption in situation.exempted}
    amounts = {p.person: p.unexempted_share * report.amount for p in report.persons}
    assert amounts == Plain(situation).shares()
    assert all(p.share == 0 for p in report.persons if p.person in released)
    assert report.certificate.exact


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_example_tells_its_story_in_both_languages_and_names_only_the_cast(name: str) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    assert "What happened:" in text
    assert "made-up cast" in text
    cast = {member.login: member.name for member in CAST}
    situation = parse_situation(text)
    assert {owner.person: owner.name for owner in situation.owners}.items() <= cast.items()
    told = [fact.label for fact in situation.facts] + [c.otherwise for c in situation.choices]
    told += [level.label for level in situation.outcome.levels] + [situation.title]
    assert all(words.zh and words.en for words in told)
