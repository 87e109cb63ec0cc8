"""Stretches of time as half-open pairs of whole microseconds: overlaps, remainders, working hours.

Working with whole numbers keeps every sum exact: what is cut out of a stretch and what is left of
it add up to the stretch, to the microsecond.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from remit.engines.dates import ONE_DAY, Calendar
from remit.engines.eventlog.instants import DAY_US, EPOCH, microseconds
from remit.engines.words import Words

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = DAY_US
WEEKENDS_OFF = Calendar()


class Span(NamedTuple):
    """The microseconds from `since` up to, but not including, `until`."""

    since: int
    until: int

    @property
    def length(self) -> int:
        """How many microseconds it has."""
        return self.until - self.since


def common(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """What `span` has in common with each of the others, where that is anything."""
    for other in others:
        since, until = max(span.since, other.since), min(span.until, other.until)
        if since < until:
            yield Span(since, until)


def without(spans: Iterable[Span], other: Span) -> list[Span]:
    """What is left of the spans once `other` is cut out.

    >>> without([Span(0, 10)], Span(3, 5))
    [Span(since=0, until=3), Span(since=5, until=10)]
    """
    return [
        Span(since, until)
        for span in spans
        for since, until in (
            (span.since, min(span.until, other.since)),
            (max(span.since, other.until), span.until),
        )
        if since < until
    ]


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The same hours on every working day of a calendar, in a time zone.

    >>> hours = WorkingHours(((time(9), time(17)),))
    >>> nine = microseconds(datetime(2026, 5, 1, 9, tzinfo=UTC))
    >>> [span.length // HOUR for span in hours.off(Span(nine - HOUR, nine + 10 * HOUR))]
    [1, 2]
    """

    daily: tuple[tuple[time, time], ...]
    calendar: Calendar = WEEKENDS_OFF
    zone: tzinfo = UTC

    def off(self, span: Span) -> list[Span]:
        """The stretches of `span` in which nobody works."""
        left = [span]
        for day in self._days(span):
            for since, until in self.daily:
                left = without(left, Span(self._at(day, since), self._at(day, until)))
        return left

    def worked(self, span: Span) -> int:
        """How many microseconds of `span` are worked."""
        return span.length - sum(each.length for each in self.off(span))

    def _days(self, span: Span) -> Iterator[date]:
        day, last = self._day(span.since), self._day(span.until)
        while day <= last:
            if self.calendar.is_working_day(day):
                yield day
            day += ONE_DAY

    def _day(self, at: int) -> date:
        return instant(at).astimezone(self.zone).date()

    def _at(self, day: date, hour: time) -> int:
        return microseconds(datetime.combine(day, hour, self.zone))


def instant(at: int) -> datetime:
    """The moment so many microseconds after 1970-01-01 UTC."""
    return EPOCH + timedelta(microseconds=at)


def lasting(length: int) -> Words:
    """A length of time as a reader is told it: days from two days on, else hours, else minutes.

    >>> lasting(36 * HOUR), lasting(90 * 60 * SECOND).en
    (Words(zh='36小时', en='36 hours'), '1.5 hours')
    """
    for size, zh, en in ((DAY, "天", "day"), (HOUR, "小时", "hour")):
        if abs(length) >= size * (2 if size == DAY else 1):
            return _amount(length / size, zh, en)
    return _amount(length / (60 * SECOND), "分钟", "minute")


def _amount(number: float, zh: str, en: str) -> Words:
    told = f"{number:,.1f}".removesuffix(".0")
    return Words(f"{told}{zh}", f"{told} {en}{'' if told == '1' else 's'}")
