"""A log of up to a million entries in memory, beside pymerkle: append, prove, verify, audit.

Both begin with the same entries and must come to the same root. The peer keeps what it has hashed,
so that its proofs are looked up; ours keep tiles only and are hashed from them, at half the
memory and with nothing but the tiles to be stored. What is asked for is drawn from a seed.
"""

import time
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import cast

from benchmarks.measure import cost, costs
from benchmarks.rows import Row, at_most, peer_missing, times_less
from remit.engines.merkle import audit, grow, inclusion_proof, leaf_hash, verify_inclusion

SEED, ASKED = 7, 500
SOME, MANY = "100000", "1000000"
PEER = "pymerkle InmemoryTree"
TIMES_LESS, MOST_PROVE_MS, MOST_VERIFY_MS, MOST_AUDIT_S = 3, 5, 0.1, 15
APPEND = "Append {:,} entries in memory: processor time"
PROVE = "Inclusion proof among 1,000,000 entries: processor time"
VERIFY = "Verification of such a proof: processor time"
AUDIT = "Audit of 1,000,000 entries, all reckoned again: processor time"


class Memory(dict[tuple[int, int], bytes]):
    """Tiles in memory."""

    def hashes(self, level: int, index: int) -> bytes:
        """The tile, or nothing."""
        return self.get((level, index), b"")


def entries(count: int) -> list[bytes]:
    """The entries of both logs."""
    return [b"entry %d" % number for number in range(count)]


def root_after(count: str) -> str:
    """The root after `count` entries were added to an empty log."""
    tiles = Memory()
    grown = grow(0, map(leaf_hash, entries(int(count))), tiles)
    tiles.update(grown.changed)
    return grown.root.hex()


def figures(count: str) -> dict[str, object]:
    """Seconds for appending and auditing, milliseconds a proof and a verification, and the root."""
    size, chance, tiles = int(count), Random(SEED), Memory()
    start = time.process_time()
    leaves = [leaf_hash(entry) for entry in entries(size)]
    grown = grow(0, leaves, tiles)
    tiles.update(grown.changed)
    appended = time.process_time()
    asked = [chance.randrange(size) for _ in range(ASKED)]
    proofs = [inclusion_proof(index, size, tiles) for index in asked]
    proved = time.process_time()
    for index, proof in zip(asked, proofs, strict=True):
        verify_inclusion(leaves[index], index, size, proof, grown.root)
    verified = time.process_time()
    if audit(map(leaf_hash, entries(size)), size, tiles, grown.root):
        raise RuntimeError("The audit found flaws in a sound log")
    return {
        "append": appended - start,
        "prove": (proved - appended) * 1000 / ASKED,
        "verify": (verified - proved) * 1000 / ASKED,
        "audit": time.process_time() - verified,
        "root": grown.root.hex(),
    }


def rows() -> list[Row]:
    """Appending beside the peer at two sizes, and what a million entries cost to prove and audit."""
    ours = _figures(cost(figures, MANY).answer)
    within = ours["audit"] <= MOST_AUDIT_S
    goal = f"at most {MOST_AUDIT_S} s"
    audited = Row(AUDIT, ours["audit"], "s", "-", None, None, goal, within)
    return [*_beside_peer(ours), audited]


def _beside_peer(ours: Mapping[str, float]) -> list[Row]:
    some, many = APPEND.format(int(SOME)), APPEND.format(int(MANY))
    if find_spec("pymerkle") is None:
        less = f"{TIMES_LESS}x less"
        goals = {
            some: less,
            many: less,
            PROVE: f"{MOST_PROVE_MS} ms",
            VERIFY: f"{MOST_VERIFY_MS} ms",
        }
        return [peer_missing(what, "s", PEER, goal) for what, goal in goals.items()]
    peer = import_module("benchmarks.peers.pymerkle")
    fewer = costs(root_after, peer.root_after, arguments=(SOME,))
    theirs = _figures(cost(peer.figures, MANY).answer)
    return [
        times_less(some, fewer[0].cpu_s, "s", PEER, fewer[1].cpu_s, TIMES_LESS),
        times_less(many, ours["append"], "s", PEER, theirs["append"], TIMES_LESS),
        at_most(PROVE, ours["prove"], "ms", PEER, theirs["prove"], MOST_PROVE_MS),
        at_most(VERIFY, ours["verify"], "ms", PEER, theirs["verify"], MOST_VERIFY_MS),
    ]


def _figures(answer: object) -> dict[str, float]:
    """The figures of a run without its root."""
    told = cast("dict[str, float]", answer)
    return {name: figure for name, figure in told.items() if name != "root"}
