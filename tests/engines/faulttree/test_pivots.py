"""The fewest others who would have had to differ, against a plain search through all of them."""

from collections.abc import Collection
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.faulttree import Budget, BudgetSpent, Compiled, compile_network, pivots
from remit.engines.formulas import AllOf, AnyOf, Formula, Is, Not, Quorum
from tests.engines.faulttree.drawn import LEAVES, Gates, happens, networks, top_of

ACTUAL = st.fixed_dictionaries({leaf: st.booleans() for leaf in LEAVES})


def flipped(world: dict[str, bool], flips: Collection[str]) -> dict[str, bool]:
    return {leaf: value != (leaf in flips) for leaf, value in world.items()}


def searched(
    gates: Gates,
    leaves: tuple[str, ...],
    actual: dict[str, bool],
    leaf: str,
    frozen: Collection[str] = (),
    *,
    kept: bool = True,
) -> tuple[str, ...] | None:
    """The definition, tried out: all sets of others, the small before the large."""
    others = [other for other in leaves if other != leaf and other not in frozen]
    for size in range(len(others) + 1):
        for flips in combinations(others, size):
            before = happens(gates, flipped(actual, flips))
            after = happens(gates, flipped(actual, (*flips, leaf)))
            if before != after and (before == happens(gates, actual) or not kept):
                return flips
    return None


def compiled(gates: Gates) -> Compiled:
    return compile_network(gates, top_of(gates))


def voting(yes: int, no: int) -> tuple[Compiled, dict[str, bool]]:
    """A vote that was carried, or not, by simple majority of an odd number of voters."""
    voters = [f"v{number}" for number in range(yes + no)]
    vote = {"top": Quorum((yes + no) // 2 + 1, tuple(map(Is, voters)))}
    return compile_network(vote, "top"), {v: n < yes for n, v in enumerate(voters)}


@given(networks(), ACTUAL)
def test_the_fewest_others_are_those_of_a_plain_search(
    gates: Gates, actual: dict[str, bool]
) -> None:
    network = compiled(gates)
    found = pivots(network, actual)
    leaves = network.leaves
    assert found == {leaf: searched(gates, leaves, actual, leaf) for leaf in leaves}


@given(networks(), ACTUAL, st.sets(st.sampled_from(LEAVES)))
def test_frozen_leaves_are_flipped_for_nobody(
    gates: Gates, actual: dict[str, bool], frozen: set[str]
) -> None:
    network = compiled(gates)
    found = pivots(network, actual, frozen=frozen)
    leaves = network.leaves
    assert found == {leaf: searched(gates, leaves, actual, leaf, frozen) for leaf in leaves}


@given(networks(), ACTUAL)
def test_without_keeping_the_outcome_making_a_difference_is_enough(
    gates: Gates, actual: dict[str, bool]
) -> None:
    network = compiled(gates)
    found = pivots(network, actual, kept=False)
    leaves = network.leaves
    assert found == {leaf: searched(gates, leaves, actual, leaf, kept=False) for leaf in leaves}


@given(networks(), ACTUAL, st.lists(st.sampled_from(LEAVES), unique=True))
def test_asking_for_some_gives_the_same_answers_as_asking_for_all(
    gates: Gates, actual: dict[str, bool], wanted: list[str]
) -> None:
    network = compiled(gates)
    every = pivots(network, actual)
    assert pivots(network, actual, wanted) == {leaf: every.get(leaf) for leaf in wanted}


@pytest.mark.parametrize(("yes", "no", "others"), [(11, 0, 5), (6, 5, 0), (7, 0, 3), (101, 0, 50)])
def test_voters_share_responsibility_as_in_the_paper(yes: int, no: int, others: int) -> None:
    # Chockler and Halpern 2004: 11-0 gives 1/6 each, 6-5 gives 1 to each of the majority.
    vote, actual = voting(yes, no)
    found = pivots(vote, actual)
    assert {len(found[v] or ()) for v, value in actual.items() if value} == {others}
    assert {found[v] for v, value in actual.items() if not value} <= {None}


def test_the_first_of_equally_small_sets_is_taken() -> None:
    vote, actual = voting(5, 0)
    found = pivots(vote, actual)
    assert (found["v0"], found["v1"], found["v4"]) == (("v1", "v2"), ("v0", "v2"), ("v0", "v1"))


def test_thousands_of_gates_below_each_other_are_reckoned_without_recursion() -> None:
    gates: dict[str, Formula] = {"g0": Is("x0")}
    for number in range(1, 3000):
        kind = AllOf if number % 2 else AnyOf
        gates[f"g{number}"] = kind((Is(f"g{number - 1}"), Is(f"x{number}")))
    network = compile_network(gates, "g2999")
    found = pivots(network, dict.fromkeys(network.leaves, False), ["x0", "x2999"])
    assert found["x2999"] == ("x2998",)
    assert set(found["x0"] or ()) == {f"x{number}" for number in range(1, 3000, 2)}


def test_a_leaf_that_does_not_matter_and_a_constant_top_have_no_pivot() -> None:
    network = compile_network({"top": AnyOf((Is("a"), AllOf((Is("a"), Is("b")))))}, "top")
    assert pivots(network, {"a": True, "b": True}, ["a", "b"]) == {"a": (), "b": None}
    constant = compile_network({"top": AnyOf((Is("a"), Not(Is("a"))))}, "top")
    assert pivots(constant, {}, ["a"]) == {"a": None}


def test_too_many_pairs_of_nodes_are_refused() -> None:
    vote, actual = voting(51, 50)
    with pytest.raises(BudgetSpent):
        pivots(vote, actual, budget=Budget(nodes=100))
