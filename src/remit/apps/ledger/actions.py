"""Writing to the ledger."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from remit.apps.ledger.models import Entry, Position

# Names the one lock that the sequencer takes on PostgreSQL; any constant does.
SEQUENCER_LOCK = 72_160_001

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

NUMBER_THE_WAITING = """
UPDATE ledger_entry SET seq = waiting.seq
FROM (
    SELECT id, (SELECT COALESCE(MAX(seq), 0) FROM ledger_entry) + ROW_NUMBER() OVER (ORDER BY id) AS seq
    FROM ledger_entry WHERE seq IS NULL ORDER BY id LIMIT %s
) AS waiting
WHERE ledger_entry.id = waiting.id AND ledger_entry.seq IS NULL
"""


def record(
    verb: str, *, at: datetime, actor: str, subject: str, path: str, body: Mapping[str, Json]
) -> Entry:
    """Writes the entry of a deed, not yet numbered, in the deed's own transaction.

    `body` holds references, dates and numbers as strings: no floats, no names, no free texts.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An entry is written in the transaction of its deed.")
    _refuse_floats(body)
    return Entry.objects.create(
        verb=verb, at=at, actor=actor, subject=subject, path=path, body=dict(body)
    )


@transaction.atomic
def sequence(*, limit: int = 10_000) -> int:
    """Numbers up to `limit` waiting entries by their ids, without gaps; returns how many.

    One sequencer at a time: an advisory lock on PostgreSQL, the write lock (IMMEDIATE) on SQLite.
    Waiting entries are those without a number, never those "after the last id": a transaction that
    commits late would be skipped for ever. Tiles and checkpoints belong into this transaction.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
        cursor.execute(NUMBER_THE_WAITING, [limit])
        return int(cursor.rowcount)


@transaction.atomic
def advance(reader: str, seq: int) -> None:
    """Notes that `reader` has worked off the entries up to and including `seq`."""
    Position.objects.update_or_create(reader=reader, defaults={"seq": seq})


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("The ledger keeps no floats: write numbers as strings.")
    children = value.values() if isinstance(value, Mapping) else value
    if isinstance(value, Mapping | list | tuple):
        for child in children:  # type: ignore[attr-defined]  # narrowed by the line above
            _refuse_floats(child)
