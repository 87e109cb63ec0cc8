"""Designs that nothing beats, against a front that is known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from remit.engines.storm.design import Design
from remit.engines.storm.questions.pareto import (
    Lever,
    ObjectiveUnknown,
    PymooMissing,
    available,
    dominates,
    knee,
    minimise,
    search,
)
from remit.engines.storm.questions.sampling import Axis, axis, latin_hypercube
from remit.engines.storm.sweeps.runs import Period, Row, Run, Simulation
from remit.engines.storm.sweeps.sweep import Sweep
from remit.engines.storm.tree import Tree

needs_pymoo = pytest.mark.skipif(not available(), reason="needs remit[lab]")
Doubles = NDArray[np.float64]
PRECISION = Lever(axis("regime.precision"), price=2.0)
EXEMPTION = Lever(axis("regime.exemption"), price=0.0)


def zdt1(points: Doubles) -> Doubles:
    """E. Zitzler, K. Deb, L. Thiele (2000); on the front all but the first are 0, so f2 = 1 - sqrt(f1)."""
    first, rest = points[:, 0], 1 + 9 * points[:, 1:].mean(axis=1)
    return np.column_stack([first, rest * (1 - np.sqrt(first / rest))])


@needs_pymoo
def test_the_front_of_zdt1_is_found() -> None:
    rng = np.random.default_rng(4)
    axes = [Axis(f"x{place}", 0, 1) for place in range(10)]
    _, lost = minimise(zdt1, axes, latin_hypercube(axes, 80, rng), rng, generations=150)
    assert len(lost) >= 60
    assert np.abs(lost[:, 1] - (1 - np.sqrt(lost[:, 0]))).max() < 0.05
    assert lost[:, 0].min() < 0.01
    assert lost[:, 0].max() > 0.95
    assert not any(dominates(one, other) for one in lost for other in lost)


def trading(runs: list[Run]) -> list[Row]:
    """Precision does good, and costs papers; an exemption does good for nothing."""
    rows: list[Row] = []
    for run in runs:
        regime = run.design.regime
        good = regime.precision + regime.exemption
        rows.append({"implementation": good, "papers": regime.precision, "inquiries": 1.0})
    return rows


@needs_pymoo
def test_designs_that_beat_todays_are_told_and_prices_are_the_users() -> None:
    found = search(
        Design("today"), [PRECISION, EXEMPTION], ["implementation", "cost"], trading,
        np.random.default_rng(1), population=40, generations=40,
    )  # fmt: skip
    assert found.prices == {"regime.precision": 2.0, "regime.exemption": 0.0}
    assert found.today.objectives == pytest.approx({"implementation": 0.7, "cost": 0.0})
    assert found.dominating
    for each in found.dominating:
        assert each.objectives["cost"] <= 0
        assert each.objectives["implementation"] >= 0.7
    for each in found.candidates:
        moved = abs(each.design.regime.precision - 0.45)
        assert each.objectives["cost"] == pytest.approx(2 * moved)
    assert found.knee.design.regime.exemption == pytest.approx(1, abs=0.05)
    assert "prices you gave" in found.words.en
    assert "单价" in found.words.zh


@needs_pymoo
def test_where_todays_design_is_on_the_front_nothing_beats_it() -> None:
    best = Design().with_(regime__precision=1, regime__exemption=1)
    found = search(
        best, [PRECISION, EXEMPTION], ["implementation", "cost"], trading,
        np.random.default_rng(1), population=12, generations=5,
    )  # fmt: skip
    assert found.dominating == ()
    assert "None is at least as good" in found.words.en


@needs_pymoo
def test_a_figure_that_could_not_be_counted_is_taken_as_the_worst() -> None:
    def at_times(runs: list[Run]) -> list[Row]:
        return [
            {"wrong_share": np.nan if run.design.regime.exemption > 0.5 else 0.4} for run in runs
        ]

    found = search(
        Design(), [EXEMPTION], ["wrong_share"], at_times, np.random.default_rng(1),
        population=8, generations=3,
    )  # fmt: skip
    assert {each.objectives["wrong_share"] for each in found.candidates} == {0.4}


@needs_pymoo
def test_a_sweep_of_real_runs_can_be_asked() -> None:
    sweep = Sweep(Simulation(Tree.regular(4, 4), Period(weeks=15, settled=5), engine="numpy"))
    found = search(
        Design(), [PRECISION, Lever(axis("regime.paper_weight"), 1.0)], ["implementation", "papers", "cost"],
        sweep, np.random.default_rng(1), seeds=(1,), population=8, generations=3,
    )  # fmt: skip
    assert found.knee in found.candidates
    assert found.evaluated == 24


@pytest.mark.parametrize("name", ["inquiries", "happiness"])
def test_an_objective_that_cannot_be_better_or_worse_is_refused(name: str) -> None:
    with pytest.raises(ObjectiveUnknown, match=name):
        search(Design(), [PRECISION], [name], trading, np.random.default_rng(1))


def test_the_knee_is_nearest_to_the_best_of_everything_whatever_the_units() -> None:
    lost = np.array([[0.0, 1000.0], [0.3, 200.0], [1.0, 0.0]])
    assert knee(lost) == 1
    assert knee(lost[:1]) == 0


def test_no_design_beats_its_equal() -> None:
    same = np.array([1.0, 2.0])
    assert not dominates(same, same)
    assert not dominates(np.array([0.0, 3.0]), same)


@pytest.mark.skipif(available(), reason="needs an installation without remit[lab]")
def test_without_the_extra_it_says_what_to_install() -> None:
    with pytest.raises(PymooMissing, match=r"remit\[lab\]"):
        minimise(zdt1, [Axis("x", 0, 1)] * 2, np.zeros((4, 2)), np.random.default_rng(1))
