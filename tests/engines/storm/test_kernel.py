"""The compiled kernel against the reference in NumPy, and its own promises."""

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from remit.engines.storm.design import Design
from remit.engines.storm.learning import YEAR
from remit.engines.storm.outcome import FIGURES, outcome
from remit.engines.storm.parameters import PARTS, Storm, parameters
from remit.engines.storm.record import COLUMN, Record
from remit.engines.storm.running import kernel_there, kernel_warm, simulate, warm
from remit.engines.storm.tree import NONE, Tree

pytestmark = pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed")
SEEDS = range(1, 17)
WEEKS, SETTLED = 110, 30
STORMY = Design(storm=Storm(start=40, weeks=20))
HARSH = Design().with_(regime__intensity=0.6, regime__seats=0.3, regime__tracking=0, world__load=11)


def ragged(posts: int = 700, most: int = 40) -> Tree:
    """A tree whose groups have from one post to `most`, of a fixed seed."""
    chance = default_rng(5)
    parents, at = [NONE], 0
    while len(parents) < posts:
        parents += [at] * int(chance.integers(1, most + 1))
        at += 1
    return Tree.of(parents)


TREES = {
    "regular": Tree.regular(10, 10, times=3),
    "ragged": ragged(),
    "one huge group": Tree.regular(500, 1),
}


@pytest.fixture(params=TREES)
def tree(request: pytest.FixtureRequest) -> Tree:
    """Each of the trees."""
    return TREES[request.param]


def kernel(tree: Tree, design: Design, seed: int = 1, threads: int = 1) -> Record:
    return simulate(
        tree, design, seed, weeks=WEEKS, settled=SETTLED, engine="numba", threads=threads
    )


def plain(tree: Tree, design: Design, seed: int = 1) -> Record:
    return simulate(tree, design, seed, weeks=WEEKS, settled=SETTLED, engine="numpy")


@pytest.mark.parametrize("design", [Design(), STORMY, HARSH], ids=["default", "stormy", "harsh"])
def test_all_figures_are_those_of_the_reference_within_three_standard_errors(
    design: Design,
) -> None:
    tree = Tree.regular(8, 8)
    ours = [outcome(kernel(tree, design, seed)) for seed in SEEDS]
    theirs = [outcome(plain(tree, design, seed)) for seed in SEEDS]
    for name in FIGURES:
        mine, reference = (np.array([each[name] for each in runs]) for runs in (ours, theirs))
        assert (np.isnan(mine) == np.isnan(reference)).all(), name
        known = reference[~np.isnan(reference)]
        error = known.std(ddof=1) / np.sqrt(len(known)) if len(known) > 1 else 0
        apart = abs(np.nanmean(mine) - known.mean()) if len(known) else 0
        assert apart <= 3 * error + 1e-6 * abs(known).max(initial=1), name


def test_the_first_weeks_are_those_of_the_reference_but_for_rounding(tree: Tree) -> None:
    for design in (Design(), STORMY, HARSH):
        ours, theirs = (
            simulate(tree, design, 3, weeks=8, settled=0, engine=engine)
            for engine in ("numba", "numpy")
        )
        assert np.allclose(ours.weeks, theirs.weeks, rtol=1e-4, atol=1e-4)
        assert np.allclose(ours.posts, theirs.posts, rtol=1e-4, atol=1e-4)


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """Any design within the ranges of its parameters, a storm early on among them."""
    every = [(part, each) for part in PARTS if part != "storm" for each in parameters(part)]
    chosen = draw(st.lists(st.sampled_from(every), max_size=12, unique=True))
    values = {f"{part}.{each.name}": draw(st.floats(each.low, each.high)) for part, each in chosen}
    design = Design().changed(values)
    return design.changed({"storm.start": 2, "storm.weeks": 4}) if draw(st.booleans()) else design


@given(designs())
@settings(deadline=None)
def test_whatever_the_design_the_first_weeks_are_those_of_the_reference(design: Design) -> None:
    ours, theirs = (
        simulate(TREES["ragged"], design, 3, weeks=6, settled=0, engine=engine)
        for engine in ("numba", "numpy")
    )
    assert np.isfinite(ours.weeks).all()
    # Whether somebody near the edge of a chance is struck or leaves may turn on the last digit.
    same = np.isclose(ours.weeks, theirs.weeks, rtol=2e-3, atol=2e-3)
    rare = [COLUMN[name] for name in ("sanctioned", "renewed", "promoted")]
    assert (np.delete(same, rare, 1)).all()
    assert abs(ours.weeks - theirs.weeks)[:, rare].max() <= 1


def test_the_same_posts_are_promoted_at_the_end_of_a_year(tree: Tree) -> None:
    ours, theirs = (
        simulate(tree, HARSH, 3, weeks=YEAR, settled=0, engine=engine)
        for engine in ("numba", "numpy")
    )
    names = ("promoted", "promoted_active", "promoted_papered")
    last = [[float(run.week(name)[-1]) for name in names] for run in (ours, theirs)]
    assert last[1][0] > 0
    assert last[0] == pytest.approx(last[1], rel=2e-3)


def test_two_threads_give_the_numbers_of_one_bit_for_bit(tree: Tree) -> None:
    one, two = kernel(tree, STORMY), kernel(tree, STORMY, threads=2)
    assert one.weeks.tobytes() == two.weeks.tobytes()
    assert one.posts.tobytes() == two.posts.tobytes()


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(tree: Tree) -> None:
    first, again, other = kernel(tree, HARSH), kernel(tree, HARSH), kernel(tree, HARSH, seed=2)
    assert first.weeks.tobytes() == again.weeks.tobytes()
    assert first.posts.tobytes() == again.posts.tobytes()
    assert (first.weeks[-1] != other.weeks[-1]).any()


def test_sums_over_weeks_equal_totals_over_posts(tree: Tree) -> None:
    record = kernel(tree, STORMY)
    counted = record.weeks[SETTLED:].sum(0)
    sums = {
        "own": ("own_priority", "own_routine"),
        "right": ("right_priority", "right_routine"),
        "passed": ("pass_priority", "pass_routine"),
        "taken_up": ("act_priority", "act_routine", "document_priority", "document_routine"),
        "wrong": ("innocent", "scapegoat", "old", "shared"),
        "on_evaded": ("omission",),
        "harm": ("harm",),
        "hours": ("hours",),
        "papers": ("papers",),
    }
    for total, names in sums.items():
        weeks = sum(counted[COLUMN[name]] for name in names)
        assert record.total(total).sum(dtype=np.float64) == pytest.approx(weeks, rel=1e-5), total


def test_every_post_has_its_own_row_whatever_the_groups_are(tree: Tree) -> None:
    ours, theirs = kernel(tree, Design()), plain(tree, Design())
    assert np.corrcoef(ours.total("own"), theirs.total("own"))[0, 1] > 0.999999
    assert (ours.total("own") > 0).all()


def test_a_single_post_can_be_simulated() -> None:
    record = kernel(Tree.of([NONE]), Design(), threads=2)
    assert record.posts.shape[1] == 1
    assert np.isfinite(record.weeks).all()


def test_warming_compiles_what_runs_need() -> None:
    assert kernel_there()
    warm()
    assert kernel_warm()
