"""What the operators come to, with null and with what is not known (DMN 1.5, tables 50 to 55).

Null is never zero, and what is unknown stays unknown unless the other side decides alone: false and
anything is false. An operation that has no result comes to null, in the open: it is noted with its
place, so that no null arises in silence.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from remit.engines.dates import add_months
from remit.engines.tables.expressions import Operator
from remit.engines.tables.values import (
    ORDERED,
    Kind,
    Months,
    Number,
    Unknown,
    Value,
    key,
    kind_of,
    number,
    waiting_for,
)

MOST_BITS = 20_000
MOST_LETTERS = 100_000
Sides = tuple[Kind, Kind]


class NoResult(Exception):
    """An operation that comes to nothing: why, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def bounded(value: Fraction | int) -> Number:
    """The number, if it is not too long to reckon with; raises NoResult."""
    if value.numerator.bit_length() + value.denominator.bit_length() > 2 * MOST_BITS:
        raise NoResult("结果的位数过多。", "The result has too many digits.")
    return number(value) if isinstance(value, Fraction) else value


def arithmetic(sign: Operator, left: Value, right: Value) -> Value:
    """What two values come to under an arithmetic operator; raises NoResult."""
    sides = (kind_of(left), kind_of(right))
    if Kind.NULL in sides:
        raise NoResult("空值不能参与运算。", "Nothing can be reckoned with null.")
    if Kind.UNKNOWN in sides:
        return waiting_for(left, right)
    if sides == (Kind.NUMBER, Kind.NUMBER):
        return _NUMBERS[sign](left, right)
    try:
        return _OTHERS[sign, sides](left, right)
    except KeyError:
        first, second = sides
        raise NoResult(
            f"{first.value} 与 {second.value} 不能作“{sign.value}”运算。",
            f"A {first.value} and a {second.value} cannot be joined by “{sign.value}”.",
        ) from None
    except (OverflowError, ValueError):
        raise NoResult("日期超出范围。", "The day is out of range.") from None


def _over(left: Number, right: Number) -> Number:
    if not right:
        raise NoResult("不能除以零。", "Nothing can be divided by zero.")
    return bounded(Fraction(left) / right)


def _rest(left: Number, right: Number) -> Number:
    return left - right * number(Fraction(int(_over(left, right))))


def _power(base: Number, exponent: Number) -> Number:
    if not isinstance(exponent, int):
        raise NoResult("指数应为整数。", "The exponent must be a whole number.")
    if not base and exponent < 0:
        raise NoResult("不能除以零。", "Nothing can be divided by zero.")
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if base not in (-1, 0, 1) and bits * abs(exponent) > MOST_BITS:
        raise NoResult("结果的位数过多。", "The result has too many digits.")
    return number(Fraction(base) ** exponent)


_NUMBERS: Mapping[Operator, Callable[[Any, Any], Number]] = {
    Operator.PLUS: lambda left, right: bounded(left + right),
    Operator.MINUS: lambda left, right: bounded(left - right),
    Operator.TIMES: lambda left, right: bounded(left * right),
    Operator.OVER: _over,
    Operator.REST: _rest,
    Operator.POWER: _power,
}


def _day_later(day: date, span: timedelta) -> date:
    return day + span


def _months_later(day: date, span: Months) -> date:
    moved = add_months(day, span.count)
    if isinstance(day, datetime):
        return datetime.combine(moved, day.time())
    return moved


def _turned(span: Any) -> Any:
    return Months(-span.count) if isinstance(span, Months) else -span


def _texts(one: str, other: str) -> str:
    if len(one) + len(other) > MOST_LETTERS:
        raise NoResult("文字过长。", "The text is too long.")
    return one + other


def _months(one: Months, other: Months) -> Months:
    return Months(one.count + other.count)


def _less(join: Callable[[Any, Any], Value]) -> Callable[[Any, Any], Value]:
    return lambda one, span: join(one, _turned(span))


def _turned_round(join: Callable[[Any, Any], Value]) -> Callable[[Any, Any], Value]:
    return lambda one, other: join(other, one)


def _other_kinds() -> Mapping[tuple[Operator, Sides], Callable[[Any, Any], Value]]:
    plus, minus = Operator.PLUS, Operator.MINUS
    table: dict[tuple[Operator, Sides], Callable[[Any, Any], Value]] = {
        (plus, (Kind.STRING, Kind.STRING)): _texts,
        (plus, (Kind.DURATION, Kind.DURATION)): operator.add,
        (minus, (Kind.DURATION, Kind.DURATION)): operator.sub,
        (plus, (Kind.MONTHS, Kind.MONTHS)): _months,
        (minus, (Kind.MONTHS, Kind.MONTHS)): _less(_months),
    }
    for day in (Kind.DATE, Kind.INSTANT):
        table[minus, (day, day)] = operator.sub
        for span, later in ((Kind.DURATION, _day_later), (Kind.MONTHS, _months_later)):
            table[plus, (day, span)] = later
            table[plus, (span, day)] = _turned_round(later)
            table[minus, (day, span)] = _less(later)
    return table


_OTHERS = _other_kinds()
_ORDER: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.BELOW: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.ABOVE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}


def compared(sign: Operator, left: Value, right: Value) -> Value:
    """Whether the first lies so to the second; null where one of them is; raises NoResult."""
    sides = (kind_of(left), kind_of(right))
    if Kind.NULL in sides:
        return None
    if Kind.UNKNOWN in sides:
        return waiting_for(left, right)
    if sides[0] is not sides[1] or sides[0] not in ORDERED:
        first, second = sides
        raise NoResult(
            f"{first.value} 与 {second.value} 不能比较大小。",
            f"A {first.value} and a {second.value} have no order.",
        )
    return _ORDER[sign](left, right)


def equal(left: Value, right: Value) -> Value:
    """Whether two values are the same; unknown where something in them is."""
    if waiting := waiting_for(left, right):
        return waiting
    return key(left) == key(right)


def negation(value: Value) -> Value:
    """True for false and the reverse; null for null and for what is no truth value."""
    if isinstance(value, Unknown):
        return Unknown(value.facts)
    return not value if isinstance(value, bool) else None


def conjunction(values: Iterable[Value]) -> Value:
    """False if one is; else unknown, null or true, in this order."""
    return _joined(values, decisive=False)


def disjunction(values: Iterable[Value]) -> Value:
    """True if one is; else unknown, null or false, in this order."""
    return _joined(values, decisive=True)


def _joined(values: Iterable[Value], *, decisive: bool) -> Value:
    waiting: list[Unknown] = []
    null = False
    for value in values:
        if value is decisive:
            return decisive
        if isinstance(value, Unknown):
            waiting.append(value)
        elif not isinstance(value, bool):
            null = True
    if waiting:
        return waiting_for(*waiting)
    return None if null else not decisive
