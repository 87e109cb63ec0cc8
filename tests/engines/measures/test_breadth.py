"""Breadth and severity of accountability."""

from fractions import Fraction

import numpy as np
import pytest

from remit.engines.measures.breadth import Imposed, breadth

QUARTER = Fraction(1, 4)


def chance() -> np.random.Generator:
    return np.random.default_rng(6)


def imposed() -> tuple[list[Imposed], dict[str, int]]:
    """Twenty matters: a clerk of level 3 in each, a head of level 1 in five, nobody in the last."""
    rows = [Imposed(f"m{n}", f"clerk {n}", 3, Fraction(2), f"c{n}") for n in range(19)]
    rows += [Imposed(f"m{n}", f"head {n}", 1, Fraction(1), f"h{n}") for n in range(5)]
    return rows, {f"m{n}": 2 for n in range(20)}


def test_breadth_counts_people_per_matter_matters_without_anybody_included() -> None:
    rows, chains = imposed()
    got = breadth(rows, chains, QUARTER, chance())
    assert got.people.value == pytest.approx(24 / 20)
    assert got.people.n == 20
    assert got.weight.value == pytest.approx(43 / 24)
    assert got.people.estimate.low < 1.2 < got.people.estimate.high


def test_blame_that_sinks_below_decisions_is_seen() -> None:
    rows, chains = imposed()
    got = breadth(rows, chains, QUARTER, chance())
    assert got.lowest.value == pytest.approx(38 / 43 - 0.25)
    assert "sinks" in got.lowest.reading.en
    fair = breadth(rows, chains, Fraction(9, 10), chance())
    assert "sinks" not in fair.lowest.reading.en


def test_matters_in_which_the_whole_chain_was_held_to_account_are_named() -> None:
    rows, chains = imposed()
    got = breadth(rows, chains, QUARTER, chance())
    assert got.whole_chain.exact == QUARTER
    assert got.whole_chain.behind == ("m0", "m1", "m2", "m3", "m4")


def test_levels_share_everything_and_name_their_entries() -> None:
    rows, chains = imposed()
    levels = breadth(rows, chains, QUARTER, chance()).levels
    assert sum(level.exact or 0 for level in levels.values()) == 1
    assert levels[1].behind == ("h0", "h1", "h2", "h3", "h4")


def test_nobody_held_to_account_is_told_without_error() -> None:
    got = breadth([], {}, QUARTER, chance())
    assert not got.people.enough
    assert got.levels == {}
