"""Sealing and the full audit, on SQLite in a fresh folder.

Sealing gives the entries that wait their number, leaf and place in the tree. The audit makes every leaf
anew from its entry and compares, hashes the whole tree, checks every checkpoint and every row.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from tempfile import TemporaryDirectory

from benchmarks.measure import cost
from benchmarks.rows import Row

ENTRIES, LEAST_PER_SECOND = 100_000, 20_000
AUDITED, MOST_AUDIT_S = 1_000_000, 15.0
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
SEALED = f"Entries sealed a second, {ENTRIES:,} waiting, SQLite: by processor time"
AUDIT = f"Full audit of {AUDITED:,} entries with their commitments, SQLite: processor time"


def sealed(deed: str, number: str) -> int:
    """How many entries were written, and sealed or audited too where that is asked for."""
    with TemporaryDirectory() as home:
        os.environ |= {"REMIT_HOME": home, "DJANGO_SETTINGS_MODULE": "remit.project.settings"}
        os.environ.pop("REMIT_DATABASE_URL", None)
        _waiting(int(number))
        done = int(number) if deed == "write" else _seal_all()
        if deed == "audit":
            _audit()
        return done


def _audit() -> None:
    from remit.apps.ledger import queries

    if found := queries.audit([queries.verifier()]):
        raise RuntimeError(f"The audit found flaws in a sound ledger: {found[0]}")


def _waiting(entries: int) -> None:
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
            for number in range(entries)
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
    """What sealing adds to having written the entries, and what an audit adds to having sealed them."""
    written, whole = (cost(sealed, deed, str(ENTRIES)).cpu_s for deed in ("write", "seal"))
    rate = ENTRIES / (whole - written)
    goal = f"at least {LEAST_PER_SECOND:,}"
    before, after = (cost(sealed, deed, str(AUDITED)).cpu_s for deed in ("seal", "audit"))
    return [
        Row(SEALED, rate, "1/s", "-", None, None, goal, rate >= LEAST_PER_SECOND),
        Row(AUDIT, after - before, "s", "-", None, None, f"at most {MOST_AUDIT_S:g}",
            after - before <= MOST_AUDIT_S),
    ]  # fmt: skip
