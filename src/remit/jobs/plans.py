"""Opening months and reminding of plans, as the calendar asks for it."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from remit.apps.organisation.queries import day, organisations
from remit.apps.plans import actions, queries
from remit.engines.dates import Month
from remit.engines.findings import Refusal

if TYPE_CHECKING:
    from remit.apps.organisation.models import Unit

logger = logging.getLogger(__name__)

# Plans open this many days before their month, and are due on the last day before it.
OPENS_BEFORE = timedelta(days=7)
# A month opened too late to be due before it begins leaves the units at least this long.
LEAST_TIME = timedelta(days=3)
# Reminders: on these days before the due day, on these days after it, then every week.
BEFORE = (1, 3)
AFTER = (3, 1)
EVERY = 7


def open_months(now: datetime) -> int:
    """Opens the plans of the months whose time has come; returns how many plans were opened."""
    today = day(now)
    opened = 0
    for root in organisations():
        for month in _months_to_open(root, today):
            due = max((month - 1).last, min(today + LEAST_TIME, month.last))
            opened += len(actions.open_month(root, month, due=due, by=None, at=now))
    return opened


def _months_to_open(root: "Unit", today: date) -> Iterator[Month]:
    """The running month if it was missed, that is if the month before it had plans; the coming one."""
    running, coming = Month.of(today), Month.of(today + OPENS_BEFORE)
    if queries.plans_of(root, running - 1).exists():
        yield running
    if coming != running:
        yield coming


def remind(now: datetime) -> int:
    """Reminds of the plans whose turn it is; returns how many letters were written.

    What was sent is read from the letters, so that it is never sent twice, and a day on which the
    clock stood still is made up for once.
    """
    today = day(now)
    plans = [*queries.overdue(on=today), *queries.due_soon(on=today, days=max(BEFORE))]
    reminded = queries.last_reminded(plans)
    written = 0
    for plan in plans:
        turn = latest_turn(plan.due, today)
        if turn is None or turn < day(plan.opened_at):
            continue
        if (last := reminded.get(plan.ref)) and last >= turn:
            continue
        try:
            actions.remind(plan, by=None, at=now)
        except Refusal as refusal:
            logger.warning("no reminder of %s: %s", plan.ref, refusal)
            continue
        written += 1
    return written


def latest_turn(due: date, on: date) -> date | None:
    """The latest day up to `on` on which a plan due on `due` is to be reminded of, or None.

    >>> latest_turn(date(2026, 2, 28), date(2026, 2, 26))
    datetime.date(2026, 2, 25)
    >>> latest_turn(date(2026, 2, 28), date(2026, 3, 12))
    datetime.date(2026, 3, 10)
    """
    left = (due - on).days
    late = -left
    if late > max(AFTER):
        late -= (late - max(AFTER)) % EVERY
        return due + timedelta(days=late)
    turns = [timedelta(days=-before) for before in BEFORE] + [timedelta(days=n) for n in AFTER]
    passed = [due + turn for turn in turns if due + turn <= on]
    return max(passed, default=None)
