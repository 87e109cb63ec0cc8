"""Expressions and cell tests as they were understood, before anything is reckoned.

The expressions are those of S-FEEL (DMN 1.5, chapter 9) with and, or, not and calls, and what JDM's
expression language adds to them in decision tables. A cell test is a set of values wherever its words
allow it, so that tables can be searched for gaps and overlaps; otherwise it is a condition.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from remit.engines.tables.values import Value, key

SUBJECT = "?"
"""The name under which a cell test speaks of the value tested (`?` in FEEL, `$` in JDM)."""
ELEMENT = "#"
"""The name under which a condition on a list speaks of one of its elements."""


class Operator(StrEnum):
    """An operator with two sides."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"
    REST = "%"
    POWER = "**"
    EQUAL = "="
    UNEQUAL = "!="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    IN = "in"


COMPARISONS = frozenset(
    {
        Operator.EQUAL, Operator.UNEQUAL, Operator.BELOW, Operator.AT_MOST, Operator.ABOVE,
        Operator.AT_LEAST, Operator.IN,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A value as written; true is another than 1."""

    value: Value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and key(self.value) == key(other.value)

    def __hash__(self) -> int:
        return hash(key(self.value))


@dataclass(frozen=True, slots=True)
class Name:
    """The value that goes by a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of a context."""

    of: "Expression"
    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """The number with its sign turned."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and an operator."""

    operator: Operator
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Both:
    """True when every part is."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """True when at least one part is."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """True when the part is false."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of what its parts come to."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Whether a value lies between two ends."""

    part: "Expression"
    low: "Expression"
    high: "Expression"
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class Called:
    """A function, applied."""

    function: str
    arguments: tuple["Expression", ...]


Expression = (
    Literal
    | Name
    | Member
    | Negative
    | Binary
    | Both
    | Either
    | Opposite
    | Listed
    | Within
    | Called
)


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside."""
    match expression:
        case Member(part) | Negative(part) | Opposite(part):
            return (part,)
        case Binary(_, left, right):
            return (left, right)
        case Both(parts) | Either(parts) | Listed(parts) | Called(_, parts):
            return parts
        case Within(part, low, high):
            return (part, low, high)
    return ()


def inside(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside, each before its parts."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(parts_of(part))


def names_in(expression: Expression) -> dict[str, None]:
    """The names an expression uses, each once, in the order written."""
    return dict.fromkeys(part.name for part in inside(expression) if isinstance(part, Name))


def path(expression: Expression) -> str:
    """The dotted name of a fact or of an entry in one, or "" for anything else."""
    names: list[str] = []
    while isinstance(expression, Member):
        names.append(expression.name)
        expression = expression.of
    if not isinstance(expression, Name):
        return ""
    return ".".join([expression.name, *reversed(names)])


class Bound(NamedTuple):
    """One end of a span, itself inside when `closed`."""

    value: Value
    closed: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Exactly one value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Span:
    """All values of a kind between two bounds; without a bound there is no end on that side."""

    low: Bound | None
    high: Bound | None

    @property
    def ends(self) -> list[Value]:
        """The values of its bounds, at least one."""
        return [end.value for end in (self.low, self.high) if end]


@dataclass(frozen=True, slots=True)
class Anything:
    """A test that every value passes."""

    written: str = "-"


@dataclass(frozen=True, slots=True)
class Among:
    """A test passed by the values in one of the parts, or, `negated`, in none of them."""

    parts: tuple[Point | Span, ...]
    written: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Holds:
    """A test passed when a condition holds that is no plain set of values."""

    condition: Expression
    written: str


CellTest = Anything | Among | Holds
