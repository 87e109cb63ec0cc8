"""Opening a month, filling its plans, submitting them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions import require
from remit.apps.organisation.models import Appointment, Duty, Post, Unit
from remit.apps.organisation.queries import as_left, day, in_force
from remit.apps.plans.actions.refusals import (
    LONGEST_MEASURE,
    NO_WORDS,
    LineAlreadyDropped,
    LineDoesNotFit,
    MonthIsOver,
    PlanEmpty,
    PromiseDroppedWithoutReason,
    amount_faults,
    enter,
    month_is_over,
    refuse_unless_open,
    text_faults,
)
from remit.apps.plans.models import MonthlyPlan, PlanItem, Target, TargetMonth
from remit.apps.plans.queries import (
    OPEN_MONTH,
    SUBMIT,
    Slip,
    days_late,
    items,
    promises,
    slips,
    units_to_open,
)
from remit.engines.dates import Month
from remit.engines.findings import error
from remit.engines.words import Words


@transaction.atomic
def open_month(
    unit: Unit, month: Month, *, due: date, by: Appointment | None, at: datetime
) -> tuple[MonthlyPlan, ...]:
    """Opens the month's plans of all units from `unit` down that owe one; returns the new plans.

    Each is prefilled with what the targets ask for and with what earlier months left over. A unit
    whose plan is open already is left alone, so opening again is safe. `by` None is the clock.
    """
    if by is not None:
        require(by, OPEN_MONTH, unit, on=day(at))
    # One at a time: a second opening of the same month waits here and then finds nothing to do.
    Unit.objects.select_for_update().get(pk=unit.pk)
    if day(at) > month.last:
        raise MonthIsOver(month_is_over(unit.ref, month))
    units = units_to_open(unit, month)
    plans = tuple(_open_plan(owner, month, due, by, at) for owner in units)
    if plans:
        body: dict[str, Json] = {
            "month": str(month),
            "due": due.isoformat(),
            "plans": str(len(plans)),
        }
        enter("plans.month_opened", unit.ref, unit, by, at, body)
    return plans


@transaction.atomic
def add_item(
    plan: MonthlyPlan,
    text: Words,
    *,
    planned: Decimal,
    measure: Words,
    by: Appointment,
    at: datetime,
    target: Target | None = None,
    duty: Duty | None = None,
    ceiling: bool = False,
) -> PlanItem:
    """Adds a line to an open plan."""
    require(by, SUBMIT, plan.unit, on=day(at))
    refuse_unless_open(plan, at)
    item = PlanItem(
        plan=plan,
        target=target,
        duty=duty or (target.duty if target else None),
        first_month=plan.month,
        text_zh=text.zh,
        text_en=text.en,
        measure_zh=measure.zh,
        measure_en=measure.en,
        planned=planned,
        ceiling=ceiling,
    )
    _refuse_faulty_line(item)
    item.save()
    body: dict[str, Json] = {
        "plan": plan.ref,
        "target": target.ref if target else None,
        "planned": f"{planned:f}",
    }
    enter("plans.item_added", item.ref, plan.unit, by, at, body, rows=[item])
    return item


@transaction.atomic
def revise_item(
    item: PlanItem,
    *,
    planned: Decimal,
    by: Appointment,
    at: datetime,
    text: Words | None = None,
) -> PlanItem:
    """Revises the amount, and the text if one is given, of a line of an open plan."""
    require(by, SUBMIT, item.plan.unit, on=day(at))
    refuse_unless_open(item.plan, at)
    _refuse_dropped(item)
    before, item.planned = item.planned, planned
    if text is not None:
        item.text_zh, item.text_en = text
    _refuse_faulty_line(item)
    item.save(update_fields=["planned", "text_zh", "text_en"])
    body: dict[str, Json] = {
        "plan": item.plan.ref,
        "before": f"{before:f}",
        "planned": f"{planned:f}",
    }
    enter("plans.item_revised", item.ref, item.plan.unit, by, at, body, rows=[as_left(item)])
    return item


@transaction.atomic
def drop_item(
    item: PlanItem, *, by: Appointment, at: datetime, reason: Words = NO_WORDS
) -> PlanItem:
    """Lets a line of an open plan go; what was promised or carried over needs a reason."""
    require(by, SUBMIT, item.plan.unit, on=day(at))
    refuse_unless_open(item.plan, at)
    _refuse_dropped(item)
    promised = item.target_id is not None or item.carried_from_id is not None
    if promised and not any(text.strip() for text in reason):
        zh = "该事项来自年度指标或上月结转，不能不说明就取消。请写明理由。"
        en = (
            "This line comes from a target or was carried over; it cannot go without a word. "
            "Give the reason."
        )
        raise PromiseDroppedWithoutReason(error("plans.reason_missing", item.ref, zh, en))
    item.dropped_at = at
    item.reason_zh, item.reason_en = reason
    item.save(update_fields=["dropped_at", "reason_zh", "reason_en"])
    body: dict[str, Json] = {"plan": item.plan.ref}
    enter("plans.item_dropped", item.ref, item.plan.unit, by, at, body, rows=[as_left(item)])
    return item


@transaction.atomic
def submit_plan(plan: MonthlyPlan, *, by: Appointment, at: datetime) -> MonthlyPlan:
    """Submits a unit's plan; from now on it binds and is not edited."""
    require(by, SUBMIT, plan.unit, on=day(at))
    refuse_unless_open(plan, at)
    number = items(plan).count()
    if not number:
        zh = "计划中没有任何事项。请先添加事项再报送。"
        en = "The plan holds no line. Add what the unit means to do, then submit."
        raise PlanEmpty(error("plans.plan_empty", plan.ref, zh, en))
    plan.state = MonthlyPlan.State.SUBMITTED
    plan.submitted_at, plan.submitted_on, plan.submitted_by = at, day(at), by
    plan.save(update_fields=["state", "submitted_at", "submitted_on", "submitted_by"])
    body: dict[str, Json] = {
        "month": str(Month.of(plan.month)),
        "due": plan.due.isoformat(),
        "days_late": str(days_late(plan, on=day(at))),
        "items": str(number),
    }
    enter("plans.plan_submitted", plan.ref, plan.unit, by, at, body, rows=[as_left(plan)])
    return plan


def _open_plan(
    unit: Unit, month: Month, due: date, by: Appointment | None, at: datetime
) -> MonthlyPlan:
    asked = promises([unit], month)
    left = [slip for slip in slips(unit, before=month) if slip.item.plan.unit_id == unit.pk]
    plan = MonthlyPlan.objects.create(
        unit=unit,
        post=_answering_post(unit, asked, left, on=day(at)),
        month=month.first,
        due=due,
        opened_at=at,
    )
    lines = PlanItem.objects.bulk_create(
        [*(carried_line(slip, plan) for slip in left), *(asked_line(part, plan) for part in asked)]
    )
    body: dict[str, Json] = {
        "month": str(month),
        "due": due.isoformat(),
        "items": str(len(asked) + len(left)),
        "carried": str(len(left)),
    }
    enter("plans.plan_opened", plan.ref, unit, by, at, body, rows=[plan, *lines])
    return plan


def _answering_post(
    unit: Unit, asked: Sequence[TargetMonth], left: Sequence[Slip], *, on: date
) -> Post:
    """The head of the unit; without one, the post of the first target or of the slipped plan."""
    if head := unit.posts.filter(in_force(on), heads_unit=True).first():
        return head
    return asked[0].target.post if asked else left[0].item.plan.post


def asked_line(part: TargetMonth, plan: MonthlyPlan) -> PlanItem:
    """The line, not yet kept, that a target asks for."""
    target = part.target
    return PlanItem(
        plan=plan,
        target=target,
        duty=target.duty,
        first_month=plan.month,
        text_zh=target.title_zh,
        text_en=target.title_en,
        measure_zh=target.measure_zh,
        measure_en=target.measure_en,
        planned=part.planned,
        ceiling=target.ceiling,
    )


def carried_line(slip: Slip, plan: MonthlyPlan) -> PlanItem:
    """The line, not yet kept, in which what slipped is carried over."""
    item = slip.item
    return PlanItem(
        plan=plan,
        target=item.target,
        duty=item.duty,
        carried_from=item,
        first_month=item.first_month,
        text_zh=item.text_zh,
        text_en=item.text_en,
        measure_zh=item.measure_zh,
        measure_en=item.measure_en,
        planned=slip.rest,
    )


def _refuse_dropped(item: PlanItem) -> None:
    if item.dropped_at is not None:
        zh, en = "该事项已取消。请新增一项。", "The line was dropped. Add a new one instead."
        raise LineAlreadyDropped(error("plans.line_dropped", item.ref, zh, en))


def _refuse_faulty_line(item: PlanItem) -> None:
    faults = [
        *amount_faults("planned", item.planned),
        *text_faults("text", PlanItem.text.words(item)),
        *text_faults("measure", PlanItem.measure.words(item), most=LONGEST_MEASURE),
    ]
    if faults:
        raise LineDoesNotFit(*faults)
