"""Tiles grow at their right edge only, and give every root and proof of every size."""

from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.merkle import (
    LEAF_LIMIT,
    Address,
    MalformedBundle,
    MalformedTile,
    OutOfRange,
    TilesIncomplete,
    consistency_proof,
    empty_root,
    entries_path,
    grow,
    inclusion_proof,
    parse_bundle,
    parse_path,
    root,
    tile_path,
    tile_width,
    verify_consistency,
    verify_inclusion,
    write_bundle,
)
from tests.engines.merkle.plain_tree import (
    Memory,
    filled,
    leaves_of,
    plain_consistency,
    plain_path,
    plain_root,
)

BIG = 70_000


@pytest.fixture(scope="module")
def big() -> tuple[list[bytes], Memory]:
    leaves = leaves_of(BIG)
    return leaves, filled(leaves)


def test_roots_and_proofs_are_those_of_the_definitions_at_all_small_sizes() -> None:
    leaves = leaves_of(70)
    tiles = filled(leaves)
    for size in range(71):
        assert root(size, tiles) == plain_root(leaves[:size])
        for index in range(size):
            assert list(inclusion_proof(index, size, tiles)) == plain_path(index, leaves[:size])
            assert list(consistency_proof(index + 1, size, tiles)) == plain_consistency(
                index + 1, leaves[:size]
            )


@pytest.mark.parametrize("size", [255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000])
def test_roots_and_proofs_hold_around_the_edges_of_tiles(
    size: int, big: tuple[list[bytes], Memory]
) -> None:
    leaves, tiles = big
    top = root(size, tiles)
    for index in {0, 1, 254, 255, 256, size // 2, size - 256, size - 2, size - 1} & {*range(size)}:
        verify_inclusion(leaves[index], index, size, inclusion_proof(index, size, tiles), top)
        old = root(index, tiles)
        verify_consistency(index, size, consistency_proof(index, size, tiles), old, top)


def test_a_log_of_70000_has_the_tiles_of_the_specification(
    big: tuple[list[bytes], Memory],
) -> None:
    _, tiles = big
    full = {key for key, hashes in tiles.items() if len(hashes) == 8192}
    assert full == {*((0, index) for index in range(273)), (1, 0)}
    partial = {key: len(hashes) // 32 for key, hashes in tiles.items() if key not in full}
    assert partial == {(0, 273): 112, (1, 1): 17, (2, 0): 1}
    assert all(tile_width(*key, BIG) == len(hashes) // 32 for key, hashes in tiles.items())
    assert tile_width(0, 274, BIG) == tile_width(3, 0, BIG) == 0


def test_growing_reads_and_writes_the_right_edge_only(big: tuple[list[bytes], Memory]) -> None:
    leaves, tiles = big
    tiles.reads = 0
    grown = grow(BIG, leaves[:1], tiles)
    assert tiles.reads == 3
    assert set(grown.changed) == {(0, 273)}
    assert (grown.size, grown.root) == (BIG + 1, plain_root([*leaves, leaves[0]]))


def test_growing_by_nothing_changes_nothing(big: tuple[list[bytes], Memory]) -> None:
    _, tiles = big
    grown = grow(BIG, [], tiles)
    assert (grown.size, grown.root, dict(grown.changed)) == (BIG, root(BIG, tiles), {})
    assert grow(0, [], Memory()).root == empty_root()


@pytest.mark.parametrize("seed", range(3))
def test_batches_of_any_length_come_to_the_same_tiles(
    seed: int, big: tuple[list[bytes], Memory]
) -> None:
    leaves, tiles = big
    chance, grown, size = Random(seed), Memory(), 0
    while size < BIG:
        batch = leaves[size : size + chance.choice((1, 7, 255, 256, 257, 9_000))]
        growth = grow(size, iter(batch), grown)
        grown.update(growth.changed)
        size = growth.size
    assert grown == tiles
    assert growth.root == root(BIG, tiles)


def test_hashes_beyond_the_size_asked_for_do_not_matter() -> None:
    leaves = leaves_of(600)
    longer = filled(leaves)
    grown = grow(300, leaves[300:310], longer)
    assert grown.root == plain_root(leaves[:310])
    assert grown.changed == {(0, 1): b"".join(leaves[256:310])}


def test_missing_hashes_are_named_and_nothing_is_guessed() -> None:
    tiles = filled(leaves_of(600))
    tiles[0, 1] = tiles[0, 1][:-1]
    with pytest.raises(TilesIncomplete, match="tile/0/001 should hold 256 hashes and holds 255"):
        inclusion_proof(300, 600, tiles)
    with pytest.raises(TilesIncomplete):
        root(700, tiles)
    with pytest.raises(TilesIncomplete):
        grow(5, [bytes(32)], Memory())


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 5), (5, 5), (6, 5), (0, 2**63), (0, -1)])
def test_places_outside_the_log_are_refused(index: int, size: int) -> None:
    tiles = filled(leaves_of(5))
    with pytest.raises(OutOfRange):
        inclusion_proof(index, size, tiles)


def test_sizes_that_no_log_has_are_refused() -> None:
    tiles = filled(leaves_of(5))
    for size in (-1, 2**63):
        with pytest.raises(OutOfRange):
            root(size, tiles)
        with pytest.raises(OutOfRange):
            grow(size, [], tiles)
        with pytest.raises(OutOfRange):
            consistency_proof(0, size, tiles)
    with pytest.raises(OutOfRange):
        consistency_proof(4, 3, tiles)
    assert consistency_proof(0, 5, tiles) == consistency_proof(5, 5, tiles) == ()


def test_what_is_no_hash_is_not_added() -> None:
    with pytest.raises(MalformedTile, match="32 bytes"):
        grow(0, [bytes(32), bytes(31), bytes(33)], Memory())


@given(st.integers(0, 63) | st.none(), st.integers(0, 10**15), st.integers(1, 256))
def test_every_path_reads_back(level: int | None, index: int, width: int) -> None:
    path = entries_path(index, width) if level is None else tile_path(level, index, width)
    assert parse_path(path) == Address(level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "", "tile/0", "tile/0/1", "tile/00/001", "tile/64/000", "tile/0/x000/001", "tile/0/001.p/0",
        "tile/0/001.p/256", "tile/0/001.p/08", "tile/0/001.p/999", "tile/0/001/002", "/tile/0/001",
        "tile/0/001\n", "tile/entries/x01/002", "tile/0/１２３", "tile/-1/000", "tile/0/x1000/000",
    ],
)  # fmt: skip
def test_a_path_has_one_spelling(path: str) -> None:
    with pytest.raises(MalformedTile, match="not the path of a tile"):
        parse_path(path)


@pytest.mark.parametrize(
    ("level", "index", "width"), [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)]
)
def test_places_that_no_tile_has_get_no_path(level: int, index: int, width: int) -> None:
    with pytest.raises(MalformedTile):
        tile_path(level, index, width)


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_every_bundle_reads_back(entries: list[bytes]) -> None:
    assert parse_bundle(write_bundle(entries)) == tuple(entries)


def test_bundles_keep_their_limits_and_all_faults_are_told() -> None:
    assert parse_bundle(write_bundle([bytes(LEAF_LIMIT)])) == (bytes(LEAF_LIMIT),)
    with pytest.raises(MalformedBundle) as refused:
        write_bundle([bytes(LEAF_LIMIT + 1)] * 257)
    assert len(refused.value.findings) == 258
    with pytest.raises(MalformedBundle, match="at most 256"):
        parse_bundle(bytes(2 * 257))
    assert len(parse_bundle(bytes(2 * 256))) == 256


@given(st.binary(max_size=40))
def test_any_bytes_are_a_bundle_or_refused(content: bytes) -> None:
    with suppress(MalformedBundle):
        assert write_bundle(parse_bundle(content)) == content


@pytest.mark.parametrize("content", [b"\0", b"\0\1", b"\0\0\0", b"\0\3on"])
def test_a_bundle_that_breaks_off_is_refused(content: bytes) -> None:
    with pytest.raises(MalformedBundle, match="breaks off in entry"):
        parse_bundle(content)
