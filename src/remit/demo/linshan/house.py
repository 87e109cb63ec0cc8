"""Who must do what in Linshan Town, by what law, with what powers and means."""

from remit.demo.remits import (
    HEAD,
    OFFICE,
    OFFICER,
    UNIT_HEAD,
    House,
    Loan,
    Place,
    Seat,
    Tenure,
    allowed,
    besides,
    has,
    must,
)
from remit.engines.words import Words

EMERGENCY = "《突发事件应对法》Emergency Response Law 2024,"
VACCINES = "《疫苗管理法》Vaccine Administration Law 2019,"
SAFETY = "《安全生产法》Work Safety Law 2021,"
REVIVAL = "《乡村振兴促进法》Rural Revitalisation Law 2021,"
SUPERVISION = "《监察法》Supervision Law 2024,"
DISCIPLINE = "《政务处分法》Administrative Discipline Law 2020,"
TOWN = "《林山镇权责清单》Linshan list (made up)"

STORM_BEGINS, STORM_ENDS = -8, -5

PLACES = (
    Place("health", Words("林山镇卫生院", "Linshan Health Centre")),
    Place("civil", Words("民政和社会事务办公室", "Civil and Social Affairs Office")),
    Place("emergency", Words("应急管理办公室", "Emergency Management Office")),
    Place("service", Words("便民服务中心", "Citizen Service Centre")),
    Place("liuwan", Words("柳湾村", "Liuwan Village")),
    Place("shiqiao", Words("石桥村", "Shiqiao Village")),
    Place("yunling", Words("云岭村", "Yunling Village")),
    Place("xingpo", Words("杏坡村", "Xingpo Village")),
)

TOWN_SEATS = (
    Seat(
        "head", "", Words("林山镇镇长", "Head of Linshan Town"), heads=True,
        must=(
            must("1", "主持镇政府全面工作，对本镇突发事件应对工作明确专门力量。",
                 "Leads the town government and assigns people to emergency work.",
                 f"{EMERGENCY} art. 22(1)"),
            must("2", "把应急经费列入本级预算，按年度指标把任务连同人、钱、物一并下达。",
                 "Puts emergency funds into the budget; passes tasks down together with people and money.",
                 f"{EMERGENCY} art. 44"),
            must("3", "每年与各单位签订目标，事先说明给什么手段。",
                 "Agrees targets with each unit every year and says beforehand what means it gets.",
                 f"{TOWN} 1-3"),
        ),
        may=(
            *allowed(f"{TOWN} 2-1", *HEAD),
            *besides(f"{TOWN} 2-2",
                     ("在预算内调剂应急经费和人员。", "Moves emergency funds and staff within the budget.")),
        ),
        has=(has("应急预备金", "Emergency reserve", "360000", "元 CNY", f"{EMERGENCY} art. 44"),),
    ),
    Seat(
        "deputy.health", "", Words("分管卫生副镇长", "Deputy Head for Health"), "head",
        must=(
            must("1", "分管卫生健康和疫情防控，联系柳湾村、云岭村。",
                 "In charge of health and epidemic control; links with Liuwan and Yunling.",
                 f"{TOWN} 1-4"),
            must("2", "对联系村逾期未报、未做的事项，三个工作日内到村过问。",
                 "Goes to a linked village within three working days when something is overdue there.",
                 f"{TOWN} 1-5"),
            must("3", "及时、如实上报突发事件信息。",
                 "Reports on emergencies in time and truthfully.", f"{EMERGENCY} art. 61(2)"),
        ),
        may=besides(f"{TOWN} 2-3",
                    ("从卫生院调派两名工作人员到村支援。",
                     "Sends two of the health centre's staff to help a village."),
                    ("要求联系村说明逾期原因。", "Asks a linked village why something is overdue.")),
        has=(has("工作用车", "Car", "1", "辆 car", f"{TOWN} 3-1"),),
    ),
    Seat(
        "deputy.safety", "", Words("分管应急副镇长", "Deputy Head for Safety"), "head",
        must=(
            must("1", "分管安全生产和应急管理，联系石桥村、杏坡村。",
                 "In charge of work safety and emergencies; links with Shiqiao and Xingpo.",
                 f"{SAFETY} art. 9(2)"),
            must("2", "组织本镇应急演练。", "Organises the town's drills.", f"{EMERGENCY} art. 42"),
        ),
        may=besides(f"{TOWN} 2-4", ("责令排除一般事故隐患。", "Orders ordinary hazards removed.")),
    ),
    Seat(
        "office.director", "", Words("党政办公室主任", "Director of the Party and Government Office"),
        "head",
        must=(
            must("1", "汇总各单位月度计划，月底对照并通报。",
                 "Summarises the monthly plans and compares them at the month's end.", f"{TOWN} 1-6"),
            must("2", "统一登记向村一级要表、要会、要检查的事项，能共享的不重复要。",
                 "Registers every form, meeting and inspection asked of a village; asks once.",
                 f"{TOWN} 1-7"),
        ),
        may=besides(f"{TOWN} 2-5", ("退回重复的报表要求。", "Sends back a request already answered.")),
    ),
    Seat(
        "office.clerk", "", Words("党政办公室计划督办员", "Planning Clerk of the Office"),
        "office.director",
        must=(
            must("1", "每月开启计划填报，提醒将到期和已逾期的单位。",
                 "Opens each month's plans and reminds units before and after the due date.",
                 f"{TOWN} 1-8"),
            must("2", "维护岗位、任职和清单，变动当日登记。",
                 "Keeps posts, appointments and lists; enters changes the same day.", f"{TOWN} 1-9"),
        ),
        may=allowed(f"{TOWN} 2-6", *OFFICE),
        has=(has("办公经费", "Office budget", "18000", "元 CNY", f"{TOWN} 3-2"),),
    ),
    Seat(
        "officer", "", Words("派出监察员", "Dispatched Supervisor"),
        must=(
            must("1", "核实反映，依法立案调查，听取本人陈述。",
                 "Verifies reports, investigates cases, hears the person concerned.",
                 f"{DISCIPLINE} arts 42-43"),
            must("2", "举报不实的，公开澄清。", "Clears publicly whoever was wrongly reported.",
                 f"{DISCIPLINE} art. 53"),
        ),
        may=allowed(f"{SUPERVISION} art. 12", *OFFICER),
    ),
    *(
        Seat(
            f"decider.{number}", "", Words(f"审理委员{zh}", f"Panel Member {number}"),
            must=(must("1", "与另一名委员共同作出决定，与本人有利害关系的回避。",
                       "Decides with another member; withdraws where there is an interest.",
                       f"{DISCIPLINE} arts 4, 47"),),
            may=allowed(f"{DISCIPLINE} art. 44", "cases.decide"),
        )
        for number, zh in ((1, "甲"), (2, "乙"))
    ),
    *(
        Seat(
            f"appeal.{number}", "", Words(f"复审委员{zh}", f"Appeal Member {number}"),
            must=(must("1", "复审不加重，与另一名未参与原决定的委员共同作出。",
                       "Never heavier on appeal; decides with another member new to the case.",
                       f"{DISCIPLINE} arts 55-56"),),
            may=allowed(f"{DISCIPLINE} art. 55", "cases.decide_appeal"),
        )
        for number, zh in ((1, "甲"), (2, "乙"))
    ),
)  # fmt: skip

UNIT_SEATS = (
    Seat(
        "health.director", "health", Words("卫生院院长", "Director of the Health Centre"),
        "deputy.health", heads=True,
        must=(
            must("1", "组织预防接种，如实记录并可追溯。",
                 "Organises vaccination; records are true and traceable.", f"{VACCINES} arts 44, 46"),
            must("2", "对行动不便者上门接种，按村约定日期。",
                 "Vaccinates at home those who cannot come, on days agreed with the village.",
                 f"{TOWN} 1-10"),
            must("3", "发现疫情苗头立即报告。", "Reports the first sign of an outbreak at once.",
                 f"{EMERGENCY} art. 61(2)"),
        ),
        may=(
            *allowed(f"{TOWN} 2-7", *UNIT_HEAD),
            *besides(f"{TOWN} 2-8",
                     ("安排接种班次，调整门诊时间。", "Sets vaccination shifts and opening hours."),
                     ("书面提示各村接种缺口。", "Warns villages in writing of gaps in vaccination.")),
        ),
        has=(
            has("医务人员", "Medical staff", "14", "人 people", f"{TOWN} 3-3"),
            has("接种车", "Vaccination van", "1", "辆 van", f"{VACCINES} art. 63"),
        ),
    ),
    Seat(
        "civil.director", "civil", Words("民政办主任", "Director of Civil Affairs"), "deputy.health",
        heads=True,
        must=(
            must("1", "走访独居老人、残疾人，落实优先保护。",
                 "Visits people living alone or with disabilities, who are protected first.",
                 f"{EMERGENCY} art. 11"),
            must("2", "按时发放救助金。", "Pays assistance on time.", f"{TOWN} 1-11"),
        ),
        may=(*allowed(f"{TOWN} 2-9", *UNIT_HEAD),
             *besides(f"{TOWN} 2-10", ("批准临时救助。", "Grants urgent assistance."))),
        has=(has("临时救助金", "Urgent assistance fund", "240000", "元 CNY", f"{TOWN} 3-4"),),
    ),
    Seat(
        "emergency.director", "emergency", Words("应急办主任", "Director of Emergency Management"),
        "deputy.safety", heads=True,
        must=(
            must("1", "检查辖区生产经营单位，跟踪隐患整改。",
                 "Inspects businesses and follows hazards until they are removed.",
                 f"{SAFETY} art. 9(2)"),
            must("2", "值守应急电话，备足物资。", "Mans the emergency line and keeps supplies.",
                 f"{EMERGENCY} art. 22(1)"),
        ),
        may=(*allowed(f"{TOWN} 2-11", *UNIT_HEAD),
             *besides(f"{TOWN} 2-12", ("调用镇级应急物资。", "Draws on the town's supplies."))),
        has=(has("应急队员", "Emergency team", "9", "人 people", f"{EMERGENCY} art. 39"),),
    ),
    Seat(
        "service.director", "service", Words("便民中心主任", "Director of the Service Centre"),
        "office.director", heads=True,
        must=(must("1", "窗口事项一次告知、限时办结。",
                   "Tells people once what is needed and answers within the limit.", f"{TOWN} 1-12"),),
        may=allowed(f"{TOWN} 2-13", *UNIT_HEAD),
        has=(has("窗口人员", "Counter staff", "6", "人 people", f"{TOWN} 3-5"),),
    ),
)  # fmt: skip


def _village(place: str, zh: str, en: str, superior: str) -> Seat:
    """The seat of a village's head. The storm adds three duties that are one visit, and no means."""
    return Seat(
        f"{place}.head", place, Words(f"{zh}村委会主任", f"Chair of {en} Village"), superior, heads=True,
        must=(
            must("1", "协助镇政府做好突发事件应对工作。",
                 "Helps the town government with emergencies.", f"{EMERGENCY} art. 22(2)"),
            must("2", "掌握行动不便者名单，约定日期并陪同上门接种。",
                 "Keeps the list of those who cannot leave home; arranges and attends home vaccination.",
                 f"{TOWN} 1-13"),
            must("3", "每月按时报送计划和结果。", "Submits plan and results on time every month.",
                 f"{TOWN} 1-14"),
            must("4", "保持村内道路和环境整洁。", "Keeps roads and surroundings in order.",
                 f"{REVIVAL} art. 37"),
            must("5", "每周入户走访一次，登记体温和外出情况（卫生院要求）。",
                 "Visits every household weekly: temperature and journeys (for the health centre).",
                 f"{TOWN} 4-1", STORM_BEGINS),
            must("6", "每周入户走访一次，登记老人生活困难（民政办要求）。",
                 "Visits every household weekly: needs of the old (for civil affairs).",
                 f"{TOWN} 4-2", STORM_BEGINS),
            must("7", "每周入户走访一次，登记聚集和用火（应急办要求）。",
                 "Visits every household weekly: gatherings and fires (for emergency management).",
                 f"{TOWN} 4-3", STORM_BEGINS),
        ),
        may=(*allowed(f"{TOWN} 2-14", *UNIT_HEAD),
             *besides(f"{EMERGENCY} art. 77",
                      ("情况紧急时先行组织自救互救。",
                       "Organises first help at once when it is urgent."))),
        has=(has("村级工作经费", "Village budget", "24000", "元 CNY", f"{TOWN} 3-6"),
             has("村干部", "Village staff", "3", "人 people", f"{TOWN} 3-7")),
    )  # fmt: skip


VILLAGE_SEATS = (
    _village("liuwan", "柳湾村", "Liuwan", "deputy.health"),
    _village("shiqiao", "石桥村", "Shiqiao", "deputy.safety"),
    _village("yunling", "云岭村", "Yunling", "deputy.health"),
    _village("xingpo", "杏坡村", "Xingpo", "deputy.safety"),
)

TENURES = (
    Tenure("head", "gu.shan", -38),
    Tenure("deputy.health", "lu.ping", -30),
    Tenure("deputy.safety", "fan.li", -52),
    Tenure("office.director", "luo.yin", -44),
    Tenure("office.clerk", "wen.yuan", -41, -13, reason="调出本镇"),
    Tenure("office.clerk", "yin.shu", -13),
    Tenure("officer", "yan.shen", -33),
    Tenure("decider.1", "fang.heng", -29),
    Tenure("decider.2", "cheng.zhun", -29),
    Tenure("appeal.1", "su.cheng", -29),
    Tenure("appeal.2", "bai.jian", -29),
    Tenure("health.director", "lin.an", -62),
    Tenure("civil.director", "lu.ci", -35),
    Tenure("emergency.director", "shi.jin", -27),
    Tenure("service.director", "yao.qing", -25),
    Tenure("liuwan.head", "du.he", -57),
    Tenure("shiqiao.head", "song.qiao", -57),
    Tenure("yunling.head", "he.chi", -33),
    Tenure("xingpo.head", "liang.po", -57),
)

LOANS = (
    Loan(
        "plans.set_target", "head", "deputy.health", STORM_BEGINS - 1, STORM_ENDS,
        "专项行动期间由分管副镇长统一下达任务",
    ),
)  # fmt: skip

HOUSE = House(
    "linshan", Words("林山镇", "Linshan Town"), "office.clerk",
    PLACES, (*TOWN_SEATS, *UNIT_SEATS, *VILLAGE_SEATS), TENURES, LOANS,
)  # fmt: skip
