"""The next step and the next clock of many cases at once, for lists: read in the list's own query."""

from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from remit.apps.cases.models import Appeal, Attribution, Case, Concerned, Decision
from remit.apps.cases.queries.packs import calendar, limits_kept, pack_of
from remit.apps.organisation.queries import day
from remit.engines.procedure import STEPS, Clock, Step, Taken, clocks

# What is looked at while a case is open, in the order in which it is done: what is lacking is next.
LACKING = (
    ("lacks_hearing", "heard"),
    ("lacks_attribution", "attributed"),
    ("lacks_determination", "determined"),
)
NEXT = {"proposed": "decided", "appealed": "appeal_decided"}
MOMENTS = (
    ("opened_at", "opened"),
    ("decided_last", "decided"),
    ("served_last", "served"),
    ("appealed_last", "appealed"),
)


def listed(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with all that `next_of` and `next_clock` read; adds no query to that of the rows."""
    people = Concerned.objects.filter(case=OuterRef("pk"))
    decisions = Decision.objects.filter(concerned__case=OuterRef("pk"))
    appeals = Appeal.objects.filter(decision__concerned__case=OuterRef("pk"))
    return rows.annotate(
        lacks_hearing=~Exists(people) | Exists(people.filter(hearings__isnull=True)),
        lacks_attribution=~Exists(Attribution.objects.filter(case=OuterRef("pk"))),
        lacks_determination=Exists(people.filter(determinations__isnull=True)),
        lacks_service=Exists(decisions.filter(state=Decision.State.DECIDED)),
        in_effect=Exists(
            decisions.filter(
                state=Decision.State.SERVED,
                effect_until__isnull=False,
                effect_ended_at__isnull=True,
            )
        ),
        decided_last=_latest(decisions, "decided_at", "concerned__case"),
        served_last=_latest(decisions, "served_at", "concerned__case"),
        appealed_last=_latest(
            appeals.filter(decided_at__isnull=True), "filed_at", "decision__concerned__case"
        ),
    )


def next_of(case: Case) -> Step | None:
    """The step that a listed case waits for; None when it is closed."""
    row: Any = case
    if case.stage == Case.Stage.CLOSED:
        return None
    if case.stage == Case.Stage.OPEN:
        lacking = (step for name, step in LACKING if getattr(row, name))
        return STEPS[next(lacking, "proposed")]
    if case.stage == Case.Stage.DECIDED:
        return STEPS[
            "served" if row.lacks_service else "effect_ended" if row.in_effect else "closed"
        ]
    return STEPS[NEXT[case.stage]]


def next_clock(case: Case, *, on: date) -> Clock | None:
    """The running time limit of a listed case that ends first; None when none runs."""
    taken = [
        Taken(step, day(moment)) for name, step in MOMENTS if (moment := getattr(case, name, None))
    ]
    limits = limits_kept(pack_of(case), on=on)
    found = clocks(limits, taken, calendar=calendar(case.unit), on=on)
    running = [clock for clock in found if clock.ended is None]
    return min(running, key=lambda clock: clock.due.last_day, default=None)


def _latest(rows: QuerySet[Any], column: str, case: str) -> Subquery:
    """The latest instant of a column among a case's rows."""
    found = rows.order_by().values(case).annotate(last=Max(column)).values("last")
    return Subquery(found)
