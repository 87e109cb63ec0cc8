"""Chance without state: even, the same whatever the order, and unrelated between purposes, steps and seeds."""

from itertools import combinations

import numpy as np
import pytest

from remit.engines.storm.chance import Purpose, key, uniform

DRAWS = 2**18
POSTS = np.arange(DRAWS, dtype=np.uint32)
DEVIATIONS = 5.0
"""By so many standard deviations a fair draw may miss: once in some million tests."""


def too_uneven(counts: np.ndarray) -> float:
    """How many standard deviations the chi-square of even counts is above its mean."""
    expected = counts.sum() / counts.size
    freedom = counts.size - 1
    return float((((counts - expected) ** 2 / expected).sum() - freedom) / np.sqrt(2 * freedom))


def together(first: np.ndarray, second: np.ndarray, parts: int = 16) -> np.ndarray:
    """How often each pair of sixteenths comes up."""
    places = (first * parts).astype(int) * parts + (second * parts).astype(int)
    return np.bincount(places, minlength=parts * parts)


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("seed", [0, 1, 2**31 + 7])
def test_numbers_are_even_over_posts(seed: int, purpose: Purpose) -> None:
    drawn = uniform(seed, 17, POSTS, purpose)
    assert too_uneven(np.bincount((drawn * 256).astype(int), minlength=256)) < DEVIATIONS
    assert 0 <= drawn.min() <= drawn.max() < 1


def test_numbers_of_one_post_are_even_over_weeks_and_seeds() -> None:
    one = np.array([7], np.uint32)
    drawn = np.array(
        [uniform(seed, step, one, Purpose.LOAD)[0] for seed in range(64) for step in range(250)]
    )
    assert too_uneven(np.bincount((drawn * 64).astype(int), minlength=64)) < DEVIATIONS


@pytest.mark.parametrize(("first", "second"), list(combinations(Purpose, 2)))
def test_two_purposes_have_nothing_to_do_with_each_other(first: Purpose, second: Purpose) -> None:
    drawn = (uniform(3, 40, POSTS, purpose) for purpose in (first, second))
    assert too_uneven(together(*drawn)) < DEVIATIONS


def test_neighbours_weeks_and_seeds_have_nothing_to_do_with_each_other() -> None:
    here = uniform(3, 40, POSTS, Purpose.SANCTION)
    for other in (
        uniform(3, 41, POSTS, Purpose.SANCTION),
        uniform(4, 40, POSTS, Purpose.SANCTION),
        uniform(3, 40, POSTS + np.uint32(1), Purpose.SANCTION),
    ):
        assert too_uneven(together(here, other)) < DEVIATIONS


def test_a_post_has_the_same_number_alone_and_among_others_in_any_order() -> None:
    shuffled = np.random.default_rng(1).permutation(POSTS)
    whole = uniform(5, 9, POSTS, Purpose.RISK)
    assert (uniform(5, 9, shuffled, Purpose.RISK) == whole[shuffled]).all()
    assert uniform(5, 9, POSTS[1234:1235], Purpose.RISK)[0] == whole[1234]


def test_the_numbers_are_those_that_earlier_results_rest_on() -> None:
    assert [key(0, 0, 1), key(1, 5, 2), key(2**31, 249, 10)] == KEYS
    drawn = uniform(1, 5, np.arange(4, dtype=np.uint32), Purpose.SANCTION)
    assert (drawn * 2**24).astype(int).tolist() == NUMBERS


KEYS = [3160180370, 982562938, 2996736758]
NUMBERS = [10715704, 11725864, 3166582, 14123962]
