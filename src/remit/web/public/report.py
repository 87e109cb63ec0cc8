"""A report by anybody, without signing in: telling it, the receipt, how it stands."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from remit.apps.cases import actions, queries
from remit.apps.organisation import queries as organisation
from remit.engines.words import Words
from remit.web import deeds
from remit.web.access import PUBLIC, page
from remit.web.cases.forms import CitizenReportForm, ReceiptForm
from remit.web.cases.presenters.registers import joined
from remit.web.components import Event
from remit.web.standpoint import StandingRequest
from remit.web.wording import is_chinese

if TYPE_CHECKING:
    from remit.apps.cases.models import Report
    from remit.apps.organisation.models import Unit

FORM = ("GET", "POST")
SENT, LAST = "reports_sent", "receipt"
# As many reports one session may send within an hour; more come from a program, not from a person.
MOST, WITHIN = 5, 3600


@page(PUBLIC, methods=FORM)
def report(request: StandingRequest) -> HttpResponse:
    """What anybody may report; checked by its author before it is sent."""
    units = _units()
    initial = {"unit": request.GET.get("unit", ""), "today": request.standpoint.today}
    form = CitizenReportForm(request.POST or None, units=_choices(units), initial=initial)
    if _too_many(request):
        return render(request, "public/report_later.html", status=429)
    if deeds.unconfirmed(request, form):
        context = {"form": form, "answers": deeds.answers(form)}
        return render(request, "public/report_check.html", context)

    def deed() -> "Report":
        return _receive(form.cleaned_data, units, request)

    if done := deeds.carried_out(request, form, deed):
        _note_sent(request, done)
        return redirect("report_received")
    return render(request, "public/report_form.html", {"form": form})


@page(PUBLIC)
def report_received(request: StandingRequest) -> HttpResponse:
    """The receipt of the report just sent, and how to follow it."""
    found = queries.report_by_receipt(request.session.get(LAST, ""))
    if found is None:
        return redirect("report_status")
    return render(request, "public/report_received.html", {"report": found})


@page(PUBLIC, methods=FORM)
def report_status(request: StandingRequest) -> HttpResponse:
    """How a report stands, for whoever has its receipt code."""
    form = ReceiptForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = queries.report_by_receipt(form.cleaned_data["receipt"])
        if found is None:
            form.add_error(
                "receipt", _("There is no report with this code. Compare it with your receipt.")
            )
    context = {"form": form, "report": found, "events": _events(found) if found else []}
    return render(request, "public/report_status.html", context)


def _units() -> "dict[str, Unit]":
    """The organisations and the units directly under them, in the order of the tree."""
    roots = organisation.organisations().prefetch_related("children")
    rows = [unit for root in roots for unit in (root, *root.children.order_by("path"))]
    return {str(unit.pk): unit for unit in rows}


def _choices(units: "dict[str, Unit]") -> list[tuple[str, str]]:
    return [
        (
            pk,
            unit.name
            if unit.parent_id is None
            else f"{units[str(unit.parent_id)].name} · {unit.name}",
        )
        for pk, unit in units.items()
    ]


def _receive(
    entered: dict[str, Any], units: "dict[str, Unit]", request: StandingRequest
) -> "Report":
    title = entered["title"]
    return actions.receive_report(
        units[entered["unit"]],
        title=Words(title, "") if is_chinese() else Words("", title),
        source="citizen",
        by=None,
        at=request.standpoint.at,
        text=entered["text"],
        happened_on=entered["happened_on"],
        contact=entered["contact"],
        language=get_language() or "zh-hans",
    )


def _recent(request: StandingRequest) -> list[float]:
    now = request.standpoint.at.timestamp()
    return [sent for sent in request.session.get(SENT, []) if now - sent < WITHIN]


def _too_many(request: StandingRequest) -> bool:
    return request.method == "POST" and len(_recent(request)) >= MOST


def _note_sent(request: StandingRequest, done: "Report") -> None:
    request.session[SENT] = [*_recent(request), request.standpoint.at.timestamp()]
    request.session[LAST] = done.receipt


def _events(found: "Report") -> list[Event]:
    received = Event(found.received_at, _("Your report arrived"))
    verification = getattr(found, "verification", None)
    if verification is None:
        return [received, Event(None, _("It is looked into"), open=True)]
    said = joined(_("It was looked into"), verification.get_outcome_display())
    return [received, Event(verification.at, said, note=verification.reasons)]
