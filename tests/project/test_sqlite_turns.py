"""Writers on SQLite stand in a queue, keep their order, and are told when it takes too long."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils.translation import override

from remit.project.sqlite.turns import Turn

HOLDER = """
import sys, time
from pathlib import Path
from remit.project.sqlite.turns import Turn
turn = Turn(Path(sys.argv[1]), 5)
turn.take()
print("held", flush=True)
time.sleep(600)
"""
PATIENT = 60


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a database would lie."""
    return tmp_path / "remit.sqlite3"


def waiting(database: Path) -> int:
    """How many stand at the gate or wait for the pen, as the kernel tells it."""
    inodes = {str(Path(f"{database}{each}").stat().st_ino) for each in ("-gate", "-pen")}
    lines = Path("/proc/locks").read_text().splitlines()
    return sum("->" in line and line.split()[6].split(":")[-1] in inodes for line in lines)


def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds; fails after a minute."""
    end = time.monotonic() + PATIENT
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.002)


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="the kernel does not tell its locks")
def test_writers_get_their_turns_in_the_order_in_which_they_came(database: Path) -> None:
    first, served = Turn(database, PATIENT), []

    def write(number: int) -> None:
        turn = Turn(database, PATIENT)
        turn.take()
        served.append(number)
        turn.give_back()

    first.take()
    writers = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for count, writer in enumerate(writers, 1):
        writer.start()
        until(lambda count=count: waiting(database) == count)  # type: ignore[misc]
    first.give_back()
    for writer in writers:
        writer.join()
    assert served == list(range(12))


def test_a_turn_of_a_killed_process_is_free_again(database: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(database)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(OperationalError):
        Turn(database, 0.05).take()
    holder.kill()
    holder.wait()
    turn = Turn(database, PATIENT)
    turn.take()
    assert turn.held


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The database is busy: others"), ("zh-hans", "数据库正忙")]
)
def test_who_waits_too_long_is_told_in_words(database: Path, language: str, words: str) -> None:
    holder, late = Turn(database, PATIENT), Turn(database, 0.05)
    holder.take()
    with override(language), pytest.raises(OperationalError, match=words):
        late.take()
    assert not late.held


def test_who_gave_up_does_not_stop_the_queue(database: Path) -> None:
    holder, late, next_one = Turn(database, PATIENT), Turn(database, 0.05), Turn(database, PATIENT)
    holder.take()
    with pytest.raises(OperationalError):
        late.take()
    holder.give_back()
    next_one.take()
    assert next_one.held


def test_a_turn_is_taken_once_and_given_back_once(database: Path) -> None:
    turn, other = Turn(database, 0.05), Turn(database, 0.05)
    turn.take()
    turn.take()
    turn.give_back()
    turn.give_back()
    other.take()
    assert other.held


def test_without_a_file_there_is_no_queue() -> None:
    turn = Turn(None, 0.05)
    turn.take()
    assert not turn.held


def test_where_the_queue_cannot_be_made_writing_goes_on_without_it(database: Path) -> None:
    Path(f"{database}-gate").mkdir()
    turn = Turn(database, 0.05)
    turn.take()
    assert not turn.held
