"""A table of a hundred rows and eight columns: flaws that are sown in it are found, and no others."""

from random import Random

import pytest

from remit.engines.rules import Pack, parse_pack
from remit.engines.rules.checks import FlawKind, check_pack
from tests.engines.rules.checks.plain import holds, of_kind
from tests.engines.rules.small_packs import LADDER, both, cite, header

COLUMNS, VALUES, ROWS = 8, 5, 100
Cells = tuple[tuple[str, ...], ...]


def partition(chance: Random, count: int) -> list[Cells]:
    """So many boxes that share nothing and leave nothing out."""
    boxes: list[Cells] = [tuple(tuple(f"v{n}" for n in range(VALUES)) for _ in range(COLUMNS))]
    while len(boxes) < count:
        box = chance.choice([box for box in boxes if any(len(cell) > 1 for cell in box)])
        boxes.remove(box)
        axis = chance.choice([n for n, cell in enumerate(box) if len(cell) > 1])
        cut = chance.randrange(1, len(box[axis]))
        parts = (box[axis][:cut], box[axis][cut:])
        boxes += [(*box[:axis], part, *box[axis + 1 :]) for part in parts]
    return boxes


def large(boxes: list[Cells], hit: str = "unique") -> Pack:
    head = header()
    head["vocabulary"] = [
        {
            "fact": f"f{column}",
            "type": "enum",
            "question": both(f"f{column}?"),
            "values": {f"v{n}": both(f"v{n}") for n in range(VALUES)},
        }
        for column in range(COLUMNS)
    ]
    rows = [
        {
            "row": f"r{number}",
            "title": both(f"r{number}"),
            "cells": [list(cell) for cell in box],
            "then": [LADDER[number % len(LADDER)]] * 2,
        }
        for number, box in enumerate(boxes)
    ]
    table = {
        "table": "large", "title": both("Large"), "cite": cite(32), "verification": "read",
        "modality": "shall", "hit": hit, "complete": True, "then": "band", "rows": rows,
        "columns": [f"f{column}" for column in range(COLUMNS)],
    }  # fmt: skip
    return parse_pack({"pack.yaml": head, "rules/large.yaml": {"tables": [table]}})


@pytest.mark.parametrize("hit", ["unique", "first"])
@pytest.mark.parametrize("seed", range(5))
def test_a_large_table_that_is_whole_raises_no_alarm(hit: str, seed: int) -> None:
    assert check_pack(large(partition(Random(seed), ROWS), hit)) == ()


@pytest.mark.parametrize("seed", range(10))
def test_a_row_taken_out_of_a_large_table_is_found_as_a_gap(seed: int) -> None:
    boxes = partition(Random(seed), ROWS + 1)
    pack, lost = large(boxes[:-1]), boxes[-1]
    found = check_pack(pack)
    assert {flaw.kind for flaw in found} == {FlawKind.GAP}
    for flaw in found:
        assert all(flaw.example[f"f{n}"] in cell for n, cell in enumerate(lost))
        assert not any(holds(row.condition, flaw.example) for row in pack.rules)


@pytest.mark.parametrize("seed", range(10))
def test_a_row_made_wider_in_a_large_table_is_found_as_an_overlap(seed: int) -> None:
    boxes = partition(Random(seed), ROWS)
    axis = next(n for n, cell in enumerate(boxes[0]) if len(cell) < VALUES)
    boxes[0] = (*boxes[0][:axis], tuple(f"v{n}" for n in range(VALUES)), *boxes[0][axis + 1 :])
    pack = large(boxes)
    found = of_kind(check_pack(pack), FlawKind.OVERLAP)
    assert found
    for flaw in found:
        case = {f"f{n}": "v0" for n in range(COLUMNS)} | dict(flaw.example)
        assert all(holds(pack.rule(name).condition, case) for name in flaw.rules)


@pytest.mark.parametrize("seed", range(5))
def test_a_row_after_all_others_is_hidden_where_the_first_row_counts(seed: int) -> None:
    boxes = partition(Random(seed), ROWS)
    found = check_pack(large([*boxes, boxes[0]], "first"))
    assert [(flaw.kind, flaw.rules[0]) for flaw in found] == [(FlawKind.UNREACHABLE, f"r{ROWS}")]
