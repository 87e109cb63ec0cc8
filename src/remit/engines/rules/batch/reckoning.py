"""Many cases under one compiled pack: which effects are sure, and which stay open.

Idea: cases that agree in every fact the rules ask for are reckoned once, and Kleene's logic settles
most of the rest for all at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from remit.engines.rules.batch.cases import OPEN, Cases, Codes
from remit.engines.rules.batch.compiling import CompiledPack
from remit.engines.rules.batch.kleene import MAYBE, Columns, Truths, fired, greatest, standing
from remit.engines.rules.batch.packing import Places, distinct
from remit.engines.rules.conditions import Value

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How the units and effects of a compiled pack lie in the distinct rows of some cases."""

    compiled: CompiledPack
    columns: Mapping[str, Codes]
    cells: Mapping[str, tuple[Value, ...]]
    asking: Columns
    firing: Sequence[Truths]
    stands: Sequence[Truths]
    effects: Sequence[Truths]
    kind: Places

    @property
    def rows(self) -> int:
        """How many distinct rows there are."""
        return len(self.effects[0]) if self.effects else int(self.kind.max(initial=-1)) + 1


def reckon(compiled: CompiledPack, cases: Cases) -> Reckoning:
    """The pack asked of all cases, each distinct row once."""
    asked = [fact for fact in compiled.facts if fact in cases.columns]
    packed = [(cases.columns[fact] - OPEN, len(cases.cells[fact]) + 1) for fact in asked]
    rows = distinct(cases.size, packed)
    columns = {fact: cases.columns[fact][rows.first] for fact in asked}
    asking = Columns(len(rows.first), columns, cases.cells, compiled.answers)
    firing = fired(compiled, asking)
    stands = standing(compiled.units, firing)
    effects = [
        greatest(
            [s for s, unit in zip(stands, compiled.units, strict=True) if place in unit.effects]
        )
        for place in range(len(compiled.effects))
    ]
    return Reckoning(compiled, columns, cases.cells, asking, firing, stands, effects, rows.kind)


def undecided(reckoning: Reckoning) -> Flags:
    """The rows in which an effect stayed open."""
    found = np.zeros(reckoning.rows, dtype=np.bool_)
    for effect in reckoning.effects:
        found |= effect == MAYBE
    return found
