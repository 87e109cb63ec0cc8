"""What a campaign changed: before, during and after a period, beside a unit that it did not reach."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np
from django.utils import timezone

from remit.engines.eventlog.instants import microseconds
from remit.engines.measures.spans import DAY
from remit.engines.measures.statistics import rate
from remit.engines.measures.storms import Phases, Storm, Week, interrupted, phases
from remit.engines.words import Words
from remit.web.components import Chart, Column, Empty, Filter, Row
from remit.web.insight import aims, charts
from remit.web.insight.analysis import (
    NO_EVENTS,
    Analysis,
    Section,
    Told,
    beside,
    columns,
    interval,
)
from remit.web.insight.looking import Look, Mask, day_in
from remit.web.insight.sittings import day_of
from remit.web.wording import pick

KIND = "storm"
QUESTION = Words("一场集中行动改变了什么？", "What did a campaign change?")
WEEK = 7 * DAY
NOTES = (
    Words(
        "每周办理次数；“对照”是同一时期没有被集中行动波及的单位，模型看的是两者之差：期间和之后的水平变化，以及之后每周的走势（区间已计入相邻各周的关联）。",
        "Deeds a week. The comparison is a unit the campaign did not reach; what is looked at is the difference "
        "of the two: the step during and after it, and the drift after (the intervals allow for weeks that err together).",
    ),
    Words(
        "行动期间次数上升，可能是做得多，也可能是记得多；请结合留痕和其他工作一起看。",
        "More deeds during a campaign may be more work or more records of it: look at paper and at other work too.",
    ),
)


class Extent(NamedTuple):
    """The first microsecond of the first week, and how many weeks there are."""

    start: int
    weeks: int

    def day(self, place: int) -> date:
        """The first day of a week."""
        return day_of(self.start + place * WEEK)


def analyse(seen: Look) -> Analysis:
    """The weeks, the rates of the three phases, and the changes beyond the comparison."""
    other, since, until = _other(seen), day_in(seen.more, "from"), day_in(seen.more, "to")
    if not len(seen.table):
        section = Section("storm", Words("各周", "Week by week"), empty=NO_EVENTS)
        told = Words("没有可统计的记录。", "Nothing to count yet.")
        return Analysis(KIND, QUESTION, told, [section], filters=_filters(seen))
    extent = _extent(seen)
    if not (since and until and since < until):
        return _unbounded(seen, other, extent)
    return _bounded(seen, other, extent, (since, until))


def _unbounded(seen: Look, other: Look | None, extent: Extent) -> Analysis:
    """The weeks alone, while nobody has said when the campaign was."""
    told = Words("请选择集中行动的起止日期。", "Choose when the campaign began and ended.")
    chart = _chart(seen, _lines(seen, other, extent), extent, None)
    sections = [Section("weeks", WEEKS, told, chart=chart)]
    return Analysis(KIND, QUESTION, told, sections, filters=_filters(seen), notes=NOTES)


def _bounded(seen: Look, other: Look | None, extent: Extent, period: tuple[date, date]) -> Analysis:
    """The phases, the changes beyond the comparison, and what happened to other work."""
    since, until = (_place(day, extent) for day in period)
    storm = Storm(since, max(until, 1))
    found = aims.sides(seen, lambda own: _weeks(seen, extent, own), storm)
    own, told = found[0].weeks, phases(found[0].weeks, storm)
    apart = _apart(seen, other, found, extent, storm) if other else []
    shown = found if aims.aim(seen) else []
    return Analysis(
        KIND,
        QUESTION,
        told.during.reading,
        [
            Section(
                "weeks", WEEKS, chart=_chart(seen, _lines(seen, other, extent), extent, period),
            ),
            aims.section(seen, found, storm, period),
            *([] if other else [_no_comparison()]),
        ],
        measures=[*_measures(seen, told, period), *aims.figures(seen, shown, period), *apart],
        notes=NOTES,
        filters=_filters(seen),
        kept={
            "weeks": [{"week": _monday(extent, n), "n": w.number} for n, w in enumerate(own)]
        },
    )  # fmt: skip


WEEKS = Words("各周办理次数", "Deeds a week")


def _measures(seen: Look, ratio: Phases, period: tuple[date, date]) -> list[Told]:
    since, until = (day.isoformat() for day in period)
    own = {"side": aims.AIM, "aim": aims.aim(seen)}
    during = seen.events("side", **own, since=since, until=until)
    after = seen.events("side", **own, since=until)
    return [
        (Words("期间与之前之比", "during over before"), ratio.during, during),
        (Words("之后与之前之比", "after over before"), ratio.after, after),
    ]


def _apart(
    seen: Look, other: Look, found: Sequence[aims.Side], extent: Extent, storm: Storm
) -> list[Told]:
    """The changes beyond the comparison: of the work aimed at, then of the rest where an aim is chosen."""
    wanted, told = aims.aim(seen), list[Told]()
    theirs = aims.masks(other.table, wanted)
    for side in found:
        if side.name == aims.AIM or (wanted and side.name == aims.REST):
            rest = side.name == aims.REST
            weeks = _weeks(other, extent, theirs[side.name])
            change = interrupted(side.weeks, weeks, storm, side=rest)
            link = seen.events("side", side=side.name, aim=wanted)
            steps = (change.during, change.after, change.drift)
            labels = BEYOND_REST if rest else BEYOND
            told += [(label, step, link) for label, step in zip(labels, steps, strict=True)]
    return told


BEYOND = (
    Words("与对照相比：期间的变化（次/周）", "beyond the comparison: step during"),
    Words("与对照相比：之后的变化（次/周）", "beyond the comparison: step after"),
    Words("与对照相比：之后每周的走势", "beyond the comparison: drift after"),
)
BEYOND_REST = (
    Words("其他工作与对照相比：期间的变化", "other work beyond the comparison: step during"),
    Words("其他工作与对照相比：之后的变化", "other work beyond the comparison: step after"),
    Words("其他工作与对照相比：之后的走势", "other work beyond the comparison: drift after"),
)


def _no_comparison() -> Section:
    heading = Words("对照", "Comparison")
    told = Words(
        "没有对照，就分不清是行动带来的变化，还是那段时间本来就会有的变化。请在上面选择一个没有被波及的单位。",
        "Without a comparison a change cannot be told from what would have come anyway. Choose a unit above "
        "that the campaign did not reach.",
    )
    return Section(
        "comparison", heading, empty=Empty(Words("没有对照", "No comparison"), told, icon="insight")
    )


def _filters(seen: Look) -> list[Filter]:
    rows: list[tuple[str, Words | str]] = [("", Words("（不设对照）", "(none)"))]
    rows += [(str(row.pk), row.name) for row in seen.reachable if row != seen.unit]
    told = seen.more
    return [
        Filter("from", Words("行动自", "Campaign from"), told.get("from", ""), kind="date"),
        Filter("to", Words("至（不含）", "Before"), told.get("to", ""), kind="date"),
        *aims.filters(seen),
        Filter("beside", Words("对照单位", "Comparison"), told.get("beside", ""), rows, "select"),
    ]


def _other(seen: Look) -> Look | None:
    wanted = seen.more.get("beside", "")
    found = next((row for row in seen.reachable if str(row.pk) == wanted), None)
    return Look(seen.standpoint, found, seen.log, seen.since, seen.until) if found else None


def _extent(seen: Look) -> Extent:
    first = day_of(int(seen.table.ts_us.min()))
    monday = _midnight(first - timedelta(days=first.weekday()))
    return Extent(monday, (int(seen.table.ts_us.max()) - monday) // WEEK + 1)


def _midnight(day: date) -> int:
    return microseconds(timezone.make_aware(datetime.combine(day, time.min)))


def _monday(extent: Extent, place: int) -> str:
    return extent.day(place).isoformat()


def _place(day: date, extent: Extent) -> int:
    return min(max((_midnight(day) - extent.start) // WEEK, 0), extent.weeks)


def _weeks(seen: Look, extent: Extent, own: Mask) -> list[Week]:
    """How many of these events there were in each week."""
    place = (seen.table.ts_us[own] - extent.start) // WEEK
    inside = (place >= 0) & (place < extent.weeks)
    numbers = np.bincount(place[inside], minlength=extent.weeks).tolist()
    return [Week(number, 1.0) for number in numbers]


Lines = Sequence[tuple[str, list[Week]]]


def _lines(seen: Look, other: Look | None, extent: Extent) -> Lines:
    """The weeks of what is looked at, by aim where one is chosen, and of the comparison."""
    wanted = aims.aim(seen)
    own = aims.masks(seen.table, wanted)
    names = (aims.AIM, aims.REST) if wanted else (aims.AIM,)
    called = {name: pick(aims.SIDES[name]) if wanted else seen.unit.name for name in names}
    found = [(called[name], _weeks(seen, extent, own[name])) for name in names]
    if other:
        theirs = aims.masks(other.table, wanted)[aims.AIM]
        found.append((other.unit.name, _weeks(other, extent, theirs)))
    return found


def _chart(seen: Look, lines: Lines, extent: Extent, period: tuple[date, date] | None) -> Chart:
    values = [value for name, told in lines for value in _line(name, told, extent)]
    shaded = (period[0].isoformat(), period[1].isoformat()) if period else None
    own = lines[0][1]
    most = max(range(len(own)), key=lambda place: own[place].number)
    monday = extent.day(most)
    title = Words(
        f"最忙的一周自{monday:%Y-%m-%d}起：{own[most].number:,}次",
        f"The busiest week began on {monday:%Y-%m-%d}: {own[most].number:,} deeds",
    )
    return beside(
        seen, KIND, "weeks-map", title,
        charts.series(values, words=Words("次/周", "a week"), shaded=shaded), caption=title,
        heads=_heads(lines), rows=[_row(lines, extent, place) for place in range(extent.weeks)],
        note=Words("带状为每周次数的95%区间（泊松）；黄色为行动期间。",
                   "Bands are 95 % intervals of the counts (Poisson); the campaign is shaded."),
    )  # fmt: skip


def _heads(lines: Lines) -> list[Column]:
    first, *others = (name for name, _ in lines)
    more = [(f"line-{place}", name, "number") for place, name in enumerate(others)]
    return columns(
        ("week", Words("周（自）", "Week from"), "date"),
        ("n", first, "number"),
        ("interval", Words("95%区间", "95 % interval"), "number"),
        *more,
    )


def _row(lines: Lines, extent: Extent, place: int) -> Row:
    first, *others = (weeks[place].number for _, weeks in lines)
    return Row([extent.day(place), first, interval(rate(first, 1.0)), *others])


def _line(name: str, weeks: Sequence[Week], extent: Extent) -> list[dict[str, object]]:
    told = []
    for place, week in enumerate(weeks):
        spread = rate(week.number, 1.0)
        told.append(
            {
                "day": _monday(extent, place), "line": name, "value": week.number,
                "low": spread.low, "high": spread.high,
            }
        )  # fmt: skip
    return told
