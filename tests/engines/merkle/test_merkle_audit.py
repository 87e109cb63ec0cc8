"""The audit names the first leaf, tile and level that was altered."""

import pytest

from remit.engines.merkle import Flaw, MalformedTile, audit, root
from tests.engines.merkle.plain_tree import Memory, filled, flipped, leaves_of

SIZE = 66_000


@pytest.fixture(scope="module")
def leaves() -> list[bytes]:
    return leaves_of(SIZE)


@pytest.fixture
def tiles(leaves: list[bytes]) -> Memory:
    return filled(leaves)


def told(flaws: tuple[Flaw, ...]) -> list[tuple[str, int, int, int]]:
    assert all(each.finding.message.zh and each.finding.message.en for each in flaws)
    return [(each.kind.value, each.level, each.tile, each.leaf) for each in flaws]


def test_a_sound_log_has_no_flaw_at_its_size_and_at_every_older_one(
    leaves: list[bytes], tiles: Memory
) -> None:
    for size in (0, 1, 255, 256, 257, 65_536, SIZE):
        assert audit(iter(leaves[:size]), size, tiles, root(size, tiles)) == ()


def test_an_altered_leaf_is_named_and_shows_at_every_level(
    leaves: list[bytes], tiles: Memory
) -> None:
    top = root(SIZE, tiles)
    leaves = [*leaves[:1_000], flipped(leaves[1_000], 0), *leaves[1_001:]]
    assert told(audit(leaves, SIZE, tiles, top)) == [
        ("hash", 0, 3, 1_000),
        ("hash", 1, 0, 768),
        ("hash", 2, 0, 0),
        ("root", 3, 0, 0),
    ]


@pytest.mark.parametrize(
    ("level", "index", "place", "leaf"), [(0, 257, 5, 65_797), (1, 0, 9, 2304), (2, 0, 0, 0)]
)
def test_an_altered_tile_is_named_alone(
    level: int, index: int, place: int, leaf: int, leaves: list[bytes], tiles: Memory
) -> None:
    top = root(SIZE, tiles)
    tiles[level, index] = flipped(tiles[level, index], place * 256)
    assert told(audit(leaves, SIZE, tiles, top)) == [("hash", level, index, leaf)]


def test_only_the_first_flaw_of_a_level_is_told(leaves: list[bytes], tiles: Memory) -> None:
    tiles[0, 7], tiles[0, 3] = bytes(8192), bytes(8192)
    assert told(audit(leaves, SIZE, tiles)) == [("hash", 0, 3, 768)]


def test_a_missing_or_short_tile_is_named(leaves: list[bytes], tiles: Memory) -> None:
    del tiles[0, 2]
    tiles[1, 0] = tiles[1, 0][: 32 * 30 + 7]
    assert told(audit(leaves, SIZE, tiles)) == [("missing", 0, 2, 512), ("missing", 1, 0, 7_680)]


def test_too_few_and_too_many_leaves_are_told_with_their_number(
    leaves: list[bytes], tiles: Memory
) -> None:
    assert told(audit(leaves[:-1], SIZE, tiles)) == [("leaves", 0, 257, SIZE - 1)]
    assert told(audit(leaves, SIZE - 1, tiles)) == [("leaves", 0, 257, SIZE - 1)]
    assert told(audit([], 3, Memory())) == [("leaves", 0, 0, 0)]
    few, many = audit([], 3, Memory()), audit(leaves[:4], 3, tiles)
    assert "tells of 3 entries, but there are only 0" in few[0].finding.message.en
    assert "tells of 3 entries, but there are more" in many[0].finding.message.en


def test_a_removed_entry_is_found_where_it_was(leaves: list[bytes], tiles: Memory) -> None:
    remaining = [*leaves[:500], *leaves[501:]]
    found = told(audit(remaining, SIZE, tiles, root(SIZE, tiles)))
    assert found[:2] == [("leaves", 0, 257, SIZE - 1), ("hash", 0, 1, 500)]


def test_rebuilt_tiles_are_found_by_the_signed_root_alone(leaves: list[bytes]) -> None:
    top = root(SIZE, filled(leaves))
    rewritten = [flipped(leaves[0], 1), *leaves[1:]]
    assert audit(rewritten, SIZE, filled(rewritten)) == ()
    (found,) = audit(rewritten, SIZE, filled(rewritten), top)
    assert found.finding.id == "merkle.audit_root"


def test_leaves_that_are_no_hashes_are_refused() -> None:
    with pytest.raises(MalformedTile, match="from number 256 on"):
        audit([*leaves_of(256), bytes(31), bytes(33)], 258, filled(leaves_of(258)))
