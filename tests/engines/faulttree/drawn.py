"""Small networks drawn at random, and their truth world by world, reckoned plainly."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import strategies as st

from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum, holds

LEAVES = ("a", "b", "c", "d", "e", "f")
Gates = Mapping[str, Formula]


@st.composite
def networks(draw: st.DrawFn) -> Gates:
    """Up to six gates, negations and sharing among them; the last is the top."""
    gates: dict[str, Formula] = {}
    for number in range(draw(st.integers(1, 6))):
        names = st.sampled_from((*LEAVES, *gates, *gates))
        literals = names.map(Is) | names.map(Is).map(Not) | st.booleans().map(Constant)
        parts = tuple(draw(st.lists(literals, min_size=1, max_size=4)))
        quorum = st.integers(0, len(parts) + 1).map(lambda n, p=parts: Quorum(n, p))
        formula = draw(st.sampled_from((AllOf(parts), AnyOf(parts))) | quorum)
        gates[f"g{number}"] = draw(st.sampled_from((formula, Not(formula))))
    return gates


def top_of(gates: Gates) -> str:
    """The name of the last gate."""
    return list(gates)[-1]


def worlds(leaves: tuple[str, ...]) -> Iterator[dict[str, bool]]:
    """Every world of some leaves."""
    for values in product((False, True), repeat=len(leaves)):
        yield dict(zip(leaves, values, strict=True))


def happens(gates: Gates, world: Mapping[str, bool]) -> bool:
    """Whether the top is true in a world; leaves that are not named are false."""
    known = dict.fromkeys(LEAVES, False) | dict(world)
    for name, formula in gates.items():
        known[name] = holds(formula, known)
    return known[top_of(gates)]
