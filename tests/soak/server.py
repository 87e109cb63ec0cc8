"""A PostgreSQL server of one's own in a temporary folder, to be killed and started again.

It writes as a real one does (fsync, full pages). As root it runs as the user `postgres`, for the server
refuses root.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

USER = "postgres"
PATIENCE = 60
WELL_KEPT = "fsync=on", "synchronous_commit=on", "full_page_writes=on"


class NoServerHere(ValueError):
    """There are no programs of a PostgreSQL server on this machine."""


def programs() -> Path:
    """The folder of the newest server's programs. Raises NoServerHere."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_release)
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path))
    if not found:
        raise NoServerHere("no PostgreSQL server programs: install the package postgresql")
    return found[-1].parent


def _release(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Server:
    """The server over a folder, listening on a port of this machine."""

    data: Path
    port: int

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Starts it and waits until it answers, after it has mended what a kill has left."""
        asked = [f"-p {self.port}", f"-k {self.data}", *(f"-c {each}" for each in WELL_KEPT)]
        log = str(self.data / "log")
        words = ("-D", str(self.data), "-w", "-t", str(PATIENCE), "-l", log, "-o", " ".join(asked))
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return _run("pg_ctl", *words, "start")
            except RuntimeError as fault:
                # A process of the killed server may hold its memory for a moment longer.
                if time.monotonic() > end:
                    raise RuntimeError(f"{fault}\n{Path(log).read_text()[-2000:]}") from fault
                time.sleep(0.2)

    def stop(self) -> None:
        """Ends it."""
        with suppress(RuntimeError):
            _run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def kill(self) -> None:
        """Kills the server and all processes that work for its clients (kill -9), and waits for their end."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        every = [first, *_children(first)]
        for each in every:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while any(_lives(each) for each in every) and time.monotonic() < end:
            time.sleep(0.005)


@contextmanager
def own_server() -> Iterator[Server]:
    """A fresh server in a temporary folder, gone afterwards. Raises NoServerHere."""
    programs()
    folder = Path(tempfile.mkdtemp(prefix="remit-soak-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER, USER)
    server = Server(folder / "data", _free_port())
    try:
        _run("initdb", "-D", str(server.data), "-U", USER, "-A", "trust", "-E", "UTF8")
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _run(name: str, *words: str) -> None:
    within = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    # The server inherits what it is started with: a pipe would stay open for as long as it lives.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [*within, str(programs() / name), *words],
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", check=False,
        )  # fmt: skip
        if done.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode())


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _children(parent: int) -> list[int]:
    return [
        int(p.name) for p in Path("/proc").iterdir() if p.name.isdecimal() and _parent(p) == parent
    ]


def _parent(process: Path) -> int:
    with suppress(OSError):
        # After the name in brackets: state, parent.
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    return 0


def _lives(process: int) -> bool:
    with suppress(OSError):
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[
            0
        ] != "Z"
    return False
