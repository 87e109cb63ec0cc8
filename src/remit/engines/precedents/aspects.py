"""In what cases are compared: factors, scales and quantities, each ordered from milder to heavier.

A factor is there or not and speaks for one side; a scale has named values in order; a quantity is a
number that speaks the more for one side the greater it is. All three order their values by gravity,
so that two cases can be compared aspect by aspect. What is unknown may lie anywhere in the aspect's
span. Source: J. Horty, "Reasoning with dimensions and magnitudes", Artificial Intelligence and Law
27 (2019), where a factor is a dimension of two values.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf
from typing import TypeAlias

from remit.engines.words import Words

NO_WORDS = Words("", "")
UNKNOWN = Words("不明", "unknown")
Value: TypeAlias = bool | str | int | Fraction
Gravity: TypeAlias = int | Fraction | float
"""Exact, or endless on one side."""
Span: TypeAlias = tuple[Gravity, Gravity]


class Side(StrEnum):
    """Towards which end of the ladder something speaks.

    Of two parties, the one named first on the ladder has the milder end.
    """

    MILDER = "milder"
    HEAVIER = "heavier"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.MILDER if self is Side.HEAVIER else Side.HEAVIER


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that is there or not; where it is, it speaks for `side`."""

    id: str
    name: Words
    side: Side

    @property
    def marks(self) -> tuple[Gravity, ...]:
        """The gravities there are, rising."""
        return (0, 1)

    def admits(self, value: Value) -> bool:
        """Whether the value is one of this aspect."""
        return isinstance(value, bool)

    def gravity(self, value: Value) -> Gravity:
        """How far the value speaks for the heavier side."""
        return int(value is (self.side is Side.HEAVIER))

    def says(self, value: Value) -> Words:
        """The value in words."""
        return Words("有", "yes") if value else Words("无", "no")


@dataclass(frozen=True, slots=True)
class Scale:
    """One of several named values, from the mildest to the heaviest."""

    id: str
    name: Words
    values: tuple[tuple[str, Words], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the values."""
        return tuple(code for code, _ in self.values)

    @property
    def marks(self) -> tuple[Gravity, ...]:
        """The gravities there are, rising."""
        return tuple(range(len(self.values)))

    def admits(self, value: Value) -> bool:
        """Whether the value is one of this aspect."""
        return value in self.codes

    def gravity(self, value: Value) -> Gravity:
        """How far the value speaks for the heavier side."""
        return self.codes.index(str(value))

    def says(self, value: Value) -> Words:
        """The value in words."""
        return dict(self.values)[str(value)]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact number; the greater, the more it speaks for `side`.

    `least` and `most` are the ends beyond which no value lies; they matter where one is unknown.
    """

    id: str
    name: Words
    side: Side
    unit: Words = NO_WORDS
    least: Fraction | int | None = None
    most: Fraction | int | None = None

    @property
    def marks(self) -> tuple[Gravity, ...]:
        """Both ends of the gravities there are, rising."""
        least = -inf if self.least is None else self.least
        most = inf if self.most is None else self.most
        return (least, most) if self.side is Side.HEAVIER else (-most, -least)

    def admits(self, value: Value) -> bool:
        """Whether the value is one of this aspect."""
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return False
        return self.marks[0] <= self.gravity(value) <= self.marks[-1]

    def gravity(self, value: Value) -> Gravity:
        """How far the value speaks for the heavier side."""
        return Fraction(value) if self.side is Side.HEAVIER else -Fraction(value)

    def says(self, value: Value) -> Words:
        """The value in words."""
        exact = Fraction(value)
        number = f"{float(exact):,.10g}" if exact.denominator > 1 else f"{exact.numerator:,}"
        return Words(f"{number}{self.unit.zh}", f"{number} {self.unit.en}".strip())


Aspect: TypeAlias = Factor | Scale | Quantity


def span(aspect: Aspect, value: Value | None) -> Span:
    """Between which gravities a value lies: a known one at one point, an unknown one anywhere."""
    if value is None:
        return aspect.marks[0], aspect.marks[-1]
    return aspect.gravity(value), aspect.gravity(value)


def told(aspect: Aspect, value: Value | None) -> Words:
    """A value in words, also where it is unknown."""
    return UNKNOWN if value is None else aspect.says(value)
