"""Whether boxes cover a space: the search behind gaps and rows that can never count.

A space is a product of axes; an axis is cut into slices, and each slice is known by the set of rows
that take it. Rows are boxes. The search fixes one axis after the other, first the one on which most of
the rows left are narrow, and stops where a row takes all of what is left, where a state was met before,
or where no row is left: there it has found a hole. Nothing is multiplied out. The idea is that of
tautology checking in two-level minimisation (Brayton et al., Logic Minimization Algorithms for VLSI
Synthesis, 1984, chapter 2), for axes of many values.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_
from typing import NamedTuple

MOST_STATES = 100_000
Axis = tuple[int, ...]
"""The set of rows of each slice of one axis."""
Hole = tuple[int, ...]
"""The number of a slice on each axis."""


class TooHard(Exception):
    """The search was given up."""


class _State(NamedTuple):
    """Rows still in question, axes (by bit) still open, and the slices fixed so far."""

    rows: int
    axes: int
    fixed: tuple[tuple[int, int], ...]


def holes(space: Sequence[Axis], rows: int, within: Sequence[int]) -> Iterator[Hole]:
    """Points that none of these rows takes, few and in different parts of the space.

    `within` has a bit for each slice that counts, by axis. Without holes the rows cover everything
    there. Raises TooHard.
    """
    if not all(within):
        return
    slices = [_distinct(axis, rows, inside) for axis, inside in zip(space, within, strict=True)]
    free = [reduce(and_, axis, rows) for axis in slices]
    seen: set[tuple[int, int]] = set()
    waiting = [_State(rows, (1 << len(space)) - 1, ())]
    while waiting:
        state = waiting.pop()
        if (state.rows, state.axes) in seen:
            continue
        seen.add((state.rows, state.axes))
        if len(seen) > MOST_STATES:
            raise TooHard
        axes = [axis for axis in range(len(space)) if state.axes >> axis & 1]
        if not state.rows:
            yield _point(state.fixed, within)
        elif not reduce(and_, (free[axis] for axis in axes), state.rows):
            axis = _narrowest(axes, slices, free, state.rows)
            waiting += _branches(state, axis, slices[axis])


def _distinct(axis: Axis, rows: int, inside: int) -> dict[int, int]:
    """The sets of rows on one axis, each with the first slice that has it."""
    found: dict[int, int] = {}
    for number, taken in enumerate(axis):
        if inside >> number & 1:
            found.setdefault(taken & rows, number)
    return found


def _narrowest(
    axes: Sequence[int], slices: Sequence[dict[int, int]], free: Sequence[int], rows: int
) -> int:
    """The axis to fix next: one with a slice that no row takes, else the one that most rows restrict."""
    for axis in axes:
        if any(not taken & rows for taken in slices[axis]):
            return axis
    return max(axes, key=lambda axis: (rows & ~free[axis]).bit_count())


def _branches(state: _State, axis: int, slices: dict[int, int]) -> Iterator[_State]:
    """The states behind each slice, those with the fewest rows to be looked at first."""
    found: dict[int, int] = {}
    for taken, number in slices.items():
        found.setdefault(taken & state.rows, number)
    for rows in sorted(found, key=int.bit_count, reverse=True):
        yield _State(rows, state.axes & ~(1 << axis), (*state.fixed, (axis, found[rows])))


def _point(fixed: Sequence[tuple[int, int]], within: Sequence[int]) -> Hole:
    """A point with the fixed slices, and the first that counts on every other axis."""
    chosen = dict(fixed)
    first = ((inside & -inside).bit_length() - 1 for inside in within)
    return tuple(chosen.get(axis, slice_) for axis, slice_ in enumerate(first))
