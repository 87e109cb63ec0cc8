"""A decision table in DMN or JDM, checked, or decided on facts with the reason for every row."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from remit.cli.answers import language, say, tell_findings, tell_json
from remit.cli.files import text
from remit.engines import tables
from remit.engines.findings import Finding, Refusal
from remit.engines.reading import Reading, exact
from remit.engines.tables import Decided, Model
from remit.engines.words import Words

LARGEST = 2**22
WAITS = Words("尚未确定，取决于：{}", "not settled yet; it depends on: {}")
DECIDED = Words("{}：{}", "{}: {}")


class FactsNotUnderstood(Refusal):
    """A file of facts that is no mapping of names to values."""


def decide_table(model: Path, facts: Path | None, decision: str, *, as_json: bool) -> None:
    """Tells the flaws of a model's tables, or its decision on facts."""
    read = read_model(model)
    if facts is None:
        _tell_flaws(read, as_json)
        return
    name = decision or read.answer or list(read.decisions)[-1]
    decided = tables.decide(read, name, _facts(facts))
    if as_json:
        tell_json(_decided(decided))
    else:
        _tell_decided(decided)


def read_model(path: Path) -> Model:
    """The model in a file: JDM by its suffix, else DMN; raises UnreadableModel with all faults."""
    written = text(path, LARGEST)
    if path.suffix.lower() == ".json":
        return tables.read_jdm(written)
    return tables.read_dmn(written)


def flaws(model: Model) -> dict[str, tuple[Finding, ...]]:
    """The flaws of each table of a model, by the name of its decision."""
    return {
        name: tuple(flaw.finding for flaw in tables.check_table(decision.logic))
        for name, decision in model.decisions.items()
        if isinstance(decision.logic, tables.DecisionTable)
    }


def _tell_flaws(model: Model, as_json: bool) -> None:
    found = flaws(model)
    if as_json:
        tell_json({name: [f.message.en for f in findings] for name, findings in found.items()})
        return
    for name, findings in found.items():
        say(name, style="bold")
        tell_findings(findings)


def _facts(path: Path) -> Mapping[str, object]:
    reading = Reading("cli")
    read = reading.yaml(text(path, LARGEST), str(path))
    facts = {} if reading.findings else reading.mapping(read, str(path))
    if reading.findings:
        raise FactsNotUnderstood(*reading.findings)
    return {name: _value(written) for name, written in facts.items()}


def _value(written: object) -> object:
    """What was written, with its numbers as numbers: the reader leaves them as they were typed."""
    if isinstance(written, dict):
        return {name: _value(part) for name, part in written.items()}
    if isinstance(written, list):
        return [_value(part) for part in written]
    if isinstance(written, str) and exact(written) is not None:
        return Decimal(written) if "/" not in written else written
    return written


def _decided(decided: Decided) -> dict[str, object]:
    return {
        "value": tables.show(decided.value),
        "waiting": sorted(decided.waiting),
        "steps": [
            {
                "decision": step.decision,
                "value": tables.show(step.value),
                "rows": [tables.tell(step, proof).en for proof in step.rows],
            }
            for step in decided.steps
        ],
    }


def _tell_decided(decided: Decided) -> None:
    tongue = language()
    for step in decided.steps:
        say(DECIDED.pick(tongue).format(step.decision, tables.show(step.value)), style="bold")
        for proof in step.rows:
            say(f"  {tables.tell(step, proof).pick(tongue)}")
    tell_findings(decided.findings)
    if decided.waiting:
        say(WAITS.pick(tongue).format(", ".join(sorted(decided.waiting))))
