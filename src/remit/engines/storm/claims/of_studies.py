"""Claims of published studies."""

from remit.engines.storm.claims.claim import Claim, Span, Text, change, difference
from remit.engines.storm.claims.regimes import (
    AMPLE,
    COUNTY,
    EXEMPTED,
    IN_COUNTY,
    IN_OVERLOADED,
    IN_REFERENCE,
    OVERLOADED,
    PRECISE,
    REFERENCE,
    STORM,
    STRINGENT,
    UNMOTIVATED,
)
from remit.engines.words import Words

OF_STUDIES = (
    Claim(
        "X1",
        Text.TU_GONG,
        Words("过严问责挫伤士气", "Over-stringent accountability demoralises"),
        IN_COUNTY,
        change("morale", COUNTY, STRINGENT),
        change("morale", PRECISE, STRINGENT),
        Words("精准制度", "the precise regime"),
        sign=-1,
        axes=("regime.precision", "regime.strictness"),
    ),
    Claim(
        "X2",
        Text.TOLERANCE,
        Words(
            "不兑现的容错政策抵不过惧怕",
            "A tolerance policy that is not honoured does not offset fear",
        ),
        IN_COUNTY,
        difference(
            "taken_up", {**COUNTY, "regime.honoured": 0.9}, EXEMPTED, {"regime.honoured": 0.1}
        ),
        difference(
            "taken_up",
            {**COUNTY, "regime.honoured": 0.9, "people.risk": 0},
            EXEMPTED,
            {"regime.honoured": 0.1},
        ),
        Words("无人惧怕处分", "nobody fears sanctions"),
        sign=-1,
        axes=("regime.precision", "regime.intensity"),
    ),
    Claim(
        "X3",
        Text.TOLERANCE,
        Words("处分风险降低回应", "Risk of sanctions lowers responsiveness"),
        IN_COUNTY,
        change("taken_up", COUNTY, {"regime.intensity": 0.6}),
        change("taken_up", {**COUNTY, "people.risk": 0}, {"regime.intensity": 0.6}),
        Words("无人惧怕处分", "nobody fears sanctions"),
        sign=-1,
        axes=("regime.precision", "regime.clarity"),
    ),
    Claim(
        "X4",
        Text.AUDIT,
        Words("重材料的检查以材料代替不作为", "Inspections of papers swap idling for papers"),
        IN_REFERENCE,
        change("papered", REFERENCE, {"regime.inspections": 0.5}),
        change("papered", {"regime.paper_weight": 0.05}, {"regime.inspections": 0.5}),
        Words("检查不看材料", "inspections do not look at papers"),
        axes=("regime.precision", "regime.paper_weight"),
    ),
    Claim(
        "X5",
        Text.RASUL,
        Words("自主权提高完成率", "Autonomy raises completion"),
        IN_REFERENCE,
        change("implementation", REFERENCE, {"regime.discretion": 0.6}),
        change("implementation", UNMOTIVATED, {"regime.discretion": 0.6}),
        Words("人人没有内在动力", "nobody is motivated from within"),
        axes=("regime.precision", "regime.paper_weight"),
        conditional=Words(
            "一半靠内在动力：没有例外情况可处置时，效应仍有一半",
            "half of it by motivation: without any exceptions to settle half remains",
        ),
    ),
    Claim(
        "X6",
        Text.RASUL,
        Words("更多监督检查降低完成率", "More monitoring lowers completion"),
        IN_REFERENCE,
        change("implementation", REFERENCE, {"regime.inspections": 0.4}),
        change(
            "implementation",
            AMPLE,
            {"regime.inspections": 0.4},
        ),
        Words("时间充裕", "ample hours"),
        sign=-1,
        axes=("regime.duplicates", "regime.paper_weight"),
        conditional=Words(
            "只在时间紧张时成立；时间充裕时消失或略有反转",
            "only where hours are short; where they are ample it vanishes or slightly turns over",
        ),
    ),
    Claim(
        "X7",
        Text.STORM,
        Words("风暴过后倦怠上升", "After the storm comes fatigue"),
        IN_OVERLOADED,
        change("burnout", OVERLOADED, STORM, span=Span.AFTER),
        change("burnout", {"world.load": 5}, STORM, span=Span.AFTER),
        Words("负荷轻", "a light load"),
        axes=("world.hours", "regime.intensity"),
        conditional=Words("只在时间紧张时成立", "only where hours are short"),
    ),
)
