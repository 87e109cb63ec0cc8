"""Clocks of a case as the component shows them."""

from collections.abc import Sequence
from datetime import date, timedelta

from remit.apps.cases import queries
from remit.engines.dates import Calendar, Period
from remit.engines.procedure import STEPS, Actor, Clock, ClockState
from remit.engines.words import Words
from remit.web import components

DAY = timedelta(days=1)


def shown(clock: Clock, calendar: Calendar, *, on: date, of: str = "") -> components.Clock:
    """A clock of the procedure, `of` whom, with the working days left on the day."""
    limit, last = clock.due.limit, clock.due.last_day
    kept = clock.state is ClockState.KEPT
    step = STEPS.get(limit.ends.partition(":")[0])
    return components.Clock(
        due=last,
        days=days_left(last, calendar, on=on),
        done_on=clock.ended if kept else None,
        title=Words(f"{limit.name.zh}（{of}）", f"{limit.name.en} ({of})") if of else limit.name,
        calendar=limit.citation,
        runner=step.name if step and not kept else "",
    )


def days_left(last: date, calendar: Calendar, *, on: date) -> int:
    """Working days after `on` up to the last day; negative when that has passed."""
    if last >= on:
        return calendar.working_days(Period(on + DAY, last + DAY)) if last > on else 0
    return -max(1, calendar.working_days(Period(last + DAY, on + DAY)))


def running(
    clocks: Sequence[queries.Running], calendar: Calendar, *, on: date
) -> list[components.Clock]:
    """The clocks that run, the earliest first; a right of the person's own that lapsed is over."""
    return [
        shown(row.clock, calendar, on=on, of=row.concerned.person.name if row.concerned else "")
        for row in clocks
        if row.clock.ended is None and row.clock.started <= on and not is_lapsed(row.clock)
    ]


def is_lapsed(clock: Clock) -> bool:
    """Whether the time for a step of the person's own choice has passed unused."""
    step = STEPS.get(clock.due.limit.ends.partition(":")[0])
    own = step is not None and step.actor is Actor.CONCERNED
    return own and clock.state is ClockState.MISSED


def lapsed(clocks: Sequence[queries.Running]) -> frozenset[int]:
    """The people concerned whose time to appeal has passed unused."""
    return frozenset(
        row.concerned.pk for row in clocks if row.concerned is not None and is_lapsed(row.clock)
    )
