"""Rows beside one scale of shares: who stands in them, in which order, and the scale's ticks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from remit.engines.attribution.answer import Interval, PersonShare, Report
from remit.engines.attribution.pictures.captions import (
    EXEMPTED,
    SYSTEM,
    name_of,
    percent_text,
    told,
)
from remit.engines.attribution.pictures.cards import marks
from remit.engines.attribution.pictures.frame import MARGIN
from remit.engines.attribution.pictures.lettering import Hand, wrapped
from remit.engines.attribution.pictures.sheet import EDGE, FOOT, NAME, NOTE, PALE, RULE, Sheet
from remit.engines.words import Words

WIDEST = 960.0
NARROWEST = 320.0
NARROW = 600.0
MOST_ROWS = 60
NAMES = 190.0
GAP = 20.0
STEPS = tuple(Fraction(1, parts) for parts in (20, 10, 5, 4, 2, 1))
NOTHING = Fraction(0)


def sheet_width(width: float) -> float:
    """How wide a sheet of rows is where there is room for `width`."""
    return min(max(width, NARROWEST), WIDEST)


class Row(NamedTuple):
    """One person, or the system account (`fill` is ""); `equal` is the part of all in the boat."""

    name: str
    note: str
    share: Fraction
    fill: str
    equal: Fraction
    unexempted: Fraction
    interval: Interval | None


def rows_of(report: Report, language: str) -> list[Row]:
    """The persons, the largest share first, and the system account if anything can fall on it.

    Beyond `MOST_ROWS` persons those with the smallest shares stand together in one row.
    """
    boat = next((dict(row.shares) for row in report.contrasts if row.code == "boat"), {})
    colours = marks(report)
    people = sorted(report.persons, key=lambda person: -person.unexempted_share)
    rows = [_row(p, colours[p.person], boat.get(p.person, NOTHING), language) for p in people]
    if len(rows) > MOST_ROWS:
        rows = [*rows[: MOST_ROWS - 1], _together(rows[MOST_ROWS - 1 :], language)]
    system = report.system
    if system.share or (system.interval and system.interval.high):
        name = SYSTEM.pick(language)
        rows.append(Row(name, "", system.share, "", NOTHING, system.remainder, system.interval))
    return rows


def _together(rows: Sequence[Row], language: str) -> Row:
    return Row(
        Words(f"其余{len(rows)}人合计", f"{len(rows)} more persons together").pick(language),
        "",
        sum((row.share for row in rows), NOTHING),
        PALE,
        sum((row.equal for row in rows), NOTHING),
        sum((row.unexempted for row in rows), NOTHING),
        None,
    )


def _row(person: PersonShare, fill: str, equal: Fraction, language: str) -> Row:
    note = "".join(told(post, language) for post in person.posts[:1])
    if person.exempted and person.unexempted_share > person.share:
        part = percent_text(person.unexempted_share, language)
        note = Words(
            f"{EXEMPTED.zh}：{part}记入制度账户", f"{EXEMPTED.en}: {part} on the system account"
        ).pick(language)
    return Row(
        name_of(person, language), note, person.share, fill, equal, person.unexempted_share,
        person.interval,
    )  # fmt: skip


class Columns(NamedTuple):
    """Names to the left of what is drawn, or above it on a narrow sheet; figures to the right."""

    names: float
    left: float
    right: float
    narrow: bool

    @property
    def figures(self) -> float:
        """Where the figures begin."""
        return self.right + 14


def columns_on(sheet: Sheet) -> Columns:
    """The columns for the sheet's width."""
    if sheet.width < NARROW:
        return Columns(
            sheet.width - 2 * MARGIN, MARGIN + 8, sheet.width - MARGIN - 126, narrow=True
        )
    return Columns(NAMES, MARGIN + NAMES + 16, sheet.width - MARGIN - 190, narrow=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where rows stand: the `tops` of their names and of their `bars`, and what these are high."""

    rows: tuple[Row, ...]
    columns: Columns
    tops: tuple[float, ...]
    bars: tuple[float, ...]
    high: float
    bottom: float

    @property
    def spans(self) -> Iterable[tuple[float, float]]:
        """Where the scale's lines run: through, or clear of the names above the bars."""
        if self.columns.narrow:
            return [(bar, bar + self.high) for bar in self.bars]
        return [(self.tops[0] - 4, self.bottom)]


def plan_rows(
    rows: Sequence[Row], columns: Columns, y: float, high: float, heights: Iterable[float]
) -> Plan:
    """Rows from `y` on, each with bars `high` and its height for all that belongs to them."""
    tops, bars = [], []
    for row, height in zip(rows, heights, strict=True):
        lines = _name_lines(row, columns.names)
        name = sum(hand.leading for hand, _ in lines)
        tops.append(y)
        bars.append(y + name + 2 if columns.narrow else y)
        y = max(bars[-1] + height, y + name) + GAP
    return Plan(tuple(rows), columns, tuple(tops), tuple(bars), high, y - GAP / 2)


def draw_names(sheet: Sheet, plan: Plan) -> None:
    """Who stands in each row."""
    sheet.group("names")
    for row, top in zip(plan.rows, plan.tops, strict=True):
        y = top
        for hand, line in _name_lines(row, plan.columns.names):
            y = sheet.lines(MARGIN, y, [line], hand)


def _name_lines(row: Row, room: float) -> list[tuple[Hand, str]]:
    name = [(NAME, line) for line in wrapped(row.name, NAME, room, most=2)]
    return name + [(NOTE, line) for line in wrapped(row.note, NOTE, room, most=3)]


@dataclass(frozen=True, slots=True)
class Scale:
    """Shares on a line from `left`, `length` long, from `low` to `high`."""

    low: Fraction
    high: Fraction
    step: Fraction
    left: float
    length: float

    def at(self, share: Fraction) -> float:
        """Where a share lies."""
        return self.left + float((share - self.low) / (self.high - self.low)) * self.length


def scale_for(shares: Iterable[Fraction], plan: Plan) -> Scale:
    """A scale with zero on it that holds all shares, with ticks as far apart as their texts need."""
    given = [NOTHING, *shares]
    low, high = min(given), max(given)
    left, length = plan.columns.left, plan.columns.right - plan.columns.left
    most = max(2, int(length // 56))
    step = next((step for step in STEPS if (high - low) / step <= most), STEPS[-1])
    low, high = step * floor(low / step), step * max(ceil(high / step), 1)
    return Scale(low, high, step, left, length)


def draw_scale(sheet: Sheet, scale: Scale, plan: Plan, language: str) -> float:
    """The ticks behind the rows; returns where the next may begin."""
    sheet.group("scale")
    for number in range(int((scale.high - scale.low) / scale.step) + 1):
        share = scale.low + number * scale.step
        x, stroke = scale.at(share), RULE if share else EDGE
        for top, bottom in plan.spans:
            sheet.shape("line", x1=x, x2=x, y1=top, y2=bottom, stroke=stroke)
        text = percent_text(share, language).replace(".0", "")
        sheet.text(x, plan.bottom + 16, text, FOOT, "middle")
    return plan.bottom + 28
