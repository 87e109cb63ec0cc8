"""The paradox index against fitting by brute force, and what it says and keeps to itself."""

from collections.abc import Callable
from dataclasses import asdict, fields, replace

import numpy as np
import pytest

from remit.engines.measures.paradox import (
    LEAST_EVENTS,
    NotIdentified,
    Panel,
    Paradox,
    Row,
    Verdict,
    events_needed,
    index_seen,
    lagged,
    panel,
    paradox,
    posterior,
)
from remit.engines.measures.paradox.units import slopes
from remit.engines.measures.statistics import Estimate
from tests.engines.measures.paradox_rows import made_up


def reckoned(rows: list[Row], seed: int = 1) -> Paradox:
    return paradox(panel(rows), np.random.default_rng(seed))


def by_dummies(known: Panel, keep: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """The slopes by ordinary Poisson regression with a column for every unit."""
    unit = known.unit[keep]
    names = np.unique(unit[known.liability[keep] > 0])
    rows = np.isin(unit, names)
    x = np.column_stack([known.known, known.first])[keep][rows]
    x = np.column_stack([x, unit[rows][:, None] == names])
    counts, time = known.liability[keep][rows], known.time[keep][rows]
    b = np.zeros(x.shape[1])
    b[3:] = np.log(counts.mean() / time.mean())
    for _ in range(60):
        mean = time * np.exp(x @ b)
        b = b + np.clip(np.linalg.solve(x.T @ (x * mean[:, None]), x.T @ (counts - mean)), -1, 1)
    return b[:3]


def test_slopes_are_those_of_a_regression_with_a_column_for_every_unit() -> None:
    known = panel(made_up(3, units=12))
    every = np.ones(len(known.time), bool)
    got = slopes(known, known.liability)
    assert got.values == pytest.approx(by_dummies(known, every), abs=1e-7)


def test_slopes_without_a_unit_come_near_to_refitting_without_it() -> None:
    known = panel(made_up(4, units=12, rate=1.0))
    got = slopes(known, known.liability)
    for unit in range(12):
        refitted = by_dummies(known, known.unit != unit)
        assert got.without[unit] == pytest.approx(refitted, abs=0.03)


def test_a_paradox_is_found_where_there_is_one() -> None:
    got = reckoned(made_up(5, units=60, effect=1.2, rate=0.8))
    assert got.verdict is Verdict.PARADOX
    assert got.index.enough
    assert "paradox" in got.index.reading.en
    assert "悖论" in got.index.reading.zh
    assert got.index.n == got.events >= LEAST_EVENTS


def test_punished_omission_is_not_called_a_paradox() -> None:
    got = reckoned(made_up(6, units=60, effect=-1.5, rate=0.6))
    assert got.verdict is Verdict.OMISSION
    assert got.index.estimate.high < 0


def test_nothing_is_concluded_under_140_events() -> None:
    got = reckoned(made_up(7, units=30, effect=1.5, rate=0.2))
    assert 0 < got.events < LEAST_EVENTS
    assert got.verdict is Verdict.NOT_ENOUGH
    assert not got.index.enough
    assert got.index.reading.en.startswith("Not enough data")
    assert got.index.reading.zh.startswith("数据不足")
    assert "prior" in got.index.estimate.method
    assert abs(got.index.value) < 1.5


def test_without_any_event_only_the_prior_is_left() -> None:
    rows = [row._replace(liability=0.0) for row in made_up(8, units=5)]
    got = reckoned(rows)
    assert (got.verdict, got.events, got.index.value) == (Verdict.NOT_ENOUGH, 0, 0)
    assert got.index.estimate.high == pytest.approx(1.96, abs=0.001)
    assert reckoned([]).verdict is Verdict.NOT_ENOUGH


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row._replace(done=row.assigned),
        lambda row: row._replace(unit=row.post),
        lambda row: row._replace(unit="only one"),
    ],
)
def test_what_cannot_be_told_is_not_guessed(change: Callable[[Row], Row]) -> None:
    got = reckoned([change(row) for row in made_up(9, units=20, rate=2)])
    assert got.events >= LEAST_EVENTS
    assert got.verdict is Verdict.NOT_ENOUGH
    assert not got.index.enough
    assert "Cannot be reckoned" in got.index.reading.en


def test_no_post_and_no_unit_is_named_in_the_result() -> None:
    got = reckoned(made_up(5, units=60, rate=0.8))
    told = repr(asdict(got))
    assert "secret-post" not in told
    assert "unit 0" not in told
    assert not {field.name for field in fields(got)} & {"posts", "people", "ranking"}


def test_every_entry_behind_the_index_is_named() -> None:
    rows = made_up(5, units=60, rate=0.8)
    assert set(reckoned(rows).index.behind) == {n for row in rows for n in row.behind}


def test_the_same_seed_gives_the_same_interval_and_the_order_of_rows_does_not_matter() -> None:
    rows = made_up(10, units=12, rate=2.0)
    assert reckoned(rows).index == reckoned(rows[::-1]).index
    assert "wild bootstrap" in reckoned(rows).index.estimate.method


def test_a_unit_without_events_changes_nothing() -> None:
    rows = made_up(11, units=35, rate=0.8)
    extra = [row._replace(unit="quiet", liability=0.0) for row in rows[:12]]
    with_it, without = reckoned(rows + extra), reckoned(rows)
    assert with_it.index.estimate.low == pytest.approx(without.index.estimate.low)
    assert with_it.units == without.units


def test_unusable_rows_are_set_aside_and_idle_ones_counted_with_a_note() -> None:
    rows = made_up(5, units=60, rate=0.8)
    rows[0] = rows[0]._replace(time=0.0)
    rows[1] = rows[1]._replace(done=0.0)
    known = panel(rows)
    assert (known.set_aside, known.floored, len(known.time)) == (1, 1, len(rows) - 1)
    told = [note.en for note in reckoned(rows).notes]
    assert len(told) == 3
    assert "rated twice" in told[0]


def test_ratings_that_agree_by_chance_only_are_told_to_be_useless() -> None:
    rng = np.random.default_rng(2)
    rows = [row._replace(ratings=tuple(rng.normal(0, 1, 2))) for row in made_up(5, rate=0.8)]
    got = reckoned(rows)
    assert got.reliability is not None
    assert got.reliability < 0.2
    assert "hardly agree" in got.notes[0].en


def test_lagging_takes_the_work_of_the_period_before() -> None:
    first = made_up(1, units=1, posts=1)[0]
    second = first._replace(period=2, liability=3.0, assigned=1.0, done=1.0)
    other = first._replace(post="other", period=5)
    assert lagged([second, first, other]) == [
        second._replace(assigned=first.assigned, done=first.done)
    ]


def test_the_prior_moves_a_figure_the_more_the_wider_its_interval() -> None:
    figure = Estimate(2.0, 1.0, 3.0, 50, "elasticity", "")
    wide = replace(figure, low=-4.0, high=8.0)
    assert 0 < posterior(wide).value < posterior(figure).value < 2


def test_planning_figures_are_those_published() -> None:
    assert events_needed(1) == pytest.approx(140, rel=0.02)
    assert events_needed(0.5) == pytest.approx(560, rel=0.02)
    assert index_seen(events_needed(0.7)) == pytest.approx(0.7)


def test_an_empty_panel_cannot_be_fitted() -> None:
    with pytest.raises(NotIdentified):
        slopes(panel([]), np.array([]))


def test_liability_weighted_by_gravity_still_counts_its_events() -> None:
    rows = [row._replace(liability=3 * row.liability) for row in made_up(7, units=30, rate=0.2)]
    known = panel(rows)
    events = round(known.liability.sum() / 3)
    got = paradox(known, np.random.default_rng(1), events=events)
    assert got.verdict is Verdict.NOT_ENOUGH
    assert got.index.n == events
