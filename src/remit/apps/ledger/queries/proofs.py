"""Proofs: the tiles of the tree, the newest checkpoint, and the receipt of an entry."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from remit.apps.ledger.models import Checkpoint, Entry, Sealed, Tile
from remit.apps.ledger.queries.entries import opened_values
from remit.apps.ledger.queries.witnesses import best_checkpoint, cosigned
from remit.apps.vault.models import Key
from remit.apps.vault.queries import salt, unwrapped
from remit.engines import merkle
from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle import (
    OpenedCheckpoint,
    carried_note,
    consistency_proof,
    inclusion_proof,
    open_checkpoint,
    verify_consistency,
)
from remit.engines.sealing import Opening, receipt_extra


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
    """The receipt of an entry; None while it is not sealed.

    It stands on the newest checkpoint that a known witness has signed, else on the newest, and bears the
    witnesses' lines.
    """
    row = Sealed.objects.filter(seq=entry.seq).first() if entry.seq else None
    seal = best_checkpoint(row.seq) if row else None
    if seal is None or row is None:
        return None
    proof = inclusion_proof(row.seq - 1, seal.size, StoredTiles())
    extra = receipt_extra(bytes(row.leaf), _opening(row, entry))
    text = merkle.Receipt(row.seq - 1, proof, cosigned(seal), extra).written
    return Receipt(entry, seal, text)


class LedgerShrunk(Refusal):
    """The ledger of today has fewer entries than a checkpoint that it has signed."""


class LedgerRewritten(Refusal):
    """The ledger of today does not begin with a checkpoint that it has signed."""


def continued(
    written: bytes, verifiers: Sequence[merkle.Verifier], witnesses: Sequence[merkle.Verifier] = ()
) -> OpenedCheckpoint:
    """The checkpoint in a file, once it is proved that the ledger of today begins with it.

    The file is a note or a saved mail that carries one. Raises LedgerShrunk, LedgerRewritten and the
    refusals of `open_checkpoint`.
    """
    opened = open_checkpoint(carried_note(written).written, verifiers, witnesses, quorum=0)
    then, newest = opened.checkpoint, checkpoint()
    size = newest.size if newest else 0
    if then.size > size:
        raise LedgerShrunk(_shrunk(then.size, size))
    if not begins_with(then):
        raise LedgerRewritten(_rewritten(then.size))
    return opened


def begins_with(then: merkle.Checkpoint) -> bool:
    """Whether the ledger of today begins with the tree of a checkpoint, proved by the stored tiles."""
    newest = checkpoint()
    if newest is None or then.size > newest.size:
        return False
    tiles = StoredTiles()
    try:
        proof = consistency_proof(then.size, newest.size, tiles)
        verify_consistency(then.size, newest.size, proof, then.root, bytes(newest.root))
        return merkle.root(then.size, tiles) == then.root
    except Refusal:
        return False


def _shrunk(then: int, now: int) -> Finding:
    return error(
        "ledger.shrunk",
        f"ledger.checkpoint:{then}",
        f"当时台账有 {then} 条记录，现在只有 {now} 条：末尾被截断，或恢复了旧备份。"
        "请妥善保存此文件并交审计人员，它是有签名的证据。",
        f"The ledger held {then} entries then and holds {now} now: its tail was cut off, or an older copy was "
        "put back. Keep this file safe and show it to the auditor: it is signed evidence.",
    )


def _rewritten(then: int) -> Finding:
    return error(
        "ledger.rewritten",
        f"ledger.checkpoint:{then}",
        f"现在的台账，前 {then} 条已不是当时签名的内容：旧记录被改动、删除或插入。"
        "请妥善保存此文件并交审计人员，它是有签名的证据。",
        f"The first {then} entries of the ledger of today are not those signed then: old entries were changed, "
        "deleted or inserted. Keep this file safe and show it to the auditor: it is signed evidence.",
    )


def _opening(row: Sealed, entry: Entry) -> Opening | None:
    key = Key.objects.filter(pk=row.key).first() if row.key else None
    found = unwrapped(key) if key else None
    return opening(row, entry, {row.key: found} if found else {})


def opening(row: Sealed, entry: Entry, keys: dict[str, bytes]) -> Opening | None:
    """What opens a leaf, with the keys of matters by their names; None once it was destroyed."""
    if row.secret is not None:
        return Opening(bytes(row.secret), opened_values(entry))
    if row.key in keys:
        return Opening(salt(keys[row.key], row.seq), opened_values(entry))
    return None
