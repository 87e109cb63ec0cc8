"""Situations and reports as plain mappings that JSON can hold."""

from fractions import Fraction

from remit.engines.attribution.answer import (
    Certificate,
    Interval,
    PersonShare,
    Prevention,
    Report,
    Witness,
)
from remit.engines.attribution.situation import (
    Choice,
    Circumstance,
    Degree,
    Owner,
    Situation,
    State,
    Versions,
)
from remit.engines.formulas import (
    AllOf,
    AnyOf,
    Constant,
    Formula,
    Is,
    Not,
    Quorum,
)
from remit.engines.words import Words


def situation_mapping(situation: Situation) -> dict[str, object]:
    """The situation as a plain mapping that JSON can hold and `parse_situation` reads back."""
    outcome = situation.outcome
    return {
        "situation": situation.id,
        "title": _words(situation.title),
        "outcome": _bare(
            {
                "factor": outcome.factor,
                "amount": str(outcome.amount),
                "unit": outcome.unit,
                "label": _words(outcome.label),
                "worse": [
                    {"factor": w.factor, "amount": str(w.amount), "label": _words(w.label)}
                    for w in outcome.worse
                ],
            }
        ),
        "owners": [_owner_mapping(owner) for owner in situation.owners],
        "choices": [_choice_mapping(choice) for choice in situation.choices],
        "circumstances": [
            _bare({"id": c.id, "label": _words(c.label), "actual": c.actual, **_fact_mapping(c)})
            for c in situation.circumstances
        ],
        "equations": [
            _bare({"id": e.id, "when": _formula_mapping(e.formula), "label": _words(e.label)})
            for e in situation.equations
        ],
        "exempted": [
            _bare({"person": e.person, "reason": _words(e.reason), "citation": e.citation})
            for e in situation.exempted
        ],
        "degrees": [_degree_mapping(degree) for degree in situation.degrees],
        "beliefs": [
            {"person": b.person, "probability": str(b.probability), "facts": dict(b.facts)}
            for b in situation.beliefs
        ],
        "versions": _versions_mapping(situation.versions),
        **_bare({"head": situation.head, "doer": situation.doer}),
    }


def _degree_mapping(degree: Degree) -> dict[str, object]:
    return _bare(
        {
            "person": degree.person,
            "weight": str(degree.weight),
            "name": _words(degree.name),
            "citation": degree.citation,
        }
    )


def _owner_mapping(owner: Owner) -> dict[str, object]:
    return _bare(
        {
            "key": owner.key,
            "person": owner.person,
            "name": _words(owner.name),
            "post": _words(owner.post),
            "seat": owner.seat,
            "since": owner.since.isoformat() if owner.since else "",
            "until": owner.until.isoformat() if owner.until else "",
            "unit": _words(owner.unit),
        }
    )


def _fact_mapping(fact: Choice | Circumstance) -> dict[str, object]:
    """What choices and circumstances have in common, without empty texts."""
    state, probability = fact.evidence.state, fact.evidence.probability
    return {
        "on": fact.on.isoformat() if fact.on else "",
        "citation": fact.citation,
        "evidence": "" if state is State.PROVEN else state.value,
        "probability": "" if probability is None else str(probability),
        "likelihood": "" if fact.likelihood is None else str(fact.likelihood),
    }


def _choice_mapping(choice: Choice) -> dict[str, object]:
    return _bare(
        {
            "id": choice.id,
            "owner": choice.owner,
            "kind": choice.kind.value,
            "label": _words(choice.label),
            "otherwise": _words(choice.otherwise),
            "actual": choice.actual,
            "baseline": choice.baseline,
            **_fact_mapping(choice),
            "gates": {gate.kind.value: gate.factor for gate in choice.gates},
        }
    )


def _formula_mapping(formula: Formula) -> object:
    match formula:
        case Is(factor):
            return factor
        case Constant(value):
            return value
        case Not(part):
            return {"not": _formula_mapping(part)}
        case AllOf(parts):
            return {"all": [_formula_mapping(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_formula_mapping(part) for part in parts]}
        case Quorum(count, parts):
            return {"at_least": count, "of": [_formula_mapping(part) for part in parts]}


def _words(words: Words) -> dict[str, str]:
    return {side: text for side, text in zip(("zh", "en"), words, strict=True) if text}


def _bare(mapping: dict[str, object]) -> dict[str, object]:
    """The mapping without empty texts and mappings."""
    return {key: value for key, value in mapping.items() if value not in ("", {}, [])}


def report_mapping(report: Report) -> dict[str, object]:
    """The report as a plain mapping; shares and amounts are texts like "1/3"."""
    system = report.system
    return {
        "situation": report.situation_id,
        "title": _words(report.title),
        "harm": report.harm,
        "amount": str(report.amount),
        "unit": report.unit,
        "outcome": _words(report.outcome),
        "levels": [
            {"label": _words(lv.label), "amount": str(lv.amount), "happened": lv.happened}
            for lv in report.levels
        ],
        "persons": [_person_mapping(person) for person in report.persons],
        "system": {
            "share": str(system.share),
            "amount": str(system.amount),
            "remainder": str(system.remainder),
            "exempted": str(system.exempted),
            "interval": _interval_mapping(system.interval),
            "sentences": _many(system.sentences),
        },
        "units": [
            {"unit": _words(u.unit), "share": str(u.share), "persons": _texts(dict(u.persons))}
            for u in report.units
        ],
        "contrasts": [
            {"code": row.code, "name": _words(row.name), "shares": _texts(dict(row.shares))}
            for row in report.contrasts
        ],
        "cut_sets": {
            "count": report.cut_sets.count,
            "sets": [list(names) for names in report.cut_sets.sets],
            "sentences": _many(report.cut_sets.sentences),
        },
        "prevention": _prevention_mapping(report.prevention),
        "findings": [
            {"id": f.id, "severity": f.severity.value, "message": _words(f.message)}
            for f in report.findings
        ],
        "certificate": _certificate_mapping(report.certificate),
    }


def _person_mapping(person: PersonShare) -> dict[str, object]:
    return {
        "person": person.person,
        "name": _words(person.name),
        "posts": [_words(post) for post in person.posts],
        "unit": _words(person.unit),
        "part": person.part.value,
        "share": str(person.share),
        "amount": str(person.amount),
        "unexempted_share": str(person.unexempted_share),
        "plain_share": str(person.plain_share),
        "weighed": _degree_mapping(person.weighed) if person.weighed else None,
        "by_kind": {kind.value: str(part) for kind, part in person.by_kind},
        "by_choice": _texts(dict(person.by_choice)),
        "degree": str(person.degree),
        "witness": _witness_mapping(person.witness),
        "blame": None if person.blame is None else str(person.blame),
        "interval": _interval_mapping(person.interval),
        "exempted": _words(person.exempted.reason) if person.exempted else None,
        "sentences": _many(person.sentences),
    }


def _witness_mapping(witness: Witness | None) -> dict[str, object] | None:
    if witness is None:
        return None
    parts = {"own": witness.own, "others": witness.others, "held": witness.held}
    return {name: list(part) for name, part in parts.items()}


def _interval_mapping(interval: Interval | None) -> dict[str, object] | None:
    if interval is None:
        return None
    return {
        "low": str(interval.low),
        "high": str(interval.high),
        "expected": None if interval.expected is None else str(interval.expected),
        "deciding": interval.deciding,
        "swing": str(interval.swing),
    }


def _prevention_mapping(prevention: Prevention) -> dict[str, object]:
    return {
        "probability": prevention.probability,
        "structural": prevention.structural,
        "controls": [
            {
                "factor": control.factor,
                "label": _words(control.label),
                "likelihood": str(control.likelihood),
                "averted": control.averted,
                "birnbaum": control.birnbaum,
                "critical": control.critical,
                "diagnostic": control.diagnostic,
                "achievement": control.achievement,
                "reduction": control.reduction,
            }
            for control in prevention.controls
        ],
        "sentences": _many(prevention.sentences),
    }


def _certificate_mapping(certificate: Certificate) -> dict[str, object]:
    return {
        "total": str(certificate.total),
        "harm": str(certificate.harm),
        "exact": certificate.exact,
        "method": certificate.method.value,
        "agreement": certificate.agreement,
        "radius": certificate.radius,
        "confidence": certificate.confidence,
        "persons": certificate.persons,
        "nodes": certificate.nodes,
        "points": certificate.points,
        "samples": certificate.samples,
        "complete": certificate.complete,
        "inputs": certificate.inputs,
        "model": certificate.model,
        "evidence": certificate.evidence,
        "baseline": certificate.baseline,
        "versions": _versions_mapping(certificate.versions),
        "engine": certificate.engine,
    }


def _versions_mapping(versions: Versions) -> dict[str, object]:
    return _bare(
        {"model": versions.model, "evidence": versions.evidence, "baseline": versions.baseline}
    )


def _many(sentences: tuple[Words, ...]) -> list[dict[str, str]]:
    return [_words(sentence) for sentence in sentences]


def _texts(parts: dict[str, Fraction]) -> dict[str, str]:
    return {name: str(part) for name, part in parts.items()}
