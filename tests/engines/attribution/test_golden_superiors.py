"""Those above and those below: means, knowledge, orders, and who could have stopped it."""

from fractions import Fraction

from remit.engines.attribution import Kind, Part, attribute
from remit.engines.words import Words
from tests.engines.attribution.cast import contrast, example, said

THIRD, HALF = Fraction(1, 3), Fraction(1, 2)


def test_a_duty_without_means_falls_on_whoever_refused_them() -> None:
    """With the money the ditch is dredged by a diligent holder, so that the refusal alone decides.

    Without the money nobody could have dredged it: what Yao Qing left undone is no departure.
    """
    report = attribute(example("duties_without_means"))
    assert {p.person: p.share for p in report.persons} == {
        "yao.qing": 0, "lu.ping": 1, "gu.shan": 0
    }  # fmt: skip
    assert contrast(report, "boat") == dict.fromkeys(("yao.qing", "lu.ping", "gu.shan"), THIRD)
    assert contrast(report, "head") == {"gu.shan": 1}
    assert contrast(report, "doer") == {"yao.qing": 1}
    assert said(report, "yao.qing")[0] == Words(
        "关于“未清淤”：您没有所需的条件，因此不计入您的责任。",
        "As to “did not dredge the ditch”: you did not have the means, so it is not counted to you.",
    )
    assert said(report, "lu.ping")[1] == Words(
        "这是您的职责（责任书附件二（承诺的条件） / responsibility letter, annex 2 (means promised)）。",
        "It was your duty (责任书附件二（承诺的条件） / responsibility letter, annex 2 (means "
        "promised)).",
    )


def test_a_superior_who_could_not_have_known_has_no_share() -> None:
    """With the report a diligent superior closes the store: the solvents and the drawer decide."""
    report = attribute(example("superior_could_not_know"))
    assert {p.person: p.share for p in report.persons} == {
        "liang.po": HALF, "song.qiao": HALF, "lu.ping": 0
    }  # fmt: skip
    assert contrast(report, "head") == {"lu.ping": 1}
    assert contrast(report, "doer") == {"liang.po": 1}
    assert contrast(report, "boat")["lu.ping"] == THIRD
    assert said(report, "lu.ping")[0] == Words(
        "关于“未查封仓库”：您未被告知，因此不计入您的责任。",
        "As to “did not close the store”: you had not been told, so it is not counted to you.",
    )


def test_superiors_of_whom_each_alone_could_have_stopped_it_share_with_the_one_below() -> None:
    """The blast needed all three departures: neither only the one below nor only the one above."""
    report = attribute(example("superiors_each_alone"))
    people = ("mao.jun", "gu.kai", "wang.che")
    assert {p.person: p.share for p in report.persons} == dict.fromkeys(people, THIRD)
    assert [p.degree for p in report.persons] == [1, 1, 1]
    assert report.persons[2].by_kind == ((Kind.SUPERVISION, THIRD),)
    assert contrast(report, "boat") == dict.fromkeys(people, THIRD)
    assert contrast(report, "head") == {"wang.che": 1}
    assert contrast(report, "doer") == {"mao.jun": 1}
    assert said(report, "gu.kai")[1] == Words(
        "这是您的职责（班长职责第2条 / foreman's duty 2），"
        "您有所需的条件（现场配备清单 / equipment list of the site）。",
        "It was your duty (班长职责第2条 / foreman's duty 2) and you had the means (现场配备清单 / "
        "equipment list of the site).",
    )


def test_superiors_who_could_only_have_stopped_it_together_have_a_sixth_each() -> None:
    """Signing alone changes nothing, so either omission suffices beside the contract.

    Of the six orders the buyer turns the four in which a director has come; each director turns the
    one in which only the buyer has: 4/6, 1/6, 1/6.
    """
    report = attribute(example("superiors_only_together"))
    assert {p.person: p.share for p in report.persons} == {
        "lian.chang": Fraction(2, 3), "zhai.an": Fraction(1, 6), "gong.xin": Fraction(1, 6)
    }  # fmt: skip
    assert [p.degree for p in report.persons] == [1, HALF, HALF]
    assert contrast(report, "head") == {"zhai.an": 1}
    assert said(report, "zhai.an")[0] == Words(
        "如果您签署撤销单，多付货款就不会发生；但还须另有一人也尽到职责。",
        "Had you signed the cancellation, the overpayment would not have happened. One other would "
        "also have had to act otherwise.",
    )


def test_whoever_objected_and_was_told_to_go_on_does_not_answer_for_the_order() -> None:
    """What is left is the order: it alone decides."""
    report = attribute(example("wrong_order_objected"))
    assert {p.person: p.share for p in report.persons} == {"lu.ping": 1, "fan.li": 0}
    assert contrast(report, "boat") == {"lu.ping": HALF, "fan.li": HALF}
    assert contrast(report, "doer") == {"fan.li": 1}
    assert said(report, "fan.li")[0] == Words(
        "关于“拆除房屋”：您曾于2026年3月3日提出异议（异议登记第5号 / register of objections 5），"
        "因此不计入您的责任。",
        "As to “pulled the house down”: you had objected on 3 March 2026 (异议登记第5号 / register of "
        "objections 5), so it is not counted to you.",
    )


def test_an_objection_does_not_release_from_a_plainly_unlawful_order() -> None:
    """Order and deed were both needed, and the deed counts although there was an objection."""
    report = attribute(example("wrong_order_unlawful"))
    assert {p.person: p.share for p in report.persons} == {"zou.wen": HALF, "chi.du": HALF}
    assert report.persons[1].part is Part.CAUSE
    assert contrast(report, "head") == {"zou.wen": 1}
    assert said(report, "chi.du")[0] == Words(
        "如果您拒绝填写虚假结果，村民饮水致病就不会发生；不需要其他人另有作为。",
        "Had you refused to enter false results, the illness in the village would not have happened. "
        "Nobody else would have had to act otherwise.",
    )


def test_a_standard_that_counts_paper_only_falls_on_whoever_drew_it_up() -> None:
    """The inspector had no power to look at a roof: that share moves to the standard.

    Two remain who were each needed, the one who filled folders and the one who asked for no more.
    """
    report = attribute(example("paper_instead_of_work"))
    assert {p.person: p.share for p in report.persons} == {
        "chu.xi": HALF, "qin.xun": 0, "zou.wen": HALF, "tang.wen": 0
    }  # fmt: skip
    assert contrast(report, "boat")["tang.wen"] == Fraction(1, 4)
    assert contrast(report, "head") == {"zou.wen": 1}
    assert contrast(report, "doer") == {"qin.xun": 1}
    assert said(report, "qin.xun")[0] == Words(
        "关于“未到现场核查”：您没有相应的权限，因此不计入您的责任。",
        "As to “did not look at the roofs”: you did not have the power, so it is not counted to you.",
    )
