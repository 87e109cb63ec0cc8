"""Every valid question of two published test-suites on actual causes."""

from functools import cache
from pathlib import Path

import pytest

from answers import causality
from answers.causality import ERRATUM, Case
from benchmarks import causality as speed

pytestmark = pytest.mark.acceptance


@cache
def read(file: Path) -> tuple[Case, ...]:
    return tuple(causality.cases(file))


@pytest.fixture
def by_hp2sat(acceptance_data: Path) -> tuple[Case, ...]:
    return read(acceptance_data / causality.FOLDER / causality.MODIFIED)


@pytest.fixture
def by_checker(acceptance_data: Path) -> tuple[Case, ...]:
    return read(acceptance_data / causality.FOLDER / causality.DEPARTING)


def names(cases: list[Case]) -> list[str]:
    return [case.name for case in cases]


def test_327_verdicts_by_the_modified_definition_are_met(by_hp2sat: tuple[Case, ...]) -> None:
    valid = [case for case in by_hp2sat if case.kind == "query" and case.name != ERRATUM]
    assert len(valid) == 327
    assert names([case for case in valid if not causality.verdict_agrees(case)]) == []


def test_the_328th_denies_that_a_single_variable_is_minimal(by_hp2sat: tuple[Case, ...]) -> None:
    (erratum,) = (case for case in by_hp2sat if case.name == ERRATUM)
    assert len(erratum.cause) == 1
    assert erratum.expected == {"ac1": True, "ac2": True, "ac3": False, "min_w": 4}
    assert causality.modified(erratum) == (True, True, True, 4)


def test_225_smallest_witnesses_are_as_large_as_published(by_hp2sat: tuple[Case, ...]) -> None:
    asked = [case for case in by_hp2sat if case.kind == "query"]
    witnessed = [case for case in asked if case.expected["min_w"] is not None]
    assert len(witnessed) == 225
    assert names([case for case in asked if not causality.witness_agrees(case)]) == []


def test_4_lists_of_all_causes_are_met(by_hp2sat: tuple[Case, ...]) -> None:
    listed = [case for case in by_hp2sat if case.kind == "all_causes"]
    assert len(listed) == 4
    assert names([case for case in listed if not causality.list_agrees(case)]) == []


@pytest.mark.parametrize(("definition", "count"), [("original", 17), ("updated", 10)])
def test_verdicts_by_the_earlier_definitions_are_met(
    by_checker: tuple[Case, ...], definition: str, count: int
) -> None:
    asked = [c for c in by_checker if c.kind == "query" and c.definition == definition]
    assert len(asked) == count
    assert names([case for case in asked if not causality.verdict_agrees(case)]) == []


def test_9_degrees_of_blame_are_met(by_checker: tuple[Case, ...]) -> None:
    blamed = [case for case in by_checker if case.kind == "blame"]
    assert len(blamed) == 9
    assert names([case for case in blamed if not causality.blame_agrees(case)]) == []


def test_both_boards_have_a_row_for_every_goal(acceptance_data: Path) -> None:
    assert [row.met for row in causality.rows()] == [True] * 5
    assert speed.answered() == 328


def test_without_the_data_both_boards_say_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REMIT_ACCEPTANCE_DATA", str(tmp_path))
    (answer,) = causality.rows()
    (measured,) = speed.rows()
    assert (answer.met, measured.met) == (None, None)
    assert "REMIT_ACCEPTANCE_DATA" in answer.errata
    assert "REMIT_ACCEPTANCE_DATA" in measured.note
