"""Two incidents: mains that were never tested, and books that were filled in without visits."""

from collections.abc import Mapping
from fractions import Fraction

from remit.demo.qingshui.house import COUNTY, HANDOVER, WORKS
from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Choice,
    Equation,
    Fault,
    Gate,
    GateKind,
    Is,
    Kind,
    Not,
    Outcome,
    Owner,
    Piece,
    Situation,
    assemble,
    omission,
    superior_did_not_stop,
)
from remit.engines.words import Words

BURST, BOOKS, ROOFS = "burst", "books", "roofs"


def burst(owners: Mapping[str, Owner]) -> Situation:
    """The mains of Baiyan: made and concealed in one tenure, broken in the next.

    It would have come to light only if both the handover list and the buried works had been looked
    at; the successor was told of nothing, so her gate is shut.
    """
    predecessor, deputy, engineer, newcomer = (
        owners[login] for login in ("qian.mo", "zou.wen", "yue.yan", "shen.chu")
    )
    return assemble(
        id=BURST,
        title=Words("白岩片区断水", "The dry taps of Baiyan"),
        outcome=Outcome(
            "dry", Fraction(312), "", Words("三百一十二户断水九天", "nine days without water for 312 households")
        ),
        owners=owners.values(),
        pieces=(
            Piece((*_made(predecessor), *_unseen(deputy, engineer), _left(newcomer)), (), (
                Equation("unseen", AnyOf((Is("list"), Is("buried")))),
                Equation("told", Not(AllOf((Is("concealed"), Is("unseen"))))),
                Equation("stayed", AnyOf((Is("left"), Not(Is("told"))))),
                Equation("dry", AllOf((Is("made"), Is("stayed")))),
            )),
        ),
        head=deputy.key,
        doer=newcomer.key,
    )  # fmt: skip


def _made(owner: Owner) -> tuple[Choice, ...]:
    made = Fault(
        owner.key,
        Words("管网未做压力试验即签字接收", "took over the mains without the pressure test"),
        Words("做完压力试验再接收", "taken over the mains only after the pressure test"),
        citation=f"{WORKS} art. 16",
    )
    concealed = Fault(
        owner.key,
        Words("交接清单没有列入未试压一事", "left the missing test out of the handover list"),
        Words("在交接清单中列明未试压", "listed the missing test at handover"),
        citation=HANDOVER,
    )
    return made.choice("made", Kind.ACT), concealed.choice("concealed", Kind.ACT)


def _unseen(deputy: Owner, engineer: Owner) -> tuple[Choice, ...]:
    unlisted = Fault(
        deputy.key,
        Words(
            "主持交接时没有对照工程台账", "presided over the handover without the register of works"
        ),
        Words("主持交接时对照了工程台账", "compared the handover list with the register of works"),
        citation=f"{COUNTY} 1-3",
    )
    buried = Fault(
        engineer.key,
        Words("没有到现场就签了隐蔽工程", "signed for the buried works without going there"),
        Words("到现场核验后再签字", "signed for the buried works only after seeing them"),
        citation=f"{WORKS} art. 30",
    )
    return unlisted.choice("list", Kind.OMISSION), buried.choice("buried", Kind.ACT)


def _left(newcomer: Owner) -> Choice:
    """The successor's part, a fault only if she had been told."""
    fault = Fault(
        newcomer.key,
        Words("接任五个月没有补做试压", "did not make up the test in five months"),
        Words("接任后补做了试压", "made up the test after taking over"),
        citation=f"{COUNTY} 1-6",
    )
    choice = fault.choice("left", Kind.INHERITED)
    return Choice(
        choice.id, choice.owner, choice.label, choice.otherwise, kind=choice.kind,
        citation=choice.citation, gates=(Gate(GateKind.TOLD, "told"),),
    )  # fmt: skip


def books(owners: Mapping[str, Owner]) -> Situation:
    """Eighty-six visits that were written down and never made: who wrote, and who counted only paper."""
    clerk, head = owners["bao.li"], owners["chu.xi"]
    return assemble(
        id=BOOKS,
        title=Words("竹溪镇虚填帮扶手册", "Assistance books filled in without visits"),
        outcome=Outcome("unseen", Fraction(86), "", Words("八十六户无人入户", "86 households nobody visited")),
        owners=owners.values(),
        pieces=(
            omission("unvisited", Fault(
                clerk.key,
                Words("没有入户就填写手册", "filled in the books without visiting"),
                Words("入户核实后再填写", "visited before writing"),
                citation=f"{COUNTY} 1-10",
            )),
            superior_did_not_stop("unseen", "unvisited", Fault(
                head.key,
                Words("只按手册页数考核，从不抽户", "judged by pages and never called at a door"),
                Words("抽户核对手册", "checked the books at some doors"),
                citation=f"{COUNTY} 1-7",
            )),
        ),
        head=head.key,
        doer=clerk.key,
    )  # fmt: skip
