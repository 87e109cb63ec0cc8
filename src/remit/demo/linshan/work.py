"""What Linshan Town promised, and how three months of storm changed what it did.

In the storm every visit was made three times and written down three times, while the vaccination at
home that mattered fell behind.
"""

from remit.demo.promises import Conduct, Extra, Promise, Release, Slip, Work
from remit.engines.words import Words

STORM = (-8, -7, -6)
DOSES, PEOPLE = Words("剂", "doses"), Words("人", "people")
VISITS, PLACES = Words("户次", "visits"), Words("处", "places")
MATTERS, TIMES = Words("件", "matters"), Words("次", "times")
PERCENT = Words("%", "%")

TOWN = (
    Promise("vaccinate", "tasks", Words("全镇预防接种", "Vaccination of the town"),
            Words("接种剂次", "Doses given"), DOSES, "head", 5200, "2"),
    Promise("care", "benefit", Words("特殊困难群体走访", "Visits to those who need them most"),
            Words("走访户次", "Visits made"), VISITS, "head", 3800, "2"),
    Promise("safe", "safety", Words("隐患整改", "Hazards removed"),
            Words("整改处数", "Places made safe"), PLACES, "head", 320, "1"),
)  # fmt: skip

HEALTH = (
    Promise("vaccinate", "tasks", Words("适龄人群预防接种", "Routine vaccination"),
            Words("接种剂次", "Doses given"), DOSES, "health.director", 4800, "1", under="vaccinate"),
    Promise("home", "tasks", Words("行动不便者上门接种", "Vaccination at home"),
            Words("已接种人数", "People vaccinated"), PEOPLE, "health.director", 400, "2",
            under="vaccinate"),
    Promise("check", "benefit", Words("老年人健康体检", "Health checks for the old"),
            Words("体检人数", "People examined"), PEOPLE, "health.director", 1560, shape="rising"),
    Promise("records", "quality", Words("接种记录抽查合格率", "Vaccination records that pass a check"),
            Words("合格率", "Share that passes"), PERCENT, "health.director", 98, "1", "rate"),
    Promise("campaign", "own", Words("专项行动：集中接种", "Campaign: vaccination drive"),
            Words("接种剂次", "Doses given"), DOSES, "health.director", duty="1",
            only={-8: 900, -7: 1250, -6: 850}),
)  # fmt: skip

CIVIL = (
    Promise("visit", "benefit", Words("独居老人走访", "Visits to people living alone"),
            Words("走访户次", "Visits made"), VISITS, "civil.director", 3600, "1", under="care"),
    Promise("assist", "tasks", Words("救助申请办结", "Assistance decided"),
            Words("办结件数", "Applications decided"), MATTERS, "civil.director", 420, "2"),
    Promise("aids", "benefit", Words("残疾人辅具适配", "Aids for people with disabilities"),
            Words("适配件数", "Aids fitted"), MATTERS, "civil.director", 96),
)  # fmt: skip

EMERGENCY = (
    Promise("inspect", "safety", Words("生产经营单位检查", "Inspections of businesses"),
            Words("检查家次", "Inspections"), TIMES, "emergency.director", 540, "1"),
    Promise("hazards", "safety", Words("隐患整改", "Hazards removed"),
            Words("整改处数", "Places made safe"), PLACES, "emergency.director", 312, "1",
            under="safe"),
    Promise("drills", "tasks", Words("应急演练", "Drills"), Words("演练次数", "Drills held"), TIMES,
            "emergency.director", 12, "2", "quarters"),
    Promise("accidents", "safety", Words("亡人事故", "Fatal accidents"),
            Words("起数（越少越好）", "Number, less is better"), Words("起", "accidents"),
            "emergency.director", 0, ceiling=True),
)  # fmt: skip

SERVICE = (
    Promise("answer", "tasks", Words("窗口事项办结", "Matters settled at the counter"),
            Words("办结件数", "Matters settled"), MATTERS, "service.director", 9600, "1"),
    Promise("once", "quality", Words("一次办成率", "Settled in one visit"),
            Words("一次办成率", "Share settled in one visit"), PERCENT, "service.director", 92, "1",
            "rate"),
    Promise("mobile", "benefit", Words("下村流动服务", "Counter on wheels in the villages"),
            Words("场次", "Days"), TIMES, "service.director", 48),
)  # fmt: skip


def _village(place: str, households: int) -> tuple[Promise, ...]:
    """What a village promises; in the storm the same household is visited for three offices."""
    seat = f"{place}.head"
    weekly = dict.fromkeys(STORM, households * 4)
    return (
        Promise("home", "tasks", Words("上门接种约定和陪同", "Home vaccination arranged and attended"),
                Words("陪同人数", "People attended"), PEOPLE, seat, households // 3, "2"),
        Promise("tidy", "benefit", Words("环境整治", "Surroundings put in order"),
                Words("整治处数", "Places"), PLACES, seat, households // 4, "4"),
        Promise("peace", "tasks", Words("矛盾纠纷调解", "Disputes settled"),
                Words("调解件数", "Disputes settled"), MATTERS, seat, 36),
        Promise("storm.health", "own", Words("专项行动：入户走访（卫生）", "Campaign: visits for health"),
                Words("登记户次", "Visits recorded"), VISITS, seat, duty="5", only=weekly),
        Promise("storm.civil", "own", Words("专项行动：入户走访（民政）", "Campaign: visits for civil affairs"),
                Words("登记户次", "Visits recorded"), VISITS, seat, duty="6", only=weekly),
        Promise("storm.safety", "own", Words("专项行动：入户走访（应急）", "Campaign: visits for safety"),
                Words("登记户次", "Visits recorded"), VISITS, seat, duty="7", only=weekly),
    )  # fmt: skip


TRIPLE = Words(
    "同一户一周走访三次、填三张表，三名村干部排不出人陪同上门接种。",
    "Each household was visited three times a week and written down three times; three people could "
    "not also attend vaccination at home.",
)
PUT_OFF = Words(
    "专项行动期间停下，结束后补做。", "Put off for the campaign; to be made up afterwards."
)
NOT_BACKDATED = Words(
    "过去几周的走访不再补填表格，人手用于补种。",
    "Forms of weeks gone by are not filled in afterwards; people are needed to catch up vaccination.",
)
NO_LIST = Words(
    "云岭村未提供行动不便者名单，也未约定日期。",
    "Yunling gave no list of those who cannot leave home and agreed no day.",
)


def _storm(home: tuple[int, ...], tidy: tuple[int, ...]) -> tuple[Slip, ...]:
    """A village in the storm: what was recorded was done, what mattered waited."""
    return (
        *(Slip(month, "home", done, TRIPLE) for month, done in zip(STORM, home, strict=False)),
        *(Slip(month, "tidy", done, PUT_OFF) for month, done in zip(STORM, tidy, strict=False)),
        *(Slip(month, f"storm.{office}", 100) for month in STORM for office in
          ("health", "civil", "safety")),
    )  # fmt: skip


CONDUCT = {
    "health": Conduct(
        slips=(
            Slip(-8, "campaign", 96, Words("疫苗比通知晚到九天。", "Vaccine came nine days late.")),
            Slip(-7, "home", 61, NO_LIST),
            Slip(-6, "home", 88, Words("云岭村补种尚未完成。", "Yunling is not yet caught up.")),
            Slip(-4, "home", 124),
        ),
        extras=(
            Extra(-5, Words("云岭村集中补种", "Catch-up vaccination in Yunling"), PEOPLE, 41),
            Extra(-2, Words("村医接种培训", "Training of village doctors"), TIMES, 2),
        ),
    ),
    "civil": Conduct(
        late={-6: 2},
        slips=(Slip(-7, "visit", 78, Words("人员抽调入村。", "Staff were sent to the villages.")),),
    ),
    "emergency": Conduct(
        slips=(Slip(-7, "inspect", 64, Words("队员全部投入专项行动。", "The whole team was on the campaign.")),
               Slip(-3, "hazards", 83)),
    ),
    "service": Conduct(
        releases=(Release(-7, "mobile", Words("专项行动期间暂停聚集性服务。", "No gatherings during the campaign.")),),
    ),
    "liuwan": Conduct(slips=_storm((72, 66, 80), (40, 30, 55))),
    "shiqiao": Conduct(late={-7: 1}, slips=_storm((64, 58, 77), (45, 20, 60))),
    "xingpo": Conduct(late={-3: 3}, slips=_storm((70, 63, 85), (50, 35, 50))),
    "yunling": Conduct(
        late={-11: 5, -9: 4, -6: 6},
        missing=(-7, 0),
        silent=(-8, -7),
        slips=(Slip(-6, "home", 35, TRIPLE), Slip(-6, "tidy", 10, PUT_OFF),
               Slip(-10, "tidy", 40, Words("主任外出。", "The chair was away."))),
        releases=tuple(
            Release(-6, f"storm.{office}", NOT_BACKDATED) for office in ("health", "civil", "safety")
        ),
    ),
}  # fmt: skip

NOTES = (
    Words("连日降雨，进度顺延。", "Days of rain; the rest follows next month."),
    Words("人员抽调，缺两名。", "Two people were called away."),
    Words("材料到货晚一周。", "Supplies came a week late."),
    Words("部分群众外出务工，改期办理。", "Some people work elsewhere; new dates are agreed."),
)

WORK = Work(
    promises={
        "": TOWN, "health": HEALTH, "civil": CIVIL, "emergency": EMERGENCY, "service": SERVICE,
        "liuwan": _village("liuwan", 320), "shiqiao": _village("shiqiao", 280),
        "yunling": _village("yunling", 210), "xingpo": _village("xingpo", 240),
    },
    sets="head",
    publishes="office.clerk",
    notes=NOTES,
    conduct=CONDUCT,
    campaign=("deputy.health", -9),
    unpublished=(-1,),
    readers=("health.director", "office.clerk", "head"),
)  # fmt: skip
