"""`python -m tests.soak`: ill treatment by the hundred; prints a table, 1 where a figure is wrong.

SOAK_SQLITE_KILLS, SOAK_POSTGRES_KILLS, SOAK_SERVER_KILLS and SOAK_CUTS say how many, SOAK_SEED which.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.board import table
from tests.soak.runs import fresh_postgres, full_disk, killed_server, reported

COLUMNS = ("treatment", "times", "acknowledged", "lost", "duplicates", "gaps", "halves", "damaged")
MORE = ("met", "took")
Line = list[str]


def main() -> int:
    """Prints the table, a line as soon as it is known on stderr."""
    lines = [_timed(line) for line in (_sqlite, _postgres, _server, _full, _normal, _disk)]
    sys.stdout.write(f"{table([*COLUMNS, *MORE], lines)}\n")
    return int(any(line[len(COLUMNS)] == "NO" for line in lines))


def _timed(line: Callable[[Path], Line]) -> Line:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        found = [*line(Path(home)), f"{time.monotonic() - began:.0f} s"]
    sys.stderr.write(f"{'  '.join(found)}\n")
    return found


def _chosen(name: str, usual: int) -> int:
    return int(os.environ.get(name, usual))


def _seed() -> int:
    return _chosen("SOAK_SEED", 1)


def _sqlite(home: Path) -> Line:
    kills = _chosen("SOAK_SQLITE_KILLS", 200)
    return _killed("SQLite, kill -9", reported("kills", kills, _seed(), home=home))


def _postgres(home: Path) -> Line:
    kills = _chosen("SOAK_POSTGRES_KILLS", 50)
    name = "PostgreSQL, kill -9"
    try:
        with fresh_postgres() as database:
            return _killed(name, reported("kills", kills, _seed(), home=home, database=database))
    except ValueError as reason:
        return [name, "0", *["-"] * 6, f"not tried: {reason}"]


def _server(home: Path) -> Line:
    kills = _chosen("SOAK_SERVER_KILLS", 20)
    name = "PostgreSQL, the server, kill -9"
    try:
        return _killed(name, killed_server(kills, _seed(), home))
    except ValueError as reason:
        return [name, "0", *["-"] * 6, f"not tried: {reason}"]


def _killed(name: str, report: Any) -> Line:
    return _line(name, report["kills"], report["acknowledged"], report["tally"])


def _line(name: str, times: int, acknowledged: int, tally: dict[str, int]) -> Line:
    met = "NO" if any(tally.values()) else "yes"
    return [name, f"{times:,}", f"{acknowledged:,}", *map(str, tally.values()), met]


def _full(home: Path) -> Line:
    (report,) = reported("cuts", _chosen("SOAK_CUTS", 200), _seed(), "FULL", home=home)
    return _cut("SQLite, power cut, FULL", report, met=report["lost"] == 0)


def _normal(home: Path) -> Line:
    (report,) = reported("cuts", _chosen("SOAK_CUTS", 200), _seed(), "NORMAL", home=home)
    return _cut("control: NORMAL must lose", report, met=report["lost"] > 0)


def _cut(name: str, report: Any, *, met: bool) -> Line:
    whole = report["damaged"] == report["half"] == 0
    figures = (report["lost"], "-", "-", report["half"], report["damaged"])
    answered = f"{report['answered']:,}"
    verdict = "yes" if met and whole else "NO"
    return [name, f"{report['cuts']:,}", answered, *map(str, figures), verdict]


def _disk(home: Path) -> Line:
    house, acknowledged = home / "house", home / "acknowledged"
    house.mkdir()
    acknowledged.mkdir()
    report = full_disk(house, acknowledged)
    answered = report["before"] + report["after"]
    return _line("SQLite, full disk", report["refused"], answered, report["tally"])


if __name__ == "__main__":
    sys.exit(main())
