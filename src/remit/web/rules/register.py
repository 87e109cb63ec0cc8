"""The register of departures: decisions outside what the rules admit, and how often that happens."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.cases import queries
from remit.apps.cases.queries import rulings
from remit.apps.organisation.queries import day
from remit.web.access import holds, page
from remit.web.components import Cell, Column, Empty, Filter
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.rules.gates import CASEWORK
from remit.web.rules.presenters import departures as presenter
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.cases.models import Decision


def _of_year(rows: "QuerySet[Decision]", text: str) -> "QuerySet[Decision]":
    return (
        rows.filter(decided_at__year=int(text))
        if text.isdecimal() and len(text) == 4
        else rows.none()
    )


SHOWN: "list[Shown[Decision]]" = [
    Shown(
        Column("case", _("Case")),
        lambda row: Cell(row.concerned.case.title, note=row.concerned.case.number),
        ("concerned__case__opened_at",),
    ),
    Shown(
        Column("unit", _("Unit")),
        lambda row: row.concerned.case.unit.name,
        ("concerned__case__unit__path",),
    ),
    Shown(Column("rules", _("Under"), sortable=False), presenter.under),
    Shown(Column("admitted", _("The rules admit"), sortable=False), presenter.admitted),
    Shown(Column("measure", _("Decided")), lambda row: row.measure_name, ("measure_zh",)),
    Shown(Column("reason", _("Reason"), sortable=False), lambda row: row.departure),
    Shown(
        Column("decided", _("Day"), "date"),
        lambda row: day(row.decided_at) if row.decided_at else None,
        ("decided_at",),
    ),
]


def _listing(years: list[int]) -> "Listing[Decision]":
    choices = [(str(year), str(year)) for year in years]
    return Listing(
        id="departures",
        caption=_("Departures"),
        sort="-decided",
        href=lambda row: reverse("decision", args=[row.pk]),
        shown=SHOWN,
        narrowings=[Narrowing(Filter("year", _("Year"), "", choices, "select"), _of_year)],
        empty=Empty(
            _("No departures"),
            _("A decision outside what the rules admit stands here with its reason."),
            icon="cases",
        ),
    )


@page(holds(*sorted(CASEWORK)), place="house")
def departures(request: StandingRequest) -> HttpResponse:
    """Every departure the reader may see, and the rate of each rule by year."""
    standpoint = request.standpoint
    rows = rulings.decisions_visible_to(standpoint.reader, on=standpoint.today)
    rows = rows.filter(decided_at__lt=standpoint.end_of_day)
    register = rulings.departure_register(rows)
    years = sorted({line.year for line in register.lines}, reverse=True)
    context = {
        "rates": presenter.rates(register, queries.packs()),
        "figures": presenter.figures(register),
    }
    return show(
        request, "rules/departures.html", _listing(years), rows.filter(departs=True), context
    )
