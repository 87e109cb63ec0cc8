"""The audit: what can be found out from inside, with the database and the published key alone.

Entries and leaves are read side by side, in the order of their numbers and a chunk at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import rfc8785

from remit.apps.ledger.models import Checkpoint, Entry, Sealed
from remit.apps.ledger.queries.completeness import row_faults
from remit.apps.ledger.queries.entries import canonical, opened_values, state
from remit.apps.ledger.queries.proofs import StoredTiles, checkpoint, opening
from remit.apps.vault.queries import all_keys
from remit.engines import merkle
from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle import Flaw
from remit.engines.sealing import leaf, numbers_in, told_by
from remit.engines.words import Words

CHUNK = 2000
FORGOTTEN = "forgotten"


def check() -> tuple[Finding, ...]:
    """What is wrong with the numbering: a gap, or an entry that cannot be written canonically."""
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


def _leaf_faults() -> Iterator[Finding]:
    """Entries whose values are no longer those that their leaf commits to, that are gone, or erased
    without a deed."""
    keys, erased = all_keys(), _Erased()
    for seq, row, entry in _side_by_side():
        if row is None:
            continue  # numbered and not yet sealed, or its leaf is missing: the tree tells
        if entry is None:
            yield _leaf_fault("ledger.entry_missing", seq, _MISSING)
        elif not _stands(row, entry, keys, erased):
            yield _leaf_fault("ledger.entry_changed", seq, _CHANGED)
    for seq in sorted(erased.shut - erased.told):
        yield _leaf_fault("ledger.erased_without_deed", seq, _UNTOLD)


def _side_by_side() -> Iterator[tuple[int, Sealed | None, Entry | None]]:
    """By number the leaf and the entry, either of which may be missing."""
    rows = Sealed.objects.order_by("seq").iterator(chunk_size=CHUNK)
    entries = Entry.objects.filter(seq__isnull=False).order_by("seq").iterator(chunk_size=CHUNK)
    row, entry = next(rows, None), next(entries, None)
    while row is not None or entry is not None:
        seq = min(one.seq or 0 for one in (row, entry) if one is not None)
        here = row is not None and row.seq == seq, entry is not None and entry.seq == seq
        yield seq, row if here[0] else None, entry if here[1] else None
        row = next(rows, None) if here[0] else row
        entry = next(entries, None) if here[1] else entry


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


def _stands(row: Sealed, entry: Entry, keys: dict[str, bytes], erased: _Erased) -> bool:
    """Whether the leaf is the entry's; where the secret was destroyed the values must be gone too."""
    if FORGOTTEN in entry.body:
        erased.told.update(numbers_in(entry.body[FORGOTTEN]))
    found = opening(row, entry, keys)
    if found is not None:
        return leaf(row.seq, entry.verb, entry.at, found) == bytes(row.leaf)
    erased.shut.add(row.seq)
    if any(opened_values(entry).values()):
        return False
    try:
        return told_by(bytes(row.leaf)) == (entry.seq, entry.verb, entry.at)
    except (ValueError, KeyError, TypeError):
        return False


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
    for row in Checkpoint.objects.order_by("size").iterator():
        yield from _checkpoint_faults(row, verifiers)


def _checkpoint_faults(row: Checkpoint, verifiers: Sequence[merkle.Verifier]) -> Iterator[Finding]:
    try:
        opened = merkle.open_checkpoint(row.note, verifiers)
        root = merkle.root(row.size, StoredTiles())
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
    for entry in Entry.objects.order_by("id").iterator(chunk_size=2000):
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
