"""Reading the ledger: entries of the units in reach, each with its body."""

import json
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from remit.apps.fields import Bilingual
from remit.apps.ledger import queries
from remit.apps.organisation import queries as organisation
from remit.web.access import holds, page
from remit.web.components import Answer, Cell, Column, Empty, Filter
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.ledger.models import Entry

READ = "ledger.read"


def _from_day(rows: "QuerySet[Entry]", text: str) -> "QuerySet[Entry]":
    start = _midnight(text)
    return rows.filter(at__gte=start) if start else rows


def _before_day(rows: "QuerySet[Entry]", text: str) -> "QuerySet[Entry]":
    end = _midnight(text)
    return rows.filter(at__lt=end) if end else rows


def _midnight(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time.min))


def _actor(entry: "Entry") -> Cell:
    """Who acted: the person's name with the reference that the entry holds."""
    name = Bilingual("actor").words(entry)
    return Cell(name, note=entry.actor) if any(name) else Cell(entry.actor)


ENTRIES: "Listing[Entry]" = Listing(
    id="entries",
    caption=_("Entries"),
    sort="-number",
    href=lambda entry: reverse("entry", args=[entry.pk]),
    shown=[
        Shown(
            Column("number", _("Entry number"), "number"),
            lambda entry: entry.seq or Cell(_("not yet numbered"), state="waiting"),
            ("id",),
        ),
        Shown(Column("verb", _("Deed")), lambda entry: entry.verb, ("verb", "id")),
        Shown(Column("subject", _("To what")), lambda entry: entry.subject, ("subject", "id")),
        Shown(Column("actor", _("By")), _actor, ("actor", "id")),
        Shown(Column("at", _("When"), "date"), lambda entry: entry.at, ("at", "id")),
    ],
    narrowings=[
        Narrowing(
            Filter("verb", _("Deed")),
            lambda rows, text: rows.filter(verb__icontains=text),
        ),
        Narrowing(
            Filter("subject", _("To what")),
            lambda rows, text: rows.filter(subject__startswith=text),
        ),
        Narrowing(Filter("since", _("Since"), kind="date"), _from_day),
        Narrowing(Filter("until", _("Before"), kind="date"), _before_day),
    ],
    empty=Empty(
        _("No entries yet"), _("Every deed in these units is written here."), icon="ledger"
    ),
)


def _readable(standpoint: Standpoint) -> "QuerySet[Entry]":
    """The entries of the units over which the reader's post may read the ledger."""
    ranges = organisation.reach(standpoint.acting, READ, on=standpoint.today)
    rows = organisation.with_actors(queries.within(ranges))
    return rows.filter(at__lt=standpoint.end_of_day) if standpoint.past else rows


@page(holds(READ))
def ledger(request: StandingRequest) -> HttpResponse:
    """What was done, by whom, when, up to the day looked at."""
    rows = _readable(request.standpoint)
    return show(request, "house/ledger.html", ENTRIES, rows, {"state": queries.state()})


@page(holds(READ))
def entry(request: StandingRequest, pk: int) -> HttpResponse:
    """One entry as it was written, with its canonical form and the entries of the same thing."""
    rows = _readable(request.standpoint)
    row = get_object_or_404(rows, pk=pk)
    context = {
        "entry": row,
        "facts": _facts(row, request.standpoint),
        "body": json.dumps(row.body, ensure_ascii=False, indent=2),
        "canonical": queries.canonical(row).decode(),
        "same": rows.filter(subject=row.subject).exclude(pk=row.pk).order_by("-id")[:10],
    }
    return render(request, "house/entry.html", context)


def _facts(entry: "Entry", standpoint: Standpoint) -> list[Answer]:
    """The entry's columns; a person in a post is named where the reader may know them."""
    by = organisation.appointment_by_ref(entry.actor, standpoint.reader, on=standpoint.on)
    return [
        Answer(_("Entry number"), entry.seq or _("not yet numbered")),
        Answer(_("When"), entry.at),
        Answer(
            _("By"),
            f"{by.person.name} · {by.post.name}" if by else entry.actor,
            reverse("person", args=[by.person_id]) if by else "",
            note=entry.actor if by else "",
        ),
        Answer(_("To what"), entry.subject),
    ]
