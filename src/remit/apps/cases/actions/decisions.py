"""Proposing a measure, deciding it by two, serving it."""

from datetime import datetime

from django.db import transaction

from remit.apps.cases.actions.drafting import (
    draft_decision,
    refuse_other_pack,
    refuse_outdated,
)
from remit.apps.cases.actions.gate import (
    NO_WORDS,
    StepOutOfOrder,
    acting,
    enter,
    fresh_concerned,
    permit,
    refuse,
    refuse_unsealed,
    require_words,
    restage,
)
from remit.apps.cases.actions.writing import write_to_concerned
from remit.apps.cases.models import Concerned, Confirmation, Decision
from remit.apps.cases.queries.effect import rulings_on
from remit.apps.cases.queries.letters import decision_letter
from remit.apps.cases.queries.steps import history, parties
from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions import actor, require
from remit.apps.organisation.models import Appointment
from remit.apps.organisation.queries import day
from remit.engines.findings import Refusal, error
from remit.engines.procedure import STEPS, Acting, conflicts
from remit.engines.rules import Pack
from remit.engines.words import Words


class DecisionPending(Refusal):
    """One proposal is before the deciders at a time."""


@transaction.atomic
def propose_decision(
    concerned: Concerned,
    measure: str,
    *,
    pack: Pack,
    reasons: Words,
    by: Appointment,
    at: datetime,
    departure: Words = NO_WORDS,
) -> Decision:
    """Proposes what should follow for the person: a measure of the pack, none, or exempt."""
    concerned = fresh_concerned(concerned)
    case = concerned.case
    permit(
        "proposed",
        [acting(by, "proposed", case.unit, on=day(at))],
        on=day(at),
        history=history(concerned),
        parties=parties(case),
    )
    _refuse_second_proposal(concerned)
    determination = concerned.determinations.get(superseded_by__isnull=True)
    refuse_outdated(determination)
    decision = draft_decision(
        concerned, determination, measure, pack=pack, reasons=reasons, departure=departure
    )
    decision.proposed_by, decision.proposed_at = by, at
    decision.save()
    restage(case)
    body: dict[str, Json] = {
        "case": case.ref,
        "measure": measure,
        "departs": decision.departs,
        "determination": determination.ref,
        "attribution": decision.attribution.ref,
    }
    enter("cases.decision_proposed", decision, case.unit, by, at, body, [case])
    return decision


@transaction.atomic
def send_back(decision: Decision, *, reasons: Words, by: Appointment, at: datetime) -> Decision:
    """Sends a proposal back to the officer, with what should be looked at again."""
    decision = _locked(decision)
    case = decision.concerned.case
    _permit_deciding(decision, [acting(by, "decided", case.unit, on=day(at))], at, awaiting=True)
    require_words(reasons, "reasons", "退回理由", "reason for sending it back")
    decision.state = Decision.State.SENT_BACK
    decision.sent_back_by = by
    decision.sent_back_zh, decision.sent_back_en = reasons
    decision.save()
    restage(case)
    enter("cases.decision_sent_back", decision, case.unit, by, at, {"case": case.ref}, [case])
    return decision


@transaction.atomic
def confirm_decision(decision: Decision, *, pack: Pack, by: Appointment, at: datetime) -> Decision:
    """Agrees to a proposal. The second decider's agreement decides it and writes the letter."""
    decision = _locked(decision)
    case = decision.concerned.case
    refuse_other_pack(case, pack)
    before = [
        acting(row.by, "decided", case.unit, on=day(row.at)) for row in decision.confirmations.all()
    ]
    deciders = [*before, acting(by, "decided", case.unit, on=day(at))]
    _permit_deciding(decision, deciders, at, awaiting=not before)
    refuse_outdated(decision.determination)
    confirmation = Confirmation.objects.create(decision=decision, by=by, at=at)
    body: dict[str, Json] = {"case": case.ref, "confirmation": confirmation.ref}
    if not before:
        enter("cases.decision_confirmed", decision, case.unit, by, at, body, [confirmation])
        return decision
    _decide(decision, pack, at)
    body |= {
        "measure": decision.measure,
        "departs": decision.departs,
        "since": decision.effect_since.isoformat() if decision.effect_since else None,
        "until": decision.effect_until.isoformat() if decision.effect_until else None,
    }
    enter("cases.decision_made", decision, case.unit, by, at, body, [confirmation, case])
    # Its letter comes after it in the ledger: what is sealed of the letter is sealed of the decision.
    draft = decision_letter(decision, pack=pack, on=day(at))
    write_to_concerned(decision.concerned, draft, about=decision.ref, by=by, at=at)
    return decision


@transaction.atomic
def serve_decision(decision: Decision, *, by: Appointment | None, at: datetime) -> Decision:
    """Notes that the decision reached the person; `by` is empty when its letter's delivery shows it."""
    decision = _locked(decision)
    case = decision.concerned.case
    if decision.state != Decision.State.DECIDED:
        zh = "该决定尚未作出，或已经送达、已被取代，不能送达。请核对案件进度。"
        en = (
            "The decision is not taken yet, or was served or superseded already, so it cannot be "
            "served. Look at the steps of the case."
        )
        raise StepOutOfOrder(error("procedure.step_taken", decision.ref, zh, en))
    if by is not None:
        require(by, STEPS["served"].power, case.unit, on=day(at))
        taken = history(decision.concerned)
        refuse(conflicts(by.person.ref, "served", taken, parties(case)))
    refuse_unsealed(*rulings_on([decision.concerned]))
    decision.state = Decision.State.SERVED
    decision.served_at, decision.served_by = at, actor(by)
    decision.save()
    enter("cases.decision_served", decision, case.unit, by, at, {"case": case.ref})
    return decision


def _refuse_second_proposal(concerned: Concerned) -> None:
    pending = concerned.decisions.filter(state=Decision.State.PROPOSED).first()
    if pending is not None:
        zh = "已有一项处理意见等待决定。请先等待决定，或由决定人退回。"
        en = "A proposal is waiting for the deciders. Wait for them to decide or to send it back."
        raise DecisionPending(error("cases.decision_pending", pending.ref, zh, en))


def _permit_deciding(
    decision: Decision, deciders: list[Acting], at: datetime, *, awaiting: bool
) -> None:
    if decision.state != Decision.State.PROPOSED:
        zh = "该处理意见已经决定或已被退回。"
        en = "The proposal was decided or sent back already."
        raise StepOutOfOrder(error("procedure.step_taken", decision.ref, zh, en))
    concerned = decision.concerned
    permit(
        "decided",
        deciders,
        on=day(at),
        history=history(concerned),
        parties=parties(concerned.case),
        awaiting=awaiting,
    )


def _decide(decision: Decision, pack: Pack, at: datetime) -> None:
    decision.state = Decision.State.DECIDED
    decision.decided_at = at
    if decision.burdens:
        decision.effect_since = day(at)
        decision.effect_until = pack.measure(decision.measure).effect_until(day(at))
    decision.save()
    restage(decision.concerned.case)


def _locked(decision: Decision) -> Decision:
    """The decision as it stands now, so that two deciders at once are counted one after the other."""
    return (
        Decision.objects.select_for_update(of=("self",))
        .select_related("concerned__case__unit", "concerned__appointment__person", "determination")
        .get(pk=decision.pk)
    )
