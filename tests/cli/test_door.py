"""The door itself: help, version, mistakes in typing, and how soon it answers."""

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from remit import __version__
from tests.command import Remit

COMMANDS = ("serve", "demo", "import", "plans", "cases", "verify", "attribute", "determine", "tick")
NOWHERE = "postgres://nobody@127.0.0.1:1/nowhere"


def test_help_names_every_command(remit: Remit) -> None:
    answer = remit("--help")
    assert answer.code == 0
    assert [name for name in (*COMMANDS, "doctor") if f" {name} " not in answer.out] == []


def test_the_version_is_told(remit: Remit) -> None:
    assert remit("--version").out.strip() == __version__


@pytest.mark.parametrize("typed", [["nonsense"], ["plans", "nonsense"], ["import", "log"]])
def test_what_is_typed_wrong_is_answered_in_words_and_with_status_2(
    remit: Remit, typed: list[str]
) -> None:
    answer = remit(*typed)
    assert answer.code == 2
    assert "Usage: remit" in answer.err
    assert "Traceback" not in answer.err


def test_the_installed_command_is_this_one() -> None:
    (found,) = entry_points(group="console_scripts", name="remit")
    assert found.value == "remit.project.main:main"


def test_help_answers_within_a_second_of_processor_time_without_starting_django() -> None:
    said = "import sys; from remit.project.main import main\ntry: main()\n"
    said += "finally: print('django' in sys.modules, file=sys.stderr)"
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", said, "--help"], capture_output=True, text=True, check=True
    )
    after = getrusage(RUSAGE_CHILDREN)
    assert done.stderr.strip() == "False"
    assert "Usage" in done.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1


def test_a_silent_database_is_told_in_words(tmp_path: Path) -> None:
    where = {"REMIT_DATABASE_URL": NOWHERE, "REMIT_HOME": str(tmp_path), "LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-c", "from remit.project.main import main; main()", "plans", "overdue"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **where},
    )
    assert done.returncode == 2
    assert "REMIT_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
