"""A few of the ill treatments that `make soak` does by the hundred, and proof that they are sharp."""

from pathlib import Path
from shutil import copytree

import pytest

from tests.soak.deeds import Tally
from tests.soak.runs import fresh_postgres, full_disk, killed_server, reported

NOTHING_WRONG = dict.fromkeys(Tally.__slots__, 0)
SEED = 20260105


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house whose database is set up: once for all, for that takes longer than the kills."""
    home = tmp_path_factory.mktemp("house")
    assert reported("deeds", home=home) == "made"
    return home


@pytest.fixture
def house(empty_house: Path, tmp_path: Path) -> Path:
    """A house of the test's own."""
    return copytree(empty_house, tmp_path / "house")


def test_killed_processes_lose_and_halve_nothing_on_sqlite(house: Path) -> None:
    report = reported("kills", 3, SEED, home=house)
    assert report["tally"] == NOTHING_WRONG
    assert report["numbered"] >= report["acknowledged"] > 0


def test_killed_processes_lose_and_halve_nothing_on_postgresql(tmp_path: Path) -> None:
    from tests.conftest import missing

    try:
        with fresh_postgres() as database:
            report = reported("kills", 2, SEED, home=tmp_path, database=database)
    except ValueError as reason:
        missing(str(reason))
    assert report["tally"] == NOTHING_WRONG
    assert report["numbered"] >= report["acknowledged"] > 0


def test_a_killed_server_loses_and_halves_nothing(tmp_path: Path) -> None:
    from tests.conftest import missing

    try:
        report = killed_server(1, SEED, tmp_path)
    except ValueError as reason:
        missing(str(reason))
    assert report["tally"] == NOTHING_WRONG
    assert report["numbered"] >= report["acknowledged"] > 0


def test_writers_do_not_wait_for_a_backup_which_sees_one_instant_on_sqlite(house: Path) -> None:
    report = reported("beside", 20, home=house)
    assert (report["done"], report["seen"], report["after"]) == (20, 0, 20)


def test_writers_do_not_wait_for_a_backup_which_sees_one_instant_on_postgresql(
    tmp_path: Path,
) -> None:
    from tests.conftest import missing

    try:
        with fresh_postgres() as database:
            report = reported("beside", 20, home=tmp_path, database=database)
    except ValueError as reason:
        missing(str(reason))
    assert (report["done"], report["seen"], report["after"]) == (20, 0, 20)


@pytest.mark.parametrize(("fault", "seen"), [("early", "lost"), ("apart", "halves")])
def test_a_fault_built_in_comes_to_light_under_kills(fault: str, seen: str, house: Path) -> None:
    report = reported("kills", 5, SEED, fault, home=house)
    assert report["tally"][seen] > 0


def test_a_power_cut_takes_nothing_that_was_answered_unless_commits_are_not_synchronised(
    house: Path,
) -> None:
    full, normal = reported("cuts", 20, SEED, "FULL", "NORMAL", home=house)
    assert full["answered"] > 0
    assert (full["lost"], full["damaged"], full["half"]) == (0, 0, 0)
    assert normal["lost"] > 0, "the disk must forget, or nothing was tried"
    assert (normal["damaged"], normal["half"]) == (0, 0)


def test_a_full_disk_is_told_in_words_and_work_goes_on_when_there_is_room_again(
    tmp_path: Path,
) -> None:
    home, acknowledged = tmp_path / "home", tmp_path / "acknowledged"
    home.mkdir()
    acknowledged.mkdir()
    report = full_disk(home, acknowledged)
    assert report["refused"] > 0
    assert report["readable"] >= report["before"] > 0
    assert report["said_en"].startswith("The disk is full: this step was not saved.")
    assert report["said_zh"].startswith("磁盘已满")
    assert report["tally"] == NOTHING_WRONG
