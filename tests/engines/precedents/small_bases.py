"""Small aspects, ladders and bases of decided cases, and strategies for random ones."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from remit.engines.precedents import Aspect, Factor, Precedent, Quantity, Rung, Scale, Side
from remit.engines.precedents.aspects import Value
from remit.engines.words import Words


def both(text: str) -> Words:
    return Words(f"中{text}", text)


HARM = Factor("harm", both("harm"), Side.HEAVIER)
CONFESSED = Factor("confessed", both("confession"), Side.MILDER)
INTENT = Scale("intent", both("intent"), tuple((c, both(c)) for c in ("slight", "gross", "wilful")))
LOSS = Quantity("loss", both("loss"), Side.HEAVIER, Words("元", "yuan"), least=0)
SERVICE = Quantity("service", both("years of service"), Side.MILDER)
SHARE = Quantity("share", both("share repaid"), Side.MILDER, least=0, most=1)
ASPECTS: tuple[Aspect, ...] = (HARM, CONFESSED, INTENT, LOSS, SERVICE, SHARE)

LADDER = tuple(Rung(code, both(code)) for code in ("none", "warning", "removal", "dismissal"))
PARTIES = (Rung("defendant", both("defendant")), Rung("plaintiff", both("plaintiff")))
SIDES = (both("the defendant"), both("the plaintiff"))

numbers = st.integers(0, 2).map(Fraction)
VALUES: dict[type, st.SearchStrategy[Value]] = {
    Factor: st.booleans(),
    Scale: st.sampled_from(INTENT.codes),
    Quantity: numbers,
}
shares = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)])


def value_of(aspect: Aspect) -> st.SearchStrategy[Value]:
    return shares if aspect is SHARE else VALUES[type(aspect)]


@st.composite
def chosen_aspects(draw: st.DrawFn) -> tuple[Aspect, ...]:
    """Two or three aspects: with more, hardly any two cases can be compared."""
    return tuple(draw(st.lists(st.sampled_from(ASPECTS), min_size=2, max_size=3, unique=True)))


@st.composite
def values(draw: st.DrawFn, aspects: Sequence[Aspect]) -> dict[str, Value]:
    """A case of which everything is known."""
    return {aspect.id: draw(value_of(aspect)) for aspect in aspects}


@st.composite
def precedents(
    draw: st.DrawFn, aspects: Sequence[Aspect], ladder: Sequence[Rung], most: int = 6
) -> list[Precedent]:
    """Decided cases of which everything is known; they may contradict one another."""
    count = draw(st.integers(0, most))
    outcomes = st.sampled_from([rung.code for rung in ladder])
    return [Precedent(f"P{n}", draw(values(aspects)), draw(outcomes)) for n in range(count)]


@st.composite
def forgotten(
    draw: st.DrawFn, cases: Sequence[dict[str, Value]], most: int = 3
) -> list[dict[str, Value]]:
    """The cases without some of their values."""
    places = [(number, name) for number, case in enumerate(cases) for name in case]
    gone = draw(st.lists(st.sampled_from(places), max_size=most, unique=True)) if places else []
    return [
        {name: value for name, value in case.items() if (number, name) not in gone}
        for number, case in enumerate(cases)
    ]
