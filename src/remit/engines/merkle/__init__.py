"""A tamper-evident log: a Merkle tree in tiles, signed checkpoints, and receipts for anybody.

>>> class Memory(dict[tuple[int, int], bytes]):
...     def hashes(self, level: int, index: int) -> bytes:
...         return self.get((level, index), b"")
>>> tiles, entries = Memory(), [b"plan submitted", b"work reported", b"appeal granted"]
>>> grown = grow(0, [leaf_hash(entry) for entry in entries], tiles)
>>> tiles.update(grown.changed)
>>> key = generate_signer("log.example", bytes(32))
>>> note = sign_checkpoint(Checkpoint("log.example", grown.size, grown.root), key)
>>> receipt = Receipt(1, inclusion_proof(1, grown.size, tiles), note.written)
>>> verify_receipt(receipt.written, b"work reported", [key.verifier]).index
1
>>> verify_receipt(receipt.written, b"work invented", [key.verifier])  # doctest: +ELLIPSIS
Traceback (most recent call last):
remit.engines.merkle.tree.ProofDoesNotHold: root: The entry is not in the log: ...

Sources: RFC 9162; C2SP tlog-tiles, tlog-checkpoint, signed-note, tlog-cosignature, tlog-proof.
"""

from remit.engines.merkle.audit import Flaw, FlawKind, audit
from remit.engines.merkle.bundles import LEAF_LIMIT, MalformedBundle, parse_bundle, write_bundle
from remit.engines.merkle.carried import carried_note
from remit.engines.merkle.checkpoints import (
    Checkpoint,
    MalformedCheckpoint,
    OpenedCheckpoint,
    TooFewWitnesses,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from remit.engines.merkle.keys import (
    MalformedKey,
    SignatureKind,
    Signer,
    Verifier,
    generate_signer,
    parse_signer,
    parse_verifier,
)
from remit.engines.merkle.notes import (
    MalformedNote,
    Note,
    Opened,
    Signature,
    SignatureDoesNotHold,
    Signed,
    cosign,
    open_note,
    parse_note,
    sign,
)
from remit.engines.merkle.proofs import consistency_proof, inclusion_proof, root
from remit.engines.merkle.receipts import (
    MalformedReceipt,
    Receipt,
    Verified,
    parse_receipt,
    verify_receipt,
)
from remit.engines.merkle.tiles import (
    TILE_WIDTH,
    Address,
    Growth,
    MalformedTile,
    OutOfRange,
    Tiles,
    TilesIncomplete,
    entries_path,
    grow,
    parse_path,
    tile_path,
    tile_width,
)
from remit.engines.merkle.tree import (
    SHA256,
    ProofDoesNotHold,
    Suite,
    empty_root,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "LEAF_LIMIT", "SHA256", "TILE_WIDTH", "Address", "Checkpoint", "Flaw", "FlawKind", "Growth",
    "MalformedBundle", "MalformedCheckpoint", "MalformedKey", "MalformedNote", "MalformedReceipt",
    "MalformedTile", "Note", "Opened", "OpenedCheckpoint", "OutOfRange", "ProofDoesNotHold",
    "Receipt", "Signature", "SignatureDoesNotHold", "SignatureKind", "Signed", "Signer", "Suite",
    "Tiles", "TilesIncomplete", "TooFewWitnesses", "Verified", "Verifier", "audit", "carried_note",
    "consistency_proof", "cosign", "empty_root", "entries_path", "generate_signer", "grow",
    "inclusion_proof", "leaf_hash", "node_hash", "open_checkpoint", "open_note", "parse_bundle",
    "parse_checkpoint", "parse_note", "parse_path", "parse_receipt", "parse_signer",
    "parse_verifier", "root", "sign", "sign_checkpoint", "tile_path", "tile_width",
    "verify_consistency", "verify_inclusion", "verify_receipt", "write_bundle",
]  # fmt: skip
