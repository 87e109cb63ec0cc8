"""The same log in pymerkle's tree in memory, which appends best when it is given all entries at once."""

import time
from random import Random

from pymerkle import InmemoryTree, verify_inclusion

from benchmarks.merkle import ASKED, SEED, entries


def root_after(count: str) -> str:
    """The root after `count` entries were added to an empty log."""
    tree = InmemoryTree(algorithm="sha256")
    tree.append_entries(entries(int(count)))
    root: bytes = tree.get_root()
    return root.hex()


def figures(count: str) -> dict[str, object]:
    """Seconds for appending, milliseconds a proof and a verification, and the root."""
    size, chance, tree = int(count), Random(SEED), InmemoryTree(algorithm="sha256")
    start = time.process_time()
    tree.append_entries(entries(size))
    root = tree.get_root()
    appended = time.process_time()
    asked = [chance.randrange(size) for _ in range(ASKED)]
    proofs = [tree.prove_inclusion(index + 1, size) for index in asked]
    proved = time.process_time()
    leaves = [tree.get_leaf(index + 1) for index in asked]
    before = time.process_time()
    for leaf, proof in zip(leaves, proofs, strict=True):
        verify_inclusion(leaf, root, proof)
    verified = time.process_time() - before
    return {
        "append": appended - start,
        "prove": (proved - appended) * 1000 / ASKED,
        "verify": verified * 1000 / ASKED,
        "root": root.hex(),
    }
