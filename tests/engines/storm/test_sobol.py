"""Shares of variance against a function whose shares are known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from remit.engines.storm.design import Design
from remit.engines.storm.questions.sampling import Axis, axis
from remit.engines.storm.questions.sobol import (
    SALibMissing,
    available,
    influences,
    saltelli,
    sobol,
)
from remit.engines.storm.sweeps.runs import Period, Row, Run, Simulation
from remit.engines.storm.sweeps.sweep import Sweep
from remit.engines.storm.tree import Tree

needs_salib = pytest.mark.skipif(not available(), reason="needs remit[lab]")
ANGLES = [Axis(name, -np.pi, np.pi) for name in ("x1", "x2", "x3")]


def ishigami(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """T. Ishigami, T. Homma (1990) with a = 7, b = 0.1."""
    first, second, third = points.T
    return np.sin(first) + 7 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first)


@needs_salib
def test_thirteen_parameters_and_512_base_points_make_7680_runs() -> None:
    axes = [Axis(f"x{place}", 0, 1) for place in range(13)]
    assert saltelli(axes, np.random.default_rng(1), 512).shape == (7680, 13)


@needs_salib
def test_the_ishigami_function_has_its_published_indices() -> None:
    # V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2: S1 = .3139, .4424, 0; ST = .5576, .4424, .2437.
    rng = np.random.default_rng(7)
    points = saltelli(ANGLES, rng, 2048)
    found = influences("y", ANGLES, ishigami(points), rng)
    first = {each.name: each.first.value for each in found.parameters}
    total = {each.name: each.total.value for each in found.parameters}
    assert first == pytest.approx({"x1": 0.3139, "x2": 0.4424, "x3": 0.0}, abs=0.02)
    assert total == pytest.approx({"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}, abs=0.02)
    assert [each.name for each in found.parameters] == ["x1", "x2", "x3"]
    assert all(each.total.low < total[each.name] < each.total.high for each in found.parameters)


@needs_salib
def test_equal_chance_gives_equal_indices_and_intervals() -> None:
    def once() -> object:
        rng = np.random.default_rng(7)
        return influences("y", ANGLES, ishigami(saltelli(ANGLES, rng, 64)), rng)

    assert once() == once()


@needs_salib
def test_a_base_point_that_could_not_be_counted_is_left_out_with_all_that_belongs_to_it() -> None:
    rng = np.random.default_rng(7)
    values = ishigami(saltelli(ANGLES, rng, 2048))
    values[7] = np.nan
    found = influences("y", ANGLES, values, rng)
    assert found.blocks == 2047
    assert found.parameters[0].total.value == pytest.approx(0.5576, abs=0.02)


@needs_salib
def test_a_figure_that_never_changes_depends_on_nothing_that_could_be_told() -> None:
    rng = np.random.default_rng(1)
    found = influences("y", ANGLES, np.full(5 * 8, 2.0), rng)
    assert not any(each.total.known for each in found.parameters)


@needs_salib
def test_the_model_is_asked_with_the_same_seed_everywhere() -> None:
    asked: list[Run] = []
    axes = [axis("regime.precision"), axis("regime.exemption")]

    def formula(runs: list[Run]) -> list[Row]:
        asked.extend(runs)
        return [{"wrong": run.design.regime.precision} for run in runs]

    (found,) = sobol(
        Design(), axes, formula, np.random.default_rng(1), figures=["wrong"], points=64
    )
    assert len(asked) == 64 * 4
    assert {run.seed for run in asked} == {1}
    assert found.parameters[0].name == "regime.precision"
    assert found.parameters[0].total.value == pytest.approx(1, abs=0.1)
    assert found.parameters[1].total.value == pytest.approx(0, abs=1e-9)


@needs_salib
def test_ratios_are_taken_as_logarithms_so_that_a_few_huge_ones_do_not_rule() -> None:
    axes = [axis("regime.precision"), axis("regime.exemption")]

    def formula(runs: list[Run]) -> list[Row]:
        return [
            {"by_task": 10 ** (4 * run.design.regime.precision + 2 * run.design.regime.exemption)}
            for run in runs
        ]

    (found,) = sobol(
        Design(), axes, formula, np.random.default_rng(1), figures=["by_task"], points=256
    )
    assert found.logarithm
    assert [each.total.value for each in found.parameters] == pytest.approx([0.8, 0.2], abs=0.03)


@needs_salib
def test_a_sweep_of_real_runs_can_be_asked() -> None:
    sweep = Sweep(Simulation(Tree.regular(4, 4), Period(weeks=20, settled=5), engine="numpy"))
    axes = [axis("regime.paper_weight"), axis("regime.joint")]
    (found,) = sobol(Design(), axes, sweep, np.random.default_rng(1), figures=["papered"], points=8)
    assert found.blocks == 8
    assert found.parameters[0].name == "regime.paper_weight"


@pytest.mark.skipif(available(), reason="needs an installation without remit[lab]")
def test_without_the_extra_it_says_what_to_install() -> None:
    with pytest.raises(SALibMissing, match=r"remit\[lab\]"):
        saltelli(ANGLES, np.random.default_rng(1), 8)
