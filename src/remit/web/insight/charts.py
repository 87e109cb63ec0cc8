"""Vega-Lite drawings of measures: arcs, heat maps, intervals, waterfalls, series of weeks."""

import json
from collections.abc import Iterable, Mapping, Sequence
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
LEGEND: Mapping[str, object] = {
    "orient": "top",
    "title": None,
    "symbolOpacity": 1,
    "columns": {"expr": "width < 360 ? 1 : 3"},
    "labelLimit": {"expr": "width < 360 ? width - 20 : 300"},
}
"""On a narrow screen the names stand under each other."""
LABEL = 170
MOST_LINES, HIGH = 2, 14
BREAK = " → "
"""Where a label of two activities is parted into lines."""


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
            "labelExpr": f"{_told(list(map(_wrapped, nodes)))}[datum.value]",
            "labelLimit": LABEL,
            "labelLineHeight": HIGH,
            "labelBaseline": "middle",
            "grid": False,
        },
    }


def _wrapped(label: str) -> list[str]:
    """A label in at most two lines of equal width, Latin or Chinese."""
    lines = wrap(label, 12 if any(letter > "\u2e80" for letter in label) else 25)
    return lines if len(lines) <= MOST_LINES else [lines[0], lines[1][:-1] + "…"]


def _rows(labels: Iterable[str], **more: object) -> Spec:
    """The axis of labels under each other; a long one, or one with a break, has several lines."""
    lines = {label: _lines(label) for label in labels}
    plain: Spec = {"labelLimit": LABEL, "labelPadding": 8, **more}
    if all(len(own) == 1 for own in lines.values()):
        return plain
    return {
        **plain,
        "labelLineHeight": HIGH,
        "labelExpr": f"{_told(lines)}[datum.label]",
        "labelOffset": {"condition": [_raised(lines, n) for n in (2, 3, 4)], "value": 0},
    }


def _raised(lines: Mapping[str, Sequence[str]], count: int) -> Spec:
    """Labels of so many lines stand in the middle of their row."""
    own = [label for label, parts in lines.items() if len(parts) == count]
    return {"test": f"indexof({_told(own)}, datum.label) >= 0", "value": -HIGH * (count - 1) / 2}


def _told(values: object) -> str:
    """The values in an expression, in ASCII: a line separator inside a text would end it."""
    return json.dumps(values)


def _step(labels: Iterable[str], least: int) -> Spec:
    """How high a row is: higher where a label has several lines."""
    most = max((len(_lines(label)) for label in labels), default=1)
    return {"step": max(least, HIGH * most + 6) if most > 1 else least}


def _lines(label: str) -> list[str]:
    return [line for part in label.split(BREAK) for line in _wrapped(part)]


def _labels(values: Values) -> list[str]:
    return list(dict.fromkeys(str(value["label"]) for value in values))


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
        "axis": _rows(rows, domain=False, ticks=False),
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
        "height": _step(rows, 26),
        "encoding": {"x": x, "y": y},
        "layer": [square],
    }


def intervals(
    values: Values, *, words: Text, zero: bool = True, form: str = "", at: int = 0
) -> Spec:
    """A point with its interval for each `label`; a line at zero, or elsewhere, where asked for."""
    labels = _labels(values)
    y = {
        "field": "label", "type": "nominal", "sort": None, "title": None, "axis": _rows(labels),
    }  # fmt: skip
    x: dict[str, object] = {"type": "quantitative", "title": pick(words)}
    x |= {"axis": {"format": form, "tickCount": 4}} if form else {"axis": {"tickCount": 4}}
    nothing: list[Spec] = [
        {
            "data": {"values": [{"at": at}]},
            "mark": {"type": "rule", "strokeDash": [3, 3], "color": "#7c858d"},
            "encoding": {"x": {"field": "at", "type": "quantitative"}},
        }
    ]
    return {
        "data": {"values": list(values)},
        "height": _step(labels, 28),
        "layer": [
            *(nothing if zero or at else []),
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
        "height": _step(_labels(values), 28),
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None,
                  "axis": _rows(_labels(values))},
            "x": {"field": "value", "type": "quantitative", "title": pick(words),
                  "scale": {"zero": True}, "axis": {"tickCount": 4, **({"format": form} if "%" in form else {})}},
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
        "height": _step(_labels(values), 30),
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None,
                  "axis": _rows(_labels(values))},
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
        "legend": None if one else LEGEND,
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


def stacked(values: Values, colours: Mapping[str, str], *, words: Text) -> Spec:
    """Bars from zero cut by `kind`, in the order of `rank`; a legend above, for parts may be narrow.

    A label may have two lines, parted by `BREAK`.
    """
    return {
        "data": {"values": list(values)},
        "height": _step(_labels(values), 34),
        "mark": {"type": "bar", "stroke": "#fbfaf7", "strokeWidth": 1},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None,
                  "axis": _rows(_labels(values))},
            "x": {"field": "value", "type": "quantitative", "title": pick(words),
                  "stack": "zero", "axis": {"tickCount": 4}},
            "color": {"field": "kind", "type": "nominal", "sort": None,
                      "scale": {"domain": list(colours), "range": list(colours.values())},
                      "legend": LEGEND},
            "order": {"field": "rank"},
            "tooltip": {"field": "told"},
        },
    }  # fmt: skip


def scatter(values: Values, *, across: Text, words: Text, line: Values = ()) -> Spec:
    """A point at `x`, `y` for each value, the larger the more lie there (`n`), with its `label` if any.

    `line` is drawn through them where given.
    """
    x = {"field": "x", "type": "quantitative", "title": pick(across),
         "scale": {"zero": True, "nice": True, "padding": 12},
         "axis": {"tickCount": 5, "tickMinStep": 1, "format": "d"}}  # fmt: skip
    y = {"field": "y", "type": "quantitative", "title": pick(words), "scale": {"zero": True},
         "axis": {"tickCount": 5}}  # fmt: skip
    drawn: Spec = {
        "data": {"values": list(line)},
        "mark": {"type": "line", "strokeWidth": 2, "strokeDash": [6, 4], "color": "#8a5a00"},
        "encoding": {"x": x, "y": y, "order": {"field": "x"}},
    }
    points: Spec = {
        "mark": {"type": "point", "filled": True, "opacity": 0.7, "color": ACCENT},
        "encoding": {"x": x, "y": y, "tooltip": {"field": "told"},
                     "size": {"field": "n", "type": "quantitative", "legend": None,
                              "scale": {"range": [70, 420], "zero": False}}},
    }  # fmt: skip
    named: Spec = {
        "mark": {"type": "text", "align": "left", "dx": 8, "dy": -8, "limit": 120},
        "encoding": {"x": x, "y": y, "text": {"field": "label"}},
    }
    return {
        "data": {"values": list(values)},
        "height": 300,
        "layer": [
            *([drawn] if line else []),
            points,
            *([named] if any("label" in value for value in values) else []),
        ],
    }
