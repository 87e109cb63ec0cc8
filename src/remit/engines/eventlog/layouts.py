"""Written dates of tables: many layouts, one order of day and month for a whole column.

A date that begins with the year can be read in one way only. "03/04/2026" cannot: whether the day
or the month comes first is decided by the other dates of its column ("13/04/2026" leaves no choice),
else by whoever hands in the table, and never by a guess.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from remit.engines.eventlog.instants import EPOCH, MICROSECOND, PLACEHOLDER_DAYS
from remit.engines.words import Words

TIME = (
    r"(?:[T ]*(?P<hour>\d{1,2})[:时點点](?P<minute>\d{1,2})"
    r"(?:[:分](?P<second>\d{1,2})(?:[.,](?P<part>\d{1,6}))?)?[秒分]?\s*(?P<half>AM|PM)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?:[-/.]|年)(?P<month>\d{1,2})(?:[-/.]|月)(?P<day>\d{1,2})日?" + TIME, re.I
)
UNPARTED = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T ]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
)
YEAR_LAST = re.compile(r"(?P<first>\d{1,2})[-/.](?P<then>\d{1,2})[-/.](?P<year>\d{4})" + TIME, re.I)
MONTHS = 12
LONGEST = 60
"""Characters of a written date; in what is longer the layouts would be tried for hours."""


class Order(StrEnum):
    """What comes first where the year comes last."""

    DAY = "day-first"
    MONTH = "month-first"

    @property
    def words(self) -> Words:
        """What it is called."""
        return {
            Order.DAY: Words("日在前", "day first"),
            Order.MONTH: Words("月在前", "month first"),
        }[self]


@dataclass(frozen=True, slots=True)
class Orders:
    """What the dates of a column say of their order: the first line and text that can only be so."""

    day: tuple[int, str] | None = None
    month: tuple[int, str] | None = None
    open: tuple[int, str] | None = None
    """The first that can be either."""


def orders(texts: Iterable[tuple[int, str]]) -> Orders:
    """What the texts of a column, each with its line, say of their order.

    >>> orders([(2, "03/04/2026"), (3, "13/04/2026")]).day
    (3, '13/04/2026')
    """
    found: dict[str, tuple[int, str]] = {}
    for line, text in texts:
        if len(text) <= LONGEST and (match := YEAR_LAST.fullmatch(text)):
            first, then = int(match["first"]), int(match["then"])
            if first > MONTHS:
                found.setdefault("day", (line, text))
            elif then > MONTHS:
                found.setdefault("month", (line, text))
            elif first != then:
                found.setdefault("open", (line, text))
    return Orders(**found)


def moment_of(text: str, order: Order | None) -> tuple[int, bool] | None:
    """Microseconds since 1970-01-01 UTC of a written date, and whether it names its zone.

    None for a day that stands for no date. Raises ValueError where it cannot be read.

    >>> moment_of("2026年4月3日 10时30分", None) == moment_of("03.04.2026 10:30", Order.DAY)
    True
    """
    at = _read(text, order)
    if PLACEHOLDER_DAYS.get(at.year) == (at.month, at.day):
        return None
    zoned = at.tzinfo is not None
    return ((at if zoned else at.replace(tzinfo=UTC)) - EPOCH) // MICROSECOND, zoned


def _read(text: str, order: Order | None) -> datetime:
    if len(text) > LONGEST:
        raise ValueError(text[:LONGEST])
    for layout in (YEAR_FIRST, UNPARTED, YEAR_LAST):
        if match := layout.fullmatch(text):
            return _built(match.groupdict(), order)
    raise ValueError(text)


def _built(parts: dict[str, str | None], order: Order | None) -> datetime:
    year, month, day = int(parts["year"] or 0), parts.get("month"), parts.get("day")
    if first := parts.get("first"):
        day, month = (first, parts["then"])
        if order is Order.MONTH:
            day, month = month, day
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    part = int((parts.get("part") or "").ljust(6, "0") or 0)
    zone = parts.get("zone")
    offset = datetime.strptime(zone.upper(), "%z").tzinfo if zone else None
    hour = _of_day(hour, parts.get("half"))
    return datetime(year, int(month or 0), int(day or 0), hour, minute, second, part, offset)


def _of_day(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= MONTHS:
        raise ValueError(hour)
    return hour % 12 + (12 if half.upper() == "PM" else 0)
