"""A comparison as plain values for JSON: shares as exact fractions, texts in both languages."""

from remit.engines.findings import Finding
from remit.engines.rules.whatif.answer import Affected, ChangedCase, Flow, Label, Side, WhatIf
from remit.engines.words import Words

Plain = dict[str, object]


def what_if_mapping(answer: WhatIf) -> Plain:
    """The whole comparison; keys stand in a fixed order."""
    return {
        "before": _side(answer.before),
        "after": _side(answer.after),
        "cases": answer.cases,
        "changed": answer.changed,
        "share": str(answer.share),
        "mean_shift": str(answer.mean_shift),
        "directions": {way.value: cases for way, cases in answer.directions.items()},
        "flows": [_flow(flow) for flow in answer.flows],
        "attributes": {
            n: [_affected(row) for row in rows] for n, rows in answer.attributes.items()
        },
        "rules": [
            {
                "rule": rule.id,
                "title": _words(rule.title),
                "cases": rule.cases,
                "gained": rule.gained,
                "lost": rule.lost,
                "altered": rule.altered,
            }
            for rule in answer.rules
        ],
        "examples": [_example(example) for example in answer.examples],
        "sentences": [_words(sentence) for sentence in answer.sentences],
        "findings": [_finding(finding) for finding in answer.findings],
    }


def _side(side: Side) -> Plain:
    names = {"pack": side.pack, "version": side.version, "digest": side.digest}
    return {**names, "title": _words(side.titles), "days": _words(side.days)}


def _flow(flow: Flow) -> Plain:
    return {"before": _label(flow.before), "after": _label(flow.after), "cases": flow.cases}


def _label(label: Label) -> Plain:
    """A result; one that is still open has no status and no rungs."""
    if label.status is None:
        return {"status": "open", "words": _words(label.words)}
    rungs = {"low": label.low, "high": label.high}
    return {"status": label.status.value, **rungs, "words": _words(label.words)}


def _affected(row: Affected) -> Plain:
    return {
        "label": row.label,
        "cases": row.cases,
        "changed": row.changed,
        "share": str(row.share),
        "mean_shift": str(row.mean_shift),
        "directions": {way.value: cases for way, cases in row.directions.items()},
    }


def _example(example: ChangedCase) -> Plain:
    return {
        "case": example.case,
        "direction": example.direction.value,
        "before": _words(example.before),
        "after": _words(example.after),
        "rules": list(example.rules),
        "reason": _words(example.reason),
    }


def _finding(finding: Finding) -> Plain:
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "message": _words(finding.message),
        "source": finding.source,
    }


def _words(words: Words) -> Plain:
    return {"zh": words.zh, "en": words.en}
