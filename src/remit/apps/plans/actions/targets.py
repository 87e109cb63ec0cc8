"""Setting and withdrawing the targets of a year."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions import require
from remit.apps.organisation.models import Appointment, Duty, Post, Unit
from remit.apps.organisation.queries import as_left, day
from remit.apps.plans.actions.planning import asked_line
from remit.apps.plans.actions.refusals import (
    LONGEST_MEASURE,
    LONGEST_TITLE,
    NO_WORDS,
    YEARS,
    TargetAlreadyWithdrawn,
    TargetDoesNotFit,
    amount_faults,
    enter,
    length_faults,
    text_faults,
)
from remit.apps.plans.models import MonthlyPlan, PlanItem, Target, TargetMonth
from remit.apps.plans.queries import SET_TARGET
from remit.engines.dates import Month
from remit.engines.findings import Finding, error
from remit.engines.words import Words


@transaction.atomic
def set_target(
    unit: Unit,
    post: Post,
    year: int,
    kind: str,
    title: Words,
    *,
    annual: Decimal,
    measure: Words,
    by: Appointment,
    at: datetime,
    months: Mapping[Month, Decimal] | None = None,
    indicator: Words = NO_WORDS,
    duty: Duty | None = None,
    parent: Target | None = None,
    ceiling: bool = False,
) -> Target:
    """Sets a unit's target for a year, with the part that each month is to bring.

    Plans of these months that are open already get the line too.
    """
    require(by, SET_TARGET, unit, on=day(at))
    target = Target(
        unit=unit,
        post=post,
        duty=duty,
        parent=parent,
        year=year,
        kind=kind,
        title_zh=title.zh,
        title_en=title.en,
        indicator_zh=indicator.zh,
        indicator_en=indicator.en,
        measure_zh=measure.zh,
        measure_en=measure.en,
        annual=annual,
        ceiling=ceiling,
        set_at=at,
    )
    if faults := tuple(_target_faults(target, months or {})):
        raise TargetDoesNotFit(*faults)
    target.save()
    parts = sorted((months or {}).items())
    asked = TargetMonth.objects.bulk_create(
        TargetMonth(target=target, month=month.first, planned=planned) for month, planned in parts
    )
    lines = _add_to_open_plans(target, since=Month.of(day(at)))
    body: dict[str, Json] = {
        "year": str(year),
        "kind": str(kind),
        "post": post.ref,
        "duty": duty.ref if duty else None,
        "parent": parent.ref if parent else None,
        "annual": f"{annual:f}",
        "months": {str(month): f"{planned:f}" for month, planned in parts},
    }
    enter("plans.target_set", target.ref, unit, by, at, body, rows=[target, *asked, *lines])
    return target


@transaction.atomic
def withdraw_target(target: Target, *, reason: Words, by: Appointment, at: datetime) -> Target:
    """Ends a target: later months no longer ask for it. Lines in open plans stay until dropped."""
    require(by, SET_TARGET, target.unit, on=day(at))
    if target.state == Target.State.WITHDRAWN:
        zh, en = "该指标已经撤销。", "The target has been withdrawn already."
        raise TargetAlreadyWithdrawn(error("plans.target_withdrawn", target.ref, zh, en))
    target.state, target.withdrawn_at = Target.State.WITHDRAWN, at
    target.reason_zh, target.reason_en = reason
    target.save(update_fields=["state", "withdrawn_at", "reason_zh", "reason_en"])
    body: dict[str, Json] = {"year": str(target.year)}
    rows = [as_left(target)]
    enter("plans.target_withdrawn", target.ref, target.unit, by, at, body, rows=rows)
    return target


def _add_to_open_plans(target: Target, *, since: Month) -> list[PlanItem]:
    """Puts what the target asks for into the plans that are open; returns the new lines."""
    parts = TargetMonth.objects.filter(target=target, month__gte=since.first)
    by_month = {part.month: part for part in parts.select_related("target__duty")}
    plans = MonthlyPlan.objects.filter(
        unit=target.unit, month__in=by_month, state=MonthlyPlan.State.OPEN
    )
    return PlanItem.objects.bulk_create(asked_line(by_month[plan.month], plan) for plan in plans)


def _target_faults(target: Target, months: Mapping[Month, Decimal]) -> Iterator[Finding]:
    """Faults of a target, each at the field it belongs to."""
    yield from amount_faults("annual", target.annual)
    for month, planned in months.items():
        yield from amount_faults(f"months.{month}", planned)
        if month.year != target.year:
            zh = f"{month.words.zh}不在{target.year}年度内。请改正月份或年度。"
            en = f"{month.words.en} is not in {target.year}. Correct the month or the year."
            yield error("plans.month_outside_year", f"months.{month}", zh, en)
    yield from text_faults("title", Target.title.words(target), most=LONGEST_TITLE)
    yield from length_faults("indicator", Target.indicator.words(target), most=LONGEST_TITLE)
    yield from text_faults("measure", Target.measure.words(target), most=LONGEST_MEASURE)
    if target.year not in YEARS:
        zh, en = "年度不在可选范围内。请核对。", "No year that a target can be set for. Check it."
        yield error("plans.no_year", "year", zh, en)
    if target.kind not in Target.Kind.values:
        zh, en = (
            "没有这一类指标。请从列表中选择。",
            "There is no such class. Choose one of the list.",
        )
        yield error("plans.no_such_class", "kind", zh, en)
    yield from _belonging_faults(target)


def _belonging_faults(target: Target) -> Iterator[Finding]:
    root = target.unit.root_path
    if target.post.unit.root_path != root or (
        target.duty and target.duty.post.unit.root_path != root
    ):
        zh = "责任岗位和所依据的职责必须属于同一组织。请另选岗位或职责。"
        en = "Post and duty must belong to the same organisation as the unit. Choose others."
        yield error("plans.post_of_another_organisation", "post", zh, en)
    above = target.parent
    if above and not (above.year == target.year and target.unit.path.startswith(above.unit.path)):
        zh = "上级指标必须属于同一年度，并属于本单位或其上级单位。请另选上级指标。"
        en = (
            "The target above must be of the same year and of this unit or one above it. "
            "Choose another one."
        )
        yield error("plans.parent_does_not_fit", "parent", zh, en)
