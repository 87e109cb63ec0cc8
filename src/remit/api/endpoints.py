"""The endpoints: each declares its policy, finds what the caller may see, and does one thing."""

from datetime import date
from typing import TYPE_CHECKING, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.errors import HttpError
from ninja.pagination import paginate

from remit.api.access import BEARER, PUBLIC, DeclaredRouter, caller, endpoint, holds
from remit.api.paging import Pages
from remit.api.schemas import (
    CaseOut,
    CaseWithSteps,
    EntryOut,
    ItemIn,
    ItemOut,
    LedgerState,
    MatterOut,
    PlanOut,
    PlanWithItems,
    PostOut,
    RemitOut,
    ReportIn,
    ReportOut,
    ResultIn,
    UnitOut,
)
from remit.apps.cases import actions as case_actions
from remit.apps.cases import queries as cases
from remit.apps.ledger import queries as ledger
from remit.apps.matters import queries as matters
from remit.apps.organisation import queries as organisation
from remit.apps.plans import actions as plan_actions
from remit.apps.plans import queries as plans
from remit.engines.dates import Month

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from remit.apps.cases.models import Case, Report
    from remit.apps.ledger.models import Entry
    from remit.apps.matters.models import Matter
    from remit.apps.organisation.models import Post, Unit
    from remit.apps.plans.models import MonthlyPlan, PlanItem

router = DeclaredRouter()
READ_LEDGER = "ledger.read"


@router.get("/ledger/state", auth=None, response=LedgerState)
@endpoint(PUBLIC)
def ledger_state(request: HttpRequest) -> LedgerState:
    """How many entries the ledger has and how many are numbered."""
    state = ledger.state()
    return LedgerState(entries=state.entries, numbered=state.numbered, last=state.last)


@router.get("/units", response=list[UnitOut])
@paginate(Pages)
@endpoint(BEARER)
def units(request: HttpRequest) -> "QuerySet[Unit]":
    """The units the caller may see, as a tree by `parent`."""
    who = caller(request)
    return organisation.units_visible_to(who.person, on=who.on)


@router.get("/posts", response=list[PostOut])
@paginate(Pages)
@endpoint(BEARER)
def posts(request: HttpRequest, on: date | None = None) -> "QuerySet[Post]":
    """The posts the caller may see, with their holders on the day."""
    who = caller(request)
    rows = organisation.posts_visible_to(who.person, on=who.on)
    return organisation.posts_with_holders(rows, on=on or who.on)


@router.get("/posts/{post_id}/remit", response=RemitOut)
@endpoint(BEARER)
def remit(request: HttpRequest, post_id: int, on: date | None = None) -> organisation.Remit:
    """What the post must do, may decide and with what means on the day."""
    who = caller(request)
    rows = organisation.posts_visible_to(who.person, on=who.on)
    return organisation.remit(get_object_or_404(rows, pk=post_id), on=on or who.on)


@router.get("/plans", response=list[PlanOut])
@paginate(Pages)
@endpoint(BEARER)
def monthly_plans(
    request: HttpRequest, month: str = "", state: Literal["", "open", "submitted"] = ""
) -> "QuerySet[MonthlyPlan]":
    """The monthly plans the caller may see; `month` as 2026-03."""
    who = caller(request)
    rows = plans.visible_to(who.person, on=who.on)
    if month:
        rows = rows.filter(month=_month(month).first)
    return rows.filter(state=state) if state else rows


@router.get("/plans/{plan_id}", response=PlanWithItems)
@endpoint(BEARER)
def monthly_plan(request: HttpRequest, plan_id: int) -> "MonthlyPlan":
    """One plan with its lines."""
    return _seen_plan(request, plan_id)


@router.post("/plans/{plan_id}/items", response={201: ItemOut})
@endpoint(holds(plans.SUBMIT))
def add_item(request: HttpRequest, plan_id: int, line: ItemIn) -> "Status[PlanItem]":
    """Adds a line to an open plan."""
    who = caller(request)
    item = plan_actions.add_item(
        _seen_plan(request, plan_id),
        line.text.words(),
        planned=line.planned,
        measure=line.measure.words(),
        by=who.by,
        at=who.at,
    )
    return Status(201, item)


@router.post("/plans/{plan_id}/submit", response=PlanOut)
@endpoint(holds(plans.SUBMIT))
def submit_plan(request: HttpRequest, plan_id: int) -> "MonthlyPlan":
    """Submits a plan."""
    who = caller(request)
    return plan_actions.submit_plan(_seen_plan(request, plan_id), by=who.by, at=who.at)


@router.post("/plans/{plan_id}/results", response=PlanWithItems)
@endpoint(holds(plans.REPORT_RESULTS))
def report_results(request: HttpRequest, plan_id: int, results: list[ResultIn]) -> "MonthlyPlan":
    """Reports what came of every line of a plan."""
    who = caller(request)
    plan = _seen_plan(request, plan_id)
    lines = {item.pk: item for item in plans.items(plan)}
    if strange := [str(r.item) for r in results if r.item not in lines]:
        raise HttpError(422, f"These are no lines of the plan: {', '.join(strange)}.")
    reported = [plan_actions.Result(lines[r.item], r.done, r.note.words()) for r in results]
    return plan_actions.report_results(plan, reported, by=who.by, at=who.at)


@router.get("/matters", response=list[MatterOut])
@paginate(Pages)
@endpoint(BEARER)
def all_matters(request: HttpRequest, *, late: bool = False) -> "QuerySet[Matter]":
    """The matters the caller may see; with `late` only those past their date."""
    who = caller(request)
    rows = matters.visible_to(who.person, on=who.on)
    return rows.filter(matters.late()) if late else rows


@router.post("/reports", response={201: ReportOut})
@endpoint(holds("cases.receive"))
def receive_report(request: HttpRequest, report: ReportIn) -> "Status[Report]":
    """Receives a report of a missed duty."""
    who = caller(request)
    rows = organisation.units_visible_to(who.person, on=who.on)
    received = case_actions.receive_report(
        get_object_or_404(rows, pk=report.unit),
        title=report.title.words(),
        source="office",
        text=report.text,
        about=report.about,
        happened_on=report.happened_on,
        by=who.by,
        at=who.at,
    )
    return Status(201, received)


@router.get("/cases", response=list[CaseOut])
@paginate(Pages)
@endpoint(BEARER)
def all_cases(request: HttpRequest) -> "QuerySet[Case]":
    """The cases the caller may see."""
    who = caller(request)
    return cases.visible_to(who.person, on=who.on)


@router.get("/cases/{case_id}", response=CaseWithSteps)
@endpoint(holds("cases.investigate", "cases.decide", "cases.decide_appeal", "cases.open"))
def one_case(request: HttpRequest, case_id: int) -> "Case":
    """One case with its steps and the shares adopted, for who may read the whole file."""
    who = caller(request)
    case = get_object_or_404(cases.visible_to(who.person, on=who.on), pk=case_id)
    if not cases.standing(who.person, case, on=who.on).whole:
        raise Http404
    return case


@router.get("/entries", response=list[EntryOut])
@paginate(Pages)
@endpoint(holds(READ_LEDGER))
def entries(request: HttpRequest, subject: str = "", verb: str = "") -> "QuerySet[Entry]":
    """The ledger entries of the units over which the caller may read them, newest first."""
    who = caller(request)
    rows = ledger.within(organisation.reach(who.by, READ_LEDGER, on=who.on))
    if subject:
        rows = rows.filter(subject=subject)
    return rows.filter(verb=verb) if verb else rows


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as fault:
        raise HttpError(422, f"'{text}' is no month: write it as 2026-03.") from fault


def _seen_plan(request: HttpRequest, plan_id: int) -> "MonthlyPlan":
    who = caller(request)
    return get_object_or_404(plans.visible_to(who.person, on=who.on), pk=plan_id)
