"""`remit import workbook`: an organisation from its workbook, or every fault and nothing written."""

from pathlib import Path

import pytest

from remit.apps.ledger.models import Entry
from remit.apps.organisation.models import Post, Unit
from tests.command import Remit
from tests.engines.test_workbook import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound workbook of two units and two posts."""
    path = tmp_path / "town.xlsx"
    path.write_bytes(workbook())
    return path


def test_a_workbook_founds_an_organisation_and_fills_it(remit: Remit, file: Path) -> None:
    answer = remit(
        "import", "workbook", file, "--organisation", "LS", "--found", "Linshan", "--json"
    )
    assert answer.code == 0
    assert answer.json["organisation"] == "LS"
    assert answer.json["created"]["posts"] == 2
    assert Unit.objects.get(code="LS").name == "Linshan"
    assert Post.objects.filter(code="HEAD").exists()


def test_read_again_it_adds_nothing(remit: Remit, file: Path) -> None:
    remit("import", "workbook", file, "--organisation", "LS", "--found", "Linshan")
    answer = remit("import", "workbook", file, "--organisation", "LS")
    assert answer.code == 0
    assert "Created in LS: 0 units, 0 posts" in answer.out
    assert "Already there: 11." in answer.out


def test_an_unknown_organisation_is_not_founded_unasked(remit: Remit, file: Path) -> None:
    answer = remit("import", "workbook", file, "--organisation", "LS")
    assert answer.code == 2
    assert "No organisation has this code" in answer.err
    assert not Unit.objects.exists()


def test_a_faulty_workbook_tells_every_fault_with_its_cell_and_founds_nothing(
    remit: Remit, tmp_path: Path
) -> None:
    path = tmp_path / "faulty.xlsx"
    path.write_bytes(workbook({"Posts": [("LOST", "X", "", "", "", "", "someday")]}))
    answer = remit("import", "workbook", path, "--organisation", "LS", "--found", "Linshan")
    assert answer.code == 2
    assert "ERROR Posts!A2" in answer.err
    assert "ERROR Posts!G2" in answer.err
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("written", [b"", b"no workbook", b"PK\x03\x04 half an archive"])
def test_what_is_no_workbook_is_refused_in_words(
    remit: Remit, tmp_path: Path, written: bytes
) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(written)
    answer = remit("import", "workbook", path, "--organisation", "LS", "--found", "Linshan")
    assert answer.code == 2
    assert "ERROR" in answer.err
    assert not Unit.objects.exists()


def test_the_empty_workbook_can_be_had_and_read_back(remit: Remit, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    assert remit("import", "template", path).code == 0
    answer = remit(
        "import", "workbook", path, "--organisation", "LS", "--found", "Linshan", "--json"
    )
    assert answer.code == 0
    assert sum(answer.json["created"].values()) == 0
    again = remit("import", "template", path)
    assert again.code == 2
    assert "none is overwritten" in again.err
