"""Sixteen processes that write at once on SQLite: in turns, beside SQLite's own waiting.

Each writer founds organisations, one business row and one entry in one durable transaction, as fast
as it can. The two kinds of waiting alternate in the same run; the worst wait of all is compared,
the deed that was still waiting at the end included.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from benchmarks.rows import Row, at_most, times_less

ROOT = Path(__file__).resolve().parent.parent
WRITERS = 16
SECONDS = 8.0
ROUNDS = 2
PLAIN = "plain BEGIN IMMEDIATE"
GOAL_TIMES = 4.0
LEAST_RATE = 150.0
MILLISECONDS = 1000.0
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Waits:
    """How long each deed took, in milliseconds, and how many were done in a second."""

    each: list[float]
    deeds_per_second: float

    @property
    def worst(self) -> float:
        """The longest of all."""
        return max(self.each)

    @property
    def p95(self) -> float:
        """What 95 % of the deeds did not exceed."""
        return quantiles(self.each, n=20)[-1]


def rows() -> Iterator[Row]:
    """Slowest wait, 95 % of the waits, and deeds in a second, of both kinds."""
    taken: dict[str, list[Waits]] = {"turns": [], "plain": []}
    for _ in range(ROUNDS):
        for kind, waits in taken.items():
            waits.append(_measured(kind))
    ours, theirs = (_together(waits) for waits in taken.values())
    what = f"{WRITERS} writers at once on SQLite"
    yield times_less(f"{what}: slowest wait", ours.worst, "ms", PLAIN, theirs.worst, GOAL_TIMES)
    yield at_most(f"{what}: slowest wait", ours.worst, "ms", PLAIN, theirs.worst, 2000)
    yield at_most(f"{what}: 95 % of the waits", ours.p95, "ms", PLAIN, theirs.p95, 1000)
    rate, beside = ours.deeds_per_second, theirs.deeds_per_second
    goal, met = f"at least {LEAST_RATE:g} per s", rate >= LEAST_RATE
    yield Row(f"{what}: deeds", rate, "per s", PLAIN, beside, rate / beside, goal, met)


def _together(waits: list[Waits]) -> Waits:
    rate = sum(each.deeds_per_second for each in waits) / len(waits)
    return Waits([wait for each in waits for wait in each.each], rate)


def _measured(kind: str) -> Waits:
    """One run in a fresh house; RuntimeError with what was said when a writer failed."""
    with tempfile.TemporaryDirectory() as home:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("REMIT_")}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.writers", kind],
            cwd=ROOT,
            env={**kept, "REMIT_HOME": home},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Waits(*json.loads(done.stdout))


def main(kind: str) -> None:
    """Lets the writers write and prints their waits; `kind` is `turns` or `plain`."""
    _open_house(kind)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / str(number) for number in range(WRITERS)]
        # All begin together, once each is there.
        start = time.monotonic() + 0.5
        crew = [_forked(file, start) for file in files]
        if any(os.waitpid(member, 0)[1] for member in crew):
            raise SystemExit("A writer failed: see above.")
        each = [wait for file in files for wait in json.loads(file.read_text())]
        print(json.dumps([each, len(each) / (time.monotonic() - start)]))


def _open_house(kind: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remit.project.settings")
    from django.conf import settings

    if kind == "plain":
        # As Django's own backend would be set, with the same pragmas.
        settings.DATABASES["default"] = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": settings.DATABASES["default"]["NAME"],
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON",
            },
        }
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()


def _forked(file: Path, start: float) -> int:
    child = os.fork()
    if child:
        return child
    try:
        file.write_text(json.dumps(_write(file.name, start)))
        os._exit(0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    os._exit(1)


def _write(name: str, start: float) -> list[float]:
    from django.db import connection

    from remit.apps.organisation.actions import found_organisation
    from remit.engines.words import Words

    connection.ensure_connection()
    time.sleep(max(0.0, start - time.monotonic()))
    waits: list[float] = []
    while (began := time.monotonic()) < start + SECONDS:
        code = f"{name}-{len(waits)}"
        found_organisation(code, Words("", code), at=AT)
        waits.append((time.monotonic() - began) * MILLISECONDS)
    return waits


if __name__ == "__main__":
    main(sys.argv[1])
