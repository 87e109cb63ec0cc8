"""Writing to the ledger."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import cast

from django.db import connection, transaction

from remit.apps.ledger.models import Checkpoint, Entry, Position, Tile
from remit.apps.ledger.queries import StoredTiles
from remit.engines import merkle
from remit.engines.merkle import Signer, grow, leaf_hash, sign_checkpoint
from remit.engines.sealing import Opening, leaf

# Names the one lock that the sequencer takes on PostgreSQL; any constant does.
SEQUENCER_LOCK = 72_160_001

SECRET_BYTES = 32

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

NUMBER_THE_WAITING = """
UPDATE ledger_entry SET seq = waiting.seq
FROM (
    SELECT id, (SELECT COALESCE(MAX(seq), 0) FROM ledger_entry) + ROW_NUMBER() OVER (ORDER BY id) AS seq
    FROM ledger_entry WHERE seq IS NULL ORDER BY id LIMIT %s
) AS waiting
WHERE ledger_entry.id = waiting.id AND ledger_entry.seq IS NULL
"""

KEEP_LEAF = "INSERT INTO ledger_sealed (seq, leaf, secret) VALUES (%s, %s, %s)"


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
def seal(
    *, signer: Signer, chance: Callable[[int], bytes], at: datetime, limit: int = 10_000
) -> int:
    """Numbers what waits, adds its leaves to the tree and signs the new checkpoint; returns how many.

    All in one transaction, so that there is never a number without its leaf, a leaf without its tile,
    or two checkpoints of one size. `chance` gives so many random bytes. Entries that were numbered
    before there was a key are sealed as well, oldest first.
    """
    sequence(limit=limit)
    last = Checkpoint.objects.order_by("-size").first()
    size = last.size if last else 0
    leaves = [_leaf(row, chance(SECRET_BYTES)) for row in _numbered_after(size, limit)]
    if not leaves:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(KEEP_LEAF, leaves)
    grown = grow(size, [leaf_hash(content) for _, content, _ in leaves], StoredTiles())
    _keep_tiles(grown.changed)
    _sign(grown.size, grown.root, signer, at)
    return len(leaves)


Numbered = tuple[int, str, datetime, str, str, str, Mapping[str, Json]]


def _numbered_after(size: int, limit: int) -> Iterable[Numbered]:
    """The numbered entries that no checkpoint covers yet, as plain rows: there may be many."""
    fields = ("seq", "verb", "at", "actor", "subject", "path", "body")
    rows = Entry.objects.filter(seq__gt=size).order_by("seq").values_list(*fields)
    return cast("Iterable[Numbered]", rows[:limit])


def _leaf(row: Numbered, secret: bytes) -> tuple[int, bytes, bytes]:
    seq, verb, at, actor, subject, path, body = row
    values = {"actor": actor, "body": body, "path": path, "subject": subject}
    return seq, leaf(seq, verb, at, Opening(secret, values)), secret


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
