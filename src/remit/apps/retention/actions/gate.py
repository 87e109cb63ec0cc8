"""What every deed of an erasure asks first, and its entry."""

from datetime import datetime

from django.db.models import Model

from remit.apps.cases.actions import ConflictOfInterest
from remit.apps.ledger.actions import Json, record
from remit.apps.organisation.actions import actor
from remit.apps.organisation.models import Appointment
from remit.apps.retention.models import Erasure
from remit.apps.retention.queries import barred, names_in
from remit.engines.findings import Refusal, error
from remit.engines.words import Words


class WithoutLegalBasis(Refusal):
    """Nothing is erased without a provision that asks for it or allows it."""


class NothingSaid(Refusal):
    """A proposal and its refusal give reasons."""


class ReasonsNameSomebody(Refusal):
    """Reasons stay when names are erased, so they name nobody."""


class ErasureSettled(Refusal):
    """What was carried out or refused is not decided again."""


def require_basis(basis: Words) -> None:
    """Raises WithoutLegalBasis when no provision is cited in either language."""
    if not basis.pick("en").strip():
        zh = "没有写明法律依据。请写明法律名称和条款。"
        en = "No legal basis is given. Cite the law and its article."
        raise WithoutLegalBasis(error("retention.without_legal_basis", "basis", zh, en))


def require_reasons(reasons: Words, what: str, field: str = "reasons") -> None:
    """Raises NothingSaid when there are none, ReasonsNameSomebody when they name who is concerned."""
    if not reasons.pick("en").strip():
        zh, en = "没有写明理由。请至少用一种语言填写。", "Reasons are missing. Give them."
        raise NothingSaid(error("retention.nothing_said", field, zh, en))
    require_nameless(reasons, what, field)


def require_nameless(words: Words, what: str, field: str) -> None:
    """Raises ReasonsNameSomebody when a text that stays names somebody concerned."""
    if any(name.casefold() in text.casefold() for name in names_in(what) for text in words):
        zh = "文字中出现了当事人或反映人的姓名。此处文字在删除后仍然保存，请改用“当事人”等称呼。"
        en = (
            "The text names somebody whom the matter concerns. It is kept after the erasure: write "
            "“the person concerned” instead."
        )
        raise ReasonsNameSomebody(error("retention.reasons_name_somebody", field, zh, en))


def fresh(erasure: Erasure) -> Erasure:
    """The erasure as it stands now, its row locked; raises ErasureSettled when it is decided."""
    rows = Erasure.objects.select_for_update(of=("self",)).select_related("proposed_by__person")
    found = rows.get(pk=erasure.pk)
    if found.state != Erasure.State.PROPOSED:
        zh = "该项删除已经执行或未获确认，不再办理。如仍需删除，请重新提请。"
        en = (
            "This erasure was carried out or refused already. Where it is still needed, propose it "
            "anew."
        )
        raise ErasureSettled(error("retention.erasure_settled", found.ref, zh, en))
    return found


def refuse_conflict(erasure: Erasure, by: Appointment) -> None:
    """Raises ConflictOfInterest when the matter is about the acting person, or names him or her."""
    if by.person.ref in barred(erasure.what):
        zh = "该事项涉及本人，不得由本人决定是否删除。请由他人办理。"
        en = "The matter concerns you, so others decide whether it is erased. Leave it to them."
        raise ConflictOfInterest(error("retention.conflict_of_interest", erasure.ref, zh, en))


def enter(
    verb: str,
    erasure: Erasure,
    by: Appointment | None,
    at: datetime,
    body: dict[str, Json],
    *rows: Model,
) -> None:
    """Writes the entry of a deed: what kind of thing, which, under which class; never a name."""
    said: dict[str, Json] = {
        "kind": erasure.kind,
        "what": erasure.what,
        "class": erasure.class_id,
        **body,
    }
    record(
        verb,
        at=at,
        actor=actor(by),
        subject=erasure.ref,
        path=erasure.path,
        body=said,
        rows=[erasure, *rows],
    )
