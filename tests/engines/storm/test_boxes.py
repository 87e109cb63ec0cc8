"""Boxes of circumstances: a planted one is found again, and chance alone gives none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.storm.design import Design
from remit.engines.storm.questions.boxes import (
    described,
    find_boxes,
    trajectory,
    where_it_backfires,
)
from remit.engines.storm.questions.sampling import axis, latin_hypercube
from remit.engines.storm.sweeps.runs import Period, Row, Run, Simulation
from remit.engines.storm.sweeps.sweep import Sweep
from remit.engines.storm.tree import Tree

AXES = [
    axis("regime.precision"),
    axis("regime.exemption"),
    axis("regime.clarity"),
    axis("regime.tracking"),
]
POINTS = latin_hypercube(AXES, 1000, np.random.default_rng(2))
PLANTED = (POINTS[:, 0] < 0.4) & (POINTS[:, 2] > 0.5)


def test_a_planted_box_is_found_with_its_limits_and_no_others() -> None:
    box = find_boxes(AXES, POINTS, PLANTED)[0]
    assert [each.axis.name for each in box.limits] == ["regime.precision", "regime.clarity"]
    precision, clarity = box.limits
    assert (precision.low, clarity.high) == (0, 1)
    assert precision.high == pytest.approx(0.4, abs=0.03)
    assert clarity.low == pytest.approx(0.5, abs=0.03)
    assert box.density > 0.97
    assert box.coverage > 0.9
    assert max(each.chance for each in box.limits) < 1e-6


def test_a_planted_box_is_found_through_noise() -> None:
    rng = np.random.default_rng(8)
    noisy = np.where(PLANTED, rng.random(1000) < 0.85, rng.random(1000) < 0.1)
    box = find_boxes(AXES, POINTS, noisy)[0]
    limits = {each.axis.name: each for each in box.limits}
    assert limits["regime.precision"].high == pytest.approx(0.4, abs=0.08)
    assert limits["regime.clarity"].low == pytest.approx(0.5, abs=0.08)
    assert box.density > 0.7


def test_a_second_box_is_found_among_what_the_first_left() -> None:
    other = (POINTS[:, 0] > 0.8) & (POINTS[:, 3] < 0.3)
    first, second = find_boxes(AXES, POINTS, PLANTED | other)[:2]
    assert {each.axis.name for each in first.limits} == {"regime.precision", "regime.clarity"}
    assert {each.axis.name for each in second.limits} == {"regime.precision", "regime.tracking"}


def test_chance_alone_seldom_gives_a_box() -> None:
    found = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        points = latin_hypercube(AXES, 400, rng)
        found += bool(find_boxes(AXES, points, rng.random(400) < 0.3))
    assert found <= 4


def test_all_or_nothing_gives_no_box() -> None:
    assert find_boxes(AXES, POINTS, np.zeros(1000, bool)) == ()
    assert find_boxes(AXES, POINTS, np.ones(1000, bool)) == ()


def test_peeling_goes_from_everything_to_dense_and_small() -> None:
    boxes = trajectory(AXES, POINTS, PLANTED)
    assert boxes[0].limits == ()
    assert (boxes[0].mass, boxes[0].coverage) == (1, 1)
    masses = [each.mass for each in boxes]
    assert masses == sorted(masses, reverse=True)
    assert boxes[-1].density == 1


@given(st.integers(0, 2**31))
def test_a_boxs_figures_are_counts_of_its_points(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points, cases = rng.random((60, 4)), rng.random(60) < 0.4
    limits = np.tile([-np.inf, np.inf], (4, 1))
    limits[1] = np.sort(rng.random(2))
    box = described(AXES, points, cases, limits)
    inside = (points[:, 1] >= limits[1, 0]) & (points[:, 1] <= limits[1, 1])
    assert box.mass == inside.mean()
    assert box.density * max(inside.sum(), 1) == pytest.approx((inside & cases).sum())
    assert box.coverage * max(cases.sum(), 1) == pytest.approx((inside & cases).sum())
    assert 0 <= box.limits[0].chance <= 1


def test_where_a_change_backfires_is_told_in_words() -> None:
    def formula(runs: list[Run]) -> list[Row]:
        return [
            {"implementation": run.design.regime.veto * (run.design.regime.precision - 0.3)}
            for run in runs
        ]

    before, after = Design().with_(regime__veto=0), Design().with_(regime__veto=1)
    found = where_it_backfires(
        before, after, AXES, formula, np.random.default_rng(1), figure="implementation", draws=300
    )
    assert found.share == pytest.approx(0.3, abs=0.01)
    assert [each.axis.name for each in found.boxes[0].limits] == ["regime.precision"]
    assert found.boxes[0].limits[0].high == pytest.approx(0.3, abs=0.02)
    assert found.boxes[0].words.en.startswith("Where Precision")
    assert "占全部此类情形" in found.boxes[0].words.zh


def test_a_sweep_of_real_runs_can_be_asked() -> None:
    sweep = Sweep(Simulation(Tree.regular(3, 3), Period(weeks=12, settled=2), engine="numpy"))
    found = where_it_backfires(
        Design(), Design().with_(regime__veto=1.0), AXES[:2], sweep, np.random.default_rng(1),
        figure="implementation", draws=12, seeds=(1,),
    )  # fmt: skip
    assert found.changes.shape == (12,)
    assert 0 <= found.share <= 1
