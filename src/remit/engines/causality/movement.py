"""What could move when some variables are set, and others may deviate from their equations.

Movement is followed from those variables only through nodes that can still change, so that most of
a large model is never looked at. Deviations that could only help the effect to hold are dropped;
nothing is left to search where the effect is unate in what is set.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from remit.engines.causality.network import Network

OPEN = 2
"""Neither surely false (0) nor surely true (1)."""

UP, DOWN = 1, 2
"""More of the node may mean more of the effect, or less of it; a node may have both."""
TURNED = (0, DOWN, UP, UP | DOWN)

Prices = tuple[int | None, int | None]
"""The price of deviating from false, and from true; None where that is not allowed."""
NEVER: Prices = (None, None)
FREE: Prices = (0, 0)
"""Either value for nothing: what the node reads makes no difference."""


class Motion(NamedTuple):
    """A node's possible value, what its equation gives, and how many inputs surely hold."""

    value: int
    natural: int
    sure: int


@dataclass(frozen=True, slots=True)
class World:
    """A network with its effect, and what is actually true in it."""

    network: Network
    truth: bytes | bytearray
    root: int
    """The literal of the effect."""


@dataclass(frozen=True, slots=True)
class Freedom:
    """What is set outright, and the price of each variable's deviations otherwise.

    `starting`: the variables that may deviate although nothing they read has changed.
    """

    fixed: Mapping[int, int]
    prices: Callable[[int], Prices]
    starting: Iterable[int] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """The nodes that may be otherwise than they are, and those of them the effect hangs on."""

    motions: Mapping[int, Motion]
    prices: Mapping[int, Prices]
    """Of the nodes the effect hangs on; NEVER for those that are no variables."""
    settled: int
    """The effect's value where it is sure, else OPEN."""


def movement(world: World, freedom: Freedom, *, pruned: bool = True) -> Movement:
    """What may move; `pruned`, without deviations that could only help the effect to hold."""
    useful: dict[int, Prices] = {}
    while True:
        motions = _spread(world, freedom, useful)
        root = motions.get(world.root >> 1)
        value = world.truth[world.root & ~1] if root is None else root.value
        if value != OPEN:
            return Movement(motions, {}, value ^ (world.root & 1))
        signs = _signs(world, motions)
        prices = {node: useful.get(node) or freedom.prices(node) for node in signs}
        kept = {node: _useful(each, signs[node]) for node, each in prices.items()}
        if kept == prices or not pruned:
            return Movement(motions, prices, OPEN)
        useful |= kept


def _spread(world: World, freedom: Freedom, useful: Mapping[int, Prices]) -> dict[int, Motion]:
    consumers, truth = world.network.consumers, world.truth
    waiting = [*{*freedom.fixed, *freedom.starting}]
    seen = set(waiting)
    heapify(waiting)
    motions: dict[int, Motion] = {}
    while waiting:
        node = heappop(waiting)
        motion = _motion(world, freedom, useful, motions, node)
        if motion.value == truth[2 * node]:
            continue
        motions[node] = motion
        for consumer in consumers[node]:
            if consumer not in seen:
                seen.add(consumer)
                heappush(waiting, consumer)
    return motions


def _motion(
    world: World,
    freedom: Freedom,
    useful: Mapping[int, Prices],
    motions: Mapping[int, Motion],
    node: int,
) -> Motion:
    fixed = freedom.fixed.get(node)
    if fixed is not None:
        return Motion(fixed, fixed, 0)
    prices = freedom.prices(node)
    if prices == FREE:
        natural, sure = world.truth[2 * node], 0
    else:
        natural, sure = _natural(world, motions, node)
    prices = useful.get(node, prices)
    value = OPEN if natural != OPEN and prices[natural] is not None else natural
    return Motion(value, natural, sure)


def _natural(world: World, motions: Mapping[int, Motion], node: int) -> tuple[int, int]:
    sure = possible = 0
    for literal in world.network.literals[node]:
        motion = motions.get(literal >> 1)
        if motion is None:
            holds = world.truth[literal]
        elif motion.value == OPEN:
            possible += 1
            continue
        else:
            holds = motion.value ^ (literal & 1)
        sure += holds
        possible += holds
    need = world.network.need[node]
    return (1 if sure >= need else OPEN if possible >= need else 0), sure


def _signs(world: World, motions: Mapping[int, Motion]) -> dict[int, int]:
    """How the effect hangs on each node that may move, from the effect backwards."""
    root = world.root >> 1
    signs = {root: DOWN if world.root & 1 else UP}
    waiting = [-root]
    while waiting:
        node = -heappop(waiting)
        if motions[node].natural != OPEN:
            continue
        sign = signs[node]
        for literal in world.network.literals[node]:
            child = literal >> 1
            if child in motions and motions[child].value == OPEN:
                if child not in signs:
                    heappush(waiting, -child)
                signs[child] = signs.get(child, 0) | (TURNED[sign] if literal & 1 else sign)
    return signs


def _useful(prices: Prices, sign: int) -> Prices:
    return (prices[0] if sign & DOWN else None, prices[1] if sign & UP else None)
