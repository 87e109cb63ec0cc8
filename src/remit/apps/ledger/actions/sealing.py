"""Sealing: numbers, leaves, tiles and the signed checkpoint, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from remit.apps.ledger.actions.recording import Json
from remit.apps.ledger.models import Audit, Checkpoint, Entry, Tile
from remit.apps.ledger.queries import StoredTiles, sealed_up_to
from remit.apps.ledger.queries.entries import with_rows
from remit.apps.vault.queries import keys_of, salt
from remit.engines import merkle
from remit.engines.findings import Finding, as_mapping
from remit.engines.merkle import Signer, grow, leaf_hash, sign_checkpoint
from remit.engines.sealing import Opening, leaf

# Names the one lock that the sequencer takes on PostgreSQL; any constant does.
SEQUENCER_LOCK = 72_160_001

SECRET_BYTES = 32

NUMBER_THE_WAITING = """
UPDATE ledger_entry SET seq = waiting.seq
FROM (
    SELECT id, (SELECT COALESCE(MAX(seq), 0) FROM ledger_entry) + ROW_NUMBER() OVER (ORDER BY id) AS seq
    FROM ledger_entry WHERE seq IS NULL ORDER BY id LIMIT %s
) AS waiting
WHERE ledger_entry.id = waiting.id AND ledger_entry.seq IS NULL
"""

KEEP_LEAF = "INSERT INTO ledger_sealed (seq, leaf, key, secret) VALUES (%s, %s, %s, %s)"


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
def seal(
    *, signer: Signer, chance: Callable[[int], bytes], at: datetime, limit: int = 10_000
) -> int:
    """Numbers what waits, adds its leaves to the tree and signs the new checkpoint; returns how many.

    All in one transaction, so that there is never a number without its leaf, a leaf without its tile,
    or two checkpoints of one size. `chance` gives so many random bytes. Entries that were numbered
    before there was a key are sealed as well, oldest first.
    """
    sequence(limit=limit)
    size = sealed_up_to()
    rows = _numbered_after(size, limit)
    if not rows:
        return 0
    keys = keys_of({row.matter for row in rows if row.matter})
    leaves = [_leaf(row, keys.get(row.matter), chance) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(KEEP_LEAF, leaves)
    grown = grow(size, [leaf_hash(content) for _, content, *_ in leaves], StoredTiles())
    _keep_tiles(grown.changed)
    _sign(grown.size, grown.root, signer, at)
    return len(leaves)


class _Numbered(NamedTuple):
    """A numbered entry as a plain row: there may be many."""

    seq: int
    verb: str
    at: datetime
    actor: str
    subject: str
    matter: str
    path: str
    body: Mapping[str, Json]
    rows: Mapping[str, str]


def _numbered_after(size: int, limit: int) -> list[_Numbered]:
    """The numbered entries that no checkpoint covers yet."""
    rows = Entry.objects.filter(seq__gt=size).order_by("seq").values_list(*_Numbered._fields)
    return [_Numbered(*row) for row in rows[:limit]]


def _leaf(
    row: _Numbered, key: tuple[str, bytes] | None, chance: Callable[[int], bytes]
) -> tuple[int, bytes, str, bytes | None]:
    """An entry's leaf, and what salts it: the key of its matter, else a secret of its own."""
    body = with_rows(row.body, row.matter, row.rows)
    values = {"actor": row.actor, "body": body, "path": row.path, "subject": row.subject}
    secret = salt(key[1], row.seq) if key else chance(SECRET_BYTES)
    content = leaf(row.seq, row.verb, row.at, Opening(secret, values))
    return row.seq, content, key[0] if key else "", None if key else secret


def _keep_tiles(changed: Mapping[tuple[int, int], bytes]) -> None:
    rows = [Tile(level=lvl, place=n, hashes=content) for (lvl, n), content in changed.items()]
    Tile.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["level", "place"],
        update_fields=["hashes"],
        batch_size=200,
    )


def _sign(size: int, root: bytes, signer: Signer, at: datetime) -> None:
    note = sign_checkpoint(merkle.Checkpoint(signer.name, size, root), signer)
    Checkpoint.objects.create(size=size, root=root, note=note.written, at=at)


@transaction.atomic
def keep_audit(findings: Sequence[Finding], *, size: int, at: datetime) -> Audit:
    """Keeps what a full audit of so many sealed entries found."""
    return Audit.objects.create(at=at, size=size, findings=[as_mapping(one) for one in findings])
