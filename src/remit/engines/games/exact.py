"""Shares as fractions: polynomials in the clocks' times, each packed into one whole number.

Idea: a variable of weight w has the value t**w, so that values and derivatives in the diagram are
polynomials in t with whole coefficients. Put 2**bits for t (Kronecker substitution) and one pass
over the diagram with plain whole numbers reckons them all; several clocks take the digits of one
number in turn. A derivative over n variables is the sum, over the coalitions of the n - 1 others,
of -1, 0 or 1 times a product of factors t**w and 1 - t**w. Multiplied out, the coefficients of all
these products are 3**(n - 1) at most in sum, whatever their signs: a digit with one bit more for
the sign never overflows.
"""

from fractions import Fraction
from math import lcm, prod
from operator import mul
from typing import NamedTuple

from remit.engines.faulttree import Compiled, gradient
from remit.engines.games.arrivals import Arrival

MOST_WORK = 1 << 23


def affordable(compiled: Compiled, arrival: Arrival) -> bool:
    """Whether the whole numbers to be reckoned with have less than 8 MiB together."""
    within = arrival.within(compiled.leaves)
    asked = len(within.asked)
    denominator = sum(within.degrees) // 5
    width = _width(within) * (compiled.size + asked) + denominator * asked
    return prod(degree + 1 for degree in within.degrees) * width <= MOST_WORK


def exactly(compiled: Compiled, arrival: Arrival) -> dict[str, Fraction]:
    """The shares of the variables asked about on which the outcome depends."""
    within = arrival.within(compiled.leaves)
    width, degrees, last = _width(within), within.degrees, within.clocks[-1]
    values, place = dict(within.settled), 8 * width
    for clock, degree in zip(within.clocks, degrees, strict=True):
        values |= {variable: 1 << place * weight for variable, weight in clock.items()}
        place *= degree + 1
    slopes = gradient(compiled, values)[1]
    integrals = {weight: _integral(width, degrees, weight) for weight in set(last.values())}
    return {variable: integrals[last[variable]].of(slopes[variable]) for variable in within.asked}


def _width(arrival: Arrival) -> int:
    """Bytes of a digit."""
    variables = sum(len(clock) for clock in arrival.clocks)
    largest: int = 3 ** max(variables - 1, 0)
    return largest.bit_length() // 8 + 1


class _Integral(NamedTuple):
    """What each power is multiplied by, over a common denominator; `width` bytes for a digit."""

    width: int
    factors: list[int]
    denominator: int

    def of(self, packed: int) -> Fraction:
        """The integral of a packed polynomial with digits of either sign."""
        count, half = len(self.factors), 1 << 8 * self.width - 1
        halves = int.from_bytes((bytes(self.width - 1) + b"\x80") * count, "little")
        raised = (packed + halves).to_bytes(self.width * count, "little")
        starts = range(0, len(raised), self.width)
        digits = (int.from_bytes(raised[at : at + self.width], "little") for at in starts)
        numerator = sum(map(mul, digits, self.factors)) - half * sum(self.factors)
        return Fraction(numerator, self.denominator)


def _integral(width: int, degrees: list[int], weight: int) -> _Integral:
    """Over dt for each clock but the last, and over d(t**weight) for the last."""
    factors, denominator = [1], 1
    for degree in degrees[:-1]:
        powers, common = _inverse(range(1, degree + 2))
        factors = [factor * power for power in powers for factor in factors]
        denominator *= common
    powers, common = _inverse(range(weight, degrees[-1] + 1))
    factors = [weight * factor * power for power in powers for factor in factors]
    return _Integral(width, factors, denominator * common)


def _inverse(numbers: range) -> tuple[list[int], int]:
    """One over each of the numbers, as numerators over their least common multiple."""
    common = lcm(*numbers)
    return [common // number for number in numbers], common
