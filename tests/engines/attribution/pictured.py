"""What pictures are drawn of in tests, and how a picture is read back."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Circumstance,
    Equation,
    Exemption,
    Fault,
    Is,
    Not,
    Outcome,
    Owner,
    Piece,
    Quorum,
    Report,
    Situation,
    assemble,
    attribute,
    blocked,
    facts,
    handed_over,
    omission,
    superior_did_not_stop,
)
from remit.engines.attribution.pictures import Picture, picture
from remit.engines.attribution.pictures.lettering import Hand, line_width
from remit.engines.attribution.situation import Evidence, Level, State
from remit.engines.words import Words
from tests.engines.attribution.cast import both, choice, game, harm, owners

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
        outcome=Outcome(
            "unseen", Fraction(86), "", Words("八十六户无人入户", "86 unvisited households")
        ),
        owners=[owner("buyer"), owner("cook"), owner("head")],
        pieces=[
            facts(
                Circumstance(
                    "notice",
                    Words("抽查通知已送达", "the notice of spot checks was served"),
                    actual=False,
                )
            ),
            omission(
                "unvisited",
                fault(
                    "buyer",
                    "没有入户就填写手册",
                    "filled in the books without visiting",
                    "入户核实后再填写",
                    "visited before writing",
                ),
            ),
            omission(
                "unchecked",
                fault(
                    "cook",
                    "没有抽查手册",
                    "did not check the books",
                    "抽查手册",
                    "checked the books",
                    told="notice",
                ),
            ),
            superior_did_not_stop(
                "path",
                "unvisited",
                fault(
                    "head",
                    "只按手册页数考核",
                    "judged by pages and never called at a door",
                    "抽户核对",
                    "checked at some doors",
                ),
            ),
            Piece(equations=(Equation("unseen", AllOf((Is("path"), Is("unchecked")))),)),
        ],
        head="head",
        doer="buyer",
    )


def medium() -> Situation:
    """Twelve persons, an exemption, disputed facts, a graver level."""
    disputed = Evidence(State.DISPUTED, Fraction(3, 5))
    checks = ("untasted", "unsampled", "unbought")
    return assemble(
        id="canteen",
        title=Words("县中食堂食物中毒", "Food poisoning at the county school"),
        outcome=Outcome(
            "poisoned",
            Fraction(360_000),
            "CNY",
            Words("学生食物中毒", "the poisoning of the pupils"),
            (
                Level(
                    "spread",
                    Fraction(240_000),
                    Words("病情扩散到附近两校", "the spread to two more schools"),
                ),
            ),
        ),
        owners=[owner(key) for key in PEOPLE],
        pieces=[
            facts(
                Circumstance("heat", Words("连续五天高温", "five days of heat"), actual=True),
                Circumstance(
                    "notice",
                    Words(
                        "冷库隐患整改通知送达副校长",
                        "the notice about the cold store reached the deputy head",
                    ),
                    actual=True,
                    evidence=disputed,
                ),
                Circumstance(
                    "money", Words("维修经费已下达", "money for repairs was there"), actual=True
                ),
                Circumstance(
                    "power", Words("有权停止供餐", "the power to stop the meals"), actual=True
                ),
            ),
            handed_over(
                "cold",
                created=fault(
                    "former",
                    "冷库温控失灵未报修",
                    "did not have the failed cold store repaired",
                    "及时报修",
                    "had it repaired",
                ),
                concealed=fault(
                    "former",
                    "交接清单没有列入冷库隐患",
                    "left the cold store out of the handover list",
                    "在交接清单中列明",
                    "listed it at handover",
                    evidence=Evidence(State.DISPUTED, Fraction(7, 10)),
                ),
                missed=fault(
                    "auditor",
                    "离任审计没有查看冷库",
                    "did not look at the cold store in the audit",
                    "审计时查看冷库",
                    "looked at the cold store",
                ),
                left=fault(
                    "canteen",
                    "接任三个月没有检修冷库",
                    "did not repair the cold store in three months",
                    "接任后检修冷库",
                    "had it repaired",
                    resourced="money",
                ),
            ),
            omission(
                "unbought",
                fault(
                    "buyer",
                    "没有查验进货票证",
                    "did not check the papers of the delivery",
                    "查验票证",
                    "checked the papers",
                ),
            ),
            omission(
                "untasted",
                fault(
                    "cook",
                    "凭气味判断食材未变质",
                    "judged the meat by its smell alone",
                    "按规程检测",
                    "tested it as prescribed",
                ),
            ),
            omission(
                "unsampled",
                fault("sampler", "没有留样", "kept no samples", "按规定留样", "kept samples"),
            ),
            Piece(
                equations=(
                    Equation(
                        "unsafe",
                        Quorum(2, tuple(Is(c) for c in checks)),
                        Words("三道检查至少两道落空", "two of the three checks failed"),
                    ),
                )
            ),
            superior_did_not_stop(
                "served",
                "bad",
                fault(
                    "deputy",
                    "接到通知后没有停餐",
                    "did not stop the meals after the notice",
                    "立即停餐",
                    "stopped the meals",
                    told="notice",
                    authority="power",
                ),
                fault(
                    "head",
                    "没有过问食堂安全",
                    "never asked about the safety of the canteen",
                    "按月过问食堂安全",
                    "asked about it every month",
                ),
            ),
            blocked(
                "late",
                lead=fault(
                    "health",
                    "没有召集联合处置会",
                    "did not convene the joint meeting",
                    "当日召集联合处置会",
                    "convened the joint meeting that day",
                ),
                members=[
                    fault(
                        "market",
                        "没有提供供货商名单",
                        "withheld the list of suppliers",
                        "提供供货商名单",
                        "gave the list of suppliers",
                    ),
                    fault(
                        "education",
                        "没有通知附近学校停供",
                        "did not tell the schools nearby",
                        "通知附近学校停供",
                        "told the schools nearby",
                        actual=False,
                    ),
                ],
            ),
            omission(
                "untold",
                fault(
                    "doctor",
                    "次日才上报聚集病例",
                    "reported the cases a day late",
                    "当日上报",
                    "reported them the same day",
                ),
            ),
            Piece(
                equations=(
                    Equation("bad", AllOf((Is("heat"), Is("cold"), Is("unsafe")))),
                    Equation("poisoned", Is("served"), Words("", "")),
                    Equation("spread", AllOf((Is("poisoned"), Is("late"), Is("untold")))),
                )
            ),
        ],
        head="head",
        doer="cook",
        exempted=[
            Exemption(
                "auditor",
                Words("事前已书面报告风险", "had reported the risk in writing beforehand"),
                "容错办法第七条",
            )
        ],
    )


def rocks() -> Situation:
    """Billy's rock was overtaken by Suzy's (Halpern and Pearl 2005, example 3.2)."""
    hit = Equation("hit", Is("suzy"), both("her rock hits"))
    late = Equation("late", AllOf((Is("billy"), Not(Is("hit")))), both("his rock hits"))
    shattered = Equation("harm", AnyOf((Is("hit"), Is("late"))))
    people = owners("suzy", "billy")
    thrown = (choice("suzy"), choice("billy"))
    return Situation("rocks", both("Rocks"), people, thrown, (), (hit, late, shattered), harm())


def many(count: int) -> Situation:
    names = [f"p{number}" for number in range(count)]
    return game(Quorum(count // 2, tuple(Is(name) for name in names)), names)


HOSTILE = "<script>alert(\"1\")</script> & 'x' \x00\x07\ud800\u202e陈 " + "w" * 300
ARABIC = "محمد علي الطويل"


def hostile() -> Situation:
    """Names, posts and labels as somebody would write them who means harm."""
    situation, text = medium(), both(HOSTILE)
    return replace(
        situation,
        id=HOSTILE,
        title=text,
        owners=tuple(
            replace(one, name=text if place % 2 else both(ARABIC), post=text)
            for place, one in enumerate(situation.owners)
        ),
        choices=tuple(replace(one, label=text, otherwise=text) for one in situation.choices),
        circumstances=tuple(replace(one, label=text) for one in situation.circumstances),
        outcome=replace(situation.outcome, label=text, unit="households without any water"),
        exempted=tuple(replace(one, reason=text) for one in situation.exempted),
    )


CASES = {
    "small": small,
    "medium": medium,
    "rocks": rocks,
    "many": lambda: many(28),
    "hostile": hostile,
}
KINDS, LANGUAGES, WIDTHS = tuple(Picture), ("zh-hans", "en"), (1280, 390)


@cache
def case(name: str) -> tuple[Situation, Report]:
    situation = CASES[name]()
    return situation, attribute(situation)


@cache
def drawn(name: str, kind: Picture, language: str, width: int) -> Element:
    situation, report = case(name)
    return read(picture(kind, situation, report, language, width))


def read(text: str) -> Element:
    """The picture as elements, without the namespace in their names."""
    root = ET.fromstring(text)
    for element in root.iter():
        element.tag = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
    return root


def texts(root: Element) -> str:
    return " ".join(element.text or "" for element in root.iter("text"))


def number(element: Element, name: str) -> float:
    return float(element.get(name, "0"))


def area(element: Element) -> float:
    return number(element, "width") * number(element, "height")


def shapes(root: Element, kind: str) -> list[Element]:
    return [element for element in root.iter() if element.get("class") == kind]


class Place(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Place") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: "Place") -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


def text_place(text: Element) -> Place:
    size = number(text, "font-size")
    width = line_width(text.text or "", Hand(size, bold=text.get("font-weight") == "600"))
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
    left, base = number(text, "x") - back * width, number(text, "y")
    return Place(left, base - 0.8 * size, left + width, base + 0.2 * size)


def rect_place(rect: Element) -> Place:
    x, y = number(rect, "x"), number(rect, "y")
    return Place(x, y, x + number(rect, "width"), y + number(rect, "height"))
