"""Cuts the power at random moments: `cuts CUTS SEED KIND...`, its reports as JSON.

Idea: the statements that the backend issues for deeds and their numbering are recorded once, then
run again on a disk that forgets what was not synchronised (`lossy`). After the cut the database must
be, to the last row, as it was after some whole number of the recorded transactions, and no fewer of
them than were answered. NORMAL is the control: it must lose some, or the disk forgets nothing.
"""

import random
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import apsw

from tests.soak.deeds import AT, do_deed, open_house, tell
from tests.soak.lossy import Disk, LossyFiles, PowerCut

FILE = "remit.sqlite3"
DEEDS = 150
# After so many deeds the sequencer runs once.
ROUND = 3
Transaction = list[str]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run of cuts has shown: answered transactions, those lost, and databases gone wrong."""

    cuts: int
    answered: int
    lost: int
    cuts_with_loss: int
    damaged: int
    half: int


@dataclass(frozen=True, slots=True)
class Recording:
    """A database as it was, the transactions that followed, and its state after each of them."""

    image: bytes
    transactions: list[Transaction]
    states: list[str]


def recorded() -> Recording:
    """Does deeds through the backend on the database of the environment and records them."""
    open_house()
    from django.db import connection

    from remit.jobs.ledger import seal

    connection.close()
    image = Path(connection.settings_dict["NAME"]).read_bytes()
    statements: list[str] = []
    connection.ensure_connection()
    connection.connection.set_trace_callback(statements.append)
    for number in range(1, DEEDS + 1):
        do_deed(f"deed-{number}")
        if number % ROUND == 0:
            seal(AT)
    connection.close()
    transactions = _transactions(statements)
    return Recording(image, transactions, _states(image, transactions))


def _transactions(statements: list[str]) -> list[Transaction]:
    """The statements from each BEGIN to its COMMIT; what only reads is among them."""
    found: list[Transaction] = []
    for statement in statements:
        if statement.startswith("BEGIN"):
            found.append([])
        if found and (not found[-1] or found[-1][-1] != "COMMIT"):
            found[-1].append(statement)
    return found


def _states(image: bytes, transactions: list[Transaction]) -> list[str]:
    disk = _disk(image)
    connection = _opened(disk, "FULL")
    states = [_state(connection)]
    for transaction in transactions:
        _run(connection, transaction)
        states.append(_state(connection))
    connection.close()
    return states


def _disk(image: bytes) -> Disk:
    disk = Disk()
    disk.made(FILE)
    disk.seen[FILE][:], disk.safe[FILE][:] = image, image
    return disk


def _opened(disk: Disk, synchronous: str) -> apsw.Connection:
    files = LossyFiles("lossy", disk)
    connection = apsw.Connection(FILE, vfs=files.name)
    connection.create_scalar_function("django_date_extract", _never, 2, deterministic=True)
    for pragma in ("locking_mode=EXCLUSIVE", f"synchronous={synchronous}", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _never(*_: object) -> None:
    """Stands in the CHECKs of tables that stay empty here; SQLite wants to know it all the same."""
    raise AssertionError


def _run(connection: apsw.Connection, transaction: Transaction) -> None:
    for statement in transaction:
        connection.execute(statement).fetchall()


def _state(connection: apsw.Connection) -> str:
    """All rows of all tables, in short."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    digest = sha256()
    for (table,) in tables.fetchall():
        rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
        digest.update(repr((table, rows)).encode())
    return digest.hexdigest()


def cut_again_and_again(cuts: int, seed: int, synchronous: str, recording: Recording) -> Report:
    """Cuts the power so many times, each at a random operation of the whole recording."""
    chance = random.Random(seed)
    operations = _operations(recording, synchronous)
    found = [_cut(recording, synchronous, operations, chance) for _ in range(cuts)]
    losses = [lost for _, lost, _ in found if lost > 0]
    return Report(
        cuts=cuts,
        answered=sum(answered for answered, _, _ in found),
        lost=sum(losses),
        cuts_with_loss=len(losses),
        damaged=sum(state == "damaged" for *_, state in found),
        half=sum(state == "half" for *_, state in found),
    )


def _operations(recording: Recording, synchronous: str) -> int:
    disk = _disk(recording.image)
    connection = _opened(disk, synchronous)
    for transaction in recording.transactions:
        _run(connection, transaction)
    return disk.steps


def _cut(
    recording: Recording, synchronous: str, operations: int, chance: random.Random
) -> tuple[int, int, str]:
    """How many transactions were answered, how many of them are lost, and how the database is."""
    disk = _disk(recording.image)
    disk.cut_at = chance.randint(1, operations)
    answered = _answered_before_the_cut(disk, synchronous, recording.transactions)
    connection = _opened(disk.after_the_cut(chance), synchronous)
    try:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return answered, 0, "damaged"
        state = _state(connection)
    except apsw.CorruptError:
        return answered, 0, "damaged"
    if state not in recording.states:
        return answered, 0, "half"
    return answered, answered - recording.states.index(state), "whole"


def _answered_before_the_cut(disk: Disk, synchronous: str, transactions: list[Transaction]) -> int:
    answered = 0
    connection = _opened(disk, synchronous)
    with suppress(PowerCut):
        for transaction in transactions:
            _run(connection, transaction)
            answered += 1
    with suppress(apsw.Error):
        connection.close(force=True)
    return answered


def main(cuts: int, seed: int, *kinds: str) -> None:
    """Prints one report for each kind of synchronisation."""
    recording = recorded()
    reports = [cut_again_and_again(cuts, seed, kind, recording) for kind in kinds]
    tell([asdict(report) for report in reports])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
