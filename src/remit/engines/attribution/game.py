"""The duty-baseline game: exact shares, split inside a person, and smallest witnesses.

Idea: v(S) is whether the harm happens when the persons in S do what they did and all others meet
their duty baseline. A person's share is the Shapley value of that game (Shapley 1953), reckoned in
exact fractions by counting pivots per coalition size; inside a person the choices share by the
value of Owen (1977) with persons as unions, which adds up to the person's share. Degree and witness
follow Chockler and Halpern, JAIR 22 (2004): 1/(k+1) for the smallest k others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from remit.engines.attribution.checking import ordered
from remit.engines.attribution.situation import Choice, Situation
from remit.engines.formulas import by_size, everything, table, variable


@dataclass(frozen=True, slots=True)
class Witness:
    """A smallest change that averts the harm: a person's own choices and the others needed."""

    own: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def degree(self) -> Fraction:
        """1/(k+1) for k others."""
        return Fraction(1, len(self.others) + 1)


class Game:
    """The game of one situation: built once, asked many times, never changed."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._order = ordered(situation)
        self._choices = {choice.id: choice for choice in situation.choices}
        self._circumstances = {c.id: c.actual for c in situation.circumstances}
        self._equations = {e.id: e.formula for e in situation.equations}
        self.facts, self.excused = self._in_fact()
        self.departures = self._departures()
        self.players = tuple(self.departures)
        self._harm = self.outcome(
            {c.id: i for i, p in enumerate(self.players) for c in self.departures[p]},
            len(self.players),
        )

    @property
    def harm(self) -> bool:
        """Whether the harm happened in fact."""
        return self.happens(self.players)

    @property
    def harm_without_fault(self) -> bool:
        """Whether it would have happened although everybody met their duty."""
        return self.happens(())

    def happens(self, coalition: Iterable[str]) -> bool:
        """Whether the harm happens when only these persons do what they did."""
        bit = sum(1 << self.players.index(person) for person in coalition)
        return bool(self._harm >> bit & 1)

    def outcome(self, varying: Mapping[str, int], width: int, acting: Iterable[str] = ()) -> int:
        """The table of the harm: choices in `varying` are as they were where their bit is on.

        Choices in `acting` are always as they were, all others meet the baseline.
        """
        full, always = everything(width), set(acting)
        known: dict[str, int] = {}
        for name in self._order:
            if choice := self._choices.get(name):
                on = variable(varying[name], width) if name in varying else 0
                did = full if name in always else on
                same = self.facts[name] == choice.baseline
                departs = 0 if same else did
                known[name] = (full & ~departs) if choice.baseline else departs
            elif name in self._equations:
                known[name] = table(self._equations[name], known, full)
            else:
                known[name] = full if self._circumstances[name] else 0
        return known[self.situation.outcome.factor]

    def _in_fact(self) -> tuple[dict[str, bool], dict[str, tuple[str, ...]]]:
        """The value of every factor in fact, and the choices excused with the gates that failed."""
        known: dict[str, int] = {}
        excused: dict[str, tuple[str, ...]] = {}
        for name in self._order:
            if choice := self._choices.get(name):
                shut = tuple(gate.factor for gate in choice.gates if not known[gate.factor])
                if shut and choice.actual != choice.baseline:
                    excused[name] = shut
                known[name] = int(choice.baseline if shut else choice.actual)
            elif name in self._equations:
                known[name] = table(self._equations[name], known, 1)
            else:
                known[name] = int(self._circumstances[name])
        return {name: bool(value) for name, value in known.items()}, excused

    def _departures(self) -> dict[str, tuple[Choice, ...]]:
        """Per person, in the order of the owners, the choices that departed from duty."""
        found: dict[str, tuple[Choice, ...]] = {}
        for person in self.situation.persons:
            own = tuple(
                choice
                for choice in self.situation.choices
                if self.situation.person_of(choice.owner) == person
                and self.facts[choice.id] != choice.baseline
            )
            if own:
                found[person] = own
        return found

    def shares(self) -> dict[str, Fraction]:
        """The Shapley value of every player: what each adds to the harm, over all orders."""
        count = len(self.players)
        sizes = by_size(range(count), count)
        weights = _weights(count)
        return {
            person: _value(self._harm, index, count, list(zip(sizes, weights, strict=False)))
            for index, person in enumerate(self.players)
        }

    def split(self, person: str) -> dict[str, Fraction]:
        """A player's share split over the own choices (Owen value with persons as unions)."""
        own = self.departures[person]
        others = [other for other in self.players if other != person]
        width = len(others) + len(own)
        varying = {c.id: i for i, o in enumerate(others) for c in self.departures[o]}
        varying |= {choice.id: len(others) + i for i, choice in enumerate(own)}
        harm = self.outcome(varying, width)
        layers = _layers(len(others), len(own))
        return {c.id: _value(harm, len(others) + i, width, layers) for i, c in enumerate(own)}

    def witness(self, person: str) -> Witness | None:
        """The smallest witness of a player, or None for one who is never pivotal."""
        index, count = self.players.index(person), len(self.players)
        pivots = _pivots(self._harm, index, count)[0]
        for layer in reversed(by_size(range(count), count)):
            if chosen := pivots & layer:
                return self._witness(person, _first(chosen))
        return None

    def _witness(self, person: str, acting: int) -> Witness:
        others = [o for o in self.players if o != person]
        still = [o for o in others if acting >> self.players.index(o) & 1]
        own = self.departures[person]
        kept = [choice.id for other in still for choice in self.departures[other]]
        harm = self.outcome({c.id: i for i, c in enumerate(own)}, len(own), kept)
        averted = everything(len(own)) & ~harm
        layer = next(x for x in reversed(by_size(range(len(own)), len(own))) if x & averted)
        world = _first(layer & averted)
        changed = tuple(choice.id for i, choice in enumerate(own) if not world >> i & 1)
        return Witness(changed, tuple(o for o in others if o not in still))


Layers = Sequence[tuple[int, Fraction]]


def _first(worlds: int) -> int:
    """The lowest world in a table."""
    return (worlds & -worlds).bit_length() - 1


def _weights(count: int) -> list[Fraction]:
    """For each coalition size, the part of all orders in which exactly such a coalition precedes."""
    orders = factorial(count)
    return [
        Fraction(factorial(size) * factorial(count - size - 1), orders) for size in range(count)
    ]


def _layers(others: int, own: int) -> Layers:
    width = others + own
    outer, inner = by_size(range(others), width), by_size(range(others, width), width)
    return [
        (a & b, weight * part)
        for a, weight in zip(outer, _weights(others + 1), strict=True)
        for b, part in zip(inner, _weights(own), strict=False)
    ]


def _pivots(harm: int, index: int, width: int) -> tuple[int, int]:
    """The coalitions without thing `index` that it turns to harm, and those it turns from harm."""
    without = everything(width) & ~variable(index, width)
    joined, alone = (harm >> (1 << index)) & without, harm & without
    return joined & ~alone, alone & ~joined


def _value(harm: int, index: int, width: int, layers: Layers) -> Fraction:
    worse, better = _pivots(harm, index, width)
    counted = (
        ((worse & layer).bit_count() - (better & layer).bit_count()) * weight
        for layer, weight in layers
    )
    return sum(counted, Fraction(0))
