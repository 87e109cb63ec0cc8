"""The definitions of the values, written out plainly: tables of all coalitions, exact fractions.

Nothing of the engine is used here but the shape of games and formulas.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum
from remit.engines.games import Game

Table = NDArray[np.int64]
Shares = dict[str, Fraction]


def table(game: Game, units: Sequence[tuple[str, ...]]) -> Table:
    """v by coalition: bit i of the place tells whether unit i, with all its leaves, is in."""
    places = np.arange(1 << len(units))
    present = {leaf: places >> i & 1 == 1 for i, unit in enumerate(units) for leaf in unit}

    def truth(formula: Formula) -> NDArray[np.bool_]:
        match formula:
            case Is(name):
                if name not in present:
                    present[name] = truth(game.gates[name])
                return present[name]
            case Constant(value):
                return np.full(len(places), value)
            case Not(part):
                return ~truth(part)
            case AllOf(parts):
                return np.all([truth(part) for part in parts] or [places == places], axis=0)
            case AnyOf(parts):
                return np.any([truth(part) for part in parts] or [places != places], axis=0)
            case Quorum(count, parts):
                return sum(truth(part).astype(int) for part in parts) >= count

    return truth(Is(game.top)).astype(np.int64)


def sizes(count: int) -> Table:
    return np.array([place.bit_count() for place in range(1 << count)])


def by_subsets(v: Table) -> list[Fraction]:
    """Shapley's formula: every coalition without i, weighed by |S|! (n - |S| - 1)! / n!."""
    count = len(v).bit_length() - 1
    places, size = np.arange(len(v)), sizes(count)
    shares = []
    for i in range(count):
        without = places[places >> i & 1 == 0]
        gains = np.bincount(size[without], v[without | 1 << i] - v[without], minlength=count)
        weighed = (
            int(gain) * factorial(s) * factorial(count - s - 1) for s, gain in enumerate(gains)
        )
        shares.append(Fraction(sum(weighed), factorial(count)))
    return shares


def dividends(v: Table) -> Table:
    """Harsanyi's dividends: the game as a sum of unanimity games."""
    found = v.copy()
    for i in range(len(v).bit_length() - 1):
        cut = found.reshape(-1, 2, 1 << i)
        cut[:, 1] -= cut[:, 0]
    return found


def by_dividends(v: Table, part: Callable[[int, Table], tuple[Table, Table]]) -> list[Fraction]:
    """Every coalition's dividend goes to its members by `part`: numerators and denominators."""
    worth, places = dividends(v), np.arange(len(v))
    shares = []
    for i in range(len(v).bit_length() - 1):
        inside = places[(places >> i & 1 == 1) & (worth != 0)]
        tops, bottoms = part(i, inside)
        sums: dict[int, int] = {}
        for bottom in np.unique(bottoms):
            chosen = bottoms == bottom
            sums[int(bottom)] = int((worth[inside] * tops)[chosen].sum())
        shares.append(sum((Fraction(top, bottom) for bottom, top in sums.items()), Fraction(0)))
    return shares


def by_weights(v: Table, weights: Sequence[int]) -> list[Fraction]:
    """Kalai and Samet: a unanimity game is shared in proportion to whole, positive weights."""
    together = sum((np.arange(len(v)) >> i & 1) * weight for i, weight in enumerate(weights))

    def part(i: int, coalitions: Table) -> tuple[Table, Table]:
        return np.full(len(coalitions), weights[i]), together[coalitions]

    return by_dividends(v, part)


def by_levels(v: Table, paths: Sequence[tuple[str, ...]]) -> list[Fraction]:
    """Owen and Winter: a unanimity game is shared equally among its outermost groups, and so on."""

    def part(i: int, coalitions: Table) -> tuple[Table, Table]:
        ways = np.ones(len(coalitions), np.int64)
        path = paths[i]
        for depth in range(len(path) + 1):
            beside: dict[object, int] = {}
            for j, other in enumerate(paths):
                if other[:depth] == path[:depth]:
                    child = other[: depth + 1] if len(other) > depth else j
                    beside[child] = beside.get(child, 0) | 1 << j
            ways *= sum((coalitions & members != 0).astype(int) for members in beside.values())
        return np.ones_like(ways), ways

    return by_dividends(v, part)


def by_orders(v: Table, orders: Iterable[tuple[int, ...]]) -> list[Fraction]:
    """The average of what each adds over the orders handed in."""
    count = len(v).bit_length() - 1
    total, number = [0] * count, 0
    for order in orders:
        number += 1
        before = 0
        for i in order:
            total[i] += int(v[before | 1 << i] - v[before])
            before |= 1 << i
    return [Fraction(each, number) for each in total]


def unbroken(paths: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, ...]]:
    """All orders in which every group comes without anybody else in between."""
    groups = {path[: depth + 1] for path in paths for depth in range(len(path))}
    members = [{i for i, path in enumerate(paths) if path[: len(g)] == g} for g in groups]
    for order in permutations(range(len(paths))):
        places = ([order.index(i) for i in group] for group in members)
        if all(max(found) - min(found) < len(found) for found in places):
            yield order


def permitted(
    v: Table, players: Sequence[str], superiors: Mapping[str, tuple[str, ...]], *, disjunctive: bool
) -> Table:
    """v of the players who act: in, and permitted by a chain from the top or by all above."""
    number = {player: i for i, player in enumerate(players)}
    places = np.arange(len(v))
    acting: dict[str, NDArray[np.bool_]] = {}

    def acts(player: str) -> NDArray[np.bool_]:
        if player not in acting:
            above = [acts(superior) for superior in superiors.get(player, ())]
            joined = np.any if disjunctive else np.all
            leave = joined(above, axis=0) if above else True
            acting[player] = (places >> number[player] & 1 == 1) & leave
        return acting[player]

    return v[sum(acts(player).astype(int) << i for i, player in enumerate(players))]
