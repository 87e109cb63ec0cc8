"""Whose share of the harm is whose: the draft of the situation, the result, adopting it."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from remit.apps.cases import actions, queries
from remit.engines.procedure import STEPS
from remit.web import deeds
from remit.web.access import SIGNED_IN, holds, page
from remit.web.cases import gates
from remit.web.cases.presenters import situations
from remit.web.cases.questions import SituationForm
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.cases.models import Attribution

ATTRIBUTE = STEPS["attributed"].power


@page(SIGNED_IN)
def attribution(request: StandingRequest, pk: int) -> HttpResponse:
    """The shares as adopted; while none are, the draft of the situation and what it comes to."""
    case = gates.whole(request, pk=pk)
    return render(request, "cases/attribution.html", situations.adopted(case, request.standpoint))


@page(holds(ATTRIBUTE), methods=("GET", "POST"))
def adopt_attribution(request: StandingRequest, pk: int) -> HttpResponse:
    """The draft with the officer's answers, what it comes to, and adopting it."""
    standpoint = request.standpoint
    case = gates.whole(request, pk=pk)
    questions = queries.situation(case).questions
    # The answers travel in the address while they are tried out, in the form when they are adopted.
    given = request.POST or request.GET
    answered = all(question.id in given for question in questions)
    form = SituationForm(given if answered else None, questions=questions)
    answers = form.answers if answered and form.is_valid() else {}
    draft = queries.situation(case, answers=answers)

    def deed() -> "Attribution | None":
        if draft.situation is None:
            return None
        by, at = standpoint.doer, standpoint.at
        return actions.adopt_attribution(case, draft.situation, by=by, at=at)

    if deeds.carried_out(request, form, deed, said=_("The shares are adopted.")):
        return redirect("attribution", case.pk)
    context = situations.draft(case, draft, form)
    return render(request, "cases/adopt_attribution.html", context)
