"""New officials and old debts: whose tenure a problem falls to, told in words and worked by hand."""

from datetime import date
from fractions import Fraction

import pytest

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Circumstance,
    Equation,
    Fault,
    Is,
    Kind,
    Not,
    Owner,
    Piece,
    Situation,
    assemble,
    attribute,
    facts,
    handed_over,
    omission,
    superior_did_not_stop,
)
from remit.engines.words import Words
from tests.engines.attribution.cast import (
    both,
    choice,
    contrast,
    example,
    fault,
    harm,
    owners,
    said,
    shares,
)

THIRD, HALF = Fraction(1, 3), Fraction(1, 2)
NOTHING = Fraction(0)


def test_concealed_debts_stay_with_those_who_made_hid_and_missed_them() -> None:
    """The pipes and the silence (one person), the audit, the nod from above: all were needed.

    Take away any of the three persons and the taps run: three who are each indispensable share alike.
    The successor was not told, so that nothing she left undone was a departure.
    """
    report = attribute(example("old_debts_concealed"))
    expected = {"meng.chuan": THIRD, "shen.chu": NOTHING, "tan.xu": THIRD, "zou.wen": THIRD}
    assert {p.person: p.share for p in report.persons} == expected
    # Two deeds of one person, both needed: the third is halved.
    sixth = Fraction(1, 6)
    made, hid = "bad_pipes.created", "bad_pipes.concealed"
    assert dict(report.persons[0].by_choice) == {made: sixth, hid: sixth}
    assert contrast(report, "boat") == dict.fromkeys(expected, Fraction(1, 4))
    assert contrast(report, "head") == {"zou.wen": 1}
    assert contrast(report, "doer") == {"shen.chu": 1}
    assert said(report, "shen.chu") == [
        Words(
            "关于“未更换水管”：您未被告知，因此不计入您的责任。",
            "As to “did not replace the pipes”: you had not been told, so it is not counted to you.",
        ),
        Words("您没有份额。", "You have no share."),
    ]


def test_listed_debts_that_the_successor_left_are_shared_with_the_successor() -> None:
    """Told and able, the successor is now one of three who were each needed.

    The auditor departed too, but the list said what the log would have: with or without that
    departure everything is the same, and a null player has nothing.
    """
    report = attribute(example("old_debts_listed"))
    expected = {"meng.chuan": THIRD, "shen.chu": THIRD, "tan.xu": NOTHING, "zou.wen": THIRD}
    assert {p.person: p.share for p in report.persons} == expected
    assert report.persons[1].by_kind == ((Kind.INHERITED, THIRD),)
    assert contrast(report, "boat")["shen.chu"] == Fraction(1, 4)
    assert said(report, "shen.chu")[1] == Words(
        "这是您的职责（水务局权责清单5.4 / water bureau duty list 5.4），您已被告知。",
        "It was your duty (水务局权责清单5.4 / water bureau duty list 5.4) and you had been told.",
    )
    assert said(report, "tan.xu")[0] == Words(
        "您的做法虽偏离职责，但不是三个村断水的原因：按当时的经过，无论您怎样做，结果都一样。",
        "You departed from your duty, but that is no cause of the loss of water in three villages: "
        "as things went, it would have come about whatever you did.",
    )


def test_within_the_period_of_grace_the_debt_is_not_the_successor_s() -> None:
    """Two remain who were each needed: who laid the pipes and who let them go into service."""
    report = attribute(example("old_debts_grace"))
    expected = {"meng.chuan": HALF, "shen.chu": NOTHING, "tan.xu": NOTHING, "zou.wen": HALF}
    assert {p.person: p.share for p in report.persons} == expected
    assert contrast(report, "doer") == {"shen.chu": 1}
    assert said(report, "shen.chu")[0] == Words(
        "关于“未更换水管”：这不是您当时的职责，因此不计入您的责任。",
        "As to “did not replace the pipes”: it was not your duty at the time, so it is not counted "
        "to you.",
    )


def test_a_problem_that_grows_through_three_tenures_is_shared_from_each_tenure_on() -> None:
    """The crack is the first's; the leaning needed two, the collapse three.

    60,000 + 120,000/2 + 240,000/3 = 200,000; 120,000/2 + 240,000/3 = 140,000; 240,000/3 = 80,000:
    the sequential liability of Dehez and Ferey, share_j = sum over i >= j of d_i / i.
    """
    report = attribute(example("three_tenures"))
    amounts = {p.person: p.amount for p in report.persons}
    assert amounts == {
        "ning.jiang": 200_000, "fei.li": 140_000, "hou.ji": 80_000, "jiang.chuan": 0
    }  # fmt: skip
    damages = [60_000, 120_000, 240_000]
    formula = [sum(Fraction(d, i) for i, d in enumerate(damages, 1) if i >= j) for j in (1, 2, 3)]
    assert list(amounts.values())[:3] == formula
    assert contrast(report, "boat") == dict.fromkeys(amounts, Fraction(1, 4))
    assert contrast(report, "head") == {"jiang.chuan": 1}
    assert contrast(report, "doer") == {"hou.ji": 1}
    assert said(report, "hou.ji")[0] == Words(
        "如果您接手后加固挡墙，挡墙倒塌就不会发生；不需要其他人另有作为。",
        "Had you shored up the wall, the collapse of the wall would not have happened. Nobody else "
        "would have had to act otherwise.",
    )
    assert said(report, "jiang.chuan")[0] == Words(
        "本事项不涉及您的职责。", "No duty of yours is in question here."
    )


def mini_case(
    *, concealed: bool = True, missed: bool = True, funded: bool = True, gate: bool = True
) -> Situation:
    """P1 made a defect and may have concealed it; an auditor; the successor P2; the superior S."""
    left = fault("P2", resourced="money") if gate else fault("P2")
    problem = handed_over(
        "problem",
        created=fault("P1"),
        concealed=fault("P1", actual=concealed),
        missed=fault("auditor", actual=missed),
        left=left,
    )
    granted = choice("granted", "S", actual=funded, baseline=True)
    return assemble(
        id="mini",
        title=both("Mini case"),
        outcome=harm(),
        owners=owners("P1", "P2", "auditor", "S"),
        pieces=[
            facts(Circumstance("asked", both("asked for money"), actual=True)),
            Piece((granted,), (), (Equation("money", AllOf((Is("asked"), Is("granted")))),)),
            problem if gate else ungated(problem, left),
            superior_did_not_stop("harm", "problem", fault("S")),
        ],
        head="S",
    )


def ungated(problem: Piece, left: Fault) -> Piece:
    """The same problem, but the successor's idleness counts although nobody told."""
    choices = [c for c in problem.choices if c.id != "problem.left.fault"]
    idle = left.choice("problem.left.fault", Kind.INHERITED)
    undone = Equation("problem.left", Is("problem.left.fault"))
    either_way = AnyOf((Not(Is("problem.told")), Is(undone.id)))
    either = Equation("problem", AllOf((Is("problem.created"), either_way)))
    told = [e for e in problem.equations if e.id == "problem.told"]
    return Piece((*choices, idle), (), (*told, undone, either))


ROWS = {
    # All three who made, hid and missed it were needed, and S who let it be; P2 was never told.
    "concealed, auditor missed, P2 never told": (mini_case(), (THIRD, NOTHING, THIRD, THIRD)),
    # The audit found it, so P2 knew and could: P2 takes the place of the auditor.
    "told and funded, P2 did not fix": (
        mini_case(missed=False), (THIRD, THIRD, NOTHING, THIRD),
    ),
    # S refused the money and let it be: two deeds of one person; what P2 left undone is S's.
    "told, superior refused the money": (
        mini_case(concealed=False, funded=False), (HALF, NOTHING, NOTHING, HALF),
    ),
    # Without the gate P2's idleness and the hiding (by P1 and the auditor) each sufficed.
    # P1 and S are needed always. Of the 24 orders P2 turns those in which P1 and S came and the
    # auditor did not: 2 of 24. The auditor likewise. P1 and S have half of the rest each: 10/24.
    "concealed, and P2 idle anyway": (
        mini_case(gate=False),
        (Fraction(5, 12), Fraction(1, 12), Fraction(1, 12), Fraction(5, 12)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_the_four_rows_of_the_mini_case_are_as_worked_by_hand(row: str) -> None:
    situation, expected = ROWS[row]
    assert tuple(shares(situation).values()) == expected


@pytest.mark.parametrize(("last", "successor"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), HALF)])
def test_the_day_on_which_the_period_of_grace_ends_is_the_first_of_the_duty(
    last: date, successor: Fraction
) -> None:
    piece = handed_over(
        "debt", created=fault("P1"), left=fault("P2", on=last), grace_until=date(2026, 1, 1)
    )
    situation = assemble(
        id="grace", title=both("Grace"), outcome=harm("debt"), owners=owners("P1", "P2"),
        pieces=[piece],
    )  # fmt: skip
    assert shares(situation) == {"P1": 1 - successor, "P2": successor}


@pytest.mark.parametrize(("day", "whose"), [(date(2025, 6, 30), "old"), (date(2025, 7, 1), "new")])
def test_the_day_of_the_change_is_the_successor_s(day: date, whose: str) -> None:
    """A tenure ends before the day on which the next begins."""
    change = date(2025, 7, 1)
    seats = (
        Owner("seat/1", "old", both("Old"), seat="seat", until=change),
        Owner("seat/2", "new", both("New"), seat="seat", since=change),
    )
    situation = assemble(
        id="change", title=both("Change"), outcome=harm(), owners=seats,
        pieces=[omission("harm", fault("seat", on=day))],
    )  # fmt: skip
    assert shares(situation) == {"old": 0, "new": 0} | {whose: 1}


def test_a_grace_period_without_a_day_is_read_in_favour_of_the_successor() -> None:
    piece = handed_over("debt", created=fault("P1"), left=fault("P2"), grace_until=date(2026, 1, 1))
    situation = assemble(
        id="grace", title=both("Grace"), outcome=harm("debt"), owners=owners("P1", "P2"),
        pieces=[piece],
    )  # fmt: skip
    assert shares(situation) == {"P1": 1, "P2": 0}
