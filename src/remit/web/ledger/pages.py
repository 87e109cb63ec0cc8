"""The ledger's page for everybody: what is sealed, who vouches for it, and whether a receipt holds."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.ledger import queries
from remit.engines.findings import Refusal
from remit.web.access import PUBLIC, page
from remit.web.components import Answer
from remit.web.ledger import checking, vouching
from remit.web.ledger.forms import ReceiptForm
from remit.web.ledger.proofs import age
from remit.web.standpoint import StandingRequest
from remit.web.wording import moment

if TYPE_CHECKING:
    from remit.apps.ledger.models import Checkpoint


@page(PUBLIC, methods=("GET", "POST"), place="public")
def ledger(request: StandingRequest) -> HttpResponse:
    """How large is the ledger, who vouches for it, and does my receipt hold?"""
    sent = request.method == "POST"
    form = ReceiptForm(request.POST, request.FILES) if sent else ReceiptForm()
    newest = queries.checkpoint()
    context: dict[str, object] = {
        "form": form,
        "newest": newest,
        "note": queries.cosigned(newest) if newest else "",
        "facts": _facts(newest, request),
        "key": queries.verifier().text,
        "vouching": vouching.of(request.standpoint.at),
        "witness_keys": [one.text for one in queries.witness_verifiers()],
    }
    if sent and form.is_valid():
        context |= {"form": ReceiptForm(), **_result(form.written)}
    return render(request, "ledger/public_ledger.html", context)


def _result(written: bytes) -> dict[str, object]:
    """What came of checking a receipt or a checkpoint: what it says, or why it is refused."""
    seal = checking.carries_checkpoint(written)
    try:
        if seal:
            continued = checking.continued(written)
            return {"continued": continued, "vouches": checking.vouches(continued)}
        found = checking.checked(written)
    except Refusal as refusal:
        unreadable = isinstance(refusal, checking.UNREADABLE)
        return {"refused": refusal.findings, "unreadable": unreadable, "seal": seal}
    return {"found": found, "says": checking.says(found)}


def _facts(newest: "Checkpoint | None", request: StandingRequest) -> list[Answer]:
    """The newest checkpoint, line by line."""
    if newest is None:
        return []
    ago = age(newest.at, request.standpoint.at)
    return [
        Answer(_("Entries sealed"), newest.size),
        Answer(_("Signed"), moment(newest.at), note=ago),
        Answer(_("Root of the tree"), bytes(newest.root).hex()),
        Answer(_("Signed by"), queries.verifier().name),
        Answer(_("As a file"), "/ledger/checkpoint", reverse("ledger_checkpoint")),
    ]
