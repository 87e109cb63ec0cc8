"""Statistics against plain counting of everything that could have happened."""

from fractions import Fraction
from itertools import combinations, product
from math import comb, isinf, isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.measures.statistics import (
    Estimate,
    at_least_p,
    binomial_p,
    bootstrap,
    cluster_bootstrap,
    difference,
    exact,
    gini,
    gini_of,
    in_percent,
    mann_whitney,
    measured,
    midranks,
    not_enough,
    permutation_p,
    permuted_difference_p,
    rate,
    rate_ratio,
    wilson,
)
from remit.engines.measures.statistics.ranks import _exact_p, _normal_p
from remit.engines.words import Words

small = st.lists(st.integers(0, 6), min_size=1, max_size=5)


@given(small, small)
def test_mann_whitney_is_exact_with_ties(first: list[int], second: list[int]) -> None:
    pooled = [*first, *second]
    pairs = [(1 if a > b else 0.5 if a == b else 0) for a in first for b in second]
    middle = len(pairs) / 2
    far = []
    for chosen in combinations(range(len(pooled)), len(first)):
        one = [pooled[i] for i in chosen]
        other = [pooled[i] for i in range(len(pooled)) if i not in chosen]
        u = sum(1 if a > b else 0.5 if a == b else 0 for a in one for b in other)
        far.append(abs(u - middle) >= abs(sum(pairs) - middle))
    got = mann_whitney(first, second)
    assert got.u == sum(pairs)
    assert got.p == pytest.approx(sum(far) / len(far), rel=1e-12)


def test_the_normal_curve_agrees_with_the_exact_chance_where_both_can_be_had() -> None:
    ranks = midranks(np.array([*range(0, 40, 2), *range(6, 46, 2)], float))
    u = float(ranks[:20].sum()) - 20 * 21 / 2
    assert _normal_p(ranks, 20, u) == pytest.approx(_exact_p(ranks, 20), abs=0.005)
    assert mann_whitney([1] * 30, [1] * 30).p == 1


def test_the_interval_of_superiority_holds_the_truth_in_about_95_of_100() -> None:
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        effect = mann_whitney(list(rng.normal(0.7, 1, 14)), list(rng.normal(0, 1, 18))).superiority
        held += effect.low <= 0.6897 <= effect.high
    assert 0.92 <= held / 400 <= 0.985


@given(st.integers(0, 12), st.integers(1, 12), st.fractions(0, 1, max_denominator=9))
def test_the_binomial_chance_is_the_sum_of_what_is_no_likelier(
    successes: int, more: int, share: Fraction
) -> None:
    n = successes + more
    chances = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    rare = sum((c for c in chances if c <= chances[successes]), Fraction())
    assert binomial_p(successes, n, share) == pytest.approx(float(rare))
    tail = sum(chances[successes:], Fraction())
    assert at_least_p(successes, n, float(share)) == pytest.approx(float(tail), abs=1e-12)


def test_a_large_number_of_trials_is_reckoned_by_its_tails() -> None:
    assert binomial_p(1100, 2000, Fraction(1, 2)) == pytest.approx(8.5e-6, rel=0.05)
    assert binomial_p(1000, 2000, Fraction(1, 2)) == 1


def test_exact_intervals_hold_the_truth_at_least_as_often_as_they_say() -> None:
    for share in (0.05, 0.3, 0.5):
        held = sum(
            comb(15, k) * share**k * (1 - share) ** (15 - k)
            for k in range(16)
            if exact(k, 15).low <= share <= exact(k, 15).high
        )
        assert held >= 0.95


def test_the_interval_of_a_rate_ratio_turns_over_with_the_ratio() -> None:
    one, other = rate_ratio((9, 3.0), (4, 5.0)), rate_ratio((4, 5.0), (9, 3.0))
    assert one.value == pytest.approx(1 / other.value)
    assert one.low == pytest.approx(1 / other.high)
    assert isinf(rate_ratio((3, 1.0), (0, 1.0)).high)
    assert not rate_ratio((0, 1.0), (0, 1.0)).known


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any))
def test_gini_is_the_mean_difference_over_twice_the_mean(values: list[int]) -> None:
    n = len(values)
    apart = sum(abs(a - b) for a in values for b in values)
    assert gini_of(values) == pytest.approx(apart / (2 * n * sum(values)))


def test_gini_of_nothing_is_unknown_and_its_interval_holds_it() -> None:
    assert isnan(gini_of([])) and not gini([5]).known and not gini([0, 3]).known  # noqa: PT018
    got = gini([1, 2, 3, 4, 10])
    assert got.low <= got.value <= got.high


def test_the_bootstrap_comes_near_to_all_samples_there_are() -> None:
    rows = [1.0, 2.0, 6.0]
    everything = sorted(float(np.mean(draw)) for draw in product(rows, repeat=3))
    got = bootstrap(rows, lambda x: float(x.mean()), np.random.default_rng(1), draws=4_000)
    assert got.low == pytest.approx(np.quantile(everything, 0.025, method="inverted_cdf"), abs=0.01)
    assert got.high == pytest.approx(
        np.quantile(everything, 0.975, method="inverted_cdf"), abs=0.01
    )


def test_the_same_generator_gives_the_same_interval() -> None:
    def once(seed: int) -> Estimate:
        return bootstrap([1, 5, 9], lambda x: float(x.mean()), np.random.default_rng(seed))

    assert once(3) == once(3)


def test_drawing_clusters_is_wider_than_drawing_rows_that_belong_together() -> None:
    rng = np.random.default_rng(5)
    clusters = [np.full(20, value) for value in rng.normal(0, 1, 12)]

    def mean(rows: np.ndarray) -> float:
        return float(rows.mean())

    together = cluster_bootstrap(clusters, mean, rng, draws=500)
    alone = bootstrap(np.concatenate(clusters), mean, rng, draws=500)
    assert together.n == 12
    assert together.high - together.low > 3 * (alone.high - alone.low)


def test_permutation_agrees_with_all_relabellings() -> None:
    first, second = [8.0, 9.0, 7.5], [1.0, 2.0, 3.0]
    got = permuted_difference_p(first, second, np.random.default_rng(2), draws=4_000)
    assert got == pytest.approx(2 / 20, abs=0.02)
    assert permutation_p(5, []) == 1


def test_nothing_observed_gives_no_figure_and_no_error() -> None:
    for nothing in (wilson(0, 0), exact(0, 0), difference((0, 0), (1, 2)), rate(3, 0)):
        assert not nothing.known
        assert in_percent(nothing) == nothing.told() == "-"
        assert not nothing.clear_of(0)


def test_a_measure_on_too_little_says_so_before_all_else() -> None:
    words = Words("多", "many")
    little = measured("x", wilson(1, 3), least=5, behind=[4], reading=words)
    assert (little.enough, little.reading) == (False, not_enough(3, 5))
    plenty = measured("x", wilson(1, 30), least=5, behind=[4], reading=words)
    assert (plenty.enough, plenty.reading, plenty.behind) == (True, words, (4,))
    assert (plenty.n, plenty.unit, round(plenty.value, 3)) == (30, "share", 0.033)


def test_scaling_by_a_negative_number_keeps_the_interval_in_order() -> None:
    got = wilson(3, 10).scaled(-100, "percent")
    assert got.low <= got.value <= got.high
    assert got.unit == "percent"
