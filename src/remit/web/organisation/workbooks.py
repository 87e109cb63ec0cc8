"""The organisation as a workbook: template, what exists, handing one in."""

import base64
import binascii
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from remit.apps.organisation import actions, queries
from remit.engines.findings import Refusal
from remit.engines.workbook import Workbook, read_organisation, write_organisation
from remit.web.access import holds, page
from remit.web.organisation import presenters
from remit.web.organisation.forms import WorkbookForm
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.organisation.models import Unit

MAINTAINS = holds("organisation.maintain")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(MAINTAINS, methods=("GET", "POST"))
def import_workbook(request: StandingRequest) -> HttpResponse:
    """Takes a workbook and shows what it would create, or everything that is wrong with it."""
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if not form.is_valid():
        return render(request, "organisation/import.html", {"form": form})
    content = form.cleaned_data["workbook"].read()
    root = _root(request)
    plan = queries.import_plan(root, read_organisation(content, queries.known_in(root)))
    context = {
        "form": WorkbookForm(),
        "root": root,
        "plan": plan,
        "faults": plan.findings,
        "sheets": presenters.imported(plan),
        "content": base64.b64encode(content).decode() if plan.sound else "",
    }
    return render(request, "organisation/import.html", context)


@page(MAINTAINS, methods=("POST",))
def confirm_import(request: StandingRequest) -> HttpResponse:
    """Creates what the workbook seen before adds; the workbook is checked again."""
    standpoint = request.standpoint
    root = _root(request)
    try:
        content = base64.b64decode(request.POST.get("content", ""), validate=True)
    except binascii.Error:
        content = b""
    book = read_organisation(content, queries.known_in(root))
    try:
        plan = actions.import_workbook(root, book, by=standpoint.doer, at=standpoint.at)
    except Refusal as refusal:
        context = {"form": WorkbookForm(), "faults": refusal.findings, "root": root}
        return render(request, "organisation/import.html", context)
    said = _("Created from the workbook: %(n)d rows.") % {"n": sum(plan.counts.values())}
    messages.success(request, said)
    return redirect("organisation")


@page(MAINTAINS)
def template(request: StandingRequest) -> HttpResponse:
    """The empty workbook in the reader's language."""
    return _file(write_organisation(Workbook(), get_language() or "en"), "organisation-template")


@page(MAINTAINS)
def export_workbook(request: StandingRequest) -> HttpResponse:
    """The organisation as of the day looked at, as a workbook that can be handed in again."""
    root = _root(request)
    book = queries.as_workbook(root, on=request.standpoint.on)
    return _file(write_organisation(book, get_language() or "en"), f"organisation-{root.code}")


def _root(request: StandingRequest) -> "Unit":
    """The organisation of the post the reader acts for."""
    acting = request.standpoint.acting
    if acting is None:
        raise PermissionDenied("no post is held")
    return queries.organisation_of(acting.post.unit)


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
