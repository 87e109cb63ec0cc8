"""Designs to try, and where a figure crosses a level."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.storm.design import Design
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions.sampling import (
    axis,
    contour,
    designs,
    effect_diagram,
    environments,
    latin_hypercube,
    one_at_a_time,
    phase_diagram,
    unit_hypercube,
)
from remit.engines.storm.sweeps.runs import Row, Run

PRECISION, EXEMPTION = axis("regime.precision"), axis("regime.exemption")


def by_formula(runs: list[Run]) -> list[Row]:
    """Rows as a model would give them that is only a formula of two parameters."""
    return [
        {
            "by_task": 2 * run.design.regime.precision + run.design.regime.exemption,
            "wrong": run.seed,
        }
        for run in runs
    ]


@given(st.integers(1, 40), st.integers(1, 6), st.integers(0, 2**31))
def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_dimension(
    draws: int, dimensions: int, seed: int
) -> None:
    points = unit_hypercube(draws, dimensions, np.random.default_rng(seed))
    slices = np.sort(np.floor(points * draws).astype(int), axis=0)
    assert (slices == np.arange(draws)[:, None]).all()


def test_points_lie_on_their_axes_and_become_designs() -> None:
    points = latin_hypercube([PRECISION, axis("world.load", 7, 15)], 10, np.random.default_rng(1))
    assert points[:, 1].min() >= 7
    assert points[:, 1].max() <= 15
    first = designs(Design(), [PRECISION, axis("world.load", 7, 15)], points)[0]
    assert first.regime.precision == points[0, 0]
    assert first.world.load == points[0, 1]


def test_an_axis_that_is_no_parameter_is_refused() -> None:
    with pytest.raises(KeyError):
        axis("regime.kindness")


@given(st.integers(0, 2**31))
def test_environments_keep_to_six_tenths_to_fourteen_tenths_and_to_the_ranges(seed: int) -> None:
    for changes in environments(5, np.random.default_rng(seed)):
        design = Design().changed(changes)
        for name, value in changes.items():
            about = parameter(name)
            assert about.low <= value <= about.high
            assert value == about.high or value == about.low or (
                0.6 - 1e-9 <= value / about.default <= 1.4 + 1e-9
            )  # fmt: skip
        assert design.regime == Design().regime


def test_equal_chance_gives_equal_environments_and_other_chance_others() -> None:
    same = [environments(3, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert same[0] == same[1]
    assert same[0] != same[2]


def test_one_at_a_time_moves_each_parameter_alone_and_tells_means_over_seeds() -> None:
    first, second = one_at_a_time(
        Design(),
        [PRECISION, EXEMPTION],
        by_formula,
        figures=["by_task", "wrong"],
        seeds=(1, 2),
        points=3,
    )
    assert first.values == (0, 0.5, 1)
    assert first.figures["by_task"] == pytest.approx((0.25, 1.25, 2.25))
    assert second.figures["by_task"] == pytest.approx((0.9, 1.4, 1.9))
    assert second.figures["wrong"] == (1.5, 1.5, 1.5)


def test_a_phase_diagram_draws_the_line_on_which_the_figure_is_one() -> None:
    phase = phase_diagram(Design(), PRECISION, EXEMPTION, by_formula, figure="by_task")
    assert phase.values.shape == (9, 9)
    assert len(phase.contour) >= 8
    for piece in phase.contour:
        for precision, exemption in piece:
            assert 2 * precision + exemption == pytest.approx(1)


def test_an_effect_diagram_draws_the_line_on_which_the_effect_turns_over() -> None:
    def crossing(runs: list[Run]) -> list[Row]:
        return [
            {"harm": run.design.regime.veto * (run.design.regime.precision - 0.35)} for run in runs
        ]

    before, after = Design().with_(regime__veto=0), Design().with_(regime__veto=1)
    phase = effect_diagram(
        before, after, PRECISION, EXEMPTION, crossing, figure="harm", points=(5, 3)
    )
    assert phase.values[0] == pytest.approx([-0.35, -0.1, 0.15, 0.4, 0.65])
    assert {round(x, 9) for piece in phase.contour for x, _ in piece} == {0.35}


def test_a_saddle_has_two_pieces_and_a_gap_has_none() -> None:
    saddle = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert len(contour([0, 1], [0, 1], saddle, 0.5)) == 2
    saddle[0, 0] = np.nan
    assert contour([0, 1], [0, 1], saddle, 0.5) == ()
