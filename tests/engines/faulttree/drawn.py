"""Small networks drawn at random, and their truth world by world, reckoned plainly."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import strategies as st

from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum, holds

LEAVES = ("a", "b", "c", "d", "e", "f", "g")
Gates = Mapping[str, Formula]


def networks() -> st.SearchStrategy[Gates]:
    """Gates with negations and sharing, some of them modules; the last is the top."""
    return tangled() | composed()


@st.composite
def tangled(draw: st.DrawFn) -> Gates:
    """Up to six gates, most parts used once and some again; the top uses what no other does."""
    gates: dict[str, Formula] = {}
    unused = list(LEAVES)
    for number in range(draw(st.integers(0, 5))):
        names = draw(st.lists(st.sampled_from(unused), min_size=1, max_size=4, unique=True))
        used_up = set(names) - draw(st.sets(st.sampled_from(names), max_size=1))
        unused = [*(name for name in unused if name not in used_up), f"g{number}"]
        gates[f"g{number}"] = draw(connected(names))
    names = [name for name in unused if name in gates]
    names += draw(st.lists(st.sampled_from(LEAVES), min_size=not names, max_size=3))
    gates["top"] = draw(connected(names))
    return gates


@st.composite
def composed(draw: st.DrawFn) -> Gates:
    """Two gates that share no leaf, and a top over them and one more leaf."""
    first = draw(nested(("a", "b", "c")))
    second = draw(nested(("d", "e", "f")))
    return {"left": first, "right": second, "top": draw(nested(("left", "right", "g")))}


def nested(names: tuple[str, ...]) -> st.SearchStrategy[Formula]:
    """Formulas over these names, each used several times."""

    def joined(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
        pairs = st.tuples(parts, parts)
        either = st.tuples(parts, parts, parts).map(lambda three: Quorum(2, three))
        return pairs.map(AllOf) | pairs.map(AnyOf) | either

    literals = st.sampled_from([Is(name) for name in names])
    return st.recursive(literals | literals.map(Not), joined, max_leaves=9)


@st.composite
def connected(draw: st.DrawFn, names: list[str]) -> Formula:
    """One connective over literals of these names, now and then with a constant, or negated."""
    parts = tuple(Not(Is(name)) if draw(st.booleans()) else Is(name) for name in names)
    parts += draw(st.sampled_from(((), (), (), (Constant(value=True),), (Constant(value=False),))))
    count = draw(st.integers(0, len(parts) + 1))
    formula = draw(st.sampled_from((AllOf(parts), AnyOf(parts), Quorum(count, parts))))
    return Not(formula) if draw(st.booleans()) else formula


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
