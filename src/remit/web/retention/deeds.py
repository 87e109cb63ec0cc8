"""Proposing an erasure, confirming it, deciding to keep."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.retention import actions, queries
from remit.engines.retention import Standing, State
from remit.engines.words import Words
from remit.web import deeds
from remit.web.access import holds, page
from remit.web.plans.forms import written
from remit.web.retention import forms, gates, presenters
from remit.web.retention.gates import CONFIRM, PROPOSE
from remit.web.retention.telling import BLANKED
from remit.web.standpoint import StandingRequest, Standpoint
from remit.web.wording import pick

if TYPE_CHECKING:
    from remit.apps.retention.models import Erasure


@page(holds(PROPOSE), methods=("GET", "POST"), place="house")
def propose_erasure(request: StandingRequest) -> HttpResponse:
    """Proposes to erase a closed case, a report, a person who left, or a year of letters."""
    standpoint = request.standpoint
    kept = _asked(request)
    if kept is None:
        messages.error(
            request,
            _(
                "Nothing of that name can be erased here. Only what is closed, left or answered can be."
            ),
        )
        return redirect("kept")
    standing = queries.standing(kept, on=standpoint.today)
    form = forms.ProposeForm(request.POST or None, initial=_initial(kept, standing))
    if deeds.unconfirmed(request, form):
        return deeds.check(request, form, title=_("Propose to erase"), deed=_("Propose it"))
    if found := deeds.carried_out(
        request,
        form,
        lambda: _propose(form, kept, standing, standpoint),
        said=_("Proposed. Another person must confirm it."),
    ):
        return redirect("erasure", found.pk)
    context = {
        "form": form,
        "facts": presenters.thing(kept, standing),
        "by_law": standing.state is State.KEPT,
        "governing": standing.governing,
        "blanked": BLANKED[kept.thing.kind],
    }
    return render(request, "retention/propose.html", context)


@page(holds(CONFIRM), methods=("GET", "POST"), place="house")
def confirm_erasure(request: StandingRequest, pk: int) -> HttpResponse:
    """Agrees to an erasure; the last agreement carries it out."""
    standpoint = request.standpoint
    row = gates.erasure_of(standpoint, pk)
    form = forms.ConfirmForm(request.POST or None)

    def deed() -> "Erasure":
        return actions.confirm_erasure(row, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("Your confirmation is recorded.")):
        return redirect("erasure", pk)
    last = queries.needed(row) == 1
    return _enter(
        request,
        row,
        form,
        heading=_("Confirm the erasure"),
        submit=_("Confirm and erase") if last else _("Confirm"),
        weighty=_("This cannot be undone.") if last else "",
    )


@page(holds(CONFIRM), methods=("GET", "POST"), place="house")
def refuse_erasure(request: StandingRequest, pk: int) -> HttpResponse:
    """Decides that a thing is kept, with reasons."""
    standpoint = request.standpoint
    row = gates.erasure_of(standpoint, pk)
    form = forms.KeepForm(request.POST or None)

    def deed() -> "Erasure":
        reasons = written(form.cleaned_data["reasons"])
        return actions.refuse_erasure(row, reasons=reasons, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("It is kept.")):
        return redirect("erasure", pk)
    return _enter(request, row, form, heading=_("Keep it"), submit=_("Keep it"))


def _enter(
    request: StandingRequest,
    row: "Erasure",
    form: object,
    *,
    heading: str,
    submit: str,
    weighty: str = "",
) -> HttpResponse:
    here = queries.thing(row.what, on=request.standpoint.today)
    context = {
        "erasure": row,
        "form": form,
        "heading": heading,
        "submit": submit,
        "weighty": weighty,
        "facts": presenters.erasure(row, here.label if here else None),
        "cancel": reverse("erasure", args=[row.pk]),
    }
    return render(request, "retention/decide.html", context)


def _asked(request: StandingRequest) -> "queries.Kept | None":
    """What the reader asks for, by reference or by what people call it, in the reader's units."""
    asked = request.POST.get("ref") or request.GET.get("ref") or ""
    ref = queries.ref_called(asked.replace("\x00", ""))
    kept = queries.thing(ref, on=request.standpoint.today) if ref else None
    return kept if kept and gates.reaches(request.standpoint, kept.path) else None


def _initial(kept: queries.Kept, standing: Standing) -> dict[str, str]:
    basis = standing.governing.basis_words if standing.governing else Words("", "")
    return {"ref": kept.thing.ref, "basis": pick(basis)}


def _propose(
    form: forms.ProposeForm, kept: queries.Kept, standing: Standing, standpoint: Standpoint
) -> "Erasure":
    entered = form.cleaned_data
    offered = standing.governing.basis_words if standing.governing else Words("", "")
    # What was offered and left as it was keeps both its wordings.
    same = entered["basis"].strip() == pick(offered).strip()
    return actions.propose_erasure(
        kept.thing.kind,
        kept.thing.ref,
        basis=offered if same else written(entered["basis"]),
        reasons=written(entered["reasons"]),
        by=standpoint.doer,
        at=standpoint.at,
    )
