"""The end of a measure's effect, restoring a name, closing the case."""

from datetime import datetime

from django.db import transaction

from remit.apps.cases.actions.gate import (
    StepOutOfOrder,
    acting,
    enter,
    fresh_case,
    fresh_concerned,
    permit,
    refuse,
    refuse_unsealed,
    require_words,
)
from remit.apps.cases.actions.writing import write_to_concerned
from remit.apps.cases.models import Case, Concerned, Decision, Rehabilitation
from remit.apps.cases.queries.effect import rulings_on
from remit.apps.cases.queries.letters import rehabilitation_letter
from remit.apps.cases.queries.steps import history, parties, towards_closing
from remit.apps.organisation.models import Appointment
from remit.apps.organisation.queries import day
from remit.engines.findings import Refusal, error
from remit.engines.procedure import check
from remit.engines.words import Words

EFFECT_OVER = Words(
    "处分影响期已满，自动解除。原有的限制不再适用。",
    "The period of the measure's effect is over; it has ended by itself, with all it restricted.",
)


class EffectNotOver(Refusal):
    """The effect of a measure ends on its day, not before."""


@transaction.atomic
def end_effect(
    decision: Decision, *, at: datetime, by: Appointment | None = None
) -> Rehabilitation:
    """Ends the effect of a measure whose period is over, restores the standing and tells the person."""
    concerned = fresh_concerned(decision.concerned)
    decision.refresh_from_db()
    case = concerned.case
    _refuse_early(decision, at)
    taken = history(concerned)
    refuse(check("effect_ended", by=[], on=day(at), history=taken, parties=parties(case)))
    refuse_unsealed(*rulings_on([concerned]))
    decision.effect_ended_at = at
    decision.save(update_fields=["effect_ended_at"])
    row = Rehabilitation.objects.create(
        concerned=concerned,
        decision=decision,
        cause=Rehabilitation.Cause.EFFECT_ENDED,
        reasons_zh=EFFECT_OVER.zh,
        reasons_en=EFFECT_OVER.en,
        by=by,
        at=at,
    )
    body = {"case": case.ref, "rehabilitation": row.ref, "until": str(decision.effect_until)}
    enter("cases.effect_ended", decision, case.unit, by, at, {**body}, [row])
    write_to_concerned(concerned, rehabilitation_letter(row), about=row.ref, by=by, at=at)
    return row


@transaction.atomic
def rehabilitate(
    concerned: Concerned, *, reasons: Words, by: Appointment, at: datetime
) -> Rehabilitation:
    """Clears the person's name after a decision was revoked or changed, and tells the person."""
    concerned = fresh_concerned(concerned)
    case = concerned.case
    permit(
        "rehabilitated",
        [acting(by, "rehabilitated", case.unit, on=day(at))],
        on=day(at),
        history=history(concerned),
        parties=parties(case),
    )
    refuse_unsealed(*rulings_on([concerned]))
    require_words(reasons, "reasons", "理由", "reasons")
    row = Rehabilitation.objects.create(
        concerned=concerned,
        decision=_corrected(concerned),
        cause=Rehabilitation.Cause.REVOKED,
        reasons_zh=reasons.zh,
        reasons_en=reasons.en,
        by=by,
        at=at,
    )
    body = {"case": case.ref, "rehabilitation": row.ref}
    enter("cases.person_rehabilitated", concerned, case.unit, by, at, {**body}, [row])
    write_to_concerned(concerned, rehabilitation_letter(row), about=row.ref, by=by, at=at)
    return row


@transaction.atomic
def close_case(case: Case, *, by: Appointment, at: datetime) -> Case:
    """Closes a case in which nothing is left to be done for anybody it concerns."""
    case = fresh_case(case)
    person = acting(by, "closed", case.unit, on=day(at))
    for taken in towards_closing(case):
        permit("closed", [person], on=day(at), history=taken, parties=parties(case))
    people = list(case.concerned.all())
    refuse_unsealed(case.ref, *(row.ref for row in people), *rulings_on(people))
    case.stage = Case.Stage.CLOSED
    case.closed_at, case.closed_by = at, by
    case.save(update_fields=["stage", "closed_at", "closed_by"])
    enter("cases.case_closed", case, case.unit, by, at, {})
    return case


def _refuse_early(decision: Decision, at: datetime) -> None:
    over = decision.effect_until is not None and decision.effect_until <= day(at)
    in_force = decision.state in (Decision.State.DECIDED, Decision.State.SERVED)
    if not (over and in_force and decision.effect_ended_at is None):
        zh = f"影响期至 {decision.effect_until or '（无期限）'} 止，现在不能解除，或已经解除。"
        en = (
            f"The effect runs until {decision.effect_until or '(no period)'}: it cannot be ended now, or "
            "has ended already."
        )
        raise EffectNotOver(error("cases.effect_not_over", decision.ref, zh, en))


def _corrected(concerned: Concerned) -> Decision:
    """The decision that took the place of a heavier one and has not been answered for yet."""
    rows = concerned.decisions.filter(supersedes__isnull=False, rehabilitations__isnull=True)
    decision = rows.order_by("-id").first()
    if decision is None:
        zh = "没有被撤销或变更的决定需要恢复名誉，或者已经恢复。"
        en = "No decision was revoked or changed, or the name has been cleared already."
        raise StepOutOfOrder(error("procedure.step_taken", concerned.ref, zh, en))
    return decision
