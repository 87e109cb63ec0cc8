"""Ledgers as others see them: a signed checkpoint and tiles, without any database behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from remit.engines.merkle import (
    Checkpoint,
    Signer,
    generate_signer,
    grow,
    leaf_hash,
    parse_path,
    sign_checkpoint,
    tile_path,
    tile_width,
)
from remit.engines.witnessing import Kept

KEY = generate_signer("remit-ledger-test", b"k" * 32)
NOW = 1_900_000_000


@dataclass(frozen=True)
class Published:
    """A ledger as a web server shows it: signed checkpoint and whole tiles by path."""

    size: int
    root: bytes
    tiles: dict[str, bytes]

    def read(self, path: str) -> bytes:
        """The hashes under a path, cut to the width it names; nothing where it has fewer."""
        asked = parse_path(path)
        assert asked.level is not None
        hashes = self.tiles.get(tile_path(asked.level, asked.index), b"")[: asked.width * 32]
        return hashes if len(hashes) == asked.width * 32 else b""

    @property
    def offered(self) -> bytes:
        """The signed checkpoint."""
        return sign_checkpoint(Checkpoint(KEY.name, self.size, self.root), KEY).written.encode()

    @property
    def kept(self) -> Kept:
        """What a witness has kept of it a minute ago."""
        return Kept(self.offered.decode(), NOW - 60)


class Nothing:
    """No tiles."""

    def hashes(self, level: int, index: int) -> bytes:
        """Nothing."""
        return b""


def published(entries: Sequence[bytes]) -> Published:
    """The ledger of the entries."""
    grown = grow(0, [leaf_hash(each) for each in entries], Nothing())
    tiles = {tile_path(*place): content for place, content in grown.changed.items()}
    return Published(grown.size, grown.root, tiles)


def entries(count: int) -> list[bytes]:
    """So many different entries."""
    return [f"entry {number}".encode() for number in range(count)]


def lay_out(whole: Published, folder: Path, signer: Signer = KEY) -> None:
    """Writes the ledger into a folder in the layout of C2SP tlog-tiles, in place of what was there."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    told = Checkpoint(signer.name, whole.size, whole.root)
    (folder / "checkpoint").write_text(sign_checkpoint(told, signer).written)
    for name, hashes in whole.tiles.items():
        tile = parse_path(name)
        assert tile.level is not None
        width = tile_width(tile.level, tile.index, whole.size)
        path = folder / tile_path(tile.level, tile.index, width)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(hashes)
