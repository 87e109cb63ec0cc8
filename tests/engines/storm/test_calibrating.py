"""What a ledger gives away of the parameters, and what it cannot."""

from math import isfinite

import numpy as np
import pytest

from remit.engines.storm.design import Design
from remit.engines.storm.learning import CAUSES
from remit.engines.storm.outcome import outcome
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions.calibrating import (
    PRIOR,
    Draws,
    Posterior,
    calibrate,
    draw,
    held_out,
    of_rows,
)
from remit.engines.storm.questions.observing import LEDGER, OBSERVABLES, counted, observables
from remit.engines.storm.questions.sampling import axis, latin_hypercube
from remit.engines.storm.running import simulate
from remit.engines.storm.sweeps.runs import Period, Row, Run, Simulation
from remit.engines.storm.sweeps.sweep import Sweep
from remit.engines.storm.tree import Tree

RISK, SEVERITY = "people.risk", "regime.severity"
AXES = (
    axis("world.load", 7, 15),
    axis("regime.intensity", 0.03, 0.5),
    axis("regime.tracking"),
    axis(SEVERITY, 100, 400),
    axis(RISK, 0.3, 2.0),
)
NOISE = 0.03


def ledger_of(design: Design, rng: np.random.Generator) -> Row:
    """A ledger by formula: it shows load and intensity, the product of risk and severity, and no tracking."""
    fear = design.people.risk * design.regime.severity
    told = {
        "duties": design.world.load,
        "inquiries": design.regime.intensity * design.world.load,
        "avoid_routine": fear / 1000,
    }
    return {name: value * float(np.exp(NOISE * rng.normal())) for name, value in told.items()}


@pytest.fixture(scope="module")
def draws() -> Draws:
    """A thousand ledgers by formula."""
    rng = np.random.default_rng(6)
    points = latin_hypercube(AXES, 1000, rng)
    names = [each.name for each in AXES]
    rows = [
        ledger_of(Design().changed(dict(zip(names, point, strict=True))), rng) for point in points
    ]
    return of_rows(AXES, points, rows)


def test_what_the_ledger_shows_is_given_back_and_the_rest_is_said_not_to_be(draws: Draws) -> None:
    r2 = held_out(draws)
    assert r2["world.load"] > 0.95
    assert r2["regime.intensity"] > 0.95
    assert r2["regime.tracking"] < 0.1
    assert r2[f"{RISK} * {SEVERITY}"] > 0.9


def test_of_risk_and_severity_only_the_product_is_sure_and_that_is_explained(draws: Draws) -> None:
    found = calibrate(draws, ledger_of(Design(), np.random.default_rng(1)))
    by_name = {each.name: each for each in found.parameters}
    product = by_name[f"{RISK} * {SEVERITY}"]
    assert product.identified
    truth = Design().people.risk * Design().regime.severity
    assert product.estimate.low < truth < product.estimate.high
    assert product.r2 - max(by_name[RISK].r2, by_name[SEVERITY].r2) > 0.2
    assert any("as a product" in each.en for each in found.words)
    assert "not identified" in by_name["regime.tracking"].words.en
    assert "辨认不出" in by_name["regime.tracking"].words.zh
    assert "regime.tracking" not in found.values
    assert Design().changed(found.values).world.load == pytest.approx(Design().world.load, rel=0.1)


def test_the_intervals_hold_the_truth_about_as_often_as_they_say(draws: Draws) -> None:
    rng = np.random.default_rng(9)
    points = latin_hypercube(AXES, 60, rng)
    held = []
    for point in points:
        truth = dict(zip([each.name for each in AXES], map(float, point), strict=True))
        found = calibrate(draws, ledger_of(Design().changed(truth), rng))
        held += [
            each.estimate.low <= truth[each.name] <= each.estimate.high
            for each in found.parameters
            if each.name in truth
        ]
    assert 0.88 <= np.mean(held) <= 1.0


def test_what_is_not_identified_keeps_about_the_width_of_its_prior(draws: Draws) -> None:
    found = calibrate(draws, ledger_of(Design(), np.random.default_rng(1)))
    tracking = {each.name: each for each in found.parameters}["regime.tracking"].estimate
    assert tracking.high - tracking.low > 0.75
    assert 0 <= tracking.low < tracking.high <= 1


def test_a_ledger_that_keeps_less_is_read_with_what_it_keeps(draws: Draws) -> None:
    found = calibrate(draws, {"duties": 8.5, "inquiries": float("nan"), "unheard_of": 1.0})
    assert found.observables == ("duties",)
    by_name = {each.name: each for each in found.parameters}
    assert by_name["world.load"].identified
    assert not by_name["regime.intensity"].identified
    assert held_out(draws, ["duties"])["regime.intensity"] < 0.5


def test_figures_that_the_model_does_not_come_to_are_named(draws: Draws) -> None:
    found = calibrate(draws, {"duties": 60.0, "inquiries": 2.0, "avoid_routine": 0.2})
    assert found.strange == ("duties",)
    assert "New duties per post and week" in found.words[-1].en
    for each in found.parameters:
        assert isfinite(each.estimate.value)


def test_a_ledger_without_any_observable_is_refused(draws: Draws) -> None:
    with pytest.raises(ValueError, match="Nothing that was observed"):
        calibrate(draws, {"unheard_of": 1.0})


def test_observables_agree_with_the_figures_of_the_same_run() -> None:
    record = simulate(Tree.regular(4, 5), Design(), 3, weeks=60, settled=20, engine="numpy")
    seen, figures = observables(record, Design()), outcome(record)
    for name in ("papers", "inquiries", "sanctions", "passed_down", "by_innocent"):
        assert seen[name] == pytest.approx(figures[name]), name
    for kind in ("priority", "routine"):
        shares = [seen[f"{each}_{kind}"] for each in ("act", "document", "trace", "avoid", "pass", "escalate")]  # fmt: skip
        assert sum(shares) == pytest.approx(1)


def test_every_observable_is_measured_and_said_in_both_languages() -> None:
    record = simulate(Tree.regular(3), Design(), 1, weeks=6, settled=2, engine="numpy")
    assert tuple(observables(record, Design())) == tuple(OBSERVABLES) == LEDGER.columns
    assert all(each.words.zh and each.words.en and each.unit for each in OBSERVABLES.values())


def test_what_nobody_can_see_is_no_observable() -> None:
    assert not {"morale", "overload", "burnout", "harm", "hidden", "precision"} & set(OBSERVABLES)


def test_draws_can_be_made_by_a_sweep_each_with_its_own_seed() -> None:
    seeds: list[int] = []
    sweep = Sweep(
        Simulation(Tree.regular(3, 3), Period(weeks=10, settled=2), LEDGER, engine="numpy")
    )

    def noting(runs: list[Run]) -> list[Row]:
        seeds.extend(run.seed for run in runs)
        return list(sweep(runs))

    found = draw(Design(), noting, np.random.default_rng(1), 2.0, draws=12)
    assert len(set(seeds)) == 12
    assert found.seen.shape == (12, len(OBSERVABLES))
    assert found.points.shape == (12, len(PRIOR))


def test_a_ledger_shows_counts_where_a_record_has_rates() -> None:
    record = simulate(Tree.regular(3, 3), Design(), 1, weeks=52, settled=0, engine="numpy")
    row = observables(record, Design())
    rng = np.random.default_rng(2)
    seen = [counted(row, 13, rng) for _ in range(400)]
    counts = [each["inquiries"] * 13 for each in seen]
    assert all(count == pytest.approx(round(count)) for count in counts)
    assert np.mean(counts) == pytest.approx(row["inquiries"] * 13, rel=0.15)
    assert np.var(counts) == pytest.approx(row["inquiries"] * 13, rel=0.3)
    for each in seen:
        assert each["sanctions"] == pytest.approx(sum(each[f"by_{cause}"] for cause in CAUSES))
        assert each["papers"] == row["papers"]


def test_the_prior_lies_within_the_ranges_of_the_parameters() -> None:
    for each in PRIOR:
        about = parameter(each.name)
        assert about.low <= each.low < each.high <= about.high


def test_one_half_is_the_line_between_identified_and_not(draws: Draws) -> None:
    estimate = calibrate(draws, {"duties": 8.5}).parameters[0].estimate
    assert Posterior("world.load", estimate, 0.5).identified
    assert not Posterior("world.load", estimate, 0.49).identified
