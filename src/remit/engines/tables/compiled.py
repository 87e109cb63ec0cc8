"""A decision table made ready: for each column, which rows each cell of its domain lets through.

A set of rows is an int with one bit a row. A known value is looked up once and gives such a set; the
rows that apply are what is left of all columns together. Conditions that are no sets of values are
reckoned one by one, for the rows that are still alive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, reduce
from operator import and_, or_
from typing import NamedTuple

from remit.engines.tables.celltests import LIBRARIES, passes
from remit.engines.tables.domains import OUTSIDE, Domain, domain
from remit.engines.tables.expressions import Among, Anything, Expression, Holds, Literal
from remit.engines.tables.model import DecisionTable, Input
from remit.engines.tables.reckoning import Code, Compiler, Defined, Scope
from remit.engines.tables.values import Unknown, Value, kind_of


class Fate(StrEnum):
    """What became of a row."""

    APPLIED = "applied"
    OUTRANKED = "outranked"
    FAULTY = "faulty"
    NOT_APPLIED = "not_applied"
    OPEN = "open"


class RowProof(NamedTuple):
    """What became of one row: for one that did not apply its first `input` that failed or is missing.

    `column` is the number of that input, -1 for none; `test` is the cell as written; `facts` are
    those an open row waits for.
    """

    row: str
    fate: Fate
    column: int = -1
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

    def at(self, cells: Domain, value: Value) -> int:
        """The rows that a known value lets through, also one of a kind that no cell covers."""
        cell = cells.cell(value)
        if cell != OUTSIDE:
            return self.masks[cell]
        return self.free | sum(bit for bit, test in self.sets if passes(test, value))

    def ways(self, cells: Domain, value: Unknown) -> list[int]:
        """The rows let through in each case that an unknown value leaves open."""
        if value.among is not None:
            return [self.at(cells, each) for each in value.among]
        allowed = (n for n in range(len(self.masks)) if cells.allowed >> n & 1)
        return [self.masks[n] for n in allowed] or [self.free]


class Read(NamedTuple):
    """One expression that columns read, with its domain and what it is called."""

    code: Code
    domain: Domain
    input: Input
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledTable:
    """A table made ready, known by identity.

    `fixed` holds the outputs of rows that are the same in every case.
    """

    table: DecisionTable
    name: str
    reads: tuple[Read, ...]
    columns: tuple[Column, ...]
    outputs: tuple[tuple[Code | None, ...], ...]
    fixed: tuple[tuple[Value, ...] | None, ...]
    defaults: tuple[Code | None, ...]
    applied: tuple[RowProof, ...]
    all_rows: int
    by_cells: bool
    """Whether the cells of the inputs alone tell everything: no conditions, no reckoned outputs."""

    def joint(self, read: int, value: Unknown) -> frozenset[int]:
        """The rows that all columns of one read let through, in the cases left open."""
        _, cells, _, numbers = self.reads[read]
        ways = [self.columns[number].ways(cells, value) for number in numbers]
        return frozenset(reduce(and_, masks) for masks in zip(*ways, strict=True))


@lru_cache(maxsize=16_384)
def numbers_in(members: int) -> tuple[int, ...]:
    """The numbers in a set that is told in bits, from the least."""
    return tuple([number for number in range(members.bit_length()) if members >> number & 1])


def compile_table(table: DecisionTable, name: str, defined: Mapping[str, Defined]) -> CompiledTable:
    """The table made ready; `name` is the decision's, `defined` the functions of its model."""
    compiler = Compiler(name, LIBRARIES[table.dialect], defined)
    groups = _groups(table)
    reads = tuple(_read(table, compiler, group) for group in groups)
    owner = {number: n for n, group in enumerate(groups) for number in group}
    inputs = range(len(table.inputs))
    columns = tuple(_column(table, compiler, n, owner[n], reads) for n in inputs)
    return CompiledTable(
        table,
        name,
        reads,
        columns,
        tuple(_codes(compiler, row.outputs) for row in table.rows),
        tuple(_fixed(row.outputs) for row in table.rows),
        _codes(compiler, [output.default for output in table.outputs]),
        tuple(RowProof(row.id, Fate.APPLIED) for row in table.rows),
        (1 << len(table.rows)) - 1,
        _by_cells(table, columns),
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
    cells = reads[read].domain
    masks = [free] * len(cells.examples)
    for bit, test in sets:
        for cell in numbers_in(cells.cells(test)):
            masks[cell] |= bit
    name = table.inputs[number].name
    missed = tuple(
        RowProof(row.id, Fate.NOT_APPLIED, number, name, row.tests[number].written)
        for row in table.rows
    )
    return Column(read, tuple(masks), free, sets, conditions, missed)


def _codes(compiler: Compiler, parts: Sequence[Expression | None]) -> tuple[Code | None, ...]:
    return tuple(None if part is None else compiler.code(part) for part in parts)


def _fixed(outputs: Sequence[Expression | None]) -> tuple[Value, ...] | None:
    if not all(output is None or isinstance(output, Literal) for output in outputs):
        return None
    return tuple(output.value if isinstance(output, Literal) else None for output in outputs)


def _by_cells(table: DecisionTable, columns: Sequence[Column]) -> bool:
    conclusions = [row.outputs for row in table.rows]
    conclusions.append(tuple(output.default for output in table.outputs))
    fixed = all(_fixed(outputs) is not None for outputs in conclusions)
    return fixed and not any(column.conditions for column in columns)


def passed(column: Column, cells: Domain, value: Value, scope: Scope, alive: int) -> Passed:
    """The rows among those `alive` that the column lets through."""
    if isinstance(value, Unknown):
        ways = column.ways(cells, value)
        found = Passed(reduce(and_, ways), reduce(or_, ways), value.facts)
    else:
        sure = column.at(cells, value)
        found = Passed(sure, sure)
    return _with_conditions(column, value, scope, alive, found) if column.conditions else found


def _with_conditions(
    column: Column, value: Value, scope: Scope, alive: int, found: Passed
) -> Passed:
    sure, maybe, facts = found
    scope.subject = value
    for bit, condition in column.conditions:
        if not bit & alive:
            continue
        holds = condition(scope)
        if isinstance(holds, Unknown):
            sure &= ~bit
            facts |= holds.facts
        elif holds is not True:
            sure, maybe = sure & ~bit, maybe & ~bit
    return Passed(sure, maybe, facts)


def is_allowed(read: Read, value: Value, cell: int) -> bool:
    """Whether a value that lies in a cell is of the kind, and among the values, of its column."""
    if cell != OUTSIDE:
        return bool(read.domain.allowed >> cell & 1)
    if value is None or isinstance(value, Unknown):
        return True
    return read.input.kind in (None, kind_of(value))
