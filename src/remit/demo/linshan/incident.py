"""The outbreak in Yunling: a duty missed below, a visit not made above, three forms for one door."""

from collections.abc import Mapping
from fractions import Fraction

from remit.demo.linshan.house import EMERGENCY, TOWN
from remit.engines.attribution import (
    Circumstance,
    Exemption,
    Fault,
    Kind,
    Outcome,
    Owner,
    Piece,
    Situation,
    assemble,
    either,
    facts,
    omission,
    together,
)
from remit.engines.words import Words

CASE = "yunling"


def situation(owners: Mapping[str, Owner]) -> Situation:
    """Twelve infections: had the list been given, or had both above done their part, none of it."""
    village, deputy, head = (owners[login] for login in ("he.chi", "lu.ping", "gu.shan"))
    return assemble(
        id=CASE,
        title=Words("云岭村聚集性疫情", "The outbreak in Yunling"),
        outcome=Outcome(
            "outbreak", Fraction(12), "",
            Words("云岭村十二人感染", "twelve infections in Yunling"),
        ),
        owners=owners.values(),
        pieces=(
            facts(
                Circumstance("reminded", Words("村里收到两次提醒", "two reminders reached the village"),
                             actual=True, citation=f"{TOWN} 1-8"),
                Circumstance("warned", Words("卫生院书面提示接种缺口", "the health centre warned in writing"),
                             actual=True, citation=f"{TOWN} 2-8"),
            ),
            _no_list(village), _not_visited(deputy), _tripled(head),
            either("not_helped", "not_visited", "tripled"),
            together("outbreak", "no_list", "not_helped"),
        ),
        head=head.key,
        doer=village.key,
        exempted=(
            Exemption(
                head.person,
                Words("三套入户表由县里分头下达，镇长书面提出合并，被要求照办",
                      "the county sent down three forms; the town head asked in writing to merge them and was "
                      "told to carry on"),
                "《公务员法》(2018) art. 60",
            ),
        ),
    )  # fmt: skip


def _no_list(village: Owner) -> Piece:
    return omission("no_list", Fault(
        village.key,
        Words("没有提供行动不便者名单，也没有约定接种日期",
              "gave no list of those who cannot leave home and agreed no day"),
        Words("提供了名单并约定了日期", "given the list and agreed a day"),
        told="reminded", citation=f"{TOWN} 1-13",
    ))  # fmt: skip


def _not_visited(deputy: Owner) -> Piece:
    return omission("not_visited", Fault(
        deputy.key,
        Words("收到提示后三个工作日内没有到村过问",
              "did not go to the village within three working days of the warning"),
        Words("三个工作日内到村过问", "gone to the village within three working days"),
        told="warned", citation=f"{TOWN} 1-5",
    ))  # fmt: skip


def _tripled(head: Owner) -> Piece:
    fault = Fault(
        head.key,
        Words("三家要求的入户没有合并，村里抽不出人",
              "left three visits unmerged, so that the village had nobody to spare"),
        Words("把三次入户合并为一次", "merged the three visits into one"),
        citation=f"{EMERGENCY} art. 10",
    )  # fmt: skip
    return Piece((fault.choice("tripled", Kind.ACT),))
