"""What is late, due, or waiting for somebody; how punctual a unit was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from remit.apps.correspondence.models import Letter
from remit.apps.organisation.models import STEP, Appointment, Unit
from remit.apps.organisation.queries import day, holder, holding, reach, subtree, within
from remit.apps.plans.models import MonthlyPlan, PlanItem, Summary
from remit.apps.plans.queries.powers import (
    OPEN_MONTH,
    PUBLISH_SUMMARY,
    REPORT_RESULTS,
    SUBMIT,
)
from remit.engines.dates import Month

# Results are asked for from this many days before the month ends.
REPORTING_DAYS = 3


def overdue(*, on: date) -> QuerySet[MonthlyPlan]:
    """The plans not submitted on the day although due before it, while their month is not over.

    Afterwards there is nothing left to plan: `punctuality` counts the plan as missing.
    """
    return _unsubmitted(on).filter(due__lt=on, month__gte=Month.of(on).first).order_by("due", "id")


def due_soon(*, on: date, days: int) -> QuerySet[MonthlyPlan]:
    """The plans not submitted on the day that are due on it or within `days` days after it."""
    return _unsubmitted(on).filter(due__gte=on, due__lte=on + timedelta(days)).order_by("due", "id")


def days_late(plan: MonthlyPlan, *, on: date) -> int:
    """By how many calendar days the plan came late, or is late on the day; 0 when it is not.

    Lateness stops to grow with the last day of the planned month.
    """
    came = plan.submitted_on if _came(plan, on) else None
    came = came or min(on, Month.of(plan.month).last)
    return max(0, (came - plan.due).days)


def responsible(plan: MonthlyPlan, *, on: date) -> Appointment | None:
    """Who answers for the plan on the day: the holder of its post, else whoever may submit it.

    While nobody is there the office that opens the months answers; None when it is vacant too.
    """
    if held := holder(plan.post, on=on):
        return held
    nearest = (*holding(SUBMIT, plan.unit, on=on), *holding(OPEN_MONTH, plan.unit, on=on))
    return next(iter(nearest), None)


def last_reminded(plans: Iterable[MonthlyPlan]) -> dict[str, date]:
    """The day of the latest reminder of each plan, by the plan's reference; without one it is missing."""
    letters = Letter.objects.filter(
        about__in=[plan.ref for plan in plans], kind=Letter.Kind.REMINDER
    )
    latest = letters.order_by().values_list("about").annotate(Max("written_at"))
    return {ref: day(at) for ref, at in latest}


def to_submit(by: Appointment, *, on: date) -> QuerySet[MonthlyPlan]:
    """The plans that the acting person is to submit, most urgent first."""
    mine = within(reach(by, SUBMIT, on=on), "unit__path")
    return _unsubmitted(on).filter(mine, month__gte=Month.of(on).first).order_by("due", "id")


def to_report(by: Appointment, *, on: date) -> QuerySet[MonthlyPlan]:
    """The plans whose month ends or has ended and whose results the acting person is to report."""
    mine = within(reach(by, REPORT_RESULTS, on=on), "unit__path")
    compared = Summary.objects.filter(
        month=OuterRef("month"), unit__path=Substr(OuterRef("unit__path"), 1, STEP)
    )
    waiting = PlanItem.objects.filter(
        plan=OuterRef("pk"), done__isnull=True, dropped_at__isnull=True
    )
    rows = MonthlyPlan.objects.filter(mine, Exists(waiting), ~Exists(compared))
    begun = Month.of(on + timedelta(days=REPORTING_DAYS)).first
    return rows.filter(month__lt=begun).select_related("unit", "post").order_by("month", "id")


def to_publish(by: Appointment, *, on: date) -> list[tuple[Unit, Month]]:
    """The organisations and ended months whose summary the acting person is to publish."""
    roots = Unit.objects.filter(within(reach(by, PUBLISH_SUMMARY, on=on)), parent__isnull=True)
    return [(root, month) for root in roots for month in _uncompared(root, on)]


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How many plans were due, and how they came; `days_late` sums those that came late."""

    plans: int
    on_time: int
    late: int
    missing: int
    days_late: int


def punctuality(unit: Unit, *, since: date, until: date, on: date) -> Punctuality:
    """How punctual a unit and all units under it were with plans due in [since, until).

    Seen from the day `on`: a plan due before it and not yet submitted is missing.
    """
    rows = due_within(unit, since=since, until=min(until, on))
    delays = [days_late(row, on=on) for row in rows]
    came = [_came(row, on) for row in rows]
    late = [delay for delay, here in zip(delays, came, strict=True) if here and delay]
    return Punctuality(len(rows), sum(came) - len(late), len(late), came.count(False), sum(late))


def late_plans(unit: Unit, *, since: date, until: date, on: date) -> list[MonthlyPlan]:
    """The unit's plans due in [since, until) that came late or, on the day, have not come."""
    rows = due_within(unit, since=since, until=min(until, on)).filter(unit=unit)
    return [row for row in rows if days_late(row, on=on)]


def due_within(unit: Unit, *, since: date, until: date) -> QuerySet[MonthlyPlan]:
    """The plans of a unit and all units under it that were due in [since, until)."""
    rows = MonthlyPlan.objects.filter(within([subtree(unit.path)], "unit__path"))
    return rows.filter(due__gte=since, due__lt=until).order_by("due", "id")


def _uncompared(root: Unit, on: date) -> list[Month]:
    published = Summary.objects.filter(unit=root).values("month")
    rows = MonthlyPlan.objects.filter(within([subtree(root.path)], "unit__path"))
    rows = rows.filter(month__lt=Month.of(on).first).exclude(month__in=published)
    firsts = rows.order_by("month").values_list("month", flat=True).distinct()
    return [Month.of(first) for first in firsts]


def _unsubmitted(on: date) -> QuerySet[MonthlyPlan]:
    waiting = Q(submitted_on__isnull=True) | Q(submitted_on__gt=on)
    rows = MonthlyPlan.objects.filter(waiting, opened_at__lt=_end_of(on))
    return rows.select_related("unit", "post")


def _came(plan: MonthlyPlan, on: date) -> bool:
    return plan.submitted_on is not None and plan.submitted_on <= on


def _end_of(on: date) -> datetime:
    """The first instant after the day, in the installation's time zone."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
