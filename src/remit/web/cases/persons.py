"""One person concerned: heard, the rules applied, the name cleared."""

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
from remit.web.cases.presenters import persons as presenter
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.cases.models import Hearing, Rehabilitation

FORM = ("GET", "POST")
HEAR, REHABILITATE = STEPS["heard"].power, STEPS["rehabilitated"].power


@page(SIGNED_IN)
def concerned(request: StandingRequest, pk: int) -> HttpResponse:
    """One person in a case: the steps, what was said, what the rules admit, what was decided."""
    row = gates.concerned(request, pk)
    return render(request, "cases/concerned.html", presenter.page(row, request.standpoint))


@page(holds(HEAR), methods=FORM)
def hear(request: StandingRequest, pk: int) -> HttpResponse:
    """What the person said, and what was made of it."""
    standpoint = request.standpoint
    row = gates.concerned(request, pk)
    form = forms.HearForm(request.POST or None, initial={"held_on": standpoint.today})

    def deed() -> "Hearing":
        return actions.hear(row, **form.cleaned_data, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("What was said is in the file.")):
        return redirect("concerned", row.pk)
    return render(request, "cases/hear.html", {"form": form, "row": row, "case": row.case})


@page(holds(HEAR), methods=FORM)
def waive_hearing(request: StandingRequest, pk: int) -> HttpResponse:
    """That the person was asked and did not want to be heard."""
    standpoint = request.standpoint
    row = gates.concerned(request, pk)
    form = forms.WaiveForm(request.POST or None, initial={"held_on": standpoint.today})
    if deeds.unconfirmed(request, form):
        return check(request, form, title=_("Check the waiver"), deed=_("Keep the waiver"))

    def deed() -> "Hearing":
        return actions.waive_hearing(row, **form.cleaned_data, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("The waiver is in the file.")):
        return redirect("concerned", row.pk)
    return render(request, "cases/waive_hearing.html", {"form": form, "row": row, "case": row.case})


@page(holds(STEPS["determined"].power), methods=("POST",))
def determine(request: StandingRequest, pk: int) -> HttpResponse:
    """The rules applied to the facts as they are known now."""
    standpoint = request.standpoint
    row = gates.concerned(request, pk)
    pack = queries.pack_of(row.case)
    deeds.pressed(
        request,
        lambda: actions.determine(row, pack=pack, by=standpoint.doer, at=standpoint.at),
        said=_("The rules are applied to the facts known now."),
    )
    return redirect("concerned", row.pk)


@page(holds(REHABILITATE), methods=FORM)
def rehabilitate(request: StandingRequest, pk: int) -> HttpResponse:
    """The person's name cleared, with a letter that says so."""
    standpoint = request.standpoint
    row = gates.concerned(request, pk)
    form = forms.ReasonsForm(request.POST or None)
    if deeds.unconfirmed(request, form):
        return check(request, form, title=_("Check the letter's reasons"), deed=_("Clear the name"))

    def deed() -> "Rehabilitation":
        return actions.rehabilitate(row, **form.cleaned_data, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(
        request, form, deed, said=_("The name is cleared; the letter is written.")
    ):
        return redirect("concerned", row.pk)
    return render(request, "cases/rehabilitate.html", {"form": form, "row": row, "case": row.case})
