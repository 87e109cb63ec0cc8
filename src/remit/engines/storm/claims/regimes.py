"""The regimes in which claims are made."""

from remit.engines.storm.claims.claim import Changes
from remit.engines.storm.parameters import parameter
from remit.engines.words import Words

REFERENCE: Changes = {}
COUNTY: Changes = {
    "regime.precision": 0.3, "regime.clarity": 0.2, "regime.strictness": 0.8, "regime.exemption": 0,
    "regime.appeal": 0.05, "regime.paper_weight": 0.5, "regime.veto": 1, "regime.duplicates": 5,
}  # fmt: skip
PRECISE: Changes = {
    "regime.precision": 0.95, "regime.clarity": 0.85, "regime.strictness": 0.1,
    "regime.exemption": 0.8, "regime.tracking": 0.9, "regime.capacity": 0.05,
}  # fmt: skip
STORM: Changes = {"storm.start": 120, "storm.weeks": 40}
# One mechanism of the storm each: what is set to nothing in the others.
INCENTIVE = ("storm.intensity", "storm.severity", "storm.reward")
COMMAND = ("storm.command", "storm.overtime")
POWER = ("storm.coordination", "storm.focus", "storm.clarity")
INSPECTIONS = ("storm.inspections",)
MECHANISMS = (*INCENTIVE, *COMMAND, *POWER, *INSPECTIONS)

THREAT = ("storm.intensity", "storm.severity")
VAST: Changes = {"regime.capacity": 0.05}
AMPLE: Changes = {"world.hours": 20}
MANY: Changes = {"world.priority": 0.6}
FEW: Changes = {"world.priority": 0.2}
ONLY_FAULT: Changes = {
    "regime.strictness": 0, "world.contact_blame": 0, "world.scapegoating": 0,
}  # fmt: skip
PAPERS_ALONE: Changes = {"regime.paper_weight": 0.8, "regime.citizen_weight": 0}
SURFACING: Changes = {"world.emergence": 0.1}
UNMOTIVATED: Changes = {"people.motivation": 0}
NO_NOVELTY: Changes = {"world.novelty_priority": 0, "world.novelty_routine": 0}
NOVEL: Changes = {"world.novelty_priority": 0.6, "world.novelty_routine": 0.6}
OVERLOADED: Changes = {"world.load": 13}
MADE_PRECISE: Changes = {"regime.precision": 0.95, "regime.capacity": 0.05}
EXEMPTED: Changes = {"regime.exemption": 1}
TO_CITIZENS: Changes = {"regime.paper_weight": 0.15, "regime.citizen_weight": 0.5}
BOAT: Changes = {"regime.joint": 1, "regime.leader": 1}
STRINGENT: Changes = {"regime.severity": 480, "regime.intensity": 0.6}
FAIRLY: Changes = {"regime.precision": 0.75, "regime.clarity": 0.7, "regime.exemption": 0.3}
VAGUE: Changes = {"regime.precision": 0.1, "regime.paper_weight": 0.1, "regime.exemption": 0}

IN_REFERENCE = Words("参照制度", "reference regime")
IN_COUNTY = Words(
    "某县制度：结果导向、无免责、一票否决", "county regime: by outcome, no exemption, one-vote veto"
)
IN_PRECISE = Words("精准制度", "precise regime")
IN_FAIRLY_PRECISE = Words(
    "较精准、职责较清晰的制度", "fairly precise regime with fairly clear duties"
)
IN_VAGUE = Words("认定含糊、材料权重小的制度", "vague regime in which papers weigh little")
IN_OVERLOADED = Words("超负荷的单位", "overloaded unit")


def only(*kept: str) -> Changes:
    """A storm that has only these mechanisms.

    >>> only("storm.reward")["storm.command"]
    0.0
    """
    return {**STORM, **{name: 0.0 for name in MECHANISMS if name not in kept}}


def without(*gone: str) -> Changes:
    """A storm that lacks these mechanisms.

    >>> without("storm.reward")["storm.reward"]
    0.0
    """
    return {**STORM, **dict.fromkeys(gone, 0.0)}


def lone(*names: str) -> Changes:
    """The storm's own values of these mechanisms, to be added to a storm that has none."""
    return {name: parameter(name).default for name in names}


PARTS = (lone(*INCENTIVE), lone(*COMMAND), lone(*POWER))
"""The three mechanisms of the text: incentive by targets, military-style command, centralised power."""
