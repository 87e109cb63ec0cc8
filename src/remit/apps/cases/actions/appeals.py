"""Asking for a decision to be looked at again, and deciding that by two people new to it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from remit.apps.cases.actions.drafting import draft_decision, refuse_other_pack
from remit.apps.cases.actions.gate import (
    NO_WORDS,
    NotConcerned,
    StepOutOfOrder,
    acting,
    enter,
    fresh_concerned,
    permit,
    refuse_unsealed,
    require_words,
    restage,
)
from remit.apps.cases.actions.reasons import keep_determination
from remit.apps.cases.actions.writing import write_to_concerned
from remit.apps.cases.models import (
    NO_MEASURE,
    Appeal,
    Confirmation,
    Decision,
    Determination,
)
from remit.apps.cases.queries.effect import rulings_on
from remit.apps.cases.queries.letters import appeal_letter
from remit.apps.cases.queries.packs import known_facts, rank
from remit.apps.cases.queries.steps import history, last_day, parties
from remit.apps.ledger.actions import record
from remit.apps.organisation.models import Appointment, Person
from remit.apps.organisation.queries import day
from remit.engines.findings import Refusal, error
from remit.engines.procedure import Acting
from remit.engines.rules import Pack
from remit.engines.words import Words


class AppealOutOfTime(Refusal):
    """An appeal is filed within its time limit."""


class HeavierOnAppeal(Refusal):
    """Nobody is treated more heavily for having appealed."""


class AppealProposalMissing(Refusal):
    """An appeal is decided on a proposal that another member has written."""


@transaction.atomic
def file_appeal(
    decision: Decision, *, grounds: Words, by: Person, at: datetime, pack: Pack
) -> Appeal:
    """Files the person's appeal against a served decision; the decision keeps its effect meanwhile."""
    decision.refresh_from_db()
    concerned = fresh_concerned(decision.concerned)
    case = concerned.case
    refuse_other_pack(case, pack)
    if by.pk != concerned.person.pk:
        zh = "只有当事人本人可以对该决定申请复审、复核。"
        en = "Only the person concerned may ask for this decision to be looked at again."
        raise NotConcerned(error("procedure.not_concerned", by.ref, zh, en))
    taken = history(concerned)
    permit("appealed", [Acting(by.ref)], on=day(at), history=taken, parties=parties(case))
    refuse_unsealed(*rulings_on([concerned]))
    require_words(grounds, "grounds", "申请理由", "grounds")
    _refuse_late(decision, pack, at)
    first = not Appeal.objects.filter(decision__concerned=concerned).exists()
    appeal = Appeal.objects.create(
        decision=decision,
        stage=Appeal.Stage.REEXAMINATION if first else Appeal.Stage.REVIEW,
        grounds_zh=grounds.zh,
        grounds_en=grounds.en,
        filed_at=at,
    )
    appeal.due = last_day(concerned, pack, "appeal_decided", on=day(at))
    appeal.save(update_fields=["due"])
    restage(case)
    body = {"case": case.ref, "decision": decision.ref, "stage": str(appeal.stage)}
    due = {"due": appeal.due.isoformat() if appeal.due else None}
    record(
        "cases.appeal_filed",
        at=at,
        actor=by.ref,
        subject=appeal.ref,
        path=case.unit.path,
        body={**body, **due},
        rows=[appeal, case],
        matter=case.ref,
    )
    return appeal


@transaction.atomic
def propose_on_appeal(
    appeal: Appeal,
    outcome: str,
    *,
    pack: Pack,
    reasons: Words,
    by: Appointment,
    at: datetime,
    measure: str = "",
    departure: Words = NO_WORDS,
) -> Appeal:
    """The first of two members says what the appeal should come to; nothing is decided by it yet."""
    appeal = _locked(appeal)
    case = appeal.decision.concerned.case
    _permit_panel(appeal, [acting(by, "appeal_decided", case.unit, on=day(at))], at, awaiting=True)
    refuse_unsealed(appeal.decision.ref)
    require_words(reasons, "reasons", "理由", "reasons")
    appeal.outcome = Appeal.Outcome(outcome)
    appeal.measure = measure if outcome == Appeal.Outcome.CHANGED else ""
    appeal.reasons_zh, appeal.reasons_en = reasons
    appeal.departure_zh, appeal.departure_en = departure
    appeal.proposed_by, appeal.proposed_at = by, at
    if outcome != Appeal.Outcome.UPHELD:
        _replacement(appeal, _determination(appeal, pack, by, at), pack)
    appeal.save()
    body = {"case": case.ref, "decision": appeal.decision.ref, "outcome": str(outcome)}
    enter("cases.appeal_outcome_proposed", appeal, case.unit, by, at, {**body, "measure": measure})
    return appeal


@transaction.atomic
def decide_appeal(appeal: Appeal, *, pack: Pack, by: Appointment, at: datetime) -> Appeal:
    """The second member agrees: the appeal is decided. A changed decision supersedes the first."""
    appeal = _locked(appeal)
    first, case = _proposer(appeal), appeal.decision.concerned.case
    proposed_on = day(appeal.proposed_at or at)
    panel = [
        acting(first, "appeal_decided", case.unit, on=proposed_on),
        acting(by, "appeal_decided", case.unit, on=day(at)),
    ]
    _permit_panel(appeal, panel, at, awaiting=False)
    refuse_unsealed(appeal.decision.ref)
    written: list[Model] = []
    if appeal.outcome != Appeal.Outcome.UPHELD:
        written = _supersede(appeal, pack, by, at)
    appeal.decided_by, appeal.decided_at = by, at
    appeal.save()
    restage(case)
    new = appeal.new_decision
    enter(
        "cases.appeal_decided",
        appeal,
        case.unit,
        by,
        at,
        {
            "case": case.ref,
            "decision": appeal.decision.ref,
            "outcome": appeal.outcome,
            "new_decision": new.ref if new else None,
            "measure": new.measure if new else appeal.decision.measure,
        },
        [*written, case],
    )
    # Its letter comes after it in the ledger: what is sealed of the letter is sealed of the ruling.
    _tell(appeal, pack, by, at)
    return appeal


def _refuse_late(decision: Decision, pack: Pack, at: datetime) -> None:
    last = last_day(decision.concerned, pack, "appealed", on=day(at))
    if last is not None and day(at) > last:
        zh = f"申请期限已于 {last} 届满。如有不能按期申请的正当理由，请向承办机关书面说明。"
        en = (
            f"The last day to appeal was {last}. If something kept you from it, write to the deciding "
            "organ and say what."
        )
        raise AppealOutOfTime(error("cases.appeal_out_of_time", decision.ref, zh, en))


def _permit_panel(appeal: Appeal, panel: list[Acting], at: datetime, *, awaiting: bool) -> None:
    if appeal.decided_at is not None:
        zh, en = "该申请已经作出决定。", "The appeal has been decided already."
        raise StepOutOfOrder(error("procedure.step_taken", appeal.ref, zh, en))
    concerned = appeal.decision.concerned
    permit(
        "appeal_decided",
        panel,
        on=day(at),
        history=history(concerned),
        parties=parties(concerned.case),
        awaiting=awaiting,
    )


def _proposer(appeal: Appeal) -> Appointment:
    if appeal.proposed_by is None:
        zh = "还没有提出复审意见。请先由一名成员写明意见，再由另一名成员同意。"
        en = (
            "No outcome has been proposed yet. One member writes it down first, then another one "
            "agrees."
        )
        raise AppealProposalMissing(error("cases.appeal_proposal_missing", appeal.ref, zh, en))
    return appeal.proposed_by


def _determination(appeal: Appeal, pack: Pack, by: Appointment, at: datetime) -> Determination:
    """The determination the panel decides on: the last one, or a new one when facts have changed."""
    concerned = appeal.decision.concerned
    last = concerned.determinations.get(superseded_by__isnull=True)
    if last.facts == known_facts(concerned):
        return last
    return keep_determination(concerned, pack, by, at, on_appeal=appeal)


def _replacement(appeal: Appeal, determination: Determination, pack: Pack) -> Decision:
    """The unsaved decision that takes the place of the first: a lighter measure, or none."""
    first = appeal.decision
    revoked = appeal.outcome == Appeal.Outcome.REVOKED
    measure = NO_MEASURE if revoked else appeal.measure
    departure = Words(appeal.departure_zh, appeal.departure_en)
    if revoked and not departure.pick("en"):
        departure = Words(appeal.reasons_zh, appeal.reasons_en)
    new = draft_decision(
        first.concerned,
        determination,
        measure,
        pack=pack,
        reasons=Words(appeal.reasons_zh, appeal.reasons_en),
        departure=departure,
    )
    if rank(pack, measure) >= rank(pack, first.measure) and not revoked:
        zh = "复审、复核不得加重，也不能以同一措施“变更”原决定。请选择更轻的措施，或维持原决定。"
        en = (
            "On appeal nobody is treated more heavily, and the same measure is no change. Choose a "
            "lighter one, or uphold the decision."
        )
        raise HeavierOnAppeal(error("cases.heavier_on_appeal", "measure", zh, en))
    return new


def _supersede(appeal: Appeal, pack: Pack, by: Appointment, at: datetime) -> list[Model]:
    """Writes the decision that takes the first one's place, and returns all rows written.

    The first stays as it was decided.
    """
    first = appeal.decision
    new = _replacement(appeal, _determination(appeal, pack, by, at), pack)
    first.state = Decision.State.SUPERSEDED
    first.save(update_fields=["state"])
    proposer = _proposer(appeal)
    new.proposed_by, new.proposed_at = proposer, appeal.proposed_at or at
    new.state, new.decided_at, new.supersedes = Decision.State.DECIDED, at, first
    if new.burdens:
        # A lighter measure runs from the day of the first decision: time served counts.
        new.effect_since = first.effect_since
        new.effect_until = pack.measure(new.measure).effect_until(first.effect_since or day(at))
    new.save()
    appeal.new_decision = new
    agreed = [
        Confirmation.objects.create(decision=new, by=member, at=at) for member in (proposer, by)
    ]
    return [first, new, *agreed]


def _tell(appeal: Appeal, pack: Pack, by: Appointment, at: datetime) -> None:
    draft = appeal_letter(appeal, pack=pack, on=day(at))
    about = appeal.new_decision.ref if appeal.new_decision else appeal.ref
    write_to_concerned(appeal.decision.concerned, draft, about=about, by=by, at=at)


def _locked(appeal: Appeal) -> Appeal:
    """The appeal as it stands now, so that two members at once are counted one after the other."""
    return (
        Appeal.objects.select_for_update(of=("self",))
        .select_related(
            "decision__concerned__case__unit", "decision__concerned__appointment__person"
        )
        .get(pk=appeal.pk)
    )
