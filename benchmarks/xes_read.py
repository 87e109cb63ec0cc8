"""Reading a real XES log of 262,200 events, beside the bare parser that any reader stands on.

The peer does nothing but parse: expat with handlers that return at once, once as it comes, once
with text handed over in one piece (`buffer_text`), which is the harder of the two to keep up with.
Ours returns whole cases with aware timestamps.
"""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.parsers import expat

from benchmarks.board import acceptance_data
from benchmarks.measure import costs
from benchmarks.rows import Row, at_most, at_most_times, missing, peer_missing, times_less
from remit.engines.eventlog.xes import XesLog

LOG = "eventlogs/bpic2012.xes.gz"
CPU = "XES reading, 262,200 events: processor time"
MEMORY = "XES reading, 262,200 events: peak memory"
BARE = "expat, handlers that do nothing"
BUFFERED = "expat, same, text in one piece"
TIMES, MOST_MIB, TIMES_LESS = 3, 400, 5


def ours(path: str) -> int:
    with Path(path).open("rb") as file:
        return sum(len(trace.events) for trace in XesLog(file))


def bare(path: str) -> None:
    _parse(path, buffer_text=False)


def buffered(path: str) -> None:
    _parse(path, buffer_text=True)


def pm4py(path: str) -> int:
    return len(import_module("pm4py").read_xes(path))


def _parse(path: str, *, buffer_text: bool) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = buffer_text
    parser.StartElementHandler = lambda _name, _attributes: None
    parser.EndElementHandler = lambda _name: None
    parser.CharacterDataHandler = lambda _text: None
    with Path(path).open("rb") as file:
        parser.ParseFile(file)


@contextmanager
def unpacked(log: Path) -> Iterator[str]:
    """The path of the log unpacked, so that all competitors read the same plain file."""
    with TemporaryDirectory() as folder, gzip.open(log) as packed:
        plain = Path(folder) / log.stem
        with plain.open("wb") as out:
            shutil.copyfileobj(packed, out)
        yield str(plain)


def rows() -> list[Row]:
    """Processor time beside expat and PM4Py, and peak memory."""
    log = acceptance_data() / LOG
    if not log.exists():
        note = f"{LOG} is missing: set REMIT_ACCEPTANCE_DATA"
        return [missing(CPU, "s", BARE, f"at most {TIMES}x", note)]
    with unpacked(log) as path:
        return [*_beside_expat(path), _beside_pm4py(path)]


def _beside_expat(path: str) -> list[Row]:
    our, plain, whole = costs(ours, bare, buffered, arguments=(path,))
    return [
        at_most_times(CPU, our.cpu_s, "s", BARE, plain.cpu_s, TIMES),
        at_most_times(CPU, our.cpu_s, "s", BUFFERED, whole.cpu_s, TIMES),
        at_most(MEMORY, our.peak_mib, "MiB", BARE, plain.peak_mib, MOST_MIB),
    ]


def _beside_pm4py(path: str) -> Row:
    if find_spec("pm4py") is None:
        return peer_missing(CPU, "s", "pm4py", f"{TIMES_LESS}x less")
    our, theirs = costs(ours, pm4py, arguments=(path,), rounds=1)
    return times_less(CPU, our.cpu_s, "s", "pm4py", theirs.cpu_s, TIMES_LESS)
