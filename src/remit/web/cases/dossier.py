"""A case: one page of what is alleged, known and missing; its history; its closing."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from remit.apps.cases import actions, queries
from remit.engines.procedure import STEPS
from remit.web import deeds
from remit.web.access import SIGNED_IN, holds, page
from remit.web.cases import forms, gates
from remit.web.cases.presenters import erased, file, history, mine, overview, people
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.cases.models import Case

CLOSE = STEPS["closed"].power


@page(SIGNED_IN)
def case(request: StandingRequest, pk: int) -> HttpResponse:
    """The whole file for the office; for the person concerned, what concerns the person."""
    found, standing = gates.seen(request, erased=True, pk=pk)
    if found.erased_at is not None:
        return render(request, "cases/erased.html", erased.of_case(found))
    if standing.own is not None:
        return render(request, "cases/my_case.html", mine.page(standing.own, request.standpoint))
    return render(request, "cases/case.html", overview.page(found, request.standpoint))


@page(SIGNED_IN)
def case_history(request: StandingRequest, pk: int) -> HttpResponse:
    """What was done in the case, from the ledger."""
    standpoint = request.standpoint
    found = gates.whole(request, pk=pk)
    entries = list(queries.entries(found))
    names = people.names((entry.actor for entry in entries), standpoint)
    context = {
        "case": found,
        "sections": file.sections(found, "history"),
        "events": history.events(entries, names, on=standpoint.on),
    }
    return render(request, "cases/history.html", context)


@page(holds(CLOSE), methods=("GET", "POST"))
def close_case(request: StandingRequest, pk: int) -> HttpResponse:
    """The file closed, when nothing is left to be done for anybody."""
    standpoint = request.standpoint
    found = gates.whole(request, pk=pk)
    form = forms.CheckedForm(request.POST or None)

    def deed() -> "Case":
        return actions.close_case(found, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("The case is closed.")):
        return redirect("case", found.pk)
    return render(request, "cases/close_case.html", {"form": form, "case": found})
