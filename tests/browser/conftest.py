"""A house with the demo places, served as `remit serve` does, and a browser to walk through it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

REMIT = [str(Path(sys.executable).with_name("remit"))]
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


@pytest.fixture(scope="session")
def house(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running house in which the demo places have their history."""
    home: Path = tmp_path_factory.mktemp("house")
    environment = {
        **os.environ,
        "REMIT_HOME": str(home),
        "REMIT_DATABASE_URL": f"sqlite:///{home}/remit.sqlite3",
        "REMIT_ACCEPTANCE_DATA": "none",
    }
    subprocess.run([*REMIT, "demo", "--load-only"], env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    serving = subprocess.Popen(
        [*REMIT, "serve", "--bind", bind, "--workers", "1", "--no-clock"], env=environment
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


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def signed_in(house: str, browser: Browser) -> Any:
    """The browser state of a signed-in member of the cast, by login; signs in through the page once."""
    states: dict[str, Any] = {}

    def state(login: str) -> Any:
        if login not in states:
            from remit.demo.cast import PASSWORD

            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{house}/sign-in")
            page.fill("input[name=username]", login)
            page.fill("input[name=password]", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(f"{house}/")
            states[login] = context.storage_state()
            context.close()
        return states[login]

    return state
