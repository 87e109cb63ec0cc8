"""Two designs under the same chance: what changes, for whom, how sure."""

from math import isnan, nan

import numpy as np
import pytest

from remit.engines.measures.statistics import Estimate
from remit.engines.storm.design import Design
from remit.engines.storm.outcome import FIGURES, outcome
from remit.engines.storm.questions.bearing import BURDENS, Level, bearing, levels
from remit.engines.storm.questions.comparing import (
    Comparison,
    Difference,
    compare,
    differences,
    made_robust,
    paired,
    robustness,
)
from remit.engines.storm.questions.sampling import environments
from remit.engines.storm.questions.wording import how_sure, reading, readings
from remit.engines.storm.record import SERIES, TOTAL, TOTALS, Record
from remit.engines.storm.running import simulate
from remit.engines.storm.sweeps.runs import Period, Row, Run, Simulation
from remit.engines.storm.sweeps.sweep import Sweep
from remit.engines.storm.tree import Tree

TREE = Tree.regular(5, 6)
SHORT = Period(weeks=60, settled=20)
PAPERLESS = Design("paperless").with_(regime__paper_weight=0.0)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Today's design against one that does not count papers."""
    return compare(TREE, Design("today"), PAPERLESS, range(4), period=SHORT, engine="numpy")


def test_a_design_compared_with_itself_changes_nothing_at_all() -> None:
    found = compare(TREE, Design("a"), Design("b"), range(3), period=SHORT, engine="numpy")
    for name, each in found.differences.items():
        assert isnan(each.change.value) or each.change.value == 0, name
        assert each.direction == 0


def test_a_difference_is_the_mean_over_seeds_of_after_less_before(comparison: Comparison) -> None:
    rows = [
        [
            outcome(simulate(TREE, each, seed, weeks=60, settled=20, engine="numpy"))
            for seed in range(4)
        ]
        for each in (comparison.before, comparison.after)
    ]
    papered = [after["papered"] - before["papered"] for before, after in zip(*rows, strict=True)]
    assert comparison.differences["papered"].change.value == pytest.approx(np.mean(papered))
    assert set(comparison.differences) == set(FIGURES)


def test_without_weight_on_papers_fewer_tasks_are_papered_over_and_that_is_better(
    comparison: Comparison,
) -> None:
    papered = comparison.differences["papered"]
    assert papered.direction == -1
    assert papered.better == 1
    assert -1 <= papered.relative < 0


def test_the_interval_is_students_over_paired_seeds() -> None:
    # Differences 1 to 5: mean 3, standard error sqrt(2.5 / 5), t(0.975, 4) = 2.7764.
    found = paired(np.arange(1.0, 6.0), "share")
    assert found.high - found.value == pytest.approx(2.776445 * np.sqrt(0.5), rel=1e-6)


def test_one_seed_alone_tells_no_direction() -> None:
    row: Row = dict.fromkeys(FIGURES, 1.0)
    found = differences([row], [row | {"harm": 2.0}])["harm"]
    assert isnan(found.change.value)
    assert found.direction == 0


def test_seeds_in_which_nothing_could_be_counted_are_left_out_in_pairs() -> None:
    before: list[Row] = [dict.fromkeys(FIGURES, value) for value in (1.0, nan, 3.0)]
    after: list[Row] = [dict.fromkeys(FIGURES, value) for value in (2.0, 9.0, 5.0)]
    found = differences(before, after)["harm"]
    assert (found.before, found.after, found.change.value, found.change.n) == (2.0, 3.5, 1.5, 2)


def by_load(runs: list[Run]) -> list[Row]:
    """A figure that a veto raises where there is little to do, and lowers where there is much."""
    return [
        dict.fromkeys(FIGURES, run.design.regime.veto * (8.5 - run.design.world.load))
        for run in runs
    ]


def test_robustness_is_the_share_of_environments_with_the_same_sign() -> None:
    before, after = Design().with_(regime__veto=0), Design().with_(regime__veto=1)
    among = environments(40, np.random.default_rng(3))
    changes = robustness(before, after, by_load, among, seeds=(1, 2))
    light = sum(each["world.load"] < 8.5 for each in among)
    assert sum(value > 0 for value in changes["harm"]) == light
    rows: list[list[Row]] = [[dict.fromkeys(FIGURES, value)] * 2 for value in (0.0, 1.0)]
    start = compare(TREE, before, after, range(2), period=SHORT, engine="numpy")
    told = made_robust(
        Comparison(before, after, (1, 2), differences(*rows), start.bearing), changes
    )
    assert told.differences["harm"].robust == pytest.approx(light / 40)
    assert told.differences["harm"].environments == 40


def test_what_the_designs_differ_in_is_not_overlaid_by_an_environment() -> None:
    before, after = Design().with_(world__load=5), Design().with_(world__load=12)
    seen: list[float] = []

    def noting(runs: list[Run]) -> list[Row]:
        seen.extend(run.design.world.load for run in runs)
        return by_load(runs)

    robustness(before, after, noting, environments(3, np.random.default_rng(1)), seeds=(1,))
    assert seen == [5, 12] * 3


def test_robustness_can_be_asked_of_a_sweep() -> None:
    sweep = Sweep(Simulation(Tree.regular(3, 3), Period(weeks=12, settled=2), engine="numpy"))
    among = environments(2, np.random.default_rng(1))
    changes = robustness(Design(), PAPERLESS, sweep, among, seeds=(1,))
    assert len(changes["papered"]) == 2


def record_with(tree: Tree, sanctions: np.ndarray) -> Record:
    """A record of 52 weeks in which each post had so many sanctions and nothing else happened."""
    posts = np.zeros((len(TOTALS), len(tree)), np.float32)
    posts[TOTAL["sanctions"]] = sanctions
    return Record(tree, 0, np.zeros((52, len(SERIES))), posts)


def test_who_bears_a_change_is_told_by_level() -> None:
    tree = Tree.regular(2, 3, times=5)
    calm = [record_with(tree, np.zeros(len(tree))) for _ in range(3)]
    struck = [record_with(tree, (tree.level == 2) * (1.0 + seed)) for seed in range(3)]
    found = bearing(calm, struck)["sanctions"].levels
    assert found[Level.BOTTOM].value == pytest.approx(2.0)
    assert found[Level.HEAD].value == found[Level.MIDDLE].value == 0


def test_a_level_or_group_so_small_that_it_could_mean_a_person_is_not_told() -> None:
    tree = Tree.regular(4, 6)
    records = [record_with(tree, np.ones(len(tree))) for _ in range(3)]
    found = bearing(records, records)["sanctions"]
    assert isnan(found.levels[Level.HEAD].value)
    assert isnan(found.levels[Level.MIDDLE].value)
    assert found.levels[Level.BOTTOM].value == 0
    assert (found.groups.told, found.groups.untold) == (4, 2)
    assert np.isnan(found.groups.changes[tree.size < 5]).all()


def test_a_burden_that_falls_on_one_group_alone_shows_in_the_worst_tenth() -> None:
    tree = Tree.regular(10, 10)
    hit = (tree.group == tree.group.max()).astype(float)
    rng = np.random.default_rng(2)
    before = [record_with(tree, np.zeros(len(tree))) for _ in range(6)]
    after = [record_with(tree, 2 * hit + 0.1 * rng.random(len(tree))) for _ in range(6)]
    groups = bearing(before, after)["sanctions"].groups
    assert groups.worst == pytest.approx(2.05, abs=0.1)
    assert groups.best == pytest.approx(0.05, abs=0.03)
    assert groups.spread > 0.5


def test_groups_that_differ_by_chance_alone_are_drawn_together() -> None:
    tree = Tree.regular(10, 10, times=3)
    rng = np.random.default_rng(5)
    records = [record_with(tree, rng.poisson(0.3, len(tree)).astype(float)) for _ in range(20)]
    groups = bearing(records[:10], records[10:])["sanctions"].groups
    raw = np.mean([b.total("sanctions") - a.total("sanctions") for a, b in zip(records[:10], records[10:], strict=True)], axis=0)  # fmt: skip
    by_group = np.bincount(tree.group, raw) / tree.size
    assert groups.worst - groups.best < 0.7 * (by_group.max() - by_group.min())


def test_levels_are_heads_those_at_the_bottom_and_all_between() -> None:
    assert levels(Tree.regular(1, 1, 1)).tolist() == [0, 1, 1, 2]
    assert levels(Tree.regular(times=2)).tolist() == [0, 0]


def difference(low: float, high: float, robust: float = nan) -> Difference:
    middle = (low + high) / 2
    return Difference(
        "papers", 0.3, 0.3 + middle, Estimate(middle, low, high, 8, "share", ""), robust, 80
    )


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (difference(-0.01, 0.02), "no clear change"),
        (difference(0.01, 0.02), "clear, not tried in other environments yet"),
        (difference(0.01, 0.02, 0.95), "clear and robust (same direction in 95% of 80 environments)"),
        (difference(0.01, 0.02, 0.8), "clear and fairly robust (same direction in 80% of 80 environments)"),
        (difference(0.01, 0.02, 0.6), "clear here, but it depends on circumstances (same direction in 60% of 80 environments)"),
    ],
)  # fmt: skip
def test_how_sure_a_change_is_follows_interval_and_environments(of: Difference, said: str) -> None:
    assert how_sure(of).en == said


def test_a_change_is_read_out_in_points_with_direction_and_interval() -> None:
    told = reading(difference(0.01, 0.02, 0.95))
    assert told.en == (
        "Working time for papers and inspections: up by 1.5 points, for the worse (95 % interval 1 to 2); clear and"
        " robust (same direction in 95% of 80 environments)."
    )
    assert told.zh == (
        "材料与迎检占工时：上升 1.5 个百分点，变差（95% 区间 1 至 2）；方向明确且稳健（80 个随机环境中 95% 方向相同）。"
    )


def test_the_whole_reading_ends_with_what_it_is_not(comparison: Comparison) -> None:
    told = readings(comparison)
    assert "forecasts nothing about any person" in told[-1].en
    assert all(each.zh and each.en for each in told)
    assert len(told) > len(BURDENS)
