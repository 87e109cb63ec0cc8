"""The deed that is done again and again, and the tally of what must hold after any ill treatment.

A deed is the founding of an organisation: one business row and one entry in one transaction. Its
code says who did it when, so that what was acknowledged can be found again. Run in a process of its
own, whose settings come from its environment; by itself it only sets up the database.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
FOUNDED = "organisation.organisation_founded"


@dataclass(frozen=True, slots=True)
class Tally:
    """What is wrong after ill treatment; all counts are zero where nothing is."""

    lost: int
    duplicates: int
    gaps: int
    halves: int
    damaged: int

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each) + getattr(other, each) for each in self.__slots__))


def open_house() -> None:
    """Starts Django on the database of the environment, brought up to date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remit.project.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def tell(report: object) -> None:
    """Writes a report for whoever started this process."""
    json.dump(report, sys.stdout)


def do_deed(code: str) -> None:
    """Founds the organisation `code`."""
    from remit.apps.organisation.actions import found_organisation
    from remit.engines.words import Words

    found_organisation(code, Words("", code), at=AT)


def do_deed_apart(code: str) -> None:
    """The same in two transactions: a fault that a kill must bring to light."""
    from django.db import transaction

    from remit.apps.ledger.actions import record
    from remit.apps.organisation.models import Unit

    unit = Unit.objects.create(code=code, name_en=code, path="000000", since=AT.date())
    with transaction.atomic():
        record(FOUNDED, at=AT, actor="", subject=unit.ref, path=unit.path, body={})


def acknowledge(file: Path, code: str) -> None:
    """Notes on the disk that the deed `code` was answered."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{code}\n".encode())
    os.fsync(handle)
    os.close(handle)


def tally(acknowledged: Iterable[str]) -> Tally:
    """Compares the database with what was acknowledged."""
    from remit.apps.ledger.models import Entry
    from remit.apps.ledger.queries import checkpoint, state
    from remit.apps.organisation.models import Unit

    codes = Counter(Unit.objects.values_list("code", flat=True))
    refs = {f"organisation.unit:{pk}" for pk in Unit.objects.values_list("pk", flat=True)}
    entered = Counter(Entry.objects.filter(verb=FOUNDED).values_list("subject", flat=True))
    whole, sealed = state(), checkpoint()
    return Tally(
        lost=len(set(acknowledged) - codes.keys()),
        duplicates=(codes.total() - len(codes)) + (entered.total() - len(entered)),
        # Numbers without gaps, and a signed checkpoint over each of them.
        gaps=abs(whole.last - whole.numbered) + abs(whole.last - (sealed.size if sealed else 0)),
        halves=len(refs ^ entered.keys()),
        damaged=_damaged(),
    )


def wait_until_left_alone() -> None:
    """Waits until a PostgreSQL server has noticed that its killed clients are gone."""
    from django.db import connection

    others = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.01)


def _damaged() -> int:
    """How many faults SQLite finds in its file; PostgreSQL has no such question."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return sum(row != ("ok",) for row in cursor.fetchall())


if __name__ == "__main__":
    open_house()
    tell("made")
