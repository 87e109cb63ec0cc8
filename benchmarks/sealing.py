"""Sealing: entries that wait get number, leaf and place in the tree, on SQLite in a fresh folder."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from tempfile import TemporaryDirectory

from benchmarks.measure import cost
from benchmarks.rows import Row

ENTRIES, LEAST_PER_SECOND = 100_000, 20_000
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
SEALED = f"Entries sealed a second, {ENTRIES:,} waiting, SQLite: by processor time"


def sealed(deed: str) -> int:
    """How many entries were written, and sealed too where that is asked for."""
    with TemporaryDirectory() as home:
        os.environ |= {"REMIT_HOME": home, "DJANGO_SETTINGS_MODULE": "remit.project.settings"}
        os.environ.pop("REMIT_DATABASE_URL", None)
        _waiting()
        return _seal_all() if deed == "seal" else ENTRIES


def _waiting() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from remit.apps.ledger.models import Entry

    Entry.objects.bulk_create(
        (
            Entry(
                verb="plans.plan_submitted",
                at=AT,
                actor=f"organisation.appointment:{number % 50}",
                subject=f"plans.plan:{number}",
                path="000001000002",
                body={"month": "2026-03", "amounts": ["10", "2.5"]},
            )
            for number in range(ENTRIES)
        ),
        batch_size=2000,
    )


def _seal_all() -> int:
    from remit.apps.ledger import queries
    from remit.apps.ledger.actions import seal

    signer, done = queries.signer(), 0
    chance: Callable[[int], bytes] = os.urandom
    while batch := seal(signer=signer, chance=chance, at=AT):
        done += batch
    return done


def rows() -> list[Row]:
    """One row: what sealing adds to having written the entries."""
    written, whole = (cost(sealed, deed).cpu_s for deed in ("write", "seal"))
    rate = ENTRIES / (whole - written)
    goal = f"at least {LEAST_PER_SECOND:,}"
    return [Row(SEALED, rate, "1/s", "-", None, None, goal, rate >= LEAST_PER_SECOND)]
