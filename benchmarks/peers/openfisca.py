"""The same table of 30 rows as variables of OpenFisca-Core, which knows true and false only.

What is imported here is imported before the clock starts, and the system of rules is built once: each
round sets the inputs of a new simulation and calculates both ends of the range.
"""

from collections import Counter
from enum import auto
from itertools import product

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.rules import KINDS, LATE, REPEATED, bands, columns, spans

PERIOD = "2026-01"
PERSON = build_entity(key="person", plural="persons", label="A person", is_person=True)


class Kind(Enum):
    """The kinds of act."""

    a = auto()
    b = auto()
    c = auto()


class kind(Variable):  # noqa: N801 - a variable is called as its class
    """The kind of act."""

    value_type, possible_values, default_value = Enum, Kind, Kind.a
    entity, definition_period = PERSON, DateUnit.MONTH


class loss(Variable):  # noqa: N801 - a variable is called as its class
    """The loss in whole units."""

    value_type, entity, definition_period = int, PERSON, DateUnit.MONTH


class late(Variable):  # noqa: N801 - a variable is called as its class
    """Whether it was late."""

    value_type, entity, definition_period = bool, PERSON, DateUnit.MONTH


class row(Variable):  # noqa: N801 - a variable is called as its class
    """The number of the row that holds, from 0."""

    value_type, entity, definition_period = int, PERSON, DateUnit.MONTH

    def formula(person, period):  # type: ignore[no-untyped-def] # noqa: N805 - the peer's way
        """Each row compared in all cases at once."""
        of, lost, tardy = person("kind", period), person("loss", period), person("late", period)
        kinds = {name: of == Kind[name] for name in KINDS}
        losses = [(lost >= low) & (lost < high) for low, high in spans()]
        tardiness = {True: tardy, False: ~tardy}
        conditions = [
            kinds[name] & losses[span] & tardiness[was_late]
            for name, span, was_late in product(KINDS, range(len(losses)), LATE)
        ]
        return np.select(conditions, range(len(conditions)))


class mildest(Variable):  # noqa: N801 - a variable is called as its class
    """The rung of the mildest measure."""

    value_type, entity, definition_period = int, PERSON, DateUnit.MONTH

    def formula(person, period):  # type: ignore[no-untyped-def] # noqa: N805 - the peer's way
        """Looked up by the row."""
        return np.array([low for low, _ in bands()])[person("row", period)]


class heaviest(Variable):  # noqa: N801 - a variable is called as its class
    """The rung of the most severe measure."""

    value_type, entity, definition_period = int, PERSON, DateUnit.MONTH

    def formula(person, period):  # type: ignore[no-untyped-def] # noqa: N805 - the peer's way
        """Looked up by the row."""
        return np.array([high for _, high in bands()])[person("row", period)]


def judged() -> list[list[int]]:
    """How many cases have each range of measures."""
    system = TaxBenefitSystem([PERSON])
    system.add_variables(kind, loss, late, row, mildest, heaviest)
    kinds, losses, tardy = columns()
    for _ in range(REPEATED):
        simulation = SimulationBuilder().build_default_simulation(system, count=len(losses))
        simulation.set_input("kind", PERIOD, kinds)
        simulation.set_input("loss", PERIOD, losses)
        simulation.set_input("late", PERIOD, tardy)
        low, high = (simulation.calculate(name, PERIOD) for name in ("mildest", "heaviest"))
    counted = Counter(zip(low.tolist(), high.tolist(), strict=True))
    return [[*ends, cases] for ends, cases in sorted(counted.items())]
