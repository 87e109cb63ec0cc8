"""The lists of cases and reports, and the cases that concern the reader."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.cases import queries
from remit.web.access import SIGNED_IN, page
from remit.web.cases.presenters import registers
from remit.web.components import Cell, Column, Empty, Filter
from remit.web.lists import Kept, Listing, Narrowing, Shown, show
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Case, Report


def _cases(standpoint: Standpoint) -> "Listing[Case]":
    return Listing(
        id="cases",
        caption=_("Cases"),
        sort="-opened",
        href=lambda case: reverse("case", args=[case.pk]),
        shown=[
            Shown(
                Column("number", _("Case")),
                lambda case: Cell(case.title, note=case.number),
                ("opened_at",),
            ),
            Shown(Column("unit", _("Unit")), lambda case: case.unit.name, ("unit__path",)),
            Shown(Column("stage", _("Stage")), registers.stage, ("stage",)),
            Shown(
                Column("officer", _("Officer")),
                lambda case: Cell(case.officer.person.name, note=case.officer.post.name),
                ("officer__person__name_zh", "officer__person__name_en"),
            ),
            Shown(Column("next", _("Next step"), sortable=False), registers.next_step),
            Shown(
                Column("clock", _("Clock"), sortable=False),
                lambda case: registers.clock(case, on=standpoint.on),
            ),
            Shown(
                Column("opened", _("Case opened"), "date"),
                lambda case: registers.day_of(case.opened_at),
                ("opened_at",),
            ),
        ],
        narrowings=[
            Narrowing(Filter("q", _("Contains")), _titled),
            Narrowing(
                Filter("stage", _("Stage"), choices=registers.STAGES, kind="select"),
                lambda rows, stage: rows.filter(stage=stage),
            ),
            Narrowing(Filter("unit", _("Unit")), _of_unit),
            Narrowing(
                Filter("mine", _("Whose"), choices=[("yes", _("in my hands"))], kind="select"),
                lambda rows, _yes: rows.filter(officer__person=standpoint.reader),
            ),
        ],
        empty=Empty(
            _("No cases yet"),
            _("A case is opened on a report that was looked into and found to be so."),
            reverse("reports"),
            _("Look at the reports"),
            "cases",
        ),
    )


def _reports() -> "Listing[Report]":
    return Listing(
        id="reports",
        caption=_("Reports"),
        sort="-received",
        href=lambda report: reverse("report", args=[report.pk]),
        shown=[
            Shown(
                Column("title", _("What was reported")),
                lambda report: Cell(report.title, note=report.unit.name),
                ("title_zh", "title_en"),
            ),
            Shown(
                Column("source", _("Where it came from")),
                lambda report: report.get_source_display(),
                ("source",),
            ),
            Shown(
                Column("happened", _("Day of the act"), "date"),
                lambda report: report.happened_on,
                ("happened_on",),
            ),
            Shown(
                Column("received", _("Received"), "date"),
                lambda report: registers.day_of(report.received_at),
                ("received_at",),
            ),
            Shown(Column("state", _("State")), registers.report_state, ("state",)),
            Shown(Column("deed", _("To do"), sortable=False), registers.report_deed),
        ],
        narrowings=[
            Narrowing(Filter("q", _("Contains")), _titled),
            Narrowing(
                Filter("state", _("State"), choices=registers.REPORT_STATES, kind="select"),
                lambda rows, state: rows.filter(state=state),
            ),
            Narrowing(
                Filter("source", _("Where it came from"), choices=registers.SOURCES, kind="select"),
                lambda rows, source: rows.filter(source=source),
            ),
            Narrowing(Filter("unit", _("Unit")), _of_unit),
        ],
        empty=Empty(
            _("No reports yet"),
            _("Reports come from citizens, from an office, or from a time limit that passed."),
            reverse("receive_report"),
            _("Register a report"),
            "inbox",
        ),
    )


@page(SIGNED_IN)
def cases(request: StandingRequest) -> HttpResponse:
    """The cases whose whole file the reader may open."""
    standpoint = request.standpoint
    own = queries.my_cases(standpoint.reader)
    rows = queries.visible_to(standpoint.reader, on=standpoint.today)
    rows = queries.listed(rows.exclude(pk__in=own.values("case")))
    context = {"own": own.count(), "may_receive": registers.RECEIVE in standpoint.codes}
    return show(request, "cases/cases.html", _cases(standpoint), rows, context)


@page(SIGNED_IN)
def reports(request: StandingRequest) -> HttpResponse:
    """The reports the reader may open."""
    standpoint = request.standpoint
    rows = queries.reports_visible_to(standpoint.reader, on=standpoint.today)
    context = {"may_receive": registers.RECEIVE in standpoint.codes}
    return show(request, "cases/reports.html", _reports(), rows.select_related("case"), context)


@page(SIGNED_IN)
def my_cases(request: StandingRequest) -> HttpResponse:
    """Where cases concern the reader."""
    rows = queries.my_cases(request.standpoint.reader)
    return render(request, "cases/my_cases.html", {"tasks": registers.own(rows)})


def _titled(rows: "QuerySet[Kept]", text: str) -> "QuerySet[Kept]":
    return rows.filter(Q(title_zh__icontains=text) | Q(title_en__icontains=text))


def _of_unit(rows: "QuerySet[Kept]", text: str) -> "QuerySet[Kept]":
    return rows.filter(Q(unit__name_zh__icontains=text) | Q(unit__name_en__icontains=text))
