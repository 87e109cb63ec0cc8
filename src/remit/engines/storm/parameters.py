"""What can be set: the regime of accountability (the design), the work, the people, the storm.

Each parameter says its unit, the range in which it makes sense, and where its value comes from. None
was measured in a public body: those marked `ASSUMED` are plausible and to be replaced by calibration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, NamedTuple

from remit.engines.words import Words

ASSUMED = "assumed: within a plausible range, to be calibrated to the organisation's own ledger"
CHOSEN = "chosen by whoever designs the regime"
HOLMSTROM = (
    "B. Holmström, P. Milgrom: Multitask principal-agent analyses (J. Law, Econ. Org. 7, 1991)"
)
HOOD = "C. Hood: The Blame Game (Princeton, 2011): negative events weigh more than good ones"
ZHOU = (
    "Zhou Li-an: Governing China's local officials (Modern China 35, 2007): promotion tournaments"
)
LEAVER = "C. Leaver: Bureaucratic minimal squawk behavior (Am. Econ. Rev. 99(3), 2009)"
AUDIT = "M. Gerardino, S. Litschig, D. Pomeranz: Distortion by audit (Am. Econ. J. Applied, 2024)"
RASUL = "I. Rasul, D. Rogger: Management of bureaucrats (Econ. J. 128, 2018)"
MCKELVEY = "R. McKelvey, T. Palfrey: Quantal response equilibria (Games Econ. Behav. 10, 1995)"
ROTH = "A. Roth, I. Erev: Learning in extensive-form games (Games Econ. Behav. 8, 1995)"


class Parameter(NamedTuple):
    """One parameter: its name, value where nothing is said, range [low, high], unit, words, source."""

    name: str
    default: float
    low: float
    high: float
    unit: str
    words: Words
    source: str


def _said(default: float, low: float, high: float, unit: str, zh: str, en: str, source: str) -> Any:
    told = {"low": low, "high": high, "unit": unit, "words": Words(zh, en), "source": source}
    return field(default=default, metadata=told)


@dataclass(frozen=True, slots=True)
class Regime:
    """A design of accountability: everything whoever is in charge could decide otherwise."""

    intensity: float = _said(
        0.2, 0.0, 0.8, "probability", "追责强度：已知损害被调查的概率",
        "Intensity: chance that a harm that is known leads to an inquiry", CHOSEN,
    )  # fmt: skip
    severity: float = _said(
        250, 0, 500, "tasks", "处分轻重：一次处分折合多少件任务的损失",
        "Severity: what one sanction costs the person, in tasks", CHOSEN,
    )  # fmt: skip
    precision: float = _said(
        0.45, 0.0, 1.0, "share", "精准度：能办精准时按事实与作用认定的比例",
        "Precision: share of inquiries decided on what each did, capacity permitting", CHOSEN,
    )  # fmt: skip
    exemption: float = _said(
        0.25, 0.0, 1.0, "share", "免责清单覆盖的情形比例",
        "Exemption: share of blameless situations that the list covers", CHOSEN,
    )  # fmt: skip
    honoured: float = _said(
        0.9, 0.0, 1.0, "share", "免责兑现率：符合清单而真正免责的比例",
        "Honoured: share of those the list covers who are in fact exempted", CHOSEN,
    )  # fmt: skip
    strictness: float = _said(
        0.4, 0.0, 1.0, "share", "结果问责：无过错也担责的比例",
        "Strictness: how far a bad outcome without fault is answered for", CHOSEN,
    )  # fmt: skip
    veto: float = _said(
        0.3, 0.0, 1.0, "share", "一票否决：一次处分清零多少考核积累",
        "Veto: share of the merits so far that one sanction wipes out", CHOSEN,
    )  # fmt: skip
    clarity: float = _said(
        0.45, 0.0, 1.0, "share", "职责清晰度：应办未办能归到岗位的比例",
        "Clarity: share of omissions that the duty list ties to one post", CHOSEN,
    )  # fmt: skip
    tracking: float = _said(
        0.3, 0.0, 1.0, "share", "问题跟踪：换人后仍能查明起因的比例",
        "Tracking: share of old problems whose origin is known after a change of holder", CHOSEN,
    )  # fmt: skip
    paper_weight: float = _said(
        0.35, 0.0, 0.8, "share", "考核中材料的权重", "Weight of papers in the evaluation", CHOSEN
    )
    citizen_weight: float = _said(
        0.15, 0.0, 0.8, "share", "考核中群众满意的权重",
        "Weight of citizens' satisfaction in the evaluation", CHOSEN,
    )  # fmt: skip
    reward: float = _said(
        1.2, 0.0, 2.0, "tasks", "激励：一件满分任务带来的好处",
        "Reward: what a task done to the full is worth to the person", HOLMSTROM,
    )  # fmt: skip
    seats: float = _said(
        0.1, 0.0, 0.5, "share", "每年每组可提拔的比例",
        "Seats: share of each peer group promoted a year", ZHOU,
    )  # fmt: skip
    inspections: float = _said(
        0.12, 0.0, 1.0, "per week", "每周检查次数（同一事项首查）",
        "Inspections a week, each subject counted once", CHOSEN,
    )  # fmt: skip
    duplicates: float = _said(
        3.0, 1.0, 8.0, "inspections", "同一事项的检查主体数",
        "How many inspect the same thing", AUDIT,
    )  # fmt: skip
    ask_once: float = _said(
        0.2, 0.0, 1.0, "share", "一次采集共享：重复检查免去的比例",
        "Ask once: share of the repeated inspections that shared evidence spares", CHOSEN,
    )  # fmt: skip
    discretion: float = _said(
        0.4, 0.0, 1.0, "share", "剩余控制权：例外情况可自行处置的比例",
        "Residual control: share of exceptions the post may settle itself", RASUL,
    )  # fmt: skip
    appeal: float = _said(
        0.15, 0.0, 1.0, "share", "申诉纠正率：错误处分被纠正的比例",
        "Appeal: share of wrong sanctions that are corrected", CHOSEN,
    )  # fmt: skip
    capacity: float = _said(
        0.007, 0.001, 0.05, "inquiries per post and week", "精准办案能力",
        "Capacity: thorough inquiries per post and week", ASSUMED,
    )  # fmt: skip
    coordination: float = _said(
        0.3, 0.0, 1.0, "share", "跨部门统筹：领导小组补足的协作比例",
        "Coordination: share of the lacking cooperation that a leading group brings about", CHOSEN,
    )  # fmt: skip
    joint: float = _said(
        0.05, 0.0, 1.0, "share", "连带责任：同组他人处分被分摊的比例",
        "Joint liability: how far a peer's sanction falls on the group", CHOSEN,
    )  # fmt: skip
    leader: float = _said(
        0.05, 0.0, 1.0, "share", "领导责任：下级处分波及上级的比例",
        "Leader liability: how far a subordinate's sanction falls on the superior", CHOSEN,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """The work and the harm it can do; the same for all designs that are compared."""

    load: float = _said(
        9.0, 3, 20, "tasks per week", "平均每周任务", "Tasks a week, mean over posts", ASSUMED
    )
    hours: float = _said(
        10, 5, 20, "tasks per week", "每岗每周能力（以标准任务计）",
        "What a post can do in a week, in standard tasks", ASSUMED,
    )  # fmt: skip
    priority: float = _said(
        0.3, 0.05, 0.95, "share", "重点任务占比", "Share of priority tasks", ASSUMED
    )
    cross: float = _said(
        0.4, 0.0, 1.0, "share", "重点任务中依赖他部门的程度",
        "How far priority tasks depend on other departments", ASSUMED,
    )  # fmt: skip
    novelty_priority: float = _said(
        0.3, 0.0, 0.8, "share", "重点任务的例外情况比例", "Exceptions among priority tasks", ASSUMED
    )
    novelty_routine: float = _said(
        0.08, 0.0, 0.8, "share", "常规任务的例外情况比例", "Exceptions among routine tasks", ASSUMED
    )
    harm_omitted: float = _said(
        0.012, 0.0, 0.3, "probability", "一件未办任务造成损害的概率",
        "Chance that an undone task does harm", ASSUMED,
    )  # fmt: skip
    harm_failed: float = _said(
        0.012, 0.0, 0.3, "probability", "一件办错任务造成损害的概率",
        "Chance that a task done wrong does harm", ASSUMED,
    )  # fmt: skip
    latent: float = _said(
        0.5, 0.0, 1.0, "share", "未办损害中潜伏的比例",
        "Share of the harm of omission that stays hidden at first", ASSUMED,
    )  # fmt: skip
    emergence: float = _said(
        0.01, 0.001, 0.1, "per week", "潜伏问题每周显现的比例",
        "Share of hidden problems that come up in a week", ASSUMED,
    )  # fmt: skip
    growth: float = _said(
        0.004, 0.0, 0.02, "per week", "潜伏问题每周增长",
        "Growth of hidden problems a week", ASSUMED,
    )  # fmt: skip
    detection: float = _said(
        0.35, 0.0, 1.0, "probability", "上级发现损害的概率",
        "Chance that superiors learn of a harm", ASSUMED,
    )  # fmt: skip
    voice: float = _said(
        0.3, 0.0, 1.0, "probability", "群众反映损害的概率",
        "Chance that citizens speak of a harm they feel", ASSUMED,
    )  # fmt: skip
    complaints: float = _said(
        0.0005, 0.0, 0.02, "per task", "无损害而被投诉的概率",
        "Complaints per task done although no harm was done", HOOD,
    )  # fmt: skip
    contact_blame: float = _said(
        0.7, 0.0, 1.0, "probability", "含糊认定时经手人被认定的概率",
        "Chance that a vague inquiry ends with whoever was in contact", HOOD,
    )  # fmt: skip
    scapegoating: float = _said(
        0.7, 0.0, 1.0, "share", "查无责任人的损害“总得有人担责”的程度",
        "How far harm that nobody is found for seeks somebody all the same", HOOD,
    )  # fmt: skip
    displacement: float = _said(
        0.5, 0.0, 1.0, "share", "含糊认定时上级把责任推给下级的比例",
        "Share of a vague finding that superiors send down", HOOD,
    )  # fmt: skip
    revealing: float = _said(
        0.04,
        0.0,
        0.2,
        "per week",
        "计划与完成对照每周多查出的潜伏问题比例（跟踪到位时）",
        "Hidden problems that comparing plans with results brings up a week, where all is tracked",
        ASSUMED,
    )
    hours_document: float = _said(
        0.2, 0.0, 1.0, "tasks", "留痕所费", "Effort of documenting a task", ASSUMED
    )
    hours_trace: float = _said(
        0.35, 0.0, 1.0, "tasks", "只做材料所费", "Effort of papers without work", ASSUMED
    )
    hours_avoid: float = _said(
        0.05, 0.0, 1.0, "tasks", "回避所费", "Effort of avoiding a task", ASSUMED
    )
    hours_pass: float = _said(
        0.12, 0.0, 1.0, "tasks", "转出所费", "Effort of passing a task on", ASSUMED
    )
    hours_escalate: float = _said(
        0.18, 0.0, 1.0, "tasks", "上交所费", "Effort of escalating a task", ASSUMED
    )
    hours_inspection: float = _said(
        1.0, 0.0, 5.0, "tasks", "一次检查所费", "Effort that one inspection takes", AUDIT
    )
    escalated: float = _said(
        0.25, 0.0, 1.0, "tasks", "上级处理一件上交任务所费",
        "Effort that an escalated task costs the superior", ASSUMED,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class People:
    """The people in the posts: means over posts; traits spread evenly around them."""

    motivation: float = _said(
        0.65, 0.0, 2.0, "tasks", "内在动力：办成一件事本身的价值",
        "Motivation: what a task done well is worth in itself", ASSUMED,
    )  # fmt: skip
    career: float = _said(1.0, 0.0, 2.0, "weight", "对前途的看重", "Career concern", LEAVER)
    risk: float = _said(
        0.6, 0.0, 3.0, "weight", "对处分的敏感", "Weight of sanctions in choices", HOOD
    )
    competence: float = _said(
        0.885, 0.5, 0.99, "probability", "平均胜任度", "Chance of doing a task right", ASSUMED
    )
    cost: float = _said(0.7, 0.1, 2.0, "per task", "单位辛苦的成本", "Cost of effort", HOLMSTROM)
    fatigue: float = _said(
        1.0, 0.0, 4.0, "weight", "超负荷使辛苦加重的程度",
        "How overload adds to the cost of effort", ASSUMED,
    )  # fmt: skip
    leisure: float = _said(
        0.1, 0.0, 1.0, "tasks", "不办的闲暇价值", "Value of not doing a task", HOLMSTROM
    )
    unease: float = _said(
        0.2, 0.0, 2.0, "tasks", "把事推给别人的难为情", "Unease of passing a task on", ASSUMED
    )
    rationality: float = _said(
        3.0, 0.5, 15, "per task", "选择的敏锐度", "Precision of choice (logit)", MCKELVEY
    )
    habit: float = _said(
        0.08, 0.01, 1.0, "per week", "习惯更新速度", "Share of habit given up in a week", ROTH
    )
    memory: float = _said(
        0.97, 0.8, 0.999, "per week", "对同事遭遇的记忆",
        "What is remembered from week to week", ROTH,
    )  # fmt: skip
    turnover: float = _said(
        0.004, 0.0, 0.05, "per week", "每周换人的概率", "Chance of a new holder in a week", ASSUMED
    )
    spread: float = _said(
        0.8, 0.0, 1.0, "share", "风险、前途、动力的个体差异",
        "Spread of traits around their means", ASSUMED,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Storm:
    """A campaign: for some weeks more is asked of priority tasks, and more is answered for."""

    start: float = _said(120, 0, 2000, "weeks", "开始于第几周", "First week", CHOSEN)
    weeks: float = _said(26, 1, 500, "weeks", "持续几周", "How many weeks", CHOSEN)
    ramp: float = _said(
        3, 0, 52, "weeks", "升温与降温所需周数", "Weeks to rise and to fade", CHOSEN
    )
    intensity: float = _said(
        0.3, 0.0, 1.0, "probability", "追责强度增加", "Added intensity, priority tasks", CHOSEN
    )
    severity: float = _said(
        150, 0, 500, "tasks", "处分加重", "Added severity, priority tasks", CHOSEN
    )
    reward: float = _said(
        0.5, 0.0, 2.0, "tasks", "激励增加", "Added reward, priority tasks", CHOSEN
    )
    command: float = _said(
        0.5, 0.0, 2.0, "tasks", "指挥：回避、推转更难",
        "Command: avoiding and passing become costly", CHOSEN,
    )  # fmt: skip
    coordination: float = _said(0.4, 0.0, 1.0, "share", "统筹增加", "Added coordination", CHOSEN)
    focus: float = _said(
        0.6, 0.0, 1.0, "share", "资源向重点任务集中", "Means concentrated on priority tasks", CHOSEN
    )
    overtime: float = _said(0.15, 0.0, 1.0, "share", "加班", "Overtime", CHOSEN)
    inspections: float = _said(
        1.0, 0.0, 5.0, "times", "检查增加的倍数", "Added inspections, in times", CHOSEN
    )
    clarity: float = _said(
        0.2, 0.0, 1.0, "share", "职责更清晰", "Added clarity of priority duties", CHOSEN
    )


PARTS: Mapping[str, type] = {"regime": Regime, "world": World, "people": People, "storm": Storm}
"""The four parts of a design."""


@cache
def parameters(part: str) -> tuple[Parameter, ...]:
    """All parameters of a part, in the order in which they are written.

    >>> parameters("storm")[1].unit
    'weeks'
    """
    return tuple(
        Parameter(each.name, each.default, **each.metadata)  # type: ignore[arg-type]  # all numbers
        for each in fields(PARTS[part])
    )


@cache
def parameter(name: str) -> Parameter:
    """The parameter of a dotted name; raises KeyError where there is none.

    >>> parameter("regime.precision").high
    1.0
    """
    part, _, own = name.partition(".")
    return {each.name: each for each in parameters(part)}[own]
