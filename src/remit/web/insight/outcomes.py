"""Paper beside outcomes: what units reported of themselves, and what somebody else verified."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log1p
from typing import NamedTuple

import numpy as np

from remit.engines.dates import Month
from remit.engines.measures.formalism import LEAST_SCORES, Reward, Scored, reward_for_paper
from remit.engines.measures.table import NOBODY, Kind
from remit.engines.words import Words
from remit.web.components import Cell, Empty, Row
from remit.web.insight import charts
from remit.web.insight.analysis import Section, Told, beside, columns
from remit.web.insight.liability import Liabilities
from remit.web.insight.load import month_at
from remit.web.insight.looking import Look
from remit.web.insight.naming import UNIT, Names
from remit.web.wording import number, pick

KIND = "paper"
LEAST_UNITS = 3
VERIFIED = Words("留痕与核实结果", "Paper beside verified outcomes")
REPORTED = Words("留痕与自报完成率", "Paper beside reported results")
NOTES = (
    Words(
        "“自报完成率”是各单位自己报告、月度汇总公布的按计划完成的事项比例，每点一个单位一个月；斜率说明核实结果相同时，材料（对数）"
        "每多一个单位，完成率高出几个百分点。它不是成效本身：材料多而自报高，可能只是写得好。",
        "Reported results are the lines of plans that were met, as units report them and the summary publishes "
        "them; each point is a unit in a month. The slope tells by how many points more is reported for one more "
        "unit of (log) paper at equal verified outcomes. It is no outcome itself: more paper and better reports "
        "may only mean better writing.",
    ),
)


class Scores(NamedTuple):
    """One unit in one month: pieces of paper, lines of its plan, those met, reports found true."""

    unit: str
    month: Month
    paper: int
    lines: int
    met: int
    founded: int

    @property
    def reported(self) -> float:
        """The share of lines met, per hundred."""
        return 100 * self.met / self.lines


def scores(seen: Look, records: Liabilities) -> list[Scores]:
    """Every unit and month with lines of a plan of which the result is known, in order."""
    paper = _paper(seen)
    lines, met = Counter[tuple[str, Month]](), Counter[tuple[str, Month]]()
    for line in records.lines:
        place = (f"{UNIT}{line.unit}", Month.of(line.month))
        lines[place] += 1
        met[place] += line.done
    founded = Counter((f"{UNIT}{unit}", Month.of(day)) for unit, day in records.founded)
    return [
        Scores(*place, paper[place], n, met[place], founded[place])
        for place, n in sorted(lines.items())
    ]


def _paper(seen: Look) -> Counter[tuple[str, Month]]:
    """Pieces of paper by unit and month."""
    table = seen.table
    own = np.flatnonzero((table.kind == Kind.PAPER) & (table.unit != NOBODY)).tolist()
    return Counter(
        (table.label("unit", int(table.unit[place])), month_at(int(table.ts_us[place])))
        for place in own
    )


def reward(found: Sequence[Scores]) -> Reward:
    """By how much more is reported for more paper, verified outcomes held equal where there are any."""
    told = any(each.founded for each in found)
    return reward_for_paper(
        Scored(
            each.reported, each.paper, (float(each.founded),) if told else (),
            f"{each.unit} {each.month}",
        )
        for each in found
    )  # fmt: skip


def told(seen: Look, found: Reward) -> Told:
    """The slope, as a figure."""
    label = Words(
        "材料每多一个单位（对数），自报完成率高出",
        "reported results for one more unit of (log) paper",
    )
    return label, found.elasticity, seen.events("paper")


def sections(seen: Look, names: Names, found: Sequence[Scores], slope: Reward) -> list[Section]:
    """Paper beside what was verified by others, and beside what was reported."""
    return [_verified(seen, names, found), _reported(seen, names, found, slope)]


def _verified(seen: Look, names: Names, found: Sequence[Scores]) -> Section:
    """Each unit: how much paper, and how many reports about it were found true by somebody else."""
    units = _by_unit(found)
    n = sum(confirmed for _, confirmed in units.values())
    if not n or len(units) < LEAST_UNITS:
        return Section("outcomes", VERIFIED, empty=_none(n))
    values = [
        {"x": paper, "y": confirmed, "n": 1, "label": names.unit(ref),
         "told": f"{names.unit(ref)}: {paper:.1f}, {confirmed}"}
        for ref, (paper, confirmed) in units.items()
    ]  # fmt: skip
    title = Words(
        f"{len(units)}个单位中，{sum(each[1] > 0 for each in units.values())}个有经核实属实的反映（共{n}件）",
        f"{sum(each[1] > 0 for each in units.values())} of {len(units)} units have reports found true: {n} in all",
    )
    spec = charts.scatter(
        values, across=Words("每月留痕（件）", "paper a month"), words=Words("核实属实的反映", "reports found true"),
    )  # fmt: skip
    chart = beside(
        seen, KIND, "outcomes-map", title, spec, caption=VERIFIED, heads=VERIFIED_HEADS,
        rows=[
            Row([names.unit(ref), Cell(f"{paper:.1f}", seen.events("paper", of=ref)), confirmed])
            for ref, (paper, confirmed) in units.items()
        ],
        note=Words(
            "反映由他人核实；您无权查阅的反映不计入。单位少、反映少，不能据此下结论。",
            "Reports are verified by others; those you may not open are not counted. With few units and few "
            "reports nothing can be concluded from this.",
        ),
    )  # fmt: skip
    return Section("outcomes", VERIFIED, chart=chart)


def _by_unit(found: Sequence[Scores]) -> Mapping[str, tuple[float, int]]:
    """Paper a month, and reports found true, by unit; most paper first."""
    own: dict[str, list[Scores]] = {}
    for each in found:
        own.setdefault(each.unit, []).append(each)
    told = {
        ref: (sum(row.paper for row in rows) / len(rows), sum(row.founded for row in rows))
        for ref, rows in own.items()
    }
    return dict(sorted(told.items(), key=lambda each: (-each[1][0], each[0])))


def _none(n: int) -> Empty:
    text = Words(
        f"要比较留痕与实绩，需要由他人核实过的结果：核实属实的反映（您可查阅的有{n}件）、抽查、群众评价。够了之后，这里显示每个单位的"
        "留痕与核实结果；不用自报的完成率代替。",
        "To set paper beside outcomes takes outcomes that others have verified: reports found true "
        f"({n} of those you may open), spot checks, citizens. Once there are enough, each unit's paper and "
        "verified outcomes stand here; results a unit reports of itself are no substitute.",
    )
    return Empty(Words("核实过的结果太少", "Too few verified outcomes"), text, icon="insight")


VERIFIED_HEADS = columns(
    ("unit", Words("单位", "Unit")),
    ("paper", Words("每月留痕", "Paper a month"), "number"),
    ("founded", Words("核实属实的反映", "Reports found true"), "number"),
)
REPORTED_HEADS = columns(
    ("unit", Words("单位", "Unit")),
    ("month", Words("月份", "Month")),
    ("paper", Words("留痕", "Paper"), "number"),
    ("lines", Words("计划事项", "Lines of the plan"), "number"),
    ("met", Words("自报完成", "Reported as met"), "number"),
    ("share", Words("自报完成率", "Share"), "number"),
)


def _reported(seen: Look, names: Names, found: Sequence[Scores], slope: Reward) -> Section:
    """Each unit and month: how much paper, and how much of the plan was reported as met."""
    if len(found) < LEAST_SCORES:
        few = Words(
            f"有计划和结果的单位与月份现有{len(found)}个，至少需要{LEAST_SCORES}个。",
            f"There are {len(found)} units and months with a plan and results, of at least {LEAST_SCORES}.",
        )
        empty = Empty(Words("数据不足", "Not enough data"), few, icon="insight")
        return Section("reported", REPORTED, empty=empty)
    spec = charts.scatter(
        _points(found), across=Words("当月留痕（件）", "paper in the month"),
        words=Words("自报完成率（%）", "reported as met (%)"), line=_line(found, slope),
    )  # fmt: skip
    title = _title(slope)
    chart = beside(
        seen, KIND, "reported-map", title, spec, caption=REPORTED, heads=REPORTED_HEADS,
        rows=[_row(seen, names, each) for each in reversed(found)],
        note=Words("点越大，重合的单位与月份越多。", "The larger a point, the more units and months lie there."),
    )  # fmt: skip
    return Section("reported", REPORTED, chart=chart)


def _title(slope: Reward) -> Words:
    """Whether more paper goes with better reports, in a sentence."""
    if not slope.elasticity.enough:
        return FLAT
    estimate = slope.elasticity.estimate
    if not estimate.clear_of(0):
        return Words(
            "材料多的月份，自报完成率没有明显更高",
            "More paper does not clearly go with better reported results",
        )
    way = Words("更高", "better") if estimate.low > 0 else Words("更低", "worse")
    return Words(
        f"材料多的月份，自报完成率{way.zh}", f"More paper goes with {way.en} reported results"
    )


FLAT = Words(
    "各单位各月的留痕几乎一样多，看不出材料与完成率的关系",
    "Paper hardly differs between units and months: nothing can be told of what it goes with",
)


def _points(found: Sequence[Scores]) -> list[dict[str, object]]:
    """Units and months that lie at one place as one point."""
    counts = Counter((each.paper, round(each.reported)) for each in found)
    words = Words("个单位与月份", " units and months")
    return [
        {"x": paper, "y": share, "n": n, "told": f"{paper}, {share} %: {n}{pick(words)}"}
        for (paper, share), n in sorted(counts.items())
    ]


def _line(found: Sequence[Scores], slope: Reward) -> list[dict[str, object]]:
    """The slope drawn through the middle of the points."""
    if not slope.elasticity.enough:
        return []
    middle = sum(log1p(each.paper) for each in found) / len(found)
    level = sum(each.reported for each in found) / len(found)
    most = max(each.paper for each in found)
    return [
        {"x": paper, "y": level + slope.elasticity.value * (log1p(paper) - middle)}
        for paper in range(most + 1)
    ]


def _row(seen: Look, names: Names, each: Scores) -> Row:
    link = seen.events("paper", of=each.unit, month=str(each.month)) if each.paper else ""
    return Row(
        [
            names.unit(each.unit), each.month.words, Cell(number(each.paper), link), each.lines,
            each.met, f"{each.reported:.0f}%",
        ]
    )  # fmt: skip
