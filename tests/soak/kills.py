"""Kills writers and the sequencer at random moments: `kills KILLS SEED [FAULT [DATA PORT]]`.

Idea: kill -9 asks whether what was acknowledged was committed and whether a deed is ever half done;
it does not ask whether the disk was reached (`cuts` does). A FAULT built in on purpose shows that
the question is a sharp one: `early` acknowledges before the deed, `apart` does it in two
transactions. With DATA and PORT, those of a PostgreSQL server of one's own, the server is killed first,
and started again after. Prints its report as JSON.
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count
from pathlib import Path

from tests.soak.deeds import (
    AT,
    Tally,
    acknowledge,
    do_deed,
    do_deed_apart,
    open_house,
    tally,
    tell,
    wait_until_left_alone,
)
from tests.soak.server import Server

WRITERS = 4
# A crew lives for so many seconds at least and at most, its first moments included.
LIFE = (0.02, 0.7)
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Report:
    """What a run of kills has shown: nothing but `kills`, `acknowledged` and times may count up."""

    kills: int
    acknowledged: int
    numbered: int
    tally: Tally
    slowest_reopening_s: float


def kill_again_and_again(
    kills: int, seed: int, fault: str, folder: Path, server: Server | None = None
) -> Report:
    """Kills so many crews, and the server before them; the acknowledgements are kept in `folder`."""
    chance = random.Random(seed)
    found, acknowledged, slowest = Tally(0, 0, 0, 0, 0), 0, 0.0
    for number in range(kills):
        _live_and_die(number, fault, folder, chance, server)
        answered = _answered(number, folder)
        began = time.monotonic()
        if server:
            server.start()
        wait_until_left_alone()
        found += tally(answered)
        slowest = max(slowest, time.monotonic() - began)
        acknowledged += len(answered)
        _hang_up()
    return Report(kills, acknowledged, _numbered_to_the_end(), found, round(slowest, 2))


def _live_and_die(
    number: int, fault: str, folder: Path, chance: random.Random, server: Server | None
) -> None:
    files = [folder / f"{number}-{name}" for name in range(WRITERS)]
    crew = [_born(partial(_write, file, fault)) for file in files]
    crew.append(_born(_sequence))
    if number % 2 == 0:
        _wait_for_an_answer(files)
    time.sleep(chance.uniform(*LIFE))
    chance.shuffle(crew)
    # Who loses the server ends by itself, which is no fault; nobody may have ended before.
    early = [os.waitpid(member, os.WNOHANG)[0] for member in crew] if server else []
    if server:
        server.kill()
    for member in crew:
        os.kill(member, signal.SIGKILL)
    ends = [os.waitpid(member, 0)[1] for member in crew]
    if any(early) or (not server and any(os.WIFEXITED(end) for end in ends)):
        raise RuntimeError("A member of the crew ended before it was killed: see above.")


def _wait_for_an_answer(files: list[Path]) -> None:
    """Lets a crew come to work, also on a busy machine; every other one dies whenever it may."""
    end = time.monotonic() + PATIENCE
    while not any(file.exists() for file in files) and time.monotonic() < end:
        time.sleep(0.005)


def _born(work: Callable[[], None]) -> int:
    """A forked process that does the work for ever; its number."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    os._exit(1)


def _write(file: Path, fault: str) -> None:
    done = do_deed_apart if fault == "apart" else do_deed
    for number in count():
        code = f"{file.name}-{number}"
        if fault == "early":
            acknowledge(file, code)
        done(code)
        if fault != "early":
            acknowledge(file, code)


def _sequence() -> None:
    from remit.jobs.ledger import seal

    while True:
        seal(AT)
        time.sleep(0.01)


def _answered(number: int, folder: Path) -> list[str]:
    # The last line may be half written: it was then never acknowledged.
    lines = [path.read_text().split("\n")[:-1] for path in folder.glob(f"{number}-*")]
    return [line for part in lines for line in part]


def _numbered_to_the_end() -> int:
    from remit.apps.ledger.queries import audit, state, verifier
    from remit.jobs.ledger import seal

    seal(AT)
    # A row without its entry is a half deed, and counted as such.
    if faults := [f for f in audit([verifier()]) if not f.id.startswith("ledger.row_")]:
        raise RuntimeError(f"The ledger has faults: {faults}")
    return state().last


def _hang_up() -> None:
    from django.db import connections

    # A child must not inherit an open connection.
    connections.close_all()


def main(kills: int, seed: int, fault: str = "", data: str = "", port: str = "0") -> None:
    """Prints the report of a run on the database of the environment."""
    server = Server(Path(data), int(port)) if data else None
    open_house()
    _hang_up()
    with tempfile.TemporaryDirectory() as folder:
        tell(asdict(kill_again_and_again(kills, seed, fault, Path(folder), server)))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
