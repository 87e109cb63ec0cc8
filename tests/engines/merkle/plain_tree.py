"""The tree as its definitions read, over a plain list of leaf hashes, and tiles in memory."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from remit.engines.merkle import (
    Checkpoint,
    Receipt,
    SignatureKind,
    Signer,
    cosign,
    generate_signer,
    grow,
    inclusion_proof,
    leaf_hash,
    sign_checkpoint,
)
from remit.engines.merkle import (
    root as tiles_root,
)

ORIGIN = "log.example/remit"
AT = 1_700_000_000


class Memory(dict[tuple[int, int], bytes]):
    """Tiles in memory, which count how often they are read."""

    reads = 0

    def hashes(self, level: int, index: int) -> bytes:
        self.reads += 1
        return self.get((level, index), b"")


def entry(number: int) -> bytes:
    return f"entry {number}".encode()


def leaves_of(count: int) -> list[bytes]:
    return [leaf_hash(entry(number)) for number in range(count)]


def filled(leaves: Sequence[bytes]) -> Memory:
    """Tiles of these leaves, added at once."""
    tiles = Memory()
    tiles.update(grow(0, leaves, tiles).changed)
    return tiles


def plain_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162, 2.1.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    k = split(len(leaves))
    return sha256(b"\1" + plain_root(leaves[:k]) + plain_root(leaves[k:])).digest()


def plain_path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*plain_path(m, leaves[:k]), plain_root(leaves[k:])]
    return [*plain_path(m - k, leaves[k:]), plain_root(leaves[:k])]


def plain_consistency(m: int, leaves: Sequence[bytes], known: bool = True) -> list[bytes]:
    """RFC 9162, 2.1.4.1."""
    if m == len(leaves):
        return [] if known else [plain_root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*plain_consistency(m, leaves[:k], known), plain_root(leaves[k:])]
    return [*plain_consistency(m - k, leaves[k:], False), plain_root(leaves[:k])]


def split(count: int) -> int:
    k = 1
    while 2 * k < count:
        k *= 2
    return k


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8 % len(content)] ^= 1 << bit % 8
    return bytes(changed)


def without(proof: Sequence[bytes], place: int) -> list[bytes]:
    return [*proof[:place], *proof[place + 1 :]]


def forged(proof: Sequence[bytes]) -> Iterable[list[bytes]]:
    """Proofs that are all wrong: bits flipped, hashes left out, doubled, added and exchanged."""
    for place, each in enumerate(proof):
        for bit in (0, 100, 255):
            yield [*proof[:place], flipped(each, bit), *proof[place + 1 :]]
        yield without(proof, place)
        yield [*proof[:place], each, *proof[place:]]
        yield [*proof[:place], each[:-1], *proof[place + 1 :]]
        yield [*proof[:place], each + b"\0", *proof[place + 1 :]]
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]
    if len(proof) > 1:
        yield list(reversed(proof))


def log_key(number: int = 1, name: str = ORIGIN) -> Signer:
    return generate_signer(name, bytes([number]) * 32)


def witness_key(number: int) -> Signer:
    return generate_signer(
        f"witness{number}.example", bytes([100 + number]) * 32, SignatureKind.COSIGNATURE
    )


def receipt_of(number: int, size: int, *witnesses: Signer, extra: bytes = b"") -> Receipt:
    """The receipt of an entry in a log of `size` entries."""
    tiles = filled(leaves_of(size))
    note = sign_checkpoint(Checkpoint(ORIGIN, size, tiles_root(size, tiles)), log_key())
    for witness in witnesses:
        note = cosign(note, witness, AT)
    return Receipt(number, inclusion_proof(number, size, tiles), note.written, extra)
