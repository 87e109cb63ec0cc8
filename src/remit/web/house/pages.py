"""The house: who may what, which rules are in force, what was written and recorded."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.cases import queries as cases
from remit.apps.correspondence import queries as correspondence
from remit.apps.ledger import queries as ledger
from remit.apps.organisation import queries as organisation
from remit.engines.powers import POWERS
from remit.web import gallery
from remit.web.access import SIGNED_IN, addresses, holds, page
from remit.web.components import Cell, Column, Empty, Figure, Filter
from remit.web.desk.letters import CASEWORK, CHIPS, NARROWINGS, READ, mailboxes
from remit.web.house import presenters
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.correspondence.models import Letter
    from remit.apps.organisation.models import Power

MAILBOX: "Listing[Letter]" = Listing(
    id="mailbox",
    caption=_("Letters written"),
    sort="-written",
    href=lambda letter: reverse("letter", args=[letter.pk]),
    shown=[
        Shown(Column("subject", _("Subject")), lambda letter: letter.subject, ("subject",)),
        Shown(Column("to", _("To"), sortable=False), lambda letter: letter.to_name),
        Shown(Column("kind", _("Kind")), lambda letter: letter.get_kind_display(), ("kind",)),
        Shown(
            Column("written", _("Written"), "date"),
            lambda letter: letter.written_at,
            ("written_at",),
        ),
        Shown(
            Column("state", _("State")),
            lambda letter: Cell(letter.get_state_display(), state=CHIPS[letter.state]),
            ("state",),
        ),
        Shown(Column("read", _("Read"), "date"), lambda letter: letter.read_at, ("read_at",)),
    ],
    narrowings=[
        *NARROWINGS,
        Narrowing(
            Filter(
                "state",
                _("State"),
                choices=(
                    ("waiting", _("waiting to be sent")),
                    ("delivered", _("delivered")),
                    ("failed", _("could not be delivered")),
                ),
                kind="select",
            ),
            lambda rows, state: rows.filter(state=state),
        ),
    ],
    empty=Empty(
        _("No letters yet"),
        _("Reminders, summaries and decisions of the unit are kept here as they were sent."),
        icon="letter",
    ),
)


def _containing(rows: "QuerySet[Power]", text: str) -> "QuerySet[Power]":
    wanted = Q(code__icontains=text)
    for name in ("text_zh", "text_en", "post__name_zh", "post__name_en"):
        wanted |= Q(**{f"{name}__icontains": text})
    return rows.filter(wanted)


POWERS_HELD: "Listing[Power]" = Listing(
    id="powers",
    caption=_("Who may what"),
    sort="code",
    href=lambda power: reverse("post", args=[power.post_id]),
    shown=[
        Shown(Column("post", _("Post")), lambda power: power.post.name, ("post__name_zh",)),
        Shown(Column("unit", _("Unit")), lambda power: power.post.unit.name, ("post__unit__path",)),
        Shown(
            Column("code", _("What Remit lets the holder do")),
            lambda power: Cell(POWERS.get(power.code, power.code), note=power.code),
            ("code", "post__unit__path"),
        ),
        Shown(Column("text", _("Power as listed")), lambda power: power.text, ("text_zh",)),
        Shown(Column("basis", _("Legal basis")), lambda power: power.basis, ("basis",)),
        Shown(
            Column("lent", _("Lent to"), sortable=False),
            lambda power: ", ".join(row.to_post.name for row in power.delegations.all()),
        ),
    ],
    narrowings=[
        Narrowing(Filter("q", _("Contains")), _containing),
        Narrowing(
            Filter("code", _("What"), choices=tuple(POWERS.items()), kind="select"),
            lambda rows, code: rows.filter(code=code),
        ),
    ],
    empty=Empty(_("No powers yet"), _("Powers come with the workbook of the organisation.")),
)


@page(SIGNED_IN)
def house(request: StandingRequest) -> HttpResponse:
    """Who may what, which rules are in force, is the ledger whole?"""
    state = ledger.state()
    figures = [
        Figure(state.numbered, _("entries numbered without a gap"), reverse("ledger")),
        Figure(state.waiting, _("entries waiting for their number")),
        Figure(len(cases.packs()), _("rule packs installed"), reverse("rules")),
    ]
    held = request.standpoint.held
    context = {"figures": figures, "rooms": presenters.rooms(held)}
    return render(request, "house/house.html", context)


@page(holds(READ, CASEWORK))
def mailbox(request: StandingRequest) -> HttpResponse:
    """The letters of the units over which the reader's post may read them."""
    rows = correspondence.mailbox(*mailboxes(request.standpoint))
    return show(request, "house/mailbox.html", MAILBOX, rows)


@page(SIGNED_IN)
def powers(request: StandingRequest) -> HttpResponse:
    """Who may what in Remit: the powers with a code, by post."""
    standpoint = request.standpoint
    rows = organisation.powers_visible_to(standpoint.reader, on=standpoint.on).exclude(code="")
    rows = organisation.powers_with_loans(rows, on=standpoint.on)
    return show(request, "house/powers.html", POWERS_HELD, rows)


@page(SIGNED_IN)
def policies(request: StandingRequest) -> HttpResponse:
    """Every address of the installation and who may open it."""
    return render(request, "house/policies.html", {"policies": presenters.policies(addresses())})


@page(SIGNED_IN)
def components(request: StandingRequest) -> HttpResponse:
    """Every component with made-up samples."""
    return render(request, "components/gallery.html", gallery.sample(request.standpoint.today))
