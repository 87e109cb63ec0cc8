"""Situations and reports as plain mappings that JSON can hold."""

from fractions import Fraction

from remit.engines.attribution.game import Witness
from remit.engines.attribution.report import PersonShare, Report
from remit.engines.attribution.situation import Choice, Situation
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
        "outcome": {
            "factor": outcome.factor,
            "amount": str(outcome.amount),
            "unit": outcome.unit,
            "label": _words(outcome.label),
        },
        "owners": [
            _bare(
                {"key": o.key, "person": o.person, "name": _words(o.name), "post": _words(o.post)}
            )
            for o in situation.owners
        ],
        "choices": [_choice_mapping(choice) for choice in situation.choices],
        "circumstances": [
            _bare(
                {
                    "id": c.id,
                    "label": _words(c.label),
                    "actual": c.actual,
                    "on": c.on.isoformat() if c.on else "",
                    "citation": c.citation,
                }
            )
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
        **_bare({"head": situation.head, "doer": situation.doer}),
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
            "on": choice.on.isoformat() if choice.on else "",
            "citation": choice.citation,
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
    return {key: value for key, value in mapping.items() if value not in ("", {})}


def report_mapping(report: Report) -> dict[str, object]:
    """The report as a plain mapping; shares and amounts are texts like "1/3"."""
    system, certificate = report.system, report.certificate
    return {
        "situation": report.situation_id,
        "title": _words(report.title),
        "harm": report.harm,
        "amount": str(report.amount),
        "unit": report.unit,
        "outcome": _words(report.outcome),
        "persons": [_person_mapping(person) for person in report.persons],
        "system": {
            "share": str(system.share),
            "amount": str(system.amount),
            "remainder": str(system.remainder),
            "exempted": str(system.exempted),
            "sentences": [_words(sentence) for sentence in system.sentences],
        },
        "contrasts": [
            {"code": row.code, "name": _words(row.name), "shares": _texts(dict(row.shares))}
            for row in report.contrasts
        ],
        "findings": [
            {"id": f.id, "severity": f.severity.value, "message": _words(f.message)}
            for f in report.findings
        ],
        "certificate": {
            "total": str(certificate.total),
            "harm": str(certificate.harm),
            "exact": certificate.exact,
            "persons": certificate.persons,
            "coalitions": certificate.coalitions,
            "inputs": certificate.inputs,
            "engine": certificate.engine,
        },
    }


def _person_mapping(person: PersonShare) -> dict[str, object]:
    return {
        "person": person.person,
        "name": _words(person.name),
        "posts": [_words(post) for post in person.posts],
        "share": str(person.share),
        "amount": str(person.amount),
        "unexempted_share": str(person.unexempted_share),
        "by_kind": {kind.value: str(part) for kind, part in person.by_kind},
        "by_choice": _texts(dict(person.by_choice)),
        "degree": str(person.degree),
        "witness": _witness_mapping(person.witness),
        "exempted": _words(person.exempted.reason) if person.exempted else None,
        "sentences": [_words(sentence) for sentence in person.sentences],
    }


def _witness_mapping(witness: Witness | None) -> dict[str, object] | None:
    return {"own": list(witness.own), "others": list(witness.others)} if witness else None


def _texts(parts: dict[str, Fraction]) -> dict[str, str]:
    return {name: str(part) for name, part in parts.items()}
