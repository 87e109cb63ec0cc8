"""Verdicts, witnesses, causes and degrees of blame known for causal models.

Both sources are test-suites of programs, with their assertions written down. Their conventions are
kept here, so that the engine follows the definitions alone. HP2SAT's AC2 asks whether the effect
can be undone by the opposite of the values stated for the cause, where the definition allows any
other values: five of its questions are about causes for which that is not the same.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from answers.rows import Row
from benchmarks.board import acceptance_data
from remit.engines.causality import (
    Model,
    blame,
    causal_model,
    causes,
    is_cause,
    smallest_witness,
)
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not

FOLDER = "attribution/hp"
MODIFIED, DEPARTING = "hp2sat_modified.jsonl", "original_updated_blame.jsonl"
HP2SAT = "amjadKhalifah/HP2SAT1.0, CausalitySolverInstanceTest"
CHECKER = "Chri-sly/Probabilistic-Actual-Causality-Checker, tests"
ERRATUM = "Should_FulfillAC1AC2Only_When_L4094_IsCauseFor_F_Given_4094Exo_BExo"
EXPLAINED = (
    f"{ERRATUM} is left out: it denies AC3 to a single variable, which has no smaller part;"
    " the authors' table 3 has AC3"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a source, with the answers it expects."""

    name: str
    kind: str
    definition: Any
    model: Model
    effect: Formula
    cause: Mapping[str, bool]
    expected: Any
    situations: tuple[tuple[Fraction, Model], ...] = ()


def cases(file: Path) -> Iterator[Case]:
    """The questions of a file; equations are laid out once, whatever the contexts."""
    models: dict[str, Model] = {}
    for line in file.read_text().splitlines():
        told = json.loads(line)
        if told["kind"] == "model":
            written = told["model"]
            equations = {name: formula(each) for name, each in written["equations"].items()}
            models[told["id"]] = causal_model(equations, dict.fromkeys(written["exogenous"], False))
            continue
        model = models[told["model"]]
        situations = tuple(
            (Fraction(each["p"]).limit_denominator(1000), model.within(values(each["context"])))
            for each in told.get("epistemic_state", ())
        )
        yield Case(
            told["test"],
            told["kind"],
            told["definition"],
            model.within(values(told["context"])) if "context" in told else model,
            formula(told["phi"]),
            values(told.get("cause", {})),
            told["expected"],
            situations,
        )


def formula(written: Any) -> Formula:
    """A formula from lists with the operator first."""
    if isinstance(written, str):
        return Is(written)
    if isinstance(written, bool):
        return Constant(written)
    operator, *rest = written
    parts = tuple(formula(part) for part in rest)
    if operator == "not":
        return Not(*parts)
    return AllOf(parts) if operator == "and" else AnyOf(parts)


def values(written: Mapping[str, int]) -> dict[str, bool]:
    """Values written as 0 and 1."""
    return {name: bool(value) for name, value in written.items()}


def modified(case: Case) -> tuple[bool, bool, bool, int | None]:
    """AC1, AC2, AC3 and the size of the smallest W, as HP2SAT has them."""
    found = is_cause(case.model, case.cause, case.effect)
    opposite = {name: not value for name, value in case.cause.items()}
    held = smallest_witness(case.model, opposite, case.effect)
    return found.ac1, held is not None, found.ac3, None if held is None else len(held)


def departing(case: Case) -> bool:
    """Whether it is a cause by the original or the updated definition.

    The source does not look at AC2 where AC1 fails, so that AC2 by itself is not compared.
    """
    return is_cause(case.model, case.cause, case.effect, definition=case.definition).is_cause


def all_causes(case: Case) -> set[tuple[frozenset[str], int]]:
    """Who are causes, and how many are held for them."""
    found = causes(case.model, case.effect)
    return {(frozenset(cause.event), len(cause.held)) for cause in found}


def blamed(case: Case) -> Fraction:
    """The degree of blame."""
    ((variable, value),) = case.cause.items()
    return blame(case.situations, variable, case.effect, value=value, definition=case.definition)


def verdict_agrees(case: Case) -> bool:
    """Whether all three conditions come out as expected."""
    expected = case.expected
    if case.definition != "modified":
        return departing(case) == all(expected[each] for each in ("ac1", "ac2", "ac3"))
    return modified(case)[:3] == (expected["ac1"], expected["ac2"], expected["ac3"])


def witness_agrees(case: Case) -> bool:
    """Whether the smallest W has as many variables as expected."""
    return bool(modified(case)[3] == case.expected["min_w"])


def list_agrees(case: Case) -> bool:
    """Whether all causes are as expected."""
    listed = {(frozenset(each["cause"]), each["min_w"]) for each in case.expected}
    return all_causes(case) == listed


def blame_agrees(case: Case) -> bool:
    """Whether the degree of blame is the expected one, which is written as a decimal."""
    return abs(blamed(case) - Fraction(case.expected)) < Fraction(1, 10**12)


def rows() -> list[Row]:
    """One row for every kind of answer."""
    folder = acceptance_data() / FOLDER
    if not folder.exists():
        missing = "files missing: set REMIT_ACCEPTANCE_DATA"
        return [Row("Causes by the modified definition", HP2SAT, {"verdicts": 327}, {}, missing)]
    by_hp2sat, by_checker = list(cases(folder / MODIFIED)), list(cases(folder / DEPARTING))
    asked = [case for case in by_hp2sat if case.kind == "query"]
    valid = [case for case in asked if case.name != ERRATUM]
    witnessed = [case for case in asked if case.expected["min_w"] is not None]
    listed = [case for case in by_hp2sat if case.kind == "all_causes"]
    others = [case for case in by_checker if case.kind == "query"]
    blames = [case for case in by_checker if case.kind == "blame"]
    modified = "Causes by the modified definition"
    return [
        _row(modified, HP2SAT, "verdicts", [verdict_agrees(each) for each in valid], EXPLAINED),
        _row(modified, HP2SAT, "smallest witnesses", [witness_agrees(each) for each in witnessed]),
        _row(modified, HP2SAT, "lists of all causes", [list_agrees(each) for each in listed]),
        _row(
            "Causes by the original and the updated definition",
            CHECKER,
            "verdicts",
            [verdict_agrees(each) for each in others],
            "AC2 by itself is not compared: the source does not look at it where AC1 fails",
        ),
        _row("Degrees of blame", CHECKER, "degrees", [blame_agrees(each) for each in blames]),
    ]


def _row(set: str, source: str, what: str, agreed: Iterable[bool], errata: str = "") -> Row:
    every = list(agreed)
    return Row(set, source, {what: len(every)}, {what: sum(every)}, errata)
