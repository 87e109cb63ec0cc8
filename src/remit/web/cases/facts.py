"""What is known: whom a case concerns, the facts, their evidence."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from remit.apps.cases import actions, queries
from remit.web import deeds
from remit.web.access import SIGNED_IN, holds, page
from remit.web.cases import forms, gates
from remit.web.cases.presenters import facts as presenter
from remit.web.cases.presenters import file, overview, people
from remit.web.cases.questions import RECORD, WHOLE, FactForm
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Case, Concerned, Evidence, Fact

FORM = ("GET", "POST")
WORKING_ON_IT = holds(*sorted(overview.INVESTIGATING))


@page(SIGNED_IN)
def facts(request: StandingRequest, pk: int) -> HttpResponse:
    """All facts of a case with their evidence, and what the rules would still ask."""
    case = gates.whole(request, pk=pk)
    return render(request, "cases/facts.html", presenter.page(case, request.standpoint))


@page(WORKING_ON_IT, methods=FORM)
def name_concerned(request: StandingRequest, pk: int) -> HttpResponse:
    """Whom the case concerns, in the post held on the day of the act."""
    standpoint = request.standpoint
    case = gates.whole(request, pk=pk)
    holders = list(people.then_in_post(case, standpoint))
    form = forms.NameConcernedForm(request.POST or None, holders=holders)

    def deed() -> "Concerned":
        chosen = next(row for row in holders if str(row.pk) == form.cleaned_data["appointment"])
        return actions.name_concerned(case, chosen, by=standpoint.doer, at=standpoint.at)

    said = _("The person is named. Hear the person before anything is decided.")
    if deeds.carried_out(request, form, deed, said=said):
        return redirect("case", case.pk)
    return render(request, "cases/name_concerned.html", {"form": form, "case": case})


@page(WORKING_ON_IT, methods=FORM)
def state_fact(request: StandingRequest, pk: int) -> HttpResponse:
    """A fact: the answer to a question of the rules (`?code=`), or a statement."""
    case = gates.whole(request, pk=pk)
    pack, code = queries.pack_of(case), request.GET.get("code", "")
    term = file.term_of(pack, code)
    if code and term is None:
        raise Http404
    rows = list(case.concerned.select_related("appointment__person"))
    asked = request.GET.get("concerned", WHOLE)
    initial = {"concerned": asked, "status": "agreed", "said_by": RECORD}
    form = FactForm(request.POST or None, term=term, people=rows, initial=initial)
    deed = _stating(case, form, rows, request.standpoint)
    if done := deeds.carried_out(request, form, deed, said=_("The fact is in the file.")):
        return redirect("add_evidence", done.pk)
    return render(request, "cases/state_fact.html", {"form": form, "case": case, "term": term})


@page(WORKING_ON_IT, methods=FORM)
def add_evidence(request: StandingRequest, pk: int) -> HttpResponse:
    """What a fact rests on: words, the reference of a record, or a file."""
    case = gates.whole(request, facts=pk)
    fact = case.facts.get(pk=pk)
    form = forms.EvidenceForm(request.POST or None, request.FILES or None)

    def deed() -> "Evidence":
        entered = form.cleaned_data
        upload = entered["file"]
        return actions.add_evidence(
            fact,
            text=entered["text"],
            reference=entered["reference"],
            file=upload.read() if upload else None,
            file_name=upload.name if upload else "",
            by=request.standpoint.doer,
            at=request.standpoint.at,
        )

    if deeds.carried_out(request, form, deed, said=_("The evidence is in the file.")):
        return redirect("facts", case.pk)
    context = {"form": form, "case": case, "line": file.line(fact, queries.pack_of(case))}
    return render(request, "cases/add_evidence.html", context)


@page(SIGNED_IN)
def evidence(request: StandingRequest, pk: int) -> HttpResponse:
    """The file of a piece of evidence, to be kept, never to be run by the browser."""
    case = gates.whole(request, evidence=pk)
    row = get_object_or_404(case.evidence.all(), pk=pk)
    if row.file is None:
        raise Http404
    response = HttpResponse(bytes(row.file), content_type=row.media_type)
    disposition = content_disposition_header(as_attachment=True, filename=row.file_name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _stating(case: "Case", form: FactForm, rows: "list[Concerned]", standpoint: Standpoint) -> Any:
    def deed() -> "Fact":
        entered = form.cleaned_data
        concerned = next((r for r in rows if str(r.pk) == entered["concerned"]), None)
        speaker = next((r.person for r in rows if str(r.person.pk) == entered["said_by"]), None)
        return actions.state_fact(
            case,
            pack=queries.pack_of(case),
            statement=entered["statement"],
            code=form.term.id if form.term else "",
            value=form.value,
            status=entered["status"],
            concerned=concerned,
            said_by=speaker,
            by=standpoint.doer,
            at=standpoint.at,
        )

    return deed
