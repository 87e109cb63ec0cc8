"""A question about one effect in one model, and what it may cost to answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from remit.engines.causality.comparison import Chosen, Comparison, Reading
from remit.engines.causality.model import SOURCE, Model, unknown_name
from remit.engines.causality.movement import (
    NEVER,
    OPEN,
    Freedom,
    Movement,
    Prices,
    World,
    movement,
)
from remit.engines.causality.network import names
from remit.engines.causality.route import route
from remit.engines.causality.sweep import Meter, OneWorld, cheapest
from remit.engines.findings import Finding, Refusal, error
from remit.engines.formulas import Formula

Values = Mapping[int, int]
HoldSwitch = tuple[int | None, int | None]
"""The price of holding a variable at its actual value, and of taking it from there."""


class QuestionRefused(Refusal):
    """A question about names the model does not have."""


@dataclass(frozen=True, slots=True)
class Question:
    """One effect in one model. Everything inside is by node number, and values are 0 or 1."""

    model: Model
    world: World
    meter: Meter
    ancestors: tuple[int, ...]
    """The variables the effect depends on, each after those it depends on itself."""

    @property
    def effect_holds(self) -> bool:
        """Whether the effect is actually so."""
        return bool(self.world.truth[self.world.root])

    def actual(self, node: int) -> int:
        """What the node actually is."""
        return self.world.truth[2 * node]

    def numbered(self, values: Mapping[str, bool]) -> dict[int, int]:
        """The same by node number."""
        return {self.model.network.number[name]: int(value) for name, value in values.items()}

    def named(self, values: Mapping[int, int]) -> dict[str, bool]:
        """The same by name, in the order of the numbers."""
        return {self.model.network.variables[node]: bool(values[node]) for node in sorted(values)}

    def movement(
        self,
        fixed: Values,
        *,
        hold: int | None = None,
        switch: int | None = None,
        others: Mapping[int, HoldSwitch] = MappingProxyType({}),
    ) -> Movement:
        """What may move with some variables fixed and the rest at the prices given.

        `others` has the prices of single variables, `hold` and `switch` those of all the rest.
        """
        moved = movement(self.world, self._freedom(fixed, hold, switch, others))
        self.meter.spend(1 + len(moved.motions))
        return moved

    def undone(
        self,
        fixed: Values,
        *,
        hold: int | None = None,
        switch: int | None = None,
        others: Mapping[int, HoldSwitch] = MappingProxyType({}),
    ) -> Values | None:
        """The values that deviate at the least price so that the effect fails; None where none do.

        The prices are those of `movement`.
        """
        moved = self.movement(fixed, hold=hold, switch=switch, others=others)
        if moved.settled != OPEN:
            return None if moved.settled else {}
        planned = route(self.world, moved)
        way = cheapest(planned, OneWorld(planned), self.meter)
        return way and {node: mark - 1 for node, mark in way.marks.items()}

    def compared(
        self,
        depart: int,
        others: Mapping[int, tuple[int, int]],
        readings: tuple[Reading, ...],
        against: Callable[[Chosen], Reading | None],
    ) -> Chosen | None:
        """The choice that `Comparison.refined` finds, or None.

        A departure costs `depart` and holding 1; `others` has the prices of single variables, to
        hold and to depart.
        """
        freedom = self._freedom({}, 1, depart, others)
        moved = movement(self.world, freedom, pruned=False)
        if moved.settled != OPEN:
            return None
        planned = route(self.world, moved)
        comparison = Comparison(planned, self.world.truth, others, (1, depart))
        return comparison.refined(readings, against, self.meter)

    def _freedom(
        self, fixed: Values, hold: int | None, switch: int | None, others: Mapping[int, HoldSwitch]
    ) -> Freedom:
        variables, truth = self.model.network.variables, self.world.truth

        def prices(node: int) -> Prices:
            if node not in variables:
                return NEVER
            hold_one, switch_one = others.get(node, (hold, switch))
            return (hold_one, switch_one) if truth[2 * node] else (switch_one, hold_one)

        starting = [node for node, (_, price) in others.items() if price is not None]
        if switch is not None:
            starting += self.ancestors
        return Freedom(fixed, prices, starting)


def asked(model: Model, effect: Formula, about: Iterable[str], budget: int) -> Question:
    """The question; raises QuestionRefused for names that are no variables of the model."""
    if faults := tuple(_strangers(model, effect, about)):
        raise QuestionRefused(*faults)
    network, root = model.network.with_effect(effect)
    truth = network.continued(bytearray(model.truth), len(model.network.need))
    below = network.below(root >> 1)
    ancestors = tuple(sorted(below & model.network.variables.keys()))
    return Question(model, World(network, truth, root), Meter(budget), ancestors)


def _strangers(model: Model, effect: Formula, about: Iterable[str]) -> Iterator[Finding]:
    number, variables = model.network.number, model.network.variables
    for name in dict.fromkeys(names(effect)):
        if name not in number:
            yield unknown_name("effect", name)
    for name in dict.fromkeys(about):
        if name not in number:
            yield unknown_name("cause", name)
        elif number[name] not in variables:
            yield error(
                "causality.given",
                name,
                f"“{name}”由背景给定，不能成为原因。请为它写条件式，或换一个因素。",
                f"“{name}” is given by the context and cannot be a cause. Give it an equation, "
                "or ask about another factor.",
                SOURCE,
            )
