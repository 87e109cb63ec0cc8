"""Proofs: the tiles of the tree, the newest checkpoint, and the receipt of an entry."""

import hashlib
from dataclasses import dataclass

from django.conf import settings

from remit.apps.ledger.models import Checkpoint, Entry, Sealed, Tile
from remit.apps.ledger.queries.entries import opened_values
from remit.apps.vault.models import Key
from remit.apps.vault.queries import salt, unwrapped
from remit.engines import merkle
from remit.engines.merkle import inclusion_proof
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
