"""Boxes one below the other, with the ways beside them: for a narrow sheet or a long chain.

Idea: causes stand above what they led to. All ways to one box share a lane left of the boxes; the
shortest lanes are nearest, and a lane is used again where it is free.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from graphlib import TopologicalSorter

from remit.engines.attribution.pictures.layers import Box, Edge, Layout, Size, Way
from remit.engines.attribution.pictures.sheet import written

LANE = 12.0
GUTTER = 18.0
GAP = 14.0
BEND = 6.0
LEAST_ROOM = 200.0
APART = 7.0
"""Half the distance between a box's arriving and leaving ways."""


def in_lanes(
    keys: Sequence[str],
    edges: Sequence[Edge],
    last: Sequence[str],
    width: float,
    fitted: Callable[[str, float], Size],
    lower: Collection[int] = (),
) -> Layout:
    """The list layout; `fitted(key, room)` tells the size of a box that may be `room` wide.

    The edges whose numbers are in `lower` leave apart from the others.
    """
    order = _causes_first(keys, edges, last)
    rows = {key: row for row, key in enumerate(order)}
    lanes = _lanes(rows, edges)
    left = GUTTER + LANE * (max(lanes.values()) + 1) if lanes else 0.0
    width = max(width, left + LEAST_ROOM)
    boxes: dict[str, Box] = {}
    y = 0.0
    for key in order:
        wide, high = fitted(key, width - left)
        boxes[key] = Box(left, y, wide, high)
        y += high + GAP
    ways = tuple(
        _way(
            boxes[source],
            boxes[target],
            left - GUTTER - LANE * lanes[target],
            0 if number in lower else APART,
        )
        for number, (source, target) in enumerate(edges)
    )
    return Layout(boxes, ways, width, y - GAP)


def _causes_first(keys: Sequence[str], edges: Sequence[Edge], last: Sequence[str]) -> list[str]:
    """The boxes, each after its causes, the longest chain of causes first."""
    before: dict[str, list[str]] = {key: [] for key in keys}
    for source, target in edges:
        before[target].append(source)
    depths: dict[str, int] = {}
    for key in TopologicalSorter(before).static_order():
        depths[key] = 1 + max((depths[source] for source in before[key]), default=0)
    order: dict[str, None] = {}
    waiting = [(key, False) for key in reversed((*last, *keys))]
    while waiting:
        key, causes_done = waiting.pop()
        if key in order:
            continue
        if causes_done:
            order[key] = None
        else:
            waiting.append((key, True))
            causes = sorted(before[key], key=lambda source: depths[source], reverse=True)
            waiting.extend((source, False) for source in reversed(causes))
    return [*(key for key in order if key not in last), *last]


def _lanes(rows: Mapping[str, int], edges: Sequence[Edge]) -> dict[str, int]:
    """The lane of every box that something leads to; 0 is nearest to the boxes."""
    first: dict[str, int] = {}
    for source, target in edges:
        first[target] = min(first.get(target, rows[source]), rows[source])
    lanes: dict[str, int] = {}
    for target in sorted(first, key=lambda key: (rows[key] - first[key], rows[key])):
        taken = {
            lane
            for other, lane in lanes.items()
            if first[other] < rows[target] and first[target] < rows[other]
        }
        lanes[target] = next(lane for lane in range(len(first)) if lane not in taken)
    return lanes


def _way(source: Box, target: Box, lane: float, drop: float) -> Way:
    """Left out of a box, down its lane, right into the other."""
    x, y = start = (source.x, source.middle + drop)
    end = (target.x, target.middle - APART)
    points = [
        f"M{written(x)} {written(y)}H{written(lane + BEND)}",
        f"Q{written(lane)} {written(y)} {written(lane)} {written(y + BEND)}",
        f"V{written(end[1] - BEND)}",
        f"Q{written(lane)} {written(end[1])} {written(lane + BEND)} {written(end[1])}",
        f"H{written(end[0])}",
    ]
    return Way("".join(points), start, -1, end)
