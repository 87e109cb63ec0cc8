"""`remit measure` on real logs: the same answer from several engines, in both languages."""

from pathlib import Path

import pytest

from tests.command import Remit

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("measures")]


@pytest.fixture
def fines(acceptance_data: Path) -> Path:
    return acceptance_data / "eventlogs" / "road_traffic_fines.parquet"


def test_a_table_is_measured_without_any_database(remit: Remit, fines: Path) -> None:
    answer = remit("measure", fines, "--json")
    told = answer.json
    assert answer.code == 0
    assert (told["extent"]["events"], told["extent"]["items"]) == (561_470, 150_370)
    assert told["handovers"] == 555
    assert told["steps"][0]["from"] == "Add penalty"


def test_sqlite_tells_the_same_as_duckdb(remit: Remit, receipt_file: Path) -> None:
    ours = remit("measure", receipt_file, "--json").json
    assert remit("measure", receipt_file, "--json", "--engine", "sqlite").json == ours


def test_the_report_reads_in_words(remit: Remit, receipt_file: Path) -> None:
    out = remit("measure", receipt_file).out
    assert "8,577 events of 1,434 items" in out
    assert "What to look at next" in out


def test_recorded_logs_in_tables_with_other_names_are_understood(
    remit: Remit, acceptance_data: Path
) -> None:
    tickets = acceptance_data / "eventlogs" / "servicenow_incident_sample.parquet"
    told = remit("measure", tickets, "--holder", "unit", "--json").json
    assert (told["extent"]["items"], told["holder"]) == (890, "unit")


def test_a_column_that_is_not_there_is_refused_with_those_that_are(
    remit: Remit, fines: Path
) -> None:
    answer = remit("measure", fines, "--column", "person=nobody")
    assert answer.code == 2
    assert "--column person=NAME" in answer.err
    assert "matricola" in answer.err


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--engine", "excel", "duckdb, sqlite, postgres, spark"),
        ("--holder", "unit", "There are: person"),
        ("--column", "person", "MEANING=NAME"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_what_can(
    remit: Remit, fines: Path, option: str, value: str, said: str
) -> None:
    answer = remit("measure", fines, option, value)
    assert answer.code == 2
    assert said in answer.err


def test_a_file_that_is_no_table_is_refused(remit: Remit, tmp_path: Path) -> None:
    broken = tmp_path / "log.parquet"
    broken.write_text("nothing")
    assert remit("measure", broken).code == 2
    assert remit("measure", tmp_path / "missing.xes").code == 2


def test_a_table_without_a_single_instant_is_refused(remit: Remit, tmp_path: Path) -> None:
    table = tmp_path / "log.csv"
    table.write_text("case,activity,timestamp\n1,ask,\n")
    answer = remit("measure", table)
    assert answer.code == 2
    assert "no event with an instant" in answer.err
