"""Straight lines: against solving by hand, and against leaving out every row in turn."""

import numpy as np
import pytest

from remit.engines.measures.statistics import line


def made_up(seed: int, rows: int = 40) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(rows), rng.normal(0, 1, rows)])
    return 1 + 2 * x[:, 1] + rng.normal(0, 1 + np.abs(x[:, 1])), x


def test_coefficients_are_those_of_least_squares() -> None:
    y, x = made_up(1)
    got = line(y, x)
    assert got is not None
    assert got.coefficients == pytest.approx(np.linalg.lstsq(x, y, rcond=None)[0])
    left = y - x @ got.coefficients
    assert got.explained == pytest.approx(1 - left.var() / y.var())
    assert got.freedom == 38


def test_the_spread_is_that_of_leaving_out_every_row_in_turn() -> None:
    """HC3 is the jackknife without its centring (MacKinnon and White 1985)."""
    y, x = made_up(2)
    got = line(y, x)
    assert got is not None
    left = np.array(
        [np.linalg.lstsq(np.delete(x, i, 0), np.delete(y, i), rcond=None)[0] for i in range(len(y))]
    )
    apart = left - got.coefficients
    assert got.covariance == pytest.approx(apart.T @ apart, rel=1e-8)


def test_the_interval_holds_the_slope_about_as_often_as_it_says() -> None:
    held = 0
    for seed in range(400):
        got = line(*made_up(seed))
        assert got is not None
        slope = got.estimate(1, "", "")
        held += slope.low <= 2 <= slope.high
    assert 0.92 <= held / 400 <= 0.98


@pytest.mark.parametrize("link", [0.0, 0.3, 0.6])
def test_rows_that_err_together_in_time_do_not_make_a_step_of_nothing(link: float) -> None:
    week = np.arange(80)
    x = np.column_stack([np.ones(80), week, (week >= 30) & (week < 42), week >= 42])
    held = plainly = 0
    for seed in range(300):
        noise = np.random.default_rng(seed).normal(0, 1, 160)
        for place in range(1, 160):
            noise[place] += link * noise[place - 1]
        timed, plain = line(noise[80:], x, in_time=True), line(noise[80:], x)
        assert timed is not None
        assert plain is not None
        held += not timed.estimate(2, "", "").clear_of(0)
        plainly += not plain.estimate(2, "", "").clear_of(0)
    assert held / 300 >= 0.9
    assert held >= plainly - 6


def test_columns_that_say_the_same_have_no_coefficients() -> None:
    assert line([1, 2, 3, 4], np.ones((4, 2))) is None
    assert line([1.0], np.ones((1, 2))) is None
    exactly = line([1.0, 2.0], np.array([[1.0, 0], [1, 1]]))
    assert exactly is not None
    assert not exactly.estimate(1, "", "").known
