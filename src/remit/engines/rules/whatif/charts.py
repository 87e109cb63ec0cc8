"""Two charts of a comparison as Vega-Lite specifications, in plain values.

Idea: the title is the finding, bars start at zero, numbers stand beside what they belong to, and no
legend has to be read. Colours are the product's; milder and heavier differ by words as well.
"""

from collections.abc import Mapping

from remit.engines.attribution.pictures.lettering import INK
from remit.engines.attribution.pictures.sheet import MARKS, SLATE, SURFACE
from remit.engines.rules.whatif.answer import WhatIf
from remit.engines.rules.whatif.directions import Direction
from remit.engines.rules.whatif.matrix import Matrix, matrix_of
from remit.engines.rules.whatif.sentences import count_words, matrix_title, percent_words
from remit.engines.words import Words

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
JADE, PALE_JADE = MARKS[0], "#e3f2ee"
COLOURS = {Direction.EXEMPT: JADE, Direction.MILDER: JADE, Direction.HEAVIER: MARKS[2]}
CASES = Words("案件数", "cases")
BEFORE, AFTER = Words("原结果", "result before"), Words("新结果", "result after")
Spec = dict[str, object]


def direction_chart(answer: WhatIf, language: str) -> Spec:
    """Bars of the changed cases by direction."""
    number = {"field": "cases", "type": "quantitative"}
    return {
        **_frame(answer.title, language),
        "data": {"values": _bars(answer, language)},
        "height": {"step": 36},
        "encoding": {"y": {"field": "way", "type": "nominal", "sort": None, "title": None}},
        "layer": [
            {
                "mark": {"type": "bar", "height": 22},
                "encoding": {
                    "x": number | {"title": CASES.pick(language), "scale": {"zero": True}},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
                "encoding": {"x": number, "text": {"field": "told", "type": "nominal"}},
            },
        ],
    }


def _bars(answer: WhatIf, language: str) -> list[Mapping[str, object]]:
    return [
        {
            "way": way.words.pick(language),
            "cases": cases,
            "told": count_words(cases, answer.cases).pick(language),
            "share": percent_words(cases, answer.cases).pick(language),
            "colour": COLOURS.get(way, SLATE),
        }
        for way, cases in answer.directions.items()
        if way is not Direction.UNCHANGED
    ]


def matrix_chart(answer: WhatIf, language: str) -> Spec:
    """A heat map from result to result; on the diagonal nothing moves and nothing is filled."""
    matrix = matrix_of(answer)
    names = [label.words.pick(language) for label in matrix.results]
    return {
        **_frame(matrix_title(answer), language),
        "data": {"values": _squares(matrix, language)},
        "height": {"step": 36},
        "encoding": {
            "y": _axis("before", BEFORE, names, language),
            "x": _axis("after", AFTER, names, language) | {"axis": {"orient": "top"}},
        },
        "layer": [{"mark": {"type": "rect"}, "encoding": {"color": _fill(matrix)}}, _figures()],
    }


def _axis(field: str, title: Words, names: list[str], language: str) -> Spec:
    scale = {"domain": names}
    return {"field": field, "type": "nominal", "title": title.pick(language), "scale": scale}


def _fill(matrix: Matrix) -> Spec:
    scale = {"domain": [0, max(1, matrix.most_moved)], "range": [PALE_JADE, JADE]}
    moved = {"field": "moved", "type": "quantitative", "scale": scale, "legend": None}
    return {"condition": {"test": "datum.moved !== null", **moved}, "value": SURFACE}


def _figures() -> Spec:
    """The numbers in the squares, light on dark ones."""
    ink = {"condition": {"test": "datum.dark", "value": SURFACE}, "value": INK}
    text = {"field": "cases", "type": "quantitative", "format": ","}
    return {"mark": {"type": "text"}, "encoding": {"text": text, "color": ink}}


def _squares(matrix: Matrix, language: str) -> list[Mapping[str, object]]:
    return [
        {
            "before": before.words.pick(language),
            "after": after.words.pick(language),
            "cases": cases,
            "moved": None if before == after else cases,
            "dark": before != after and 2 * cases > matrix.most_moved,
        }
        for (before, after), cases in matrix.cases.items()
    ]


def _frame(title: Words, language: str) -> Spec:
    return {
        "$schema": SCHEMA,
        "title": {"text": title.pick(language), "anchor": "start", "color": INK},
        "description": title.pick(language),
        "width": "container",
    }
