"""Claims of the text on the accountability storm."""

from remit.engines.storm.claims.claim import Claim, Span, Text, change, difference, together
from remit.engines.storm.claims.regimes import (
    AMPLE,
    COUNTY,
    FAIRLY,
    FEW,
    IN_COUNTY,
    IN_FAIRLY_PRECISE,
    IN_PRECISE,
    IN_REFERENCE,
    INSPECTIONS,
    MANY,
    NO_NOVELTY,
    PARTS,
    PRECISE,
    REFERENCE,
    STORM,
    THREAT,
    VAST,
    only,
    without,
)
from remit.engines.words import Words

OF_STORM = (
    Claim(
        "S1",
        Text.STORM,
        Words(
            "问责风暴动员基层，重点任务落实提高",
            "A storm mobilises the grassroots: priority tasks get done",
        ),
        IN_REFERENCE,
        change("implementation_priority", REFERENCE, STORM, span=Span.STORM),
        change("implementation_priority", REFERENCE, only(*INSPECTIONS), span=Span.STORM),
        Words("只增加检查的风暴", "a storm of inspections alone"),
        axes=("regime.precision", "regime.clarity"),
    ),
    Claim(
        "S2",
        Text.STORM,
        Words(
            "三种机制共同作用胜过各自之和",
            "Its three mechanisms together do more than the sum of each",
        ),
        IN_REFERENCE,
        together("implementation_priority", only(), *PARTS, span=Span.STORM),
        together("implementation_priority", {**only(), "world.cross": 0}, *PARTS, span=Span.STORM),
        Words("重点任务不依赖他部门", "priority tasks need no other department"),
        axes=("world.cross", "regime.precision"),
    ),
    Claim(
        "S3",
        Text.STORM,
        Words("绩效期待推动动员", "The expectation of merit drives mobilisation"),
        IN_REFERENCE,
        change("implementation_priority", REFERENCE, only("storm.reward"), span=Span.STORM),
        change(
            "implementation_priority", {"people.career": 0}, only("storm.reward"), span=Span.STORM
        ),
        Words("无人看重前途", "nobody cares for a career"),
    ),
    Claim(
        "S4",
        Text.STORM,
        Words("避责意识推动动员", "Fear of blame drives mobilisation"),
        IN_PRECISE,
        change("implementation_priority", PRECISE, only(*THREAT), span=Span.STORM),
        change("implementation_priority", COUNTY, only(*THREAT), span=Span.STORM),
        Words("职责不清、认定含糊的县", "a county of unclear duties and vague findings"),
        axes=("regime.precision", "regime.clarity"),
        conditional=Words(
            "只在职责清晰、认定精准时成立", "only where duties are clear and findings precise"
        ),
    ),
    Claim(
        "S5",
        Text.STORM,
        Words("目标越分散，风暴的增益越大", "The more scattered the goals, the more a storm gains"),
        IN_REFERENCE,
        difference("implementation_priority", MANY, STORM, FEW, span=Span.STORM),
        difference(
            "implementation_priority", {**MANY, **AMPLE, **VAST}, STORM, FEW, span=Span.STORM
        ),
        Words("时间与办案能力都充裕", "ample hours and ample capacity for inquiries"),
        axes=("world.load", "regime.intensity"),
    ),
    Claim(
        "S6",
        Text.STORM,
        Words(
            "资源越匮乏，风暴的增益（倍数）越大",
            "The scarcer the means, the more times a storm gains",
        ),
        IN_REFERENCE,
        difference(
            "implementation_priority",
            {"world.hours": 14},
            STORM,
            {"world.hours": 7},
            span=Span.STORM,
            ratio=True,
        ),
        difference(
            "implementation_priority",
            {"world.hours": 14},
            without("storm.focus", "storm.overtime"),
            {"world.hours": 7},
            span=Span.STORM,
            ratio=True,
        ),
        Words("不集中资源、不加班", "no concentration of means, no overtime"),
        axes=("world.load", "regime.intensity"),
    ),
    Claim(
        "S7",
        Text.STORM,
        Words(
            "风暴中问责精准度变得模糊",
            "Accuracy grows vague in the storm: more of the sanctions are wrong",
        ),
        IN_REFERENCE,
        change("wrong_share", REFERENCE, without("storm.clarity"), span=Span.STORM),
        change("wrong_share", VAST, without("storm.clarity"), span=Span.STORM),
        Words("办案能力充足", "inquiries have all the capacity they need"),
        axes=("regime.precision", "regime.capacity"),
        conditional=Words(
            "风暴同时厘清职责时，占比大致不变",
            "where the storm also clears up duties, the share hardly changes",
        ),
    ),
    Claim(
        "S8",
        Text.STORM,
        Words("风暴催生痕迹主义", "The storm gives birth to papers instead of work"),
        IN_COUNTY,
        change("papered", COUNTY, STORM, span=Span.STORM),
        change("papered", PRECISE, STORM, span=Span.STORM),
        Words("精准制度", "the precise regime"),
        axes=("regime.precision", "regime.paper_weight"),
    ),
    Claim(
        "S9",
        Text.STORM,
        Words("赋予剩余控制权，痕迹主义减少", "Residual control cures papers instead of work"),
        IN_REFERENCE,
        change("papered", REFERENCE, {"regime.discretion": 0.95}),
        change("papered", {**NO_NOVELTY, "people.motivation": 0}, {"regime.discretion": 0.95}),
        Words("没有例外情况，也没有内在动力", "no exceptions to settle and no motivation"),
        sign=-1,
        axes=("regime.paper_weight", "world.novelty_priority"),
    ),
    Claim(
        "S10",
        Text.STORM,
        Words("赋予剩余控制权，落实提高", "Residual control raises implementation"),
        IN_REFERENCE,
        change("implementation", REFERENCE, {"regime.discretion": 0.95}),
        change(
            "implementation", {**NO_NOVELTY, "people.motivation": 0}, {"regime.discretion": 0.95}
        ),
        Words("没有例外情况，也没有内在动力", "no exceptions to settle and no motivation"),
        axes=("regime.paper_weight", "world.novelty_priority"),
    ),
    Claim(
        "S11",
        Text.STORM,
        Words("适度问责有效", "Some accountability works"),
        IN_FAIRLY_PRECISE,
        change("implementation", {**FAIRLY, "regime.intensity": 0}, {"regime.intensity": 0.2}),
        change(
            "implementation",
            {**FAIRLY, "regime.clarity": 0, "regime.intensity": 0},
            {"regime.intensity": 0.2},
        ),
        Words("应办未办无法归责", "omissions can be tied to nobody"),
        axes=("regime.precision", "regime.clarity"),
        conditional=Words("含糊的制度下不成立", "not where findings are vague"),
    ),
    Claim(
        "S12",
        Text.STORM,
        Words(
            "问责并非总是有效：过强则落实下降",
            "Accountability is not always effective: too much of it lowers implementation",
        ),
        IN_FAIRLY_PRECISE,
        change("implementation", {**FAIRLY, "regime.intensity": 0.2}, {"regime.intensity": 0.8}),
        change(
            "implementation", {**FAIRLY, **VAST, "regime.intensity": 0.2}, {"regime.intensity": 0.8}
        ),
        Words("办案能力充足", "inquiries have all the capacity they need"),
        sign=-1,
        axes=("regime.precision", "regime.capacity"),
    ),
    Claim(
        "S13",
        Text.STORM,
        Words(
            "容错与精准联动胜过单独精准", "Tolerance linked with precision beats precision alone"
        ),
        IN_COUNTY,
        change("implementation", {**COUNTY, "regime.precision": 0.8}, {"regime.exemption": 0.9}),
        change(
            "implementation",
            {**COUNTY, "regime.precision": 0.8},
            {"regime.exemption": 0.9, "regime.honoured": 0},
        ),
        Words("清单不兑现", "the list is never honoured"),
        axes=("regime.precision", "regime.paper_weight"),
    ),
    Claim(
        "S14",
        Text.STORM,
        Words(
            "容错与精准联动胜过单独容错", "Tolerance linked with precision beats tolerance alone"
        ),
        IN_COUNTY,
        change("implementation", {**COUNTY, "regime.exemption": 0.9}, {"regime.precision": 0.8}),
        change(
            "implementation",
            {**COUNTY, "regime.exemption": 0.9, "regime.capacity": 0.001},
            {"regime.precision": 0.8},
        ),
        Words("无力精准办案", "no capacity for precise inquiries"),
        axes=("regime.exemption", "regime.capacity"),
    ),
)
