"""Minimal cut sets against their definition, and counted where nobody could list them."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.faulttree import (
    Budget,
    BudgetSpent,
    CutSets,
    compile_network,
    minimal_cut_sets,
)
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum
from tests.engines.faulttree.drawn import LEAVES, Gates, happens, networks, top_of, worlds

EVERY = 1_000_000


def cut_sets(gates: Gates) -> CutSets:
    return minimal_cut_sets(compile_network(gates, top_of(gates)))


def searched(gates: Gates) -> list[tuple[str, ...]]:
    """The definition: what is on in some world of the top, if no less is."""
    on = {
        tuple(leaf for leaf in LEAVES if world[leaf])
        for world in worlds(LEAVES)
        if happens(gates, world)
    }
    least = [one for one in on if not any(set(other) < set(one) for other in on)]
    return sorted(least, key=lambda one: (len(one), one))


@given(networks())
def test_cut_sets_are_the_least_sets_that_bring_the_top_about(gates: Gates) -> None:
    found, expected = cut_sets(gates), searched(gates)
    assert list(found.listed(EVERY)) == expected
    assert found.count() == len(expected)
    assert found.orders() == Counter(map(len, expected))
    often = Counter(leaf for one in expected for leaf in one)
    assert {leaf: n for leaf, n in found.occurrences().items() if n} == often


@given(networks(), st.integers(0, 7), st.integers(0, 4))
def test_only_the_first_and_the_small_are_listed_when_asked(
    gates: Gates, most: int, largest: int
) -> None:
    found = cut_sets(gates)
    small = [one for one in found.listed(EVERY) if len(one) <= largest]
    assert list(found.listed(most, largest)) == small[:most]


def test_what_must_be_absent_is_taken_as_absent() -> None:
    # A pump that runs though the valve is shut: the valve's being shut is no failure of it.
    gates = {"top": AllOf((Is("runs"), Not(Is("open"))))}
    assert list(cut_sets(gates).listed()) == [("runs",)]


def test_a_module_that_is_true_at_rest_is_brought_down_where_its_absence_is_needed() -> None:
    watched = AnyOf((Not(Is("asleep")), Not(Is("away"))))
    gates: dict[str, Formula] = {
        "watched": watched,
        "stolen": AllOf((Is("thief"), Not(Is("watched")))),
        "noticed": AnyOf((AllOf((Is("watched"), Is("thief"))), Is("stolen"), Is("told"))),
    }
    for top in ("stolen", "noticed"):
        only = {
            name: formula for name, formula in gates.items() if name in ("watched", "stolen", top)
        }
        assert list(cut_sets(only).listed()) == searched_over(only)


def searched_over(gates: Gates) -> list[tuple[str, ...]]:
    """As `searched`, over these gates' own leaves, by size."""
    leaves = ("asleep", "away", "thief", "told")
    found: list[tuple[str, ...]] = []
    for size in range(len(leaves) + 1):
        for one in combinations(leaves, size):
            on = {leaf: leaf in one for leaf in leaves}
            if happens(gates, on) and not any(set(less) <= set(one) for less in found):
                found.append(one)
    return found


def test_tops_that_are_certain_or_impossible_have_the_empty_set_or_none() -> None:
    certain, never = ({"top": Constant(value)} for value in (True, False))
    rest: dict[str, Formula] = {"top": Not(Is("a"))}
    assert (cut_sets(certain).count(), list(cut_sets(certain).listed())) == (1, [()])
    assert (cut_sets(never).count(), cut_sets(never).orders()) == (0, {})
    assert (cut_sets(rest).orders(), cut_sets(rest).occurrences()) == ({0: 1}, {"a": 0})


def test_numbers_that_nobody_could_list_are_counted_exactly() -> None:
    gates: dict[str, Formula] = {
        f"g{n}": Quorum(3, tuple(Is(f"{n}-{m}") for m in range(10))) for n in range(20)
    }
    gates["top"] = AllOf(tuple(map(Is, gates)))
    found = cut_sets(gates)
    assert found.count() == 120**20
    assert found.orders() == {60: 120**20}
    assert found.occurrences()["7-3"] == 36 * 120**19
    assert next(found.listed(1))[:4] == ("0-0", "0-1", "0-2", "1-0")


def test_sets_of_several_modules_are_listed_by_size_and_name() -> None:
    gates: dict[str, Formula] = {
        "left": AnyOf((Is("b"), AllOf((Is("a"), Is("z"))))),
        "right": AnyOf((Is("y"), Is("c"), AllOf((Is("d"), Is("x"))))),
        "top": AllOf((Is("left"), Is("right"))),
    }
    expected = [
        tuple(sorted(one + other))
        for one, other in product([("b",), ("a", "z")], [("y",), ("c",), ("d", "x")])
    ]
    expected.sort(key=lambda one: (len(one), one))
    assert list(cut_sets(gates).listed()) == expected
    for most in range(7):
        assert list(cut_sets(gates).listed(most)) == expected[:most]


def test_thousands_of_gates_below_each_other_are_reckoned_without_recursion() -> None:
    gates: dict[str, Formula] = {"g0": Is("x0")}
    for number in range(1, 3000):
        shared = Is(f"x{number // 2}")
        kind = AllOf if number % 2 else AnyOf
        gates[f"g{number}"] = kind((Is(f"g{number - 1}"), shared, Is(f"y{number}")))
    found = cut_sets(gates)
    assert sum(found.orders().values()) == found.count()
    assert next(found.listed(1))


def test_more_work_than_the_budget_allows_is_refused() -> None:
    many = {"top": Quorum(30, tuple(Is(f"x{n}") for n in range(60)))}
    network = compile_network(many, "top")
    with pytest.raises(BudgetSpent):
        minimal_cut_sets(network, budget=Budget(nodes=100))
