"""Proposing that something kept is erased."""

from datetime import datetime

from django.db import transaction

from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions import require
from remit.apps.organisation.models import Appointment, Unit
from remit.apps.organisation.queries import day
from remit.apps.retention.actions.gate import (
    enter,
    require_basis,
    require_nameless,
    require_reasons,
)
from remit.apps.retention.models import Erasure
from remit.apps.retention.queries import PROPOSE, Kept, standing, thing
from remit.engines.findings import Refusal, error
from remit.engines.retention import Mode, Standing, State
from remit.engines.words import Words


class NothingToErase(Refusal):
    """Only what is at rest and still there is erased: a closed case, say, not an open one."""


class ProposedAlready(Refusal):
    """One proposal for one thing is before the people who confirm."""


class KeptByLaw(Refusal):
    """What a class forbids to erase is never erased here."""


class NotOverYet(Refusal):
    """The clock proposes nothing before its period is over."""


@transaction.atomic
def propose_erasure(
    kind: str, ref: str, *, basis: Words, reasons: Words, by: Appointment | None, at: datetime
) -> Erasure:
    """Proposes to erase a thing on a legal basis; the clock (`by` empty) only when its period is over.

    A person may propose it earlier, where the law asks for that. The class that governs is noted.
    """
    kept = _there(kind, ref, at)
    unit = Unit.objects.select_for_update().get(path=kept.path)
    if by is not None:
        require(by, PROPOSE, unit, on=day(at))
    require_basis(basis)
    require_nameless(basis, ref, "basis")
    require_reasons(reasons, ref)
    stood = standing(kept, on=day(at))
    _refuse_kept(stood, ref)
    if by is None:
        _refuse_early(stood, ref)
    _refuse_second(ref)
    erasure = Erasure.objects.create(
        kind=kind,
        what=ref,
        path=kept.path,
        class_id=stood.governing.id if stood.governing else "",
        basis_zh=basis.zh,
        basis_en=basis.en,
        reasons_zh=reasons.zh,
        reasons_en=reasons.en,
        automatic=by is None and stood.mode is Mode.AUTOMATIC,
        proposed_by=by,
        proposed_at=at,
    )
    cited = erasure.basis_en or erasure.basis_zh
    body: dict[str, Json] = {"basis": cited, "automatic": erasure.automatic}
    enter("retention.erasure_proposed", erasure, by, at, body)
    return erasure


def _there(kind: str, ref: str, at: datetime) -> Kept:
    kept = thing(ref, on=day(at))
    if kept is None or kept.thing.kind != kind:
        zh = (
            "没有可以整体删除的此类内容：可能尚未结案、尚在任职、已经删除，或者编号有误。请先核对。"
        )
        en = (
            "There is nothing of this kind that can be erased as a whole: it may be open still, in "
            "post still, erased already, or the reference is wrong. Check it first."
        )
        raise NothingToErase(error("retention.nothing_to_erase", "ref", zh, en))
    return kept


def _refuse_kept(stood: Standing, ref: str) -> None:
    if stood.state is State.KEPT and stood.governing:
        cited = stood.governing.citation
        zh = f"依照{cited.zh}，此类内容不得删除。如应移交档案部门，请按档案规定办理。"
        en = (
            f"By {cited.en} this is never erased. Where it must go to the archives, follow their "
            "rules."
        )
        raise KeptByLaw(error("retention.kept_by_law", ref, zh, en))


def _refuse_early(stood: Standing, ref: str) -> None:
    if stood.state is not State.DUE:
        zh, en = "留存期尚未届满，不得自动提请。", "Its period is not over yet."
        raise NotOverYet(error("retention.not_over_yet", ref, zh, en))


def _refuse_second(ref: str) -> None:
    if found := Erasure.objects.filter(what=ref, state=Erasure.State.PROPOSED).first():
        zh = "已有一项删除提请等待确认，不重复提请。"
        en = "Its erasure was proposed already and waits to be confirmed."
        raise ProposedAlready(error("retention.proposed_already", found.ref, zh, en))
