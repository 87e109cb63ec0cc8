"""Random situations: several owners with several tenures, gates, chains of equations, levels."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Choice,
    Circumstance,
    Constant,
    Equation,
    Formula,
    Gate,
    GateKind,
    Is,
    Kind,
    Level,
    Not,
    Outcome,
    Owner,
    Quorum,
    Situation,
)
from remit.engines.words import Words
from tests.engines.attribution.cast import both

PERSONS = ("P", "Q", "R", "S")
CHOICES = ("c1", "c2", "c3", "c4", "c5")
GIVEN = ("k1", "k2")
CHANGE = date(2026, 1, 1)
DAYS = (date(2025, 6, 1), date(2026, 6, 1))


def formula(
    draw: st.DrawFn, names: Sequence[str], *, monotone: bool = False, depth: int = 2
) -> Formula:
    """A formula over some of these factors."""
    kind = draw(_KINDS if depth else _LEAVES)
    if kind == "is" or (monotone and kind in {"not", "constant"}):
        return Is(draw(st.sampled_from(names)))
    if kind == "constant":
        return Constant(draw(st.booleans()))
    if kind == "not":
        return Not(formula(draw, names, depth=depth - 1))
    count = draw(_SOME)
    parts = tuple(formula(draw, names, monotone=monotone, depth=depth - 1) for _ in range(count))
    if kind == "at least":
        return Quorum(min(draw(_SOME), count), parts)
    return AllOf(parts) if kind == "all" else AnyOf(parts)


_LEAVES = st.sampled_from(["is", "is", "is", "is", "constant"])
_KINDS = st.sampled_from(["all", "any", "at least", "not", "is"])
_SOME = st.integers(1, 3)


def owners() -> tuple[Owner, ...]:
    """Everybody holds a post from some day on; P's seat has been Q's since the new year."""
    first = Owner("P/1", "P", both("Ann"), seat="seat", until=CHANGE)
    second = Owner("Q/1", "Q", both("Bob"), seat="seat", since=CHANGE)
    others = (Owner(f"{p}/2", p, both(name)) for p, name in zip(PERSONS, NAMES, strict=True))
    return (first, second, *others)


NAMES = ("Ann", "Bob", "Cem", "Dai")


@st.composite
def choices(draw: st.DrawFn, id: str, *, monotone: bool) -> Choice:
    """A choice of somebody, by post or by seat and day, mostly a departure."""
    owner = draw(st.sampled_from(["seat", *(f"{person}/2" for person in PERSONS)]))
    baseline = False if monotone else draw(st.booleans())
    complied = draw(st.integers(0, 4)) == 0
    return Choice(
        id, owner, Words(f"甲{id}", f"did {id}"), Words(f"乙{id}", f"left off {id}"),
        actual=baseline if complied else not baseline,
        baseline=baseline, kind=draw(st.sampled_from(Kind)),
        on=draw(st.sampled_from(DAYS)), gates=_gates(draw, id),
    )  # fmt: skip


def _gates(draw: st.DrawFn, id: str) -> tuple[Gate, ...]:
    """Gates on circumstances and on the first two choices, which have none themselves."""
    if id in CHOICES[:2] or draw(st.booleans()):
        return ()
    kinds = draw(st.sets(st.sampled_from(GateKind), max_size=2))
    factors = st.sampled_from([*GIVEN, *CHOICES[:2]])
    return tuple(Gate(kind, draw(factors)) for kind in sorted(kinds))


def any_steps(draw: st.DrawFn, *, monotone: bool) -> tuple[Equation, ...]:
    """Two steps on the way to the harm."""
    base = [*CHOICES, *GIVEN]
    first = formula(draw, base, monotone=monotone)
    second = formula(draw, [*base, "step1", "step1"], monotone=monotone)
    harm = formula(draw, ["step2", "step1", *base], monotone=monotone)
    return (
        Equation("step1", first, both("the first step")),
        Equation("step2", second, both("the second")),
        Equation("harm", harm),
    )


def overtaking_steps(draw: st.DrawFn) -> tuple[Equation, ...]:
    """One way to the harm that overtakes another."""
    first, second, third = (formula(draw, CHOICES, monotone=True, depth=1) for _ in range(3))
    late = AllOf((second, Not(Is("step1"))))
    ways = (Is("step1"), Is("step2"), *([third] if draw(st.booleans()) else []))
    return (
        Equation("step1", first, both("the first step")),
        Equation("step2", late, both("the second")),
        Equation("harm", AnyOf(ways)),
    )


@st.composite
def situations(draw: st.DrawFn, *, monotone: bool = False, overtaking: bool = False) -> Situation:
    """A situation of five choices, two circumstances, two steps between, two levels of harm."""
    steps = overtaking_steps(draw) if overtaking else any_steps(draw, monotone=monotone)
    graver = AllOf((Is("harm"), formula(draw, ["step1", *CHOICES, *GIVEN], monotone=monotone)))
    levels = Outcome("harm", Fraction(6), "CNY", both("the flood"))
    worse = (Level("grave", Fraction(4), both("the loss of the houses")),)
    return Situation(
        "random",
        both("Random"),
        owners(),
        tuple(draw(choices(name, monotone=monotone or overtaking)) for name in CHOICES),
        tuple(
            Circumstance(name, both(f"that {name}"), actual=draw(st.integers(0, 3)) > 0)
            for name in GIVEN
        ),
        (*steps, Equation("grave", graver)),
        Outcome(levels.factor, levels.amount, levels.unit, levels.label, worse),
    )
