"""Reporting what came of a month's plans; comparing, publishing, carrying over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

import rfc8785
from django.db import transaction

from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions import require
from remit.apps.organisation.models import Appointment, Unit
from remit.apps.organisation.queries import day, holding
from remit.apps.plans.actions.letters import sums, write_summary
from remit.apps.plans.actions.planning import carried_line
from remit.apps.plans.actions.refusals import (
    NO_WORDS,
    MonthAlreadyCompared,
    MonthNotBegun,
    MonthNotOver,
    NothingToCompare,
    ResultsIncomplete,
    already_compared,
    amount_faults,
    enter,
)
from remit.apps.plans.models import MonthlyPlan, PlanItem, Summary
from remit.apps.plans.queries import (
    PUBLISH_SUMMARY,
    REPORT_RESULTS,
    figures,
    gaps,
    items,
    plans_of,
    responsible,
    slips,
    summary,
)
from remit.engines.dates import Month
from remit.engines.findings import Finding, error
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one line, and, where it slipped, why."""

    item: PlanItem
    done: Decimal
    note: Words = NO_WORDS


@transaction.atomic
def report_results(
    plan: MonthlyPlan, results: Sequence[Result], *, by: Appointment, at: datetime
) -> MonthlyPlan:
    """Keeps what came of each line of a plan, all at once; may be corrected until compared."""
    require(by, REPORT_RESULTS, plan.unit, on=day(at))
    month = Month.of(plan.month)
    if day(at) < month.first:
        zh = f"{month.words.zh}尚未开始，还没有结果可报。请到当月再报。"
        en = f"{month.words.en} has not begun, so there is nothing to report. Report in that month."
        raise MonthNotBegun(error("plans.month_not_begun", plan.ref, zh, en))
    if summary(plan.unit, month):
        raise MonthAlreadyCompared(already_compared(plan.ref, month))
    if faults := tuple(_result_faults(plan, results)):
        raise ResultsIncomplete(*faults)
    for result in results:
        result.item.done, result.item.reported_at = result.done, at
        result.item.note_zh, result.item.note_en = result.note
    reported = [result.item for result in results]
    PlanItem.objects.bulk_update(reported, ["done", "reported_at", "note_zh", "note_en"])
    rows = PlanItem.objects.filter(pk__in=[item.pk for item in reported])
    body: dict[str, Json] = {
        "month": str(month),
        "done": {result.item.ref: f"{result.done:f}" for result in results},
    }
    enter("plans.results_reported", plan.ref, plan.unit, by, at, body, rows=rows)
    return plan


@transaction.atomic
def publish_summary(unit: Unit, month: Month, *, by: Appointment, at: datetime) -> Summary:
    """Compares the month of the whole organisation, publishes it, mails it, carries slips over.

    Each unit's head and the office get a letter. Slips go into the plan of a later month that is
    already open; the others wait for `open_month`.
    """
    root = Unit.objects.select_for_update().get(path=unit.root_path)
    require(by, PUBLISH_SUMMARY, root, on=day(at))
    _refuse_comparing(root, month, on=day(at))
    plans = list(plans_of(root, month))
    comparison = gaps(root, month)
    made = Summary.objects.create(
        unit=root,
        month=month.first,
        published_at=at,
        published_by=by,
        figures=figures(comparison, plans, on=day(at)),
    )
    carried = _carry_over(root, month, day(at))
    for reader, own in _readers(root, plans, on=day(at)).items():
        write_summary(reader, made, {plan.unit.ref for plan in own}, by, at)
    body: dict[str, Json] = {
        "month": str(month),
        "plans": str(len(plans)),
        "figures": sha256(rfc8785.dumps(made.figures)).hexdigest(),
        "carried": {item.carried_from.ref: item.ref for item in carried if item.carried_from},
        **sums(made.figures["totals"]),
    }
    enter("plans.summary_published", made.ref, root, by, at, body, rows=[made, *carried])
    return made


def _carry_over(root: Unit, month: Month, on: date) -> list[PlanItem]:
    """Puts what is left of the months up to `month` into the next open plan that is not over."""
    earliest = max(month + 1, Month.of(on))
    left = slips(root, before=month + 1)
    owing = {slip.item.plan.unit_id for slip in left}
    later = MonthlyPlan.objects.filter(unit__in=owing, month__gte=earliest.first)
    into = {plan.unit_id: plan for plan in later.order_by("-month")}
    carried = [
        carried_line(slip, into[slip.item.plan.unit_id])
        for slip in left
        if slip.item.plan.unit_id in into
    ]
    return PlanItem.objects.bulk_create(carried)


def _readers(
    root: Unit, plans: Sequence[MonthlyPlan], *, on: date
) -> dict[Appointment, list[MonthlyPlan]]:
    """Who gets the summary, each once, with the plans that the person answers for."""
    found: dict[int, tuple[Appointment, list[MonthlyPlan]]] = {}
    answering = [(responsible(plan, on=on), [plan]) for plan in plans]
    office: list[Appointment] = holding(PUBLISH_SUMMARY, root, on=on)
    for reader, own in (*answering, *((one, []) for one in office)):
        if reader:
            found.setdefault(reader.person_id, (reader, []))[1].extend(own)
    return dict(found.values())


def _result_faults(plan: MonthlyPlan, results: Sequence[Result]) -> Iterator[Finding]:
    expected = {item.pk: item for item in items(plan)}
    for missing in expected.keys() - {result.item.pk for result in results}:
        zh, en = (
            "该事项没有结果。请填写；没有进展就填零。",
            "No result. Give one; zero if nothing was done.",
        )
        yield error("plans.result_missing", expected[missing].ref, zh, en)
    for result in results:
        item = expected.get(result.item.pk)
        if item is None:
            zh, en = (
                "该事项不在此计划中。请刷新页面。",
                "The line is not in this plan. Reload the page.",
            )
            yield error("plans.line_not_in_plan", result.item.ref, zh, en)
            continue
        yield from amount_faults(item.ref, result.done)
        slipped = result.done > item.planned if item.ceiling else result.done < item.planned
        if slipped and not any(text.strip() for text in result.note):
            zh, en = "该事项未达到计划。请说明原因。", "This fell short of the plan. Say why."
            yield error("plans.slip_unexplained", item.ref, zh, en)


def _refuse_comparing(root: Unit, month: Month, *, on: date) -> None:
    if on < month.last:
        zh = f"{month.words.zh}尚未结束。请在当月最后一日或之后比较。"
        en = f"{month.words.en} is not over. Compare it on its last day or later."
        raise MonthNotOver(error("plans.month_not_over", root.ref, zh, en))
    if summary(root, month):
        raise MonthAlreadyCompared(already_compared(root.ref, month))
    if not plans_of(root, month).exists():
        zh = f"{month.words.zh}没有任何计划。请先开启当月计划。"
        en = f"No plan was opened for {month.words.en}. Open the month first."
        raise NothingToCompare(error("plans.nothing_to_compare", root.ref, zh, en))
