"""Boxes and ways in layers, from causes on the left to what they led to on the right.

Idea (Sugiyama, Tagawa and Toda, IEEE Transactions on Systems, Man, and Cybernetics 11, 1981): a box
stands one layer before the nearest thing it leads to; a way that crosses layers gets a bend in
each; layers are ordered by the barycentres of their neighbours, keeping the order with the fewest
crossings; heights follow by weighted least squares under that order, so that no two things overlap.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import NamedTuple

from remit.engines.attribution.pictures.sheet import written

GAP_BETWEEN_LAYERS = 48.0
GAP_IN_LAYER = 16.0
GAP_AT_BEND = 10.0
APART = 8.0
SWEEPS = 12
STRAIGHTNESS = 4.0
"""How much more a bend than a box insists on its height."""

Size = tuple[float, float]
Edge = tuple[str, str]


class Box(NamedTuple):
    """Where a box stands: its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The height at which ways leave and arrive."""
        return self.y + self.height / 2


class Way(NamedTuple):
    """A drawn edge: its path, where it starts, which way (1 right, -1 left), and where it ends."""

    path: str
    start: tuple[float, float]
    towards: int
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes by key and one way per edge, on a sheet of that size."""

    boxes: Mapping[str, Box]
    ways: tuple[Way, ...]
    width: float
    height: float


def in_layers(
    sizes: Mapping[str, Size],
    edges: Sequence[Edge],
    last: Sequence[str],
    lower: Collection[int] = (),
) -> Layout:
    """The layered layout; `last` are the boxes of the last layer. Edges must be without loops.

    The edges whose numbers are in `lower` leave below the others.
    """
    net = _Net(sizes, edges, _ranks(sizes, edges, last))
    net.order(_first_order(sizes, edges, last))
    return net.layout(net.heights(), lower)


def _ranks(sizes: Mapping[str, Size], edges: Sequence[Edge], last: Sequence[str]) -> dict[str, int]:
    """How many layers each box stands before the last."""
    after: dict[str, list[str]] = {key: [] for key in sizes}
    for source, target in edges:
        after[source].append(target)
    ranks: dict[str, int] = {}
    for key in TopologicalSorter(after).static_order():
        start = 0 if key in last else 1
        ranks[key] = max([start, *(ranks[target] + 1 for target in after[key])])
    return ranks


def _first_order(
    sizes: Mapping[str, Size], edges: Sequence[Edge], last: Sequence[str]
) -> dict[str, int]:
    """The boxes numbered as a walk from the last ones back to their causes meets them."""
    before: dict[str, list[str]] = {key: [] for key in sizes}
    for source, target in edges:
        before[target].append(source)
    found: dict[str, int] = {}
    waiting = [*reversed(list(sizes)), *reversed(last)]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = len(found)
            waiting.extend(reversed(before[key]))
    return found


@dataclass
class _Net:
    """The layers with their bends; `layers[0]` is the leftmost."""

    sizes: Mapping[str, Size]
    edges: Sequence[Edge]
    ranks: dict[str, int]
    chains: list[list[str]] = field(default_factory=list)
    layers: list[list[str]] = field(default_factory=list)
    left: dict[str, list[str]] = field(default_factory=dict)
    right: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        depth = max(self.ranks.values()) + 1
        self.layers = [[] for _ in range(depth)]
        for key in self.sizes:
            self.layers[depth - 1 - self.ranks[key]].append(key)
        for number, (source, target) in enumerate(self.edges):
            bends = []
            for rank in range(self.ranks[source] - 1, self.ranks[target], -1):
                bends.append(f"bend:{number}:{rank}")
                self.layers[depth - 1 - rank].append(bends[-1])
            self.chains.append([source, *bends, target])
        for one, other in (pair for chain in self.chains for pair in pairwise(chain)):
            self.right.setdefault(one, []).append(other)
            self.left.setdefault(other, []).append(one)

    def order(self, first: Mapping[str, int]) -> None:
        """Orders every layer for few crossings; `first` numbers the boxes to begin with."""
        for layer in self.layers:
            layer.sort(key=lambda key: first[self._box_behind(key)])
        best, fewest = [list(layer) for layer in self.layers], self._crossings()
        for sweep in range(SWEEPS):
            rightwards = sweep % 2 == 1
            beside = self.left if rightwards else self.right
            for layer in self.layers if rightwards else reversed(self.layers):
                self._sort_by_neighbours(layer, beside)
            if (crossings := self._crossings()) < fewest:
                best, fewest = [list(layer) for layer in self.layers], crossings
        self.layers = best

    def _box_behind(self, key: str) -> str:
        """The box itself; for a bend, the source of its edge."""
        return key if key in self.sizes else self.edges[int(key.split(":")[1])][0]

    def _sort_by_neighbours(self, layer: list[str], beside: Mapping[str, list[str]]) -> None:
        places = {key: place for each in self.layers for place, key in enumerate(each)}

        def barycentre(key: str) -> float:
            near = beside.get(key)
            return sum(places[k] for k in near) / len(near) if near else places[key]

        layer.sort(key=barycentre)

    def _crossings(self) -> int:
        total = 0
        for one, other in pairwise(self.layers):
            places = {key: place for place, key in enumerate(other)}
            ends = [
                place
                for key in one
                for place in sorted(places[k] for k in self.right.get(key, ()) if k in places)
            ]
            total += sum(
                earlier > later for n, earlier in enumerate(ends) for later in ends[n + 1 :]
            )
        return total

    def _height(self, key: str) -> float:
        return self.sizes[key][1] if key in self.sizes else 0.0

    def heights(self) -> dict[str, float]:
        """The middle of every box and bend."""
        middles: dict[str, float] = {}
        for layer in self.layers:
            middles |= self._settled(layer, dict.fromkeys(layer, 0.0))
        for sweep in range(SWEEPS):
            for layer in self.layers if sweep % 2 else reversed(self.layers):
                wanted = {key: self._mean_of_neighbours(key, middles) for key in layer}
                middles |= self._settled(layer, wanted)
        return middles

    def _mean_of_neighbours(self, key: str, middles: Mapping[str, float]) -> float:
        near = [*self.left.get(key, ()), *self.right.get(key, ())]
        return sum(middles[k] for k in near) / len(near) if near else middles[key]

    def _settled(self, layer: Sequence[str], wanted: Mapping[str, float]) -> dict[str, float]:
        """Middles in the layer's order, without overlap, as near to the wanted as can be.

        Pools adjacent violators: least squares under an order (Robertson, Wright and Dykstra, 1988).
        """
        offsets = [0.0]
        for one, other in pairwise(layer):
            bend = one not in self.sizes or other not in self.sizes
            room = (self._height(one) + self._height(other)) / 2
            offsets.append(offsets[-1] + room + (GAP_AT_BEND if bend else GAP_IN_LAYER))
        pools: list[tuple[float, float, int]] = []
        for key, offset in zip(layer, offsets, strict=True):
            weight = 1.0 if key in self.sizes else STRAIGHTNESS
            pool = ((wanted[key] - offset) * weight, weight, 1)
            while pools and pools[-1][0] / pools[-1][1] >= pool[0] / pool[1]:
                total, before, members = pools.pop()
                pool = (pool[0] + total, pool[1] + before, pool[2] + members)
            pools.append(pool)
        means = [total / weight for total, weight, members in pools for _ in range(members)]
        return {k: m + o for k, m, o in zip(layer, means, offsets, strict=True)}

    def layout(self, middles: Mapping[str, float], lower: Collection[int]) -> Layout:
        """Boxes and ways; the highest thing touches 0."""
        top = min(middles[key] - self._height(key) / 2 for key in middles)
        boxes: dict[str, Box] = {}
        columns: dict[str, Box] = {}
        x = 0.0
        for layer in self.layers:
            width = max((self.sizes[key][0] for key in layer if key in self.sizes), default=0.0)
            for key in layer:
                wide, high = self.sizes.get(key, (width, 0.0))
                columns[key] = Box(x, middles[key] - high / 2 - top, width, high)
                boxes[key] = columns[key]._replace(x=x + (width - wide) / 2, width=wide)
            x += width + GAP_BETWEEN_LAYERS
        return Layout(
            {key: boxes[key] for key in self.sizes},
            tuple(
                _way(
                    [boxes[key] for key in chain],
                    [columns[key] for key in chain],
                    APART if number in lower else 0,
                )
                for number, chain in enumerate(self.chains)
            ),
            x - GAP_BETWEEN_LAYERS,
            max(box.y + box.height for box in boxes.values()),
        )


def _way(boxes: Sequence[Box], columns: Sequence[Box], drop: float) -> Way:
    """Gentle curves between layers, straight through each."""
    start = (boxes[0].x + boxes[0].width, boxes[0].middle + drop)
    end = (boxes[-1].x, boxes[-1].middle)
    parts, y = [f"M{written(start[0])} {written(start[1])}"], start[1]
    for one, other in pairwise(columns):
        right, half = one.x + one.width, (one.x + one.width + other.x) / 2
        curve = (half, y, half, other.middle, other.x, other.middle)
        parts.append(f"H{written(right)}C{' '.join(map(written, curve))}")
        y = other.middle
    return Way(f"{''.join(parts)}H{written(end[0])}", start, 1, end)
