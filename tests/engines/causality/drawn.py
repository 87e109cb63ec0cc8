"""Small models drawn at random, with every kind of formula, any loop-free reading and any context.

A model is decoded from drawn bytes: drawing every formula by itself takes longer than the tests.
Most equations read two or three of the variables just before, which makes effects that come about
in several ways common enough to be met.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st

from remit.engines.causality import Model, causal_model
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum
from tests.engines.causality.literal_definitions import Literal, holds

T = TypeVar("T")
EXOGENOUS = ("u0", "u1", "u2")
KINDS = ("is", "all", "any", "all", "any", "not", "quorum", "constant")
BYTES = 120


@dataclass(frozen=True)
class Drawn:
    """The same model for the engine and for the oracle, with an effect and a stated cause."""

    literal: Literal
    model: Model
    effect: Formula
    cause: Mapping[str, bool]


class Decoder:
    """Choices read off bytes; the first of each kind once they are used up."""

    def __init__(self, drawn: bytes) -> None:
        self.left = iter(drawn)

    def below(self, count: int) -> int:
        return next(self.left, 0) % count

    def among(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def formula(self, names: Sequence[str], depth: int = 2) -> Formula:
        """Any formula."""
        kind = self.among(KINDS) if depth else "is"
        if kind == "is":
            return Is(self.among(names))
        if kind == "not":
            return Not(self.formula(names, depth - 1))
        if kind == "constant":
            return Constant(bool(self.below(2)))
        count = self.among((2, 3, 1, 0, 4))
        parts = tuple(self.formula(names, depth - 1) for _ in range(count))
        if kind == "quorum":
            return Quorum(self.below(5) - 1, parts)
        return AllOf(parts) if kind == "all" else AnyOf(parts)

    def gate(self, names: Sequence[str]) -> Formula:
        """All or any of a few, some of them denied."""
        left = list(names)
        chosen = [
            left.pop(self.below(len(left))) for _ in range(min(len(left), self.among((2, 3, 2, 1))))
        ]
        parts = tuple(Is(name) if self.below(5) < 3 else Not(Is(name)) for name in chosen)
        return self.among((AllOf, AnyOf))(parts)

    def literal(self, most: int) -> tuple[Literal, Formula]:
        """A model, and an effect that mostly is so."""
        equations: dict[str, Formula] = {}
        for number in range(most - self.among((0, 0, 0, 1, 2, 3)) % most):
            before = tuple(equations)[-4:]
            plain = before and self.below(6)
            new = self.gate(before) if plain else self.formula((*EXOGENOUS, *before))
            equations[f"v{number}"] = new
        literal = Literal(equations, {name: self.below(3) > 0 for name in EXOGENOUS})
        last = tuple(equations)[-3:]
        effect = Is(last[-1]) if self.below(2) else self.formula(last)
        kept = holds(effect, literal.actual) or self.below(8) == 7
        return literal, effect if kept else Not(effect)

    def situation(self, most: int) -> Drawn:
        """A model and an effect, with a cause of up to three, mostly as it actually is."""
        literal, effect = self.literal(most)
        names = list(literal.equations)
        size = min(len(names), self.among((1, 1, 2, 3)))
        chosen = [names.pop(self.below(len(names))) for _ in range(size)]
        contrary = {self.below(12), self.below(12)}
        cause = {name: literal.actual[name] ^ (n in contrary) for n, name in enumerate(chosen)}
        backwards = dict(reversed(literal.equations.items()))
        return Drawn(literal, causal_model(backwards, literal.context), effect, cause)


def situations(most: int = 5) -> st.SearchStrategy[Drawn]:
    """Models of up to `most` variables."""
    drawn = st.binary(min_size=BYTES, max_size=BYTES)
    return drawn.map(lambda each: Decoder(each).situation(most))
