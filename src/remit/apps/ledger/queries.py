"""Reading the ledger."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

import rfc8785
from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from remit.apps.ledger.models import Checkpoint, Entry, Position, Sealed, Tile
from remit.engines import merkle
from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle import Flaw, inclusion_proof
from remit.engines.sealing import Opening, leaf, receipt_extra, told_by
from remit.engines.words import Words

VERSION = 1


def canonical(entry: Entry) -> bytes:
    """The entry as canonical JSON (RFC 8785), as it is shown; what is sealed is its leaf."""
    return rfc8785.dumps(
        {
            "v": VERSION,
            "id": entry.pk,
            "verb": entry.verb,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": entry.actor,
            "subject": entry.subject,
            "path": entry.path,
            "body": entry.body,
        }
    )


def opened_values(entry: Entry) -> dict[str, object]:
    """What the leaf of an entry commits to."""
    return {
        "actor": entry.actor,
        "body": entry.body,
        "path": entry.path,
        "subject": entry.subject,
    }


class StoredTiles:
    """The tiles of the tree as they are kept."""

    def hashes(self, level: int, index: int) -> bytes:
        """The hashes of a tile; empty where there is none yet."""
        found = Tile.objects.filter(level=level, place=index).values_list("hashes", flat=True)
        return bytes(next(iter(found), b""))


def checkpoint() -> Checkpoint | None:
    """The newest checkpoint."""
    return Checkpoint.objects.order_by("-size").first()


def signer() -> merkle.Signer:
    """The key with which checkpoints are signed; its name is the origin of the tree."""
    seed = bytes.fromhex(settings.LEDGER_KEY)
    name = f"remit-ledger-{hashlib.sha256(seed).hexdigest()[:12]}"
    return merkle.generate_signer(name, seed)


def verifier() -> merkle.Verifier:
    """The public key of the checkpoints."""
    return signer().verifier


def receipt_of(seq: int) -> "Receipt | None":
    """The receipt of the entry with a number; None where there is none, or it is not sealed."""
    entry = Entry.objects.filter(seq=seq).first()
    return receipt(entry) if entry else None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What proves an entry to anybody: the `.tlog-proof` file, with the opening as its extra data."""

    entry: Entry
    checkpoint: Checkpoint
    text: str


def receipt(entry: Entry) -> Receipt | None:
    """The receipt of an entry, against the newest checkpoint; None while it is not sealed."""
    newest = checkpoint()
    row = Sealed.objects.filter(seq=entry.seq).first() if entry.seq else None
    if newest is None or row is None:
        return None
    proof = inclusion_proof(row.seq - 1, newest.size, StoredTiles())
    extra = receipt_extra(bytes(row.leaf), _opening(row, entry))
    text = merkle.Receipt(row.seq - 1, proof, newest.note, extra).written
    return Receipt(entry, newest, text)


def _opening(row: Sealed, entry: Entry) -> Opening | None:
    return Opening(bytes(row.secret), opened_values(entry)) if row.secret is not None else None


def after(reader: str, *, limit: int = 500) -> list[Entry]:
    """The numbered entries that `reader` has not yet worked off, in order."""
    position = Position.objects.filter(reader=reader).first()
    return list(
        Entry.objects.filter(seq__gt=position.seq if position else 0).order_by("seq")[:limit]
    )


def about(*subjects: str) -> QuerySet[Entry]:
    """The entries of the given subjects, oldest first."""
    return Entry.objects.filter(subject__in=subjects).order_by("id")


def within(ranges: list[tuple[str, str]]) -> QuerySet[Entry]:
    """The entries of the units whose paths lie in the half-open ranges, newest first."""
    wanted = Q(pk__in=[])
    for low, high in ranges:
        wanted |= Q(path__gte=low, path__lt=high)
    return Entry.objects.filter(wanted).order_by("-id")


@dataclass(frozen=True, slots=True)
class State:
    """How many entries there are, how many are numbered, and the last number."""

    entries: int
    numbered: int
    last: int

    @property
    def waiting(self) -> int:
        """How many entries have no number yet."""
        return self.entries - self.numbered


def state() -> State:
    """The ledger's extent."""
    row = Entry.objects.aggregate(entries=Count("id"), numbered=Count("seq"), last=Max("seq"))
    return State(row["entries"], row["numbered"], row["last"] or 0)


def check() -> tuple[Finding, ...]:
    """What is wrong with the numbering: a gap, or an entry that cannot be written canonically."""
    return tuple(_faults())


def audit(verifiers: Sequence[merkle.Verifier]) -> tuple[Finding, ...]:
    """Everything that can be found out from inside: numbering, leaves against values, tree, signatures.

    It re-reckons every leaf and hash. What it cannot see is told by a witness outside: a tail that was
    cut off with its checkpoints, or a history signed anew with a stolen key.
    """
    return (*check(), *_leaf_faults(), *_tree_faults(verifiers))


def _leaf_faults() -> Iterator[Finding]:
    """Entries whose values are no longer those that their leaf commits to, or that have no leaf."""
    rows = Entry.objects.filter(seq__isnull=False).order_by("seq").iterator(chunk_size=2000)
    leaves = Sealed.objects.order_by("seq").iterator(chunk_size=2000)
    entries = {row.seq: row for row in rows}
    for row in leaves:
        entry = entries.pop(row.seq, None)
        if entry is None:
            yield _leaf_fault("ledger.entry_missing", row.seq, _MISSING)
        elif not _stands(row, entry):
            yield _leaf_fault("ledger.entry_changed", row.seq, _CHANGED)


_MISSING = Words(
    "有封存的记录而无此条目：条目被删除。请用备份核对。",
    "it is sealed but not there any more: it was deleted. Compare with a backup.",
)
_CHANGED = Words(
    "内容与封存时不符：条目被改动。请用备份核对。",
    "it no longer says what was sealed: it was changed. Compare with a backup.",
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


def _stands(row: Sealed, entry: Entry) -> bool:
    """Whether the leaf is the entry's; where the secret was destroyed the values must be gone too."""
    opening = _opening(row, entry)
    if opening is not None:
        return leaf(row.seq, entry.verb, entry.at, opening) == bytes(row.leaf)
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
