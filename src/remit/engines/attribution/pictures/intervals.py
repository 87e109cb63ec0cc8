"""How sure the shares are: from where to where each may lie while facts are disputed."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from remit.engines.attribution.answer import Report
from remit.engines.attribution.pictures.captions import certified
from remit.engines.attribution.pictures.frame import MARGIN, Key, draw_foot, draw_head, draw_keys
from remit.engines.attribution.pictures.lettering import INK, wrapped
from remit.engines.attribution.pictures.openness import (
    Entry,
    entries_of,
    finding,
    lead,
    sentence,
    usual_fact,
)
from remit.engines.attribution.pictures.rows import (
    WIDEST,
    Columns,
    Row,
    Scale,
    columns_on,
    draw_names,
    draw_scale,
    plan_rows,
    scale_for,
    sheet_width,
)
from remit.engines.attribution.pictures.sheet import MARKS, NOTE, RULE, STRONG, SURFACE, Sheet
from remit.engines.attribution.situation import Situation
from remit.engines.words import Words

LINE = 20.0
BAND = 12.0
DOT = 6.0


def intervals(situation: Situation, report: Report, language: str, width: float = WIDEST) -> str:
    """The interval plot as SVG text, at most `width` CSS pixels wide.

    The share of an exempted person is drawn as it was before the exemption.
    """
    sheet = Sheet("intervals", f"{report.situation_id} {width:g}", language, sheet_width(width))
    entries = entries_of(situation, report, language)
    usual = usual_fact(entries)
    title = finding(entries, report, language)
    y = draw_head(sheet, title, lead(entries, usual, language))
    if report.harm:
        notes = ["" if e.fact == usual else sentence(e, language) for e in entries]
        y = _draw_entries(sheet, entries, notes, y, language)
        y = draw_keys(sheet, _signs(entries, language), y) + 4
    height = draw_foot(sheet, certified(report, language), y)
    return sheet.finished(height, title, _spoken(entries, language), width)


def _spoken(entries: Sequence[Entry], language: str) -> str:
    comma, stop = Words("，", ", ").pick(language), Words("；", "; ").pick(language)
    parts = ((e.row.name, *e.figures, sentence(e, language)) for e in entries)
    return stop.join(comma.join(filter(None, part)) for part in parts)


def _draw_entries(
    sheet: Sheet, entries: Sequence[Entry], sentences: Sequence[str], y: float, language: str
) -> float:
    columns = columns_on(sheet)
    room = (sheet.width - MARGIN if columns.narrow else columns.right) - columns.left
    notes = [wrapped(text, NOTE, room, most=3) for text in sentences]
    heights = [
        max(_below(e, columns) + NOTE.leading * len(note), LINE * len(e.figures))
        for e, note in zip(entries, notes, strict=True)
    ]
    plan = plan_rows([entry.row for entry in entries], columns, y, LINE, heights)
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
    if interval and interval.low != interval.high:
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
        sheet.shape("line", x1=x, x2=x, y1=y - 7.5, y2=y + 7.5, stroke=INK, stroke_width=2)


def _diamond(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(
        "path", d=f"M{x - 6:g} {y:g}l6 -6l6 6l-6 6z", fill=SURFACE, stroke=INK, stroke_width=1.5
    )


def _dot(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(
        "circle", class_="point", cx=x, cy=y, r=DOT, fill=INK, stroke=SURFACE, stroke_width=2
    )


def _signs(entries: Sequence[Entry], language: str) -> Iterator[Key]:
    words = Words("按现有认定的份额", "share by the facts as they are written")
    yield Key(lambda sheet, x, y: _dot(sheet, x + 11, y + 7), words.pick(language))
    found = [entry.row.interval for entry in entries if entry.row.interval and entry.span]
    if found:
        words = Words("最低至最高", "from the lowest to the highest")
        yield Key(lambda s, x, y: _band(s, x + 2, x + 20, y + 7, MARKS[0]), words.pick(language))
    if any(interval.expected is not None for interval in found):
        words = Words("按概率计的期望份额", "expected share by the probabilities")
        yield Key(lambda sheet, x, y: _diamond(sheet, x + 11, y + 7), words.pick(language))
