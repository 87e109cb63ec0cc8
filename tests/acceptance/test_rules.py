"""Exceptions as the suite of a language for law has them."""

from pathlib import Path

import pytest

from answers import exceptions

pytestmark = pytest.mark.acceptance


def test_exceptions_agree_with_every_case_of_the_suite(acceptance_data: Path) -> None:
    told = exceptions.cases(acceptance_data / exceptions.EXCEPTIONS)
    assert len(told) == 17
    assert [
        (case["id"], exceptions.reckoned(case)) for case in told if not exceptions.agrees(case)
    ] == []


def test_a_clash_names_the_two_provisions(acceptance_data: Path) -> None:
    told = exceptions.cases(acceptance_data / exceptions.EXCEPTIONS)
    case = next(case for case in told if case["id"] == "multi_same_result")
    pack = exceptions.parse_pack(exceptions.documents(case))
    facts = exceptions.parse_facts(pack, case["facts"])
    found = exceptions.determine(pack, facts, exceptions.DAY, exceptions.DAY)
    assert [finding.subject for finding in found.findings] == ["r6, r7"]
