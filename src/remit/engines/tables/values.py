"""The values of decision tables, and what is not known.

Idea: null is a value that somebody stated; *unknown* is that nobody did. The two never stand for each
other. What is reckoned from something unknown is itself unknown and says what it waits for, and, where
these are few, which values it may still have. Numbers are exact: whole ones are ints, others Fractions.
Kinds and their order follow DMN 1.5, 10.3.2; days and times carry no time zone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, cast

MOST_DEPTH = 40
MOST_AMONG = 64
MOST_PARTS = 50_000
MOST_DIGITS = 400
Number = int | Fraction


class Kind(StrEnum):
    """What a value is, in the words of the standard."""

    NULL = "null"
    BOOLEAN = "boolean"
    NUMBER = "number"
    STRING = "string"
    DATE = "date"
    TIME = "time"
    INSTANT = "date and time"
    DURATION = "days and time duration"
    MONTHS = "years and months duration"
    LIST = "list"
    CONTEXT = "context"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A duration of years and months, told in months."""

    count: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody said: it waits for `facts`; `among` are all values it may have, where they are few."""

    facts: frozenset[str] = frozenset()
    among: "tuple[Value, ...] | None" = None


UNKNOWN = Unknown()
Value: TypeAlias = (
    "bool | int | Fraction | str | date | time | timedelta | Months | Unknown"
    " | tuple[Value, ...] | Mapping[str, Value] | None"
)
"""A datetime is a date to the type checker, but of another kind here."""

_KINDS: Mapping[type, Kind] = {
    type(None): Kind.NULL,
    bool: Kind.BOOLEAN,
    int: Kind.NUMBER,
    Fraction: Kind.NUMBER,
    str: Kind.STRING,
    date: Kind.DATE,
    time: Kind.TIME,
    datetime: Kind.INSTANT,
    timedelta: Kind.DURATION,
    Months: Kind.MONTHS,
    tuple: Kind.LIST,
    dict: Kind.CONTEXT,
    Unknown: Kind.UNKNOWN,
}
TYPES: Mapping[Kind, tuple[type, ...]] = {
    kind: tuple(each for each, its in _KINDS.items() if its is kind) for kind in Kind
}
"""The types that the values of each kind have."""
ORDERED = frozenset(
    {Kind.NUMBER, Kind.STRING, Kind.DATE, Kind.TIME, Kind.INSTANT, Kind.DURATION, Kind.MONTHS}
)
PLAIN = frozenset({type(None), bool, int, str, date, timedelta, Months})
"""The types whose values can be taken as they are."""


class NoValue(Exception):
    """Something that is no value of a decision table."""


def kind_of(value: Value) -> Kind:
    """What the value is."""
    return _KINDS[type(value)]


def number(value: Fraction) -> Number:
    """The number, as an int where it is whole."""
    return value.numerator if value.denominator == 1 else value


def as_value(raw: object, depth: int = 0) -> Value:
    """The value meant by something of Python's own; 0.1 is a tenth. Raises NoValue."""
    if type(raw) in PLAIN:
        return cast("Value", raw)
    if isinstance(raw, Unknown):
        among = raw.among and tuple(as_value(each, depth + 1) for each in raw.among)
        return Unknown(raw.facts, among)
    if isinstance(raw, str):
        return str.__str__(raw)
    if isinstance(raw, float | Decimal | Fraction):
        return as_number(raw if isinstance(raw, Fraction) else str(raw))
    if isinstance(raw, datetime | time):
        if raw.tzinfo:
            raise NoValue(f"a time zone: {raw}")
        return raw
    if depth >= MOST_DEPTH:
        raise NoValue(f"more than {MOST_DEPTH} levels")
    if isinstance(raw, list | tuple):
        return tuple(as_value(item, depth + 1) for item in raw)
    if isinstance(raw, Mapping):
        return {str(name): as_value(item, depth + 1) for name, item in raw.items()}
    raise NoValue(type(raw).__name__)


def as_number(raw: Fraction | str) -> Number:
    """The exact number; raises NoValue where there is none, or one that is too long to reckon with."""
    if isinstance(raw, Fraction):
        return number(raw)
    exponent = raw.lower().partition("e")[2].lstrip("+-")
    if len(raw) > MOST_DIGITS or not (exponent or "0").isdecimal() or len(exponent) > 3:
        raise NoValue(raw[:MOST_DIGITS])
    try:
        return number(Fraction(raw))
    except ValueError:
        raise NoValue(raw) from None


def is_too_large(value: Value) -> bool:
    """Whether a value has more parts, or is nested more deeply, than anyone may walk through."""
    waiting: list[tuple[Value, int]] = [(value, 0)]
    parts = 0
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, tuple | Mapping):
            inner = part.values() if isinstance(part, Mapping) else part
            parts += len(part)
            if parts > MOST_PARTS or depth > 2 * MOST_DEPTH:
                return True
            waiting += [(each, depth + 1) for each in inner]
    return False


def key(value: Value) -> object:
    """Something hashable that is equal exactly for equal values of one kind: true is not 1."""
    if isinstance(value, tuple):
        return (Kind.LIST, *(key(item) for item in value))
    if isinstance(value, Mapping):
        return (Kind.CONTEXT, frozenset((name, key(item)) for name, item in value.items()))
    if isinstance(value, Unknown):
        return (Kind.UNKNOWN, value.facts)
    return (kind_of(value), value)


def distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    """The values without repetition, in their order."""
    return tuple({key(value): value for value in values}.values())


def unknowns(value: Value) -> Iterator[Unknown]:
    """Everything unknown in a value, at any depth."""
    if isinstance(value, Unknown):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from unknowns(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from unknowns(item)


def waiting_for(*values: Value) -> Unknown | None:
    """What is unknown in any of the values, as one; None when all is known."""
    found = [each for value in values for each in unknowns(value)]
    return Unknown(frozenset().union(*(each.facts for each in found))) if found else None


def blend(values: Iterable[Value], facts: frozenset[str]) -> Value:
    """The one value that stands for all: where they differ it is unknown and waits for `facts`.

    >>> blend([{"a": 1, "b": 1}, {"a": 1, "b": 2}], frozenset({"x"}))["b"]
    Unknown(facts=frozenset({'x'}), among=(1, 2))
    """
    each = distinct(values)
    if len(each) == 1:
        return each[0]
    contexts = [value for value in each if isinstance(value, Mapping)]
    if len(contexts) == len(each):
        names = dict.fromkeys(name for context in contexts for name in context)
        return {name: _blended_entry(contexts, name, facts) for name in names}
    if any(True for value in each for _ in unknowns(value)) or len(each) > MOST_AMONG:
        return Unknown(facts.union(*(u.facts for value in each for u in unknowns(value))))
    return Unknown(facts, each)


def _blended_entry(contexts: list[Mapping[str, Value]], name: str, facts: frozenset[str]) -> Value:
    if all(name in context for context in contexts):
        return blend((context[name] for context in contexts), facts)
    return Unknown(facts)


def show(value: Value) -> str:
    """The value as one writes it in a cell.

    >>> show(Fraction(1, 4)), show("a"), show((1, None, True)), show(Fraction(1, 3))
    ('0.25', '"a"', '[1, null, true]', '1/3')
    """
    match value:
        case None | bool():
            return str(value).lower().replace("none", "null")
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case Fraction():
            return _decimal(value)
        case Months(count):
            return f'duration("P{count}M")'
        case Unknown():
            return "?"
        case tuple():
            return "[" + ", ".join(show(item) for item in value) + "]"
        case Mapping():
            return "{" + ", ".join(f"{name}: {show(item)}" for name, item in value.items()) + "}"
        case timedelta():
            return f'duration("{_duration(value)}")'
        case date() | time():
            return f'{kind_of(value).value}("{value.isoformat()}")'
    return str(value)


def _decimal(value: Fraction) -> str:
    """The number in decimals if it has an end within 30 digits, else as a fraction."""
    rest, places = value.denominator, 0
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest //= next(step for step in (10, 2, 5) if rest % step == 0)
        places += 1
        if places > 30:
            break
    if rest != 1:
        return str(value)
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:].rstrip('0') or '0'}"


def _duration(value: timedelta) -> str:
    sign, rest = ("-", -value) if value < timedelta() else ("", value)
    seconds = f"{rest.seconds}.{rest.microseconds:06d}" if rest.microseconds else rest.seconds
    return f"{sign}P{rest.days}DT{seconds}S"
