"""Spans of time summed exactly: from the limbs that SQL adds up to count, mean, sum and deviation."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

LIMB_BITS = 18
LIMB = 1 << LIMB_BITS
WIDTH = 12
"""How many numbers a metric gives for spans."""
TIME_BITS = 20


@dataclass(frozen=True, slots=True)
class Gaps:
    """How many spans, the least and the most, their sum and the sum of their squares; microseconds."""

    n: int
    least_us: int
    most_us: int
    sum_us: int
    squares: int

    @property
    def mean_us(self) -> Fraction:
        """The mean, exactly."""
        return Fraction(self.sum_us, self.n)

    @property
    def deviation_us(self) -> float | None:
        """The standard deviation of a sample; None for a single span."""
        if self.n < 2:
            return None
        return sqrt(Fraction(self.n * self.squares - self.sum_us**2, self.n * (self.n - 1)))


def gaps(cells: Sequence[int]) -> Gaps:
    """The spans that a metric tells in twelve numbers.

    >>> gaps([2, 1, 3, 4, 0, 0, 10, 0, 0, 0, 0, 0])
    Gaps(n=2, least_us=1, most_us=3, sum_us=4, squares=10)
    """
    n, least, most, low, middle, high, ll, lm, lh, mm, mh, hh = map(int, cells)
    squares = ll + 2 * lm * LIMB + (2 * lh + mm) * LIMB**2 + 2 * mh * LIMB**3 + hh * LIMB**4
    return Gaps(n, least, most, low + middle * LIMB + high * LIMB**2, squares)


def time_us(high: int, low: int) -> int:
    """A time that a metric tells in two numbers, in microseconds.

    >>> time_us(1, 5)
    1048581
    """
    return (high << TIME_BITS) + low
