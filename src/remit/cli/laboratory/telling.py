"""How figures of the laboratory are told: numbers with their units, what is assumed, what it is not."""

from collections.abc import Mapping, Sequence
from math import isfinite

from remit.cli.answers import language
from remit.engines.measures.statistics import Estimate
from remit.engines.storm.design import VERSION, Design
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions.wording import UNITS
from remit.engines.words import Words

GROUPS: Mapping[str, tuple[Words, tuple[str, ...]]] = {
    "work": (
        Words("干成多少", "What gets done"),
        (
            "implementation", "implementation_priority", "implementation_routine", "taken_up",
            "papered", "avoided", "passed", "escalated", "passed_down", "harm", "hidden",
        ),
    ),
    "answering": (
        Words("谁担责、担得是否公正", "Who answers, and how justly"),
        (
            "sanctions", "wrong", "wrong_share", "by_negligence", "by_omission", "by_innocent",
            "by_scapegoat", "by_old", "by_shared", "hidden_neglect", "at_the_bottom", "precision",
            "inquiries",
        ),
    ),
    "people": (
        Words("人的负担", "What it costs people"),
        ("papers", "overload", "burnout", "morale", "promoted_active"),
    ),
    "paradox": (
        Words("问责悖论（大于 1：干得多的反而担责多）",
              "The paradox (above 1: who does more answers for more)"),
        ("by_task", "among_peers", "by_harm", "pooled"),
    ),
}  # fmt: skip
"""All figures of an outcome, as a reader looks for them."""
SIMPSON = Words(
    "“不分组比较”把宽严不同的组混在一起，可能与组内比较相反；以同组相比为准。",
    "Compared without regard to groups, lenient and strict groups are mixed and the picture can turn"
    " over: go by the comparison among peers.",
)
ASSUMED = Words(
    "前提：没有一个参数是在真实机关中测得的；工作、人员与风暴的数值都是合理范围内的假定，可用 remit lab calibrate"
    " 按本单位台账校准。模型不主张习惯会持久改变。",
    "What is assumed: no parameter was measured in a public body; those of work, people and storm are"
    " plausible values, to be replaced with remit lab calibrate. No lasting change of habit is claimed.",
)
DESIGNS_ONLY = Words(
    "模拟的是制度设计，不预测任何人，也不得用于评价任何人。",
    "A design is simulated: nothing is forecast about any person, and nobody may be judged by it.",
)
TIMES = Words(
    "模拟：岗位 {posts:,}，周 {weeks}，种子 {seeds}，方程 {version}，设计 {digest}。",
    "Simulated: posts {posts:,}, weeks {weeks}, seeds {seeds}, equations {version}, design {digest}.",
)
CHANGED = Words(
    "与默认值不同之处（括号内为默认值）", "What differs from the defaults (in brackets)"
)


UNITS_ZH: Mapping[str, str] = {
    "share": "比例", "probability": "概率", "tasks": "件任务", "per week": "每周", "weeks": "周",
    "inspections": "次检查", "inquiries per post and week": "次/岗周", "tasks per week": "件/周",
    "per task": "每件", "weight": "权重", "times": "倍",
}  # fmt: skip
"""Units of parameters in Chinese."""


def here(words: Words) -> str:
    """The words in the language of the terminal."""
    return words.pick(language())


def number(value: float, unit: str = "") -> str:
    """A figure as it is read: shares in per cent, else three significant digits.

    >>> number(0.4256, "share"), number(1.2345), number(float("nan"))
    ('42.6%', '1.23', '-')
    """
    if not isfinite(value):
        return "-"
    if unit == "share":
        return f"{value:.1%}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def unit_of(figure: str) -> str:
    """The unit of a figure as it stands beside a number; empty for shares, told in per cent."""
    unit = FIGURES[figure].unit
    return "" if unit == "share" else here(UNITS.get(unit, Words("", unit)))


def moved(change: Estimate, unit: str) -> str:
    """A difference with its interval: shares in points."""
    if not change.known:
        return "-"
    times = 100 if unit == "share" else 1
    value, low, high = (_signed(each * times) for each in (change.value, change.low, change.high))
    return f"{value} ({low} … {high})"


def _signed(value: float) -> str:
    return f"{value:+.3g}" if abs(value) < 100 else f"{value:+,.0f}"


def unit_told(unit: str) -> str:
    """The unit of a parameter in the language of the terminal."""
    return here(Words(UNITS_ZH.get(unit, unit), unit))


def settings(design: Design) -> Sequence[tuple[str, str, str]]:
    """Parameters that differ from their defaults: words, value with unit, default."""
    return [
        (here(parameter(name).words), f"{value:g} {unit_told(parameter(name).unit)}", f"{parameter(name).default:g}")
        for name, value in design.values().items()
        if value != parameter(name).default
    ]  # fmt: skip


def provenance(design: Design, posts: int, weeks: int, seeds: int) -> str:
    """By what a result can be had again."""
    return here(TIMES).format(
        posts=posts, weeks=weeks, seeds=seeds, version=VERSION, digest=design.digest[:12]
    )


def plain(value: float) -> float | None:
    """A number as JSON has it: none where it is not one."""
    return float(value) if isfinite(value) else None


def estimate(told: Estimate) -> dict[str, object]:
    """An estimate as plain values."""
    return {
        "value": plain(told.value), "low": plain(told.low), "high": plain(told.high), "n": told.n,
        "unit": told.unit, "method": told.method, "level": told.level,
    }  # fmt: skip


def design_values(design: Design) -> dict[str, object]:
    """A design as plain values."""
    return {"name": design.name, "digest": design.digest, "values": design.values()}
