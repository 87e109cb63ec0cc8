"""The cases of a pack as a grid: one axis a fact, cut into the cells that the rules tell apart."""

from collections.abc import Mapping, Sequence
from functools import reduce

from remit.engines.rules.cells import Cell, cells
from remit.engines.rules.checks.diagrams import FALSE, TRUE, Diagrams, Node, Path
from remit.engines.rules.conditions import (
    Condition,
    Every,
    No,
    Some,
    Value,
    atoms,
    facts_of,
    given,
)
from remit.engines.rules.pack import Pack, Rule
from remit.engines.rules.vocabulary import Term
from remit.engines.tables.covering import Box


class Space:
    """The facts that conditions ask for, in the order in which they are first asked."""

    def __init__(self, pack: Pack, most_steps: int) -> None:
        asked = _asked(pack)
        self.terms: tuple[Term, ...] = tuple(pack.term(fact) for fact in asked)
        self.levels = {fact: level for level, fact in enumerate(asked)}
        self.axes: tuple[tuple[Cell, ...], ...] = tuple(
            cells(term, _mentioning(pack, term.id)) for term in self.terms
        )
        self.diagrams = Diagrams([len(axis) for axis in self.axes], most_steps)
        self.whole: Box = tuple((1 << len(axis)) - 1 for axis in self.axes)

    def mask(self, condition: Condition, level: int) -> int:
        """The cells of a fact in which a condition on it alone holds."""
        fact = self.terms[level].id
        values = enumerate(cell.value for cell in self.axes[level])
        return sum(1 << n for n, value in values if given(condition, fact, value) is True)

    def holds(self, condition: Condition) -> Node:
        """Where a condition holds."""
        if isinstance(condition, bool):
            return TRUE if condition else FALSE
        facts = facts_of(condition)
        if len(facts) == 1:
            level = self.levels[facts[0]]
            return self.diagrams.cells(level, self.mask(condition, level))
        match condition:
            case Every(parts):
                return reduce(self.diagrams.both, map(self.holds, parts), TRUE)
            case Some(parts):
                return reduce(self.diagrams.either, map(self.holds, parts), FALSE)
            case No(part):
                return self.diagrams.without(TRUE, self.holds(part))
        raise TypeError(condition)

    def box(self, condition: Condition) -> Box | None:
        """The condition as cells on each axis, or None where it is no such product."""
        found = dict[int, int]()
        return self._box(found) if self._narrow(found, condition) else None

    def hull(self, condition: Condition) -> Box:
        """A box outside of which the condition never holds; it may be too large."""
        found = dict[int, int]()
        self._narrow(found, condition)
        return self._box(found)

    def values(self, path: Path) -> dict[str, Value]:
        """Facts with values in the cells of a path."""
        return {self.terms[level].id: self.axes[level][cell].value for level, cell in path}

    def _narrow(self, found: dict[int, int], condition: Condition) -> bool:
        """Takes from the axes what the condition rules out; whether that is all it says."""
        facts = facts_of(condition)
        if len(facts) == 1:
            level = self.levels[facts[0]]
            found[level] = found.get(level, self.whole[level]) & self.mask(condition, level)
            return True
        if isinstance(condition, Every):
            exact = [self._narrow(found, part) for part in condition.parts]
            return all(exact)
        return condition is True

    def _box(self, found: Mapping[int, int]) -> Box:
        return tuple(found.get(level, whole) for level, whole in enumerate(self.whole))


def path_of(point: Sequence[int], levels: Sequence[int]) -> Path:
    """The path to a point, on these levels only."""
    return tuple((level, point[level]) for level in sorted(levels))


def _asked(pack: Pack) -> tuple[str, ...]:
    conditions = [*(table.condition for table in pack.tables), *(r.condition for r in pack.rules)]
    columns = (fact for table in pack.tables for fact in table.columns)
    return tuple(dict.fromkeys([*(f for c in conditions for f in facts_of(c)), *columns]))


def _mentioning(pack: Pack, fact: str) -> tuple[Rule, ...]:
    return tuple(
        rule for rule in pack.rules if any(atom.fact == fact for atom in atoms(rule.condition))
    )
