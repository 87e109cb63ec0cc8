"""What six project departments promised each month, and what came of it."""

from remit.demo.promises import Conduct, Extra, Promise, Slip, Work
from remit.engines.words import Words

MONEY, NODES = Words("万元", "10,000 CNY"), Words("个", "milestones")
PLACES, PERCENT = Words("处", "hazards"), Words("%", "%")
VISITS = Words("次", "visits")

COMPANY = (
    Promise("output", "output", Words("公司产值", "Output value of the company"), Words("完成产值", "Output value"),
            MONEY, "head", 42000, "2"),
    Promise("tasks", "tasks", Words("任务开发", "Task development"), Words("完成节点", "Milestones reached"), NODES,
            "head", 230, "2"),
    Promise("benefit", "benefit", Words("综合效益", "Comprehensive benefit"), Words("利润", "Profit"), MONEY,
            "head", 2500, "2"),
)  # fmt: skip


def _department(
    place: str, output: int, nodes: int, shape: str = "building"
) -> tuple[Promise, ...]:
    """The five classes of a department's targets."""
    seat = f"{place}.head"
    return (
        Promise("output", "output", Words("完成产值", "Output value"), Words("产值", "Output value"), MONEY, seat,
                output, "1", shape, under="output"),
        Promise("tasks", "tasks", Words("任务开发节点", "Milestones of task development"),
                Words("节点数", "Milestones reached"), NODES, seat, nodes, "1", under="tasks"),
        Promise("benefit", "benefit", Words("综合效益", "Comprehensive benefit"), Words("利润", "Profit"), MONEY,
                seat, output * 6 // 100, "1", shape, under="benefit"),
        Promise("safety", "safety", Words("事故隐患整改", "Hazards removed"), Words("整改处数", "Hazards removed"),
                PLACES, seat, 144, "3"),
        Promise("accidents", "safety", Words("轻伤以上事故", "Accidents with injury"),
                Words("起数（越少越好）", "Number, less is better"), Words("起", "accidents"), seat, 0, "3",
                ceiling=True),
        Promise("quality", "quality", Words("工序一次验收合格率", "Passed on first inspection"),
                Words("合格率", "Share that passes"), PERCENT, seat, 94, "2", "rate"),
    )  # fmt: skip


SAFETY = (
    Promise("rounds", "safety", Words("项目部安全巡查", "Safety rounds"), Words("巡查次数", "Visits"), VISITS,
            "safety.head", 288, "1"),
    Promise("training", "safety", Words("班组安全教育", "Safety training of crews"), Words("场次", "Sessions"), VISITS,
            "safety.head", 96, "1"),
)  # fmt: skip

UNPAID = Words("分包款拖欠，两个班组离场。", "Subcontractors were not paid; two crews left.")
CONCEALED = Words(
    "前任未登记的返工和欠款浮出水面，先整改再赶产值。",
    "Rework and debts that were never entered came to light; they were put right before output.",
)
NO_CRANE = Words(
    "塔吊租赁申请被书面拒绝，只能等公司自有塔吊，停工十八天。",
    "The request to hire a crane was refused in writing; eighteen days were lost waiting for one of "
    "the company's own.",
)


def _output(note: Words, *pairs: tuple[int, int]) -> tuple[Slip, ...]:
    """Months in which output and benefit fell short together."""
    return tuple(
        Slip(month, key, percent, note) for month, percent in pairs for key in ("output", "benefit")
    )


CONDUCT = {
    "beiqiao": Conduct(
        slips=(Slip(-9, "accidents", 100), *_output(Words("汛期停工九天。", "Nine days lost to floods."), (-4, 82))),
        extras=(Extra(-2, Words("主桥合龙", "Main span closed"), NODES, 1),),
    ),
    "hedong": Conduct(
        late={-14: 3, -12: 6, -11: 4, -9: 8, -8: 5, -6: 2},
        missing=(-7,),
        silent=(-8, -7),
        slips=(
            *_output(UNPAID, (-13, 78), (-12, 74), (-11, 71), (-10, 66), (-9, 62)),
            *_output(CONCEALED, (-6, 70), (-5, 84)),
            Slip(-3, "output", 108), Slip(-2, "output", 111),
        ),
        extras=(
            Extra(-6, Words("清理前任合同和欠款", "Predecessor's contracts and debts sorted out"),
                  Words("项", "matters"), 23),
            Extra(-5, Words("返工三号承台", "Pile cap 3 rebuilt"), Words("处", "places"), 1),
        ),
    ),
    "wharf": Conduct(slips=_output(NO_CRANE, (-5, 68), (-4, 52), (-3, 75))),
    "tunnel": Conduct(
        late={-4: 2},
        slips=(Slip(-8, "safety", 84, Words("涌水段加固，检查暂停四天。", "Water broke in; rounds stopped four days.")),),
    ),
    "waterworks": Conduct(slips=_output(Words("设计变更待批。", "A change of design waited for approval."), (-10, 80))),
    "newtown": Conduct(late={-3: 2}, missing=(0,), slips=(Slip(-1, "output", 86),)),
    "safety": Conduct(),
}  # fmt: skip

NOTES = (
    Words("连续降雨，顺延到下月。", "Rain; the rest follows next month."),
    Words("材料进场晚一周。", "Materials came a week late."),
    Words("业主图纸确认晚于计划。", "The client confirmed drawings later than planned."),
    Words("劳务班组春节返岗慢。", "Crews came back slowly."),
)

WORK = Work(
    promises={
        "": COMPANY,
        "beiqiao": _department("beiqiao", 7800, 40), "hedong": _department("hedong", 9200, 44),
        "wharf": _department("wharf", 5400, 34), "tunnel": _department("tunnel", 9600, 42, "even"),
        "waterworks": _department("waterworks", 4200, 30), "newtown": _department("newtown", 6800, 40),
        "safety": SAFETY,
    },
    sets="head",
    publishes="office.clerk",
    readers=("office.clerk", "wharf.head"),
    notes=NOTES,
    conduct=CONDUCT,
    early=("beiqiao", "tunnel", "waterworks", "safety"),
)  # fmt: skip
