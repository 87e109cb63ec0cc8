"""The reader's own deeds, each with its receipt: proof in the hand of whoever acted."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.ledger import queries
from remit.apps.organisation import queries as organisation
from remit.web.access import SIGNED_IN, page
from remit.web.components import Cell, Column, Empty, Filter
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.ledger.models import Entry


def own(standpoint: Standpoint) -> "QuerySet[Entry]":
    """The entries of the reader's own deeds, in whichever post and whenever held, newest first."""
    held = standpoint.reader.appointments.select_related("post__unit")
    ranges = [organisation.subtree(one.post.unit.root_path) for one in held]
    actors = [standpoint.reader.ref, *(one.ref for one in held)]
    return queries.within(ranges).filter(actor__in=actors)


def _sealed(entry: "Entry", size: int) -> bool:
    return entry.seq is not None and entry.seq <= size


def _state(entry: "Entry", size: int) -> Cell:
    """Whether the deed is in the signed tree."""
    if _sealed(entry, size):
        return Cell(_("sealed"), state="done")
    return Cell(_("accepted"), state="waiting")


def _receipt(entry: "Entry", size: int) -> Cell:
    """The way to the receipt; there is one as soon as the deed is sealed."""
    if not _sealed(entry, size):
        return Cell(_("receipt within seconds"))
    return Cell(_("Download the receipt"), reverse("entry_receipt", args=[entry.pk]))


def _listing(size: int) -> "Listing[Entry]":
    return Listing(
        id="deeds",
        caption=_("My deeds"),
        sort="-at",
        href=lambda _entry: "",
        shown=[
            Shown(Column("at", _("When"), "date"), lambda entry: entry.at, ("at", "id")),
            Shown(Column("verb", _("Deed")), lambda entry: entry.verb, ("verb", "id")),
            Shown(Column("subject", _("To what")), lambda entry: entry.subject, ("subject", "id")),
            Shown(Column("state", _("State")), lambda entry: _state(entry, size), ("seq",)),
            Shown(Column("receipt", _("Receipt"), sortable=False), lambda e: _receipt(e, size)),
        ],
        narrowings=[
            Narrowing(
                Filter("verb", _("Deed")), lambda rows, text: rows.filter(verb__icontains=text)
            )
        ],
        empty=Empty(
            _("No deeds yet"),
            _("What you do in Remit is written down and stands here, each deed with its receipt."),
            icon="ledger",
        ),
    )


@page(SIGNED_IN, place="desk")
def mine(request: StandingRequest) -> HttpResponse:
    """What have I done, and what proves it?"""
    standpoint = request.standpoint
    rows = own(standpoint)
    if standpoint.past:
        rows = rows.filter(at__lt=standpoint.end_of_day)
    return show(request, "ledger/deeds.html", _listing(queries.sealed_up_to()), rows)
