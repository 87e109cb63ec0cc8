"""The definitions as they are written, by going through everything."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from remit.engines.precedents import Aspect, Factor, Precedent, Quantity, Scale, Side, Value

Values = Mapping[str, Value]
HALF = Fraction(1, 2)


def at_least_as_grave(aspects: Iterable[Aspect], one: Values, other: Values) -> bool:
    """Whether the other has every point for the heavier side that one has, and no further one
    for the milder."""
    return all(_as_grave(aspect, one[aspect.id], other[aspect.id]) for aspect in aspects)


def _as_grave(aspect: Aspect, one: Value, other: Value) -> bool:
    match aspect:
        case Factor(side=Side.HEAVIER):
            return bool(other or not one)
        case Factor():
            return bool(one or not other)
        case Scale(values=values):
            order = [code for code, _ in values]
            return order.index(str(one)) <= order.index(str(other))
        case Quantity(side=Side.HEAVIER):
            return Fraction(one) <= Fraction(other)
    return Fraction(other) <= Fraction(one)


class Bounds(NamedTuple):
    low: int
    high: int


def bounds(
    aspects: Sequence[Aspect], ladder: Sequence[str], precedents: Sequence[Precedent], case: Values
) -> Bounds:
    """Both bounds where everything is known."""
    low, high = 0, len(ladder) - 1
    for precedent in precedents:
        rank = ladder.index(precedent.outcome)
        if at_least_as_grave(aspects, precedent.values, case):
            low = max(low, rank)
        if at_least_as_grave(aspects, case, precedent.values):
            high = min(high, rank)
    return Bounds(low, high)


def completions(aspects: Sequence[Aspect], cases: Sequence[Values]) -> Iterator[tuple[Values, ...]]:
    """All ways in which what is unknown in the cases can turn out, together."""
    holes = [
        (number, aspect.id, list(_answers(aspect, cases)))
        for number, case in enumerate(cases)
        for aspect in aspects
        if aspect.id not in case
    ]
    for chosen in product(*(answers for _, _, answers in holes)):
        filled = [dict(case) for case in cases]
        for (number, name, _), value in zip(holes, chosen, strict=True):
            filled[number][name] = value
        yield tuple(filled)


def _answers(aspect: Aspect, cases: Sequence[Values]) -> Iterable[Value]:
    """Of a quantity: every recorded number, both sides of it, and the ends."""
    match aspect:
        case Factor():
            return (False, True)
        case Scale(values=values):
            return [code for code, _ in values]
    recorded = {Fraction(case[aspect.id]) for case in cases if aspect.id in case}
    ends = {Fraction(end) for end in (aspect.least, aspect.most) if end is not None}
    near = {number + step for number in recorded | {Fraction(0)} for step in (-HALF, 0, HALF)}
    inside = {number for number in near if aspect.admits(number)}
    return sorted(inside | ends)
