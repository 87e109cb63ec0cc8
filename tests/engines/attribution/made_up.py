"""Random situations: several owners with several tenures, gates, chains of equations, levels."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Belief,
    Choice,
    Circumstance,
    Constant,
    Degree,
    Equation,
    Evidence,
    Exemption,
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
    State,
    Versions,
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


def choice(draw: st.DrawFn, id: str, *, monotone: bool) -> Choice:
    """A choice of somebody, by post or by seat and day, mostly a departure."""
    actual, baseline = draw(_FROM_FALSE if monotone else _STANCES)
    return Choice(
        id, draw(_OWNERS), Words(f"甲{id}", f"did {id}"), Words(f"乙{id}", f"left off {id}"),
        actual=actual, baseline=baseline, kind=draw(_SORTS), on=draw(_WHEN),
        gates=() if id in CHOICES[:2] else draw(_GATES),
    )  # fmt: skip


_OWNERS = st.sampled_from(["seat", *(f"{person}/2" for person in PERSONS)])
_FROM_FALSE = st.sampled_from([(True, False)] * 4 + [(False, False)])
_STANCES = st.sampled_from([(True, False), (False, True)] * 3 + [(False, False), (True, True)])
_SORTS = st.sampled_from(Kind)
_WHEN = st.sampled_from(DAYS)
# Gates stand on circumstances and on the first two choices, which have none themselves.
_GATES = st.sampled_from(
    [
        *[()] * 4,
        (Gate(GateKind.TOLD, "k1"),),
        (Gate(GateKind.RESOURCED, "c1"),),
        (Gate(GateKind.DUTY, "k2"), Gate(GateKind.TOLD, "c2")),
        (Gate(GateKind.AUTHORITY, "k1"), Gate(GateKind.OBJECTED, "c1")),
        (Gate(GateKind.OBJECTED, "k2"),),
    ]
)
_SO = st.sampled_from([True, True, True, False])


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
        tuple(choice(draw, name, monotone=monotone or overtaking) for name in CHOICES),
        tuple(Circumstance(name, both(f"that {name}"), actual=draw(_SO)) for name in GIVEN),
        (*steps, Equation("grave", graver)),
        Outcome(levels.factor, levels.amount, levels.unit, levels.label, worse),
    )


_TEXTS = st.sampled_from(["", "规则 3 / rule 3", "a: b", "“quoted”, {x}"])
_WORDS = st.sampled_from([Words("只有中文", ""), Words("", "English only"), Words("双语", "both")])
_EVIDENCE = st.sampled_from(
    [
        *[Evidence()] * 6,
        Evidence(State.UNKNOWN),
        Evidence(State.DISPUTED, Fraction(1, 3)),
    ]
)
_LIKELY = st.sampled_from([None, None, Fraction(1, 10), Fraction(2, 3)])
_PEOPLE = st.sets(st.sampled_from(PERSONS), max_size=2).map(sorted)


@st.composite
def told_in_full(draw: st.DrawFn) -> Situation:
    """A random situation with everything that can be written about it."""
    plain = draw(situations(overtaking=draw(st.booleans())))
    choices = (
        replace(
            c, label=draw(_WORDS), otherwise=draw(_WORDS), citation=draw(_TEXTS),
            evidence=draw(_EVIDENCE), likelihood=draw(_LIKELY),
        )
        for c in plain.choices
    )  # fmt: skip
    given = (
        replace(c, label=draw(_WORDS), on=draw(_WHEN), evidence=draw(_EVIDENCE))
        for c in plain.circumstances
    )
    outcome = replace(
        plain.outcome,
        unit=draw(st.sampled_from(["CNY", ""])),
        amount=draw(st.sampled_from([Fraction(1), Fraction(10, 3), Fraction(10**12)])),
        label=draw(_WORDS),
    )
    return replace(
        plain,
        title=draw(_WORDS),
        choices=tuple(choices),
        circumstances=tuple(given),
        equations=tuple(replace(e, label=draw(_WORDS)) for e in plain.equations),
        owners=tuple(replace(o, unit=draw(_WORDS), post=draw(_WORDS)) for o in plain.owners),
        outcome=outcome,
        head="P/2",
        doer=draw(st.sampled_from(["", "Q/1"])),
        exempted=tuple(Exemption(p, draw(_WORDS), draw(_TEXTS)) for p in draw(_PEOPLE)),
        degrees=tuple(Degree(p, Fraction(3, 2), draw(_WORDS), draw(_TEXTS)) for p in draw(_PEOPLE)),
        beliefs=tuple(b for p in draw(_PEOPLE) for b in _beliefs(p)),
        versions=Versions("m1", draw(_TEXTS).strip(), ""),
    )


def _beliefs(person: str) -> tuple[Belief, ...]:
    """Somebody who was not sure of two letters."""
    doubted = (("k1", False), ("k2", True))
    return Belief(person, Fraction(1, 4)), Belief(person, Fraction(3, 4), doubted)
