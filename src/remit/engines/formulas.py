"""True-or-false formulas over named factors: the language of situations and fault trees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Is:
    """True when the factor of that name is."""

    factor: str


@dataclass(frozen=True, slots=True)
class Constant:
    """Always the same."""

    value: bool


@dataclass(frozen=True, slots=True)
class Not:
    """True when the part is false."""

    part: "Formula"


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is; true without parts."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is; false without parts."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Quorum:
    """True when at least `count` parts are."""

    count: int
    parts: tuple["Formula", ...]


Formula = Is | Constant | Not | AllOf | AnyOf | Quorum
Canonical = str | bool | list["Canonical"]


def named(formula: Formula) -> Iterator[str]:
    """The names of the factors in a formula, from the left, with repetitions."""
    return (part.factor for part in parts_of(formula) if isinstance(part, Is))


def parts_of(formula: Formula) -> Iterator[Formula]:
    """A formula and all its parts, each before its own."""
    waiting = [formula]
    while waiting:
        part = waiting.pop()
        yield part
        match part:
            case Not(inner):
                waiting.append(inner)
            case AllOf(parts) | AnyOf(parts) | Quorum(_, parts):
                waiting.extend(reversed(parts))


def depth(formula: Formula) -> int:
    """How deeply a formula is nested; 1 for a factor."""
    deepest, waiting = 0, [(formula, 1)]
    while waiting:
        part, level = waiting.pop()
        deepest = max(deepest, level)
        match part:
            case Not(inner):
                waiting.append((inner, level + 1))
            case AllOf(parts) | AnyOf(parts) | Quorum(_, parts):
                waiting.extend((inner, level + 1) for inner in parts)
    return deepest


def holds(formula: Formula, known: Mapping[str, bool]) -> bool:
    """Whether a formula is true, given the truth of its factors."""
    match formula:
        case Is(factor):
            return known[factor]
        case Constant(value):
            return value
        case Not(part):
            return not holds(part, known)
        case AllOf(parts):
            return all(holds(part, known) for part in parts)
        case AnyOf(parts):
            return any(holds(part, known) for part in parts)
        case Quorum(count, parts):
            return sum(holds(part, known) for part in parts) >= count


def canonical(formula: Formula) -> Canonical:
    """A form that does not depend on the order in which parts of and, or, at-least were written."""
    match formula:
        case Is(factor):
            return factor
        case Constant(value):
            return value
        case Not(part):
            return ["not", canonical(part)]
        case AllOf(parts):
            return ["all", *_sorted(parts)]
        case AnyOf(parts):
            return ["any", *_sorted(parts)]
        case Quorum(count, parts):
            return ["at least", str(count), *_sorted(parts)]


def _sorted(parts: tuple[Formula, ...]) -> list[Canonical]:
    return sorted((canonical(part) for part in parts), key=repr)
