"""A decision table made ready: for each column, which rows each cell of its domain lets through.

A set of rows is an int with one bit a row. A known value is looked up once and gives such a set; the
rows that apply are what is left of all columns together. Conditions that are no sets of values are
reckoned one by one, for the rows that are still alive.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import and_
from typing import NamedTuple

from remit.engines.tables.celltests import LIBRARIES, passes
from remit.engines.tables.domains import OUTSIDE, Domain, domain
from remit.engines.tables.expressions import Among, Anything, CellTest, Expression, Holds, Literal
from remit.engines.tables.model import DecisionTable, Input
from remit.engines.tables.reckoning import Code, Compiler, Defined, Scope
from remit.engines.tables.values import Kind, Unknown, Value, kind_of


class Fate(StrEnum):
    """What became of a row."""

    APPLIED = "applied"
    OUTRANKED = "outranked"
    FAULTY = "faulty"
    NOT_APPLIED = "not_applied"
    OPEN = "open"


class RowProof(NamedTuple):
    """What became of one row: for one that did not apply its first `input` that failed or is missing.

    `test` is the cell as written; `facts` are those an open row waits for.
    """

    row: str
    fate: Fate
    input: str = ""
    test: str = ""
    facts: frozenset[str] = frozenset()


class Passed(NamedTuple):
    """The rows a column lets through: for `sure`, and `maybe` (these hold the sure ones)."""

    sure: int
    maybe: int
    facts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Column:
    """One input: the rows let through by each cell of the domain it reads.

    `sets` and `conditions` are the tests that are none for every value, each with its row's bit.
    `masks` takes the conditions as fulfilled.
    """

    read: int
    masks: tuple[int, ...]
    free: int
    sets: tuple[tuple[int, Among], ...]
    conditions: tuple[tuple[int, Code], ...]
    missed: tuple[RowProof, ...]

    def outside(self, value: Value) -> int:
        """The rows let through by a value of a kind that no cell covers."""
        return self.free | sum(bit for bit, test in self.sets if passes(test, value))

    @property
    def possible(self) -> tuple[int, ...]:
        """The rows of each cell; without cells, of whatever comes."""
        return self.masks or (self.free,)


class Read(NamedTuple):
    """One expression that columns read, with its domain and what it is called."""

    code: Code
    domain: Domain
    input: Input
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CompiledTable:
    """A table made ready. `fixed` holds the outputs of rows that are the same in every case."""

    table: DecisionTable
    name: str
    reads: tuple[Read, ...]
    columns: tuple[Column, ...]
    outputs: tuple[tuple[Code | None, ...], ...]
    fixed: tuple[tuple[Value, ...] | None, ...]
    defaults: tuple[Code | None, ...]
    applied: tuple[RowProof, ...]

    @property
    def all_rows(self) -> int:
        """The set of all rows."""
        return (1 << len(self.table.rows)) - 1

    def joint(self, read: int) -> tuple[int, ...]:
        """The rows that all columns of one read let through together, by cell."""
        parts = [self.columns[number].possible for number in self.reads[read].columns]
        return tuple(reduce(and_, masks) for masks in zip(*parts, strict=True))


def bits(rows: int) -> Iterator[int]:
    """The numbers of the rows in a set, from the first."""
    while rows:
        low = rows & -rows
        yield low.bit_length() - 1
        rows ^= low


def compile_table(
    table: DecisionTable, name: str, defined: Mapping[str, Defined]
) -> CompiledTable:
    """The table made ready; `name` is the decision's, `defined` the functions of its model."""
    compiler = Compiler(name, LIBRARIES[table.dialect], defined)
    groups = _groups(table)
    reads = tuple(_read(table, compiler, group) for group in groups)
    owner = {number: n for n, group in enumerate(groups) for number in group}
    return CompiledTable(
        table,
        name,
        reads,
        tuple(_column(table, compiler, n, owner[n], reads) for n in range(len(table.inputs))),
        tuple(_codes(compiler, row.outputs) for row in table.rows),
        tuple(_fixed(row.outputs) for row in table.rows),
        _codes(compiler, [output.default for output in table.outputs]),
        tuple(RowProof(row.id, Fate.APPLIED) for row in table.rows),
    )


def _groups(table: DecisionTable) -> list[tuple[int, ...]]:
    """The numbers of the inputs, those that read the same expression together."""
    groups: dict[object, list[int]] = {}
    for number, column in enumerate(table.inputs):
        label = (column.expression, column.kind) if column.expression else number
        groups.setdefault(label, []).append(number)
    return [tuple(group) for group in groups.values()]


def _read(table: DecisionTable, compiler: Compiler, group: tuple[int, ...]) -> Read:
    first = table.inputs[group[0]]
    inputs = [table.inputs[number] for number in group]
    allowed = next((i.allowed for i in inputs if isinstance(i.allowed, Among)), Anything())
    tests = [row.tests[number] for row in table.rows for number in group]
    optional = any(column.optional for column in inputs)
    cells = domain([*tests, *(i.allowed for i in inputs)], first.kind, allowed, optional=optional)
    code = compiler.code(first.expression or Literal(None))
    return Read(code, cells, first, group)


def _column(
    table: DecisionTable, compiler: Compiler, number: int, read: int, reads: Sequence[Read]
) -> Column:
    tests = [(1 << n, row.tests[number]) for n, row in enumerate(table.rows)]
    sets = tuple((bit, test) for bit, test in tests if isinstance(test, Among))
    conditions = tuple(
        (bit, compiler.code(test.condition)) for bit, test in tests if isinstance(test, Holds)
    )
    free = sum(bit for bit, test in tests if not isinstance(test, Among))
    masks = tuple(
        free | sum(bit for bit, test in sets if passes(test, example))
        for example in reads[read].domain.examples
    )
    name = table.inputs[number].name
    missed = tuple(
        RowProof(row.id, Fate.NOT_APPLIED, name, row.tests[number].written) for row in table.rows
    )
    return Column(read, masks, free, sets, conditions, missed)


def _codes(compiler: Compiler, parts: Sequence[Expression | None]) -> tuple[Code | None, ...]:
    return tuple(None if part is None else compiler.code(part) for part in parts)


def _fixed(outputs: Sequence[Expression | None]) -> tuple[Value, ...] | None:
    values = [output.value for output in outputs if isinstance(output, Literal)]
    return tuple(values) if len(values) == len(outputs) else None


def passed(column: Column, cells: Domain, value: Value, scope: Scope, alive: int) -> Passed:
    """The rows among those `alive` that the column lets through."""
    facts: frozenset[str] = frozenset()
    if isinstance(value, Unknown):
        facts = value.facts
        masks = [column.masks[n] for n in possible_cells(cells, value)] or [column.free]
        sure, maybe = reduce(and_, masks), reduce(int.__or__, masks)
    else:
        cell = cells.cell(value)
        sure = maybe = column.masks[cell] if cell != OUTSIDE else column.outside(value)
    if not column.conditions:
        return Passed(sure, maybe, facts)
    scope.subject = value
    for bit, condition in column.conditions:
        if bit & alive:
            holds = condition(scope)
            if isinstance(holds, Unknown):
                sure &= ~bit
                facts |= holds.facts
            elif holds is not True:
                sure, maybe = sure & ~bit, maybe & ~bit
    return Passed(sure, maybe, facts)


def possible_cells(cells: Domain, value: Unknown) -> list[int]:
    """The cells in which an unknown value may lie."""
    if value.among is None:
        return [n for n in range(len(cells.examples)) if cells.allowed >> n & 1]
    found = {cells.cell(each) for each in value.among}
    return [] if OUTSIDE in found else sorted(found)


def not_allowed(cells: Domain, column: Input, value: Value) -> bool:
    """Whether a known value is of a wrong kind or none of those its column allows."""
    if isinstance(value, Unknown) or value is None:
        return False
    cell = cells.cell(value)
    if cell == OUTSIDE:
        return column.kind is not None and kind_of(value) is not column.kind
    return not cells.allowed >> cell & 1


def needs_look(column: Input) -> bool:
    """Whether values have to be held against what a column allows."""
    return column.kind not in (None, Kind.LIST, Kind.CONTEXT) or isinstance(column.allowed, Among)


def tests_of(table: DecisionTable, number: int) -> Iterator[CellTest]:
    """The tests of one column, from the first row."""
    return (row.tests[number] for row in table.rows)
