"""Minimal cut sets: the smallest sets of leaves that bring the top about, all others being false.

Idea: what is false is taken as the state of rest, so that a leaf which must be false costs nothing
(the minimal p-cuts of A. Rauzy, "Mathematical foundations of minimal cutsets", IEEE Transactions on
Reliability 50 (2001)). At rest a module is true or false, hence only one of its two values has ever
to be brought about; its own minimal sets stand in the place of its variable. Modules share no
leaves, therefore sets put together stay minimal, and their numbers multiply.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from remit.engines.faulttree.diagram import Allowance, Budget, BudgetSpent, Compiled, TooLarge
from remit.engines.faulttree.families import Family, minimal, resting

MOST_LISTED = 1000
CutSet = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutSets:
    """All minimal cut sets of a network without listing them; the last family is the top's."""

    leaves: tuple[str, ...]
    families: tuple[Family, ...]

    def count(self) -> int:
        """How many there are; one, the empty set, where the top is true at rest."""
        return self._sums(1)[-1][self.families[-1].root]

    def orders(self) -> dict[int, int]:
        """How many there are of every size."""
        # All sizes in one whole number: how many have n members stands n times `width` bits up.
        width = self.count().bit_length()
        rest, size, found = self._sums(1 << width)[-1][self.families[-1].root], 0, {}
        while rest:
            if number := rest & ((1 << width) - 1):
                found[size] = number
            rest, size = rest >> width, size + 1
        return found

    def occurrences(self) -> dict[str, int]:
        """In how many of them every leaf is."""
        tables = self._sums(1)
        sums = {f.name: table[f.root] for f, table in zip(self.families, tables, strict=True)}
        often = dict.fromkeys((*self.leaves, *sums), 0)
        often[self.families[-1].name] = 1
        for family, table in zip(reversed(self.families), reversed(tables), strict=True):
            needed = [0] * len(table)
            needed[family.root] = often.pop(family.name)
            for node in range(len(table) - 1, 1, -1):
                name = family.variables[family.level[node]]
                often[name] += needed[node] * table[family.high[node]]
                needed[family.low[node]] += needed[node]
                needed[family.high[node]] += needed[node] * sums.get(name, 1)
        return often

    def _sums(self, leaf: int) -> list[list[int]]:
        """For every node the sum over its sets of the product over their leaves, each `leaf`."""
        known: dict[str, int] = {}
        tables: list[list[int]] = []
        for family in self.families:
            weights = [known.get(name, leaf) for name in family.variables]
            table = [0, 1]
            for level, low, high in family.nodes():
                table.append(table[low] + weights[level] * table[high])
            known[family.name] = table[family.root]
            tables.append(table)
        return tables

    def listed(self, most: int = MOST_LISTED, largest: int | None = None) -> Iterator[CutSet]:
        """The first `most` in order of size and then of their sorted names, none over `largest`."""
        listing = _Listing(self, most)
        for size in listing.sizes():
            if most <= 0 or (largest is not None and size > largest):
                return
            found = listing.first(size)[:most]
            most -= len(found)
            yield from found


def minimal_cut_sets(
    compiled: Compiled,
    *,
    budget: Budget = Budget(),  # noqa: B008 - a tuple cannot be changed
) -> CutSets:
    """The minimal cut sets of a network. Raises BudgetSpent when a module needs more."""
    allowance = Allowance(budget)
    on: set[str] = set()
    families: list[Family] = []
    for module in compiled.modules:
        rest = module is not compiled.modules[-1] and resting(module, on)
        if rest:
            on.add(module.name)
        try:
            families.append(minimal(module, on, rest=rest, allowance=allowance))
        except TooLarge as spent:
            raise BudgetSpent(budget.nodes) from spent
    return CutSets(compiled.leaves, tuple(families))


class _Listing:
    """The first sets of every size, node by node, as far as they are asked for.

    A question is the number of a family, a node and a size; a leaf's name stands for its one set,
    the empty text for the empty set.
    """

    def __init__(self, cut_sets: CutSets, most: int) -> None:
        self._families, self._most = cut_sets.families, most
        self._number = {family.name: number for number, family in enumerate(self._families)}
        self._sizes: list[list[int]] = []
        for family in self._families:
            self._sizes.append(self._node_sizes(family))
        self._known: dict[_Question | str, list[CutSet]] = {"": [()]}
        self._known.update((leaf, [(leaf,)]) for leaf in cut_sets.leaves)

    def _node_sizes(self, family: Family) -> list[int]:
        """For every node the sizes of its sets, as the bits of a whole number."""
        table = [0, 1]
        added = [self._sizes_of(name) for name in family.variables]
        for level, low, high in family.nodes():
            sizes = table[low]
            for size in added[level]:
                sizes |= table[high] << size
            table.append(sizes)
        return table

    def _sizes_of(self, name: str) -> list[int]:
        """The sizes of the sets of a leaf or module, smallest first."""
        if name not in self._number:
            return [1]
        number = self._number[name]
        bits = self._sizes[number][self._families[number].root]
        return [size for size in range(bits.bit_length()) if bits >> size & 1]

    def sizes(self) -> list[int]:
        """The sizes of the top's sets, smallest first."""
        return self._sizes_of(self._families[-1].name)

    def first(self, size: int) -> list[CutSet]:
        """The first sets of one size of the top, in order of their names."""
        wanted = _Question(len(self._families) - 1, self._families[-1].root, size)
        agenda = [wanted]
        while agenda:
            products = self._products(agenda[-1])
            missing = [
                part
                for pair in products
                for part in pair
                if isinstance(part, _Question) and part not in self._known
            ]
            agenda.extend(missing)
            if not missing:
                joined = (one for pair in products for one in self._joined(*pair))
                self._known[agenda.pop()] = sorted(joined)[: self._most]
        return self._known[wanted]

    def _products(self, asked: "_Question") -> list[tuple["_Question | str", "_Question | str"]]:
        """The pairs of questions whose answers, joined, are the sets asked for."""
        if asked.node == 1:
            return [("", "")]
        family = self._families[asked.family]
        name = family.variables[family.level[asked.node]]
        inner = self._number.get(name)
        low = asked._replace(node=family.low[asked.node])
        found: list[tuple[_Question | str, _Question]] = [("", low)]
        for size in self._sizes_of(name):
            mine = name if inner is None else _Question(inner, self._families[inner].root, size)
            found.append((mine, low._replace(node=family.high[asked.node], size=asked.size - size)))
        return [(mine, rest) for mine, rest in found if self._has(rest)]

    def _has(self, asked: "_Question") -> bool:
        sizes = self._sizes[asked.family][asked.node]
        return asked.size >= 0 and bool(sizes >> asked.size & 1)

    def _joined(self, left: "_Question | str", right: "_Question | str") -> Iterator[CutSet]:
        """The unions that may be among the first: set n of one side has n before it already."""
        for number, one in enumerate(self._known[left], 1):
            for other in self._known[right][: self._most // number]:
                yield tuple(sorted(one + other))


class _Question(NamedTuple):
    family: int
    node: int
    size: int
