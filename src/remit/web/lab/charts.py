"""Vega-Lite drawings of simulations: weeks with bands, mixes, waterfalls, pyramids, phases, fronts."""

from collections.abc import Mapping, Sequence

from remit.engines.words import Words
from remit.web.components import Text
from remit.web.insight.charts import ACCENT, LABEL, LEGEND, Spec, Values
from remit.web.wording import pick

NOW, DESIGN = "#5b7fa6", ACCENT
WORSE, BETTER, SUM = "#8a5a00", ACCENT, "#7c858d"
SHADE = "#d9a441"
DIVERGING = ["#0f6b5c", "#7fb8ab", "#f4f2ec", "#d9a441", "#8a5a00"]


def weeks(
    values: Values, names: Sequence[str], *, words: Text, storm: tuple[int, int] | None, form: str
) -> Spec:
    """Lines of `value` over `week`, one for each `line`, in bands; the weeks of a storm are shaded."""
    x = {"field": "week", "type": "quantitative", "title": pick(WEEK),
         "scale": {"nice": False, "zero": False}, "axis": {"tickCount": 6, "grid": False}}  # fmt: skip
    y = {"type": "quantitative", "title": pick(words), "scale": {"zero": True},
         "axis": {"tickCount": 5, "format": form}}  # fmt: skip
    colour = {
        "field": "line", "type": "nominal", "sort": None,
        "scale": {"domain": list(names), "range": [NOW, DESIGN] if len(names) > 1 else [DESIGN]},
        "legend": LEGEND if len(names) > 1 else None,
    }  # fmt: skip
    return {
        "data": {"values": list(values)},
        "height": 240,
        "layer": [
            *_shaded(storm),
            {"mark": {"type": "area", "opacity": 0.2},
             "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}},
            {"mark": {"type": "line", "strokeWidth": 2},
             "encoding": {"x": x, "y": {**y, "field": "value"}, "color": colour}},
            *([_zero()] if len(names) == 1 else []),
        ],
    }  # fmt: skip


WEEK = Words("周", "Week")


def _shaded(storm: tuple[int, int] | None) -> list[Spec]:
    if storm is None:
        return []
    return [{
        "data": {"values": [{"since": storm[0], "until": storm[1]}]},
        "mark": {"type": "rect", "color": SHADE, "opacity": 0.18},
        "encoding": {"x": {"field": "since", "type": "quantitative"}, "x2": {"field": "until"}},
    }]  # fmt: skip


def _zero() -> Spec:
    return {
        "data": {"values": [{"at": 0}]},
        "mark": {"type": "rule", "strokeDash": [3, 3], "color": SUM},
        "encoding": {"y": {"field": "at", "type": "quantitative"}},
    }


def areas(
    values: Values, colours: Mapping[str, str], *, words: Text, storm: tuple[int, int] | None
) -> Spec:
    """Areas on top of each other over `week`, cut by `kind` in the order of `rank`."""
    return {
        "data": {"values": list(values)},
        "height": 260,
        "layer": [
            {
                "mark": {"type": "area", "opacity": 1},
                "encoding": {
                    "x": {"field": "week", "type": "quantitative", "title": pick(WEEK),
                          "scale": {"nice": False, "zero": False}, "axis": {"tickCount": 6, "grid": False}},
                    "y": {"field": "value", "type": "quantitative", "stack": "zero", "title": pick(words),
                          "scale": {"domain": [0, 1]}, "axis": {"format": "%", "tickCount": 5}},
                    "color": _coloured(colours),
                    "order": {"field": "rank"},
                    "tooltip": {"field": "kind"},
                },
            },
            *_edges(storm),
        ],
    }  # fmt: skip


def _edges(storm: tuple[int, int] | None) -> list[Spec]:
    """First and last week of a storm as lines: a shade would be lost on areas."""
    if storm is None:
        return []
    return [{
        "data": {"values": [{"at": week} for week in storm]},
        "mark": {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 1.5},
        "encoding": {"x": {"field": "at", "type": "quantitative"}},
    }]  # fmt: skip


def _coloured(colours: Mapping[str, str]) -> Spec:
    return {
        "field": "kind", "type": "nominal", "sort": None, "legend": LEGEND,
        "scale": {"domain": list(colours), "range": list(colours.values())},
    }  # fmt: skip


def stacked(values: Values, colours: Mapping[str, str], *, words: Text, form: str) -> Spec:
    """Bars of two designs cut by `kind`, in the order of `rank`; what is wide enough carries its number."""
    y = {"field": "label", "type": "nominal", "sort": None, "title": None,
         "axis": {"labelLimit": LABEL, "labelPadding": 8}}  # fmt: skip
    x = {"field": "value", "type": "quantitative", "title": pick(words), "stack": "zero",
         "axis": {"tickCount": 5, "format": form, "grid": False}}  # fmt: skip
    return {
        "data": {"values": list(values)},
        "height": {"step": 46},
        "layer": [{
            "mark": {"type": "bar", "stroke": "#fbfaf7", "strokeWidth": 1},
            "encoding": {"y": y, "x": x, "color": _coloured(colours), "order": {"field": "rank"},
                         "tooltip": {"field": "told"}},
        }],
    }  # fmt: skip


def waterfall(values: Values, *, words: Text) -> Spec:
    """From one total to the other: each part begins where the one before ends; `kind` says which way it goes."""
    colour = {"field": "kind", "type": "nominal", "legend": None,
              "scale": {"domain": ["sum", "more", "less"], "range": [SUM, WORSE, BETTER]}}  # fmt: skip
    y = {"field": "label", "type": "nominal", "sort": None, "title": None,
         "axis": {"labelLimit": LABEL, "labelPadding": 8}}  # fmt: skip
    x = {"type": "quantitative", "title": pick(words), "axis": {"tickCount": 4, "grid": False}}
    return {
        "data": {"values": list(values)},
        "height": {"step": 30},
        "layer": [
            {"mark": {"type": "bar", "cornerRadius": 2},
             "encoding": {"y": y, "x": {**x, "field": "start"}, "x2": {"field": "end"},
                          "color": colour, "tooltip": {"field": "told"}}},
            {"mark": {"type": "text", "align": "left", "dx": 5},
             "encoding": {"y": y, "x": {**x, "field": "right"}, "text": {"field": "shown"}}},
        ],
    }  # fmt: skip


def pyramid(values: Values, names: tuple[str, str], *, words: Text) -> Spec:
    """Levels under each other: the one design to the left of the middle, the other to the right."""
    y = {"field": "label", "type": "nominal", "sort": None, "title": None,
         "axis": {"labelLimit": LABEL, "labelPadding": 8}}  # fmt: skip
    colour = {"field": "line", "type": "nominal", "sort": None, "legend": LEGEND,
              "scale": {"domain": list(names), "range": [NOW, DESIGN]}}  # fmt: skip
    x = {"type": "quantitative", "title": pick(words),
         "axis": {"tickCount": 5, "labelExpr": "format(abs(datum.value), '.2~f')", "grid": False}}  # fmt: skip
    return {
        "data": {"values": list(values)},
        "height": {"step": 36},
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {
                "y": y, "x": {**x, "field": "value", "stack": None}, "color": colour,
                "tooltip": {"field": "told"}}},
            {"mark": {"type": "rule", "strokeWidth": 1.5}, "encoding": {
                "y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
        ],
    }  # fmt: skip


def phase(
    values: Values,
    line: Values,
    *,
    across: Text,
    up: Text,
    told: Text,
    middle: float,
    forms: tuple[str, str, str],
    more_is_better: bool,
) -> Spec:
    """A square for each pair of values, its colour the figure around `middle`; the contour drawn over it."""
    x = {"field": "x", "type": "quantitative", "title": pick(across), "scale": {"nice": False, "zero": False},
         "axis": {"tickCount": 5, "grid": False, "format": forms[0]}}  # fmt: skip
    y = {**x, "field": "y", "title": pick(up), "axis": {"tickCount": 5, "format": forms[1]}}
    colours = DIVERGING[::-1] if more_is_better else DIVERGING
    return {
        "data": {"values": list(values)},
        "height": 360,
        "layer": [
            {"mark": {"type": "rect"},
             "encoding": {
                 "x": {**x, "field": "left"}, "x2": {"field": "right"},
                 "y": {**y, "field": "bottom"}, "y2": {"field": "top"},
                 "color": {"field": "value", "type": "quantitative",
                           "scale": {"range": colours, "domainMid": middle},
                           "legend": {"title": pick(told), "orient": "top", "gradientLength": 180, "tickCount": 4, "format": forms[2]}},
                 "tooltip": {"field": "told"}}},
            {"data": {"values": list(line)},
             "mark": {"type": "rule", "strokeWidth": 2.5, "color": "#1b2126"},
             "encoding": {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}},
        ],
    }  # fmt: skip


def parallel(values: Values, axes: Sequence[str], colours: Mapping[str, str]) -> Spec:
    """A line for each design over axes that each run from worst (0) to best (1)."""
    x = {"field": "axis", "type": "nominal", "sort": list(axes), "title": None,
         "axis": {"labelAngle": {"expr": "width < 420 ? -40 : 0"}, "labelLimit": 150, "grid": True, "domain": False,
                  "labelAlign": {"expr": "width < 420 ? 'right' : 'center'"}}}  # fmt: skip
    return {
        "data": {"values": list(values)},
        "height": 300,
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "x": x,
            "y": {"field": "value", "type": "quantitative", "title": pick(BEST),
                  "axis": {"values": [0, 1], "format": "d"}, "scale": {"domain": [0, 1]}},
            "color": _coloured(colours),
            "opacity": {"field": "opacity", "type": "quantitative", "scale": None},
            "detail": {"field": "design"},
            "tooltip": {"field": "told"},
        },
    }  # fmt: skip


BEST = Words("最差 0 → 最好 1", "worst 0 → best 1")
