"""Months, half-open periods, working days and time limits.

Idea: a limit is counted from the day after its start event, in one of three units, and ends at the
end of its last day. A month ends on the day of the same number, or on the last day of a shorter
month. Sources: Regulation (EEC, Euratom) 1182/71, article 3, and the Civil Code of the PRC (2020),
articles 201 to 203, both believed; every limit that is reckoned carries its own citation.
"""

import calendar as almanac
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import overload

from remit.engines.findings import Finding, Refusal, error, warning
from remit.engines.words import Words

ONE_DAY = timedelta(days=1)
SATURDAY_AND_SUNDAY = frozenset({5, 6})
NO_WORDS = Words("", "")


class PeriodEndsBeforeItStarts(Refusal):
    """A period was asked for whose end lies before its beginning."""


class ExtensionTooLong(Refusal):
    """A limit was to be extended beyond what its rule allows."""


def add_months(day: date, months: int) -> date:
    """The day of the same number `months` later (or earlier), or the last day of a shorter month.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = almanac.monthrange(year, index + 1)[1]
    return date(year, index + 1, min(day.day, last))


def day_words(day: date) -> Words:
    """The day as a letter writes it.

    >>> day_words(date(2026, 5, 3))
    Words(zh='2026年5月3日', en='3 May 2026')
    """
    english = f"{day.day} {almanac.month_name[day.month]} {day.year}"
    return Words(f"{day.year}年{day.month}月{day.day}日", english)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` up to, but not including, `until`; without `until` it is open."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise PeriodEndsBeforeItStarts(
                error(
                    "dates.period_reversed",
                    f"{self.since}/{self.until}",
                    "期间的结束日早于开始日。请核对两个日期后重新填写。",
                    "The period ends before it begins. Check both dates and enter them again.",
                )
            )

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return self.since <= day and (self.until is None or day < self.until)

    def intersection(self, other: "Period") -> "Period | None":
        """The days both have in common, or None when there are none."""
        since = max(self.since, other.since)
        ends = [end for end in (self.until, other.until) if end is not None]
        until = min(ends) if ends else None
        return Period(since, until) if until is None or since < until else None

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have at least one day in common."""
        return self.intersection(other) is not None

    @property
    def days(self) -> int | None:
        """The number of days, or None when the period is open."""
        return None if self.until is None else (self.until - self.since).days


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month.

    >>> Month.parse("2026-12") + 1
    Month(year=2027, month=1)
    >>> Month(2027, 1) - Month(2026, 11)
    2
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month in which `day` lies."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month written "2026-03"; raises ValueError for anything else."""
        year, dash, month = text.partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isdecimal()):
            raise ValueError(f"{text!r} is not a month like 2026-03")
        return cls(int(year), int(month))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day (inclusive)."""
        return (self + 1).first - ONE_DAY

    @property
    def period(self) -> Period:
        """The month as a half-open period."""
        return Period(self.first, (self + 1).first)

    @property
    def words(self) -> Words:
        """The month as a letter writes it."""
        return Words(
            f"{self.year}年{self.month}月", f"{almanac.month_name[self.month]} {self.year}"
        )

    def days(self) -> Iterator[date]:
        """Every day of the month, in order."""
        length = almanac.monthrange(self.year, self.month)[1]
        return (self.first + timedelta(days=number) for number in range(length))

    def __add__(self, months: int) -> "Month":
        return Month.of(add_months(self.first, months))

    @overload
    def __sub__(self, other: int) -> "Month": ...

    @overload
    def __sub__(self, other: "Month") -> int: ...

    def __sub__(self, other: "Month | int") -> "Month | int":
        if isinstance(other, Month):
            return (self.year - other.year) * 12 + self.month - other.month
        return self + -other

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and Month.of(day) == self

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked: weekends and holidays are not, weekend days moved to work are.

    `known_until` is the first day for which the holidays have not been published.

    >>> Calendar(holidays=frozenset({date(2026, 5, 1)})).add(date(2026, 4, 30), 1)
    datetime.date(2026, 5, 4)
    """

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    known_until: date | None = None

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked; a day moved to work wins over weekend and holiday."""
        if day in self.workdays:
            return True
        return day not in self.holidays and day.weekday() not in self.weekend

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, otherwise the first one after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); `day` is not counted."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days(self, period: Period) -> int:
        """The number of working days in a closed-ended period."""
        length = period.days
        if length is None:
            raise ValueError("an open period has no number of working days")
        weeks, rest = divmod(length, 7)
        first = period.since.weekday()
        worked = weeks * (7 - len(self.weekend))
        worked += sum((first + n) % 7 not in self.weekend for n in range(rest))
        off, extra = _exceptions(self)
        end = period.since + timedelta(days=length)
        return worked - _between(off, period.since, end) + _between(extra, period.since, end)

    def knows(self, day: date) -> bool:
        """Whether the holidays up to and including `day` have been published."""
        return self.known_until is None or day < self.known_until


@lru_cache(maxsize=64)
def _exceptions(calendar: Calendar) -> tuple[list[date], list[date]]:
    """The days off that are no weekend, and the days worked that are, each in order."""
    off = calendar.holidays - calendar.workdays
    return (
        sorted(day for day in off if day.weekday() not in calendar.weekend),
        sorted(day for day in calendar.workdays if day.weekday() in calendar.weekend),
    )


def _between(days: list[date], since: date, until: date) -> int:
    """How many of the days, in order, lie in [since, until)."""
    return bisect_left(days, until) - bisect_left(days, since)


class Unit(StrEnum):
    """In what a limit is counted."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    MONTH = "month"

    def of(self, amount: int) -> Words:
        """An amount of this unit in words."""
        zh, en = _UNITS[self]
        return Words(f"{amount}{zh}", f"{amount} {en}" if amount == 1 else f"{amount} {en}s")


_UNITS = {
    Unit.CALENDAR_DAY: Words("日", "calendar day"),
    Unit.WORKING_DAY: Words("个工作日", "working day"),
    Unit.MONTH: Words("个月", "month"),
}


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A rule for a clock: it `starts` with one event and is kept when the event `ends` follows.

    `extension` is the most that may be added and `cap` the most in total, both in `unit`. With
    `roll` a last day that is not worked moves to the next working day. `expiry` says what happens
    when nobody acts. `source` is the stable reference, `citation` its wording for a letter.
    """

    id: str
    name: Words
    starts: str
    ends: str
    amount: int
    unit: Unit
    source: str
    extension: int = 0
    cap: int | None = None
    roll: bool = False
    expiry: Words = NO_WORDS
    citation: Words = NO_WORDS
    start_event: Words = NO_WORDS

    @property
    def longest_extension(self) -> int:
        """The most that may be added, in `unit`, once extension and cap are both heeded."""
        room = self.extension if self.cap is None else self.cap - self.amount
        return max(0, min(self.extension, room))


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit, with how it was reckoned."""

    limit: TimeLimit
    started: date
    last_day: date
    explanation: Words
    findings: tuple[Finding, ...] = ()

    def is_late(self, on: date) -> bool:
        """Whether the limit has run out on that day."""
        return on > self.last_day

    def days_left(self, on: date) -> int:
        """Calendar days left after `on`; negative when late."""
        return (self.last_day - on).days


def due(limit: TimeLimit, started: date, *, calendar: Calendar, extended: int = 0) -> Due:
    """The last day of `limit`, counted from the day after `started`, with the reckoning in words.

    >>> month = TimeLimit("appeal", Words("申请复审", "Appeal"), "served", "appealed", 1,
    ...                   Unit.MONTH, "Supervision Law 2024, art. 56")
    >>> due(month, date(2026, 1, 31), calendar=Calendar()).last_day
    datetime.date(2026, 2, 28)
    """
    _refuse_long_extension(limit, extended)
    counted = _count(limit, started, limit.amount + extended, calendar)
    last = calendar.next_working_day(counted) if limit.roll else counted
    needs_calendar = limit.roll or limit.unit is Unit.WORKING_DAY
    unsure = needs_calendar and not calendar.knows(last)
    findings = (_unpublished(limit, last),) if unsure else ()
    return Due(limit, started, last, _explain(limit, started, extended, counted, last), findings)


def _count(limit: TimeLimit, started: date, amount: int, calendar: Calendar) -> date:
    if limit.unit is Unit.MONTH:
        return add_months(started, amount)
    if limit.unit is Unit.WORKING_DAY:
        return calendar.add(started, amount)
    return started + timedelta(days=amount)


def _refuse_long_extension(limit: TimeLimit, extended: int) -> None:
    if 0 <= extended <= limit.longest_extension:
        return
    most, asked = limit.unit.of(limit.longest_extension), limit.unit.of(extended)
    raise ExtensionTooLong(
        error(
            "dates.extension_too_long",
            limit.id,
            f"不能延长{asked.zh}：本期限最多可延长{most.zh}。请缩短延长期，或依规定另行报批。",
            f"The limit cannot be extended by {asked.en}: at most {most.en} may be added. "
            "Ask for a shorter extension.",
            limit.source,
        )
    )


def _unpublished(limit: TimeLimit, last: date) -> Finding:
    day = day_words(last)
    return warning(
        "dates.holidays_unknown",
        limit.id,
        f"{day.zh}所在时段的节假日安排尚未公布，届满日暂按周末推算。公布后请更新日历并重新计算。",
        f"The public holidays around {day.en} are not published yet; only weekends were left out. "
        "Update the calendar and reckon again.",
        limit.source,
    )


def _explain(limit: TimeLimit, started: date, extended: int, counted: date, last: date) -> Words:
    start, end, amount = day_words(started), day_words(last), limit.unit.of(limit.amount)
    zh, en = [f"自{start.zh}的次日起算{amount.zh}"], [f"{amount.en} from the day after {start.en}"]
    if extended:
        more = limit.unit.of(extended)
        zh.append(f"延长{more.zh}")
        en.append(f"extended by {more.en}")
    if limit.unit is Unit.MONTH and counted.day < started.day:
        zh.append("该月没有对应日，以月末为届满日")
        en.append("the month has no such day, so its last day counts")
    if last != counted:
        zh.append("最后一日不是工作日，顺延至下一工作日")
        en.append("moved from a day off to the next working day")
    source = limit.citation.pick("en") or limit.source
    source_zh = limit.citation.pick("zh") or limit.source
    return Words(
        f"{'，'.join(zh)}，至{end.zh}届满（{source_zh}）。",
        f"{', '.join(en)}: the last day is {end.en} ({source}).",
    )
