"""Whose share of the harm is whose: the draft of the situation, the result, adopting it."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from remit.apps.cases import actions, queries
from remit.engines.attribution.pictures import Picture
from remit.engines.procedure import STEPS
from remit.web import deeds
from remit.web.access import SIGNED_IN, holds, page
from remit.web.cases import gates
from remit.web.cases.presenters import pictures, situations
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


@page(SIGNED_IN)
def share_picture(request: StandingRequest, pk: int, kind: str) -> HttpResponse:
    """One picture of the shares adopted, as an SVG file to be kept."""
    case = gates.whole(request, pk=pk)
    adopted = get_object_or_404(case.attributions, superseded_by__isnull=True)
    found = pictures.again(adopted)
    if found is None or kind not in pictures.SHOWN:
        raise Http404
    response = HttpResponse(pictures.svg(Picture(kind), *found), content_type="image/svg+xml")
    name = f"{case.number}-{kind}.svg"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


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
