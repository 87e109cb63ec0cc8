"""One report: received, looked into, made a case."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from remit.apps.cases import actions, queries
from remit.apps.organisation import queries as organisation
from remit.engines.procedure import STEPS
from remit.engines.words import Words
from remit.web import deeds
from remit.web.access import SIGNED_IN, holds, page
from remit.web.cases import forms, gates
from remit.web.cases.checking import check
from remit.web.cases.presenters import erased
from remit.web.cases.presenters import reports as presenter
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Case, Report, Verification
    from remit.apps.organisation.models import Appointment

FORM = ("GET", "POST")
RECEIVE, VERIFY, OPEN = (STEPS[step].power for step in ("received", "verified", "opened"))
INVESTIGATE = STEPS["determined"].power


@page(SIGNED_IN)
def report(request: StandingRequest, pk: int) -> HttpResponse:
    """What was reported, what looking into it showed, what it waits for."""
    found = gates.report(request, pk, erased=True)
    if found.erased_at is not None:
        return render(request, "cases/erased.html", erased.of_report(found))
    return render(request, "cases/report.html", presenter.page(found, request.standpoint))


@page(holds(RECEIVE), methods=FORM)
def receive_report(request: StandingRequest) -> HttpResponse:
    """A report of the office, perhaps about a plan that `?about=` names."""
    standpoint = request.standpoint
    about = request.GET.get("about", "")
    reach = organisation.reach(standpoint.by, RECEIVE, on=standpoint.today)
    units = organisation.units_visible_to(standpoint.reader, on=standpoint.today)
    duties = organisation.duties_visible_to(standpoint.reader, on=standpoint.today)
    form = forms.ReportForm(
        request.POST or None,
        initial=presenter.prefilled(about, standpoint),
        units=units.filter(organisation.within(reach)).order_by("path"),
        duties=duties.filter(organisation.within(reach, "post__unit__path")),
    )
    if deeds.unconfirmed(request, form):
        return check(request, form, title=_("Check the report"), deed=_("Register it"))
    said = _("The report is registered. The next step is to look into it.")
    if done := deeds.carried_out(request, form, _receiving(form, about, standpoint), said=said):
        return redirect("report", done.pk)
    return render(request, "cases/receive_report.html", {"form": form, "about": about})


@page(holds(VERIFY), methods=FORM)
def conclude_verification(request: StandingRequest, pk: int) -> HttpResponse:
    """What looking into a report showed."""
    standpoint = request.standpoint
    found = gates.report(request, pk)
    form = forms.VerifyForm(request.POST or None)
    if deeds.unconfirmed(request, form):
        return check(request, form, title=_("Check the result"), deed=_("Conclude"))

    def deed() -> "Verification":
        entered = form.cleaned_data
        return actions.conclude_verification(
            found,
            entered["outcome"],
            reasons=entered["reasons"],
            by=standpoint.doer,
            at=standpoint.at,
        )

    if deeds.carried_out(
        request, form, deed, said=_("The result is kept. A reporter with an address is told.")
    ):
        return redirect("report", found.pk)
    context = {"form": form, **presenter.page(found, standpoint)}
    return render(request, "cases/conclude_verification.html", context)


@page(holds(OPEN), methods=FORM)
def open_case(request: StandingRequest, pk: int) -> HttpResponse:
    """A case opened on a report that was found to be so."""
    standpoint = request.standpoint
    found = gates.report(request, pk)
    officers = organisation.holding(INVESTIGATE, found.unit, on=standpoint.today)
    form = forms.OpenCaseForm(
        request.POST or None,
        initial=presenter.opening(found, officers, standpoint),
        packs=queries.packs().values(),
        officers=officers,
    )
    if deeds.unconfirmed(request, form):
        return check(request, form, title=_("Check before opening"), deed=_("Open the case"))
    said = _("The case is open. Name the person concerned, then gather what is known.")
    if done := deeds.carried_out(
        request, form, _opening(found, form, officers, standpoint), said=said
    ):
        return redirect("case", done.pk)
    return render(request, "cases/open_case.html", {"form": form, "report": found})


def _receiving(form: forms.ReportForm, about: str, standpoint: Standpoint) -> Any:
    def deed() -> "Report":
        return actions.receive_report(
            **form.cleaned_data,
            source="office",
            about=about,
            language=get_language() or "en",
            by=standpoint.doer,
            at=standpoint.at,
        )

    return deed


def _opening(
    report: "Report",
    form: forms.OpenCaseForm,
    officers: "list[Appointment]",
    standpoint: Standpoint,
) -> Any:
    def deed() -> "Case":
        entered = form.cleaned_data
        title: Words = entered["title"]
        return actions.open_case(
            report,
            pack=queries.packs()[entered["pack_id"]],
            officer=next(row for row in officers if str(row.pk) == entered["officer"]),
            title=title,
            act_on=entered["act_on"],
            by=standpoint.doer,
            at=standpoint.at,
        )

    return deed
