"""The measures of importance against their definitions, world by world."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from remit.engines.faulttree import banzhaf, compile_network, importance
from remit.engines.formulas import AllOf, AnyOf, Is, Not
from tests.engines.faulttree.drawn import LEAVES, Gates, happens, networks, top_of, worlds

PARTS = 20
CHANCES = st.fixed_dictionaries({leaf: st.integers(0, PARTS) for leaf in LEAVES})
Chances = dict[str, int]  # in twentieths


def chance(bad: list[dict[str, bool]], chances: Chances, **fixed: bool) -> Fraction:
    """The probability of the worlds in which the top happens, added up."""
    total = 0
    for world in bad:
        if all(world[leaf] == value for leaf, value in fixed.items()):
            free = (leaf for leaf in LEAVES if leaf not in fixed)
            total += math.prod(chances[x] if world[x] else PARTS - chances[x] for x in free)
    return Fraction(total, PARTS ** (len(LEAVES) - len(fixed)))


def bad_worlds(gates: Gates) -> list[dict[str, bool]]:
    return [world for world in worlds(LEAVES) if happens(gates, world)]


@given(networks(), CHANCES)
def test_measures_are_those_of_their_definitions(gates: Gates, chances: Chances) -> None:
    bad = bad_worlds(gates)
    total = chance(bad, chances)
    assume(total)
    found = importance(
        compile_network(gates, top_of(gates)), {leaf: p / PARTS for leaf, p in chances.items()}
    )
    for leaf, measured in found.items():
        certain, impossible = (chance(bad, chances, **{leaf: on}) for on in (True, False))
        expected = (
            certain - impossible,
            chances[leaf] / PARTS * (certain - impossible) / total,
            chances[leaf] / PARTS * certain / total,
            certain / total,
            total / impossible if impossible else math.inf,
        )
        assert measured == pytest.approx(tuple(map(float, expected)), rel=1e-6, abs=1e-9)


@given(networks())
def test_banzhaf_is_the_balance_of_the_worlds_in_which_a_leaf_decides(gates: Gates) -> None:
    bad, even = bad_worlds(gates), dict.fromkeys(LEAVES, PARTS // 2)
    for leaf, found in banzhaf(compile_network(gates, top_of(gates))).items():
        decided = chance(bad, even, **{leaf: True}) - chance(bad, even, **{leaf: False})
        assert found == pytest.approx(float(decided), abs=1e-12)


def test_a_leaf_in_every_cut_set_reduces_without_limit() -> None:
    gates = {"top": AllOf((Is("always"), AnyOf((Is("one"), Is("other")))))}
    found = importance(compile_network(gates, "top"), {"always": 0.3, "one": 0.1, "other": 0.7})
    assert found["always"].reduction == math.inf
    assert found["always"].critical == pytest.approx(1)
    assert found["always"].achievement == pytest.approx(1 / 0.3)


def test_an_impossible_top_has_a_birnbaum_measure_only() -> None:
    gates = {"top": AllOf((Is("never"), Not(Is("other"))))}
    found = importance(compile_network(gates, "top"), {"never": 0.0, "other": 0.25})
    assert found["never"].birnbaum == pytest.approx(0.75)
    assert all(map(math.isnan, found["never"][1:]))


def test_a_certain_top_has_no_leaves_to_measure() -> None:
    certain = compile_network({"top": AnyOf((Is("a"), Not(Is("a"))))}, "top")
    assert importance(certain, {}) == {}
    assert banzhaf(certain) == {}
