"""Pictures of the laboratory as SVG: paired differences with intervals, weeks with band and storm."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.cli.answers import language
from remit.cli.laboratory.axes import UNIT, Scale, draw_across, draw_up, scale
from remit.cli.laboratory.telling import DESIGNS_ONLY, here, moved, provenance
from remit.engines.attribution.pictures.frame import (
    MARGIN,
    Key,
    draw_foot,
    draw_head,
    draw_keys,
)
from remit.engines.attribution.pictures.lettering import line_width, wrapped
from remit.engines.attribution.pictures.sheet import BODY, EDGE, NOTE, SLATE, STRONG, SUNK, Sheet
from remit.engines.storm.learning import CAUSES, YEAR
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.questions.comparing import Difference
from remit.engines.storm.questions.wording import NO_FORECAST
from remit.engines.storm.record import Record
from remit.engines.storm.state import Action
from remit.engines.words import Words

if TYPE_CHECKING:
    from remit.cli.laboratory.comparing import Compared
    from remit.cli.laboratory.running import Result

WIDTH = 960.0
BETTER, WORSE, UNCLEAR = "#0f6b5c", "#8a5a00", SLATE
LEFT, LINE, TALL = 300.0, 24.0, 150.0
SHADE = "#f6e7c8"
Doubles = NDArray[np.float64]

DIFFERENCES = Words("两种设计的差别", "What the change of design does")
READ = Words(
    "点为配对种子的平均差，线为 95% 区间；零线右侧为上升。实心为区间不含零。",
    "Dots are mean differences over paired seeds, lines their 95 % intervals; right of the line of nothing"
    " is up. Filled: the interval leaves nothing out.",
)
WAYS = {
    1: Words("向好", "for the better"), -1: Words("变差", "for the worse"),
    0: Words("不分好坏或不明确", "neither, or not clear"),
}  # fmt: skip
COLOURS = {1: BETTER, -1: WORSE, 0: UNCLEAR}
PANELS: Mapping[str, Words] = {
    "share": Words("比例（百分点）", "shares (percentage points)"),
    "per year": Words("每岗每年", "per post and year"),
    "ratio": Words("倍数", "ratios"),
}
WEEKS = Words("一周接一周", "Week by week")
BAND = Words(
    "线为各种子平均，带为最小至最大；底色为风暴。虚线：同样的运气、没有风暴。",
    "Lines are means over seeds, bands go from the least to the most; shaded: the storm. Dashed: the same"
    " luck without it.",
)
AT_WEEK = Words("周", "week")


def difference_picture(found: "Compared") -> str:
    """Every figure's difference with its interval, by unit."""
    comparison = found.comparison
    title = f"{here(DIFFERENCES)}: {comparison.before.name} → {comparison.after.name}"
    sheet = Sheet("lab-differences", comparison.after.digest, language(), WIDTH)
    y = draw_head(sheet, title, here(READ))
    y = draw_keys(sheet, [Key(_dot(COLOURS[way]), here(words)) for way, words in WAYS.items()], y)
    told = [each for each in comparison.differences.values() if each.change.known]
    for unit, words in PANELS.items():
        y = _panel(sheet, here(words), [e for e in told if FIGURES[e.figure].unit == unit], unit, y)
    asked = found.asked
    lines = [here(NO_FORECAST)] + [
        provenance(each, len(asked.tree), asked.weeks, asked.seeds)
        for each in (comparison.before, comparison.after)
    ]
    spoken = "; ".join(
        f"{here(FIGURES[e.figure].words)}: {moved(e.change, FIGURES[e.figure].unit)}" for e in told
    )
    return sheet.finished(draw_foot(sheet, lines, y), title, spoken, WIDTH)


def _dot(colour: str) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.shape("circle", cx=x + 8, cy=y + 7, r=5, fill=colour)

    return draw


def _panel(sheet: Sheet, title: str, told: Sequence[Difference], unit: str, y: float) -> float:
    """Differences of one unit on one scale; returns where the next may begin."""
    if not told:
        return y
    times = 100 if unit == "share" else 1
    ends = [end * times for each in told for end in (each.change.low, each.change.high)]
    across = scale(ends, LEFT, WIDTH - MARGIN - 150)
    sheet.group("panel", title)
    y = sheet.lines(MARGIN, y + 8, [title], STRONG) + 4
    bottom = y + LINE * len(told)
    draw_across(sheet, across, y, bottom)
    for place, each in enumerate(told):
        _difference(sheet, across, each, times, y + (place + 0.5) * LINE)
    return bottom + 26


def _difference(sheet: Sheet, across: Scale, each: Difference, times: int, y: float) -> None:
    figure, colour = FIGURES[each.figure], COLOURS[each.better]
    name = wrapped(here(figure.words), NOTE, LEFT - MARGIN - 14, 1)[0]
    sheet.text(LEFT - 12, y + 4, name, NOTE, "end")
    low, high = across(each.change.low * times), across(each.change.high * times)
    sheet.shape("path", d=f"M{low:.1f} {y:.1f}H{high:.1f}", stroke=colour, stroke_width=2, fill="none")  # fmt: skip
    fill = colour if each.direction else "#ffffff"
    sheet.shape("circle", cx=across(each.change.value * times), cy=y, r=5, fill=fill, stroke=colour, stroke_width=2)  # fmt: skip
    sheet.text(WIDTH - MARGIN, y + 4, moved(each.change, figure.unit), NOTE, "end")


class Series(NamedTuple):
    """Something that is read week by week: words, whether in per cent, and how it is had."""

    words: Words
    per_cent: bool
    of: Callable[[Record], Doubles]


def _part(of: Sequence[str], among: Sequence[str]) -> Callable[[Record], Doubles]:
    def share(record: Record) -> Doubles:
        above = np.sum([record.week(name) for name in of], axis=0)
        below = np.sum([record.week(name) for name in among], axis=0)
        found: Doubles = above / np.maximum(below, 1e-12)
        return found

    return share


def _sanctions(record: Record) -> Doubles:
    found: Doubles = np.sum([record.week(name) for name in CAUSES], axis=0)
    return found * YEAR / len(record.tree)


_EVERY = tuple(f"{each.name.lower()}_{kind}" for each in Action for kind in ("priority", "routine"))
SERIES = (
    Series(FIGURES["implementation_priority"].words, True, _part(["right_priority"], ["own_priority"])),
    Series(FIGURES["implementation_routine"].words, True, _part(["right_routine"], ["own_routine"])),
    Series(FIGURES["papered"].words, True, _part(["trace_priority", "trace_routine"], _EVERY)),
    Series(FIGURES["papers"].words, True, _part(["papers"], ["hours"])),
    Series(FIGURES["sanctions"].words, False, _sanctions),
)  # fmt: skip


def storm_picture(result: "Result") -> str:
    """What a design does week by week, the storm shaded, beside the same weeks without it."""
    asked, design = result.asked, result.design
    title = f"{design.name}: {here(WEEKS)}"
    sheet = Sheet("lab-weeks", design.digest, language(), WIDTH)
    y = draw_head(sheet, title, here(BAND))
    for series in SERIES:
        y = _weeks(sheet, series, result, y)
    lines = [here(DESIGNS_ONLY), provenance(design, len(asked.tree), asked.weeks, asked.seeds)]
    spoken = "; ".join(here(series.words) for series in SERIES)
    return sheet.finished(draw_foot(sheet, lines, y), title, spoken, WIDTH)


def _weeks(sheet: Sheet, series: Series, result: "Result", y: float) -> float:
    """One panel; returns where the next may begin."""
    sheet.group("weeks", here(series.words))
    y = sheet.lines(MARGIN, y, [here(series.words)], STRONG) + 6
    storm = np.array([series.of(record) for record in result.records])
    calm = np.array([series.of(record) for record in result.calm])
    both = [*storm.ravel().tolist(), *calm.ravel().tolist()]
    left, right, bottom = MARGIN + 44, WIDTH - MARGIN, y + TALL
    across, up = Scale(0, result.asked.weeks - 1, left, right), scale(both, bottom, y)
    _shade(sheet, result, across, y, bottom)
    draw_up(sheet, up, left, right, per_cent=series.per_cent)
    _weeks_below(sheet, across, bottom)
    if len(calm):
        _line(sheet, across, up, calm.mean(0), SLATE, dashed=True)
    _band(sheet, across, up, storm)
    _line(sheet, across, up, storm.mean(0), BETTER)
    return bottom + 34


def _weeks_below(sheet: Sheet, across: Scale, bottom: float) -> None:
    for tick in across.ticks:
        sheet.text(across(tick), bottom + 15, f"{tick:g}", UNIT, "middle")
    word = here(AT_WEEK)
    sheet.text(across.end - line_width(word, UNIT), bottom + 28, word, UNIT)


def _shade(sheet: Sheet, result: "Result", across: Scale, top: float, bottom: float) -> None:
    storm = result.design.storm
    if storm is None or storm.start >= across.high:
        return
    start, end = across(storm.start), across(min(storm.start + storm.weeks, across.high))
    sheet.shape("rect", x=start, y=top, width=end - start, height=bottom - top, fill=SHADE)


def _band(sheet: Sheet, across: Scale, up: Scale, values: Doubles) -> None:
    if len(values) < 2:
        return
    there = [(across(week), up(value)) for week, value in enumerate(values.max(0))]
    back = [(across(week), up(value)) for week, value in enumerate(values.min(0))]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*there, *reversed(back)])
    sheet.shape("polygon", points=path, fill=BETTER, fill_opacity=0.2)


def _line(
    sheet: Sheet, across: Scale, up: Scale, values: Doubles, colour: str, *, dashed: bool = False
) -> None:
    path = " ".join(f"{across(week):.1f},{up(value):.1f}" for week, value in enumerate(values))
    dashes = "5 4" if dashed else ""
    sheet.shape(
        "polyline", points=path, stroke=colour, stroke_width=1.6, fill="none", stroke_dasharray=dashes,
    )  # fmt: skip


def grid_picture(title: str, lead: str, lines: Sequence[str], grid: "Grid") -> str:
    """A figure over two parameters as shaded squares, darker where it is more, numbers in them."""
    sheet = Sheet("lab-grid", title + repr(grid.xs), language(), WIDTH)
    y = draw_head(sheet, title, lead)
    left = MARGIN + 70
    size = (WIDTH - MARGIN - left) / len(grid.xs)
    low, high = float(np.nanmin(grid.values)), float(np.nanmax(grid.values))
    sheet.text(MARGIN, y + 12, f"↑ {grid.up}", NOTE)
    y += 20
    for row, value in reversed(list(enumerate(grid.ys))):
        sheet.text(left - 8, y + 24, f"{value:.3g}", NOTE, "end")
        for column in range(len(grid.xs)):
            _square(sheet, grid.values[row, column], (low, high), (left + column * size, y), size)
        y += 38
    for column, value in enumerate(grid.xs):
        sheet.text(left + (column + 0.5) * size, y + 16, f"{value:.3g}", NOTE, "middle")
    sheet.text(WIDTH - MARGIN, y + 36, f"→ {grid.across}", NOTE, "end")
    return sheet.finished(draw_foot(sheet, lines, y + 50), title, lead, WIDTH)


class Grid(NamedTuple):
    """A figure over two parameters, [y, x], and what these are called."""

    across: str
    up: str
    xs: Sequence[float]
    ys: Sequence[float]
    values: Doubles


def _square(
    sheet: Sheet, value: float, ends: tuple[float, float], at: tuple[float, float], size: float
) -> None:
    low, high = ends
    share = (value - low) / (high - low) if high > low else 0.0
    if not np.isfinite(value):
        sheet.shape("rect", x=at[0], y=at[1], width=size, height=38, fill=SUNK, stroke=EDGE)
        return
    sheet.shape(
        "rect", x=at[0], y=at[1], width=size, height=38, fill=BETTER, fill_opacity=0.08 + 0.6 * share,
        stroke="#ffffff",
    )  # fmt: skip
    sheet.text(at[0] + size / 2, at[1] + 24, f"{value:.3g}", BODY, "middle")


def curve_picture(title: str, lead: str, lines: Sequence[str], curve: "CurveOf") -> str:
    """A figure over one parameter: the mean over seeds with the band of all seeds."""
    sheet = Sheet("lab-curve", title + repr(curve.xs), language(), WIDTH)
    y = draw_head(sheet, title, lead)
    left, right, bottom = MARGIN + 54, WIDTH - MARGIN, y + 2 * TALL
    across = Scale(min(curve.xs), max(curve.xs), left, right)
    seen = curve.values[:, np.isfinite(curve.values).all(0)]
    up = scale(seen.ravel().tolist(), bottom, y, zero=False)
    draw_up(sheet, up, left, right, per_cent=curve.per_cent)
    draw_across(sheet, across, bottom, bottom)
    places = [(across(x), up(float(value))) for x, value in zip(curve.xs, curve.values.mean(0), strict=True) if np.isfinite(value)]  # fmt: skip
    path = " ".join(f"{x:.1f},{z:.1f}" for x, z in places)
    sheet.shape("polyline", points=path, stroke=BETTER, stroke_width=1.8, fill="none")
    for x, z in places:
        sheet.shape("circle", cx=x, cy=z, r=4, fill=BETTER)
    sheet.text(right, bottom + 34, f"→ {curve.across}", NOTE, "end")
    return sheet.finished(draw_foot(sheet, lines, bottom + 48), title, lead, WIDTH)


class CurveOf(NamedTuple):
    """A figure over one parameter, [seed, x]."""

    across: str
    xs: Sequence[float]
    values: Doubles
    per_cent: bool
