"""The page of shares: as adopted, or as the draft would have them."""

from typing import TYPE_CHECKING, Any

from remit.apps.cases import queries
from remit.engines.attribution import (
    Report,
    Situation,
    attribute,
    report_mapping,
    situation_mapping,
)
from remit.engines.findings import Finding, Refusal
from remit.engines.procedure import STEPS
from remit.web.cases.presenters import causes, file, pictures, proof, shares, situation
from remit.web.cases.questions import SituationForm
from remit.web.components import Event
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Attribution, Case


def adopted(case: "Case", standpoint: Standpoint) -> dict[str, Any]:
    """The context of the shares in force, with those they superseded."""
    rows = case.attributions.select_related("adopted_by__person").order_by("-id")
    current = next((row for row in rows if row.superseded_by_id is None), None)
    may = STEPS["attributed"].power in standpoint.codes and case.stage in ("open", "proposed")
    context: dict[str, Any] = {
        "case": case,
        "sections": file.sections(case, "attribution"),
        "attribution": current,
        "may_adopt": may,
        "former": [Event(row.adopted_at, row.ref, row.adopted_by.person.name) for row in rows[1:]],
    }
    if current is None:
        return context
    return {
        **context,
        **_reckoned(current.report, current.situation),
        "certificate": proof.certificate(current, current.report),
        "pictures": _pictures(current),
    }


def draft(case: "Case", found: queries.Draft, form: SituationForm) -> dict[str, Any]:
    """The context of a draft: the questions, the situation in sentences, what it comes to."""
    report, refused = _reckon(found.situation)
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "sections": file.sections(case, "attribution"),
        "refused": (*found.findings, *refused),
    }
    if found.situation is None or report is None:
        return context
    kept = report_mapping(report)
    return {
        **context,
        **_reckoned(kept, situation_mapping(found.situation)),
        "certificate": proof.certificate(None, kept),
        "pictures": [*pictures.drawings(found.situation, report)],
    }


def _pictures(adopted: "Attribution") -> list[pictures.Drawing]:
    found = pictures.again(adopted)
    return [*pictures.drawings(*found, case=adopted.case_id)] if found else []


def _reckoned(report: shares.Mapped, given: shares.Mapped) -> dict[str, Any]:
    return {
        "bar": shares.bar(report),
        "reasons": shares.reasons(report),
        "parts": causes.parts(report, given),
        "kinds": causes.kinds(report),
        "levels": causes.levels(report),
        "units": causes.units(report),
        "enough": causes.enough(report),
        "prevention": [shares.words(line) for line in report["prevention"]["sentences"]],
        "controls": causes.controls(report, given),
        "situation": situation.readable(given),
        "remarks": shares.findings(report),
        "system": [shares.words(sentence) for sentence in report["system"]["sentences"]],
    }


def _reckon(drafted: Situation | None) -> tuple[Report | None, tuple[Finding, ...]]:
    if drafted is None:
        return None, ()
    try:
        return attribute(drafted), ()
    except Refusal as refusal:
        return None, refusal.findings
