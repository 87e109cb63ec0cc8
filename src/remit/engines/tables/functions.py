"""The functions that expressions may apply: those of dates and durations, and JDM's on lists and texts."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from remit.engines.tables.expressions import Operator
from remit.engines.tables.operations import NoResult, arithmetic, disjunction, equal
from remit.engines.tables.values import Months, Unknown, Value, kind_of, waiting_for

Moment = TypeVar("Moment", time, datetime)
_DURATION = re.compile(
    r"(-)?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
    r"(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,6}))?S)?)?",
    re.ASCII,
)


class Function(NamedTuple):
    """A function of the language and how many arguments it takes."""

    apply: Callable[..., Value]
    least: int = 1
    most: int = 1


def _wrong(function: str, *values: Value) -> NoResult:
    kinds = ", ".join(kind_of(value).value for value in values)
    return NoResult(
        f"{function}() 不能用于：{kinds}。", f"{function}() cannot be applied to: {kinds}."
    )


def day(*parts: Value) -> Value:
    """A date from its text, from a date and time, or from year, month and day."""
    try:
        match parts:
            case (datetime() as instant,):
                return instant.date()
            case (date() as same,):
                return same
            case (str(text),):
                return date.fromisoformat(text)
            case (int(year), int(month), int(number)):
                return date(year, month, number)
    except (ValueError, OverflowError):
        raise NoResult("没有这一天。", "There is no such day.") from None
    raise _wrong("date", *parts)


def hour(text: Value) -> Value:
    """A time of day from its text, or from a date and time."""
    if isinstance(text, datetime):
        return text.time()
    if not isinstance(text, str):
        raise _wrong("time", text)
    try:
        return _without_zone(time.fromisoformat(text))
    except ValueError:
        raise NoResult("没有这个时刻。", "There is no such time.") from None


def instant(*parts: Value) -> Value:
    """A date and time from its text, or from a date and a time."""
    match parts:
        case (datetime() as same,):
            return same
        case (str(text),):
            return _instant(text)
        case (date() as first, time() as second):
            return datetime.combine(first, second)
    raise _wrong("date and time", *parts)


def _instant(text: str) -> datetime:
    try:
        return _without_zone(datetime.fromisoformat(text))
    except ValueError:
        raise NoResult("没有这个时刻。", "There is no such time.") from None


def _without_zone(moment: Moment) -> Moment:
    if moment.tzinfo:
        raise NoResult("不支持时区。", "Time zones are not read.")
    return moment


def universal(text: Value) -> Value:
    """JDM's date: an instant of universal time, for a day its first one."""
    if isinstance(text, datetime):
        return text
    if not isinstance(text, str):
        raise _wrong("date", text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NoResult("没有这一天。", "There is no such day.") from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def duration(text: Value) -> Value:
    """A duration from its text (ISO 8601): of years and months, or of days and time.

    >>> duration("P1Y2M"), duration("-PT90M")
    (Months(count=14), datetime.timedelta(days=-1, seconds=81000))
    """
    found = _DURATION.fullmatch(text) if isinstance(text, str) and len(text) < 40 else None
    if not found:
        raise _wrong("duration", text)
    sign = -1 if found[1] else 1
    years, months, days, hours, minutes, seconds = (int(found[n] or 0) for n in range(2, 8))
    smallest = int((found[8] or "").ljust(6, "0"))
    if found[2] or found[3]:
        if days or hours or minutes or seconds or smallest:
            raise NoResult("年月与日时不能混用。", "Months and days do not mix in one duration.")
        return Months(sign * (12 * years + months))
    try:
        return sign * timedelta(days, seconds, smallest, 0, minutes, hours)
    except OverflowError:
        raise NoResult("时长超出范围。", "The duration is out of range.") from None


def literal(text: Value) -> Value:
    """What `@"..."` says: the first of duration, date, time, date and time that fits."""
    reads: tuple[Callable[[Value], Value], ...] = (duration, day, hour)
    for read in reads:
        try:
            return read(text)
        except NoResult:
            continue
    return instant(text)


def _listed(function: str, value: Value) -> tuple[Value, ...]:
    if not isinstance(value, tuple):
        raise _wrong(function, value)
    return value


def total(value: Value) -> Value:
    """The sum of a list of numbers."""
    found: Value = 0
    for item in _listed("sum", value):
        found = arithmetic(Operator.PLUS, found, item)
    return found


def length(value: Value) -> Value:
    """How many elements a list has, or letters a text."""
    if isinstance(value, str | tuple):
        return len(value)
    raise _wrong("len", value)


def contains(value: Value, part: Value) -> Value:
    """Whether a text holds a text, or a list a value."""
    if isinstance(value, str) and isinstance(part, str):
        return part in value
    return disjunction(equal(item, part) for item in _listed("contains", value))


def _on_text(name: str, change: Callable[[str], Value]) -> Callable[[Value], Value]:
    def changed(value: Value) -> Value:
        if not isinstance(value, str):
            raise _wrong(name, value)
        return change(value)

    return changed


def _size(value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise _wrong("abs", value)
    return -value if value < 0 else value


def applied(function: Function, arguments: tuple[Value, ...]) -> Value:
    """The function's result; unknown where an argument is. Raises NoResult."""
    if any(isinstance(argument, Unknown) for argument in arguments):
        return waiting_for(*arguments)
    return function.apply(*arguments)


FEEL: Mapping[str, Function] = MappingProxyType(
    {
        "date": Function(day, 1, 3),
        "time": Function(hour),
        "date and time": Function(instant, 1, 2),
        "duration": Function(duration),
        "@": Function(literal),
        "abs": Function(_size),
    }
)
JDM: Mapping[str, Function] = MappingProxyType(
    {
        "date": Function(universal),
        "sum": Function(total),
        "len": Function(length),
        "contains": Function(contains, 2, 2),
        "abs": Function(_size),
        "lower": Function(_on_text("lower", str.lower)),
        "upper": Function(_on_text("upper", str.upper)),
        "trim": Function(_on_text("trim", str.strip)),
    }
)
EACH = frozenset({"some", "all", "map", "filter"})
"""JDM's functions whose second argument is reckoned anew for each element of the first."""
