"""What a compiled network says is what the network says, by either kind of diagram."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.faulttree import (
    Budget,
    BudgetSpent,
    CircularNetwork,
    Compiled,
    compile_network,
    evaluate,
    gradient,
)
from remit.engines.faulttree.compiling import Backend
from remit.engines.formulas import AllOf, AnyOf, Formula, Is, Not, Quorum
from tests.engines.faulttree.drawn import LEAVES, Gates, happens, networks, top_of, worlds

BACKENDS: tuple[Backend, ...] = ("python", "cudd")
CHANCES = {name: Fraction(number + 1, 11) for number, name in enumerate(LEAVES)}


def expected(gates: Gates) -> Fraction:
    """The probability of the top, added up world by world."""
    total = Fraction(0)
    for world in worlds(LEAVES):
        weight = Fraction(1)
        for name, value in world.items():
            weight *= CHANCES[name] if value else 1 - CHANCES[name]
        total += weight * happens(gates, world)
    return total


def at(compiled: Compiled, chances: dict[str, Fraction]) -> Fraction:
    return Fraction(evaluate(compiled, {leaf: chances[leaf] for leaf in compiled.leaves}))


@pytest.mark.parametrize("backend", BACKENDS)
@given(networks())
def test_the_probability_is_the_sum_over_all_worlds(backend: Backend, gates: Gates) -> None:
    compiled = compile_network(gates, top_of(gates), backend=backend)
    assert at(compiled, CHANCES) == expected(gates)


@given(networks())
def test_a_slope_is_the_difference_between_certain_and_impossible(gates: Gates) -> None:
    compiled = compile_network(gates, top_of(gates))
    value, slopes = gradient(compiled, {leaf: CHANCES[leaf] for leaf in compiled.leaves})
    assert value == expected(gates)
    for leaf, slope in slopes.items():
        certain, impossible = CHANCES | {leaf: Fraction(1)}, CHANCES | {leaf: Fraction(0)}
        assert slope == at(compiled, certain) - at(compiled, impossible)


@given(networks(), st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_many_points_at_once_are_each_point_by_itself(gates: Gates, points: list[float]) -> None:
    compiled = compile_network(gates, top_of(gates))
    column = np.array(points)
    together = evaluate(compiled, dict.fromkeys(compiled.leaves, column))
    single = [evaluate(compiled, dict.fromkeys(compiled.leaves, point)) for point in points]
    assert np.allclose(together, single, rtol=0, atol=1e-12)


@given(networks())
def test_tied_leaves_are_one_variable(gates: Gates) -> None:
    tied = compile_network(gates, top_of(gates), rename={"b": "a", "c": "a"})
    assert "b" not in tied.leaves
    for world in worlds(tied.leaves):
        every = dict.fromkeys(LEAVES, False) | world
        every |= {"b": every["a"], "c": every["a"]}
        assert bool(evaluate(tied, {k: int(v) for k, v in world.items()})) == happens(gates, every)


@given(networks())
def test_only_leaves_that_matter_are_kept_and_children_come_first(gates: Gates) -> None:
    compiled = compile_network(gates, top_of(gates))
    slopes = gradient(compiled, {leaf: CHANCES[leaf] for leaf in compiled.leaves})[1]
    assert set(slopes) == set(compiled.leaves)
    for module in compiled.modules:
        for node in range(2, len(module.level)):
            assert module.low[node] < node
            assert module.high[node] < node
            assert module.low[node] != module.high[node]


def test_a_circle_is_named() -> None:
    gates: dict[str, Formula] = {"x": AllOf((Is("y"), Is("a"))), "y": Not(Is("x"))}
    with pytest.raises(CircularNetwork) as caught:
        compile_network(gates, "x")
    assert set(caught.value.loop) == {"x", "y"}


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_budget_of_few_nodes_is_kept(backend: Backend) -> None:
    many = tuple(Is(f"v{number}") for number in range(40))
    with pytest.raises(BudgetSpent):
        compile_network({"top": Quorum(20, many)}, "top", budget=Budget(nodes=50), backend=backend)


def test_a_budget_of_seconds_is_kept_by_the_clock_that_was_handed_in() -> None:
    looks = iter(range(10_000_000))
    budget = Budget(seconds=5, clock=lambda: float(next(looks)))
    many = tuple(Is(f"v{number}") for number in range(60))
    with pytest.raises(BudgetSpent):
        compile_network({"top": Quorum(30, many)}, "top", budget=budget)


def test_a_chain_of_ten_thousand_gates_needs_no_deep_stack() -> None:
    gates: dict[str, Formula] = {"g0": Is("leaf")}
    for number in range(1, 10_000):
        both = AllOf if number % 2 else AnyOf
        gates[f"g{number}"] = both((Is(f"g{number - 1}"), Is(f"v{number}")))
    compiled = compile_network(gates, "g9999")
    assert len(compiled.leaves) == 10_000
    assert 0 < evaluate(compiled, dict.fromkeys(compiled.leaves, 0.5)) < 1


def test_a_top_that_is_a_leaf_keeps_its_name_apart() -> None:
    compiled = compile_network({}, "a")
    assert compiled.leaves == ("a",)
    assert compiled.modules[-1].name != "a"
    assert evaluate(compiled, {"a": Fraction(1, 3)}) == Fraction(1, 3)
