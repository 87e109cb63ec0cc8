"""Faults of a table that can be proved from the table alone, each with an example.

Gaps, overlaps, rows that never count and rows written twice. The search is exact over the cells of the
inputs (see `domains`): nothing is missed and nothing is told that cannot happen, as long as the inputs
can take their values independently. Cells that hold conditions instead of sets of values are taken
neither for true nor for false; what hangs on them is told as not checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from remit.engines.findings import Finding, Severity
from remit.engines.tables.checking_model import ModelRefused, table_faults
from remit.engines.tables.compiled import compile_table, numbers_in
from remit.engines.tables.covering import Hole, TooHard, first_point, holes
from remit.engines.tables.expressions import Holds, names_in
from remit.engines.tables.grid import Grid
from remit.engines.tables.model import DecisionTable, HitPolicy
from remit.engines.tables.values import Value, key, show
from remit.engines.words import Words

MOST_GAPS = 5


class FlawKind(StrEnum):
    """What is wrong."""

    GAP = "gap"
    OVERLAP = "overlap"
    UNREACHABLE = "unreachable_row"
    DUPLICATE = "duplicate_row"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault: the rows concerned, and values of the inputs with which it shows.

    An example names each input that is read once; it is empty where no values could show the fault.
    """

    kind: FlawKind
    rows: tuple[str, ...]
    example: Mapping[str, Value]
    finding: Finding


def check_table(table: DecisionTable) -> tuple[Flaw, ...]:
    """The flaws of a table: first what is written twice, then overlaps, dead rows, gaps, doubts.

    Raises ModelRefused for a table that cannot be used at all.
    """
    if faults := tuple(table_faults(table)):
        raise ModelRefused(*faults)
    grid = Grid(compile_table(table, table.title, {}))
    doubled = list(_duplicates(grid))
    first = {flaw.rows[1]: flaw.rows[0] for flaw in doubled}
    overlaps = [
        flaw
        for flaw in _overlaps(grid)
        if len({first.get(row, row) for row in flaw.rows}) == len(flaw.rows)
    ]
    dead = [flaw for flaw in _unreachable(grid) if flaw.rows[0] not in first]
    return (*doubled, *overlaps, *dead, *_gaps(grid), *_doubts(grid))


def _duplicates(grid: Grid) -> Iterator[Flaw]:
    met: dict[object, int] = {}
    for row, written in enumerate(grid.table.rows):
        if all(grid.boxes[row]):
            conditions = tuple(t.condition if isinstance(t, Holds) else None for t in written.tests)
            first = met.setdefault((grid.boxes[row], conditions, grid.outcomes[row]), row)
            if first != row:
                yield _duplicate(grid, first, row)


def _duplicate(grid: Grid, first: int, row: int) -> Flaw:
    one, other = grid.id(first), grid.id(row)
    example = {} if grid.uncertain >> row & 1 else grid.example(first_point(grid.boxes[row]))
    return _flaw(
        grid,
        FlawKind.DUPLICATE,
        (one, other),
        example,
        f"行 {one} 与行 {other} 的条件和结果相同。请删去一行。",
        f"Rows {one} and {other} have the same tests and outputs. Remove one.",
    )


def _overlaps(grid: Grid) -> Iterator[Flaw]:
    """Pairs of rows that apply together although the hit policy cannot choose between them."""
    policy = grid.table.hit_policy
    if policy not in (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY):
        return
    ranks = _ranks(grid) if policy is HitPolicy.PRIORITY else None
    for one in numbers_in(grid.certain):
        for other in numbers_in(grid.meeting(one) & grid.certain & -(2 << one)):
            if policy is HitPolicy.UNIQUE:
                yield _overlap(grid, one, other, first_point(grid.common(one, other)))
            elif grid.outcomes[one] != grid.outcomes[other]:
                yield from _clash(grid, one, other, ranks)


def _clash(
    grid: Grid, one: int, other: int, ranks: Sequence[tuple[int, ...] | None] | None
) -> Iterator[Flaw]:
    """Two rows with different outputs; under PRIORITY only where they rank alike and none goes first."""
    if grid.ready.fixed[one] is None or grid.ready.fixed[other] is None:
        yield _incomparable(grid, one, other)
    elif ranks is None:
        yield _overlap(grid, one, other, first_point(grid.common(one, other)))
    elif ranks[one] is not None and ranks[one] == ranks[other]:
        ahead = _ahead(grid, ranks, one)
        try:
            point = next(holes(grid.boxes_of(ahead), grid.common(one, other)), None)
        except TooHard:
            yield _incomparable(grid, one, other)
            return
        if point and not ahead & grid.uncertain:
            yield _overlap(grid, one, other, point)


def _incomparable(grid: Grid, one: int, other: int) -> Flaw:
    first, second = grid.id(one), grid.id(other)
    return _doubt(
        grid,
        (first, second),
        f"行 {first} 与行 {second} 同时适用，其结果无法事先比较。",
        f"Rows {first} and {second} both apply; their outputs cannot be compared beforehand.",
    )


def _overlap(grid: Grid, one: int, other: int, point: Hole) -> Flaw:
    first, second, example = grid.id(one), grid.id(other), grid.example(point)
    told = _told(example)
    return _flaw(
        grid,
        FlawKind.OVERLAP,
        (first, second),
        example,
        f"行 {first} 与行 {second} 同时适用，例如{told}。请修改条件或命中策略。",
        f"Rows {first} and {second} both apply, for example with {told}."
        " Change tests or hit policy.",
    )


def _ranks(grid: Grid) -> list[tuple[int, ...] | None]:
    rankings = [[key(value) for value in output.ranking] for output in grid.table.outputs]
    found: list[tuple[int, ...] | None] = []
    for values in grid.ready.fixed:
        keys = [key(value) for value in values or ()]
        known = values is not None and all(
            k in ranking for k, ranking in zip(keys, rankings, strict=True) if ranking
        )
        pairs = zip(keys, rankings, strict=True) if known else ()
        found.append(tuple(r.index(k) for k, r in pairs if r) if known else None)
    return found


def _ahead(grid: Grid, ranks: Sequence[tuple[int, ...] | None], row: int) -> int:
    """The rows that go before this one whenever both apply."""
    if grid.table.hit_policy is HitPolicy.FIRST:
        return (1 << row) - 1
    own = ranks[row]
    better = (n for n, rank in enumerate(ranks) if own and rank and rank < own)
    return sum(1 << number for number in better)


def _unreachable(grid: Grid) -> Iterator[Flaw]:
    """Rows that never apply, or never count because others always go first."""
    policy = grid.table.hit_policy
    ranks = _ranks(grid) if policy is HitPolicy.PRIORITY else []
    for row, box in enumerate(grid.boxes):
        if not all(box):
            name = next(a.name for a, slices in zip(grid.axes, box, strict=True) if not slices)
            yield _impossible(grid, row, name)
        elif policy in (HitPolicy.FIRST, HitPolicy.PRIORITY):
            yield from _never_first(grid, row, _ahead(grid, ranks, row))


def _never_first(grid: Grid, row: int, ahead: int) -> Iterator[Flaw]:
    """The row, if others that go before it cover it."""
    ahead &= grid.certain & grid.meeting(row)
    try:
        if ahead and next(holes(grid.boxes_of(ahead), grid.boxes[row]), None) is None:
            yield _masked(grid, row, ahead)
    except TooHard:
        number = grid.id(row)
        yield _doubt(
            grid,
            (number,),
            f"该表过于复杂，无法判断行 {number} 是否起作用。",
            f"The table is too complex to tell whether row {number} ever counts.",
        )


def _impossible(grid: Grid, row: int, name: str) -> Flaw:
    number = grid.id(row)
    return _flaw(
        grid,
        FlawKind.UNREACHABLE,
        (number,),
        {},
        f"行 {number} 不可能适用：“{name}”没有满足其条件的值。请修改或删去。",
        f"Row {number} can never apply: no value of “{name}” passes its test. Change or remove it.",
    )


def _masked(grid: Grid, row: int, ahead: int) -> Flaw:
    number = grid.id(row)
    before = ", ".join(grid.id(other) for other in numbers_in(ahead))
    example = {} if grid.uncertain >> row & 1 else grid.example(first_point(grid.boxes[row]))
    return _flaw(
        grid,
        FlawKind.UNREACHABLE,
        (number,),
        example,
        f"行 {number} 永远不起作用：凡其适用之处，总有这些行优先：{before}。请修改或删去。",
        f"Row {number} never counts: wherever it applies, one of these goes first: {before}."
        " Change or remove it.",
    )


def _gaps(grid: Grid) -> Iterator[Flaw]:
    if any(output.default for output in grid.table.outputs):
        return
    try:
        for count, point in enumerate(holes(grid.boxes, grid.whole), 1):
            yield _gap(grid, grid.example(point))
            if count == MOST_GAPS:
                return
    except TooHard:
        yield _doubt(grid, (), "该表过于复杂，无法查找遗漏。", "The table is too complex for gaps.")


def _gap(grid: Grid, example: Mapping[str, Value]) -> Flaw:
    told = _told(example)
    return _flaw(
        grid,
        FlawKind.GAP,
        (),
        example,
        f"没有适用的行，例如{told}。请补充一行或默认值。",
        f"No row applies, for example with {told}. Add a row or a default.",
    )


def _doubts(grid: Grid) -> Iterator[Flaw]:
    """What the other checks had to leave open."""
    if grid.uncertain:
        rows = tuple(grid.id(row) for row in numbers_in(grid.uncertain))
        told = ", ".join(rows)
        yield _doubt(
            grid,
            rows,
            f"这些行含有条件表达式，未检查其重叠和遗漏：{told}。",
            f"These rows hold conditions; overlaps and gaps that hang on them are not checked: {told}.",
        )
    if related := _related(grid):
        told = ", ".join(related)
        yield _doubt(
            grid,
            (),
            f"几列由同一事实算出（{told}），举例的数值可能无法同时出现。",
            f"Several columns are reckoned from one fact ({told}); values of an example may not"
            " occur together.",
        )


def _related(grid: Grid) -> list[str]:
    """The facts that several reads use."""
    counts: dict[str, int] = {}
    for read in grid.ready.reads:
        for name in names_in(read.input.expression) if read.input.expression else ():
            counts[name] = counts.get(name, 0) + 1
    return [name for name, count in counts.items() if count > 1]


def _doubt(grid: Grid, rows: tuple[str, ...], zh: str, en: str) -> Flaw:
    return _flaw(grid, FlawKind.NOT_CHECKED, rows, {}, zh, en)


def _told(example: Mapping[str, Value]) -> str:
    return ", ".join(f"{name} = {show(value)}" for name, value in example.items()) or "—"


def _flaw(
    grid: Grid,
    kind: FlawKind,
    rows: tuple[str, ...],
    example: Mapping[str, Value],
    zh: str,
    en: str,
) -> Flaw:
    severity = Severity.WARNING
    if kind is FlawKind.NOT_CHECKED or (
        kind is FlawKind.GAP and not grid.table.hit_policy.is_single
    ):
        severity = Severity.NOTE
    subject = ": ".join((grid.table.title, *rows))
    return Flaw(
        kind, rows, example, Finding(f"tables.{kind.value}", severity, subject, Words(zh, en))
    )
