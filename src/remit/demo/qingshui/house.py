"""Who must do what in Qingshui County, by what law, with what powers and means."""

from remit.demo.remits import (
    HEAD,
    OFFICE,
    OFFICER,
    UNIT_HEAD,
    House,
    Must,
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

REVIVAL = "《乡村振兴促进法》Rural Revitalisation Law 2021,"
INSPECTION = "《政府督查工作条例》Government Inspection Regulation 2020,"
WORKS = "《建设工程质量管理条例》Construction Quality Regulation 2019,"
SUPERVISION = "《监察法》Supervision Law 2024,"
DISCIPLINE = "《政务处分法》Administrative Discipline Law 2020,"
HANDOVER = "《行政机关公务员处分条例》Civil Servant Discipline Regulation 2007, art. 19(6)"
COUNTY = "《清水县权责清单》Qingshui list (made up)"

# The newcomer comes to Songlin on the first day of this month, counted from the last one.
NEWCOMER = -8

PLACES = (
    Place("revival", Words("乡村振兴局", "Rural Revitalisation Bureau")),
    Place("finance", Words("财政局", "Finance Bureau")),
    Place("housing", Words("住房和城乡建设局", "Housing Bureau")),
    Place("water", Words("水利局", "Water Bureau")),
    Place("education", Words("教育局", "Education Bureau")),
    Place("zhuxi", Words("竹溪镇", "Zhuxi Town")),
    Place("songlin", Words("松林乡", "Songlin Township")),
    Place("hekou", Words("河口镇", "Hekou Town")),
)

COUNTY_SEATS = (
    Seat(
        "head", "", Words("清水县县长", "Head of Qingshui County"), heads=True,
        must=(
            must("1", "落实乡村振兴责任制，把考核结果用到人。",
                 "Carries out the responsibility system for rural revitalisation.",
                 f"{REVIVAL} arts 9, 68"),
            must("2", "控制督查频次，不重复督查。",
                 "Keeps inspections few and lets none be repeated.", f"{INSPECTION} art. 15"),
        ),
        may=allowed(f"{COUNTY} 2-1", *HEAD),
        has=(has("衔接资金", "Revitalisation fund", "46000000", "元 CNY", f"{REVIVAL} art. 58"),),
    ),
    Seat(
        "deputy", "", Words("分管副县长", "Deputy Head in Charge"), "head",
        must=(
            must("1", "分管乡村振兴、水利，督促工程验收。",
                 "In charge of revitalisation and water; sees that works are properly accepted.",
                 f"{COUNTY} 1-2"),
            must("2", "主持乡镇主要负责人交接。", "Presides over handovers of township heads.",
                 f"{COUNTY} 1-3"),
        ),
        may=besides(f"{COUNTY} 2-2", ("要求补齐交接清单。", "Orders a handover list completed.")),
    ),
    Seat(
        "office.clerk", "", Words("县政府办督办科科长", "Head of Planning, County Office"), "head",
        must=(
            must("1", "汇总月度计划，月底对照并通报。",
                 "Summarises the monthly plans and compares them at the month's end.",
                 f"{COUNTY} 1-4"),
            must("2", "登记各单位向乡镇要的材料，已有的不再要。",
                 "Registers what is asked of townships; what is there is not asked for again.",
                 f"{INSPECTION} art. 15"),
        ),
        may=allowed(f"{COUNTY} 2-3", *OFFICE),
    ),
    Seat(
        "inspector", "", Words("县政府督查室督查员", "County Inspector"), "head",
        must=(
            must("1", "按批准的方案督查，不随意扩大范围。",
                 "Inspects by the approved plan and no further.", f"{INSPECTION} art. 15"),
            must("2", "督查结论事实清楚，向督查对象反馈。",
                 "Concludes on clear facts and tells those inspected.", f"{INSPECTION} art. 16"),
        ),
        may=(
            can("ledger.read", f"{INSPECTION} art. 12"),
            can("cases.receive", f"{INSPECTION} art. 23"),
            *besides(f"{INSPECTION} art. 12", ("开展检查、访谈、暗访。", "Inspects, interviews, visits unannounced.")),
        ),
        has=(has("督查人员", "Inspectors", "4", "人 people", f"{INSPECTION} art. 10"),),
    ),
    Seat(
        "analyst", "", Words("县政府办数据分析员", "Analyst, County Office"), "office.clerk",
        must=(must("1", "分析办事时长和堵点，不涉及个人评价。",
                   "Analyses where work stalls; does not judge people.", f"{COUNTY} 1-5"),),
        may=allowed(f"{COUNTY} 2-4", "ledger.read", "insight.read", "insight.measure"),
    ),
    Seat(
        "officer", "", Words("县监委审查调查员", "Case Officer, County Supervision Commission"),
        must=(
            must("1", "核实反映，依法立案调查，听取本人陈述。",
                 "Verifies reports, investigates cases, hears the person concerned.",
                 f"{DISCIPLINE} arts 42-43"),
            must("2", "举报不实的，公开澄清。", "Clears publicly whoever was wrongly reported.",
                 f"{DISCIPLINE} art. 53"),
        ),
        may=allowed(f"{SUPERVISION} art. 11", *OFFICER),
    ),
    *(
        Seat(
            f"decider.{number}", "", Words(f"县监委审理委员{zh}", f"County Panel Member {number}"),
            must=(must("1", "与另一名委员共同作出决定。", "Decides with another member.",
                       f"{DISCIPLINE} arts 4, 47"),),
            may=allowed(f"{DISCIPLINE} art. 44", "cases.decide"),
        )
        for number, zh in ((1, "甲"), (2, "乙"))
    ),
    *(
        Seat(
            f"appeal.{number}", "", Words(f"市监委复审委员{zh}", f"Prefecture Appeal Member {number}"),
            must=(must("1", "复审不加重。", "Never heavier on appeal.", f"{DISCIPLINE} art. 56"),),
            may=allowed(f"{DISCIPLINE} art. 55", "cases.decide_appeal"),
        )
        for number, zh in ((1, "甲"), (2, "乙"))
    ),
)  # fmt: skip


def _bureau(code: str, zh: str, en: str, duties: tuple[Must, ...]) -> Seat:
    return Seat(
        f"{code}.head", code, Words(f"{zh}局长", f"Head of the {en} Bureau"), "deputy", heads=True,
        must=duties, may=allowed(f"{COUNTY} 2-5", *UNIT_HEAD),
        has=(has("编制", "Staff", "18", "人 people", f"{COUNTY} 3-1"),),
    )  # fmt: skip


def _township(code: str, zh: str, en: str, staff: str) -> Seat:
    return Seat(
        f"{code}.head", code, Words(f"{zh}长", f"Head of {en}"), "deputy", heads=True,
        must=(
            must("1", "监测易返贫户，一户一策帮扶。",
                 "Watches households that may fall back into poverty and helps each in its own way.",
                 f"{REVIVAL} art. 59"),
            must("2", "管护饮水等公共设施，建成后参加验收。",
                 "Keeps water supply and other works; takes part in accepting new ones.",
                 f"{REVIVAL} art. 52"),
            must("3", "离任时列明未了事项、债务和风险，如实交接。",
                 "On leaving, hands over every open matter, debt and risk truthfully.", HANDOVER),
            must("4", "每月按时报送计划和结果。", "Submits plan and results on time every month.",
                 f"{COUNTY} 1-6"),
        ),
        may=(*allowed(f"{COUNTY} 2-6", *UNIT_HEAD),
             *besides(f"{COUNTY} 2-7",
                      ("对已有材料的重复要求，可以拒绝。",
                       "May refuse to hand in again what has been handed in."))),
        has=(has("乡镇干部", "Township staff", staff, "人 people", f"{COUNTY} 3-2"),
             has("管护经费", "Upkeep of works", "150000", "元 CNY", f"{COUNTY} 3-3")),
    )  # fmt: skip


UNIT_SEATS = (
    _bureau("revival", "乡村振兴局", "Rural Revitalisation", (
        must("1", "统筹帮扶项目和资金，核实返贫风险。",
             "Plans projects and funds; verifies the risk of falling back.", f"{REVIVAL} art. 59"),
        must("2", "帮扶成效以入户结果为准，不以材料多少评分。",
             "Judges help by what households say, never by the thickness of files.", f"{COUNTY} 1-7"),
    )),
    _bureau("finance", "财政局", "Finance", (
        must("1", "按进度拨付衔接资金。", "Pays out funds as work proceeds.", f"{REVIVAL} art. 58"),
    )),
    _bureau("housing", "住房和城乡建设局", "Housing", (
        must("1", "改造农村危房，保障住房安全。", "Makes unsafe village houses safe.",
             f"{REVIVAL} art. 38"),
    )),
    _bureau("water", "水利局", "Water", (
        must("1", "保障农村饮水安全。", "Keeps village drinking water safe.", f"{REVIVAL} art. 52"),
        must("2", "组织饮水工程竣工验收，验收合格方可交付。",
             "Accepts finished water works; only what passes is handed over.", f"{WORKS} art. 16"),
    )),
    Seat(
        "water.engineer", "water", Words("水利局质量监督员", "Quality Engineer, Water Bureau"),
        "water.head",
        must=(must("1", "现场核验隐蔽工程，签署质量意见。",
                   "Checks buried works on the spot before signing for their quality.",
                   f"{WORKS} art. 30"),),
        may=besides(f"{WORKS} art. 48", ("发现质量问题责令改正。", "Orders faults put right.")),
    ),
    _bureau("education", "教育局", "Education", (
        must("1", "控辍保学。", "Keeps every child in school.", f"{COUNTY} 1-8"),
    )),
    Seat(
        "education.deputy", "education", Words("教育局副局长", "Deputy Head of the Education Bureau"),
        "education.head",
        must=(must("1", "分管学校建设。", "In charge of school buildings.", f"{COUNTY} 1-9"),),
    ),
    _township("zhuxi", "竹溪镇镇", "Zhuxi Town", "46"),
    Seat(
        "zhuxi.clerk", "zhuxi", Words("竹溪镇帮扶专干", "Assistance Clerk, Zhuxi"), "zhuxi.head",
        must=(must("1", "入户核实后如实填写帮扶手册。",
                   "Fills in the assistance books truthfully, after visiting.", f"{COUNTY} 1-10"),),
        has=(has("联系户", "Households served", "160", "户 households", f"{COUNTY} 3-4"),),
    ),
    _township("songlin", "松林乡乡", "Songlin Township", "38"),
    _township("hekou", "河口镇镇", "Hekou Town", "52"),
    Seat(
        "hekou.team", "hekou", Words("河口镇驻村工作队队长", "Leader of the Village Team, Hekou"),
        "hekou.head",
        must=(must("1", "驻村帮扶，公开补助名单。",
                   "Lives in the village to help; posts the list of grants.", f"{COUNTY} 1-11"),),
    ),
)  # fmt: skip

TENURES = (
    Tenure("head", "meng.chuan", -31),
    Tenure("deputy", "zou.wen", -45),
    Tenure("office.clerk", "tang.wen", -28),
    Tenure("inspector", "qin.xun", -26),
    Tenure("analyst", "jian.shu", -21),
    Tenure("officer", "yan.shen", -33),
    Tenure("decider.1", "fang.heng", -29),
    Tenure("decider.2", "cheng.zhun", -29),
    Tenure("appeal.1", "su.cheng", -29),
    Tenure("appeal.2", "bai.jian", -29),
    Tenure("revival.head", "shao.tian", -34),
    Tenure("finance.head", "zhong.yuan", -47),
    Tenure("housing.head", "qi.an", -23),
    Tenure("water.head", "hong.qu", -39),
    Tenure("water.engineer", "yue.yan", -50),
    Tenure("education.head", "tan.xu", -36),
    Tenure("education.deputy", "qian.mo", NEWCOMER),
    Tenure("zhuxi.head", "chu.xi", -24),
    Tenure("zhuxi.clerk", "bao.li", -30),
    Tenure("songlin.head", "qian.mo", -50, NEWCOMER, reason="调任教育局副局长"),
    Tenure("songlin.head", "shen.chu", NEWCOMER),
    Tenure("hekou.head", "chi.du", -42),
    Tenure("hekou.team", "lu.shi", -27),
)

HOUSE = House(
    "qingshui", Words("清水县", "Qingshui County"), "office.clerk",
    PLACES, (*COUNTY_SEATS, *UNIT_SEATS), TENURES,
)  # fmt: skip
