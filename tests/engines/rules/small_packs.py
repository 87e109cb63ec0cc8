"""Small packs written as a lawyer would, for the engine's tests."""

from collections.abc import Mapping
from datetime import date

from remit.engines.rules import Determination, Pack, determine, parse_facts, parse_pack

ON, ACT_ON = date(2026, 3, 2), date(2025, 10, 15)
LADDER = ("talk", "warning", "demerit", "demotion", "dismissal")


def both(text: str) -> dict[str, str]:
    return {"zh": f"中{text}", "en": text}


def header(**changes: object) -> dict[str, object]:
    """A header with facts a, b, c (bool), grade (enum) and loss (number)."""
    vocabulary: list[dict[str, object]] = [
        {"fact": name, "type": "bool", "question": both(f"{name}?")} for name in "abc"
    ]
    grades = {grade: both(grade) for grade in ("low", "mid", "high")}
    vocabulary += [
        {"fact": "grade", "type": "enum", "question": both("grade?"), "values": grades},
        {"fact": "loss", "type": "number", "question": both("loss?"), "unit": both("CNY")},
    ]
    instrument = {
        "id": "law",
        "title": both("Law"),
        "issuer": both("Issuer"),
        "since": date(2020, 7, 1),
        "verification": "read",
    }
    kinds = ["mild", "grave", "grave", "grave", "grave"]
    ladder = [
        {"measure": code, "name": both(code), "kind": kind, "cite": cite(7)}
        for code, kind in zip(LADDER, kinds, strict=True)
    ]
    concurrence = {"rule": "heaviest", "cite": cite(15)}
    base: dict[str, object] = {
        "pack": "small",
        "version": "1",
        "title": both("Small pack"),
        "instruments": [instrument],
        "vocabulary": vocabulary,
        "ladder": ladder,
        "concurrence": concurrence,
    }
    return {key: entry for key, entry in (base | changes).items() if entry is not None}


def cite(article: int) -> dict[str, object]:
    return {"in": "law", "article": article}


def rule(
    name: str, when: object, then: Mapping[str, object], modality: str = "shall", **more: object
) -> dict[str, object]:
    return {
        "rule": name,
        "title": both(name),
        "cite": cite(20),
        "verification": "read",
        "when": when,
        "then": dict(then),
        "modality": modality,
        **more,
    }


def documents(*rules: Mapping[str, object], **changes: object) -> dict[str, object]:
    return {"pack.yaml": header(**changes), "rules/all.yaml": {"rules": list(rules)}}


def pack(*rules: Mapping[str, object], **changes: object) -> Pack:
    return parse_pack(documents(*rules, **changes))


def determined(small: Pack, facts: Mapping[str, object], *, act_on: date = ACT_ON) -> Determination:
    return determine(small, parse_facts(small, facts), ON, act_on)


def codes(determination: Determination) -> list[tuple[str, str, str]]:
    return [(o.status.value, o.low.code, o.high.code) for o in determination.outcomes]


BAND = rule("band", {"a": True}, {"band": ["warning", "demotion"]})
