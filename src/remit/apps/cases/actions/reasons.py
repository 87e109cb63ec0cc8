"""Adopting the shares of the harm, determining what the rules admit."""

from datetime import datetime

from django.db import transaction

from remit.apps.cases.actions.drafting import refuse_other_pack
from remit.apps.cases.actions.gate import (
    acting,
    enter,
    fresh_case,
    fresh_concerned,
    permit,
    succeed,
)
from remit.apps.cases.models import Appeal, Attribution, Case, Concerned, Determination
from remit.apps.cases.queries.packs import determination_mapping, known_facts
from remit.apps.cases.queries.steps import history, history_of_case, parties
from remit.apps.organisation.models import Appointment
from remit.apps.organisation.queries import day
from remit.engines import rules
from remit.engines.attribution import Situation, attribute, report_mapping, situation_mapping
from remit.engines.findings import Refusal
from remit.engines.rules import Pack


class NothingDetermined(Refusal):
    """The rules come to no result; the findings say which clash or what is missing."""


@transaction.atomic
def adopt_attribution(
    case: Case, situation: Situation, *, by: Appointment, at: datetime
) -> Attribution:
    """Reckons the shares of the harm in the situation and adopts them for the case."""
    case = fresh_case(case)
    permit(
        "attributed",
        [acting(by, "attributed", case.unit, on=day(at))],
        on=day(at),
        history=history_of_case(case),
        parties=parties(case),
    )
    report = attribute(situation)
    former = case.attributions.filter(superseded_by__isnull=True).first()
    attribution = Attribution(
        case=case,
        situation=situation_mapping(situation),
        report=report_mapping(report),
        inputs=report.certificate.inputs,
        engine=report.certificate.engine,
        adopted_by=by,
        adopted_at=at,
    )
    rows = succeed(former, attribution)
    shares = {person.person: str(person.share) for person in report.persons}
    enter(
        "cases.attribution_adopted",
        case,
        case.unit,
        by,
        at,
        {
            "attribution": attribution.ref,
            "inputs": attribution.inputs,
            "shares": {**shares, "system": str(report.system.share)},
            "supersedes": former.ref if former else None,
        },
        rows,
    )
    return attribution


@transaction.atomic
def determine(concerned: Concerned, *, pack: Pack, by: Appointment, at: datetime) -> Determination:
    """Applies the rules to the facts known of one person: what may be decided, with the proof."""
    concerned = fresh_concerned(concerned)
    case = concerned.case
    permit(
        "determined",
        [acting(by, "determined", case.unit, on=day(at))],
        on=day(at),
        history=history(concerned),
        parties=parties(case),
    )
    return keep_determination(concerned, pack, by, at)


def keep_determination(
    concerned: Concerned,
    pack: Pack,
    by: Appointment,
    at: datetime,
    on_appeal: Appeal | None = None,
) -> Determination:
    """Reckons and keeps a determination, whoever may ask for it; the former one is superseded."""
    case = concerned.case
    refuse_other_pack(case, pack)
    facts = known_facts(concerned)
    # On appeal the law of the first decision matters: see the pack's provision of transition.
    concluded_on = day(on_appeal.decision.decided_at or at) if on_appeal else None
    stated = rules.parse_facts(pack, facts)
    result = rules.determine(pack, stated, day(at), case.act_on, concluded_on)
    if not result.outcomes:
        raise NothingDetermined(*result.findings)
    former = concerned.determinations.filter(superseded_by__isnull=True).first()
    determination = Determination(
        concerned=concerned,
        pack_id=result.pack_id,
        pack_version=result.pack_version,
        pack_digest=result.pack_digest,
        on=result.on,
        act_on=result.act_on,
        facts=facts,
        result=determination_mapping(pack, result),
        inputs=result.inputs,
        on_appeal=on_appeal,
        by=by,
        at=at,
    )
    rows = succeed(former, determination)
    enter(
        "cases.determination_made",
        concerned,
        case.unit,
        by,
        at,
        {
            "case": case.ref,
            "determination": determination.ref,
            "pack": result.pack_id,
            "pack_version": result.pack_version,
            "pack_digest": result.pack_digest,
            "inputs": result.inputs,
            "low": result.low.code,
            "high": result.high.code,
            "settled": result.settled,
        },
        rows,
    )
    return determination
