"""Whether boxes cover a box: the search behind gaps and rows that can never count.

A box is a set of slices on each axis, one bit a slice. From what is to be covered the box that takes
most of it is cut out; what is left falls into at most one piece an axis, which share nothing, and each
is gone on with. A piece that no box meets is a hole. Nothing is multiplied out. This is the disjoint
sharp operation of cube calculus (Hong, Cain and Ostapko, MINI, IBM J. Res. Dev. 18, 1974).
"""

from collections.abc import Iterator, Sequence
from math import prod

MOST_PIECES = 50_000
Box = tuple[int, ...]
Hole = tuple[int, ...]
"""The number of a slice on each axis."""


class TooHard(Exception):
    """The search was given up."""


def holes(boxes: Sequence[Box], within: Box) -> Iterator[Hole]:
    """Points inside `within` that no box takes, each in another part; none if it is covered.

    Raises TooHard.

    >>> list(holes([(0b011, 0b01), (0b100, 0b11)], (0b111, 0b11)))
    [(0, 1)]
    """
    waiting = [(within, boxes)]
    pieces = 0
    while waiting:
        piece, others = waiting.pop()
        pieces += 1
        if pieces > MOST_PIECES:
            raise TooHard
        clipped = (_common(piece, box) for box in others)
        meeting = [clip for clip in clipped if all(clip)]
        if not meeting:
            yield first_point(piece)
        elif (largest := max(meeting, key=_size)) != piece:
            waiting += [(part, meeting) for part in _without(piece, largest)]


def _common(one: Box, other: Box) -> Box:
    return tuple(map(int.__and__, one, other))


def _size(box: Box) -> int:
    return prod(map(int.bit_count, box))


def _without(piece: Box, cut: Box) -> Iterator[Box]:
    """The piece without a box inside it, in parts that share nothing, the largest first."""
    kept = [inner.bit_count() / outer.bit_count() for outer, inner in zip(piece, cut, strict=True)]
    rest = list(piece)
    for axis in sorted(range(len(piece)), key=kept.__getitem__):
        if outside := piece[axis] & ~cut[axis]:
            yield (*rest[:axis], outside, *rest[axis + 1 :])
            rest[axis] = cut[axis]


def first_point(box: Box) -> Hole:
    """A point of a box: its first slice on every axis."""
    return tuple([(slices & -slices).bit_length() - 1 for slices in box])
