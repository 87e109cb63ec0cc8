"""A house with the demo places, served as `remit serve` does, and a browser to walk through it."""

import fcntl
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright

from remit.demo.cast import PASSWORD
from tests.browser.pages import WALKERS, Address, reachable

REMIT = str(Path(sys.executable).with_name("remit"))
STARTS_WITHIN = 60
# Chromium must not call home, and runs as root in containers.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = re.compile(r'csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(scope="session")
def demo_home(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database of the demo places, made once for all test processes."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    home = shared / "house"
    home.mkdir(exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            subprocess.run([REMIT, "demo", "--load-only"], env=_environment(home), check=True)
            (home / "ready").touch()
    return home


def _environment(home: Path) -> dict[str, str]:
    """A house of its own: no variable of this test run, no real logs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REMIT_")}
    nothing = home / "nothing"
    nothing.mkdir(exist_ok=True)
    return {**kept, "REMIT_HOME": str(home), "REMIT_ACCEPTANCE_DATA": str(nothing)}


@pytest.fixture(scope="module")
def house(demo_home: Path) -> Iterator[str]:
    """The address of a running house in which the demo places have their history."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    serving = subprocess.Popen(
        [REMIT, "serve", "--bind", bind, "--workers", "1", "--no-clock"],
        env=_environment(demo_home),
    )
    try:
        _wait_for(f"http://{bind}/sign-in")
        yield f"http://{bind}"
    finally:
        serving.terminate()
        serving.wait(timeout=20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            urllib.request.urlopen(address, timeout=2)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def signed_in(house: str, browser: Browser) -> Any:
    """The browser state of a member of the cast, by login, who signed in through the page's form."""
    states: dict[str, StorageState] = {}

    def state(login: str) -> StorageState:
        if login not in states:
            context = browser.new_context()
            address = f"{house}/sign-in"
            token = TOKEN.search(context.request.get(address).text())
            assert token
            form = {"username": login, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
            answer = context.request.post(address, form=form, headers={"Referer": address})
            assert answer.url == f"{house}/", f"{login} could not sign in"
            states[login] = context.storage_state()
            context.close()
        return states[login]

    return state


@pytest.fixture(scope="module")
def addresses(demo_home: Path, house: str, browser: Browser, signed_in: Any) -> dict[str, Address]:
    """One address for each page that some member of the cast reaches, found once for all processes."""
    kept = demo_home / "addresses.json"
    with (demo_home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            found: dict[str, Address] = {}
            for login in WALKERS:
                context = browser.new_context(storage_state=signed_in(login) if login else None)
                for name, address in reachable(context.request, house, known=frozenset(found)):
                    found.setdefault(name, (login, address))
                context.close()
            kept.write_text(json.dumps(found))
    return {
        name: (login, address) for name, (login, address) in json.loads(kept.read_text()).items()
    }
