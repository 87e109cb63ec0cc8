"""The audit: what can be found out from inside, with the database and the published key alone.

Leaves and entries are read side by side, in the order of their numbers and a chunk at a time.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
import rfc8785
from django.db import connection

from remit.apps.ledger.models import Checkpoint, Entry, Sealed
from remit.apps.ledger.queries.completeness import row_faults
from remit.apps.ledger.queries.entries import canonical, state, with_rows
from remit.apps.ledger.queries.proofs import StoredTiles, checkpoint
from remit.apps.vault.queries import all_keys, salt
from remit.engines import merkle
from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle import Flaw
from remit.engines.sealing import Opening, leaf_at, numbers_in, told_by
from remit.engines.words import Words

CHUNK = 2000
FORGOTTEN = "forgotten"


def check() -> tuple[Finding, ...]:
    """A gap in the numbering, and entries that wait and cannot be sealed."""
    return tuple(_faults())


def audit(verifiers: Sequence[merkle.Verifier]) -> tuple[Finding, ...]:
    """Everything that can be found out from inside: numbering, leaves against values, erasures, tree,
    signatures, and whether entries and rows agree both ways.

    It re-reckons every leaf and hash. What it cannot see is told by a witness outside: a tail that was
    cut off with its checkpoints, or a history signed anew with a stolen key.
    """
    return (*check(), *_leaf_faults(), *_tree_faults(verifiers), *row_faults())


@dataclass(slots=True)
class _Erased:
    """The numbers of entries that nothing opens any more, and those that erasures tell of."""

    shut: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)


class _Pair(NamedTuple):
    """A leaf and its entry as plain columns, for there may be millions; `verb` is None without an entry."""

    seq: int
    leaf: bytes
    key: str
    secret: bytes | None
    verb: str | None
    at: datetime
    actor: str
    subject: str
    matter: str
    path: str
    body: str
    rows: str

    @property
    def values(self) -> dict[str, Any]:
        """What the leaf commits to."""
        body = with_rows(orjson.loads(self.body), self.matter, orjson.loads(self.rows))
        return {"actor": self.actor, "body": body, "path": self.path, "subject": self.subject}

    @property
    def instant(self) -> str:
        """When the deed was done, as leaves write it; SQLite gives universal time without saying so."""
        at = self.at if self.at.tzinfo else self.at.replace(tzinfo=UTC)
        return at.astimezone(UTC).isoformat(timespec="microseconds")


PAIRS = """
SELECT s.seq, s.leaf, s.key, s.secret, e.verb, e.at, e.actor, e.subject, e.matter, e.path, e.body, e.rows
FROM ledger_sealed s LEFT JOIN ledger_entry e ON e.seq = s.seq
WHERE s.seq > %s ORDER BY s.seq LIMIT %s
"""


def _pairs() -> Iterator[_Pair]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(PAIRS, [last, CHUNK])
            rows = cursor.fetchall()
        if not rows:
            return
        yield from itertools.starmap(_Pair, rows)
        last = rows[-1][0]


def _leaf_faults() -> Iterator[Finding]:
    """Entries whose values are no longer those that their leaf commits to, that are gone, or erased
    without a deed. That a leaf is missing is told by the tree."""
    keys, erased = all_keys(), _Erased()
    for pair in _pairs():
        if pair.verb is None:
            yield _leaf_fault("ledger.entry_missing", pair.seq, _MISSING)
        elif not _stands(pair, pair.verb, keys, erased):
            yield _leaf_fault("ledger.entry_changed", pair.seq, _CHANGED)
    for body in Entry.objects.filter(seq__isnull=True, body__has_key=FORGOTTEN).values_list("body"):
        erased.told.update(numbers_in(body[0][FORGOTTEN]))  # accepted, and sealed in a moment
    for seq in sorted(erased.shut - erased.told):
        yield _leaf_fault("ledger.erased_without_deed", seq, _UNTOLD)


_MISSING = Words(
    "有封存的记录而无此条目：条目被删除。请用备份核对。",
    "it is sealed but not there any more: it was deleted. Compare with a backup.",
)
_CHANGED = Words(
    "内容与封存时不符：条目被改动。请用备份核对。",
    "it no longer says what was sealed: it was changed. Compare with a backup.",
)

_UNTOLD = Words(
    "内容已不可读，却没有依法删除的记录说明：可能有人暗中抹去。请用备份核对。",
    "nobody can open it any more and no erasure tells of it: somebody blotted it out. Compare with a "
    "backup.",
)

_NO_CHECKPOINT = error(
    "ledger.no_checkpoint",
    "ledger",
    "有封存的记录而没有检查点：检查点被删除。请用备份和见证核对。",
    "Entries are sealed but there is no checkpoint: they were deleted. Compare with a backup and the "
    "witness.",
)


def _leaf_fault(id: str, seq: int, words: Words) -> Finding:
    return error(id, f"ledger:{seq}", f"第{seq}号记录：{words.zh}", f"Entry {seq}: {words.en}")


def _stands(pair: _Pair, verb: str, keys: dict[str, bytes], erased: _Erased) -> bool:
    """Whether the leaf is the entry's; where nothing opens it any more the values must be gone too."""
    values = pair.values
    if FORGOTTEN in values["body"]:
        erased.told.update(numbers_in(values["body"][FORGOTTEN]))
    secret = salt(keys[pair.key], pair.seq) if pair.key in keys else pair.secret
    if secret is not None:
        said = leaf_at(pair.seq, verb, pair.instant, Opening(secret, values))
        return said == bytes(pair.leaf)
    erased.shut.add(pair.seq)
    if any(values.values()):
        return False
    try:
        seq, told, at = told_by(bytes(pair.leaf))
    except (ValueError, KeyError, TypeError):
        return False
    return (seq, told, at) == (pair.seq, verb, datetime.fromisoformat(pair.instant))


def _tree_faults(verifiers: Sequence[merkle.Verifier]) -> Iterator[Finding]:
    newest = checkpoint()
    if newest is None:
        if Sealed.objects.exists():
            yield _NO_CHECKPOINT
        return
    hashes = (
        merkle.leaf_hash(bytes(content))
        for content in Sealed.objects.order_by("seq").values_list("leaf", flat=True).iterator()
    )
    flaws: tuple[Flaw, ...] = merkle.audit(hashes, newest.size, StoredTiles(), bytes(newest.root))
    yield from (flaw.finding for flaw in flaws)
    tiles = _NearTiles()
    for row in Checkpoint.objects.order_by("size").iterator():
        yield from _checkpoint_faults(row, verifiers, tiles)


class _NearTiles:
    """The stored tiles, of which the last used are remembered: one checkpoint needs those of the one before."""

    def __init__(self) -> None:
        self.hashes = lru_cache(maxsize=64)(StoredTiles().hashes)


def _checkpoint_faults(
    row: Checkpoint, verifiers: Sequence[merkle.Verifier], tiles: _NearTiles
) -> Iterator[Finding]:
    try:
        opened = merkle.open_checkpoint(row.note, verifiers)
        root = merkle.root(row.size, tiles)
    except Refusal as refused:
        yield from refused.findings
        return
    if (opened.checkpoint.size, opened.checkpoint.root, bytes(row.root)) != (row.size, root, root):
        yield error(
            "ledger.checkpoint_differs",
            f"ledger.checkpoint:{row.size}",
            f"第{row.size}号检查点与记录不符。请用备份和见证核对。",
            f"Checkpoint {row.size} does not agree with the entries. Compare with a backup and the witness.",
        )


def _faults() -> Iterator[Finding]:
    whole = state()
    if whole.numbered != whole.last:
        yield error(
            "ledger.gap",
            "ledger",
            f"编号到 {whole.last}，但只有 {whole.numbered} 条已编号的记录：有缺号。请用备份核对。",
            f"Numbers run to {whole.last} but {whole.numbered} entries are numbered: there is a gap. "
            "Compare with a backup.",
        )
    for entry in Entry.objects.filter(seq__isnull=True).order_by("id").iterator(chunk_size=CHUNK):
        try:
            canonical(entry)
        except (rfc8785.CanonicalizationError, ValueError) as fault:
            yield error(
                "ledger.not_canonical",
                f"ledger.entry:{entry.pk}",
                f"记录 {entry.pk} 无法写成规范形式（{fault}）：它在系统外被改动过。请用备份核对。",
                f"Entry {entry.pk} has no canonical form ({fault}): it was changed from outside. "
                "Compare with a backup.",
            )
