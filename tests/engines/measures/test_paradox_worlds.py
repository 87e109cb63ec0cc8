"""The paradox index in made-up worlds whose truth is known; `answers/paradox.py` draws many more."""

from functools import cache

import numpy as np
import pytest

from answers.paradox import HARSHNESS, TRUTHS, Tally, World, tally

TIMES = 100
SMALLER = {"units": 45, "posts": 16}


@cache
def drawn(truth: float, harshness: str) -> Tally:
    world = World(truth, HARSHNESS[harshness], **SMALLER)
    return tally(world, TIMES, seed=round(100 * (truth + 3)) + len(harshness))


WORLDS = [(truth, harshness) for truth in TRUTHS for harshness in HARSHNESS]


@pytest.mark.parametrize(("truth", "harshness"), WORLDS)
def test_the_index_is_unbiased_and_its_interval_holds_the_truth(
    truth: float, harshness: str
) -> None:
    got = drawn(truth, harshness)
    assert got.coverage >= 0.88
    assert abs(got.mean - truth) <= 3.3 * got.error / TIMES**0.5


def test_over_all_six_worlds_the_interval_holds_the_truth_in_93_to_97_of_100() -> None:
    assert 0.93 <= float(np.mean([drawn(*world).coverage for world in WORLDS])) <= 0.97


def test_false_alarm_is_rare_where_the_naive_slope_always_sees_a_paradox() -> None:
    none = [drawn(0.0, harshness) for harshness in HARSHNESS]
    assert float(np.mean([got.false_alarm for got in none])) <= 0.05
    assert all(got.naive_alarm >= 0.98 for got in none)


@pytest.mark.parametrize("reliability", [0.6, 0.3])
def test_quality_rated_with_error_is_corrected_by_two_ratings(reliability: float) -> None:
    world = World(0.5, HARSHNESS["harsh"], reliability, **SMALLER)
    got = tally(world, 60, seed=11)
    assert got.coverage >= 0.85
    assert abs(got.mean - 0.5) <= 3.3 * got.error / 60**0.5
    taken_as_it_is = tally(world, 60, seed=11, calibrated=False)
    assert taken_as_it_is.mean < 0.5 - 0.2


def test_with_few_units_the_wild_bootstrap_still_holds_the_truth() -> None:
    got = tally(World(0.0, HARSHNESS["harsh"], units=14, posts=40), 100, seed=5)
    assert got.coverage >= 0.89
    assert got.false_alarm <= 0.07
