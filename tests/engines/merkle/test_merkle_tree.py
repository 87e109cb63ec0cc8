"""Proofs are checked strictly: what is not wholly right is refused."""

import hashlib
from itertools import pairwise

import pytest

from remit.engines.merkle import (
    ProofDoesNotHold,
    Suite,
    consistency_proof,
    empty_root,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from tests.engines.merkle.plain_tree import (
    Memory,
    filled,
    flipped,
    forged,
    leaves_of,
    plain_consistency,
    plain_path,
    plain_root,
)

SIZES = (1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 33)
SHA3 = Suite("sha3-256", lambda content: hashlib.sha3_256(content).digest())


def inclusion_refused(*case: object) -> bool:
    try:
        verify_inclusion(*case)  # type: ignore[arg-type]
    except ProofDoesNotHold as refusal:
        return all(each.message.zh and each.message.en for each in refusal.findings)
    return False


def consistency_refused(*case: object) -> bool:
    try:
        verify_consistency(*case)  # type: ignore[arg-type]
    except ProofDoesNotHold as refusal:
        return all(each.message.zh and each.message.en for each in refusal.findings)
    return False


def test_every_leaf_of_small_trees_is_proved_and_no_forged_proof_passes() -> None:
    refused = 0
    for size in SIZES:
        leaves = leaves_of(size)
        top = plain_root(leaves)
        for index, leaf in enumerate(leaves):
            proof = plain_path(index, leaves)
            verify_inclusion(leaf, index, size, proof, top)
            wrong = [
                *((leaf, index, size, other, top) for other in forged(proof)),
                *((leaf, other, size, proof, top) for other in {-1, index + 1, index ^ 1, size}),
                (flipped(leaf, 9), index, size, proof, top),
                (leaf, index, size, proof, flipped(top, 9)),
                (leaf, index, index, proof, top),
                (leaf, index, -1, proof, top),
            ]
            assert [case for case in wrong if not inclusion_refused(*case)] == []
            refused += len(wrong)
    assert refused >= 2_000


def test_every_beginning_of_small_trees_is_proved_and_no_forged_proof_passes() -> None:
    refused = 0
    for new in SIZES:
        leaves = leaves_of(new)
        tops = [plain_root(leaves[:size]) for size in range(new + 1)]
        for old in range(1, new + 1):
            proof = plain_consistency(old, leaves)
            verify_consistency(old, new, proof, tops[old], tops[new])
            wrong = [
                *((old, new, other, tops[old], tops[new]) for other in forged(proof)),
                (old, new, proof, flipped(tops[old], 3), tops[new]),
                (old, new, proof, tops[old], flipped(tops[new], 3)),
                (new + 1, new, proof, tops[old], tops[new]),
                (-1, new, proof, tops[old], tops[new]),
            ]
            assert [case for case in wrong if not consistency_refused(*case)] == []
            refused += len(wrong)
    assert refused >= 2_000


def test_all_logs_begin_with_the_empty_one_and_nothing_else_does() -> None:
    top = plain_root(leaves_of(3))
    verify_consistency(0, 3, [], empty_root(), top)
    verify_consistency(0, 0, [], empty_root(), empty_root())
    assert consistency_refused(0, 3, [], top, top)
    assert consistency_refused(0, 3, [top], empty_root(), top)
    assert consistency_refused(0, 0, [], top, top)
    assert consistency_refused(3, 3, [], top, empty_root())
    assert consistency_refused(3, 3, [top], top, top)


def test_no_proof_at_all_proves_nothing() -> None:
    leaves = leaves_of(8)
    tops = [plain_root(leaves[:size]) for size in range(9)]
    assert all(consistency_refused(old, 8, [], tops[old], tops[8]) for old in range(1, 8))
    assert all(inclusion_refused(leaf, at, 8, [], tops[8]) for at, leaf in enumerate(leaves))


def test_two_equal_texts_that_are_no_hashes_prove_nothing() -> None:
    assert consistency_refused(1, 1, [], b"same", b"same")
    assert inclusion_refused(b"same", 0, 1, [], b"same")


def test_a_single_leaf_is_its_own_root() -> None:
    (leaf,) = leaves_of(1)
    verify_inclusion(leaf, 0, 1, [], leaf)
    assert inclusion_refused(leaf, 0, 1, [leaf], leaf)


def test_leaf_and_node_of_the_same_bytes_differ() -> None:
    left, right = leaves_of(2)
    assert node_hash(left, right) != leaf_hash(left + right)


def test_another_hash_function_gives_another_log_with_the_same_laws() -> None:
    leaves = [leaf_hash(bytes([each]), SHA3) for each in range(9)]
    tiles = Memory({(0, 0): b"".join(leaves)})
    tops = [root(size, tiles, SHA3) for size in range(10)]
    assert tops[0] == hashlib.sha3_256(b"").digest()
    assert tops[9] != plain_root(leaves)
    for index, leaf in enumerate(leaves):
        proof = inclusion_proof(index, 9, tiles, SHA3)
        verify_inclusion(leaf, index, 9, proof, tops[9], SHA3)
        assert inclusion_refused(leaf, index, 9, proof, tops[9])
    for old, new in pairwise(range(10)):
        proof = consistency_proof(old, new, tiles, SHA3)
        verify_consistency(old, new, proof, tops[old], tops[new], SHA3)


def test_a_refusal_says_what_why_and_what_to_do() -> None:
    leaves = leaves_of(3)
    tiles = filled(leaves)
    proof = inclusion_proof(0, 3, tiles)
    with pytest.raises(ProofDoesNotHold) as refused:
        verify_inclusion(leaves[1], 0, 3, proof, root(3, tiles))
    (finding,) = refused.value.findings
    assert finding.id == "merkle.inclusion_root"
    assert finding.message.en == (
        "The entry is not in the log: the proof leads to another root. Check the files; if they are"
        " right, the log may have been altered: tell the auditor."
    )
    assert "不在该检查点所指的台账中" in finding.message.zh
