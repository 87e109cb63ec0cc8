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
from remit.engines.attribution.pictures.frame import draw_foot, draw_head
from remit.engines.attribution.pictures.rows import (
    NARROW,
    WIDEST,
    Row,
    Scale,
    columns_on,
    draw_names,
    draw_scale,
    plan_rows,
    rows_of,
    scale_for,
)
from remit.engines.attribution.pictures.sheet import EDGE, NOTE, PALE, SLATE, STRONG, SURFACE, Sheet
from remit.engines.words import Words

LANE = 20.0
BAR = 12.0
LANES = 3


def waterfall(report: Report, language: str, width: float = WIDEST) -> str:
    """The waterfall as SVG text, at most `width` CSS pixels wide; the system account comes last."""
    sheet = Sheet("waterfall", report.situation_id, language, min(width, WIDEST))
    rows = rows_of(report, language)
    title = _finding(rows, report, language)
    y = draw_head(sheet, title, shared_among(report, language))
    if report.harm:
        y = _draw_rows(sheet, rows, y, report, language)
    height = draw_foot(sheet, certified(report, language), y)
    spoken = Words("；", "; ").pick(language).join(_spoken(row, report, language) for row in rows)
    return sheet.finished(height, title, spoken)


def _finding(rows: list[Row], report: Report, language: str) -> str:
    if not report.harm:
        return no_harm(report, language)
    equal = percent_text(max(row.equal for row in rows), language)
    shares = [row.share for row in rows if row.fill]
    low, high = (percent_text(share, language) for share in (min(shares), max(shares)))
    return headed(
        report,
        f"人人均摊各{equal}；按各自所为，{low}至{high}",
        f"equal parts would be {equal} each; by what each did, {low} to {high}",
        language,
    )


def _draw_rows(sheet: Sheet, rows: list[Row], y: float, report: Report, language: str) -> float:
    columns = columns_on(sheet)
    plan = plan_rows(rows, columns, y, [LANE * LANES] * len(rows))
    scale = scale_for([s for row in plan.rows for s in (row.share, row.equal)], plan)
    bottom = draw_scale(sheet, scale, plan, language)
    draw_names(sheet, plan)
    for row, y in zip(plan.rows, plan.bars, strict=True):
        _draw_row(sheet, row, y, scale)
        _write_figures(sheet, row, y, columns.figures, report, language)
    return bottom


def _draw_row(sheet: Sheet, row: Row, y: float, scale: Scale) -> None:
    sheet.group("row", row.name)
    zero, equal, share = (scale.at(value) for value in (scale.low * 0, row.equal, row.share))
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


def _write_figures(
    sheet: Sheet, row: Row, y: float, x: float, report: Report, language: str
) -> None:
    equal = percent_text(row.equal, language)
    amount = amount_of(row.share, report)
    lines = (
        (Words(f"均摊{equal}", f"Equal {equal}").pick(language), NOTE),
        (points_text(row.share - row.equal, language), NOTE),
        (percent_text(row.share, language), STRONG),
    )
    for lane, (line, hand) in enumerate(lines):
        sheet.text(x, y + lane * LANE + LANE * 0.72, line, hand)
    if sheet.width >= NARROW:
        sheet.text(sheet.width - 16, y + 2 * LANE + LANE * 0.72, amount, NOTE, "end")


def _spoken(row: Row, report: Report, language: str) -> str:
    equal, step = percent_text(row.equal, language), points_text(row.share - row.equal, language)
    share = share_text(row.share, report, language)
    return Words(
        f"{row.name}：均摊{equal}，{step}，份额{share}",
        f"{row.name}: equal {equal}, {step}, share {share}",
    ).pick(language)
