"""The weeks of a storm: lines with their bands, paired differences, and what becomes of tasks meanwhile."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.claims.judging import interval
from remit.engines.storm.record import Record
from remit.engines.storm.state import Action
from remit.engines.words import Words
from remit.web.components import Column, Row
from remit.web.insight.analysis import Section, columns
from remit.web.lab import charts
from remit.web.lab.bench import Tried
from remit.web.lab.telling import ACTIONS, section, size_of
from remit.web.wording import pick

Doubles = NDArray[np.float64]
DIGITS = 4
EVERY = 5
"""Every which week has a row in the tables under the drawings."""


def sections(tried: Tried) -> list[Section]:
    """The weeks of a storm: both lines in their bands, then paired differences, then the mix."""
    storm = tried.comparison.after.storm
    if storm is None:
        return []
    span = (int(storm.start), int(storm.start + storm.weeks))
    return [
        _lines(tried, span),
        _apart(tried, span, "priority"),
        _apart(tried, span, "routine"),
        _areas(tried, span),
    ]


def _lines(tried: Tried, span: tuple[int, int]) -> Section:
    heading = Words("逐周：重点任务", "Week by week: priority tasks")
    names = [pick(name) for name in tried.names]
    sides = [weekly(side, "priority") for side in (tried.before, tried.after)]
    values = [
        value
        for name, rows in zip(names, sides, strict=True)
        for value in _banded(rows, name, tried.effort.settled)
    ]
    during, calm = (float(rows[:, span[0] : span[1]].mean()) for rows in (sides[1], sides[0]))
    title = Words(
        f"风暴期间重点任务落实率 {during:.0%}，现行制度同期 {calm:.0%}",
        f"During the storm {during:.0%} of priority tasks are done right, without it {calm:.0%}",
    )
    spec = charts.weeks(values, names, words=DONE_RIGHT, storm=span, form="%")
    return section("weekly", heading, title, spec, WEEKLY, _week_rows(values), note=SHADED)


DONE_RIGHT = Words("落实率", "done right")
SHADED = Words(
    "黄色为风暴期间；带状为各随机种子均值的 95% 区间；表中每五周一行。",
    "The storm is shaded; bands are 95 % intervals of the mean over seeds. The table has every fifth week.",
)


def _apart(tried: Tried, span: tuple[int, int], kind: str) -> Section:
    """What the design does week by week, beyond the same seeds without it."""
    rows = weekly(tried.after, kind) - weekly(tried.before, kind)
    heading = APART[kind]
    values = _banded(rows, pick(heading), tried.effort.settled)
    during = interval(rows[:, span[0] : span[1]].mean(axis=1), "share")
    after = interval(rows[:, span[1] :].mean(axis=1), "share")
    told = [size_of(each) for each in (during, after)]
    title = Words(
        f"风暴期间 {told[0].zh}，之后 {told[1].zh}",
        f"During the storm {told[0].en}, afterwards {told[1].en}",
    )
    spec = charts.weeks(
        values, [pick(heading)], words=Words("配对差", "paired difference"), storm=span, form="+%"
    )
    return section(f"weekly-{kind}", heading, title, spec, WEEKLY, _week_rows(values), note=SHADED)


APART = {
    "priority": Words("风暴带来的变化：重点任务", "What the storm adds: priority tasks"),
    "routine": Words("风暴带来的变化：常规任务", "What the storm adds: routine tasks"),
}
WEEKLY: list[Column] = columns(
    ("line", Words("设计", "Design")), ("week", Words("周", "Week"), "number"),
    ("value", Words("数值", "Value"), "number"), ("interval", Words("95% 区间", "95 % interval"), "number"),
)  # fmt: skip


def _week_rows(values: Sequence[Mapping[str, object]]) -> list[Row]:
    return [
        Row([
            str(v["line"]), int(str(v["week"])), f"{float(str(v['value'])):.1%}",
            f"{float(str(v['low'])):.1%} – {float(str(v['high'])):.1%}",
        ])
        for v in values
        if not int(str(v["week"])) % EVERY
    ]  # fmt: skip


def weekly(records: Sequence[Record], kind: str) -> Doubles:
    """Share of tasks of a kind done right, [seed, week]."""
    rows: Doubles = np.stack([r.week(f"right_{kind}") / r.week(f"own_{kind}") for r in records])
    return rows


def _banded(rows: Doubles, line: str, since: int) -> list[dict[str, object]]:
    """Mean and interval over seeds, week by week from `since` on."""
    found: list[dict[str, object]] = []
    for week in range(since, rows.shape[1]):
        at = interval(rows[:, week])
        found.append(
            {
                "week": week,
                "line": line,
                "value": round(at.value, DIGITS),
                "low": round(at.low, DIGITS),
                "high": round(at.high, DIGITS),
            }
        )
    return found


def _areas(tried: Tried, span: tuple[int, int]) -> Section:
    heading = Words("逐周：任务怎样处置", "Week by week: what becomes of tasks")
    sums = {
        action: np.sum([
            r.week(f"{action.name.lower()}_{kind}") for r in tried.after for kind in ("priority", "routine")
        ], axis=0)
        for action in ACTIONS
    }  # fmt: skip
    whole = np.sum(list(sums.values()), axis=0)
    weeks = range(tried.effort.settled, len(whole))
    values: list[dict[str, object]] = [
        {"week": week, "kind": pick(ACTIONS[a][0]), "rank": rank, "value": round(float(rows[week] / whole[week]), DIGITS)}
        for rank, (a, rows) in enumerate(sums.items())
        for week in weeks
    ]  # fmt: skip
    trace = sums[Action.TRACE] / whole
    during, before = trace[span[0] : span[1]].mean(), trace[tried.effort.settled : span[0]].mean()
    title = Words(
        f"只做材料的比例：风暴前 {before:.0%}，期间 {during:.0%}",
        f"Only papered over: {before:.0%} before the storm, {during:.0%} during it",
    )
    colours = {pick(words): colour for words, colour in ACTIONS.values()}
    heads = columns(("week", Words("周", "Week"), "number"), *(
        (a.name.lower(), words, "number") for a, (words, _) in ACTIONS.items()
    ))  # fmt: skip
    rows = [
        Row([week, *(f"{sums[a][week] / whole[week]:.1%}" for a in ACTIONS)])
        for week in weeks
        if not week % EVERY
    ]
    spec = charts.areas(values, colours, words=Words("任务占比", "share of tasks"), storm=span)
    return section("weekly-mix", heading, title, spec, heads, rows)
