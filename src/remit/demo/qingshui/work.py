"""What Qingshui County promised; how often its townships were inspected while they did it."""

from remit.demo.promises import Conduct, Extra, Promise, Slip, Work
from remit.engines.words import Words

HOUSEHOLDS, HOUSES = Words("户", "households"), Words("户", "houses")
MONEY, WORKS = Words("万元", "10,000 CNY"), Words("处", "works")
VISITS, TIMES = Words("户次", "visits"), Words("次", "times")
PERCENT, PUPILS = Words("%", "%"), Words("人", "pupils")

COUNTY = (
    Promise("help", "benefit", Words("全县监测户帮扶", "Households helped in the county"),
            Words("落实帮扶户数", "Households with help in place"), HOUSEHOLDS, "head", 2400, "1"),
    Promise("supply", "quality", Words("农村饮水工程管护", "Upkeep of village water works"),
            Words("管护处数", "Works kept"), WORKS, "deputy", 260, "1"),
    Promise("spend", "output", Words("衔接资金支出", "Revitalisation funds paid out"),
            Words("支出金额", "Amount paid"), MONEY, "head", 4600, "1"),
)  # fmt: skip

REVIVAL = (
    Promise("help", "benefit", Words("监测户复核", "Households reviewed"),
            Words("复核户数", "Households reviewed"), HOUSEHOLDS, "revival.head", 1200, "1", under="help"),
    Promise("projects", "tasks", Words("帮扶项目开工", "Projects begun"),
            Words("开工处数", "Projects begun"), WORKS, "revival.head", 72, "1", "building"),
    Promise("fields", "quality", Words("入户抽查（不看材料）", "Household checks, files unseen"),
            Words("抽查户次", "Households visited"), VISITS, "revival.head", 360, "2"),
)  # fmt: skip

FINANCE = (
    Promise("spend", "output", Words("衔接资金拨付", "Funds released"), Words("拨付金额", "Amount released"),
            MONEY, "finance.head", 4600, "1", "rising", under="spend"),
    Promise("audit", "quality", Words("项目资金抽审", "Audits of projects"), Words("抽审项目", "Projects audited"),
            WORKS, "finance.head", 48, "1"),
)  # fmt: skip

HOUSING = (
    Promise("homes", "tasks", Words("农村危房改造", "Unsafe houses made safe"), Words("竣工户数", "Houses finished"),
            HOUSES, "housing.head", 300, "1", "building"),
    Promise("survey", "safety", Words("房屋安全巡查", "Safety rounds"), Words("巡查户次", "Houses looked at"),
            VISITS, "housing.head", 2400, "1"),
    Promise("rework", "quality", Words("竣工一次验收合格率", "Passed on first inspection"),
            Words("合格率", "Share that passes"), PERCENT, "housing.head", 95, "1", "rate"),
)  # fmt: skip

WATER = (
    Promise("upkeep", "quality", Words("饮水工程管护", "Water works kept"), Words("管护处数", "Works kept"),
            WORKS, "water.head", 132, "1", under="supply"),
    Promise("accept", "quality", Words("饮水工程验收", "Water works accepted"), Words("验收处数", "Works accepted"),
            WORKS, "water.head", 36, "2"),
    Promise("sample", "safety", Words("水质检测", "Water samples"), Words("检测次数", "Samples"), TIMES,
            "water.head", 480, "1"),
    Promise("dry", "safety", Words("断水超过三日", "Supply cut for over three days"),
            Words("起数（越少越好）", "Number, less is better"), Words("起", "cuts"), "water.head", 0, "1",
            ceiling=True),
)  # fmt: skip

EDUCATION = (
    Promise("pupils", "benefit", Words("控辍保学家访", "Visits to pupils at risk"), Words("家访人次", "Visits"),
            PUPILS, "education.head", 960, "1"),
    Promise("grants", "benefit", Words("助学金发放", "Grants paid"), Words("发放人次", "Grants"), PUPILS,
            "education.head", 1800, "1", "quarters"),
)  # fmt: skip


def _township(place: str, households: int) -> tuple[Promise, ...]:
    """What a township promises, and how many inspections it should have to bear at most."""
    seat = f"{place}.head"
    return (
        Promise("help", "benefit", Words("监测户帮扶措施落实", "Help in place"),
                Words("落实户数", "Households with help in place"), HOUSEHOLDS, seat, households, "1",
                under="help"),
        Promise("visits", "tasks", Words("帮扶干部入户", "Visits by helpers"), Words("入户户次", "Visits"),
                VISITS, seat, households * 4, "1"),
        Promise("upkeep", "quality", Words("饮水设施巡护", "Rounds of the water works"),
                Words("巡护次数", "Rounds"), TIMES, seat, 96, "2", "summer", under="supply"),
        Promise("burden", "own", Words("迎接各级检查（上限）", "Inspections received (at most)"),
                Words("次数（越少越好）", "Number, less is better"), TIMES, seat, 24, ceiling=True),
    )  # fmt: skip


FOUR_TEAMS = Words(
    "省、市、县和第三方四支队伍先后到乡，同一套材料交了四遍。",
    "Teams of province, prefecture, county and a third party came one after another; the same papers "
    "were handed in four times.",
)
CONTEST = Words(
    "“大比武”观摩与暗访同一周进行，干部三天没有入户。",
    "A show contest and an unannounced visit fell into one week; for three days nobody visited.",
)
NO_WATER = Words(
    "松林乡白岩片区供水管网破裂，修复前停止巡护。",
    "The mains of Baiyan in Songlin broke; rounds stopped until they were repaired.",
)
DEBTS = Words(
    "发现前任遗留的合同欠款和未验收工程，先核清账目。",
    "Unpaid contracts and works never accepted came to light; the accounts came first.",
)


def _burden(*pairs: tuple[int, int]) -> tuple[Slip, ...]:
    """Months with so many percent of the inspections there should be at most."""
    return tuple(
        Slip(month, "burden", percent, FOUR_TEAMS if percent < 220 else CONTEST)
        for month, percent in pairs
    )


CONDUCT = {
    "finance": Conduct(late={-10: 1}),
    "housing": Conduct(
        late={-5: 3},
        slips=(Slip(-4, "homes", 71, Words("砂石涨价，两家施工队停工。", "Gravel rose in price; two crews stopped.")),
               Slip(-3, "homes", 118)),
    ),
    "water": Conduct(
        slips=(Slip(-3, "upkeep", 64, NO_WATER),),
        extras=(Extra(-2, Words("白岩片区供水管网更换", "Mains of Baiyan replaced"), WORKS, 1),),
    ),
    "zhuxi": Conduct(
        slips=(
            *(Slip(month, "visits", 100) for month in range(-15, -3)),
            *(Slip(month, "help", 100) for month in range(-15, -3)),
            *_burden((-12, 150), (-9, 200), (-8, 250), (-6, 200), (-4, 200)),
            Slip(-3, "visits", 58, Words("按入户实数重新登记。", "Counted anew, by visits that took place.")),
        ),
    ),
    "songlin": Conduct(
        late={-13: 2, -10: 4, -8: 2},
        slips=(
            *_burden((-11, 200), (-8, 250), (-6, 200), (-3, 300)),
            Slip(-7, "help", 74, DEBTS), Slip(-6, "upkeep", 70, DEBTS),
            Slip(-3, "upkeep", 40, NO_WATER), Slip(-1, "help", 112),
        ),
        extras=(
            Extra(-7, Words("清理前任未了事项", "Old matters sorted out"), Words("项", "matters"), 14),
            Extra(-2, Words("白岩片区送水", "Water carried to Baiyan"), Words("户", "households"), 312),
        ),
    ),
    "hekou": Conduct(
        late={-7: 1, 0: 1},
        slips=(*_burden((-10, 150), (-8, 250), (-5, 200)),
               Slip(-8, "visits", 69, CONTEST)),
    ),
}  # fmt: skip

NOTES = (
    Words("群众外出务工，入户改期。", "People work elsewhere; visits are put off."),
    Words("山洪毁路，物资运不进去。", "A flood cut the road; nothing could be brought in."),
    Words("资金下达晚于计划。", "Funds came later than planned."),
    Words("迎检占用人手。", "An inspection took the staff."),
)

WORK = Work(
    promises={
        "": COUNTY, "revival": REVIVAL, "finance": FINANCE, "housing": HOUSING, "water": WATER,
        "education": EDUCATION, "zhuxi": _township("zhuxi", 480),
        "songlin": _township("songlin", 360), "hekou": _township("hekou", 420),
    },
    sets="head",
    publishes="office.clerk",
    readers=("office.clerk", "songlin.head"),
    notes=NOTES,
    conduct=CONDUCT,
)  # fmt: skip
