"""What a campaign changed: before, during and after a period, beside a unit that it did not reach."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import numpy as np
from django.utils import timezone

from remit.engines.eventlog.instants import microseconds
from remit.engines.measures.spans import DAY, instant
from remit.engines.measures.statistics import rate
from remit.engines.measures.storms import Interrupted, Phases, Storm, Week, interrupted, phases
from remit.engines.measures.table import Kind
from remit.engines.words import Words
from remit.web.components import Chart, Empty, Filter, Row
from remit.web.insight import charts
from remit.web.insight.analysis import (
    NO_EVENTS,
    Analysis,
    Section,
    Told,
    beside,
    columns,
    interval,
)
from remit.web.insight.looking import Look, day_in, units

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


def analyse(seen: Look) -> Analysis:
    """The weeks, the rates of the three phases, and the changes beyond the comparison."""
    other, since, until = _other(seen), day_in(seen.more, "from"), day_in(seen.more, "to")
    if not len(seen.table):
        section = Section("storm", Words("各周", "Week by week"), empty=NO_EVENTS)
        told = Words("没有可统计的记录。", "Nothing to count yet.")
        return Analysis(KIND, QUESTION, told, [section], filters=_filters(seen))
    start, count = _extent(seen)
    own = _weeks(seen, start, count)
    beside_it = _weeks(other, start, count) if other else None
    if not (since and until and since < until):
        chart = _chart(seen, own, other, beside_it, start, None)
        told = Words("请选择集中行动的起止日期。", "Choose when the campaign began and ended.")
        sections = [Section("weeks", Words("各周办理次数", "Deeds a week"), told, chart=chart)]
        return Analysis(KIND, QUESTION, told, sections, filters=_filters(seen), notes=NOTES)
    storm = Storm(_place(since, start, count), max(_place(until, start, count), 1))
    ratio = phases(own, storm)
    apart = interrupted(own, beside_it, storm) if beside_it else None
    return Analysis(
        KIND,
        QUESTION,
        ratio.during.reading,
        [
            Section(
                "weeks", Words("各周办理次数", "Deeds a week"),
                chart=_chart(seen, own, other, beside_it, start, (since, until)),
            ),
            *([] if apart else [_no_comparison()]),
        ],
        measures=_measures(seen, ratio, apart),
        notes=NOTES,
        filters=_filters(seen),
        kept={"weeks": [{"week": _monday(start, n), "n": w.number} for n, w in enumerate(own)]},
    )  # fmt: skip


def _measures(seen: Look, ratio: Phases, apart: Interrupted | None) -> list[Told]:
    every = seen.events("all")
    told: list[Told] = [
        (Words("期间与之前之比", "during over before"), ratio.during, every),
        (Words("之后与之前之比", "after over before"), ratio.after, every),
    ]
    if apart is None:
        return told
    return [
        *told,
        (
            Words("与对照相比：期间的变化（次/周）", "beyond the comparison: step during"),
            apart.during,
            every,
        ),
        (
            Words("与对照相比：之后的变化（次/周）", "beyond the comparison: step after"),
            apart.after,
            every,
        ),
        (
            Words("与对照相比：之后每周的走势", "beyond the comparison: drift after"),
            apart.drift,
            every,
        ),
    ]


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
    rows += [(str(row.pk), row.name) for row in units(seen.standpoint) if row != seen.unit]
    told = seen.more
    return [
        Filter("from", Words("行动自", "Campaign from"), told.get("from", ""), kind="date"),
        Filter("to", Words("至（不含）", "Before"), told.get("to", ""), kind="date"),
        Filter("beside", Words("对照单位", "Comparison"), told.get("beside", ""), rows, "select"),
    ]


def _other(seen: Look) -> Look | None:
    wanted = seen.more.get("beside", "")
    found = next((row for row in units(seen.standpoint) if str(row.pk) == wanted), None)
    return Look(seen.standpoint, found, seen.log, seen.since, seen.until) if found else None


def _extent(seen: Look) -> tuple[int, int]:
    """The first microsecond of the first week, and how many weeks there are."""
    first = timezone.localtime(instant(int(seen.table.ts_us.min()))).date()
    monday = _midnight(first - timedelta(days=first.weekday()))
    return monday, (int(seen.table.ts_us.max()) - monday) // WEEK + 1


def _midnight(day: date) -> int:
    return microseconds(timezone.make_aware(datetime.combine(day, time.min)))


def _monday(start: int, place: int) -> str:
    """The first day of a week."""
    return timezone.localtime(instant(start + place * WEEK)).date().isoformat()


def _place(day: date, start: int, count: int) -> int:
    return min(max((_midnight(day) - start) // WEEK, 0), count)


def _weeks(seen: Look, start: int, count: int) -> list[Week]:
    """How many deeds there were in each week."""
    own = seen.table.kind != Kind.SYSTEM
    place = (seen.table.ts_us[own] - start) // WEEK
    inside = (place >= 0) & (place < count)
    numbers = np.bincount(place[inside], minlength=count).tolist()
    return [Week(number, 1.0) for number in numbers]


def _chart(
    seen: Look,
    own: Sequence[Week],
    other: Look | None,
    weeks: Sequence[Week] | None,
    start: int,
    period: tuple[date, date] | None,
) -> Chart:
    lines = [(seen.unit.name, own)]
    lines += [(other.unit.name, weeks)] if other and weeks else []
    values = [value for name, told in lines for value in _line(name, told, start)]
    shaded = (period[0].isoformat(), period[1].isoformat()) if period else None
    most = max(range(len(own)), key=lambda place: own[place].number)
    monday = timezone.localtime(instant(start + most * WEEK)).date()
    title = Words(
        f"最忙的一周自{monday:%Y-%m-%d}起：{own[most].number:,}次",
        f"The busiest week began on {monday:%Y-%m-%d}: {own[most].number:,} deeds",
    )
    return beside(
        seen, KIND, "weeks-map", title,
        charts.series(values, words=Words("次/周", "a week"), shaded=shaded), caption=title, heads=HEADS,
        rows=[
            Row([timezone.localtime(instant(start + n * WEEK)).date(), week.number,
                 interval(rate(week.number, 1.0)), weeks[n].number if weeks else None])
            for n, week in enumerate(own)
        ],
        note=Words("带状为每周次数的95%区间（泊松）；黄色为行动期间。",
                   "Bands are 95 % intervals of the counts (Poisson); the campaign is shaded."),
    )  # fmt: skip


def _line(name: str, weeks: Sequence[Week], start: int) -> list[dict[str, object]]:
    told = []
    for place, week in enumerate(weeks):
        day = timezone.localtime(instant(start + place * WEEK)).date().isoformat()
        spread = rate(week.number, 1.0)
        told.append(
            {"day": day, "line": name, "value": week.number, "low": spread.low, "high": spread.high}
        )
    return told


HEADS = columns(
    ("week", Words("周（自）", "Week from"), "date"),
    ("n", Words("次数", "Deeds"), "number"),
    ("interval", Words("95%区间", "95 % interval"), "number"),
    ("other", Words("对照", "Comparison"), "number"),
)
