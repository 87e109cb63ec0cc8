"""The Merkle tree of an append-only log: its hashes, and who checks its proofs trusts nobody.

Idea: leaf and inner hashes begin with different bytes, so that neither can pass for the other; a tree
of n leaves splits at the largest power of two below n. An inclusion proof names the hashes beside the
way from a leaf to the root; a consistency proof shows that an old tree is the beginning of a new one.
Source: RFC 9162, sections 2.1.1, 2.1.3.2 and 2.1.4.2.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from remit.engines.findings import Finding, Refusal, error

HASH_BYTES = 32
SOURCE = "RFC 9162"


class ProofDoesNotHold(Refusal):
    """A proof that does not lead from what is given to the root."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A hash function under a name that is kept with the log; hashes have 32 bytes."""

    name: str
    hash: Callable[[bytes], bytes]


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


SHA256 = Suite("sha256", _sha256)


def leaf_hash(entry: bytes, suite: Suite = SHA256) -> bytes:
    """The hash of an entry (RFC 9162, 2.1.1).

    >>> leaf_hash(b"").hex()[:8]
    '6e340b9c'
    """
    return suite.hash(b"\x00" + entry)


def node_hash(left: bytes, right: bytes, suite: Suite = SHA256) -> bytes:
    """The hash above two hashes.

    >>> node_hash(leaf_hash(b""), leaf_hash(bytes(1))).hex()[:8]
    'fac54203'
    """
    return suite.hash(b"\x01" + left + right)


def empty_root(suite: Suite = SHA256) -> bytes:
    """The root of a log without entries.

    >>> empty_root().hex()[:8]
    'e3b0c442'
    """
    return suite.hash(b"")


def verify_inclusion(
    leaf_hash: bytes,
    index: int,
    size: int,
    proof: Sequence[bytes],
    root: bytes,
    suite: Suite = SHA256,
) -> None:
    """Raises ProofDoesNotHold unless the leaf is at `index`, from 0, of the tree of `size` leaves.

    >>> first, second = leaf_hash(b"one"), leaf_hash(b"two")
    >>> verify_inclusion(first, 0, 2, [second], node_hash(first, second))
    """
    _refuse_unless_hashes("leaf", leaf_hash, root, *proof)
    if not 0 <= index < size:
        raise ProofDoesNotHold(_outside(index, size))
    if _reached(leaf_hash, index, size, proof, suite) != root:
        raise ProofDoesNotHold(_wrong_root("inclusion"))


def _reached(leaf: bytes, index: int, size: int, proof: Sequence[bytes], suite: Suite) -> bytes:
    """The root that a proof leads to."""
    place, last, reached = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            raise ProofDoesNotHold(_wrong_length("inclusion", len(proof)))
        if place & 1 or place == last:
            reached = node_hash(beside, reached, suite)
            place, last = _past_right_turns(place, last)
        else:
            reached = node_hash(reached, beside, suite)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofDoesNotHold(_wrong_length("inclusion", len(proof)))
    return reached


def verify_consistency(
    old_size: int,
    new_size: int,
    proof: Sequence[bytes],
    old_root: bytes,
    new_root: bytes,
    suite: Suite = SHA256,
) -> None:
    """Raises ProofDoesNotHold unless the old tree is the beginning of the new one.

    >>> first, second = leaf_hash(b"one"), leaf_hash(b"two")
    >>> verify_consistency(1, 2, [second], first, node_hash(first, second))
    """
    _refuse_unless_hashes("root", old_root, new_root, *proof)
    if not 0 <= old_size <= new_size:
        raise ProofDoesNotHold(_shrunk(old_size, new_size))
    if old_size in {0, new_size}:
        same = old_root == (new_root if old_size == new_size else empty_root(suite))
        if proof:
            raise ProofDoesNotHold(_wrong_length("consistency", len(proof)))
        if not same or (new_size == 0 and new_root != empty_root(suite)):
            raise ProofDoesNotHold(_wrong_root("consistency"))
        return
    starts_at_root = old_size & (old_size - 1) == 0
    path = [old_root, *proof] if starts_at_root else list(proof)
    if _roots(old_size, new_size, path, suite) != (old_root, new_root):
        raise ProofDoesNotHold(_wrong_root("consistency"))


def _roots(
    old_size: int, new_size: int, path: Sequence[bytes], suite: Suite
) -> tuple[bytes, bytes]:
    """The old and the new root that a path leads to."""
    whole = (old_size & -old_size).bit_length() - 1
    place, last = (old_size - 1) >> whole, (new_size - 1) >> whole
    wrong_length = ProofDoesNotHold(_wrong_length("consistency", len(path)))
    if not path:
        raise wrong_length
    old = new = path[0]
    for beside in path[1:]:
        if last == 0:
            raise wrong_length
        if place & 1 or place == last:
            old, new = node_hash(beside, old, suite), node_hash(beside, new, suite)
            place, last = _past_right_turns(place, last)
        else:
            new = node_hash(new, beside, suite)
        place, last = place >> 1, last >> 1
    if last:
        raise wrong_length
    return old, new


def _past_right_turns(place: int, last: int) -> tuple[int, int]:
    """Both numbers halved until `place` is odd or 0: at these heights nothing stands beside it."""
    shift = (place & -place).bit_length() - 1 if place else 0
    return place >> shift, last >> shift


def _refuse_unless_hashes(subject: str, *hashes: bytes) -> None:
    for place, each in enumerate(hashes):
        if len(each) != HASH_BYTES:
            raise ProofDoesNotHold(
                error(
                    "merkle.not_a_hash",
                    f"{subject}, {place}",
                    f"哈希值应为 {HASH_BYTES} 个字节，这里是 {len(each)} 个。请索取完整的证明文件。",
                    f"A hash has {HASH_BYTES} bytes, this one has {len(each)}. Ask for the whole"
                    " proof again.",
                    SOURCE,
                )
            )


def _outside(index: int, size: int) -> Finding:
    return error(
        "merkle.index_outside",
        str(index),
        f"台账共有 {size} 条记录，序号从 0 起，不存在第 {index} 号。请核对序号与检查点是否配套。",
        f"The log has {size} entries, numbered from 0; there is no number {index}. Check that the"
        " number and the checkpoint belong together.",
        SOURCE,
    )


def _shrunk(old_size: int, new_size: int) -> Finding:
    return error(
        "merkle.shrunk",
        f"{old_size}..{new_size}",
        f"台账只能增长，不能从 {old_size} 条变为 {new_size} 条。请核对两个检查点的先后。",
        f"A log only grows; it cannot go from {old_size} entries to {new_size}. Check which of the"
        " checkpoints is the older one.",
        SOURCE,
    )


def _wrong_length(what: str, length: int) -> Finding:
    return error(
        f"merkle.{what}_length",
        str(length),
        f"证明含 {length} 个哈希值，与台账大小不符。请索取完整的证明文件。",
        f"The proof has {length} hashes, which does not fit the size of the log. Ask for the whole"
        " proof again.",
        SOURCE,
    )


def _wrong_root(what: str) -> Finding:
    zh, en = {
        "inclusion": ("此条记录不在该检查点所指的台账中", "The entry is not in the log"),
        "consistency": (
            "旧台账不是新台账的开头部分",
            "The old log is not the start of the new one",
        ),
    }[what]
    return error(
        f"merkle.{what}_root",
        "root",
        f"{zh}：由证明算出的根哈希不同。请核对文件；若文件无误，台账可能被改动，请告知审计人员。",
        f"{en}: the proof leads to another root. Check the files; if they are right, the log may"
        " have been altered: tell the auditor.",
        SOURCE,
    )
