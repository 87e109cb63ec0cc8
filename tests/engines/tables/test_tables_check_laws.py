"""The checks of a table against going through every case, and faults that were put in on purpose."""

from collections.abc import Iterator
from itertools import combinations
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.tables import (
    DecisionTable,
    Dialect,
    Fate,
    Flaw,
    FlawKind,
    HitPolicy,
    Input,
    Kind,
    Literal,
    Output,
    Row,
    check_table,
    decide,
    parse_expression,
    parse_test,
)
from tests.engines.tables.made_up import RANKING, MadeUp, made_up

CHOOSING = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)


def flaws(case: MadeUp, kind: FlawKind) -> list[Flaw]:
    return [flaw for flaw in check_table(case.table) if flaw.kind is kind]


def numbers(flaw: Flaw) -> tuple[int, ...]:
    return tuple(int(row) - 1 for row in flaw.rows)


def taken(case: MadeUp) -> list[frozenset[int]]:
    """For each row the points, by number, to which it applies."""
    points = list(case.points())
    return [
        frozenset(n for n, point in enumerate(points) if row in case.applying(point))
        for row in range(len(case.outputs))
    ]


def doubled(case: MadeUp) -> set[tuple[int, int]]:
    """Pairs of rows with the same points, at least one, and the same output."""
    where = taken(case)
    return {
        (one, other)
        for one, other in combinations(range(len(where)), 2)
        if where[one] and where[one] == where[other] and case.outputs[one] == case.outputs[other]
    }


def clashing(case: MadeUp) -> Iterator[tuple[int, int]]:
    """Pairs of rows between which the hit policy cannot choose somewhere, apart from doubles."""
    pairs = set(combinations(range(len(case.outputs)), 2)) - doubled(case)
    policy, where = case.table.hit_policy, taken(case)
    for one, other in sorted(pairs):
        both = where[one] & where[other]
        different = case.outputs[one] != case.outputs[other]
        if both and (policy is HitPolicy.UNIQUE or (policy is HitPolicy.ANY and different)):
            yield one, other


def never_counting(case: MadeUp) -> set[int]:
    """Rows that apply nowhere, or only where another goes first; not those that are doubles."""
    where, policy = taken(case), case.table.hit_policy
    found = set()
    for row, points in enumerate(where):
        ahead = {
            HitPolicy.FIRST: range(row),
            HitPolicy.PRIORITY: [
                n for n, output in enumerate(case.outputs) if output < case.outputs[row]
            ],
        }.get(policy, [])
        if points <= frozenset().union(*(where[other] for other in ahead)):
            found.add(row)
    return found - {other for _, other in doubled(case)}


@given(made_up())
def test_a_gap_is_told_exactly_where_some_point_has_no_row(case: MadeUp) -> None:
    found = flaws(case, FlawKind.GAP)
    assert bool(found) == any(not case.applying(point) for point in case.points())
    for flaw in found:
        assert not case.applying(flaw.example)


@given(made_up())
def test_every_double_is_told_and_nothing_else_is(case: MadeUp) -> None:
    found = flaws(case, FlawKind.DUPLICATE)
    pairs = doubled(case)
    assert {numbers(flaw) for flaw in found} <= pairs
    assert {numbers(flaw)[1] for flaw in found} == {other for _, other in pairs}
    for flaw in found:
        assert set(numbers(flaw)) <= set(case.applying(flaw.example))


@given(made_up(policies=CHOOSING))
def test_every_overlap_is_told_and_nothing_else_is(case: MadeUp) -> None:
    found = flaws(case, FlawKind.OVERLAP)
    assert sorted(map(numbers, found)) == list(clashing(case))
    for flaw in found:
        assert set(numbers(flaw)) <= set(case.applying(flaw.example))


@given(made_up(policies=CHOOSING))
def test_every_row_that_never_counts_is_told_and_no_other(case: MadeUp) -> None:
    found = flaws(case, FlawKind.UNREACHABLE)
    assert {numbers(flaw)[0] for flaw in found} == never_counting(case)
    for flaw in found:
        if flaw.example:
            step = decide(case.model, "measure", flaw.example).steps[-1]
            assert step.rows[numbers(flaw)[0]].fate is Fate.OUTRANKED


def partition(chance: Random, rows: int, inputs: int) -> list[list[tuple[int, int]]]:
    """Boxes that share nothing and leave nothing out, by cutting one after the other in two."""
    boxes = [[(0, 1000)] * inputs]
    while len(boxes) < rows:
        box = boxes.pop(chance.randrange(len(boxes)))
        axis = max(range(inputs), key=lambda n: (box[n][1] - box[n][0] > 1, chance.random()))
        low, high = box[axis]
        cut = chance.randrange(low + 1, high) if high - low > 1 else high
        parts = ((low, cut), (cut, high)) if cut < high else ((low, high),)
        boxes += [[part if n == axis else ends for n, ends in enumerate(box)] for part in parts]
    chance.shuffle(boxes)
    return boxes


def table_of(boxes: list[list[tuple[int, int]]], policy: HitPolicy) -> DecisionTable:
    inputs = tuple(
        Input(
            f"i{n}",
            parse_expression(f"i{n}", Dialect.FEEL),
            Kind.NUMBER,
            parse_test("[0..1000)", Dialect.FEEL),
        )
        for n in range(len(boxes[0]))
    )
    rows = tuple(
        Row(
            str(number),
            tuple(parse_test(f"[{low}..{high})", Dialect.FEEL) for low, high in box),
            (Literal(RANKING[number % 3]),),
        )
        for number, box in enumerate(boxes, 1)
    )
    return DecisionTable("t", "t", inputs, (Output("m", RANKING),), rows, policy)


@given(
    st.randoms(use_true_random=False),
    st.integers(2, 20),
    st.integers(1, 8),
    st.sampled_from(CHOOSING),
)
def test_a_table_cut_from_one_piece_has_no_flaw(
    chance: Random, rows: int, inputs: int, policy: HitPolicy
) -> None:
    assert not check_table(table_of(partition(chance, rows, inputs), policy))


@given(st.randoms(use_true_random=False), st.integers(2, 20), st.integers(1, 8))
def test_a_row_taken_out_leaves_the_gap_that_is_told(
    chance: Random, rows: int, inputs: int
) -> None:
    boxes = partition(chance, rows, inputs)
    missing = boxes.pop()
    (flaw, *_) = check_table(table_of(boxes, HitPolicy.UNIQUE))
    assert flaw.kind is FlawKind.GAP
    values = flaw.example.values()
    assert all(low <= value < high for value, (low, high) in zip(values, missing, strict=True))


@given(st.randoms(use_true_random=False), st.integers(2, 20), st.integers(1, 8))
def test_a_row_made_wider_overlaps_those_it_enters(chance: Random, rows: int, inputs: int) -> None:
    boxes = partition(chance, rows, inputs)
    wider = [list(ends) for ends in boxes]
    wider[0] = [(0, 1000)] * inputs
    found = check_table(table_of(wider, HitPolicy.UNIQUE))
    assert [flaw.rows for flaw in found] == [("1", str(n)) for n in range(2, rows + 1)]


@pytest.mark.parametrize("policy", CHOOSING)
def test_a_hundred_rows_on_eight_inputs_are_checked_within_a_second(policy: HitPolicy) -> None:
    tables = [table_of(partition(Random(seed), 100, 8), policy) for seed in range(3)]
    spent = []
    for table in tables:
        before = process_time()
        assert not check_table(table)
        spent.append(process_time() - before)
    assert min(spent) < 1
