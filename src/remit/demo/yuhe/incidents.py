"""Two incidents at Yuhe: arrears nobody spoke of, and a crane that was refused in writing."""

from collections.abc import Mapping
from fractions import Fraction

from remit.demo.yuhe.house import RULES
from remit.engines.attribution import (
    AllOf,
    Equation,
    Fault,
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

ARREARS, CRANE = "arrears", "crane"


def arrears(owners: Mapping[str, Owner]) -> Situation:
    """Output missed because crews left unpaid; the deputy was told and asked nothing."""
    manager, deputy = owners["mao.jun"], owners["ning.jiang"]
    return assemble(
        id=ARREARS,
        title=Words("河东项目部产值未完成", "Output missed at Hedong"),
        outcome=Outcome("missed", Fraction(2_600_000), "CNY", Words("二百六十万元产值缺口", "a gap of 2.6 million yuan")),
        owners=owners.values(),
        pieces=(
            omission("unpaid", Fault(
                manager.key,
                Words("拖欠分包款又不报告", "left the subcontractors unpaid and told nobody"),
                Words("按期付款或者及时报告", "paid on time or said so"),
                citation=f"{RULES} 1-8",
            )),
            superior_did_not_stop("missed", "unpaid", Fault(
                deputy.key,
                Words("连续两次逾期没有过问", "did not ask after two late plans"),
                Words("第二次逾期时到现场过问", "gone to the site after the second late plan"),
                citation=f"{RULES} 1-4",
            )),
        ),
        head=deputy.key,
        doer=manager.key,
    )  # fmt: skip


def crane(owners: Mapping[str, Owner]) -> Situation:
    """Eighteen days lost: hire was refused and no crane was moved, so the manager's gate is shut."""
    manager, finance, deputy = (owners[login] for login in ("pan.jin", "fei.li", "ning.jiang"))
    refused = Fault(
        finance.key,
        Words("拒绝预算外租赁而没有说明替代办法", "refused the hire and named no other way"),
        Words("批准租赁或者指明替代办法", "agreed to the hire or named another way"),
        citation=f"{RULES} 1-5",
    )
    unmoved = Fault(
        deputy.key,
        Words(
            "五个工作日内没有答复调配申请",
            "did not answer the request to move a crane within five days",
        ),
        Words("五个工作日内答复并调配", "answered within five days and moved a crane"),
        citation=f"{RULES} 1-4",
    )
    means = Equation("means", Not(AllOf((Is("refused"), Is("unmoved")))))
    return assemble(
        id=CRANE,
        title=Words("码头项目部停工十八天", "Eighteen days lost at the wharf"),
        outcome=Outcome("idle", Fraction(1_900_000), "CNY", Words("一百九十万元产值缺口", "a gap of 1.9 million yuan")),
        owners=owners.values(),
        pieces=(
            Piece((refused.choice("refused", Kind.ACT), unmoved.choice("unmoved", Kind.OMISSION)), (), (means,)),
            omission("idle", Fault(
                manager.key,
                Words("没有完成当月产值", "did not reach the month's output"),
                Words("完成当月产值", "reached the month's output"),
                resourced="means", citation=f"{RULES} 1-8",
            )),
        ),
        head=deputy.key,
        doer=manager.key,
    )  # fmt: skip
