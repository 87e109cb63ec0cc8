"""`remit serve` on a new machine: pages, API and the clock's work, from an empty folder."""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.load import Server, free_port, serving
from tests.command import Remit

DOOR = "from remit.project.main import main; main()"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An installation that has just been started on SQLite, with its clock."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("REMIT_", "EMAIL_"))}
    command = [sys.executable, "-c", DOOR, "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    environment = {**kept, "REMIT_HOME": str(home)}
    with serving(command, port, "/", cwd=home, environment=environment) as started:
        yield started


def read(server: Server, path: str) -> bytes:
    """What the server answers."""
    with urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
        content: bytes = answer.read()
    return content


def test_pages_style_sheets_and_the_api_are_there(server: Server) -> None:
    page = read(server, "/sign-in").decode()
    assert "<form" in page
    sheet = next(part for part in page.split('"') if part.endswith(".css"))
    assert read(server, sheet)
    assert json.loads(read(server, "/api/ledger/state"))["entries"] == 0


def test_the_clock_goes_round_in_a_process_of_its_own(server: Server) -> None:
    folder = Path("/proc") / str(server.pid) / "task" / str(server.pid) / "children"
    for _ in range(50):
        if len(folder.read_text().split()) >= 2:
            break
        time.sleep(0.1)
    time.sleep(1)
    assert len(folder.read_text().split()) == 2, "one worker and the clock"


def test_a_second_one_on_the_same_port_is_refused_in_words(server: Server, remit: Remit) -> None:
    answer = remit("serve", "--bind", f"127.0.0.1:{server.port}")
    assert answer.code == 2
    assert "is in use by another process" in answer.err
