"""Conditions over columns in three values, reckoned for all cases at once.

Idea: strong Kleene logic with false 0, open 1, true 2 is arithmetic: and is the least, or the
greatest, not the rest to two. Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
What comes out true or false is so; what comes out open may still be decided and is then looked at
exactly.
"""

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from remit.engines.rules.batch.cases import Codes
from remit.engines.rules.batch.compiling import CompiledPack, Unit
from remit.engines.rules.conditions import Atom, Condition, Every, No, Some, Value

FALSE, MAYBE, TRUE = 0, 1, 2
Truths = NDArray[np.int8]


class Columns:
    """Conditions of a pack asked of columns; what several rules ask is reckoned once."""

    def __init__(
        self,
        size: int,
        columns: Mapping[str, Codes],
        cells: Mapping[str, tuple[Value, ...]],
        answers: Mapping[str, tuple[Value, ...]],
    ) -> None:
        """`answers` are what a fact can be where it is open."""
        self.size, self._columns, self._cells, self._answers = size, columns, cells, answers
        self._known: dict[Condition, Truths] = {}

    def truths(self, condition: Condition) -> Truths:
        """How the condition comes out in every case."""
        if isinstance(condition, bool):
            return np.full(self.size, TRUE if condition else FALSE, dtype=np.int8)
        if condition not in self._known:
            self._known[condition] = self._reckoned(condition)
        return self._known[condition]

    def _reckoned(self, condition: Condition) -> Truths:
        match condition:
            case Atom():
                return self._compared(condition)
            case No(part):
                return inverted(self.truths(part))
            case Every(parts) if parts:
                return least([self.truths(part) for part in parts])
            case Some(parts) if parts:
                return greatest([self.truths(part) for part in parts])
        return self.truths(isinstance(condition, Every))

    def _compared(self, atom: Atom) -> Truths:
        column = self._columns.get(atom.fact)
        if column is None:
            return np.full(self.size, self._when_open(atom), dtype=np.int8)
        found = [TRUE if atom.holds(value) else FALSE for value in self._cells[atom.fact]]
        table = np.array([*found, self._when_open(atom)], dtype=np.int8)
        return table[column]  # OPEN is -1: the last

    def _when_open(self, atom: Atom) -> int:
        found = {atom.holds(value) for value in self._answers[atom.fact]}
        return MAYBE if len(found) > 1 else TRUE if found.pop() else FALSE


def inverted(truths: Truths) -> Truths:
    """Not."""
    return np.subtract(np.int8(TRUE), truths)


def least(parts: Sequence[Truths]) -> Truths:
    """And."""
    return reduce(np.minimum, parts)


def greatest(parts: Sequence[Truths]) -> Truths:
    """Or."""
    return reduce(np.maximum, parts)


def fired(compiled: CompiledPack, columns: Columns) -> list[Truths]:
    """Of every unit, whether its condition holds."""
    return [columns.truths(unit.condition) for unit in compiled.units]


def standing(units: Sequence[Unit], firing: Sequence[Truths]) -> list[Truths]:
    """Of every unit, whether it fired and no standing unit overrides it."""
    stands: list[Truths] = []
    for unit, holds in zip(units, firing, strict=True):
        kept = [inverted(stands[other]) for other in unit.beaten_by]
        stands.append(least([holds, *kept]))
    return stands
