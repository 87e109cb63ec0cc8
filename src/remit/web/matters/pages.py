"""Which matters are where, who held them for how long, and what is late."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.matters import queries
from remit.web.access import SIGNED_IN, page
from remit.web.components import Cell, Column, Empty, Filter
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.matters import presenters
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.matters.models import Matter


def _contains(rows: "QuerySet[Matter]", text: str) -> "QuerySet[Matter]":
    return rows.filter(
        Q(code__icontains=text)
        | Q(title_zh__icontains=text)
        | Q(title_en__icontains=text)
        | Q(kind__icontains=text)
    )


def _standing(rows: "QuerySet[Matter]", state: str) -> "QuerySet[Matter]":
    return rows.filter(
        {
            "open": Q(closed__isnull=True),
            "closed": Q(closed__isnull=False),
            "late": queries.late(),
        }.get(state, Q())
    )


def _led_from(rows: "QuerySet[Matter]", post: str) -> "QuerySet[Matter]":
    return rows.filter(lead__code=post)


MATTERS: "Listing[Matter]" = Listing(
    id="matters",
    caption=_("Matters"),
    sort="-late",
    href=lambda matter: reverse("matter", args=[matter.pk]),
    shown=[
        Shown(Column("code", _("Matter")), lambda m: Cell(str(m), note=m.kind), ("code",)),
        Shown(
            Column("lead", _("Answers for it")),
            lambda m: m.lead.name if m.lead else None,
            ("lead__code",),
        ),
        Shown(
            Column("opened", _("Opened"), "date"), lambda m: presenters.day(m.opened), ("opened",)
        ),
        Shown(
            Column("due", _("To be closed by"), "date"),
            lambda m: presenters.day(m.deadline or m.planned),
            ("deadline", "planned"),
        ),
        Shown(
            Column("closed", _("Closed"), "date"), lambda m: presenters.day(m.closed), ("closed",)
        ),
        Shown(Column("late", _("Days late"), "number"), presenters.lateness, ("days_late",)),
        Shown(
            Column("steps", _("Steps late"), "number"),
            lambda m: Cell(m.steps_late, note=_("of %(n)d") % {"n": m.steps_taken}),
            ("steps_late",),
        ),
    ],
    narrowings=[
        Narrowing(Filter("q", _("Contains")), _contains),
        Narrowing(
            Filter(
                "state",
                _("State"),
                choices=(
                    ("", _("all")),
                    ("open", _("open")),
                    ("closed", _("concluded")),
                    ("late", _("late")),
                ),
                kind="select",
            ),
            _standing,
        ),
        Narrowing(Filter("lead", _("Answered for by")), _led_from),
    ],
    empty=Empty(
        _("No matters yet"),
        _("Matters are read from the log of another system: remit import log FILE.xes.gz"),
    ),
)


@page(SIGNED_IN)
def matters(request: StandingRequest) -> HttpResponse:
    """The matters the reader may see."""
    standpoint = request.standpoint
    rows = queries.visible_to(standpoint.reader, on=standpoint.today)
    context = {"figures": presenters.figures(queries.extent(rows))}
    return show(request, "matters/matters.html", MATTERS, rows, context)


@page(SIGNED_IN)
def held(request: StandingRequest) -> HttpResponse:
    """For how long matters lay with whom, in each organisation of the reader."""
    standpoint = request.standpoint
    sources = queries.sources_visible_to(standpoint.reader, on=standpoint.today)
    return render(
        request,
        "matters/held.html",
        {"boards": [presenters.board(source) for source in sources]},
    )


@page(SIGNED_IN)
def matter(request: StandingRequest, pk: int) -> HttpResponse:
    """One matter: who held it when, what was done, what was late."""
    standpoint = request.standpoint
    found = get_object_or_404(
        queries.visible_to(standpoint.reader, on=standpoint.today).select_related("source"), pk=pk
    )
    return show(
        request,
        "matters/matter.html",
        presenters.STEPS,
        queries.steps(found),
        presenters.whole(found),
    )
