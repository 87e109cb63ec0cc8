"""Checks that any decision must pass before it is written down, first or on appeal."""

from remit.apps.cases.actions.gate import require_words
from remit.apps.cases.models import EXEMPT, Case, Concerned, Decision, Determination
from remit.apps.cases.queries.packs import admitted, known_facts, measure_words
from remit.engines.findings import Refusal, error
from remit.engines.rules import Pack
from remit.engines.words import Words


class OtherRulePack(Refusal):
    """A case is determined under the rule pack it was opened with."""


class UnknownMeasure(Refusal):
    """A measure is on the ladder of the case's rule pack."""


class DepartureNeedsReason(Refusal):
    """A measure outside what the rules admit needs a reason of its own."""


class DeterminationOutdated(Refusal):
    """A decision rests on the facts as they are known, not as they were."""


def draft_decision(
    concerned: Concerned,
    determination: Determination,
    measure: str,
    *,
    pack: Pack,
    reasons: Words,
    departure: Words,
) -> Decision:
    """An unsaved decision, checked: measure known, reasons given, a departure explained."""
    refuse_other_pack(concerned.case, pack)
    require_words(reasons, "reasons", "理由", "reasons")
    name = _known_measure(pack, measure)
    departs = not admitted(determination.result, measure)
    if departs and not departure.pick("en").strip():
        low, high = (measure_words(pack, determination.result[key]) for key in ("low", "high"))
        zh = f"“{name.zh}”超出规则容许的范围（{low.zh}至{high.zh}）。请写明偏离的理由，或改选范围内的措施。"
        en = (
            f"'{name.en}' lies outside what the rules admit ({low.en} to {high.en}). Give the reason "
            "for departing from them, or choose a measure inside."
        )
        raise DepartureNeedsReason(error("cases.departure_needs_reason", "departure", zh, en))
    return Decision(
        concerned=concerned,
        determination=determination,
        attribution=concerned.case.attributions.get(superseded_by__isnull=True),
        measure=measure,
        measure_zh=name.zh,
        measure_en=name.en,
        reasons_zh=reasons.zh,
        reasons_en=reasons.en,
        departs=departs,
        departure_zh=departure.zh if departs else "",
        departure_en=departure.en if departs else "",
    )


def refuse_outdated(determination: Determination) -> None:
    """Raises when the facts known by now are not those the determination rests on."""
    if (
        determination.superseded_by_id
        or known_facts(determination.concerned) != determination.facts
    ):
        zh = "适用规则之后事实有变动。请重新适用规则，再提出或确认处理意见。"
        en = (
            "The facts have changed since the rules were applied. Apply them again, then propose or "
            "confirm."
        )
        raise DeterminationOutdated(
            error("cases.determination_outdated", determination.ref, zh, en)
        )


def _known_measure(pack: Pack, measure: str) -> Words:
    if measure == EXEMPT or any(rung.code == measure for rung in pack.ladder):
        return measure_words(pack, measure)
    known = "、".join(rung.code for rung in pack.ladder)
    zh = f"规则包里没有“{measure}”这种措施。可选：{known}、{EXEMPT}。"
    en = f"The rule pack knows no measure '{measure}'. Choose one of: {known}、{EXEMPT}."
    raise UnknownMeasure(error("cases.unknown_measure", "measure", zh, en))


def refuse_other_pack(case: Case, pack: Pack) -> None:
    """Raises unless the pack is the one that the case was opened with."""
    if pack.id != case.pack_id:
        zh = f"本案依“{case.pack_id}”立案，不能改用“{pack.id}”。请用立案时的规则包。"
        en = (
            f"The case was opened under '{case.pack_id}' and cannot be determined under '{pack.id}'. "
            "Use the pack it was opened with."
        )
        raise OtherRulePack(error("cases.other_rule_pack", case.ref, zh, en))
