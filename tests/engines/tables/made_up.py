"""Small made-up tables, and the same tables told so plainly that nothing can go wrong.

A cell is its text and, written beside it by hand, the plain condition that it means. The plain side
goes through every point of a fine grid that has values on, between and beyond all ends that are used.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import strategies as st

from remit.engines.tables import (
    Decision,
    DecisionTable,
    Dialect,
    HitPolicy,
    Input,
    Kind,
    Literal,
    Model,
    Output,
    Row,
    Value,
    parse_expression,
    parse_test,
)

Cell = tuple[str, Callable[[Any], bool]]
Point = Mapping[str, Value]
NUMBERS = tuple(Fraction(n, 2) for n in range(-2, 11))
GRID: Mapping[str, tuple[Value, ...]] = {
    "days": NUMBERS,
    "loss": NUMBERS,
    "kind": ("a", "b", "c", "zzz"),
    "late": (False, True),
}
KINDS = {"days": Kind.NUMBER, "loss": Kind.NUMBER, "kind": Kind.STRING, "late": Kind.BOOLEAN}
ENDS = range(5)
RANKING = ("x", "y", "z")


def number_cells() -> list[Cell]:
    """Tests of numbers, the empty span among them."""
    found: list[Cell] = [("-", lambda _: True)]
    for a in ENDS:
        found += [
            (f"< {a}", lambda v, a=a: v < a),
            (f"<= {a}", lambda v, a=a: v <= a),
            (f"> {a}", lambda v, a=a: v > a),
            (f">={a}", lambda v, a=a: v >= a),
            (str(a), lambda v, a=a: v == a),
            (f"not({a})", lambda v, a=a: v != a),
        ]
        for b in ENDS:
            found += [
                (f"[{a}..{b}]", lambda v, a=a, b=b: a <= v <= b),
                (f"]{a}..{b})", lambda v, a=a, b=b: a < v < b),
                (f"{a}, > {b}", lambda v, a=a, b=b: v == a or v > b),
                (f"not([{a}..{b}))", lambda v, a=a, b=b: not a <= v < b),
            ]
    return found


TEXT_CELLS: list[Cell] = [
    ("-", lambda _: True),
    ('"a"', lambda v: v == "a"),
    ('"b","c"', lambda v: v in ("b", "c")),
    ('not("a")', lambda v: v != "a"),
    ('not("a", "b")', lambda v: v not in ("a", "b")),
]
TRUTH_CELLS: list[Cell] = [
    ("-", lambda _: True),
    ("true", lambda v: v is True),
    ("false", lambda v: v is False),
]
CELLS = {
    Kind.NUMBER: number_cells(), Kind.STRING: TEXT_CELLS, Kind.BOOLEAN: TRUTH_CELLS,
}  # fmt: skip


@dataclass(frozen=True)
class MadeUp:
    """A table both ways: as the engine takes it, and as facts, plain conditions and outputs."""

    table: DecisionTable
    facts: tuple[str, ...]
    conditions: tuple[tuple[Callable[[Any], bool], ...], ...]
    outputs: tuple[str, ...]

    @property
    def model(self) -> Model:
        """The table as the only decision of a model."""
        declared = {fact: KINDS[fact].value for fact in self.facts}
        decision = Decision("measure", self.table, tuple(declared))
        return Model("made up", {"measure": decision}, declared=declared)

    def points(self, known: Point | None = None) -> Iterator[Point]:
        """Every point of the grid that agrees with what is known."""
        names = sorted(set(self.facts))
        given = known or {}
        axes = ((given[name],) if name in given else GRID[name] for name in names)
        return (dict(zip(names, values, strict=True)) for values in product(*axes))

    def applying(self, point: Point) -> tuple[int, ...]:
        """The numbers of the rows whose conditions all hold."""
        return tuple(
            number
            for number, row in enumerate(self.conditions)
            if all(test(point[fact]) for test, fact in zip(row, self.facts, strict=True))
        )

    def result(self, point: Point) -> object:
        """What the hit policy makes of these rows; "no answer" where it must not choose."""
        rows = self.applying(point)
        return POLICIES[self.table.hit_policy]([self.outputs[row] for row in rows])


def _one(outputs: list[str]) -> object:
    return (outputs or [None])[0] if len(outputs) < 2 else "no answer"


def _alike(outputs: list[str]) -> object:
    return (outputs or [None])[0] if len(set(outputs)) < 2 else "no answer"


POLICIES: Mapping[HitPolicy, Callable[[list[str]], object]] = {
    HitPolicy.UNIQUE: _one,
    HitPolicy.ANY: _alike,
    HitPolicy.PRIORITY: lambda outputs: min(outputs, default=None),
    HitPolicy.FIRST: lambda outputs: (outputs or [None])[0],
    HitPolicy.RULE_ORDER: tuple,
    HitPolicy.OUTPUT_ORDER: lambda outputs: tuple(sorted(outputs)),
    HitPolicy.COLLECT: tuple,
    HitPolicy.COUNT: len,
}


@st.composite
def made_up(
    draw: st.DrawFn, policies: tuple[HitPolicy, ...] = tuple(POLICIES), repeated: bool = True
) -> MadeUp:
    """A table of at most six rows and three columns; `repeated`: columns may read the same fact."""
    facts = tuple(draw(st.lists(st.sampled_from(list(GRID)), min_size=1, max_size=3,
                                unique=not repeated)))  # fmt: skip
    row = st.tuples(*(st.sampled_from(CELLS[KINDS[fact]]) for fact in facts))
    cells = draw(st.lists(row, max_size=6))
    outputs = tuple(draw(st.sampled_from(RANKING)) for _ in cells)
    return build(facts, cells, outputs, draw(st.sampled_from(policies)))


def build(
    facts: tuple[str, ...],
    cells: list[tuple[Cell, ...]],
    outputs: tuple[str, ...],
    policy: HitPolicy,
) -> MadeUp:
    """A table both ways from its cells."""
    rows = tuple(
        Row(str(n), tuple(parse_test(text, Dialect.FEEL) for text, _ in row), (Literal(output),))
        for n, (row, output) in enumerate(zip(cells, outputs, strict=True), 1)
    )
    inputs = tuple(Input(fact, parse_expression(fact, Dialect.FEEL), KINDS[fact]) for fact in facts)
    table = DecisionTable("t", "t", inputs, (Output("m", RANKING),), rows, policy)
    conditions = tuple(tuple(test for _, test in row) for row in cells)
    return MadeUp(table, facts, conditions, outputs)
