"""`remit cases`: which there are, how far each has come, its letters as files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from remit.jobs.mail import deliver
from tests.builders import house
from tests.case_builders import bench, served
from tests.command import Remit

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> int:
    """A case whose decision has been served."""
    home = house()
    return served(home, bench(home)).concerned.case_id


def test_every_case_is_listed_with_its_stage(remit: Remit, case: int) -> None:
    (row,) = remit("cases", "list", "--json").json
    assert (row["ref"], row["unit"], row["stage"]) == (f"cases.case:{case}", "roads", "decided")
    assert "Roads not mended" in remit("cases", "list").out


def test_a_case_is_shown_step_by_step(remit: Remit, case: int) -> None:
    steps = remit("cases", "show", case, "--json").json
    assert {step["state"] for step in steps} >= {"done"}
    assert [set(step) for step in steps] == [{"step", "state", "missing"}] * len(steps)


def test_an_unknown_case_is_refused_in_words(remit: Remit) -> None:
    answer = remit("cases", "show", 999)
    assert answer.code == 2
    assert "remit cases list" in answer.err


def test_letters_are_written_as_files_once_they_are_rendered(
    remit: Remit, case: int, tmp_path: Path
) -> None:
    early = remit("cases", "letters", case, tmp_path / "early")
    assert early.code == 2
    assert "remit tick" in early.err
    deliver(datetime.now(tz=UTC))
    answer = remit("cases", "letters", case, tmp_path / "late")
    assert answer.code == 0
    files = sorted((tmp_path / "late").iterdir())
    assert answer.out.split() == [str(file) for file in files]
    assert files
    assert all(file.read_bytes().startswith(b"%PDF-") for file in files)
