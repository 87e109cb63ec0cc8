"""Flawless tables drawn at random: every case in one row, and what is worse never treated milder."""

from dataclasses import dataclass
from itertools import product

from hypothesis import strategies as st

from remit.engines.rules import Pack, parse_pack
from tests.engines.rules.small_packs import LADDER, both, cite, documents

BOUNDS = (0, 10)
LOSSES: tuple[tuple[object, ...], ...] = (
    ("any",),
    ({"below": 0}, {"at_least": 0}),
    ({"at_most": 10}, {"above": 10}),
    ({"below": 0}, {"at_least": 0, "at_most": 10}, {"above": 10}),
)
GRADES: tuple[tuple[object, ...], ...] = (
    ("any",),
    (["low"], ["mid", "high"]),
    (["low", "mid"], "high"),
    ("low", "mid", "high"),
)
YES = (("any",), (False, True))


@dataclass(frozen=True)
class Row:
    """A row: a cell for each of a, grade and loss, and the rank of its measure from 0."""

    name: str
    cells: tuple[object, object, object]
    measure: int

    def written(self) -> dict[str, object]:
        """The row as a lawyer writes it."""
        code = LADDER[self.measure]
        return {"row": self.name, "title": both(self.name), "cells": list(self.cells),
                "then": [code, code]}  # fmt: skip


@st.composite
def flawless_rows(draw: st.DrawFn) -> list[Row]:
    """At least two rows over a, grade and loss; the measure grows with each of them."""
    axes = (
        draw(st.sampled_from(YES)),
        draw(st.sampled_from(GRADES)),
        draw(st.sampled_from(LOSSES)),
    )
    grown = draw(st.tuples(*(st.integers(0, 1) for _ in axes)))
    rows = []
    for number, places in enumerate(product(*(range(len(axis)) for axis in axes))):
        cells = tuple(axis[place] for axis, place in zip(axes, places, strict=True))
        measure = sum(place * step for place, step in zip(places, grown, strict=True))
        rows.append(Row(f"row{number}", cells, min(measure, len(LADDER) - 1)))  # type: ignore[arg-type]
    return rows


def table(rows: list[Row], hit: str = "unique", **more: object) -> dict[str, object]:
    """The rows as a table that says it is complete."""
    return {
        "table": "table",
        "title": both("Table"),
        "cite": cite(32),
        "verification": "read",
        "modality": "shall",
        "hit": hit,
        "complete": True,
        "columns": ["a", "grade", "loss"],
        "then": "band",
        "rows": [row.written() for row in rows],
        **more,
    }


WORSE = {"a": "true", "grade": "listed", "loss": "higher"}


def table_pack(written: dict[str, object], *rules: dict[str, object], alone: bool = False) -> Pack:
    """A pack of one table and these rules; `alone` is without a provision on concurrence."""
    files = documents(*rules)
    head = files["pack.yaml"]
    assert isinstance(head, dict)
    for entry in head["vocabulary"]:
        if entry["fact"] in WORSE:
            entry["worse"] = WORSE[entry["fact"]] == "true" or WORSE[entry["fact"]]
    if alone:
        del head["concurrence"]
    return parse_pack({**files, "rules/all.yaml": {"rules": list(rules), "tables": [written]}})
