"""What a page costs its server: processor time of the whole process tree, and how soon it comes.

One client asks page after page over the loopback interface, on a connection that is kept.
Processor time is what counts on a busy machine; the time a page takes only adds to the picture.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from math import ceil
from pathlib import Path

ROWS = 25
PATIENCE_S = 60
TICK_S = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that has started: its process, where it listens, and its list, by `{page}`."""

    pid: int
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Pace:
    """What one page costs and takes, in milliseconds."""

    cpu_ms: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Round:
    """How many pages are asked to warm up, how many are measured, and how many there are."""

    warm_up: int = 30
    requests: int = 200
    pages: int = 100


def pace(server: Server, headers: Mapping[str, str] | None = None, how: Round = Round()) -> Pace:
    """The pace of the server's list; raises RuntimeError when an answer is no page with 25 rows."""
    client = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
    asked = [server.path.format(page=1 + number % how.pages) for number in range(how.requests)]
    for path in (asked * how.warm_up)[: how.warm_up]:
        _taken_s(client, path, headers or {})
    before = cpu_s(server.pid)
    taken = [_taken_s(client, path, headers or {}) for path in asked]
    spent = cpu_s(server.pid) - before
    return Pace(1000 * spent / len(taken), 1000 * part(taken, 0.5), 1000 * part(taken, 0.95))


def _taken_s(client: HTTPConnection, path: str, headers: Mapping[str, str]) -> float:
    """Seconds until a page is there whole."""
    start = time.perf_counter()
    client.request("GET", path, headers=dict(headers))
    answer = client.getresponse()
    body = answer.read()
    taken = time.perf_counter() - start
    if answer.status != 200 or body.count(b"<tr") <= ROWS:
        raise RuntimeError(f"{path}: {answer.status}, {body[:300]!r}")
    return taken


def part(values: Sequence[float], share: float) -> float:
    """The least value that is not exceeded by the share of the values.

    >>> part([3, 1, 2, 4], 0.5)
    2
    """
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def cpu_s(pid: int) -> float:
    """Seconds of processor time, of user and system, of a process and all it has started."""
    children: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and (fields := _fields(folder)):
            parent, *ticks = (int(fields[place]) for place in (1, 11, 12, 13, 14))
            children.setdefault(parent, []).append(int(folder.name))
            spent[int(folder.name)] = sum(ticks) * TICK_S
    waiting, total = [pid], 0.0
    while waiting:
        each = waiting.pop()
        total += spent.get(each, 0.0)
        waiting += children.get(each, [])
    return total


def _fields(folder: Path) -> list[str]:
    """What /proc tells of a process after its name; [] when it has ended meanwhile."""
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    command: Sequence[str], port: int, path: str, *, cwd: Path, environment: Mapping[str, str]
) -> Iterator[Server]:
    """The server that a command starts, once it listens; stopped at the end."""
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            _wait(process, port)
            yield Server(process.pid, port, path)
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    process.kill()
    said = process.stdout.read() if process.stdout else b""
    raise RuntimeError(f"The server does not listen:\n{said.decode()[-2000:]}")
