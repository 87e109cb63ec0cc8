"""An appeal: filed by the person concerned, decided by two people new to the case."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from remit.apps.cases import actions, queries
from remit.engines.procedure import STEPS
from remit.web import deeds
from remit.web.access import SIGNED_IN, holds, page
from remit.web.cases import forms, gates
from remit.web.cases.checking import check
from remit.web.cases.presenters import appeals as presenter
from remit.web.cases.presenters import ruling
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.cases.models import Appeal

FORM = ("GET", "POST")
DECIDE_APPEAL = STEPS["appeal_decided"].power


@page(SIGNED_IN, methods=FORM)
def file_appeal(request: StandingRequest, pk: int) -> HttpResponse:
    """The person concerned asks for a decision to be looked at again."""
    by = gates.own_person(request)
    row, standing = gates.decision(request, pk)
    gates.require_own(row, standing)
    pack = queries.pack_of(row.concerned.case)
    form = forms.GroundsForm(request.POST or None)
    if deeds.unconfirmed(request, form):
        lede = _("The decision keeps its effect meanwhile. Two people new to the case will decide.")
        return check(request, form, title=_("Check your appeal"), deed=_("File it"), lede=lede)

    def deed() -> "Appeal":
        at, grounds = request.standpoint.at, form.cleaned_data["grounds"]
        return actions.file_appeal(row, grounds=grounds, by=by, at=at, pack=pack)

    said = _("Your appeal is filed. You will be told by letter how it ends.")
    if deeds.carried_out(request, form, deed, said=said):
        return redirect("case", row.concerned.case_id)
    return render(request, "cases/file_appeal.html", {"form": form, "decision": row})


@page(SIGNED_IN)
def appeal(request: StandingRequest, pk: int) -> HttpResponse:
    """An appeal: its grounds, what is proposed, what was decided."""
    row = gates.appeal(request, pk)
    return render(request, "cases/appeal.html", presenter.page(row, request.standpoint))


@page(holds(DECIDE_APPEAL), methods=FORM)
def propose_on_appeal(request: StandingRequest, pk: int) -> HttpResponse:
    """The first of the two says what the appeal should come to."""
    standpoint = request.standpoint
    row = gates.appeal(request, pk)
    case = row.decision.concerned.case
    pack = queries.pack_of(case)
    result = presenter.result(row)
    measures = ruling.measures(result, pack, below=row.decision.measure)
    form = forms.AppealOutcomeForm(request.POST or None, measures=measures)
    if deeds.unconfirmed(request, form):
        lede = _("A second person new to the case decides on it.")
        return check(request, form, title=_("Check the outcome"), deed=_("Propose"), lede=lede)

    def deed() -> "Appeal":
        by, at = standpoint.doer, standpoint.at
        return actions.propose_on_appeal(row, pack=pack, **form.cleaned_data, by=by, at=at)

    if deeds.carried_out(request, form, deed, said=_("Proposed. A second person decides on it.")):
        return redirect("appeal", row.pk)
    rungs = ruling.chosen_from(form, result)
    context = {"form": form, "rungs": rungs, **presenter.page(row, standpoint)}
    return render(request, "cases/propose_on_appeal.html", context)


@page(holds(DECIDE_APPEAL), methods=FORM)
def decide_appeal(request: StandingRequest, pk: int) -> HttpResponse:
    """The second of the two reads the proposed outcome and agrees."""
    standpoint = request.standpoint
    row = gates.appeal(request, pk)
    pack = queries.pack_of(row.decision.concerned.case)
    form = forms.CheckedForm(request.POST or None)

    def deed() -> "Appeal":
        return actions.decide_appeal(row, pack=pack, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(
        request, form, deed, said=_("The appeal is decided; the letter is written.")
    ):
        return redirect("appeal", row.pk)
    context = {"form": form, **presenter.page(row, standpoint)}
    return render(request, "cases/decide_appeal.html", context)
