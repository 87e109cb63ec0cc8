"""Published cases of decision tables: DMN's compatibility kit, level 2, and gorules' JDM graphs."""

from pathlib import Path

import pytest

from answers.tables import dmn_cases, jdm_cases

pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
def folder(acceptance_data: Path) -> Path:
    return acceptance_data / "rules"


def test_every_case_of_the_compatibility_kit_of_level_2_agrees(folder: Path) -> None:
    cases = list(dmn_cases(folder))
    assert len(cases) == 116
    assert [case for case in cases if case.fault] == []


def test_every_case_of_a_graph_of_decision_tables_alone_agrees(folder: Path) -> None:
    cases = list(jdm_cases(folder))
    assert len(cases) == 33
    assert [case for case in cases if case.fault] == []


def test_no_graph_that_can_be_read_comes_to_another_answer(folder: Path) -> None:
    cases = list(jdm_cases(folder, tables_only=False))
    assert len(cases) == 131
    assert [case for case in cases if case.fault.startswith("expected ")] == []
