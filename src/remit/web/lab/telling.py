"""What every answer of the laboratory is told with: words, colours, amounts, a section with its chart."""

from collections.abc import Mapping, Sequence
from math import isfinite

from remit.engines.measures.statistics import Estimate
from remit.engines.storm.state import Action
from remit.engines.words import Words
from remit.web.components import Chart, Column, Row, Table, Text
from remit.web.insight.analysis import Section
from remit.web.insight.charts import Spec

NOW, DESIGN = Words("现行制度", "as it is now"), Words("所试设计", "the design")
BETTER = {
    1: (Words("向好", "better"), "done"),
    0: (Words("看不出明确变化", "no clear change"), "waiting"),
    -1: (Words("变差", "worse"), "soon"),
}
ACTIONS: Mapping[Action, tuple[Words, str]] = {
    Action.ACT: (Words("办理", "done"), "#0f6b5c"),
    Action.DOCUMENT: (Words("办理并留痕", "done and documented"), "#7fb8ab"),
    Action.TRACE: (Words("只做材料", "papers only"), "#d9a441"),
    Action.AVOID: (Words("回避", "avoided"), "#8a5a00"),
    Action.PASS: (Words("转出", "passed on"), "#b084b8"),
    Action.ESCALATE: (Words("上交", "escalated"), "#5b7fa6"),
}
HOURS: Mapping[str, tuple[Words, str]] = {
    "substance": (Words("实质工作", "work itself"), "#0f6b5c"),
    "papers": (Words("材料", "papers"), "#d9a441"),
    "inspections": (Words("迎检", "inspections"), "#8a5a00"),
    "free": (Words("余力", "to spare"), "#c9d3d9"),
}


def size_of(change: Estimate, *, way: bool = False) -> Words:
    """The size of a change in the unit of its figure; without its sign where the words say which way."""
    if not way:
        return amount(change.value, change.unit, signed=True)
    told = amount(abs(change.value), change.unit, signed=True)
    return Words(told.zh.lstrip("+"), told.en.lstrip("+"))


def between(change: Estimate) -> Words:
    """Both ends of the interval of a change, without repeating its unit."""
    if not isfinite(change.low):
        return Words("种子太少，没有区间", "too few seeds for an interval")
    times, form = (100, "+.1f") if change.unit == "share" else (1, "+.3f")
    low, high = (f"{end * times:{form}}" for end in (change.low, change.high))
    return Words(f"95% 区间 {low} 至 {high}", f"95 % interval {low} to {high}")


def amount(value: float, unit: str, *, signed: bool = False) -> Words:
    """A value of a figure as it is read; a change carries its sign, of shares in points."""
    if not isfinite(value):
        return Words("–", "–")
    sign = "+" if signed else ""
    if unit == "share":
        number = f"{100 * value:{sign}.1f}"
        return Words(
            number + (" 个百分点" if signed else "%"), number + (" pts" if signed else "%")
        )
    number = f"{value:{sign}.3f}" if abs(value) < 1 else f"{value:{sign}.2f}"
    return Words(number, number)


def section(
    id: str, heading: Words, title: Words, spec: Spec, heads: Sequence[Column],
    rows: Sequence[Row], *, note: Text = "",
) -> Section:  # fmt: skip
    drawn = Table(
        id=f"{id}-table", caption=title, columns=heads, rows=rows, per_page=max(len(rows), 1)
    )
    return Section(id, heading, chart=Chart(f"{id}-chart", title, spec, drawn, note))
