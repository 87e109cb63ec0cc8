"""Writes while a backup looks: `beside DEEDS`, its report as JSON.

A view of the database is opened as a backup opens it; then another process does deeds to the end. The
view must not see them, and they must not wait for it.
"""

import os
import sys
import time
from dataclasses import asdict, dataclass

from tests.soak.deeds import do_deed, open_house, tell


@dataclass(frozen=True, slots=True)
class Report:
    """How many deeds were done while the view was open, how many it saw, and how long they took."""

    done: int
    seen: int
    after: int
    took_s: float


def write_beside(deeds: int) -> Report:
    """Opens the view, lets another process write, and looks again before it is closed and after."""
    from django.db import connections

    from remit.apps.organisation.models import Unit
    from remit.cli.backups.writing import one_view

    do_deed("before")
    connections.close_all()
    start, go = os.pipe()
    child = os.fork()
    if not child:
        os.read(start, 1)
        for number in range(deeds):
            do_deed(f"beside-{number}")
        os._exit(0)
    with one_view():
        before = Unit.objects.count()
        os.write(go, b".")
        began = time.monotonic()
        ended = os.waitpid(child, 0)[1]
        took, seen = time.monotonic() - began, Unit.objects.count() - before
    done = deeds if ended == 0 else 0
    return Report(done, seen, Unit.objects.count() - before, round(took, 2))


def main(deeds: int) -> None:
    """Prints the report for the database of the environment."""
    open_house()
    tell(asdict(write_beside(deeds)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
