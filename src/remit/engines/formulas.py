"""Formulas over named factors, evaluated for all coalitions at once.

Idea: with k things that vary there are 2**k worlds. A *table* is one whole number whose bit j says
whether something holds in world j, so that a formula over all worlds is a few operations on whole
numbers, exact and without a loop over worlds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce


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
    """The names of the factors in a formula, with repetitions."""
    match formula:
        case Is(factor):
            yield factor
        case Not(part):
            yield from named(part)
        case AllOf(parts) | AnyOf(parts) | Quorum(_, parts):
            for part in parts:
                yield from named(part)


def table(formula: Formula, known: Mapping[str, int], full: int) -> int:
    """The table of a formula, given the tables of its factors; `full` is the table of "always"."""
    match formula:
        case Is(factor):
            return known[factor]
        case Constant(value):
            return full if value else 0
        case Not(part):
            return full & ~table(part, known, full)
        case AllOf(parts):
            return reduce(int.__and__, (table(p, known, full) for p in parts), full)
        case AnyOf(parts):
            return reduce(int.__or__, (table(p, known, full) for p in parts), 0)
        case Quorum(count, parts):
            return _at_least(count, [table(p, known, full) for p in parts], full)


def _at_least(count: int, tables: list[int], full: int) -> int:
    reached = [full, *[0] * count]
    for one in tables:
        for number in range(count, 0, -1):
            reached[number] |= reached[number - 1] & one
    return reached[count]


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


def variable(index: int, width: int) -> int:
    """The table, over `width` things that vary, of "thing number `index` is on".

    >>> bin(variable(0, 2)), bin(variable(1, 2))
    ('0b1010', '0b1100')
    """
    block = ((1 << (1 << index)) - 1) << (1 << index)
    for size in range(index + 1, width):
        block |= block << (1 << size)
    return block


def everything(width: int) -> int:
    """The table of "always" over `width` things that vary."""
    return (1 << (1 << width)) - 1


def by_size(indices: range, width: int) -> list[int]:
    """For every number n, the table of the worlds in which exactly n things of `indices` are on."""
    layers = [everything(width)]
    for index in indices:
        on = variable(index, width)
        kept = [layer & ~on for layer in layers] + [0]
        added = [0] + [layer & on for layer in layers]
        layers = [a | b for a, b in zip(kept, added, strict=True)]
    return layers
