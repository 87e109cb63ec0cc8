"""Storms: on made-up weeks in which the change is known."""

import numpy as np
import pytest

from remit.engines.measures.storms import Storm, Week, interrupted, phases, storm_effect

STORM = Storm(30, 42)
WEEKS = 80


def weeks(seed: int, *, during: float = 1.0, after: float = 1.0, trend: float = 0.0) -> list[Week]:
    rng = np.random.default_rng(seed)
    rows = []
    for week in range(WEEKS):
        factor = during if STORM.start <= week < STORM.end else after if week >= STORM.end else 1.0
        mean = 40 * factor * (1 + trend * week)
        rows.append(Week(int(rng.poisson(mean)), 10.0, (week,)))
    return rows


def test_rates_during_and_after_are_set_beside_that_before() -> None:
    got = phases(weeks(1, during=2, after=0.8), STORM)
    assert got.during.value == pytest.approx(2, abs=0.15)
    assert got.during.estimate.low > 1
    assert got.after.value == pytest.approx(0.8, abs=0.1)
    assert set(got.during.behind) == set(range(42))


def test_the_step_of_a_storm_is_found_beyond_a_common_trend() -> None:
    got = interrupted(weeks(2, during=2, trend=0.01), weeks(3, trend=0.01), STORM)
    assert got.during.estimate.low > 2
    assert not got.after.estimate.clear_of(0)
    assert got.during.n == WEEKS


def test_a_change_that_both_series_share_is_not_the_storm_s() -> None:
    got = interrupted(weeks(4, during=2), weeks(5, during=2), STORM)
    assert not got.during.estimate.clear_of(0)
    assert "holds zero" in got.during.reading.en


def test_other_work_that_pays_for_it_is_seen() -> None:
    got = storm_effect(weeks(6, during=2), weeks(7, during=0.5), weeks(8), STORM)
    assert got.aim.during.estimate.low > 0
    assert got.other.during.estimate.high < 0
    assert got.other.during.id == "storms.side_during"
    assert "other work" in got.other.during.reading.en


def test_the_interval_holds_the_true_step_about_as_often_as_it_says() -> None:
    held = 0
    for seed in range(200):
        got = interrupted(weeks(2 * seed, during=1.5), weeks(2 * seed + 1), STORM).during.estimate
        held += got.low <= 2.0 <= got.high
    assert 0.89 <= held / 200 <= 0.99


def test_series_of_different_length_are_refused_and_none_at_all_says_nothing() -> None:
    with pytest.raises(ValueError, match="same weeks"):
        interrupted(weeks(1), weeks(2)[1:], STORM)
    assert not interrupted([], [], STORM).during.enough
    assert not interrupted(weeks(1)[:10], weeks(2)[:10], STORM).during.enough
