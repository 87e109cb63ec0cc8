"""Letters: those to the reader, and each one opened, with its pages as PDF."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.correspondence import actions, queries
from remit.apps.organisation import queries as organisation
from remit.web.access import SIGNED_IN, page
from remit.web.components import Answer, Cell, Column, Empty, Event, Filter, Text
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.correspondence.models import Attempt, Letter

READ = "correspondence.read"
CASEWORK = "cases.investigate"
CHANNELS: "dict[str, Text]" = {"smtp": _("by mail"), "mailbox": _("into the mailbox")}
CHIPS = {"waiting": "waiting", "delivered": "done", "failed": "late"}


def contains(rows: "QuerySet[Letter]", text: str) -> "QuerySet[Letter]":
    """The letters whose subject holds the text; to whom they are is kept under a key."""
    return rows.filter(subject__icontains=text)


def _of_kind(rows: "QuerySet[Letter]", kind: str) -> "QuerySet[Letter]":
    return rows.filter(kind=kind)


def kinds() -> tuple[tuple[str, Text], ...]:
    """The kinds of letters, for choosing one."""
    return (
        ("reminder", _("reminder")),
        ("summary", _("monthly summary")),
        ("notice", _("notice")),
        ("decision", _("decision")),
        ("receipt", _("receipt")),
    )


NARROWINGS: "tuple[Narrowing[Letter], ...]" = (
    Narrowing(Filter("q", _("Contains")), contains),
    Narrowing(Filter("kind", _("Kind"), choices=kinds(), kind="select"), _of_kind),
)
MINE: "Listing[Letter]" = Listing(
    id="letters",
    caption=_("Letters to you"),
    sort="-written",
    href=lambda letter: reverse("letter", args=[letter.pk]),
    shown=[
        Shown(Column("subject", _("Subject")), lambda letter: letter.subject, ("subject",)),
        Shown(Column("kind", _("Kind")), lambda letter: letter.get_kind_display(), ("kind",)),
        Shown(
            Column("written", _("Written"), "date"),
            lambda letter: letter.written_at,
            ("written_at",),
        ),
        Shown(
            Column("read", _("Read"), "date"),
            lambda letter: letter.read_at or Cell(_("not opened yet"), state="waiting"),
            ("read_at",),
        ),
    ],
    narrowings=NARROWINGS,
    empty=Empty(
        _("No letters yet"),
        _("Reminders, summaries and decisions addressed to you come here, and by mail."),
        icon="letter",
    ),
)


@page(SIGNED_IN)
def letters(request: StandingRequest) -> HttpResponse:
    """The letters addressed to the reader."""
    rows = queries.addressed_to(request.standpoint.reader.ref)
    return show(request, "desk/letters.html", MINE, rows)


@page(SIGNED_IN)
def letter(request: StandingRequest, pk: int) -> HttpResponse:
    """One letter; opened by its addressee it is noted as read."""
    standpoint = request.standpoint
    row = _readable(standpoint, pk)
    if row.to_ref == standpoint.reader.ref and not standpoint.past:
        actions.note_reading(row, actor=row.to_ref, at=standpoint.at)
    context = {
        "letter": row,
        "facts": _facts(row),
        "attempts": [_event(attempt) for attempt in row.attempts.all()],
        "sheet": queries.page_values(row.content) if row.content else None,
    }
    return render(request, "desk/letter.html", context)


@page(SIGNED_IN)
def letter_pdf(request: StandingRequest, pk: int) -> HttpResponse:
    """The pages of a letter, where they have been rendered."""
    row = _readable(request.standpoint, pk)
    if not row.pdf:
        raise Http404
    name = row.ref.partition(".")[2].replace(":", "-")
    return HttpResponse(
        bytes(row.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )


def _readable(standpoint: Standpoint, pk: int) -> "Letter":
    """A letter to the reader, or of a unit whose letters the reader's post may read."""
    rows = queries.readable_by(standpoint.reader.ref, *mailboxes(standpoint))
    return get_object_or_404(rows, pk=pk)


def mailboxes(standpoint: Standpoint) -> tuple[list[organisation.Range], list[organisation.Range]]:
    """The units whose letters the reader's post may read, and those whose cases it works on."""
    by, on = standpoint.acting, standpoint.today
    return organisation.reach(by, READ, on=on), organisation.reach(by, CASEWORK, on=on)


def _facts(row: "Letter") -> list[Answer]:
    return [
        Answer(_("To"), row.to_name, note=row.to_address),
        Answer(_("Kind"), row.get_kind_display()),
        Answer(_("Written"), row.written_at),
        Answer(_("Delivered"), row.delivered_at or row.get_state_display()),
        Answer(_("Read"), row.read_at or _("not opened yet")),
    ]


def _event(attempt: "Attempt") -> Event:
    words = _("Delivered") if attempt.delivered else _("Could not be delivered")
    channel = CHANNELS.get(attempt.channel, attempt.channel)
    return Event(attempt.at, words, channel, note=attempt.answer)
