"""When things happen: days told from the demo's own end, so that its history is always recent."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from remit.engines.dates import Month, add_months

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A working hour of a day, in a month counted from the last one (0; the one before is -1).

    A day beyond the month's end is its last day; a weekend gives way to the nearest weekday of the
    month. Two moments of one story are on one day or at least two days apart, so their order holds.
    """

    month: int
    day: int
    hour: int = 9
    minute: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The calendar of one loading: `end` is the last instant, its month is month 0."""

    end: datetime
    zone: tzinfo

    @property
    def last(self) -> Month:
        """The month in which the history ends."""
        return Month.of(self.local(self.end).date())

    def local(self, at: datetime) -> datetime:
        """The instant on the place's own clock."""
        return at.astimezone(self.zone)

    def month(self, offset: int) -> Month:
        """The month so many after the last one; negative: before it."""
        return self.last + offset

    def offset(self, month: Month) -> int:
        """How many months after the last one the month is."""
        return month - self.last

    def first(self, offset: int) -> date:
        """The first day of a month counted from the last one."""
        return self.month(offset).first

    def day(self, moment: Moment) -> date:
        """The calendar day of a moment."""
        month = self.month(moment.month)
        length = monthrange(month.year, month.month)[1]
        return _weekday(month.first.replace(day=min(moment.day, length)))

    def instant(self, moment: Moment) -> datetime:
        """The instant of a moment."""
        return self.at(self.day(moment), time(moment.hour, moment.minute))

    def at(self, day: date, clock: time) -> datetime:
        """The instant of a day and a time of the place's own clock."""
        return datetime.combine(day, clock, self.zone)

    def before_end(self, days: int, hour: int = 9) -> datetime:
        """The instant so many days before the end, at the full hour."""
        return self.at(self.local(self.end).date() - timedelta(days), time(hour))

    def years_ago(self, years: int) -> date:
        """The first day of the last month, so many years earlier."""
        return add_months(self.last.first, -12 * years)


def _weekday(day: date) -> date:
    """The day, or the nearest weekday of the same month for a weekend.

    >>> _weekday(date(2026, 8, 1)), _weekday(date(2026, 5, 31)), _weekday(date(2026, 11, 21))
    (datetime.date(2026, 8, 3), datetime.date(2026, 5, 29), datetime.date(2026, 11, 20))
    """
    step = {SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0)
    near = day + timedelta(step)
    return near if near.month == day.month else day + timedelta(-2 * step)
