"""Who bears a design and its changes: by level of the tree and by peer group, never by person."""

from collections.abc import Mapping, Sequence
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import Estimate
from remit.engines.storm.claims.judging import interval
from remit.engines.storm.questions.bearing import (
    BURDENS,
    LEAST_POSTS,
    YEAR,
    Borne,
    Level,
    levels,
)
from remit.engines.storm.questions.wording import UNITS as UNITS_OF_BURDENS
from remit.engines.storm.questions.wording import reading_of_groups, reading_of_level
from remit.engines.storm.record import Record
from remit.engines.words import Words
from remit.web.components import Cell, Row, Table
from remit.web.insight.analysis import Section, columns
from remit.web.lab import charts
from remit.web.lab.bench import Tried
from remit.web.lab.telling import section
from remit.web.wording import pick


def table(tried: Tried) -> Table:
    """Who bears what changes: each burden by level, and how far peer groups differ."""
    rows = [_borne(name, each) for name, each in tried.comparison.bearing.items()]
    return Table(
        id="bearing", caption=Words("谁承担变化", "Who bears the change"), rows=rows,
        per_page=len(rows),
        columns=columns(
            ("burden", Words("负担", "Burden")),
            *((str(level), level.words, "number") for level in Level),
        ),
    )  # fmt: skip


def _borne(name: str, borne: Borne) -> Row:
    about = BURDENS[name]
    unit = UNITS_OF_BURDENS.get(about.unit, Words("", about.unit))
    return Row([Cell(about.words, note=unit), *(_borne_at(borne.levels.get(e)) for e in Level)])


def _borne_at(change: Estimate | None) -> Cell:
    """The change at one level; nothing where so few posts are there that a person could be meant."""
    if change is None or not isfinite(change.value):
        return Cell(Words("岗位过少", "too few posts"))
    low, high = (f"{end:+.4f}" for end in (change.low, change.high))
    return Cell(f"{change.value:+.4f}", note=Words(f"{low} 至 {high}", f"{low} to {high}"))


def groups(tried: Tried) -> list[Words]:
    """How unevenly the change of each burden falls on peer groups."""
    return [reading_of_groups(name, each) for name, each in tried.comparison.bearing.items()]


def bearing_words(tried: Tried) -> list[Words]:
    """Who bears what changes clearly, in sentences."""
    return [
        reading_of_level(name, level, change)
        for name, each in tried.comparison.bearing.items()
        for level, change in each.levels.items()
        if change.clear_of(0)
    ]


def levels_section(tried: Tried) -> Section:
    """Sanctions by level, the one design beside the other; levels of few posts are not told."""
    heading = Words("谁来承担", "Who bears it")
    tree = tried.posts.tree
    place = levels(tree)
    shown = [e for n, e in enumerate(Level) if (place == n).sum() >= LEAST_POSTS]
    rates = {
        level: [_rate(side, place == list(Level).index(level)) for side in (tried.before, tried.after)]
        for level in shown
    }  # fmt: skip
    values = [
        _side(level, line, rate, sign)
        for level, pair in rates.items()
        for line, rate, sign in zip(tried.names, pair, (-1, 1), strict=True)
    ]
    rows = [Row([level.words, *(rate.told(3) for rate in pair)]) for level, pair in rates.items()]
    heads = columns(
        ("level", Words("层级", "Level")),
        ("now", tried.names[0], "number"),
        ("design", tried.names[1], "number"),
    )
    title = _heaviest({level: pair[1] for level, pair in rates.items()})
    spec = charts.pyramid(
        values, (pick(tried.names[0]), pick(tried.names[1])),
        words=Words("每岗每年处分", "sanctions per post and year"),
    )  # fmt: skip
    return section("levels", heading, title, spec, heads, rows)


def _heaviest(rates: Mapping[Level, Estimate]) -> Words:
    if not rates:
        return Words("各层级岗位过少，不分层显示。", "Levels have too few posts to be told apart.")
    most = max(rates, key=lambda level: rates[level].value)
    return Words(
        f"处分最重的层级：{most.words.zh}（每岗每年 {rates[most].value:.2f} 次）",
        f"Sanctions weigh most on the {most.words.en} ({rates[most].value:.2f} per post and year)",
    )


def _rate(records: Sequence[Record], here: NDArray[np.bool_]) -> Estimate:
    each = [
        float(record.total("sanctions")[here].mean()) * YEAR / (len(record.weeks) - record.settled)
        for record in records
    ]
    return interval(np.array(each), "per post and year")


def _side(level: Level, line: Words, rate: Estimate, sign: int) -> dict[str, object]:
    return {
        "label": pick(level.words), "line": pick(line), "value": sign * rate.value,
        "low": sign * rate.low, "high": sign * rate.high,
        "told": f"{pick(level.words)}, {pick(line)}: {rate.told(3)}",
    }  # fmt: skip
