"""Exceptions, and exceptions to exceptions: the 17 cases of Catala's own suite, as rule packs.

A number that a rule gives becomes a measure of a pack without a provision on concurrence, so that two
rules that give different numbers clash. "Except of" is `overrides`, a group is a label.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from answers.rows import Row
from benchmarks.board import acceptance_data
from remit.engines.rules import OutcomeStatus, PackRefused, determine, parse_facts, parse_pack

EXCEPTIONS = Path("rules/exception_semantics.json")
DAY = date(2026, 1, 1)
BOUNDS = {"<=": "at_most", ">=": "at_least", "<": "below", ">": "above"}
ERRORS = {
    "rules.override_loop": {"load: cycle", "load: self exception"},
    "rules.unknown_name": {"load: unknown label"},
}


def documents(case: Mapping[str, object]) -> dict[str, object]:
    """The case as the documents of a pack."""
    rules: list[Mapping[str, object]] = case["rules"]  # type: ignore[assignment]
    facts: Mapping[str, object] = case.get("facts", {})  # type: ignore[assignment]
    header = {
        "pack": "exceptions",
        "version": "1",
        "title": _both(str(case["id"])),
        "instruments": [
            {"id": "suite", "title": _both("Suite"), "issuer": _both("Catala"),
             "since": DAY.replace(year=2020), "verification": "read"},
        ],
        "vocabulary": [
            {"fact": name, "type": "bool" if isinstance(value, bool) else "number",
             "question": _both(name)}
            for name, value in facts.items()
        ],
        "ladder": [
            {"measure": _measure(value), "name": _both(str(value)), "kind": "value", "cite": _cite(1)}
            for value in [*sorted({int(str(rule["then"])) for rule in rules}), 999_999]
        ],
    }  # fmt: skip
    return {"pack.yaml": header, "rules/all.yaml": {"rules": [_rule(rule) for rule in rules]}}


def reckoned(case: Mapping[str, object]) -> object:
    """What comes out: a number, or the name of an error as the suite names it."""
    try:
        pack = parse_pack(documents(case))
    except PackRefused as refused:
        return {finding.id for finding in refused.findings}
    found = determine(pack, parse_facts(pack, case.get("facts", {})), DAY, DAY)  # type: ignore[arg-type]
    outcome = found.outcomes[0]
    if len(found.outcomes) > 1 or outcome.low != outcome.high:
        return "conflict" if outcome.status is OutcomeStatus.CONFLICT else "open"
    if outcome.status is OutcomeStatus.NO_BASIS:
        return "no_rule"
    return int(outcome.low.name.en)


def agrees(case: Mapping[str, object]) -> bool:
    """Whether our result is the suite's."""
    expected: Mapping[str, object] = case["expect"]  # type: ignore[assignment]
    got = reckoned(case)
    if isinstance(got, set):
        return any(expected.get("error") in ERRORS.get(name, set()) for name in got)
    return got == expected.get("value", expected.get("error"))


def cases(file: Path) -> list[Mapping[str, object]]:
    """The cases of the suite."""
    return list(json.loads(file.read_text(encoding="utf-8"))["cases"])


def rows() -> list[Row]:
    """One row for the suite."""
    name, source = (
        "Exceptions and defaults: 17 cases",
        "CatalaLang/catala, tests/exception and /default",
    )
    file, expected = acceptance_data() / EXCEPTIONS, {"cases": 17, "agree": 17}
    if not file.exists():
        return [Row(name, source, expected, {}, "file missing: set REMIT_ACCEPTANCE_DATA")]
    told = cases(file)
    got = {"cases": len(told), "agree": sum(agrees(case) for case in told)}
    return [Row(name, source, expected, got)]


def _rule(rule: Mapping[str, object]) -> dict[str, object]:
    written: dict[str, object] = {
        "rule": rule["id"],
        "title": _both(str(rule["id"])),
        "cite": _cite(2),
        "verification": "read",
        "when": _when(str(rule.get("when", ""))),
        "modality": "shall",
        "then": {"set": _measure(rule["then"])},
    }
    if "group" in rule:
        written["label"] = rule["group"]
    if "except_of" in rule:
        written["overrides"] = [rule["except_of"]]
    return written


def _when(text: str) -> object:
    if not text:
        return "always"
    if text.isidentifier():
        return {text: True}
    left, sign, right = re.split(r" (<=|>=|==|<|>) ", text)
    if left.isdigit():
        same = {"==": left == right, "<": int(left) < int(right), ">=": int(left) >= int(right)}
        return "always" if same[sign] else {"any": []}
    return {left: right if sign == "==" else {BOUNDS[sign]: right}}


def _measure(value: object) -> str:
    return f"m{value}".replace("-", "minus")


def _cite(article: int) -> dict[str, object]:
    return {"in": "suite", "article": article}


def _both(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}
