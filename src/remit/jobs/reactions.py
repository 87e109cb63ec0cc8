"""What follows upward from an entry: a line for each verb, worked off once and in order.

A reaction is called with the entry and the instant of the clock. It does its deeds through the
actions of an app; what it writes has no reaction of its own. It may be called again for an entry
whose transaction did not end, never for one that did.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from remit.apps.cases.actions import receive_report, serve_decision
from remit.apps.cases.queries import decision_in
from remit.apps.ledger.actions import advance
from remit.apps.ledger.queries import after
from remit.apps.organisation.queries import day
from remit.apps.plans import queries as plans
from remit.engines.dates import add_months, day_words
from remit.engines.findings import Refusal
from remit.engines.words import Words

if TYPE_CHECKING:
    from remit.apps.ledger.models import Entry
    from remit.apps.plans.models import MonthlyPlan

Reaction = Callable[["Entry", datetime], None]
logger = logging.getLogger(__name__)

READER = "reactions"
# So many late plans of one unit within so many months are looked into.
LATE_PLANS = 3
WITHIN_MONTHS = 12


def report_late_plans(entry: "Entry", now: datetime) -> None:
    """Opens a report when a late plan is the unit's third within twelve months."""
    plan = plans.plan_by_ref(entry.subject)
    if plan is None or entry.body["days_late"] == "0":
        return
    run = late_run(plan, on=day(entry.at))
    if not run:
        return
    first, last, number = day_words(run[0].due), day_words(plan.due), len(run)
    title = Words(
        f"{plan.unit.name_zh or plan.unit.name_en}：{first.zh}至{last.zh}间{number}次计划逾期",
        f"{plan.unit.name_en or plan.unit.name_zh}: {number} late plans between {first.en} and "
        f"{last.en}",
    )
    receive_report(
        plan.unit,
        title=title,
        source="clock",
        by=None,
        at=now,
        text="\n".join(late.ref for late in run),
        about=plan.ref,
        happened_on=plan.due,
    )


def late_run(plan: "MonthlyPlan", *, on: date) -> list["MonthlyPlan"]:
    """The late plans that the plan makes complete; empty when it is not the last of such a run.

    Each late plan belongs to one run only, so that the fourth does not open a second report.
    """
    run: list[MonthlyPlan] = []
    for late in plans.late_plans(plan.unit, since=date.min, until=date.max, on=on):
        run = [one for one in run if one.due > add_months(late.due, -WITHIN_MONTHS)] + [late]
        if len(run) < LATE_PLANS:
            continue
        if late == plan:
            return run
        run = []
    return []


def serve_when_read(entry: "Entry", now: datetime) -> None:
    """Takes a decision as served when the person concerned has opened its letter.

    Being sent is no proof of that; an officer may also note that it was handed over.
    """
    if decision := decision_in(entry.subject):
        serve_decision(decision, by=None, at=entry.at)


REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    "correspondence.letter_read": (serve_when_read,),
    "plans.plan_reminded": (report_late_plans,),
    "plans.plan_submitted": (report_late_plans,),
}


def react(now: datetime, reactions: Mapping[str, tuple[Reaction, ...]] = REACTIONS) -> int:
    """Works off the numbered entries since the last time; returns how many had a reaction."""
    count = 0
    while entries := after(READER):
        for entry in entries:
            if following := reactions.get(entry.verb):
                _work_off(entry, following, now)
                count += 1
        advance(READER, entries[-1].seq or 0)
    return count


def _work_off(entry: "Entry", reactions: Iterable[Reaction], now: datetime) -> None:
    """Runs an entry's reactions and notes it as worked off, all or nothing.

    A refusal is an answer (the deed was done before, or may not be done) and ends there; any other
    fault leaves the entry to be worked off again.
    """
    with transaction.atomic():
        for reaction in reactions:
            try:
                with transaction.atomic():
                    reaction(entry, now)
            except Refusal as refusal:
                logger.info("%s after %s: %s", reaction.__name__, entry, refusal)
        advance(READER, entry.seq or 0)
