"""Who must do what at Yuhe Works, by what rule, with what powers and means."""

from remit.demo.remits import (
    HEAD,
    OFFICE,
    OFFICER,
    UNIT_HEAD,
    House,
    Place,
    Seat,
    Tenure,
    allowed,
    besides,
    can,
    has,
    must,
)
from remit.engines.words import Words

SAFETY = "《安全生产法》Work Safety Law 2021,"
QUALITY = "《建设工程质量管理条例》Construction Quality Regulation 2019,"
RULES = "《玉河岗位责任办法》Yuhe internal rules on posts (made up)"
ENQUIRY = "《玉河责任追究办法》Yuhe internal rules on enquiries (made up)"

# The manager of Hedong is replaced on the first day of this month, counted from the last one.
REPLACED = -6

DEPARTMENTS = (
    ("beiqiao", "北桥项目部", "North Bridge Project", "lian.chang", 84),
    ("hedong", "河东项目部", "Hedong Project", "mao.jun", 96),
    ("wharf", "码头项目部", "Wharf Project", "pan.jin", 71),
    ("tunnel", "隧道项目部", "Tunnel Project", "gu.kai", 118),
    ("waterworks", "水厂项目部", "Waterworks Project", "wang.che", 62),
    ("newtown", "新城项目部", "Newtown Project", "gong.xin", 88),
)

PLACES = (
    *(Place(code, Words(zh, en)) for code, zh, en, _, _ in DEPARTMENTS),
    Place("safety", Words("安全质量部", "Safety and Quality Department")),
)

COMPANY_SEATS = (
    Seat(
        "head", "", Words("总经理", "General Manager"), heads=True,
        must=(
            must("1", "对本公司安全生产全面负责，保证安全投入。",
                 "Answers for work safety as a whole and for the money it takes.",
                 f"{SAFETY} arts 5, 21, 23"),
            must("2", "签订目标时写明给各项目部的人、机、料、钱。",
                 "Writes into each target what people, machines, materials and money go with it.",
                 f"{RULES} 1-2"),
        ),
        may=(*allowed(f"{RULES} 2-1", *HEAD),
             *besides(f"{RULES} 2-2", ("任免项目经理。", "Appoints and removes project managers."))),
    ),
    Seat(
        "deputy", "", Words("分管生产副总经理", "Deputy for Production"), "head",
        must=(must("1", "五个工作日内书面答复项目部的资源申请。",
                   "Answers a department's request for means in writing within five working days.",
                   f"{RULES} 1-4"),),
        may=besides(f"{RULES} 2-3", ("在项目部之间调配机械。", "Moves machines between departments.")),
        has=(has("自有塔吊", "Own tower cranes", "5", "台 cranes", f"{RULES} 3-1"),),
    ),
    Seat(
        "finance.head", "", Words("财务总监", "Finance Director"), "head",
        must=(must("1", "预算外支出书面同意或不同意，并说明理由。",
                   "Agrees or refuses spending outside the budget in writing, with reasons.",
                   f"{RULES} 1-5"),),
        may=besides(f"{RULES} 2-4", ("批准十万元以下的预算外租赁。",
                                     "Approves hire outside the budget up to 100,000 yuan.")),
    ),
    Seat(
        "office.clerk", "", Words("综合办公室计划员", "Planning Clerk, General Office"), "head",
        must=(must("1", "月底收下月计划，汇总后邮件下发；次月对照。",
                   "Collects next month's plans at month's end, mails the summary, compares a month later.",
                   f"{RULES} 1-6"),),
        may=allowed(f"{RULES} 2-5", *OFFICE),
    ),
    Seat(
        "officer", "", Words("审计部主任", "Head of Audit"),
        must=(
            must("1", "核实线索，分清直接责任、主管责任和领导责任。",
                 "Verifies leads; tells direct, in-charge and leadership responsibility apart.",
                 f"{ENQUIRY} 5"),
            must("2", "项目经理离任时审计未了事项。",
                 "Audits open matters when a project manager leaves.", f"{RULES} 1-7"),
        ),
        may=(*allowed(f"{ENQUIRY} 6", *OFFICER), can("ledger.read", f"{ENQUIRY} 6")),
    ),
    *(
        Seat(
            f"decider.{number}", "", Words(f"责任追究委员会外部委员{zh}", f"Outside Member {number}, Enquiry Board"),
            must=(must("1", "与另一名委员共同作出决定。", "Decides with another member.",
                       f"{ENQUIRY} 7"),),
            may=allowed(f"{ENQUIRY} 7", "cases.decide"),
        )
        for number, zh in ((1, "甲"), (2, "乙"))
    ),
    *(
        Seat(
            f"appeal.{number}", "", Words(f"申诉委员{zh}", f"Appeal Member {number}"),
            must=(must("1", "申诉不加重。", "Never heavier on appeal.", f"{ENQUIRY} 12"),),
            may=allowed(f"{ENQUIRY} 12", "cases.decide_appeal"),
        )
        for number, zh in ((1, "甲"), (2, "乙"))
    ),
)  # fmt: skip


def _manager(code: str, zh: str, en: str, staff: int) -> Seat:
    return Seat(
        f"{code}.head", code, Words(f"{zh}经理", f"Manager, {en}"), "deputy", heads=True,
        must=(
            must("1", "完成产值、任务开发、综合效益年度目标。",
                 "Reaches the year's targets of output value, tasks and benefit.", f"{RULES} 1-8"),
            must("2", "对本项目施工质量负责，隐蔽工程先检后隐。",
                 "Answers for quality; buried work is checked before it is covered.",
                 f"{QUALITY} arts 26, 30"),
            must("3", "及时消除事故隐患，吊装作业派专人现场管理。",
                 "Removes hazards in time; has lifting supervised on the spot.",
                 f"{SAFETY} arts 21(5), 43"),
            must("4", "月底前报送下月工作计划。", "Submits next month's plan before the month ends.",
                 f"{RULES} 1-9"),
            must("5", "离任时移交合同、账款和未了事项。",
                 "Hands over contracts, accounts and open matters on leaving.", f"{RULES} 1-10"),
        ),
        may=(*allowed(f"{RULES} 2-6", *UNIT_HEAD),
             *besides(f"{RULES} 2-7",
                      ("三万元以下零星租赁自行决定。", "Decides on small hire up to 30,000 yuan."),
                      ("条件不具备时书面提出，不强行施工。",
                       "Says in writing when means are missing, and does not build without them."))),
        has=(has("管理人员和班组", "Staff and crews", str(staff), "人 people", f"{RULES} 3-2"),),
    )  # fmt: skip


UNIT_SEATS = (
    *(_manager(code, zh, en, staff) for code, zh, en, _, staff in DEPARTMENTS),
    Seat(
        "safety.head", "safety", Words("安全质量部部长", "Head of Safety and Quality"), "deputy",
        heads=True,
        must=(
            must("1", "检查各项目部安全状况，提出改进建议。",
                 "Checks safety in all departments and proposes what to improve.",
                 f"{SAFETY} art. 25(5)"),
            must("2", "制止违章指挥和冒险作业。", "Stops reckless orders and work.",
                 f"{SAFETY} art. 25(6)"),
        ),
        may=allowed(f"{RULES} 2-8", *UNIT_HEAD),
        has=(has("安全员", "Safety officers", "7", "人 people", f"{SAFETY} art. 24"),),
    ),
    Seat(
        "safety.inspector", "safety", Words("安全督导员", "Safety Inspector"), "safety.head",
        must=(must("1", "每周到项目部巡查一次。", "Visits each department once a week.",
                   f"{SAFETY} art. 46"),),
    ),
)  # fmt: skip

TENURES = (
    Tenure("head", "jiang.chuan", -49),
    Tenure("deputy", "ning.jiang", -36),
    Tenure("finance.head", "fei.li", -32),
    Tenure("office.clerk", "you.min", -27),
    Tenure("officer", "ji.he", -40),
    Tenure("decider.1", "fang.heng", -24),
    Tenure("decider.2", "cheng.zhun", -24),
    Tenure("appeal.1", "su.cheng", -24),
    Tenure("appeal.2", "bai.jian", -24),
    *(
        Tenure(f"{code}.head", login, -30, REPLACED if code == "hedong" else None,
               reason="调离：长期未完成计划" if code == "hedong" else "")
        for code, _, _, login, _ in DEPARTMENTS
    ),
    Tenure("hedong.head", "hou.ji", REPLACED),
    Tenure("safety.head", "zhai.an", -33),
    Tenure("safety.inspector", "wen.yuan", -12),
)  # fmt: skip

HOUSE = House(
    "yuhe", Words("玉河工程公司", "Yuhe Works"), "office.clerk",
    PLACES, (*COMPANY_SEATS, *UNIT_SEATS), TENURES,
)  # fmt: skip
