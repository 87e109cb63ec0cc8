"""Fills the disk and frees it again: `full_disk FOLDER`, its report as JSON.

The database's folder (REMIT_HOME) is a small disk; acknowledgements go to FOLDER on another one. A
ballast of one MiB is what is cleared away. Where no small disk can be mounted, give `pages` as a
second word: the database is then forbidden to grow, which SQLite reports as a full disk as well.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from tests.soak.deeds import Tally, acknowledge, do_deed, open_house, tally, tell

MIB = 2**20
# So many deeds are tried while the disk is full, and done once there is room again.
TRIES = 20
# Pages by which a database may still grow where the disk is a real one.
ROOM = 60


@dataclass(frozen=True, slots=True)
class Report:
    """How much was done before, refused while full, read while full, and done after."""

    before: int
    refused: int
    readable: int
    after: int
    said_en: str
    said_zh: str
    tally: Tally


def fill_and_free(acknowledged: Path, fill: Callable[[], None], free: Callable[[], None]) -> Report:
    """Does deeds until the disk is full, tries on, frees it and does some more."""
    from django.utils.translation import override

    from remit.apps.organisation.models import Unit

    fill()
    with override("en"):
        before, said_en = _until_refused(acknowledged)
    with override("zh-hans"):
        refused = [_refusal(f"refused-{number}") for number in range(TRIES)]
    readable = Unit.objects.count()
    free()
    for number in range(TRIES):
        _do(f"after-{number}", acknowledged)
    kept = acknowledged.read_text().split()
    return Report(
        before, sum(map(bool, refused)), readable, TRIES, said_en, refused[-1], tally(kept)
    )


def _until_refused(acknowledged: Path) -> tuple[int, str]:
    for number in count():
        if said := _refusal(f"before-{number}"):
            return number, said
        acknowledge(acknowledged, f"before-{number}")
    raise AssertionError


def _refusal(code: str) -> str:
    """What was said when the deed was refused; empty when it was done."""
    from django.db import OperationalError

    try:
        do_deed(code)
    except OperationalError as fault:
        return str(fault)
    return ""


def _do(code: str, acknowledged: Path) -> None:
    do_deed(code)
    acknowledge(acknowledged, code)


def _pages(most: Callable[[int], int]) -> Callable[[], None]:
    """Sets the most pages of the database, reckoned from those it has."""
    from django.db import connection

    def set_most() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            (pages,) = cursor.fetchone()
            cursor.execute(f"PRAGMA max_page_count = {most(pages)}")

    return set_most


def main(folder: Path, *, by_pages: bool) -> None:
    """Prints the report for the database of the environment."""
    ballast = Path(os.environ["REMIT_HOME"]) / "ballast"
    ballast.parent.mkdir(exist_ok=True)
    ballast.write_bytes(bytes(MIB))
    open_house()
    fill, free = (lambda: None), ballast.unlink
    if by_pages:
        fill, free = _pages(lambda pages: pages + ROOM), _pages(lambda pages: pages + 100 * ROOM)
    tell(asdict(fill_and_free(folder / "acknowledged", fill, free)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), by_pages=sys.argv[2:] == ["pages"])
