"""A log that grows by chance, beside a plain list of leaves at every step."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from remit.engines.merkle import (
    audit,
    consistency_proof,
    grow,
    inclusion_proof,
    root,
    verify_consistency,
    verify_inclusion,
)
from tests.engines.merkle.plain_tree import (
    Memory,
    flipped,
    plain_consistency,
    plain_path,
    plain_root,
)
from tests.engines.merkle.test_merkle_tree import consistency_refused, inclusion_refused


class Log(RuleBasedStateMachine):
    """Batches are added; any size and leaf is asked for; one bit is turned and must be found."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles, self.leaves, self.top = Memory(), list[bytes](), plain_root([])

    @rule(count=st.integers(0, 3) | st.integers(250, 260), seed=st.binary(min_size=32, max_size=32))
    def add(self, count: int, seed: bytes) -> None:
        added = [flipped(seed, number) for number in range(count)]
        grown = grow(len(self.leaves), added, self.tiles)
        self.tiles.update(grown.changed)
        self.leaves += added
        self.top = grown.root

    @rule(data=st.data())
    def include(self, data: st.DataObject) -> None:
        size = data.draw(st.integers(0, len(self.leaves)))
        if not size:
            return
        index = data.draw(st.integers(0, size - 1))
        proof = inclusion_proof(index, size, self.tiles)
        assert list(proof) == plain_path(index, self.leaves[:size])
        top = root(size, self.tiles)
        verify_inclusion(self.leaves[index], index, size, proof, top)
        other = flipped(self.leaves[index], data.draw(st.integers(0, 255)))
        assert inclusion_refused(other, index, size, proof, top)

    @rule(data=st.data())
    def extend(self, data: st.DataObject) -> None:
        new = data.draw(st.integers(0, len(self.leaves)))
        old = data.draw(st.integers(0, new))
        proof = consistency_proof(old, new, self.tiles)
        assert list(proof) == (plain_consistency(old, self.leaves[:new]) if old else [])
        tops = root(old, self.tiles), root(new, self.tiles)
        verify_consistency(old, new, proof, *tops)
        other = flipped(tops[0], data.draw(st.integers(0, 255)))
        assert consistency_refused(old, new, proof, other, tops[1])

    @rule(data=st.data())
    def alter_a_leaf(self, data: st.DataObject) -> None:
        if self.leaves:
            size = len(self.leaves)
            index = data.draw(st.integers(0, size - 1))
            leaves = [*self.leaves]
            leaves[index] = flipped(leaves[index], data.draw(st.integers(0, 255)))
            first, *_, last = audit(leaves, size, self.tiles, self.top)
            assert (first.kind.value, first.level, first.leaf) == ("hash", 0, index)
            assert last.kind.value == "root"

    @invariant()
    def is_as_reckoned_from_the_leaves(self) -> None:
        assert root(len(self.leaves), self.tiles) == self.top == plain_root(self.leaves)
        assert audit(self.leaves, len(self.leaves), self.tiles, self.top) == ()


TestLog = Log.TestCase
TestLog.settings = settings(stateful_step_count=15)
