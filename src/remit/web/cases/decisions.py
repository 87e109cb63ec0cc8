"""A decision: proposed by the officer, confirmed by two others, served."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from remit.apps.cases import actions, queries
from remit.engines.procedure import STEPS
from remit.web import deeds
from remit.web.access import SIGNED_IN, holds, page
from remit.web.cases import forms, gates
from remit.web.cases.checking import check
from remit.web.cases.presenters import decisions as presenter
from remit.web.cases.presenters import persons, ruling
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.cases.models import Decision

FORM = ("GET", "POST")
PROPOSE, DECIDE, SERVE = (STEPS[step].power for step in ("proposed", "decided", "served"))


@page(SIGNED_IN)
def decision(request: StandingRequest, pk: int) -> HttpResponse:
    """A decision with its reasons, who took it, its letter, and what may be done about it."""
    row, standing = gates.decision(request, pk)
    context = presenter.page(row, standing, request.standpoint)
    return render(request, "cases/decision.html", context)


@page(SIGNED_IN)
def decision_letter(request: StandingRequest, pk: int) -> HttpResponse:
    """The letter of a decision as PDF."""
    row, _standing = gates.decision(request, pk)
    letter = presenter.letter_of(row)
    if letter is None or letter.pdf is None:
        raise Http404
    response = HttpResponse(bytes(letter.pdf), content_type="application/pdf")
    name = f"{row.concerned.case.number}.pdf"
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=False, filename=name)
    )
    return response


@page(holds(PROPOSE), methods=FORM)
def propose_decision(request: StandingRequest, pk: int) -> HttpResponse:
    """What should follow for the person, chosen on the ladder; outside it with a reason."""
    standpoint = request.standpoint
    row = gates.concerned(request, pk)
    determination = persons.current(row)
    if determination is None:
        raise Http404
    pack = queries.pack_of(row.case)
    measures = ruling.measures(determination.result, pack)
    form = forms.MeasureForm(request.POST or None, measures=measures)
    if deeds.unconfirmed(request, form):
        lede = _("Two others decide on it. Nothing follows from the proposal alone.")
        return check(request, form, title=_("Check the proposal"), deed=_("Propose"), lede=lede)

    def deed() -> "Decision":
        by, at = standpoint.doer, standpoint.at
        return actions.propose_decision(row, pack=pack, **form.cleaned_data, by=by, at=at)

    if done := deeds.carried_out(request, form, deed, said=_("Proposed. Two others decide on it.")):
        return redirect("decision", done.pk)
    context = presenter.proposing(row, determination, pack, form)
    return render(request, "cases/propose_decision.html", context)


@page(holds(DECIDE), methods=FORM)
def confirm_decision(request: StandingRequest, pk: int) -> HttpResponse:
    """One of the two who decide reads the proposal and agrees."""
    standpoint = request.standpoint
    row = gates.whole_decision(request, pk)
    pack = queries.pack_of(row.concerned.case)
    form = forms.CheckedForm(request.POST or None)

    def deed() -> "Decision":
        by, at = standpoint.doer, standpoint.at
        return actions.confirm_decision(row, pack=pack, by=by, at=at)

    if done := deeds.carried_out(request, form, deed):
        presenter.tell_confirmed(request, done)
        return redirect("decision", done.pk)
    context = {"form": form, **presenter.confirming(row, pack, on=standpoint.on)}
    return render(request, "cases/confirm_decision.html", context)


@page(holds(DECIDE), methods=FORM)
def send_back(request: StandingRequest, pk: int) -> HttpResponse:
    """One of the two who decide sends the proposal back, saying what to look at again."""
    standpoint = request.standpoint
    row = gates.whole_decision(request, pk)
    form = forms.ReasonsForm(request.POST or None)

    def deed() -> "Decision":
        by, at = standpoint.doer, standpoint.at
        return actions.send_back(row, **form.cleaned_data, by=by, at=at)

    if deeds.carried_out(request, form, deed, said=_("Sent back to the officer.")):
        return redirect("concerned", row.concerned_id)
    return render(request, "cases/send_back.html", {"form": form, "decision": row})


@page(holds(SERVE), methods=FORM)
def serve_decision(request: StandingRequest, pk: int) -> HttpResponse:
    """That the decision reached the person: from this day the appeal clock runs."""
    standpoint = request.standpoint
    row = gates.whole_decision(request, pk)
    form = forms.CheckedForm(request.POST or None)

    def deed() -> "Decision":
        return actions.serve_decision(row, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(
        request, form, deed, said=_("Served. The time to appeal runs from today.")
    ):
        return redirect("decision", row.pk)
    return render(request, "cases/serve_decision.html", {"form": form, "decision": row})
