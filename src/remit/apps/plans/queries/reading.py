"""Plans, lines, targets and summaries: who may read which, and where a line comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from remit.apps.organisation.models import Duty, Person, Unit
from remit.apps.organisation.queries import scope, subtree, within
from remit.apps.plans.models import MonthlyPlan, PlanItem, Summary, Target, TargetMonth
from remit.engines.dates import Month

# The classes of targets with their names, for forms and filters.
KINDS = tuple(Target.Kind.choices)


def visible_to(person: Person, *, on: date) -> QuerySet[MonthlyPlan]:
    """The plans a person may read, newest month first."""
    rows = MonthlyPlan.objects.filter(within(scope(person, on=on), "unit__path"))
    return rows.select_related("unit", "post", "submitted_by__person")


def targets_visible_to(person: Person, *, on: date) -> QuerySet[Target]:
    """The targets a person may read, newest year first."""
    rows = Target.objects.filter(within(scope(person, on=on), "unit__path"))
    return rows.select_related("unit", "post", "duty", "parent")


def items_visible_to(person: Person, *, on: date) -> QuerySet[PlanItem]:
    """The plan items a person may read, with all that their thread needs."""
    rows = PlanItem.objects.filter(within(scope(person, on=on), "plan__unit__path"))
    return rows.select_related(
        "plan__unit", "plan__post", "duty", "target__duty", "target__parent", "carried_from__plan"
    )


def summaries_visible_to(person: Person, *, on: date) -> QuerySet[Summary]:
    """The summaries a person may read, newest month first."""
    rows = Summary.objects.filter(within(scope(person, on=on), "unit__path"))
    return rows.select_related("unit", "published_by__person", "published_by__post")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for in the list of plans; None and "" mean: any."""

    unit: Unit | None = None
    since: Month | None = None
    until: Month | None = None
    state: str = ""
    late: bool = False
    text: str = ""


def chosen(rows: QuerySet[MonthlyPlan], wanted: Wanted, *, on: date) -> QuerySet[MonthlyPlan]:
    """The rows that fit; months in [since, until); `late` = late when submitted, or overdue."""
    if wanted.unit:
        rows = rows.filter(within([subtree(wanted.unit.path)], "unit__path"))
    if wanted.since:
        rows = rows.filter(month__gte=wanted.since.first)
    if wanted.until:
        rows = rows.filter(month__lt=wanted.until.first)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.late:
        rows = rows.filter(due__lt=on).exclude(submitted_on__lte=F("due"))
    if wanted.text:
        rows = rows.filter(
            Q(unit__name_zh__icontains=wanted.text)
            | Q(unit__name_en__icontains=wanted.text)
            | Exists(
                PlanItem.objects.filter(
                    Q(text_zh__icontains=wanted.text) | Q(text_en__icontains=wanted.text),
                    plan=OuterRef("pk"),
                )
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines a plan has, and for how many of them a result was reported."""

    items: int = 0
    reported: int = 0


def tallies(plans: Iterable[MonthlyPlan]) -> dict[int, Tally]:
    """The tally of each plan, in one query; a plan without lines is missing."""
    rows = (
        PlanItem.objects.filter(plan__in=[plan.pk for plan in plans], dropped_at__isnull=True)
        .order_by()
        .values_list("plan")
        .annotate(Count("id"), Count("done"))
    )
    return {plan: Tally(items, reported) for plan, items, reported in rows}


def plan(unit: Unit, month: Month) -> MonthlyPlan | None:
    """The plan of a unit for a month, if it was opened."""
    rows = MonthlyPlan.objects.filter(unit=unit, month=month.first)
    return rows.select_related("unit", "post", "submitted_by__person").first()


def items(plan: MonthlyPlan, *, dropped: bool = False) -> QuerySet[PlanItem]:
    """The lines that a plan holds; with `dropped` also those that were let go."""
    rows = PlanItem.objects.filter(plan=plan).order_by("id")
    rows = rows if dropped else rows.filter(dropped_at__isnull=True)
    return rows.select_related("plan__unit", "duty", "target__duty", "carried_from__plan")


def plans_of(unit: Unit, month: Month) -> QuerySet[MonthlyPlan]:
    """The month's plans of a unit and all units under it."""
    rows = MonthlyPlan.objects.filter(within([subtree(unit.path)], "unit__path"))
    return rows.filter(month=month.first).select_related("unit", "post").order_by("unit__path")


def months_of(target: Target) -> QuerySet[TargetMonth]:
    """The monthly values of a target."""
    return TargetMonth.objects.filter(target=target).order_by("month")


def summary(unit: Unit, month: Month) -> Summary | None:
    """The published comparison of the organisation that the unit belongs to."""
    rows = Summary.objects.filter(unit__path=unit.root_path, month=month.first)
    return rows.select_related("unit", "published_by__person").first()


@dataclass(frozen=True, slots=True)
class Thread:
    """What a plan item serves, and where it comes from: duty -> targets -> lines -> this line."""

    duty: Duty | None
    targets: tuple[Target, ...]
    lines: tuple[PlanItem, ...]


def thread(item: PlanItem) -> Thread:
    """The thread of a plan item; targets from the top down, lines from the first month on."""
    targets: list[Target] = []
    above = item.target
    while above is not None and above not in targets:
        targets.append(above)
        above = above.parent
    lines = [item]
    while (earlier := lines[-1].carried_from) is not None:
        lines.append(earlier)
    duty = item.duty or (item.target.duty if item.target else None)
    return Thread(duty, tuple(reversed(targets)), tuple(reversed(lines)))


def plan_by_ref(ref: str) -> MonthlyPlan | None:
    """The plan that an entry names as its subject."""
    kind, _, number = ref.partition(":")
    if kind != "plans.plan" or not number.isdigit():
        return None
    return MonthlyPlan.objects.filter(pk=int(number)).select_related("unit", "post").first()
