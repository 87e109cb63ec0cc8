"""What happened under one reading of the evidence, and what could have been otherwise.

Idea: a departure from duty is a variable that is true when the person did what was done in fact and
false when the duty baseline was met. Gates are judged once, by what was so in fact: a departure with
a shut gate is no departure. The rest of the situation stays as it was, so that the harm becomes a
Boolean function of the departures alone.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from remit.engines.attribution.checking import ordered
from remit.engines.attribution.situation import Choice, Level, Situation
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum, holds


@dataclass(frozen=True)
class World:
    """A situation with its facts settled: `read` replaces what was written of some facts."""

    situation: Situation
    read: Mapping[str, bool]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The factors, each after all that it depends on."""
        return ordered(self.situation)

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """The choices by their ids."""
        return {choice.id: choice for choice in self.situation.choices}

    @cached_property
    def equations(self) -> dict[str, Formula]:
        """The formulas of the factors that follow from others."""
        return {equation.id: equation.formula for equation in self.situation.equations}

    @cached_property
    def given(self) -> dict[str, bool]:
        """What nobody chose, as it was."""
        return {c.id: self.read.get(c.id, c.actual) for c in self.situation.circumstances}

    @cached_property
    def _settled(self) -> tuple[dict[str, bool], dict[str, tuple[str, ...]]]:
        known: dict[str, bool] = dict(self.given)
        excused: dict[str, tuple[str, ...]] = {}
        for name in self.order:
            if choice := self.choices.get(name):
                actual = self.read.get(name, choice.actual)
                shut = tuple(
                    g.factor for g in choice.gates if known[g.factor] is not g.kind.open_when
                )
                if shut and actual != choice.baseline:
                    excused[name] = shut
                known[name] = choice.baseline if shut else actual
            elif name in self.equations:
                known[name] = holds(self.equations[name], known)
        return known, excused

    @property
    def facts(self) -> Mapping[str, bool]:
        """Every factor as it was in fact, excused departures counted as the baseline."""
        return self._settled[0]

    @property
    def excused(self) -> Mapping[str, tuple[str, ...]]:
        """The departures that do not count, each with the factors of the gates that were shut."""
        return self._settled[1]

    @cached_property
    def departures(self) -> dict[str, tuple[Choice, ...]]:
        """Per person, in the order of the owners, the choices that departed from duty."""
        owners = self.situation.owner_of
        found: dict[str, list[Choice]] = {person: [] for person in self.situation.persons}
        for choice in self.situation.choices:
            owner = owners[choice.id]
            if owner is not None and self.facts[choice.id] != choice.baseline:
                found[owner.person].append(choice)
        return {person: tuple(own) for person, own in found.items() if own}

    @cached_property
    def network(self) -> dict[str, Formula]:
        """The situation over departures: every factor but the departures themselves.

        A departure is named by `departure`; one from a baseline of false is the choice itself.
        """
        gates: dict[str, Formula] = {name: Constant(value) for name, value in self.given.items()}
        gates.update(self.equations)
        departing = {c.id for own in self.departures.values() for c in own}
        for choice in self.situation.choices:
            if choice.id not in departing:
                gates[choice.id] = Constant(choice.baseline)
            elif choice.baseline:
                gates[choice.id] = Not(Is(departure(choice)))
        return gates

    @property
    def happened(self) -> tuple[Level, ...]:
        """The levels of the harm that were reached."""
        return tuple(lv for lv in self.situation.outcome.levels if self.facts[lv.factor])

    def otherwise(
        self, compliant: Collection[str], held: Collection[str] = ()
    ) -> Mapping[str, bool]:
        """Every factor if the choices with these ids had met the baseline, all others as in fact.

        Factors in `held` stay as they in fact were, whatever they follow from.
        """
        known: dict[str, bool] = dict(self.given)
        for name in self.order:
            if choice := self.choices.get(name):
                known[name] = choice.baseline if name in compliant else self.facts[name]
            elif name in held:
                known[name] = self.facts[name]
            elif name in self.equations:
                known[name] = holds(self.equations[name], known)
        return known

    @cached_property
    def monotone(self) -> bool:
        """Whether no departure can do anything but help the harm along, on every path."""
        departing = {departure(c) for own in self.departures.values() for c in own}
        return all(signs == {True} for name, signs in self._signs().items() if name in departing)

    def _signs(self) -> dict[str, set[bool]]:
        """With which signs each name occurs on the paths that lead to the harm."""
        signs: dict[str, set[bool]] = {lv.factor: {True} for lv in self.situation.outcome.levels}
        for name in reversed(self.order):
            formula = self.network.get(name)
            if formula is None or name not in signs:
                continue
            for part, positive in _signed(formula):
                reached = signs.setdefault(part, set())
                reached |= {sign is positive for sign in signs[name]}
        return signs


def departure(choice: Choice) -> str:
    """The name of a choice's departure in the network."""
    return f"¬{choice.id}" if choice.baseline else choice.id


def _signed(formula: Formula) -> Iterator[tuple[str, bool]]:
    """The factors of a formula, each with whether it occurs under an even number of negations."""
    waiting: list[tuple[Formula, bool]] = [(formula, True)]
    while waiting:
        part, positive = waiting.pop()
        match part:
            case Is(factor):
                yield factor, positive
            case Not(inner):
                waiting.append((inner, not positive))
            case AllOf(parts) | AnyOf(parts) | Quorum(_, parts):
                waiting.extend((inner, positive) for inner in parts)
