"""The definitions written out literally over all subsets and values: slow, and an oracle.

Halpern, Actual Causality (MIT Press 2016): 2.2.2 for causes, 6.1 for degrees of responsibility.
Nothing of the engine is used but the shape of formulas.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, product

from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum

Values = Mapping[str, bool]


def holds(formula: Formula, values: Values) -> bool:
    match formula:
        case Is(factor):
            return values[factor]
        case Constant(value):
            return value
        case Not(part):
            return not holds(part, values)
        case AllOf(parts):
            return all(holds(part, values) for part in parts)
        case AnyOf(parts):
            return any(holds(part, values) for part in parts)
        case Quorum(count, parts):
            return sum(holds(part, values) for part in parts) >= count


def subsets(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    each = tuple(names)
    return chain.from_iterable(combinations(each, size) for size in range(len(each) + 1))


def settings(names: Iterable[str]) -> Iterator[dict[str, bool]]:
    each = tuple(names)
    for values in product((False, True), repeat=len(each)):
        yield dict(zip(each, values, strict=True))


@dataclass(frozen=True)
class Literal:
    """A model whose equations stand in an order in which each reads only earlier ones."""

    equations: Mapping[str, Formula]
    context: Values

    def world(self, intervention: Values) -> dict[str, bool]:
        values = dict(self.context)
        for name, formula in self.equations.items():
            values[name] = intervention[name] if name in intervention else holds(formula, values)
        return values

    @property
    def actual(self) -> dict[str, bool]:
        return self.world({})

    def as_it_is(self, names: Iterable[str]) -> dict[str, bool]:
        return {name: self.actual[name] for name in names}

    def ac1(self, cause: Values, effect: Formula) -> bool:
        return holds(effect, self.actual) and self.as_it_is(cause) == dict(cause)

    def contingencies(
        self, cause: Values, effect: Formula, definition: str
    ) -> Iterator[dict[str, bool]]:
        """Every W = w that satisfies AC2."""
        others = [name for name in self.equations if name not in cause]
        for held in subsets(others):
            ways = [self.as_it_is(held)] if definition == "modified" else settings(held)
            for contingency in ways:
                if self.ac2(cause, effect, definition, contingency):
                    yield contingency

    def ac2(self, cause: Values, effect: Formula, definition: str, contingency: Values) -> bool:
        without = any(
            not holds(effect, self.world({**contingency, **other})) for other in settings(cause)
        )
        if definition == "modified" or not without:
            return without
        rest = [n for n in self.equations if n not in cause and n not in contingency]
        kept = [tuple(contingency)] if definition == "original" else list(subsets(contingency))
        return all(
            holds(
                effect,
                self.world({**cause, **{n: contingency[n] for n in part}, **self.as_it_is(held)}),
            )
            for part in kept
            for held in subsets(rest)
        )

    def some_ac2(self, cause: Values, effect: Formula, definition: str) -> bool:
        return any(True for _ in self.contingencies(cause, effect, definition))

    def ac3(self, cause: Values, effect: Formula, definition: str) -> bool:
        smaller = (part for part in subsets(cause) if 0 < len(part) < len(cause))
        events = ({name: cause[name] for name in part} for part in smaller)
        return not any(
            self.ac1(part, effect) and self.some_ac2(part, effect, definition) for part in events
        )

    def is_cause(self, cause: Values, effect: Formula, definition: str) -> bool:
        return (
            self.ac1(cause, effect)
            and self.some_ac2(cause, effect, definition)
            and self.ac3(cause, effect, definition)
        )

    def departures(self, contingency: Values) -> int:
        return sum(self.actual[name] != value for name, value in contingency.items())

    def causes(self, effect: Formula, definition: str) -> list[dict[str, bool]]:
        events = (self.as_it_is(part) for part in subsets(self.equations) if part)
        return [event for event in events if self.is_cause(event, effect, definition)]

    def responsibility(self, name: str, effect: Formula, definition: str) -> Fraction:
        if definition == "modified":
            sizes = [
                len(cause) + len(contingency)
                for cause in self.causes(effect, definition)
                if name in cause
                for contingency in self.contingencies(cause, effect, definition)
            ]
            return Fraction(1, min(sizes)) if sizes else Fraction(0)
        event = self.as_it_is([name])
        if not self.is_cause(event, effect, definition):
            return Fraction(0)
        found = self.contingencies(event, effect, definition)
        return Fraction(1, 1 + min(map(self.departures, found)))
