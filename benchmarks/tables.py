"""Decisions by a table of 30 rows and 3 inputs, each explained for every row, beside zen-engine.

The peer is asked with its trace, which names the row that fired; ours says of every row why it applied
or not; it keeps what each combination of cells came to, so most of its explanations are looked up.
Cases are made up from a seed. The check of a table looks for gaps, overlaps, dead and doubled
rows in tables of 100 rows and 8 inputs: one that was cut from one piece, so that all of it has to be
proved, and one whose rows were then widened, so that they overlap almost everywhere.
"""

import json
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise, product
from random import Random

from benchmarks.measure import cost, costs
from benchmarks.rows import Row, peer_missing, times_less
from remit.engines.tables import (
    Decision,
    DecisionTable,
    Dialect,
    FlawKind,
    HitPolicy,
    Input,
    Kind,
    Literal,
    Model,
    Output,
    check_table,
    decide,
    parse_expression,
    parse_test,
)
from remit.engines.tables import (
    Row as TableRow,
)

SEED, CASES, LIMITS = 7, 20_000, (0, 10, 50, 100, 500, 1000)
KINDS, LATE = ("a", "b", "c"), ("true", "false")
PEER = "zen-engine with trace"
EXPLAINED = "20,000 decisions of 30 rows, every row explained: processor time"
PER_SECOND = "Decisions of 30 rows a second, every row explained"
LEAST_PER_SECOND, TIMES_LESS = 20_000, 10
WIDE, INPUTS, ROWS, MOST_S = 1000, 8, 100, 1
Box = list[tuple[int, int]]


def cells() -> list[tuple[str, str, str]]:
    """The tests of the 30 rows: kind, loss and whether it was late."""
    spans = [f"[{low}..{high})" for low, high in pairwise(LIMITS)]
    return list(product((f'"{kind}"' for kind in KINDS), spans, LATE))


def cases() -> list[dict[str, object]]:
    """The facts of all cases."""
    chance = Random(SEED)
    return [
        {
            "kind": chance.choice(KINDS),
            "loss": chance.randrange(LIMITS[-1]),
            "late": chance.random() < 0.5,
        }
        for _ in range(CASES)
    ]


def model() -> Model:
    """The table as a model of ours."""
    kinds = {"kind": Kind.STRING, "loss": Kind.NUMBER, "late": Kind.BOOLEAN}
    inputs = (Input(n, parse_expression(n, Dialect.FEEL), kind) for n, kind in kinds.items())
    rows = (
        TableRow(
            str(number),
            tuple(parse_test(cell, Dialect.FEEL) for cell in row),
            (Literal(f"measure {number}"),),
        )
        for number, row in enumerate(cells())
    )
    table = DecisionTable("t", "t", tuple(inputs), (Output("measure"),), tuple(rows))
    declared = {name: kind.value for name, kind in kinds.items()}
    return Model("", {"t": Decision("t", table, tuple(kinds))}, declared=declared)


def ours() -> list[list[object]]:
    """How often each measure was decided."""
    ready, explained = model(), len(cells())
    decided = (decide(ready, "t", case) for case in cases())
    return _counted(each.value for each in decided if len(each.steps[-1].rows) == explained)


def zen() -> list[list[object]]:
    """The same by zen-engine."""
    names = ("kind", "loss", "late")
    rules = [
        {"_id": str(n), **dict(zip(names, row, strict=True)), "out": f'"measure {n}"'}
        for n, row in enumerate(cells())
    ]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in names],
        "outputs": [{"id": "out", "name": "out", "field": "measure"}],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "t", "name": "t", "type": "decisionTableNode", "content": content},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "t", "type": "edge"},
        {"id": "2", "sourceId": "t", "targetId": "out", "type": "edge"},
    ]
    engine = import_module("zen").ZenEngine()
    decision = engine.create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    answers = (decision.evaluate(case, {"trace": True}) for case in cases())
    return _counted(answer["result"]["measure"] for answer in answers)


def _counted(measures: Iterable[object]) -> list[list[object]]:
    return [list(pair) for pair in sorted(Counter(map(str, measures)).items())]


def cut(chance: Random) -> list[Box]:
    """Boxes that share nothing and leave nothing out."""
    boxes: list[Box] = [[(0, WIDE)] * INPUTS]
    while len(boxes) < ROWS:
        box = boxes.pop(chance.randrange(len(boxes)))
        axis = chance.choice([n for n, (low, high) in enumerate(box) if high - low > 1])
        low, high = box[axis]
        at = chance.randrange(low + 1, high)
        boxes += [[*box[:axis], part, *box[axis + 1 :]] for part in ((low, at), (at, high))]
    chance.shuffle(boxes)
    return boxes


def table_of(boxes: list[Box], policy: HitPolicy) -> DecisionTable:
    """A table whose rows are these boxes."""
    names = [f"input {number}" for number in range(INPUTS)]
    allowed = parse_test(f"[0..{WIDE})", Dialect.FEEL)
    inputs = (
        Input(name, parse_expression(name, Dialect.FEEL, names), Kind.NUMBER, allowed)
        for name in names
    )
    rows = (
        TableRow(
            str(number),
            tuple(parse_test(f"[{low}..{high})", Dialect.FEEL) for low, high in box),
            (Literal(number % 3),),
        )
        for number, box in enumerate(boxes, 1)
    )
    return DecisionTable("t", "t", tuple(inputs), (Output("o"),), tuple(rows), policy)


def checked(kind: str) -> int:
    """How many flaws other than overlaps a table has."""
    chance = Random(SEED)
    boxes = cut(chance)
    if kind == "widened":
        boxes = [[_wider(chance, ends) for ends in box] for box in boxes]
    flaws = check_table(table_of(boxes, HitPolicy.ANY))
    return sum(flaw.kind is not FlawKind.OVERLAP for flaw in flaws)


def _wider(chance: Random, ends: tuple[int, int]) -> tuple[int, int]:
    low, high = ends
    return max(0, low - chance.randrange(200)), min(WIDE, high + chance.randrange(200))


def rows() -> list[Row]:
    """Explained decisions beside the peer and by themselves, and two checks."""
    return [*_decisions(), _check("cut from one piece", "cut"), _check("overlapping", "widened")]


def _decisions() -> list[Row]:
    if find_spec("zen") is None:
        beside, spent = peer_missing(EXPLAINED, "s", PEER, f"{TIMES_LESS}x less"), cost(ours).cpu_s
    else:
        our, theirs = costs(ours, zen)
        spent = our.cpu_s
        beside = times_less(EXPLAINED, spent, "s", PEER, theirs.cpu_s, TIMES_LESS)
    a_second = CASES / spent
    goal = f"at least {LEAST_PER_SECOND:,}"
    met = a_second >= LEAST_PER_SECOND
    return [beside, Row(PER_SECOND, a_second, "1/s", "-", None, None, goal, met)]


def _check(what: str, kind: str) -> Row:
    spent = cost(checked, kind).cpu_s
    told = f"Gaps, overlaps, dead rows in {ROWS} rows of {INPUTS} inputs, {what}: processor time"
    return Row(told, spent, "s", "-", None, None, f"at most {MOST_S} s", spent <= MOST_S)
