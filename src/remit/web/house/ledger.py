"""Reading the ledger: entries of the units in reach, each with its body, its proof and its receipt."""

import json
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from remit.apps.fields import Bilingual
from remit.apps.ledger import queries
from remit.apps.organisation import queries as organisation
from remit.web.access import SIGNED_IN, holds, page
from remit.web.components import Answer, Cell, Column, Empty, Filter
from remit.web.ledger import vouching
from remit.web.ledger.deeds import own
from remit.web.ledger.proofs import Proof, age, proof_of
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.ledger.models import Entry

READ = "ledger.read"
# How an entry names whoever acted in a post.
ACTS_AS = "organisation.appointment:"
# So much of a digest is shown: enough to compare by eye.
DIGITS = 12


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


def _sealed_up_to() -> int:
    newest = queries.checkpoint()
    return newest.size if newest else 0


def _by_seal(rows: "QuerySet[Entry]", text: str) -> "QuerySet[Entry]":
    sealed = Q(seq__lte=_sealed_up_to())
    return rows.filter(sealed) if text == "sealed" else rows.exclude(sealed & Q(seq__isnull=False))


def _seal(entry: "Entry", size: int) -> Cell:
    """Whether the entry is in the signed tree; a sealed one leads to its proof."""
    if entry.seq is None or entry.seq > size:
        return Cell(_("accepted"), state="waiting")
    return Cell(_("sealed"), reverse("entry", args=[entry.pk]) + "#proof", state="done")


def _of_matter(rows: "QuerySet[Entry]", text: str) -> "QuerySet[Entry]":
    """The entries of a matter, or of all whose reference begins so, or of this very thing."""
    return rows.filter(Q(matter__startswith=text) | Q(subject=text))


def _by_post(standpoint: Standpoint) -> "Narrowing[Entry]":
    """Narrows to the deeds of whoever held a post at any time, by the post's code or name."""

    def narrow(rows: "QuerySet[Entry]", text: str) -> "QuerySet[Entry]":
        asked = Q(post__code__iexact=text)
        asked |= Q(post__name_zh__icontains=text) | Q(post__name_en__icontains=text)
        held = organisation.appointments_visible_to(standpoint.reader, on=standpoint.today)
        number = Cast("pk", CharField())
        refs = held.filter(asked).values_list(Concat(Value(ACTS_AS), number), flat=True)
        return rows.filter(actor__in=refs)

    return Narrowing(Filter("post", _("Post that acted")), narrow)


def _entries(size: int, standpoint: Standpoint) -> "Listing[Entry]":
    """The list of entries, of which the first `size` are sealed."""
    return Listing(
        id="entries",
        caption=_("Entries"),
        sort="-number",
        href=lambda entry: reverse("entry", args=[entry.pk]),
        shown=[*COLUMNS, Shown(Column("seal", _("Proof")), lambda row: _seal(row, size), ("seq",))],
        narrowings=[*NARROWINGS[:3], _by_post(standpoint), *NARROWINGS[3:]],
        empty=Empty(
            _("No entries yet"), _("Every deed in these units is written here."), icon="ledger"
        ),
    )


COLUMNS: "list[Shown[Entry]]" = [
    Shown(
        Column("number", _("Entry number"), "number"),
        lambda entry: entry.seq or Cell(_("not yet numbered"), state="waiting"),
        ("id",),
    ),
    Shown(Column("verb", _("Deed")), lambda entry: entry.verb, ("verb", "id")),
    Shown(Column("subject", _("To what")), lambda entry: entry.subject, ("subject", "id")),
    Shown(Column("actor", _("By")), _actor, ("actor", "id")),
    Shown(Column("at", _("When"), "date"), lambda entry: entry.at, ("at", "id")),
]
NARROWINGS: "list[Narrowing[Entry]]" = [
    Narrowing(
        Filter("verb", _("Deed")),
        lambda rows, text: rows.filter(verb__icontains=text),
    ),
    Narrowing(
        Filter("subject", _("To what")),
        lambda rows, text: rows.filter(subject__startswith=text),
    ),
    Narrowing(Filter("matter", _("Matter")), _of_matter),
    Narrowing(
        Filter(
            "seal",
            _("Proof"),
            choices=(("sealed", _("sealed")), ("accepted", _("accepted"))),
            kind="select",
        ),
        _by_seal,
    ),
    Narrowing(Filter("since", _("Since"), kind="date"), _from_day),
    Narrowing(Filter("until", _("Before"), kind="date"), _before_day),
]


def _readable(standpoint: Standpoint) -> "QuerySet[Entry]":
    """The entries of the units over which the reader's post may read the ledger."""
    ranges = organisation.reach(standpoint.acting, READ, on=standpoint.today)
    rows = organisation.with_actors(queries.within(ranges))
    return rows.filter(at__lt=standpoint.end_of_day) if standpoint.past else rows


@page(holds(READ))
def ledger(request: StandingRequest) -> HttpResponse:
    """What was done, by whom, when, up to the day looked at; how far it is sealed."""
    newest = queries.checkpoint()
    context = {
        "newest": newest,
        "sealed": newest.size if newest else 0,
        "ago": age(newest.at, request.standpoint.at) if newest else "",
        "key": queries.verifier().name,
        "vouching": vouching.of(request.standpoint.at),
    }
    listing = _entries(newest.size if newest else 0, request.standpoint)
    return show(request, "house/ledger.html", listing, _readable(request.standpoint), context)


@page(holds(READ))
def entry(request: StandingRequest, pk: int) -> HttpResponse:
    """One entry as it was written, with its proof and the entries of the same thing."""
    rows = _readable(request.standpoint)
    row = get_object_or_404(rows, pk=pk)
    proof = proof_of(row)
    context = {
        "entry": row,
        "facts": _facts(row, request.standpoint, proof),
        "body": json.dumps(row.body, ensure_ascii=False, indent=2),
        "canonical": queries.canonical(row).decode(),
        "proof": proof,
        "left": [(ref, digest[:DIGITS]) for ref, digest in sorted(row.rows.items())],
        "matter": _matter_address(row.matter),
        "same": rows.filter(subject=row.subject).exclude(pk=row.pk).order_by("-id")[:10],
    }
    return render(request, "house/entry.html", context)


@page(SIGNED_IN)
def receipt(request: StandingRequest, pk: int) -> HttpResponse:
    """The receipt of an entry, for whoever may read it or did the deed."""
    row = (
        _readable(request.standpoint).filter(pk=pk).first()
        or own(request.standpoint).filter(pk=pk).first()
    )
    if row is None:
        raise Http404
    found = queries.receipt(row)
    if found is None:
        return render(request, "ledger/not_sealed.html", {"entry": row}, status=409)
    name = f"remit-{row.seq}.tlog-proof"
    return HttpResponse(
        found.text,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _matter(entry: "Entry") -> list[Answer]:
    address = _matter_address(entry.matter)
    return [Answer(_("Matter"), entry.matter, address)] if address else []


def _matter_address(matter: str) -> str:
    """Where the entries of a matter are listed; nothing without a matter."""
    return f"{reverse('ledger')}?{urlencode({'matter': matter})}" if matter else ""


def _facts(entry: "Entry", standpoint: Standpoint, proof: Proof | None) -> list[Answer]:
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
        *_matter(entry),
        Answer(_("Proof"), _("sealed") if proof else _("accepted"), "#proof"),
    ]
