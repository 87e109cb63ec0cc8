"""What was planned against what was done; what slipped and is still to be carried over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from remit.apps.ledger.actions import Json
from remit.apps.organisation.models import Unit
from remit.apps.organisation.queries import subtree, within
from remit.apps.plans.models import MonthlyPlan, PlanItem, Summary, Target, TargetMonth
from remit.apps.plans.queries.promising import promises, trimmed
from remit.apps.plans.queries.reading import items
from remit.apps.plans.queries.waiting import days_late
from remit.engines.comparison import Comparison, Planned, Reported, compare
from remit.engines.comparison import dropped as dropped_lines
from remit.engines.dates import Month
from remit.engines.findings import Finding
from remit.engines.words import Words

# The parts of a comparison that a summary keeps.
KEPT = ("month", "lines", "carried", "totals")


def gaps(unit: Unit, month: Month) -> Comparison:
    """The month of a unit and all units under it: what was planned against what was reported.

    A plan that was never submitted counts with the lines it was opened with.
    """
    rows = PlanItem.objects.filter(
        within([subtree(unit.path)], "plan__unit__path"),
        plan__month=month.first,
        dropped_at__isnull=True,
    ).select_related("plan__unit")
    return _compared(rows.order_by("plan__unit__path", "id"), month)


@dataclass(frozen=True, slots=True)
class Slip:
    """What remains of a line whose month was compared, and is not yet in a later plan."""

    item: PlanItem
    rest: Decimal


def slips(unit: Unit, *, before: Month) -> list[Slip]:
    """What is still to be carried over from compared months before `before`, oldest first.

    Covers the unit and all units under it.
    """
    compared = Summary.objects.filter(unit__path=unit.root_path, month__lt=before.first)
    rows = PlanItem.objects.filter(
        within([subtree(unit.path)], "plan__unit__path"),
        Q(done__isnull=True) | Q(done__lt=F("planned")),
        plan__month__in=compared.values("month"),
        dropped_at__isnull=True,
        carried_to__isnull=True,
    ).select_related("plan__unit", "plan__post", "target")
    by_month: dict[date, list[PlanItem]] = {}
    for row in rows.order_by("plan__month", "plan__unit__path", "id"):
        by_month.setdefault(row.plan.month, []).append(row)
    return [slip for first, lines in by_month.items() for slip in _slips(lines, Month.of(first))]


def units_to_open(unit: Unit, month: Month) -> list[Unit]:
    """The units from `unit` down that owe a plan for the month and have none opened.

    A unit owes one when a target of it has a value for the month, or a slip waits to be carried.
    """
    promised = TargetMonth.objects.filter(month=month.first, target__state=Target.State.SET)
    owing = {slip.item.plan.unit_id for slip in slips(unit, before=month)}
    rows = Unit.objects.filter(within([subtree(unit.path)]))
    rows = rows.filter(Q(pk__in=promised.values("target__unit")) | Q(pk__in=owing))
    opened = MonthlyPlan.objects.filter(month=month.first)
    return list(rows.exclude(pk__in=opened.values("unit")).order_by("path"))


def dropped(plan: MonthlyPlan) -> tuple[Finding, ...]:
    """What the plan leaves out or lowers, of what was carried over and what the targets ask for.

    A line that was let go with a recorded reason is not among them.
    """
    lines = list(items(plan, dropped=True))
    kept = [line for line in lines if line.dropped_at is None]
    released = {_origin(line): PlanItem.reason.words(line) for line in lines if line.dropped_at}
    found = dropped_lines(
        _expected(plan, lines),
        [_planned(line, item=_origin(line)) for line in kept],
        released=released,
    )
    return tuple(found)


def let_go(plans: Iterable[MonthlyPlan]) -> QuerySet[PlanItem]:
    """The lines of the plans that were promised or carried over, and dropped with a reason."""
    promised = Q(target__isnull=False) | Q(carried_from__isnull=False)
    rows = PlanItem.objects.filter(promised, plan__in=list(plans), dropped_at__isnull=False)
    return rows.select_related("plan__unit").order_by("plan__unit__path", "id")


def figures(comparison: Comparison, plans: Sequence[MonthlyPlan], *, on: date) -> dict[str, Json]:
    """The comparison of the plans as a summary keeps it: amounts as strings, texts in both languages.

    Besides the comparison: each unit's name of that day and how its plan came, what was said of the
    lines, and the promised lines that were let go, with the reasons given.
    """
    unkept = [finding for plan in plans for finding in dropped(plan)]
    kept = {name: _json(getattr(comparison, name)) for name in KEPT}
    return kept | {
        "findings": _json((*comparison.findings, *unkept)),
        "units": {plan.unit.ref: _came_words(plan, on) for plan in plans},
        "notes": {line.ref: _json(PlanItem.note.words(line)) for line in _explained(plans)},
        "released": [_released(line) for line in let_go(plans)],
    }


def _compared(rows: Iterable[PlanItem], month: Month) -> Comparison:
    lines = list(rows)
    reported = [
        Reported(line.ref, line.plan.unit.ref, trimmed(line.done))
        for line in lines
        if line.done is not None
    ]
    return compare([_planned(line) for line in lines], reported, month=month)


def _slips(lines: list[PlanItem], month: Month) -> list[Slip]:
    by_ref = {line.ref: line for line in lines}
    return [Slip(by_ref[c.item], c.amount) for c in _compared(lines, month).carried]


def _planned(line: PlanItem, *, item: str = "") -> Planned:
    carried = line.carried_from_id is not None
    return Planned(
        item=item or line.ref,
        unit=line.plan.unit.ref,
        title=PlanItem.text.words(line),
        measure=PlanItem.measure.words(line),
        amount=trimmed(line.planned),
        ceiling=line.ceiling,
        carried_from=Month.of(line.first_month) if carried else None,
    )


def _origin(line: PlanItem) -> str:
    """What the line is the continuation of: an earlier line, a target, or nothing but itself."""
    if line.carried_from:
        return line.carried_from.ref
    return line.target.ref if line.target else line.ref


def _expected(plan: MonthlyPlan, lines: Iterable[PlanItem]) -> list[Planned]:
    """What belongs into the plan: the rests of earlier lines, and the targets' values of the month."""
    month = Month.of(plan.month)
    waiting = [slip.item for slip in slips(plan.unit, before=month)]
    taken = [line.carried_from for line in lines if line.carried_from]
    asked = [_asked(promise, plan) for promise in promises([plan.unit], month)]
    return [*(_rest(line, plan) for line in (*taken, *waiting)), *asked]


def _rest(line: PlanItem, plan: MonthlyPlan) -> Planned:
    return Planned(
        item=line.ref,
        unit=plan.unit.ref,
        title=PlanItem.text.words(line),
        measure=PlanItem.measure.words(line),
        amount=trimmed(line.planned - (line.done or 0)),
        carried_from=Month.of(line.first_month),
    )


def _asked(promise: TargetMonth, plan: MonthlyPlan) -> Planned:
    target = promise.target
    return Planned(
        item=target.ref,
        unit=plan.unit.ref,
        title=Target.title.words(target),
        measure=Target.measure.words(target),
        amount=trimmed(promise.planned),
        ceiling=target.ceiling,
    )


def _came_words(plan: MonthlyPlan, on: date) -> Json:
    return {
        "name": _json(Unit.name.words(plan.unit)),
        "plan": plan.ref,
        "submitted_on": plan.submitted_on.isoformat() if plan.submitted_on else None,
        "days_late": str(days_late(plan, on=on)),
    }


def _explained(plans: Iterable[MonthlyPlan]) -> QuerySet[PlanItem]:
    rows = PlanItem.objects.filter(plan__in=list(plans), dropped_at__isnull=True)
    return rows.exclude(note_zh="", note_en="")


def _released(line: PlanItem) -> Json:
    return {
        "item": line.ref,
        "unit": line.plan.unit.ref,
        "title": _json(PlanItem.text.words(line)),
        "reason": _json(PlanItem.reason.words(line)),
    }


def _json(value: object) -> Json:
    match value:
        case None | bool():
            return value
        case Words():
            return {"zh": value.zh, "en": value.en}
        case Decimal():
            return f"{value:f}"
        case tuple():
            return [_json(part) for part in value]
        case _ if is_dataclass(value) and not isinstance(value, Month):
            return {field.name: _json(getattr(value, field.name)) for field in fields(value)}
    return str(value)
