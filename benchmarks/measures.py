"""Measures of a made-up log of a million events (MEASURED_EVENTS says another number), beside PM4Py.

Both read the same Parquet file and answer in numbers that are compared. The index answers from what
it keeps; beside it stands PM4Py's operation on the whole file. Appending is measured beside the bare
insert into a table on disk, one event a transaction, as the ledger keeps it.
"""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np

from benchmarks.board import acceptance_data
from benchmarks.measure import Cost, cost, costs
from benchmarks.rows import Row, at_most, at_most_times, missing, peer_missing, times_less
from remit.engines.measures.index import SuccessorIndex
from remit.engines.measures.running import DuckRunner
from remit.engines.measures.table import EventTable

EVENTS = int(os.environ.get("MEASURED_EVENTS", "1000000"))
SEED, ACTIVITIES, PEOPLE, APPENDED = 11, 20, 500, 20_000
FIRST, SECOND, WITHIN_S = 0, 1, 5 * 86_400
PEER, BARE = "pm4py", "SQLite, one insert a transaction"
FOLLOWS, HANDOVERS, RULE = 10, 25, 15
INDEXED_FOLLOWS, INDEXED_HANDOVERS = 100, 200
MOST_TIMES, MEMORY_TIMES, MOST_MIB, MOST_COLD_S, MOST_INDEXED_S = 1.2, 3, 900, 1.5, 0.3
FINES = "eventlogs/road_traffic_fines.parquet"


def made_up(file: str) -> None:
    """Writes a log from the seed: items of about eight events, a quarter by nobody, ties, long gaps."""
    chance = np.random.default_rng(SEED)
    item = np.sort(chance.integers(0, EVENTS // 8, EVENTS))
    began = chance.integers(10**15, 2 * 10**15, EVENTS // 8 + 1)[item]
    later = (chance.exponential(4 * 86_400, EVENTS) * 10**6).astype(np.int64)
    events = {
        "ts_us": began + later * chance.integers(0, 6, EVENTS),
        "seq": np.arange(EVENTS),
        "item": item,
        "activity": chance.zipf(1.4, EVENTS) % ACTIVITIES,
        "person": np.where(chance.random(EVENTS) < 0.25, -1, chance.zipf(1.2, EVENTS) % PEOPLE),
        "kind": chance.integers(0, 4, EVENTS),
    }
    with duckdb.connect() as connection:
        connection.register("events", events)
        connection.sql("SELECT *, -1 AS post, -1 AS unit FROM events").to_parquet(file)


def over(file: str) -> DuckRunner:
    """The file as events, read where it lies."""
    connection = duckdb.connect()
    connection.read_parquet(file).create_view("events")
    return DuckRunner(connection)


def follows(file: str) -> list[float]:
    """Pairs that follow each other, and how often in all; every statistic is reckoned."""
    rows = over(file).rows("follows")
    return [len(rows), sum(row[2] for row in rows)]


def handovers(file: str) -> list[float]:
    """Pairs that hand over."""
    return [len(over(file).rows("handovers"))]


def rule(file: str) -> list[float]:
    """Items in which the second activity came after the first in time."""
    kept = over(file).rows("rule_kept", first=FIRST, second=SECOND, within_us=WITHIN_S * 10**6)
    return [len(kept)]


def nothing(file: str) -> None:
    """Only imports: what every other figure of memory begins from."""


@cache
def indexed(file: str) -> SuccessorIndex:
    """The index of the file."""
    read = duckdb.connect().read_parquet(file)
    columns = read.fetchnumpy()
    return SuccessorIndex.of(EventTable(**columns, labels={}))


def indexing(file: str) -> dict[str, float]:
    """Seconds of processor time: to build the index, and for two questions to it."""
    began = time.process_time()
    index = indexed(file)
    built = time.process_time()
    pairs = len(index.follows())
    followed = time.process_time()
    handed = len(index.handovers())
    return {
        "build": built - began,
        "follows": followed - built,
        "handovers": time.process_time() - followed,
        "pairs": pairs,
        "handed": handed,
    }


def appending(index: SuccessorIndex | None, folder: Path) -> float:
    """Seconds to insert events one by one, each its own transaction, and into the index too."""
    chance = np.random.default_rng(SEED)
    events = chance.integers(0, 500, (APPENDED, 3)).tolist()
    connection = sqlite3.connect(folder / f"{index is None}.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE kept (seq INTEGER PRIMARY KEY, item, ts_us, activity, holder)")
    began = time.process_time()
    for seq, (item, activity, holder) in enumerate(events):
        row = (seq, item, seq, activity, holder)
        connection.execute("INSERT INTO kept VALUES (?, ?, ?, ?, ?)", row)
        if index is not None:
            index.append(item=item, ts_us=seq, seq=seq, activity=activity, holder=holder)
    spent = time.process_time() - began
    connection.close()
    return spent


def appended(_file: str) -> dict[str, float]:
    """The least time of three interleaved rounds, without and with the index."""
    rounds = []
    for _ in range(3):
        with TemporaryDirectory() as folder:
            bare = appending(None, Path(folder))
            rounds.append((bare, appending(SuccessorIndex(), Path(folder))))
    return {"bare": min(bare for bare, _ in rounds), "ours": min(ours for _, ours in rounds)}


@contextmanager
def log() -> Iterator[str]:
    """The made-up log's file."""
    with TemporaryDirectory() as folder:
        file = str(Path(folder) / "events.parquet")
        made_up(file)
        yield file


def rows() -> list[Row]:
    """Each operation beside PM4Py's, the index, appending, and the first report of a real log."""
    with log() as file:
        peers = import_module("benchmarks.peers.pm4py") if find_spec(PEER) else None
        return [*_operations(file, peers), *_indexed(file, peers), _appended(file), _cold()]


def _what(operation: str) -> str:
    return f"{operation}, {EVENTS:,} events from Parquet"


def _operations(file: str, peers: object) -> list[Row]:
    goals = (
        (follows, "Directly follows", FOLLOWS, 1),
        (handovers, "Handover of work", HANDOVERS, 1),
        (rule, "Timed rule", RULE, 3),
    )
    found = []
    for ours, called, times, rounds in goals:
        what = f"{_what(called)}: processor time"
        memory = f"{_what(called)}: peak memory"
        if peers is None:
            spent = cost(ours, file)
            found.append(_alone(what, spent.cpu_s, "s", f"{times}x less"))
            found.append(_alone(memory, spent.peak_mib, "MiB", f"at most {MOST_MIB} MiB"))
        else:
            theirs_too = getattr(peers, ours.__name__)
            our, theirs = costs(ours, theirs_too, arguments=(file,), rounds=rounds)
            found.append(times_less(what, our.cpu_s, "s", PEER, theirs.cpu_s, times))
            found.append(_memory(memory, our, theirs))
    return found


def _memory(what: str, our: Cost, theirs: Cost) -> Row:
    if our.peak_mib > MOST_MIB:
        return at_most(what, our.peak_mib, "MiB", PEER, theirs.peak_mib, MOST_MIB)
    return times_less(what, our.peak_mib, "MiB", PEER, theirs.peak_mib, MEMORY_TIMES)


def _alone(what: str, figure: float, unit: str, goal: str) -> Row:
    bare = peer_missing(what, unit, PEER, goal)
    return Row(what, figure, unit, PEER, None, None, goal, None, bare.note)


def _indexed(file: str, peers: object) -> list[Row]:
    answer = cost(indexing, file).answer
    assert isinstance(answer, dict)
    found = []
    for name, times in (("follows", INDEXED_FOLLOWS), ("handovers", INDEXED_HANDOVERS)):
        what = f"{name.capitalize()} from the index, {EVENTS:,} events: processor time"
        if peers is None:
            found.append(_alone(what, answer[name], "s", f"{times}x less"))
        else:
            theirs = cost(getattr(peers, name), file)
            found.append(times_less(what, answer[name], "s", PEER, theirs.cpu_s, times))
    return found


def _appended(file: str) -> Row:
    answer = cost(appended, file).answer
    assert isinstance(answer, dict)
    what = f"Appending {APPENDED:,} events to table and index: processor time"
    return at_most_times(what, answer["ours"], "s", BARE, answer["bare"], MOST_TIMES)


def _cold() -> Row:
    what = "First report of 561,470 events, cold: processor time"
    fines = acceptance_data() / FINES
    if not fines.exists():
        note = f"{FINES} is missing: set REMIT_ACCEPTANCE_DATA"
        return missing(what, "s", BARE, f"at most {MOST_COLD_S} s", note)
    spent = min(_command(fines) for _ in range(3))
    return at_most(what, spent, "s", "the goal", MOST_COLD_S, MOST_COLD_S)


def _command(file: Path) -> float:
    """Processor time of `remit measure` from start to end."""
    before = os.times()
    command = [str(Path(sys.executable).with_name("remit")), "measure", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])
