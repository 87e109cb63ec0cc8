"""Monthly plans, their lines, and the published summaries."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.plans import queries
from remit.engines.dates import Month
from remit.web.access import SIGNED_IN, page
from remit.web.components import Cell, Column, Empty, Filter
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.plans import comparisons, presenters
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.plans.models import MonthlyPlan, PlanItem, Summary


def _contains(rows: "QuerySet[MonthlyPlan]", text: str) -> "QuerySet[MonthlyPlan]":
    return rows.filter(Q(unit__name_zh__icontains=text) | Q(unit__name_en__icontains=text))


def _of_month(rows: "QuerySet[MonthlyPlan]", text: str) -> "QuerySet[MonthlyPlan]":
    try:
        return rows.filter(month=Month.parse(text).first)
    except ValueError:
        return rows


def _standing(rows: "QuerySet[MonthlyPlan]", state: str) -> "QuerySet[MonthlyPlan]":
    return rows.filter(state=state) if state in {"open", "submitted"} else rows


def listing(standpoint_on: object) -> "Listing[MonthlyPlan]":
    """The list of plans as of a day: clocks run against that day."""
    return Listing(
        id="plans",
        caption=_("Monthly plans"),
        sort="-month",
        href=lambda plan: reverse("plan", args=[plan.pk]),
        shown=[
            Shown(Column("unit", _("Unit")), lambda p: p.unit.name, ("unit__path",)),
            Shown(
                Column("month", _("Month")),
                lambda p: presenters.month_words(p.month),
                ("month", "unit__path"),
            ),
            Shown(Column("post", _("Answers for it")), lambda p: p.post.name, ("post__name_zh",)),
            Shown(
                Column("due", _("Due"), "date"),
                lambda p: presenters.clock(p, standpoint_on),
                ("due",),
            ),
            Shown(
                Column("state", _("State")),
                lambda p: Cell(p.get_state_display(), state=presenters.CHIPS[p.state]),
                ("state",),
            ),
        ],
        narrowings=[
            Narrowing(Filter("q", _("Unit contains")), _contains),
            Narrowing(Filter("month", _("Month"), kind="month"), _of_month),
            Narrowing(
                Filter(
                    "state",
                    _("State"),
                    choices=(("open", _("to be submitted")), ("submitted", _("submitted"))),
                    kind="select",
                ),
                _standing,
            ),
        ],
        empty=Empty(
            _("No plans yet"),
            _("A week before a month begins, a plan is opened for each unit that has targets."),
            reverse("targets"),
            _("See the targets"),
        ),
    )


@page(SIGNED_IN)
def plans(request: StandingRequest) -> HttpResponse:
    """The monthly plans the reader may see."""
    standpoint = request.standpoint
    rows = queries.visible_to(standpoint.reader, on=standpoint.today)
    context = {"may": presenters.may(standpoint), "codes": standpoint.codes}
    return show(request, "plans/plans.html", listing(standpoint.on), rows, context)


@page(SIGNED_IN)
def plan(request: StandingRequest, pk: int) -> HttpResponse:
    """One unit's plan of one month: what was promised, what came, what slipped and why."""
    standpoint = request.standpoint
    found = get_object_or_404(queries.visible_to(standpoint.reader, on=standpoint.today), pk=pk)
    return render(request, "plans/plan.html", presenters.whole_plan(found, standpoint))


@page(SIGNED_IN)
def item(request: StandingRequest, pk: int) -> HttpResponse:
    """One line of a plan, on its thread from the duty it serves."""
    standpoint = request.standpoint
    rows: QuerySet[PlanItem] = queries.items_visible_to(standpoint.reader, on=standpoint.today)
    return render(request, "plans/item.html", presenters.whole_item(get_object_or_404(rows, pk=pk)))


SUMMARIES: "Listing[Summary]" = Listing(
    id="summaries",
    caption=_("Monthly summaries"),
    sort="-month",
    href=lambda summary: reverse("summary", args=[summary.pk]),
    shown=[
        Shown(Column("month", _("Month")), lambda s: presenters.month_words(s.month), ("month",)),
        Shown(Column("unit", _("Organisation")), lambda s: s.unit.name, ("unit__path",)),
        Shown(
            Column("published", _("Published"), "date"),
            lambda s: s.published_at,
            ("published_at",),
        ),
        Shown(
            Column("slipped", _("Lines that slipped"), "number", sortable=False),
            comparisons.slipped,
        ),
    ],
    empty=Empty(
        _("No summary yet"),
        _("When a month is over, the office compares what was planned with what was done."),
    ),
)


@page(SIGNED_IN)
def summaries(request: StandingRequest) -> HttpResponse:
    """The published summaries the reader may see."""
    standpoint = request.standpoint
    rows = queries.summaries_visible_to(standpoint.reader, on=standpoint.today)
    return show(
        request, "plans/summaries.html", SUMMARIES, rows, {"may": presenters.may(standpoint)}
    )


@page(SIGNED_IN)
def summary(request: StandingRequest, pk: int) -> HttpResponse:
    """One month of an organisation: planned, done, slipped, by unit."""
    standpoint = request.standpoint
    rows = queries.summaries_visible_to(standpoint.reader, on=standpoint.today)
    return render(
        request, "plans/summary.html", comparisons.whole_summary(get_object_or_404(rows, pk=pk))
    )
