"""Roots and proofs of any size of the log, read from its tiles.

Idea: the hashes beside a way to the root are those of whole subtrees, which lie in a tile or are hashed
from one, and of the ragged right edge, which is put together from whole subtrees.
Source: RFC 9162, sections 2.1.3.1 and 2.1.4.1; C2SP tlog-tiles.
"""

from remit.engines.merkle.encoding import MOST_SIZE
from remit.engines.merkle.tiles import (
    TILE_WIDTH,
    OutOfRange,
    Tiles,
    edge_root,
    fold,
    out_of_range,
    stored,
    tile_width,
)
from remit.engines.merkle.tree import HASH_BYTES, SHA256, Suite, node_hash


def root(size: int, tiles: Tiles, suite: Suite = SHA256) -> bytes:
    """The root of the first `size` entries; raises TilesIncomplete, OutOfRange."""
    if not 0 <= size <= MOST_SIZE:
        raise OutOfRange(out_of_range(size, MOST_SIZE))
    levels = range((size.bit_length() + 7) // 8)
    widths = [(size >> 8 * level) % TILE_WIDTH for level in levels]
    edges = (
        stored(tiles, level, size >> 8 * level + 8, width) for level, width in enumerate(widths)
    )
    return edge_root(edges, suite)


def inclusion_proof(
    index: int, size: int, tiles: Tiles, suite: Suite = SHA256
) -> tuple[bytes, ...]:
    """The hashes beside the way from leaf `index` to the root of the first `size` entries."""
    if not 0 <= index < size <= MOST_SIZE:
        raise OutOfRange(out_of_range(index, size))
    hashes = _Hashes(size, tiles, suite)
    start, end = 0, size
    proof = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(hashes.over(middle, end))
            end = middle
        else:
            proof.append(hashes.over(start, middle))
            start = middle
    return tuple(reversed(proof))


def consistency_proof(old: int, new: int, tiles: Tiles, suite: Suite = SHA256) -> tuple[bytes, ...]:
    """The hashes that show the first `old` entries to be the start of the first `new`."""
    if not 0 <= old <= new <= MOST_SIZE:
        raise OutOfRange(out_of_range(old, new))
    if old in {0, new}:
        return ()
    hashes = _Hashes(new, tiles, suite)
    start, end = 0, new
    proof = []
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(hashes.over(middle, end))
            end = middle
        else:
            proof.append(hashes.over(start, middle))
            start = middle
    if start:
        proof.append(hashes.over(start, end))
    return tuple(reversed(proof))


def _split(count: int) -> int:
    """The largest power of two below `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1


class _Hashes:
    """Hashes over ranges of leaves; each tile is read once."""

    def __init__(self, size: int, tiles: Tiles, suite: Suite) -> None:
        self._size, self._tiles, self._suite = size, tiles, suite
        self._read: dict[tuple[int, int], bytes] = {}

    def over(self, start: int, end: int) -> bytes:
        """The hash over leaves `start` to `end` (not included), which a tree splits off whole."""
        count = end - start
        if count & (count - 1) == 0:
            return self._whole(count.bit_length() - 1, start)
        middle = start + _split(count)
        return node_hash(self.over(start, middle), self.over(middle, end), self._suite)

    def _whole(self, height: int, start: int) -> bytes:
        level, depth = divmod(height, 8)
        index, place = divmod(start >> 8 * level, TILE_WIDTH)
        tile = self._tile(level, index)
        return fold(tile[place * HASH_BYTES : (place + (1 << depth)) * HASH_BYTES], self._suite)

    def _tile(self, level: int, index: int) -> bytes:
        key = (level, index)
        if key not in self._read:
            width = tile_width(level, index, self._size)
            self._read[key] = stored(self._tiles, level, index, width)
        return self._read[key]
