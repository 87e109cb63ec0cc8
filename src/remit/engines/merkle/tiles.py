"""The tree in tiles: files of up to 256 hashes that never change once they are full.

Idea: every eighth height of the tree is stored, in rows of 256 hashes; all else is hashed again when it
is asked for. A full tile is final, so that a log grows by reading and writing its right edge only.
Source: C2SP tlog-tiles (Merkle Tree, Partial Tiles, Log entries).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle.encoding import MOST_SIZE
from remit.engines.merkle.tree import HASH_BYTES, SHA256, Suite, empty_root, node_hash

SOURCE = "C2SP tlog-tiles"
TILE_WIDTH = 256
TILE_BYTES = TILE_WIDTH * HASH_BYTES
MOST_LEVEL = 63
_HEIGHT = 8
_PATH = re.compile(
    r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?"
)


class MalformedTile(Refusal):
    """A path that names no tile, or hashes that cannot stand in one."""


class OutOfRange(Refusal):
    """A size or index that the log does not have."""


class TilesIncomplete(Refusal):
    """A stored tile holds fewer hashes than the size of the log needs."""


class Tiles(Protocol):
    """Where tiles are kept."""

    def hashes(self, level: int, index: int) -> bytes:
        """What is stored of a tile: 0 to 256 hashes of 32 bytes, in order.

        It may be more than the size that is asked for needs.
        """
        ...


@dataclass(frozen=True, slots=True)
class Address:
    """A tile, or a bundle of entries where `level` is None, and how many it holds (1 to 256)."""

    level: int | None
    index: int
    width: int


@dataclass(frozen=True, slots=True)
class Growth:
    """The new size and root, and the whole new contents of each tile touched, by level and index."""

    size: int
    root: bytes
    changed: Mapping[tuple[int, int], bytes]


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Where a tile is published; raises MalformedTile.

    >>> tile_path(0, 1_234_067), tile_path(1, 0, 5)
    ('tile/0/x001/x234/067', 'tile/1/000.p/5')
    """
    if not 0 <= level <= MOST_LEVEL:
        raise MalformedTile(_no_such_tile(f"{level}/{index}"))
    return _path(str(level), index, width)


def entries_path(index: int, width: int = TILE_WIDTH) -> str:
    """Where a bundle of entries is published; raises MalformedTile.

    >>> entries_path(70)
    'tile/entries/070'
    """
    return _path("entries", index, width)


def _path(folder: str, index: int, width: int) -> str:
    if index < 0 or not 1 <= width <= TILE_WIDTH:
        raise MalformedTile(_no_such_tile(f"{folder}/{index}.p/{width}"))
    above, name = divmod(index, 1000)
    parts = [f"{name:03}"]
    while above:
        above, part = divmod(above, 1000)
        parts.insert(0, f"x{part:03}")
    suffix = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{folder}/{'/'.join(parts)}{suffix}"


def parse_path(path: str) -> Address:
    """What a path names; raises MalformedTile where it is not the one spelling.

    >>> parse_path("tile/entries/x001/067.p/8")
    Address(level=None, index=1067, width=8)
    """
    if found := _PATH.fullmatch(path):
        folder, parts, told = found.groups()
        index, width = int(re.sub("[x/]", "", parts)), int(told or TILE_WIDTH)
        level = None if folder == "entries" else int(folder)
        only = entries_path(index, width) if level is None else tile_path(level, index, width)
        if only == path:
            return Address(level, index, width)
    raise MalformedTile(_no_such_tile(path))


def tile_width(level: int, index: int, size: int) -> int:
    """How many hashes a log of `size` entries has in a tile: 0 to 256.

    >>> tile_width(0, 273, 70_000), tile_width(1, 1, 70_000), tile_width(2, 0, 70_000)
    (112, 17, 1)
    """
    return max(0, min(TILE_WIDTH, (size >> _HEIGHT * level) - index * TILE_WIDTH))


def grow(size: int, leaf_hashes: Iterable[bytes], tiles: Tiles, suite: Suite = SHA256) -> Growth:
    """What appending the leaves to a log of `size` entries changes; only its right edge is read.

    Raises TilesIncomplete, MalformedTile, OutOfRange.

    >>> class Nothing:
    ...     def hashes(self, level: int, index: int) -> bytes:
    ...         return b""
    >>> grown = grow(0, [bytes(32)], Nothing())
    >>> grown.size, grown.root == bytes(32), list(grown.changed)
    (1, True, [(0, 0)])
    """
    added = _joined(leaf_hashes)
    if not 0 <= size <= MOST_SIZE:
        raise OutOfRange(out_of_range(size, MOST_SIZE))
    changed: dict[tuple[int, int], bytes] = {}
    edges: list[bytes] = []
    level, new, new_size = 0, added, size + len(added) // HASH_BYTES
    while new_size >> _HEIGHT * level:
        index, kept = divmod(size >> _HEIGHT * level, TILE_WIDTH)
        whole = stored(tiles, level, index, kept) + new
        above = []
        for start in range(0, len(whole) if new else 0, TILE_BYTES):
            tile = whole[start : start + TILE_BYTES]
            changed[level, index + start // TILE_BYTES] = tile
            if len(tile) == TILE_BYTES:
                above.append(fold(tile, suite))
        edges.append(whole[len(whole) // TILE_BYTES * TILE_BYTES :])
        level, new = level + 1, b"".join(above)
    return Growth(new_size, edge_root(edges, suite), changed)


def _joined(leaf_hashes: Iterable[bytes]) -> bytes:
    hashes = list(leaf_hashes)
    if any(len(each) != HASH_BYTES for each in hashes):
        raise MalformedTile(_not_hashes())
    return b"".join(hashes)


def fold(hashes: bytes, suite: Suite) -> bytes:
    """The hash above a power of two of hashes."""
    digest = suite.hash
    while len(hashes) > HASH_BYTES:
        pairs = range(0, len(hashes), 2 * HASH_BYTES)
        hashes = b"".join([digest(b"\x01" + hashes[at : at + 64]) for at in pairs])
    return hashes


def edge_root(edges: Iterable[bytes], suite: Suite) -> bytes:
    """The root of a log whose unfinished tiles, from level 0 on, are these."""
    root = b""
    for hashes in edges:
        end = len(hashes)
        for height in range(_HEIGHT):
            peak = HASH_BYTES << height
            if len(hashes) & peak:
                top = fold(hashes[end - peak : end], suite)
                root = node_hash(top, root, suite) if root else top
                end -= peak
    return root or empty_root(suite)


def stored(tiles: Tiles, level: int, index: int, width: int) -> bytes:
    """The first `width` hashes of a tile; raises TilesIncomplete."""
    if not width:
        return b""
    hashes = tiles.hashes(level, index)[: width * HASH_BYTES]
    if len(hashes) < width * HASH_BYTES:
        raise TilesIncomplete(incomplete(level, index, width, len(hashes) // HASH_BYTES))
    return hashes


def incomplete(level: int, index: int, width: int, found: int) -> Finding:
    """What is said of a tile that holds too little."""
    path = tile_path(level, index)
    return error(
        "merkle.tile_incomplete",
        path,
        f"台账分片 {path} 应有 {width} 个哈希值，只找到 {found} 个。请从备份恢复，或由全部记录重建。",
        f"The tile {path} should hold {width} hashes and holds {found}. Restore it from a backup, or"
        " build it again from the entries.",
        SOURCE,
    )


def out_of_range(asked: int, size: int) -> Finding:
    """What is said of a place that a log of `size` entries does not have."""
    return error(
        "merkle.out_of_range",
        f"{asked} of {size}",
        f"所问的位置 {asked} 不在大小为 {size} 的台账范围内（从 0 起）。请核对序号与检查点。",
        f"Place {asked} is not within a log of size {size}, counted from 0. Check the number and the"
        " checkpoint.",
        "RFC 9162",
    )


def _no_such_tile(path: str) -> Finding:
    return error(
        "merkle.tile_path",
        path,
        "这不是台账分片的路径。应写作 tile/层/序号，例如 tile/0/x001/067 或 tile/entries/000.p/8。",
        "This is not the path of a tile, which reads tile/level/number, as in tile/0/x001/067 or"
        " tile/entries/000.p/8.",
        SOURCE,
    )


def _not_hashes() -> Finding:
    return error(
        "merkle.leaf_hash",
        "leaf",
        f"叶子哈希值必须各为 {HASH_BYTES} 个字节。请先对记录求叶子哈希再追加。",
        f"Every leaf hash has {HASH_BYTES} bytes. Take the leaf hash of an entry before it is added.",
        SOURCE,
    )
