"""Debian's Redmine with 10,000 issues, on SQLite, in a folder of its own: the installed one is left alone."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load import Server, free_port, serving

SOURCE = Path("/usr/share/redmine")
INSTALL = "apt-get install --no-install-recommends redmine redmine-sqlite puma"
NAME = "Redmine 5, 25 of 10,000 issues, anonymous"
PATH = "/issues?page={page}"
SEED = Path(__file__).with_suffix(".rb")


def installed() -> bool:
    """Whether Debian's package is there."""
    return (SOURCE / "config.ru").exists()


@contextmanager
def redmine() -> Iterator[Server]:
    """A Redmine that serves 10,000 issues of 50 projects by two workers."""
    with TemporaryDirectory() as folder:
        environment = _instance(Path(folder))
        for task in (["rake", "db:migrate"], ["rake", "redmine:load_default_data"]):
            _ruby(environment, "-S", *task)
        _ruby(environment, "bin/rails", "runner", str(SEED))
        port = free_port()
        command = ["puma", "-w", "2", "-t", "1:3", "-b", f"tcp://127.0.0.1:{port}", "config.ru"]
        with serving(command, port, PATH, cwd=SOURCE, environment=environment) as server:
            yield server


def _instance(folder: Path) -> dict[str, str]:
    """The environment in which Redmine lives in the folder; its instances are named by path."""
    for name in ("config", "files", "log", "tmp", "public"):
        (folder / name).mkdir()
    (folder / "config" / "secret_key.txt").write_text(secrets.token_hex(32))
    (folder / "config" / "database.yml").write_text(
        f"production:\n  adapter: sqlite3\n  database: {folder}/redmine.sqlite3\n  encoding: utf8\n"
    )
    up = "../" * 8
    ours = {"X_DEBIAN_SITEID": f"{up}{folder}", "RAILS_ENV": "production", "REDMINE_LANG": "en"}
    return {**os.environ, **ours}


def _ruby(environment: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        ["ruby", *arguments],
        cwd=SOURCE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
