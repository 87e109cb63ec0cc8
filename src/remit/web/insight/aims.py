"""What a campaign aimed at, and what it did to other work: the same phases for both, side by side."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from remit.engines.measures.statistics import Measured, told_ratio
from remit.engines.measures.storms import Phases, Storm, Week, phases
from remit.engines.measures.table import EventTable, Kind
from remit.engines.words import Words
from remit.web.components import Cell, Empty, Filter, Row
from remit.web.insight import charts
from remit.web.insight.analysis import Section, Told, beside, columns, interval, value
from remit.web.insight.looking import DEEDS, Look, Mask
from remit.web.insight.verbs import deed
from remit.web.wording import number, pick

KIND = "storm"
OFFERED = 12
AREAS: Mapping[str, Words] = {
    "plans": Words("计划与结果", "plans and results"),
    "cases": Words("反映与案件", "reports and cases"),
    "organisation": Words("机构与岗位", "units and posts"),
}
AIM, REST, PAPER = "aim", "rest", "paper"
SIDES: Mapping[str, Words] = {
    AIM: Words("行动针对的工作", "the work aimed at"),
    REST: Words("其他工作", "other work"),
    PAPER: Words("留痕（两者之中）", "paper (of both)"),
}
HEADING = Words("对其他工作的影响", "What it did to other work")
Count = Callable[[Mask], list[Week]]


class Side(NamedTuple):
    """One kind of work in the three phases."""

    name: str
    weeks: list[Week]
    told: Phases

    @property
    def told_both(self) -> tuple[Measured, Measured]:
        """The ratio during and after the campaign."""
        return self.told.during, self.told.after


def aim(seen: Look) -> str:
    """What the reader says the campaign aimed at, where there is such work."""
    asked = seen.more.get("aim", "")
    return asked if asked in offered(seen) else ""


def offered(seen: Look) -> dict[str, Words]:
    """What a campaign could have aimed at: an area of deeds, or one of the most frequent steps."""
    table = seen.table
    if seen.log == DEEDS:
        there = {label.partition(".")[0] for label in table.labels["activity"]}
        return {code: words for code, words in AREAS.items() if code in there}
    counts = Counter(table.activity.tolist()).most_common(OFFERED)
    labels = [table.label("activity", code) for code, _ in counts]
    return {label: deed(label) for label in labels if label}


def filters(seen: Look) -> list[Filter]:
    """The control with which the reader says what the campaign aimed at."""
    choices = [("", Words("（全部工作）", "(all work)")), *offered(seen).items()]
    label = Words("行动针对", "Aimed at")
    return [Filter("aim", label, aim(seen), choices, "select")]


def of_aim(table: EventTable, wanted: str) -> Mask:
    """Which events are of the work aimed at; all of them where nothing is named."""
    labels = table.labels["activity"]
    own = np.array([label == wanted or label.startswith(f"{wanted}.") for label in labels], bool)
    every: Mask = np.ones(len(table), bool)
    found: Mask = own[table.activity] if wanted and len(own) else every
    return found


def masks(table: EventTable, wanted: str) -> dict[str, Mask]:
    """The events of each side; the system's own deeds are of none."""
    mine, people = of_aim(table, wanted), table.kind != Kind.SYSTEM
    return {AIM: mine & people, REST: ~mine & people, PAPER: table.kind == Kind.PAPER}


def chosen(seen: Look, side: str) -> Iterator[int]:
    """The events of one side."""
    own = masks(seen.table, aim(seen)).get(side, np.zeros(len(seen.table), bool))
    found: list[int] = seen.table.seq[own].tolist()
    return iter(found)


def sides(seen: Look, count: Count, storm: Storm) -> list[Side]:
    """The work aimed at, other work, and paper, each over the phases; paper only where it is told apart."""
    found = []
    for name, own in masks(seen.table, aim(seen)).items():
        if name != PAPER or own.any():
            weeks = count(own)
            found.append(Side(name, weeks, _renamed(name, phases(weeks, storm))))
    return found


def _renamed(name: str, told: Phases) -> Phases:
    """The phases of one side, told of that side."""
    return Phases(
        _of(name, told.during, "during", Words("期间", "during")),
        _of(name, told.after, "after", Words("之后", "after")),
    )


def _of(name: str, each: Measured, phase: str, when: Words) -> Measured:
    work, ratio = SIDES[name], told_ratio(each.estimate)
    reading = Words(
        f"{work.zh}：行动{when.zh}每周次数是之前的{ratio}倍。",
        f"{work.en[0].upper()}{work.en[1:]}: {ratio} times as much a week {when.en} the campaign as before it.",
    )
    return replace(
        each, id=f"storms.{name}_{phase}", reading=reading if each.enough else each.reading
    )


def figures(seen: Look, found: Sequence[Side], period: tuple[date, date]) -> list[Told]:
    """The ratios of other work, as figures."""
    rest = next((side for side in found if side.name == REST), None)
    if rest is None:
        return []
    during, after = _links(seen, REST, period)
    return [
        (Words("其他工作：期间与之前之比", "other work: during over before"), rest.told.during, during),
        (Words("其他工作：之后与之前之比", "other work: after over before"), rest.told.after, after),
    ]  # fmt: skip


def _links(seen: Look, name: str, period: tuple[date, date]) -> tuple[str, str]:
    """The addresses of the events of one side during the campaign and after it."""
    since, until = (day.isoformat() for day in period)
    told = {"side": name, "aim": aim(seen)}
    return (
        seen.events("side", **told, since=since, until=until),
        seen.events("side", **told, since=until),
    )


def section(seen: Look, found: Sequence[Side], storm: Storm, period: tuple[date, date]) -> Section:
    """Before, during and after, for the work aimed at and for the rest."""
    if not aim(seen):
        text = Words(
            "请在上面选择行动针对哪类工作，这里就显示其他工作同时发生了什么：上升可能是顺带做了，下降可能是被挤掉了。",
            "Choose above what the campaign aimed at: then what happened to other work meanwhile stands here. A "
            "fall may mean that it was crowded out.",
        )
        empty = Empty(Words("没有选定针对的工作", "No aim chosen"), text, icon="insight")
        return Section("sides", HEADING, empty=empty)
    values = [
        {
            "label": f"{pick(SIDES[side.name])}{charts.BREAK}{pick(when)}", "value": ratio.value,
            "low": ratio.estimate.low, "high": ratio.estimate.high, "told": pick(ratio.reading),
        }
        for side in found for when, ratio in zip(WHEN, side.told_both, strict=True) if ratio.enough
        and ratio.estimate.high < float("inf")
    ]  # fmt: skip
    spec = charts.intervals(values, words=Words("与之前之比", "over before"), zero=False, at=1)
    chart = beside(
        seen, KIND, "sides-map", _title(found), spec, caption=HEADING, heads=HEADS,
        rows=[_row(seen, side, storm, period) for side in found],
        note=Words("虚线为不变（1）；线为95%区间。", "The dashed line is no change (1); lines are 95 % intervals."),
    )  # fmt: skip
    return Section("sides", HEADING, chart=chart)


WHEN = (Words("期间", "during"), Words("之后", "after"))
HEADS = columns(
    ("what", Words("工作", "Work")),
    ("before", Words("之前（次/周）", "Before (a week)"), "number"),
    ("during", Words("期间（次/周）", "During (a week)"), "number"),
    ("after", Words("之后（次/周）", "After (a week)"), "number"),
    ("ratio", Words("期间与之前之比", "During over before"), "number"),
    ("later", Words("之后与之前之比", "After over before"), "number"),
)


def _title(found: Sequence[Side]) -> Words:
    """What happened to other work during the campaign, in a sentence."""
    during = next(side.told.during for side in found if side.name == REST)
    if not during.enough:
        return Words("其他工作太少，看不出变化", "Too little other work to see a change")
    way = (
        Words("明显减少", "clearly fell")
        if during.estimate.high < 1
        else Words("明显增加", "clearly rose")
        if during.estimate.low > 1
        else Words("没有明显变化", "did not clearly change")
    )
    return Words(f"行动期间，其他工作{way.zh}", f"Other work {way.en} during the campaign")


def _row(seen: Look, side: Side, storm: Storm, period: tuple[date, date]) -> Row:
    cuts = (side.weeks[: storm.start], side.weeks[storm.start : storm.end], side.weeks[storm.end :])
    links = ("", *_links(seen, side.name, period))
    return Row(
        [
            SIDES[side.name],
            *(_weekly(weeks, link) for weeks, link in zip(cuts, links, strict=True)),
            *(_ratio(each) for each in side.told_both),
        ]
    )


def _weekly(weeks: Sequence[Week], link: str) -> Cell:
    if not weeks:
        return Cell(None)
    n = sum(week.number for week in weeks)
    return Cell(
        f"{n / len(weeks):.1f}", link, note=Words(f"共{number(n)}次", f"{number(n)} in all")
    )


def _ratio(each: Measured) -> Cell:
    if not each.enough:
        return Cell(Words("数据不足", "not enough data"))
    return Cell(value(each.estimate), note=interval(each.estimate))
