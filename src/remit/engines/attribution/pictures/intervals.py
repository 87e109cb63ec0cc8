"""How sure the shares are: from where to where each may lie while facts are disputed."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from remit.engines.attribution.answer import Report
from remit.engines.attribution.pictures.captions import (
    certified,
    headed,
    name_of,
    no_harm,
    percent_text,
    points_text,
    told,
)
from remit.engines.attribution.pictures.frame import (
    MARGIN,
    Key,
    draw_foot,
    draw_head,
    draw_keys,
)
from remit.engines.attribution.pictures.lettering import INK, wrapped
from remit.engines.attribution.pictures.rows import (
    WIDEST,
    Columns,
    Row,
    Scale,
    columns_on,
    draw_names,
    draw_scale,
    plan_rows,
    rows_of,
    scale_for,
)
from remit.engines.attribution.pictures.sheet import (
    MARKS,
    NOTE,
    RULE,
    STRONG,
    SURFACE,
    Sheet,
)
from remit.engines.attribution.situation import Situation
from remit.engines.words import Words

LINE = 20.0
BAND = 12.0
DOT = 6.0


class Entry(NamedTuple):
    """A row with its figures, and the sentence that names the fact on which it turns most."""

    row: Row
    figures: tuple[str, ...]
    sentence: str

    @property
    def span(self) -> Fraction:
        """How far the share may move."""
        return self.row.interval.high - self.row.interval.low if self.row.interval else Fraction(0)


def intervals(situation: Situation, report: Report, language: str, width: float = WIDEST) -> str:
    """The interval plot as SVG text, at most `width` CSS pixels wide.

    The share of an exempted person is drawn as it was before the exemption.
    """
    sheet = Sheet("intervals", report.situation_id, language, min(width, WIDEST))
    facts = _named_facts(situation, report, language)
    entries = [
        Entry(row, tuple(_figures(row, language)), _sentence(row, facts, language))
        for row in rows_of(report, language)
    ]
    title = _finding(entries, report, language)
    y = draw_head(sheet, title, _lead(entries, language))
    if report.harm:
        y = _draw_entries(sheet, entries, y, language)
        y = draw_keys(sheet, _signs(entries, language), y) + 4
    height = draw_foot(sheet, certified(report, language), y)
    comma, stop = Words("，", ", ").pick(language), Words("；", "; ").pick(language)
    spoken = (comma.join((e.row.name, *e.figures, e.sentence)) for e in entries)
    return sheet.finished(height, title, stop.join(text.removesuffix(comma) for text in spoken))


def _figures(row: Row, language: str) -> Iterator[str]:
    """The share, its range, and what is to be expected."""
    yield percent_text(row.unexempted, language)
    if row.interval:
        yield _range(row, language)
    if row.interval and row.interval.expected is not None:
        expected = percent_text(row.interval.expected, language)
        yield Words(f"期望{expected}", f"expected {expected}").pick(language)


def _range(row: Row, language: str) -> str:
    if row.interval is None or row.interval.low == row.interval.high:
        return Words("不变", "the same").pick(language)
    low, high = (percent_text(s, language) for s in (row.interval.low, row.interval.high))
    return Words(f"{low}至{high}", f"{low} to {high}").pick(language)


def _named_facts(situation: Situation, report: Report, language: str) -> dict[str, str]:
    """Every fact in words; a choice with who made it."""
    names = {person.person: name_of(person, language) for person in report.persons}
    facts = {fact.id: told(fact.label, language) for fact in situation.circumstances}
    for choice, owner in situation.owner_of.items():
        label = next(c.label for c in situation.choices if c.id == choice)
        who, what = names.get(owner.person, "") if owner else "", told(label, language)
        facts[choice] = Words(f"{who}{what}", f"{who} {what}").pick(language).strip()
    return facts


def _sentence(row: Row, facts: dict[str, str], language: str) -> str:
    if row.interval is None or not row.interval.deciding:
        return ""
    fact = facts.get(row.interval.deciding, row.interval.deciding)
    swing = points_text(row.interval.swing, language).removeprefix("+")
    return Words(
        f"最取决于“{fact}”是否属实（{swing}）", f"Turns most on whether “{fact}” holds ({swing})"
    ).pick(language)


def _finding(entries: Sequence[Entry], report: Report, language: str) -> str:
    if not report.harm:
        return no_harm(report, language)
    widest = max(entries, key=lambda entry: entry.span)
    name, span = widest.row.name, _range(widest.row, language)
    zh, en = f"{name}的份额最不确定，{span}", f"most open is the share of {name}, {span}"
    if widest.row.interval is None:
        zh, en = "没有争议事实，各份额都是确定值", "no fact is disputed, every share is one point"
    elif not widest.span:
        zh, en = "争议事实无论如何认定，份额都不变", "no disputed fact moves a share"
    return headed(report, zh, en, language)


def _lead(entries: Sequence[Entry], language: str) -> str:
    if not any(entry.span for entry in entries):
        return ""
    return Words(
        "份额随争议事实的认定而变；处理以最低值为准。",
        "Shares move with what is found of the disputed facts; consequences rest on the lowest.",
    ).pick(language)


def _draw_entries(sheet: Sheet, entries: Sequence[Entry], y: float, language: str) -> float:
    columns = columns_on(sheet)
    room = (sheet.width - MARGIN if columns.narrow else columns.right) - columns.left
    notes = [wrapped(entry.sentence, NOTE, room, most=3) for entry in entries]
    heights = [
        max(_below(e, columns) + NOTE.leading * len(note), LINE * len(e.figures))
        for e, note in zip(entries, notes, strict=True)
    ]
    plan = plan_rows([entry.row for entry in entries], columns, y, heights)
    scale = scale_for(_all_shares(entries), plan)
    bottom = draw_scale(sheet, scale, plan, language)
    draw_names(sheet, plan)
    for entry, top, note in zip(entries, plan.bars, notes, strict=True):
        _draw_row(sheet, entry.row, top, scale)
        for place, line in enumerate(entry.figures):
            hand = NOTE if place else STRONG
            sheet.text(columns.figures, top + place * LINE + LINE * 0.72, line, hand)
        _write_note(sheet, note, columns.left, top + _below(entry, columns), room)
    return bottom


def _below(entry: Entry, columns: Columns) -> float:
    """Where the sentence begins: on a narrow sheet below the figures."""
    return LINE * len(entry.figures) if columns.narrow else LINE + 2


def _write_note(sheet: Sheet, lines: Sequence[str], x: float, y: float, room: float) -> None:
    """The sentence, clear of the scale's lines."""
    if lines:
        height = NOTE.leading * len(lines)
        sheet.shape("rect", x=x - 2, y=y, width=room + 4, height=height, fill=SURFACE)
        sheet.lines(x, y, lines, NOTE)


def _all_shares(entries: Sequence[Entry]) -> Iterator[Fraction]:
    for entry in entries:
        yield entry.row.unexempted
        if entry.row.interval:
            yield from (entry.row.interval.low, entry.row.interval.high)


def _draw_row(sheet: Sheet, row: Row, y: float, scale: Scale) -> None:
    """The band from low to high with its ends, the expected share, the share as written."""
    sheet.group("row", row.name)
    middle, interval = y + LINE / 2, row.interval
    sheet.shape(
        "line", x1=scale.left, x2=scale.left + scale.length, y1=middle, y2=middle, stroke=RULE
    )
    if interval:
        low, high = scale.at(interval.low), scale.at(interval.high)
        _band(sheet, low, high, middle, row.fill or sheet.hatch)
        if interval.expected is not None:
            _diamond(sheet, scale.at(interval.expected), middle)
    _dot(sheet, scale.at(row.unexempted), middle)


def _band(sheet: Sheet, low: float, high: float, y: float, fill: str) -> None:
    sheet.shape(
        "rect", class_="band", x=low, y=y - BAND / 2, width=high - low, height=BAND, fill=fill,
        stroke=INK, stroke_width=1,
    )  # fmt: skip
    for x in (low, high):
        sheet.shape("line", x1=x, x2=x, y1=y - 9, y2=y + 9, stroke=INK, stroke_width=2)


def _diamond(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(
        "path", d=f"M{x - 7:g} {y:g}l7 -7l7 7l-7 7z", fill=SURFACE, stroke=INK, stroke_width=1.5
    )


def _dot(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(
        "circle", class_="point", cx=x, cy=y, r=DOT, fill=INK, stroke=SURFACE, stroke_width=2
    )


def _signs(entries: Sequence[Entry], language: str) -> Iterator[Key]:
    words = Words("按现有认定的份额", "share by the facts as they are written")
    yield Key(lambda sheet, x, y: _dot(sheet, x + 11, y + 7), words.pick(language))
    found = [entry.row.interval for entry in entries if entry.row.interval]
    if found:
        words = Words("最低至最高", "from the lowest to the highest")
        yield Key(lambda s, x, y: _band(s, x + 2, x + 20, y + 7, MARKS[0]), words.pick(language))
    if any(interval.expected is not None for interval in found):
        words = Words("按概率计的期望份额", "expected share by the probabilities")
        yield Key(lambda sheet, x, y: _diamond(sheet, x + 11, y + 7), words.pick(language))
