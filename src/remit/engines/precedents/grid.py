"""Cases as rows of whole numbers that keep the order of the gravities in every aspect."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.precedents.aspects import Aspect, Gravity, Value, span

Row = NDArray[np.int32]
Mask = NDArray[np.bool_]


class Standing(NamedTuple):
    """Which precedents are at most and at least as grave as a case: surely, and perhaps."""

    below: Mask
    above: Mask
    perhaps_below: Mask
    perhaps_above: Mask


class Grid(NamedTuple):
    """Between which whole numbers each precedent (row) lies in each aspect (column).

    The gravities that occur in the base have odd numbers, and those between two of them the even
    number between, so that a new value compares exactly with all of the base.
    """

    aspects: tuple[Aspect, ...]
    marks: tuple[tuple[Gravity, ...], ...]
    low: Row
    high: Row
    ranks: Row

    def place(self, values: Mapping[str, Value]) -> tuple[Row, Row]:
        """The lowest and the highest place of a case in every aspect."""
        spans = [span(aspect, values.get(aspect.id)) for aspect in self.aspects]
        placed = [
            [_place(marks, gravity) for gravity in ends]
            for marks, ends in zip(self.marks, spans, strict=True)
        ]
        low, high = np.array(placed, dtype=np.int32).reshape(-1, 2).T
        return low, high

    def standing(self, values: Mapping[str, Value]) -> Standing:
        """How the precedents stand to a case, whatever is unknown turns out to be."""
        mildest, gravest = self.place(values)
        return Standing(
            throughout(self.high <= mildest),
            throughout(self.low >= gravest),
            throughout(self.low <= gravest),
            throughout(self.high >= mildest),
        )

    def steps(self, values: Mapping[str, Value]) -> Row:
        """How many values away each precedent is in each aspect; -1 where something is unknown."""
        low, high = self.place(values)
        apart = (np.abs(self.low - low) + 1) // 2
        known = (self.low == self.high) & (low == high)
        return np.where(known, apart, -1).astype(np.int32)


def throughout(held: Mask) -> Mask:
    """For which rows something holds in every column."""
    return np.asarray(held.all(axis=1))


def grid_of(
    aspects: tuple[Aspect, ...], decided: Sequence[tuple[Mapping[str, Value], int]]
) -> Grid:
    """The grid of cases, each with the rank of its outcome."""
    marks = tuple(_marks(aspect, [values for values, _ in decided]) for aspect in aspects)
    ranks = np.array([rank for _, rank in decided], dtype=np.int32)
    empty = np.zeros((0, len(aspects)), dtype=np.int32)
    grid = Grid(aspects, marks, empty, empty, ranks)
    if not decided:
        return grid
    low, high = zip(*(grid.place(values) for values, _ in decided), strict=True)
    return grid._replace(low=np.array(low), high=np.array(high))


def _marks(aspect: Aspect, cases: Sequence[Mapping[str, Value]]) -> tuple[Gravity, ...]:
    recorded = (aspect.gravity(case[aspect.id]) for case in cases if aspect.id in case)
    return tuple(sorted({*aspect.marks, *recorded}))


def _place(marks: tuple[Gravity, ...], gravity: Gravity) -> int:
    found = bisect_left(marks, gravity)
    return 2 * found + (found < len(marks) and marks[found] == gravity)
