"""Points in time read as pieces of work: what a post did on one matter in one day is one sitting.

An event says when something was done, not when work on it began. All that one post did on a matter on
one calendar day, nobody else in between, is taken as one task: it starts with the first of these events
and ends with the last. Work before the first event is not seen, so waiting for other work is never
overstated. An estimate of the unseen beginnings (D. Chapela-Campa, M. Dumas, "Repairing activity start
times to improve business process simulation", 2022) would take every earlier minute of a post as work,
and so decide what is to be measured.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from django.utils import timezone

from remit.apps.organisation import queries as organisation
from remit.engines.dates import ONE_DAY
from remit.engines.eventlog.instants import microseconds
from remit.engines.measures.spans import Span, instant
from remit.engines.measures.table import EventTable, Kind
from remit.engines.measures.waiting import Off, Task, Wait, enabled, suspensions, waits
from remit.web.insight.looking import Look


def tasks(table: EventTable) -> list[Task]:
    """The sittings of a table, each enabled by the one before it in its item.

    What the system did by itself opens an item and is no step after that.
    """
    return enabled(task for places in table.items() for task in _sat(table, places))


def _sat(table: EventTable, places: slice) -> Iterator[Task]:
    """The sittings of one item, in order."""
    sitting, today = list[int](), date.min
    for place in range(places.start, places.stop):
        if table.kind[place] == Kind.SYSTEM and place > places.start:
            continue
        on = day_of(int(table.ts_us[place]))
        if sitting and (on, table.post[place]) != (today, table.post[sitting[0]]):
            yield _task(table, sitting)
            sitting = []
        today = on
        sitting.append(place)
    yield _task(table, sitting)


def _task(table: EventTable, sitting: list[int]) -> Task:
    first, last = sitting[0], sitting[-1]
    return Task(
        seq=int(table.seq[first]),
        item=table.label("item", int(table.item[first])),
        activity=table.label("activity", int(table.activity[first])),
        holder=table.label("post", int(table.post[first])),
        start=int(table.ts_us[first]),
        end=int(table.ts_us[last]),
    )


def day_of(at: int) -> date:
    """The calendar day of an instant in microseconds."""
    return timezone.localtime(instant(at)).date()


def waited(seen: Look, work: Iterable[Task]) -> list[Wait]:
    """Every wait for a post, cut by cause."""
    every = list(work)
    found = waits(every, off=days_off(seen), suspended=suspensions(seen.table))
    return [wait for wait in found if wait.task.holder]


def days_off(seen: Look) -> Off:
    """The days on which nobody works by the calendar of the unit's country; hours are not recorded."""
    spans = list(_off(seen))
    ends, starts = [span.until for span in spans], [span.since for span in spans]

    def off(_holder: str, span: Span) -> list[Span]:
        return spans[bisect_right(ends, span.since) : bisect_left(starts, span.until)]

    return off


def _off(seen: Look) -> Iterator[Span]:
    """Each stretch of days off in the time looked at."""
    if not len(seen.table):
        return
    working = organisation.calendar(seen.unit.country)
    day, last = (day_of(int(end)) for end in (seen.table.ts_us.min(), seen.table.ts_us.max()))
    since: date | None = None
    while day <= last + ONE_DAY:
        works = working.is_working_day(day)
        if since and (works or day > last):
            yield Span(_midnight(since), _midnight(day))
            since = None
        elif not works:
            since = since or day
        day += ONE_DAY


def _midnight(day: date) -> int:
    return microseconds(timezone.make_aware(datetime.combine(day, time.min)))
