"""The charts of a comparison as SVG texts, for paper and for a command line without a browser."""

from collections.abc import Sequence

from remit.engines.attribution.pictures.frame import MARGIN, draw_foot, draw_head
from remit.engines.attribution.pictures.lettering import Hand, line_width, wrapped
from remit.engines.attribution.pictures.sheet import (
    BODY,
    EDGE,
    FOOT,
    NOTE,
    RULE,
    SLATE,
    STRONG,
    SURFACE,
    Sheet,
)
from remit.engines.rules.whatif.answer import Label, WhatIf
from remit.engines.rules.whatif.charts import AFTER, BEFORE, COLOURS, JADE
from remit.engines.rules.whatif.directions import Direction
from remit.engines.rules.whatif.matrix import Matrix, matrix_of
from remit.engines.rules.whatif.sentences import count_words, matrix_title, provenance
from remit.engines.words import Words

WIDEST, NARROWEST = 960.0, 320.0
BAR, GAP = 24.0, 14.0
SQUARE = 40.0
MOST_OPACITY, LEAST_OPACITY = 1.0, 0.15
DARK = 0.55
LIGHT = Hand(14, bold=True, colour=SURFACE)


def direction_picture(answer: WhatIf, language: str, width: float = WIDEST) -> str:
    """Bars of the changed cases by direction, at most `width` CSS pixels wide."""
    sheet = _sheet("whatif-ways", answer, language, width)
    title = answer.title.pick(language)
    lead = answer.sentences[1].pick(language) if len(answer.sentences) > 1 else ""
    y = draw_head(sheet, title, lead)
    ways = [(w, n) for w, n in answer.directions.items() if w is not Direction.UNCHANGED]
    most = max((cases for _, cases in ways), default=1)
    for way, cases in ways:
        y = _bar(
            sheet, way, cases, most, y, count_words(cases, answer.cases).pick(language), language
        )
    height = draw_foot(sheet, [line.pick(language) for line in provenance(answer)], y)
    told = "; ".join(f"{w.words.pick(language)}: {n:,}" for w, n in ways)
    return sheet.finished(height, title, told or title, width)


def _sheet(name: str, answer: WhatIf, language: str, width: float) -> Sheet:
    key = f"{answer.before.digest} {answer.after.digest} {answer.cases} {answer.changed} {width:g}"
    return Sheet(name, key, language, min(max(width, NARROWEST), WIDEST))


def _bar(
    sheet: Sheet, way: Direction, cases: int, most: int, y: float, told: str, language: str
) -> float:
    """One bar from zero with its name above it and its number beside it; returns where the next is."""
    name = way.words.pick(language)
    sheet.group("way", name)
    y = sheet.lines(MARGIN, y, [name], STRONG)
    room = sheet.width - 2 * MARGIN - line_width(told, NOTE) - 10
    length = max(1.0, room * cases / most)
    fill = COLOURS.get(way, SLATE)
    sheet.shape("rect", x=MARGIN, y=y, width=length, height=BAR, fill=fill)
    sheet.text(MARGIN + length + 8, y + BAR * 0.7, told, NOTE)
    return y + BAR + GAP


def matrix_picture(answer: WhatIf, language: str, width: float = WIDEST) -> str:
    """The matrix from result to result, at most `width` CSS pixels wide."""
    sheet = _sheet("whatif-matrix", answer, language, width)
    title, matrix = matrix_title(answer).pick(language), matrix_of(answer)
    lead = Words(
        "行为原结果，列为新结果；对角线上没有移动。颜色越深，移动的案件越多。",
        "Rows are results before, columns results after; on the diagonal nothing moves. The darker "
        "a square, the more cases move.",
    )
    y = draw_head(sheet, title, lead.pick(language))
    y = _squares(sheet, matrix, y, language)
    y = _key(sheet, matrix, y, language)
    height = draw_foot(sheet, [line.pick(language) for line in provenance(answer)], y)
    return sheet.finished(height, title, _spoken(matrix, language), width)


def _squares(sheet: Sheet, matrix: Matrix, y: float, language: str) -> float:
    """The squares with numbered rows and columns; returns where the key may begin."""
    left = MARGIN + 34
    size = min(SQUARE * 2, (sheet.width - left - MARGIN) / max(1, len(matrix.results)))
    sheet.text(left, y + 12, AFTER.pick(language), FOOT)
    top = y + 34
    for number, result in enumerate(matrix.results):
        sheet.text(left + (number + 0.5) * size, top - 6, str(number + 1), STRONG, "middle")
        sheet.text(left - 10, top + number * SQUARE + 26, str(number + 1), STRONG, "end")
        for column, other in enumerate(matrix.results):
            place = (left + column * size, top + number * SQUARE)
            _square(sheet, matrix, (result, other), place, size)
    bottom = top + len(matrix.results) * SQUARE
    sheet.text(MARGIN, bottom + 16, BEFORE.pick(language), FOOT)
    return bottom + 26


def _square(
    sheet: Sheet, matrix: Matrix, pair: tuple[Label, Label], place: tuple[float, float], size: float
) -> None:
    cases, moves = matrix.cases.get(pair, 0), pair[0] != pair[1]
    x, y = place
    sheet.shape("rect", x=x, y=y, width=size, height=SQUARE, fill=SURFACE, stroke=RULE)
    part = cases / matrix.most_moved if moves and cases else 0.0
    if part:
        opacity = LEAST_OPACITY + part * (MOST_OPACITY - LEAST_OPACITY)
        sheet.shape("rect", x=x, y=y, width=size, height=SQUARE, fill=JADE, fill_opacity=opacity)
    if not moves:
        sheet.shape("rect", x=x, y=y, width=size, height=SQUARE, fill="none", stroke=EDGE)
    if cases:
        hand = LIGHT if part > DARK else BODY
        sheet.text(x + size / 2, y + 26, _short(cases, size, hand), hand, "middle")


def _short(cases: int, size: float, hand: Hand) -> str:
    """The number, in thousands where it would not fit."""
    text = f"{cases:,}"
    return text if line_width(text, hand) < size - 4 else f"{cases / 1000:.0f}k"


def _key(sheet: Sheet, matrix: Matrix, y: float, language: str) -> float:
    """What the numbers of rows and columns stand for."""
    sheet.group("key")
    room = sheet.width - 2 * MARGIN - 26
    for number, result in enumerate(matrix.results, 1):
        sheet.text(MARGIN + 18, y + 13, str(number), STRONG, "end")
        y = sheet.lines(MARGIN + 26, y, wrapped(result.words.pick(language), NOTE, room), NOTE) + 2
    return y + 8


def _spoken(matrix: Matrix, language: str) -> str:
    moved: Sequence[tuple[tuple[Label, Label], int]] = sorted(
        ((pair, n) for pair, n in matrix.cases.items() if pair[0] != pair[1]), key=lambda p: -p[1]
    )
    told = (f"{a.words.pick(language)} → {b.words.pick(language)}: {n:,}" for (a, b), n in moved)
    return "; ".join(told)
