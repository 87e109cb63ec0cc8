"""Time limits in a log: what had to follow by which day, and did it?

Days are those of a time zone. A limit is counted from the day after the event that asks, by
`engines.dates`; days at whose end the clock stood still by law are not counted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta, tzinfo
from typing import NamedTuple

import numpy as np

from remit.engines.dates import ONE_DAY, Calendar, TimeLimit, Unit, due
from remit.engines.measures.declare.places import ABSENT, Ints, Places
from remit.engines.measures.declare.rules import Rule, Template
from remit.engines.measures.spans import SECOND, WEEKENDS_OFF, Span, instant

QUARTER = 900 * SECOND
"""The time zones' offsets are whole quarters of an hour."""


@dataclass(frozen=True, slots=True)
class Days:
    """How instants become days: as known at the instant `on`, in a zone, with a calendar.

    `stopped` gives by item when the clock stood still.
    """

    on: int
    calendar: Calendar = WEEKENDS_OFF
    zone: tzinfo = UTC
    stopped: Mapping[str, Sequence[Span]] | None = None

    def day(self, at: int) -> date:
        """The day on which an instant lies."""
        return instant(at).astimezone(self.zone).date()

    def still(self, item: str) -> frozenset[date]:
        """The days at whose end the item's clock stood still."""
        spans = (self.stopped or {}).get(item, ())
        return frozenset(each for span in spans for each in self._ends(span))

    def _ends(self, span: Span) -> list[date]:
        first, last = self.day(span.since), self.day(span.until)
        return [first + timedelta(days=number) for number in range((last - first).days)]


class Followed(NamedTuple):
    """An event that asked for another: its row, the row that followed (-1 for none), the last day.

    `days` counts calendar days after the last day, as known; 0 or less where it is not late.
    """

    item: int
    asked: int
    answered: int
    last_day: date
    days: int


def followed(places: Places, rule: Rule, limit: TimeLimit, days: Days) -> list[Followed]:
    """Every event that asked, with what followed and whether it did within the limit."""
    asked, answered = _pairs(places, rule)
    reckon = _last_day(places, limit, days)
    answer_days = _days_of(places, answered, days)
    return [
        Followed(item, ask, answer, last, (on - last).days)
        for item, ask, answer, asked_on, on in zip(
            places.item_of[asked].tolist(),
            asked.tolist(),
            answered.tolist(),
            _days_of(places, asked, days),
            answer_days,
            strict=True,
        )
        for last in (reckon(item, asked_on),)
    ]


def _pairs(places: Places, rule: Rule) -> tuple[Ints, Ints]:
    """The rows of events that ask and, for each, the row of the one that followed, or -1."""
    if rule.template is Template.EXISTENCE:
        at, asked = places.at(rule.first), places.starts
        place = np.searchsorted(at, asked) + rule.count - 1
    else:
        at, asked = places.at(rule.second), places.at(rule.first)
        place = np.searchsorted(at, asked)
    padded = np.append(at, ABSENT)
    answer = padded[np.minimum(place, len(at))]
    same = (answer >= 0) & (places.item_of[answer] == places.item_of[asked])
    return asked, np.where(same, answer, ABSENT)


def _days_of(places: Places, rows: Ints, days: Days) -> list[date]:
    """The day of each row; the day of `on` where there is none."""
    instants = np.where(rows >= 0, places.table.ts_us[rows], days.on)
    quarters, place = np.unique(instants // QUARTER, return_inverse=True)
    known = [days.day(int(quarter) * QUARTER) for quarter in quarters]
    return [known[each] for each in place.tolist()]


def _last_day(places: Places, limit: TimeLimit, days: Days) -> Callable[[int, date], date]:
    """Reckons each day once for all items whose clock never stood still."""
    usual: dict[date, date] = {}
    still: dict[int, frozenset[date]] = {
        number: found
        for number in (range(places.items) if days.stopped else ())
        if (found := days.still(places.label(number)))
    }

    def reckon(item: int, asked_on: date) -> date:
        if item in still:
            return counted(limit, asked_on, days.calendar, still[item])
        if asked_on not in usual:
            usual[asked_on] = due(limit, asked_on, calendar=days.calendar).last_day
        return usual[asked_on]

    return reckon


def counted(limit: TimeLimit, started: date, calendar: Calendar, still: frozenset[date]) -> date:
    """The last day of the limit when the days in `still` are not counted.

    >>> from remit.engines.words import Words
    >>> week = TimeLimit("w", Words("", ""), "", "", 7, Unit.CALENDAR_DAY, "")
    >>> counted(week, date(2026, 5, 1), Calendar(), frozenset({date(2026, 5, 4)}))
    datetime.date(2026, 5, 9)
    """
    if limit.unit is Unit.WORKING_DAY:
        stopped = replace(
            calendar, holidays=calendar.holidays | still, workdays=calendar.workdays - still
        )
        return due(limit, started, calendar=stopped).last_day
    last = due(replace(limit, roll=False), started, calendar=calendar).last_day
    at = started + ONE_DAY
    while at <= last:
        last += ONE_DAY * (at in still)
        at += ONE_DAY
    return calendar.next_working_day(last) if limit.roll else last
