"""Backup and restoration of a long ledger on SQLite: processor time, and whether what was erased stays so.

A person is erased after the backup; putting it back must erase the person again. BACKUP_ENTRIES says how
many entries, a million unless said.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import cost
from benchmarks.rows import Row

ENTRIES = int(os.environ.get("BACKUP_ENTRIES", "1000000"))
MOST_SECONDS = 300.0
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 1, tzinfo=UTC)
NAME = "Nobody Canary"
WRITTEN = f"Backup of {ENTRIES:,} sealed entries, SQLite: processor time"
RESTORED = f"Restoration of {ENTRIES:,} entries with the full audit, SQLite: processor time"


def filled(home: str) -> int:
    """Makes and seals the entries, and enrols the person who will be erased."""
    with _house(home):
        from remit.apps.ledger.models import Entry
        from remit.apps.organisation import actions
        from remit.engines.words import Words
        from remit.jobs.ledger import seal

        root = actions.found_organisation("B", Words("", "Bench"), at=AT)
        actions.enrol_person("canary", Words("", NAME), unit=root, by=None, at=AT)
        rows = (
            Entry(
                verb="plans.plan_submitted",
                at=AT,
                actor=f"organisation.appointment:{number % 50}",
                subject=f"plans.plan:{number}",
                path="000001000002",
                body={"month": "2026-03", "amounts": ["10", "2.5"]},
            )
            for number in range(ENTRIES)
        )
        Entry.objects.bulk_create(rows, batch_size=2000)
        return seal(AT)


def backed_up(home: str) -> str:
    """Writes a backup; returns its folder."""
    with _house(home):
        from remit.cli.backups.writing import write

        done = write(Path(home) / "backups", at=AT, keep_days=30)
        return str(done.folder)


def erased(home: str) -> int:
    """Erases the person, and writes the journal of erasures."""
    with _house(home):
        from remit.apps.organisation import actions
        from remit.apps.organisation.models import Person
        from remit.jobs import erasures, ledger

        actions.erase_person(Person.objects.get(), under="bench", by=None, at=LATER)
        ledger.seal(LATER)
        return erasures.note(LATER)


def restored(backup: str, home: str) -> str:
    """Puts the backup back into an empty house; returns the name of the person there."""
    with _house(home, ready=False):
        from remit.cli.restore import restore

        restore(Path(backup), None, None, into_used=False, as_json=True)
        from remit.apps.organisation.models import Person

        return Person.objects.get().name_en


@contextmanager
def _house(home: str, *, ready: bool = True) -> Iterator[None]:
    os.environ |= {"REMIT_HOME": home, "DJANGO_SETTINGS_MODULE": "remit.project.settings"}
    os.environ.pop("REMIT_DATABASE_URL", None)
    if ready:
        from remit.cli.database import open_database

        open_database()
    yield


def rows() -> list[Row]:
    """Two rows: what writing a backup takes, and what putting it back and auditing it takes."""
    with TemporaryDirectory() as old, TemporaryDirectory() as new:
        cost(filled, old)
        written = cost(backed_up, old)
        cost(erased, old)
        for file in (*Path(old).glob("*.key"), Path(old) / "erasures.jsonl"):
            (Path(new) / file.name).write_bytes(file.read_bytes())
        back = cost(restored, str(written.answer), new)
    stayed = back.answer != NAME
    note = "" if stayed else "the erased person came back"
    goal = f"at most {MOST_SECONDS:g} s, erased stay erased"
    met = back.cpu_s <= MOST_SECONDS and stayed
    return [
        Row(WRITTEN, written.cpu_s, "s", "-", None, None, "-", None, "only measured"),
        Row(RESTORED, back.cpu_s, "s", "-", None, None, goal, met, note),
    ]
