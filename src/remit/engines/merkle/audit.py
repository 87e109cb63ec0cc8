"""The full audit: the whole tree reckoned again from the leaves, beside what is stored.

Idea: nothing stored is believed. The leaves come in order, 256 at a time; every tile and at the end the
root are reckoned from them, so that the first difference of each level says where to look.
Source: RFC 9162, section 2.1.1; C2SP tlog-tiles.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from remit.engines.findings import Finding, error
from remit.engines.merkle.tiles import (
    SOURCE,
    TILE_BYTES,
    TILE_WIDTH,
    MalformedTile,
    Tiles,
    edge_root,
    fold,
    incomplete,
    tile_path,
)
from remit.engines.merkle.tree import HASH_BYTES, SHA256, Suite


class FlawKind(StrEnum):
    """What does not fit: the number of leaves, a tile that is short, a hash in it, or the root."""

    LEAVES = "leaves"
    MISSING = "missing"
    HASH = "hash"
    ROOT = "root"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place where the stored tree is not that of the leaves.

    `leaf` is the first leaf below the place, from 0. Of a wrong root, `level` is one above the
    highest tile.
    """

    kind: FlawKind
    level: int
    tile: int
    leaf: int
    finding: Finding


def audit(
    leaf_hashes: Iterable[bytes],
    size: int,
    tiles: Tiles,
    expected_root: bytes | None = None,
    suite: Suite = SHA256,
) -> tuple[Flaw, ...]:
    """The first flaw of the leaves and of each level, lowest first; nothing where all is sound.

    >>> class One:
    ...     def hashes(self, level: int, index: int) -> bytes:
    ...         return bytes(32)
    >>> audit([bytes(32)], 1, One(), bytes(32))
    ()
    >>> [(flaw.kind.value, flaw.leaf) for flaw in audit([b"\\1" * 32], 1, One())]
    [('hash', 0)]
    """
    recount, leaves = _Recount(tiles, suite), iter(leaf_hashes)
    count = recount.add_all(leaves, size)
    reckoned = recount.finish()
    flaws = [recount.flaws[level] for level in sorted(recount.flaws)]
    if count < size or next(leaves, None) is not None:
        tile = count // TILE_WIDTH
        flaws.insert(0, Flaw(FlawKind.LEAVES, 0, tile, count, _leaves(count, size)))
    if expected_root not in {None, reckoned}:
        flaws.append(Flaw(FlawKind.ROOT, len(recount.edges), 0, 0, _root(size)))
    return tuple(flaws)


@dataclass(slots=True)
class _Recount:
    """The unfinished tile of each level, reckoned from the leaves so far, and the flaws met."""

    tiles: Tiles
    suite: Suite
    edges: list[bytes] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)
    flaws: dict[int, Flaw] = field(default_factory=dict)

    def add_all(self, leaves: Iterator[bytes], size: int) -> int:
        """Takes up to `size` leaves, and returns how many there were."""
        count = 0
        while block := list(islice(leaves, min(TILE_WIDTH, size - count))):
            if any(len(each) != HASH_BYTES for each in block):
                raise MalformedTile(_not_hashes(count))
            count += len(block)
            self.add(0, b"".join(block))
        return count

    def add(self, level: int, hashes: bytes) -> None:
        """Takes hashes that do not go beyond one tile."""
        if level == len(self.edges):
            self.edges.append(b"")
            self.finished.append(0)
        tile = self.edges[level] + hashes
        self.edges[level] = tile
        if len(tile) == TILE_BYTES:
            self._compare(level)
            self.edges[level] = b""
            self.finished[level] += 1
            self.add(level + 1, fold(tile, self.suite))

    def finish(self) -> bytes:
        """Compares the unfinished tiles; the root."""
        for level, edge in enumerate(self.edges):
            if edge:
                self._compare(level)
        return edge_root(self.edges, self.suite)

    def _compare(self, level: int) -> None:
        reckoned, tile = self.edges[level], self.finished[level]
        if level in self.flaws:
            return
        found = self.tiles.hashes(level, tile)[: len(reckoned)]
        if found != reckoned:
            self.flaws[level] = _difference(level, tile, reckoned, found)


def _difference(level: int, tile: int, reckoned: bytes, found: bytes) -> Flaw:
    places = range(0, len(reckoned), HASH_BYTES)
    at = next(at for at in places if reckoned[at : at + 32] != found[at : at + 32])
    place = at // HASH_BYTES
    leaf = (tile * TILE_WIDTH + place) << 8 * level
    if len(found) < at + HASH_BYTES:
        short = incomplete(level, tile, len(reckoned) // HASH_BYTES, len(found) // HASH_BYTES)
        return Flaw(FlawKind.MISSING, level, tile, leaf, short)
    return Flaw(FlawKind.HASH, level, tile, leaf, _hash(level, tile, place, leaf))


def _hash(level: int, tile: int, place: int, leaf: int) -> Finding:
    path = tile_path(level, tile)
    return error(
        "merkle.audit_hash",
        f"{path}, {place}",
        f"分片 {path} 的第 {place} 个哈希值（从 0 起）与由记录算出的不同，涉及第 {leaf} 号记录起的内容："
        "记录或分片已被改动。请保全现场，与见证方保存的检查点和备份比对。",
        f"Hash {place} of the tile {path}, counted from 0, is not the one reckoned from the entries"
        f" from number {leaf} on: an entry or the tile was altered. Keep everything as it is and"
        " compare it with the witnesses' checkpoints and the backups.",
        SOURCE,
    )


def _leaves(count: int, size: int) -> Finding:
    zh, en = (
        (f"只有 {count} 条", f"there are only {count}")
        if count < size
        else ("还有更多", "there are more")
    )
    return error(
        "merkle.audit_leaves",
        str(count),
        f"检查点记载台账有 {size} 条记录，实际{zh}。请与备份比对，查明记录的增减。",
        f"The checkpoint tells of {size} entries, but {en}. Compare with the backups to find what was"
        " taken out or put in.",
        SOURCE,
    )


def _root(size: int) -> Finding:
    return error(
        "merkle.audit_root",
        str(size),
        f"由 {size} 条记录算出的根哈希与检查点不同：记录自签发后被改动。"
        "请保全现场，与见证方保存的检查点比对。",
        f"The root reckoned from {size} entries is not that of the checkpoint: entries were altered"
        " after it was signed. Keep everything as it is and compare with the witnesses' checkpoints.",
        SOURCE,
    )


def _not_hashes(leaf: int) -> Finding:
    return error(
        "merkle.leaf_hash",
        str(leaf),
        f"第 {leaf} 号起的 256 条中有叶子哈希值不是 {HASH_BYTES} 字节。请检查读取记录的程序。",
        f"Among the 256 leaves from number {leaf} on, a hash does not have {HASH_BYTES} bytes. Check"
        " how the entries were read.",
        SOURCE,
    )
