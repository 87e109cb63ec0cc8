"""Laws of the model that hold whatever the design: nothing is lost, nothing falls from nowhere."""

from collections.abc import Sequence
from math import isfinite

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.storm.choosing import quality
from remit.engines.storm.design import Design
from remit.engines.storm.learning import CAUSES
from remit.engines.storm.outcome import FIGURES, outcome
from remit.engines.storm.parameters import PARTS, Storm, parameters
from remit.engines.storm.record import Record
from remit.engines.storm.running import Engine, kernel_there, live, simulate
from remit.engines.storm.schedule import Week, schedule
from remit.engines.storm.state import Action, beginning, may_escalate, may_pass
from remit.engines.storm.town import Town
from remit.engines.storm.tree import Tree

WEEKS = 30
ENGINES: Sequence[Engine] = ("numpy", "numba") if kernel_there() else ("numpy",)
TREES = st.sampled_from(
    [Tree.regular(4, 3), Tree.regular(2), Tree.of([-1, 0, 0, 1, 1, 1, 2, -1, 7])]
)
SHARES = (
    "implementation", "implementation_priority", "implementation_routine", "taken_up", "papered",
    "avoided", "passed", "escalated", "passed_down", "wrong_share", "papers", "burnout", "morale",
    "precision",
)  # fmt: skip


def designs(*parts: str) -> st.SearchStrategy[Design]:
    """Designs with any values in range, in these parts."""
    return st.fixed_dictionaries(
        {},
        optional={
            f"{part}.{each.name}": st.floats(each.low, each.high)
            for part in parts
            for each in parameters(part)
        },
    ).map(Design().changed)


CALM = designs("regime", "world", "people")
ANY = designs(*PARTS)
SEEDS = st.integers(0, 2**32)


def same(one: Record, other: Record) -> bool:
    """Whether two records are equal to the last bit."""
    return np.array_equal(one.weeks, other.weeks) and np.array_equal(one.posts, other.posts)


@given(ANY, TREES, SEEDS)
def test_tasks_that_are_passed_on_or_up_arrive_and_no_others_do(
    design: Design, tree: Tree, seed: int
) -> None:
    town, state = Town(tree, design, seed), beginning(tree, design, seed)
    sent = 0.0
    for step, row in enumerate(schedule(design, 8)):
        flows = live(town, state, Week(*map(float, row)), step).flows
        assert flows.tasks.sum() == pytest.approx(flows.own.sum() + sent, rel=1e-4)
        # Whoever has nobody to pass to unlearns it in some weeks; until then such tasks are given up.
        passed = (flows.chosen[:, Action.PASS].sum(0) * may_pass(tree)).sum()
        sent = passed + (flows.chosen[:, Action.ESCALATE].sum(0) * may_escalate(tree)).sum()


@given(ANY, TREES, SEEDS)
def test_habits_are_shares_that_sum_to_one_and_what_is_done_was_chosen(
    design: Design, tree: Tree, seed: int
) -> None:
    town, state = Town(tree, design, seed), beginning(tree, design, seed)
    for step, row in enumerate(schedule(design, 8)):
        week = Week(*map(float, row))
        able = quality(town, state, week)
        flows = live(town, state, week, step).flows
        assert state.habits.sum(1) == pytest.approx(1, abs=1e-5)
        assert (state.habits >= 0).all()
        assert flows.chosen.sum((0, 1)) == pytest.approx(flows.tasks, rel=1e-4)
        assert ((able >= 0) & (able <= 1)).all()
        assert ((flows.served >= 0) & (flows.served <= 1)).all()
        assert (flows.right <= flows.done + 1e-6).all()


@given(ANY, TREES, SEEDS)
def test_shares_lie_between_nothing_and_one_and_counts_are_not_negative(
    design: Design, tree: Tree, seed: int
) -> None:
    found = outcome(simulate(tree, design, seed, weeks=WEEKS, settled=5, engine="numpy"))
    assert set(found) == set(FIGURES)
    for name in SHARES:
        assert not isfinite(found[name]) or -1e-6 <= found[name] <= 1 + 1e-5, name
    for name in ("sanctions", "wrong", "harm", "hidden", "inquiries", "overload"):
        assert found[name] >= 0, name
    assert found["wrong"] <= found["sanctions"] * (1 + 1e-6) + 1e-12


@pytest.mark.parametrize("engine", ENGINES)
@given(CALM, TREES, SEEDS)
def test_where_nothing_is_inquired_into_nobody_is_sanctioned(
    engine: Engine, design: Design, tree: Tree, seed: int
) -> None:
    calm = design.with_(regime__intensity=0)
    record = simulate(tree, calm, seed, weeks=WEEKS, settled=0, engine=engine)
    assert record.week("sanctioned").sum() == 0
    assert sum(record.week(cause).sum() for cause in CAUSES) == 0
    assert record.total("sanctions").sum() == 0


@pytest.mark.parametrize("engine", ENGINES)
@given(CALM, TREES, SEEDS)
def test_full_precision_without_strict_joint_or_inherited_blame_wrongs_nobody(
    engine: Engine, design: Design, tree: Tree, seed: int
) -> None:
    just = design.with_(
        regime__precision=1, regime__strictness=0, regime__tracking=1, regime__joint=0,
        regime__leader=0, regime__intensity=0.01, regime__capacity=0.05, world__complaints=0.0005,
        world__load=5, world__harm_omitted=0.01, world__harm_failed=0.01,
    )  # fmt: skip
    record = simulate(tree, just, seed, weeks=WEEKS, settled=0, engine=engine)
    assert (record.week("precision") == len(tree)).all()
    assert record.total("wrong").sum() == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("engine", ENGINES)
@given(ANY, TREES, SEEDS)
def test_two_designs_that_differ_in_name_only_differ_in_nothing(
    engine: Engine, design: Design, tree: Tree, seed: int
) -> None:
    twin = Design("another", design.regime, design.world, design.people, design.storm)
    runs = [simulate(tree, each, seed, weeks=12, settled=2, engine=engine) for each in (design, twin)]  # fmt: skip
    assert same(*runs)


@pytest.mark.parametrize("engine", ENGINES)
@given(CALM, TREES, SEEDS)
def test_a_storm_of_nothing_is_no_storm(
    engine: Engine, design: Design, tree: Tree, seed: int
) -> None:
    nothing = Storm(
        start=3, weeks=6, ramp=1, intensity=0, severity=0, reward=0, command=0, coordination=0, focus=0,
        overtime=0, inspections=0, clarity=0,
    )  # fmt: skip
    calm = simulate(tree, design, seed, weeks=12, settled=2, engine=engine)
    storm = Design("", design.regime, design.world, design.people, nothing)
    assert same(calm, simulate(tree, storm, seed, weeks=12, settled=2, engine=engine))


@given(ANY, SEEDS)
def test_before_a_storm_begins_it_changes_nothing(design: Design, seed: int) -> None:
    tree = Tree.regular(4, 3)
    storm = Design("", design.regime, design.world, design.people, Storm(start=9, weeks=5))
    one, other = (simulate(tree, each, seed, weeks=16, settled=2, engine="numpy") for each in (storm, storm.calm))  # fmt: skip
    assert np.array_equal(one.weeks[:9], other.weeks[:9])


def test_another_seed_is_another_luck() -> None:
    tree = Tree.regular(4, 3)
    assert not same(*(simulate(tree, Design(), seed, weeks=12, settled=2) for seed in (1, 2)))


def test_fallen_sanctions_are_as_many_as_expected() -> None:
    tree, design = Tree.regular(10, 10, times=4), Design().with_(regime__intensity=0.5)
    expected = fallen = 0.0
    for seed in range(6):
        record = simulate(tree, design, seed)
        expected += sum(record.week(cause).sum() for cause in CAUSES)
        fallen += record.week("sanctioned").sum()
    # At most one a week falls on a post, so a little fewer fall than the rates say.
    assert fallen == pytest.approx(expected, abs=5 * np.sqrt(expected))


@pytest.mark.parametrize("engine", ENGINES)
def test_tracked_problems_seek_no_scapegoat(engine: Engine) -> None:
    """With all omissions laid bare at once but those inherited, tracking leaves less unexplained."""
    much = Design().with_(
        world__harm_omitted=0.05, people__turnover=0.05, world__latent=1, world__emergence=0.02,
        world__revealing=0, regime__precision=0.9, regime__capacity=0.05,
    )  # fmt: skip
    tracked = much.with_(regime__tracking=1)
    tree = Tree.regular(10, 10)
    records = [simulate(tree, each, 1, weeks=80, settled=0, engine=engine) for each in (much, tracked)]  # fmt: skip
    untracked, known = (record.week("scapegoat").sum() for record in records)
    assert known < untracked


@pytest.mark.parametrize("engine", ENGINES)
def test_papers_about_escalated_tasks_take_no_more_hours_than_are_asked_for(engine: Engine) -> None:
    design = Design().with_(
        world__escalated=0, world__hours_document=1, people__unease=0, world__hours_escalate=0,
        regime__paper_weight=0.8, regime__citizen_weight=0, regime__inspections=0,
    )  # fmt: skip
    record = simulate(Tree.regular(10, 10), design, 1, weeks=60, settled=20, engine=engine)
    assert (record.total("papers") <= record.total("hours") * 1.0001).all()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("part", list(PARTS))
def test_every_parameter_can_stand_at_either_end_of_its_range(engine: Engine, part: str) -> None:
    for each in parameters(part):
        for value in (each.low, each.high):
            design = Design().changed({f"{part}.{each.name}": value})
            record = simulate(Tree.regular(3, 3), design, 2, weeks=60, settled=20, engine=engine)
            assert np.isfinite(record.weeks).all(), each.name
            assert (record.weeks >= -1e-4).all(), each.name
            assert np.isfinite(record.posts).all(), each.name


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("parents", [[-1], [-1] * 5, [-1, 0, 1, 2], [-1, 0, -1, 2, 2]])
def test_trees_of_one_of_heads_of_chains_and_of_several_heads_can_be_simulated(
    engine: Engine, parents: list[int]
) -> None:
    record = simulate(Tree.of(parents), Design(), 3, weeks=60, settled=20, engine=engine)
    assert np.isfinite(record.weeks).all()
    assert 0 < outcome(record)["implementation"] < 1
