"""Rows of small whole numbers told apart: each distinct row once, and which one every row is."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Places = NDArray[np.intp]
MOST_DENSE = 1 << 20
MOST_PACKED = 1 << 62


class Distinct(NamedTuple):
    """`first` is one row of each kind; `kind` says of every row which kind it is."""

    first: Places
    kind: Places


def distinct(size: int, columns: Iterable[tuple[NDArray[np.integer], int]]) -> Distinct:
    """The distinct rows of columns; each column comes with a bound: its numbers are 0 to below it.

    The columns are packed into one number per row as long as that fits; when it would not, the rows
    so far are numbered anew, which never takes more than the number of rows.
    """
    packed, room = np.zeros(size, dtype=np.int64), 1
    for column, bound in columns:
        if room * bound > MOST_PACKED:
            packed = _told_apart(packed, room).kind.astype(np.int64)
            room = size
        packed *= bound
        packed += column
        room *= bound
    return _told_apart(packed, room)


def _told_apart(packed: Numbers, room: int) -> Distinct:
    if room <= MOST_DENSE:
        return _looked_up(packed, room)
    _, first, kind = np.unique(packed, return_index=True, return_inverse=True)
    return Distinct(first, kind)


def _looked_up(packed: Numbers, room: int) -> Distinct:
    """By a table over all packed numbers; any row of a kind may be its first."""
    row = np.full(room, -1, dtype=np.intp)
    row[packed] = np.arange(len(packed))
    found = np.flatnonzero(row >= 0)
    number = np.empty(room, dtype=np.intp)
    number[found] = np.arange(len(found))
    return Distinct(row[found], number[packed])
