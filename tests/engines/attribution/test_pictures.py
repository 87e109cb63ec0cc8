"""Pictures of a report: whole, readable, true to the shares, safe against hostile names."""

from fractions import Fraction

from remit.engines.attribution import (
    Circumstance,
    Equation,
    Exemption,
    Fault,
    Is,
    Outcome,
    Owner,
    Piece,
    Quorum,
    Situation,
    assemble,
    blocked,
    facts,
    handed_over,
    omission,
    superior_did_not_stop,
)
from remit.engines.attribution.situation import Evidence, Level, State
from remit.engines.formulas import AllOf, AnyOf
from remit.engines.words import Words

PEOPLE = {
    "former": ("钱默", "Qian Mo", "前任食堂主任", "Former head of the canteen"),
    "auditor": ("尤严", "You Yan", "县审计局科长", "Section head, county audit office"),
    "canteen": ("沈初", "Shen Chu", "食堂主任", "Head of the canteen"),
    "buyer": ("鲍立", "Bao Li", "采购员", "Buyer"),
    "cook": ("楚喜", "Chu Xi", "厨师长", "Head cook"),
    "sampler": ("林安", "Lin An", "留样员", "Keeper of samples"),
    "doctor": ("何文", "He Wen", "校医", "School doctor"),
    "deputy": ("邹问", "Zou Wen", "分管副校长", "Deputy headmaster in charge of logistics"),
    "head": ("周启明", "Zhou Qiming", "校长", "Headmaster"),
    "health": ("陆平", "Lu Ping", "县卫生健康局副局长", "Deputy head, county health bureau"),
    "market": ("顾山", "Gu Shan", "县市场监管局股长", "Section head, county market supervision"),
    "education": ("贺迟", "He Chi", "县教育局科长", "Section head, county education bureau"),
}


def owner(key: str) -> Owner:
    zh, en, post_zh, post_en = PEOPLE[key]
    return Owner(key, key, Words(zh, en), Words(post_zh, post_en), unit="")


def fault(key: str, zh: str, en: str, other_zh: str, other_en: str, **more: object) -> Fault:
    return Fault(key, Words(zh, en), Words(other_zh, other_en), **more)  # type: ignore[arg-type]


def small() -> Situation:
    """Three persons: who did it, who was not told, who could have stopped it."""
    return assemble(
        id="books",
        title=Words("虚填帮扶手册", "Books filled in without visits"),
        outcome=Outcome("unseen", Fraction(86), "", Words("八十六户无人入户", "86 unvisited households")),
        owners=[owner("buyer"), owner("cook"), owner("head")],
        pieces=[
            facts(Circumstance("notice", Words("抽查通知已送达", "the notice of spot checks was served"), actual=False)),
            omission("unvisited", fault("buyer", "没有入户就填写手册", "filled in the books without visiting", "入户核实后再填写", "visited before writing")),
            omission("unchecked", fault("cook", "没有抽查手册", "did not check the books", "抽查手册", "checked the books", told="notice")),
            superior_did_not_stop("path", "unvisited", fault("head", "只按手册页数考核", "judged by pages and never called at a door", "抽户核对", "checked at some doors")),
            Piece(equations=(Equation("unseen", AllOf((Is("path"), Is("unchecked")))),)),
        ],
        head="head",
        doer="buyer",
    )  # fmt: skip


def medium() -> Situation:
    """Twelve persons, an exemption, disputed facts, a graver level."""
    disputed = Evidence(State.DISPUTED, Fraction(3, 5))
    checks = ("untasted", "unsampled", "unbought")
    return assemble(
        id="canteen",
        title=Words("县中食堂食物中毒", "Food poisoning at the county school"),
        outcome=Outcome(
            "poisoned", Fraction(360_000), "CNY", Words("学生食物中毒", "the poisoning of the pupils"),
            (Level("spread", Fraction(240_000), Words("病情扩散到附近两校", "the spread to two more schools")),),
        ),
        owners=[owner(key) for key in PEOPLE],
        pieces=[
            facts(
                Circumstance("heat", Words("连续五天高温", "five days of heat"), actual=True),
                Circumstance("notice", Words("冷库隐患整改通知送达副校长", "the notice about the cold store reached the deputy head"), actual=True, evidence=disputed),
                Circumstance("money", Words("维修经费已下达", "money for repairs was there"), actual=True),
                Circumstance("power", Words("有权停止供餐", "the power to stop the meals"), actual=True),
            ),
            handed_over(
                "cold",
                created=fault("former", "冷库温控失灵未报修", "did not have the failed cold store repaired", "及时报修", "had it repaired"),
                concealed=fault("former", "交接清单没有列入冷库隐患", "left the cold store out of the handover list", "在交接清单中列明", "listed it at handover", evidence=Evidence(State.DISPUTED, Fraction(7, 10))),
                missed=fault("auditor", "离任审计没有查看冷库", "did not look at the cold store in the audit", "审计时查看冷库", "looked at the cold store"),
                left=fault("canteen", "接任三个月没有检修冷库", "did not repair the cold store in three months", "接任后检修冷库", "had it repaired", resourced="money"),
            ),
            omission("unbought", fault("buyer", "没有查验进货票证", "did not check the papers of the delivery", "查验票证", "checked the papers")),
            omission("untasted", fault("cook", "凭气味判断食材未变质", "judged the meat by its smell alone", "按规程检测", "tested it as prescribed")),
            omission("unsampled", fault("sampler", "没有留样", "kept no samples", "按规定留样", "kept samples")),
            Piece(equations=(Equation("unsafe", Quorum(2, tuple(Is(c) for c in checks)), Words("三道检查至少两道落空", "two of the three checks failed")),)),
            superior_did_not_stop(
                "served", "bad",
                fault("deputy", "接到通知后没有停餐", "did not stop the meals after the notice", "立即停餐", "stopped the meals", told="notice", authority="power"),
                fault("head", "没有过问食堂安全", "never asked about the safety of the canteen", "按月过问食堂安全", "asked about it every month"),
            ),
            blocked(
                "late",
                lead=fault("health", "没有召集联合处置会", "did not convene the joint meeting", "当日召集联合处置会", "convened the joint meeting that day"),
                members=[
                    fault("market", "没有提供供货商名单", "withheld the list of suppliers", "提供供货商名单", "gave the list of suppliers"),
                    fault("education", "没有通知附近学校停供", "did not tell the schools nearby", "通知附近学校停供", "told the schools nearby", actual=False),
                ],
            ),
            omission("untold", fault("doctor", "次日才上报聚集病例", "reported the cases a day late", "当日上报", "reported them the same day")),
            Piece(equations=(
                Equation("bad", AllOf((Is("heat"), Is("cold"), Is("unsafe")))),
                Equation("poisoned", Is("served"), Words("", "")),
                Equation("spread", AllOf((Is("poisoned"), Is("late"), Is("untold")))),
            )),
        ],
        head="head",
        doer="cook",
        exempted=[Exemption("auditor", Words("事前已书面报告风险", "had reported the risk in writing beforehand"), "容错办法第七条")],
    )  # fmt: skip
