"""Confirming a proposed erasure, which carries it out, and refusing it."""

from datetime import datetime

from django.db import transaction

from remit.apps.cases import actions as cases
from remit.apps.cases.models import Case, Report
from remit.apps.correspondence import actions as correspondence
from remit.apps.ledger.actions import Json
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.actions import require
from remit.apps.organisation.models import Appointment, Person, Unit
from remit.apps.organisation.queries import day
from remit.apps.retention.actions.gate import enter, fresh, refuse_conflict, require_reasons
from remit.apps.retention.actions.proposing import NothingToErase
from remit.apps.retention.models import Confirmation, Erasure
from remit.apps.retention.queries import CONFIRM, letters_of, needed, thing
from remit.engines.findings import Refusal, error
from remit.engines.retention import Kind
from remit.engines.words import Words


class AnotherMustConfirm(Refusal):
    """Nobody confirms what he or she proposed, and nobody confirms twice."""


class NotAutomatic(Refusal):
    """The clock alone erases only unfounded reports whose class says so."""


@transaction.atomic
def confirm_erasure(erasure: Erasure, *, by: Appointment, at: datetime) -> Erasure:
    """Agrees to an erasure. The second person, the proposer counted, carries it out at once."""
    erasure = fresh(erasure)
    _require_power(erasure, by, at)
    refuse_conflict(erasure, by)
    _refuse_same(erasure, by)
    confirmation = Confirmation.objects.create(erasure=erasure, by=by, at=at)
    done = needed(erasure) == 0
    if done:
        _settle(erasure, by, at)
    body: dict[str, Json] = {"confirmation": confirmation.ref, "carried_out": done}
    enter("retention.erasure_confirmed", erasure, by, at, body, confirmation)
    if done:
        _carry_out(erasure, by, at)
    return erasure


@transaction.atomic
def carry_out_erasure(erasure: Erasure, *, at: datetime) -> Erasure:
    """Carries out, as the clock, the erasure of an unfounded report whose class is automatic."""
    erasure = fresh(erasure)
    if not erasure.automatic:
        zh = "此项删除须由人确认，不能自动执行。"
        en = "People confirm this erasure; it is not carried out by the clock."
        raise NotAutomatic(error("retention.not_automatic", erasure.ref, zh, en))
    _settle(erasure, None, at)
    enter("retention.erasure_confirmed", erasure, None, at, {"carried_out": True})
    _carry_out(erasure, None, at)
    return erasure


@transaction.atomic
def refuse_erasure(erasure: Erasure, *, reasons: Words, by: Appointment, at: datetime) -> Erasure:
    """Decides that the thing is kept, with the reasons; the clock lets it be for a year."""
    erasure = fresh(erasure)
    _require_power(erasure, by, at)
    refuse_conflict(erasure, by)
    require_reasons(reasons, erasure.what)
    erasure.state = Erasure.State.REFUSED
    erasure.refused_by, erasure.refused_at = by, at
    erasure.refused_zh, erasure.refused_en = reasons
    erasure.save()
    enter("retention.erasure_refused", erasure, by, at, {})
    return erasure


def _require_power(erasure: Erasure, by: Appointment, at: datetime) -> None:
    require(by, CONFIRM, Unit.objects.get(path=erasure.path), on=day(at))


def _refuse_same(erasure: Erasure, by: Appointment) -> None:
    """Raises AnotherMustConfirm for the proposer and for who confirmed before, in whatever post."""
    rows = erasure.confirmations.select_related("by__person")
    before = {row.by.person_id for row in rows}
    if erasure.proposed_by is not None:
        before.add(erasure.proposed_by.person_id)
    if by.person_id in before:
        zh = "删除须由两人分别提请和确认，您已经提请或确认过。请由另一人确认。"
        en = (
            "An erasure takes two people, and you have proposed or confirmed it already. Ask another "
            "person to confirm it."
        )
        raise AnotherMustConfirm(error("retention.another_must_confirm", erasure.ref, zh, en))


def _settle(erasure: Erasure, by: Appointment | None, at: datetime) -> None:
    erasure.state = Erasure.State.CONFIRMED
    erasure.confirmed_by, erasure.confirmed_at = by, at
    erasure.save()


def _carry_out(erasure: Erasure, by: Appointment | None, at: datetime) -> None:
    """Erases the thing through the app that keeps it; what stands against it is refused there."""
    kept = thing(erasure.what, on=day(at))
    if kept is None or kept.thing.kind != erasure.kind:
        zh = "待删除的内容已经变化：可能重新启用，或已删除。请不予确认，必要时重新提请。"
        en = (
            "What was to be erased is no longer as it was proposed: at work again, or gone. Refuse "
            "this, and propose it anew where needed."
        )
        raise NothingToErase(error("retention.nothing_to_erase", erasure.ref, zh, en))
    under, pk = erasure.ref, erasure.what.rpartition(":")[2]
    match Kind(erasure.kind):
        case Kind.REPORT_UNFOUNDED | Kind.REPORT_INSUFFICIENT:
            cases.erase_report(Report.objects.get(pk=pk), under=under, by=by, at=at)
        case Kind.CASE_WITHOUT_MEASURE | Kind.CASE_WITH_MEASURE:
            cases.erase_case(Case.objects.get(pk=pk), under=under, by=by, at=at)
        case Kind.PERSON_LEFT:
            organisation.erase_person(Person.objects.get(pk=pk), under=under, by=by, at=at)
        case Kind.LETTER:
            letters = list(letters_of(erasure.what))
            correspondence.erase_letters(letters, under=under, by=by, at=at)
