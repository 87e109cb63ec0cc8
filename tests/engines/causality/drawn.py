"""Small models drawn at random, with every kind of formula, any loop-free reading and any context.

A model is decoded from drawn bytes: drawing every formula by itself takes longer than the tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from remit.engines.causality import Model, causal_model
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum
from tests.engines.causality.literal_definitions import Literal

EXOGENOUS = ("u0", "u1", "u2")
BYTES = 100


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

    def formula(self, names: Sequence[str], depth: int = 2) -> Formula:
        kind = self.below(12) if depth else 0
        if kind < 4:
            return Is(names[self.below(len(names))])
        if kind < 6:
            return Not(self.formula(names, depth - 1))
        if kind == 6:
            return Constant(bool(self.below(2)))
        parts = tuple(self.formula(names, depth - 1) for _ in range(self.below(8) % 5))
        if kind < 9:
            return AllOf(parts)
        return AnyOf(parts) if kind < 11 else Quorum(self.below(5) - 1, parts)

    def situation(self, most: int) -> Drawn:
        equations: dict[str, Formula] = {}
        for number in range(1 + self.below(most)):
            equations[f"v{number}"] = self.formula((*equations, *EXOGENOUS))
        context = {name: bool(self.below(2)) for name in EXOGENOUS}
        literal = Literal(equations, context)
        names = list(equations)
        chosen = [
            names.pop(self.below(len(names))) for _ in range(1 + self.below(min(3, len(names))))
        ]
        contrary = self.below(8)
        cause = {name: literal.actual[name] ^ (n == contrary) for n, name in enumerate(chosen)}
        effect = self.formula(tuple(equations))
        backwards = dict(reversed(equations.items()))
        return Drawn(literal, causal_model(backwards, context), effect, cause)


def situations(most: int = 5) -> st.SearchStrategy[Drawn]:
    """Models of up to `most` variables; a cause of up to three, mostly as it actually is."""
    drawn = st.binary(min_size=BYTES, max_size=BYTES)
    return drawn.map(lambda each: Decoder(each).situation(most))
