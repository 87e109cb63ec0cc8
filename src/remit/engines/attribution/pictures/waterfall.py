"""From everybody in the boat to the exact shares: per person an equal part, a step, a share."""

from remit.engines.attribution.answer import Report
from remit.engines.attribution.pictures.captions import (
    amount_of,
    certified,
    headed,
    no_harm,
    percent_text,
    points_text,
    share_text,
    shared_among,
)
from remit.engines.attribution.pictures.frame import MARGIN, draw_foot, draw_head
from remit.engines.attribution.pictures.lettering import line_width, wrapped
from remit.engines.attribution.pictures.rows import (
    NOTHING,
    WIDEST,
    Row,
    Scale,
    columns_on,
    draw_names,
    draw_scale,
    plan_rows,
    rows_of,
    scale_for,
    sheet_width,
)
from remit.engines.attribution.pictures.sheet import EDGE, NOTE, PALE, SLATE, STRONG, SURFACE, Sheet
from remit.engines.words import Words

LANE = 20.0
BAR = 12.0
LANES = 3


def waterfall(report: Report, language: str, width: float = WIDEST) -> str:
    """The waterfall as SVG text, at most `width` CSS pixels wide; the system account comes last."""
    sheet = Sheet("waterfall", f"{report.situation_id} {width:g}", language, sheet_width(width))
    rows = rows_of(report, language)
    title = _finding(rows, report, language)
    y = draw_head(sheet, title, shared_among(report, language))
    if report.harm:
        y = _draw_rows(sheet, rows, y, report, language)
    height = draw_foot(sheet, certified(report, language), y)
    spoken = Words("；", "; ").pick(language).join(_spoken(row, report, language) for row in rows)
    return sheet.finished(height, title, spoken, width)


def _finding(rows: list[Row], report: Report, language: str) -> str:
    if not report.harm:
        return no_harm(report, language)
    shares = [person.share for person in report.persons]
    if not any(shares):
        return headed(report, "不由任何个人承担", "it falls on nobody", language)
    equal = percent_text(rows[0].equal, language)
    low, high = (percent_text(share, language) for share in (min(shares), max(shares)))
    return headed(
        report,
        f"人人均摊各{equal}；按各自所为，{low}至{high}",
        f"equal parts would be {equal} each; by what each did, {low} to {high}",
        language,
    )


def _draw_rows(sheet: Sheet, rows: list[Row], y: float, report: Report, language: str) -> float:
    columns = columns_on(sheet)
    room = sheet.width - MARGIN - columns.figures
    amounts = [amount_of(row.share, report) for row in rows]
    widths = [
        line_width(amount, NOTE) + line_width(percent_text(row.share, language), STRONG)
        for row, amount in zip(rows, amounts, strict=True)
    ]
    beside = max(widths) + 12 <= room
    heights = [LANE * (LANES if beside else LANES + 1)] * len(rows)
    plan = plan_rows(rows, columns, y, LANE * LANES, heights)
    scale = scale_for([s for row in plan.rows for s in (row.share, row.equal)], plan)
    bottom = draw_scale(sheet, scale, plan, language)
    draw_names(sheet, plan)
    for row, top, amount in zip(plan.rows, plan.bars, amounts, strict=True):
        _draw_row(sheet, row, top, scale)
        _write_figures(sheet, row, columns.figures, top, language)
        if beside:
            sheet.text(sheet.width - MARGIN, _line(top, 2), amount, NOTE, "end")
        else:
            line = "".join(wrapped(amount, NOTE, room, most=1))
            sheet.text(columns.figures, _line(top, 3), line, NOTE)
    return bottom


def _line(top: float, lane: int) -> float:
    """The baseline of what is written beside a lane."""
    return top + lane * LANE + LANE * 0.72


def _draw_row(sheet: Sheet, row: Row, y: float, scale: Scale) -> None:
    sheet.group("row", row.name)
    zero, equal, share = (scale.at(value) for value in (NOTHING, row.equal, row.share))
    top = y + (LANE - BAR) / 2
    for x, lane in ((equal, 0), (share, 1)):
        sheet.shape(
            "line", x1=x, x2=x, y1=top + lane * LANE, y2=top + (lane + 1) * LANE + BAR,
            stroke=SLATE, stroke_width=1, stroke_dasharray="2 2",
        )  # fmt: skip
    _bar(sheet, "equal", zero, equal, top, PALE)
    _bar(sheet, "step", equal, share, top + LANE, SLATE if share > equal else SURFACE)
    _arrow(sheet, equal, share, top + LANE + BAR / 2)
    _bar(sheet, "share", zero, share, top + 2 * LANE, row.fill or sheet.hatch)


def _bar(sheet: Sheet, kind: str, start: float, end: float, y: float, fill: str) -> None:
    if start == end:
        return
    sheet.shape(
        "rect", class_=kind, x=min(start, end), y=y, width=abs(end - start), height=BAR, fill=fill,
        stroke=EDGE if kind == "equal" else SLATE, stroke_width=1,
    )  # fmt: skip


def _arrow(sheet: Sheet, start: float, end: float, y: float) -> None:
    """The head of the step, where there is room for it."""
    if abs(end - start) < BAR:
        return
    back = -7 if end > start else 7
    colour = SURFACE if end > start else SLATE
    x = end + back / 7 * 2
    sheet.shape(
        "path", d=f"M{x + back:g} {y - 4:g}L{x:g} {y:g}L{x + back:g} {y + 4:g}", fill="none",
        stroke=colour, stroke_width=1.75,
    )  # fmt: skip


def _write_figures(sheet: Sheet, row: Row, x: float, top: float, language: str) -> None:
    equal = percent_text(row.equal, language)
    sheet.text(x, _line(top, 0), Words(f"均摊{equal}", f"Equal {equal}").pick(language), NOTE)
    sheet.text(x, _line(top, 1), points_text(row.share - row.equal, language), NOTE)
    sheet.text(x, _line(top, 2), percent_text(row.share, language), STRONG)


def _spoken(row: Row, report: Report, language: str) -> str:
    equal, step = percent_text(row.equal, language), points_text(row.share - row.equal, language)
    share = share_text(row.share, report, language)
    return Words(
        f"{row.name}：均摊{equal}，{step}，{share}",
        f"{row.name}: equal {equal}, {step}, {share}",
    ).pick(language)
