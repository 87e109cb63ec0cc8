"""Values of a game as random arrivals, written as arrivals on one or more clocks.

Idea: everybody arrives at a random time, and a share is the chance to be the one who turns the
outcome on, less the chance to turn it off. As times are independent, that is an integral of a
derivative of the multilinear extension: over t when each has arrived by t with chance t
(Shapley; G. Owen, "Multilinear extensions of games", Management Science 18, 1972), with chance
t**w for weight w (E. Kalai, D. Samet, "On weighted Shapley values", Int. J. Game Theory 16, 1987),
or over one time for each level of nested groups, in which the groups beside one's own arrive as one
(G. Owen, E. Winter, "The multilinear extension and the coalition structure value", Games and
Economic Behavior 4, 1992).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from types import MappingProxyType
from typing import NamedTuple

Path = tuple[str, ...]
Clock = Mapping[str, int]
NOBODY: Mapping[str, int] = MappingProxyType({})


class Arrival(NamedTuple):
    """An integral: which variables arrive on which clock, and which of them are asked about.

    A clock gives the weights of its variables; those asked about are on the last clock.
    `settled` variables do not arrive: 1 is there from the beginning, 0 never comes.
    """

    clocks: tuple[Clock, ...]
    asked: tuple[str, ...]
    settled: Mapping[str, int] = NOBODY

    def within(self, leaves: Collection[str]) -> "Arrival":
        """The same without variables on which the outcome does not depend."""
        known = set(leaves)
        clocks = [_shortened({v: w for v, w in c.items() if v in known}) for c in self.clocks]
        kept = tuple(clock for clock in clocks[:-1] if clock)
        asked = tuple(variable for variable in self.asked if variable in known)
        return Arrival((*kept, clocks[-1]), asked, self.settled)

    @property
    def degrees(self) -> list[int]:
        """The highest power of each clock's time."""
        return [sum(clock.values()) for clock in self.clocks]


class Tied(NamedTuple):
    """Arrivals over one network, in which leaves are tied to the variable that stands for them."""

    variable_of: Mapping[str, str]
    arrivals: tuple[Arrival, ...]


def tied_players(
    players: Mapping[str, tuple[str, ...]], weights: Mapping[str, Fraction] | None
) -> Tied:
    """The (weighted) Shapley value of players, each of whom arrives with all leaves at once.

    Players of weight zero all arrive before the others, among themselves in equal right: the
    lexicographic weight system of Kalai and Samet with two classes.
    """
    first = {player: leaves[0] for player, leaves in players.items() if leaves}
    tied = {leaf: first[player] for player, leaves in players.items() for leaf in leaves}
    if weights is None:
        return Tied(tied, (_arrival(dict.fromkeys(first.values(), 1)),))
    scaled = _whole({first[player]: weights[player] for player in first})
    later = {variable: weight for variable, weight in scaled.items() if weight}
    earlier = {variable: 1 for variable, weight in scaled.items() if not weight}
    both = (_arrival(earlier, dict.fromkeys(later, 0)), _arrival(later, dict.fromkeys(earlier, 1)))
    return Tied(tied, tuple(each for each in both if each.asked))


def _arrival(clock: Clock, settled: Mapping[str, int] = NOBODY) -> Arrival:
    return Arrival((clock,), tuple(clock), settled)


def _whole(weights: Mapping[str, Fraction]) -> dict[str, int]:
    """The same proportions in whole numbers."""
    factor = lcm(*(Fraction(weight).denominator for weight in weights.values()))
    return {variable: int(weight * factor) for variable, weight in weights.items()}


def _shortened(clock: Clock) -> dict[str, int]:
    common = gcd(*clock.values())
    return {variable: weight // common for variable, weight in clock.items()}


def tied_groups(levels: Mapping[str, Path]) -> Iterator[Tied]:
    """The value of a level structure (E. Winter, Int. J. Game Theory 18, 1989), group by group.

    `levels` gives for each leaf its groups from the outermost to the innermost; a leaf without
    groups stands alone. Equal names inside different groups are different groups.
    """
    members = _members(_shortened_paths(levels))
    for group, children in members.items():
        asked = tuple(child for child in children if isinstance(child, str))
        if asked:
            beside = [
                [leaves for child, leaves in members[outer].items() if child != inner]
                for outer, inner in pairwise(_groups(group))
            ]
            clocks = [*beside, list(children.values())]
            tied = {leaf: leaves[0] for clock in clocks for leaves in clock for leaf in leaves}
            arriving = (dict.fromkeys((leaves[0] for leaves in clock), 1) for clock in clocks)
            yield Tied(tied, (Arrival(tuple(arriving), asked),))


def _shortened_paths(levels: Mapping[str, Path]) -> dict[str, Path]:
    """Without groups of one leaf: it stands for its group as well as by itself."""
    size = Counter(group for path in levels.values() for group in _groups(path))
    return {
        leaf: next(group for group in reversed(_groups(path)) if size[group] > 1 or not group)
        for leaf, path in levels.items()
    }


def _members(levels: Mapping[str, Path]) -> dict[Path, dict[str | Path, list[str]]]:
    """For each group its own leaves, and its inner groups with all leaves in them."""
    members: dict[Path, dict[str | Path, list[str]]] = {}
    for leaf, path in levels.items():
        for outer, inner in pairwise(_groups(path)):
            members.setdefault(outer, {}).setdefault(inner, []).append(leaf)
        members.setdefault(path, {})[leaf] = [leaf]
    return members


def _groups(path: Path) -> list[Path]:
    """The groups on a path, each with its whole path, from () for everybody inwards."""
    return [path[:depth] for depth in range(len(path) + 1)]
