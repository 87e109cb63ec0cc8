"""Vega-Lite drawings of measures: arcs, heat maps, intervals, waterfalls, series of weeks."""

import json
from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from textwrap import wrap

from remit.web.components import Text
from remit.web.wording import pick

Spec = dict[str, object]
Values = Sequence[Mapping[str, object]]
# From soon over to long waited: told apart in both schemes and by colour-blind readers.
TIMES = ["#8fbdb2", "#d9a441", "#8a5a00"]
SHADES = ["#e3f2ee", "#7fb8ab", "#0f6b5c", "#063b32"]
ACCENT, MUTED = "#0f6b5c", "#5b7fa6"
POINTS = 40
LABEL = 170
MOST_LINES = 2


def arcs(nodes: Sequence[str], edges: Values, named: Sequence[str]) -> Spec:
    """Activities under each other, an arc for each transition: its width the number, its colour the time.

    An edge has `source`, `target` (places of nodes), `n`, `days` and `told`; arcs that lead back up
    are dashed; the edges whose `key` is `named` carry their time in words.
    """
    points = [point for edge in edges for point in _arc(edge)]
    ends = [_end(edge) for edge in edges]
    tops = [_top(edge) for edge in edges if edge["key"] in named]
    y = _named(nodes)
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"nice": False}}
    colour = {
        "field": "days",
        "type": "quantitative",
        "scale": {"range": TIMES, "type": "sqrt"},
        "legend": None,
    }
    line = {
        "data": {"values": points},
        "mark": {"type": "line", "interpolate": "linear", "strokeCap": "round", "opacity": 0.85},
        "encoding": {
            "x": x,
            "y": y,
            "detail": {"field": "key"},
            "order": {"field": "step"},
            "color": colour,
            "size": {
                "field": "n", "type": "quantitative", "legend": None,
                "scale": {"range": [1, 9], "type": "sqrt"},
            },
            "strokeDash": {
                "field": "back", "type": "nominal", "legend": None,
                "scale": {"domain": [False, True], "range": [[1, 0], [6, 5]]},
            },
            "tooltip": {"field": "told"},
        },
    }  # fmt: skip
    arrow = {
        "data": {"values": ends},
        "mark": {"type": "point", "shape": "triangle-left", "size": 70, "opacity": 1},
        "encoding": {"x": x, "y": y, "color": colour, "tooltip": {"field": "told"}},
    }
    words = {
        "data": {"values": tops},
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12},
        "encoding": {"x": x, "y": y, "text": {"field": "label"}},
    }
    return {"height": max(120, 38 * len(nodes)), "layer": [line, arrow, words]}


def _named(nodes: Sequence[str]) -> Spec:
    """The axis of activities, one under the other."""
    return {
        "field": "y",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [-0.6, len(nodes) - 0.4], "reverse": True, "nice": False},
        "axis": {
            "values": list(range(len(nodes))),
            "labelExpr": f"{json.dumps(list(map(_wrapped, nodes)), ensure_ascii=False)}[datum.value]",
            "labelLimit": LABEL,
            "labelLineHeight": 14,
            "labelBaseline": "middle",
            "grid": False,
        },
    }


def _wrapped(label: str) -> list[str]:
    """A label in at most two lines of equal width, Latin or Chinese."""
    lines = wrap(label, 12 if any(letter > "\u2e80" for letter in label) else 25)
    return lines if len(lines) <= MOST_LINES else [lines[0], lines[1][:-1] + "…"]


def _ends(edge: Mapping[str, object]) -> tuple[float, float]:
    return float(str(edge["source"])), float(str(edge["target"]))


def _arc(edge: Mapping[str, object]) -> list[dict[str, object]]:
    """The points of a half ellipse from the source to the target; a loop where they are one."""
    source, target = _ends(edge)
    middle, half = (source + target) / 2, (target - source) / 2
    wide, high = (abs(half), half) if half else (0.45, 0.3)
    return [
        {
            "key": edge["key"], "n": edge["n"], "days": edge["days"], "told": edge["told"],
            "back": target < source, "step": step,
            "x": wide * sin(pi * step / POINTS), "y": middle - high * cos(pi * step / POINTS),
        }
        for step in range(POINTS + 1)
    ]  # fmt: skip


def _end(edge: Mapping[str, object]) -> dict[str, object]:
    _, target = _ends(edge)
    return {"x": 0.06, "y": target, "days": edge["days"], "told": edge["told"]}


def _top(edge: Mapping[str, object]) -> dict[str, object]:
    source, target = _ends(edge)
    wide = abs(target - source) / 2 or 0.45
    return {"x": wide, "y": (source + target) / 2, "label": edge["label"]}


def heat(
    values: Values, rows: Sequence[str], columns: Sequence[str], *, across: Text, told: Text
) -> Spec:
    """A square for each row and column, the darker the more; `n` counts, `told` explains."""
    small = len(columns) <= 14
    x = {
        "field": "column", "type": "ordinal", "sort": list(columns), "title": pick(across),
        "axis": {"labelAngle": 0 if small and max(map(len, columns), default=0) < 4 else -60,
                 "domain": False, "ticks": False},
    }  # fmt: skip
    y = {
        "field": "row", "type": "ordinal", "sort": list(rows), "title": None,
        "axis": {"labelLimit": LABEL, "domain": False, "ticks": False},
    }  # fmt: skip
    square = {
        "mark": {"type": "rect", "cornerRadius": 2, "stroke": "#fbfaf7", "strokeWidth": 1},
        "encoding": {
            "color": {
                "field": "n", "type": "quantitative",
                "scale": {"type": "sqrt", "range": SHADES, "domainMin": 0},
                "legend": {"title": pick(told), "orient": "top", "gradientLength": 160,
                           "tickCount": 4, "format": "d"},
            },
            "tooltip": {"field": "told"},
        },
    }  # fmt: skip
    return {
        "data": {"values": list(values)},
        "height": {"step": 26},
        "encoding": {"x": x, "y": y},
        "layer": [square],
    }


def intervals(values: Values, *, words: Text, zero: bool = True, form: str = "") -> Spec:
    """A point with its interval for each `label`; a line at zero where asked for."""
    y = {
        "field": "label", "type": "nominal", "sort": None, "title": None,
        "axis": {"labelLimit": LABEL},
    }  # fmt: skip
    x: dict[str, object] = {"type": "quantitative", "title": pick(words)}
    x |= {"axis": {"format": form, "tickCount": 4}} if form else {"axis": {"tickCount": 4}}
    nothing: list[Spec] = [
        {
            "data": {"values": [{"at": 0}]},
            "mark": {"type": "rule", "strokeDash": [3, 3], "color": "#7c858d"},
            "encoding": {"x": {"field": "at", "type": "quantitative"}},
        }
    ]
    return {
        "data": {"values": list(values)},
        "height": {"step": 28},
        "layer": [
            *(nothing if zero else []),
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "size": 90, "filled": True, "opacity": 1},
                "encoding": {"y": y, "x": {**x, "field": "value"}, "tooltip": {"field": "told"}},
            },
        ],
    }


KINDS = {"field": "kind", "type": "nominal", "legend": None,
         "scale": {"domain": ["post", "nobody", "sum"], "range": [ACCENT, "#a9b1b8", "#8a5a00"]}}  # fmt: skip
"""Whose a bar is: a post's, nobody's, or the sum of all."""


def bars(values: Values, *, words: Text, form: str = ",.0f") -> Spec:
    """Bars from zero with the number at their end; a `kind` tells those of nobody apart."""
    return {
        "data": {"values": list(values)},
        "height": {"step": 28},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelLimit": LABEL}},
            "x": {"field": "value", "type": "quantitative", "title": pick(words),
                  "scale": {"zero": True}, "axis": {"tickCount": 4}},
            "tooltip": {"field": "told"},
        },
        "layer": [
            {"mark": {"type": "bar", "color": ACCENT, "cornerRadiusEnd": 2},
             "encoding": {"color": KINDS} if any("kind" in value for value in values) else {}},
            {"mark": {"type": "text", "align": "left", "dx": 4},
             "encoding": {"text": {"field": "value", "format": form}}},
        ],
    }  # fmt: skip


def waterfall(values: Values, *, words: Text) -> Spec:
    """Parts under each other, each beginning where the one before ends; `kind` tells whose it is."""
    return {
        "data": {"values": list(values)},
        "height": {"step": 30},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelLimit": LABEL}},
            "x": {"field": "start", "type": "quantitative", "title": pick(words),
                  "axis": {"tickCount": 4}},
            "x2": {"field": "end"},
            "tooltip": {"field": "told"},
        },
        "layer": [
            {"mark": {"type": "bar", "cornerRadius": 2}, "encoding": {"color": KINDS}},
            {"mark": {"type": "text", "align": "left", "dx": 4},
             "encoding": {"x": {"field": "end", "type": "quantitative"},
                          "text": {"field": "days"}}},
        ],
    }  # fmt: skip


def series(
    values: Values, *, words: Text, shaded: tuple[str, str] | None = None, form: str = ",d"
) -> Spec:
    """Lines of `value` over `day`, one for each `line`, with the band `low` to `high` where given."""
    x = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": {"tickCount": 6, "format": "%Y-%m"},
    }
    y = {
        "type": "quantitative",
        "title": pick(words),
        "scale": {"zero": True},
        "axis": {"format": form},
    }
    one = len({value["line"] for value in values}) == 1
    colour = {
        "field": "line", "type": "nominal", "sort": None,
        "scale": {"range": [ACCENT, "#d9a441", "#2c4a86"]},
        "legend": None if one else {"orient": "top", "title": None, "labelLimit": 300},
    }  # fmt: skip
    period: list[Spec] = [
        {
            "data": {"values": [{"since": shaded[0], "until": shaded[1]}]},
            "mark": {"type": "rect", "color": "#d9a441", "opacity": 0.18},
            "encoding": {
                "x": {"field": "since", "type": "temporal"}, "x2": {"field": "until"},
            },
        }
    ] if shaded else []  # fmt: skip
    return {
        "data": {"values": list(values)},
        "height": 260,
        "layer": [
            *period,
            {
                "mark": {"type": "area", "opacity": 0.18},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"},
                             "color": colour},
            },
            {
                "mark": {"type": "line", "strokeWidth": 2},
                "encoding": {"x": x, "y": {**y, "field": "value"}, "color": colour},
            },
        ],
    }  # fmt: skip
