"""What is kept how long, what is due, and what was erased."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.retention import queries
from remit.engines.retention import ClassesRefused, Kind
from remit.web.access import SIGNED_IN, holds, page
from remit.web.components import Cell, Column, Empty, Filter
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.retention import gates, presenters
from remit.web.retention.gates import CONFIRM, PROPOSE
from remit.web.retention.telling import BLANKED, STAYS
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.retention.models import Erasure

STATES = (
    ("proposed", _("waiting to be confirmed")),
    ("confirmed", _("carried out")),
    ("refused", _("kept after all")),
)
ERASURES: "Listing[Erasure]" = Listing(
    id="erasures",
    caption=_("Erasures"),
    sort="-proposed",
    href=lambda row: reverse("erasure", args=[row.pk]),
    shown=[
        Shown(Column("what", _("To what")), lambda row: row.what, ("what",)),
        Shown(Column("kind", _("Kind")), lambda row: row.kind_words, ("kind", "id")),
        Shown(
            Column("proposed", _("Proposed on"), "date"),
            lambda row: row.proposed_at,
            ("proposed_at", "id"),
        ),
        Shown(
            Column("state", _("State")),
            lambda row: Cell(row.get_state_display(), state=presenters.chip(row)),
            ("state", "id"),
        ),
        Shown(
            Column("erased", _("Erased on"), "date"),
            lambda row: row.confirmed_at,
            ("confirmed_at", "id"),
        ),
    ],
    narrowings=[
        Narrowing(
            Filter("state", _("State"), choices=STATES, kind="select"),
            lambda rows, state: rows.filter(state=state),
        ),
        Narrowing(
            Filter("kind", _("Kind"), choices=presenters.kinds(), kind="select"),
            lambda rows, kind: rows.filter(kind=kind),
        ),
    ],
    empty=Empty(
        _("Nothing was proposed to be erased"),
        _("What is over its period is proposed in the night; two people confirm it."),
    ),
)


@page(SIGNED_IN, place="house")
def kept(request: StandingRequest) -> HttpResponse:
    """What is kept how long and why; for those who may erase also what is due and what waits."""
    standpoint = request.standpoint
    try:
        known = queries.classes_on(standpoint.on, gates.countries(standpoint))
    except ClassesRefused as refusal:
        return render(request, "retention/faulty.html", {"findings": refusal.findings})
    context: dict[str, object] = {"table": presenters.classes(known)}
    if {PROPOSE, CONFIRM} & standpoint.held:
        context |= _work(standpoint)
    return render(request, "retention/kept.html", context)


@page(holds(PROPOSE, CONFIRM), place="house")
def due(request: StandingRequest) -> HttpResponse:
    """What is over its period in the reader's units and was not proposed yet."""
    asked = request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1
    found = queries.due(gates.ranges(request.standpoint), on=request.standpoint.today)
    return render(request, "retention/due.html", {"table": presenters.due(found, number)})


@page(holds(PROPOSE, CONFIRM), place="house")
def erasures(request: StandingRequest) -> HttpResponse:
    """What was proposed, erased or decided to be kept in the reader's units."""
    rows = queries.erasures_in(gates.ranges(request.standpoint))
    return show(request, "retention/erasures.html", ERASURES, rows)


@page(holds(PROPOSE, CONFIRM), place="house")
def erasure(request: StandingRequest, pk: int) -> HttpResponse:
    """One erasure: what exactly is blanked, what stays, who agreed, and the entries."""
    standpoint = request.standpoint
    row = gates.erasure_of(standpoint, pk)
    here = queries.thing(row.what, on=standpoint.today)
    context = {
        "erasure": row,
        "label": here.label if here else row.what,
        "chip": presenters.chip(row),
        "needed": queries.needed(row),
        "facts": presenters.erasure(row, here.label if here else None),
        "blanked": BLANKED[Kind(row.kind)],
        "stays": STAYS[Kind(row.kind)],
        "entries": presenters.entries(row, linked="ledger.read" in standpoint.held),
        "may_confirm": gates.may_confirm(standpoint, row),
        "may_refuse": gates.may_refuse(standpoint, row),
    }
    return render(request, "retention/erasure.html", context)


def _work(standpoint: Standpoint) -> dict[str, object]:
    """What is due and what waits in the reader's units."""
    there = gates.ranges(standpoint)
    rows = queries.erasures_in(there)
    waiting = list(rows.filter(state="proposed").order_by("proposed_at", "id"))
    done = rows.filter(state="confirmed").count()
    stood = queries.standings(there, on=standpoint.today)
    return {
        "figures": presenters.figures(stood, len(waiting), done),
        "waiting": presenters.waiting(waiting[:10]),
        "works": True,
        "may_propose": PROPOSE in standpoint.codes,
    }
