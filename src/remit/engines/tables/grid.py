"""A table as boxes: every row takes, on the axis of each expression that is read, some of its slices."""

from functools import cached_property
from typing import NamedTuple

from remit.engines.tables.compiled import CompiledTable, numbers_in
from remit.engines.tables.covering import Box, Hole
from remit.engines.tables.expressions import path
from remit.engines.tables.values import Value, key

Outcome = object
"""Something that is equal exactly where outputs are."""


class GridAxis(NamedTuple):
    """What one expression may be: for each slice the rows that take it, and an example."""

    name: str
    slices: tuple[int, ...]
    examples: tuple[Value, ...]


class Grid:
    """A table as boxes in the space of its inputs."""

    def __init__(self, ready: CompiledTable) -> None:
        self.ready, self.table = ready, ready.table
        self.axes = tuple(_axis(ready, number) for number in range(len(ready.reads)))
        self.space = tuple(axis.slices for axis in self.axes)
        self.whole = tuple((1 << len(axis)) - 1 for axis in self.space)
        with_conditions = (bit for column in ready.columns for bit, _ in column.conditions)
        self.uncertain = sum(set(with_conditions))
        self.certain = ready.all_rows & ~self.uncertain

    @cached_property
    def boxes(self) -> list[Box]:
        """For each row the slices it takes, by axis."""
        return [
            tuple(_slices(axis, 1 << row) for axis in self.space)
            for row in range(len(self.table.rows))
        ]

    def boxes_of(self, rows: int) -> list[Box]:
        """The boxes of a set of rows."""
        return [self.boxes[row] for row in numbers_in(rows)]

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """For each row something that is equal exactly where the outputs are."""
        fixed = self.ready.fixed
        return [
            row.outputs if values is None else key(values)
            for row, values in zip(self.table.rows, fixed, strict=True)
        ]

    def meeting(self, row: int) -> int:
        """The rows that share a point with this one."""
        found = self.ready.all_rows
        for axis in self.space:
            found &= _united(axis, 1 << row)
        return found

    def id(self, row: int) -> str:
        """What the row is called."""
        return self.table.rows[row].id

    def example(self, point: Hole) -> dict[str, Value]:
        """Values of the inputs at a point."""
        return {
            axis.name: axis.examples[slice_]
            for axis, slice_ in zip(self.axes, point, strict=True)
            if axis.examples
        }

    def common(self, one: int, other: int) -> Box:
        """The box that two rows share."""
        return tuple(a & b for a, b in zip(self.boxes[one], self.boxes[other], strict=True))


def _axis(ready: CompiledTable, number: int) -> GridAxis:
    read = ready.reads[number]
    name = (path(read.input.expression) if read.input.expression else "") or read.input.name
    columns = [ready.columns[n] for n in read.columns]
    cells = [n for n in range(len(read.domain.examples)) if read.domain.allowed >> n & 1]
    found: dict[int, Value] = {}
    for cell in cells:
        rows = ready.all_rows
        for column in columns:
            rows &= column.masks[cell]
        found.setdefault(rows, read.domain.examples[cell])
    if found:
        return GridAxis(name, tuple(found), tuple(found.values()))
    free = ready.all_rows
    for column in columns:
        free &= column.free
    return GridAxis(name, (free,), ())


def _slices(axis: tuple[int, ...], rows: int) -> int:
    return sum(1 << number for number, taken in enumerate(axis) if taken & rows)


def _united(axis: tuple[int, ...], row: int) -> int:
    found = 0
    for taken in axis:
        if taken & row:
            found |= taken
    return found
