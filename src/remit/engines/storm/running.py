"""Runs: weeks one after another, in plain NumPy or in the compiled kernel where it is there."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.answering import Answers, Harm, answer, harm, inquire
from remit.engines.storm.choosing import choose, quality, utilities
from remit.engines.storm.design import Design
from remit.engines.storm.learning import (
    INNOCENT,
    NEGLIGENCE,
    OMISSION,
    SCAPEGOAT,
    WRONG,
    YEAR,
    Fallen,
    by_cause,
    fall,
    feed,
    feel,
    hide,
    learn,
    merit,
    promoted,
    renew,
)
from remit.engines.storm.record import SERIES, TOTALS, Record
from remit.engines.storm.schedule import Week, schedule
from remit.engines.storm.state import EVADED, PRIORITY, ROUTINE, TAKEN_UP, Action, State, beginning
from remit.engines.storm.town import Town
from remit.engines.storm.tree import Tree
from remit.engines.storm.working import Flows, work

WEEKS, SETTLED = 250, 60
LEAST_HARM = 1e-6
Bools = NDArray[np.bool_]


Engine = Literal["auto", "numpy", "numba"]
_WARM: set[str] = set()


class KernelMissing(ImportError):
    """The compiled kernel was asked for, and Numba is not installed."""

    def __init__(self) -> None:
        super().__init__("The compiled kernel needs Numba: `pip install remit[lab]` installs it.")


class Passed(NamedTuple):
    """What happened in a week."""

    flows: Flows
    harm: Harm
    answers: Answers
    rates: NDArray[np.float32]
    fallen: Fallen
    gone: Bools
    risen: Bools


def kernel_there() -> bool:
    """Whether the compiler that the kernel needs is installed."""
    return find_spec("numba") is not None


def kernel_warm() -> bool:
    """Whether the kernel has been compiled, or read from where it is kept, in this process."""
    return bool(_WARM)


def warm() -> None:
    """Compiles the kernel, or reads what was compiled before: seconds the first time, less later.

    Raises KernelMissing where the compiler is not installed.
    """
    simulate(Tree.regular(2, 2), Design(), 0, weeks=YEAR, settled=0, engine="numba", threads=2)


def simulate(
    tree: Tree, design: Design, seed: int, *, weeks: int = WEEKS, settled: int = SETTLED,
    engine: Engine = "auto", threads: int = 1,
) -> Record:  # fmt: skip
    """Runs a design on a tree of posts for `weeks`; the first `settled` weeks do not count in totals.

    Equal (tree, design, seed, weeks, settled, engine) give equal numbers, whatever `threads` is; the
    two engines differ by the rounding of single precision. `auto` takes the kernel where it is there.
    Raises KernelMissing where `numba` is asked for and not installed.

    >>> record = simulate(Tree.regular(3, 3), Design(), 1, weeks=10, settled=0, engine="numpy")
    >>> record.weeks.shape == (10, len(SERIES))
    True
    """
    if engine == "numpy" or (engine == "auto" and not kernel_there()):
        return _plainly(tree, design, seed, weeks, settled)
    if not kernel_there():
        raise KernelMissing
    kernel: Any = import_module("remit.engines.storm.kernel.weeks")
    record: Record = kernel.run(tree, design, seed, weeks, settled, threads)
    _WARM.add("numba")
    return record


def _plainly(tree: Tree, design: Design, seed: int, weeks: int, settled: int) -> Record:
    """The same in plain NumPy: the reference."""
    town, state = Town(tree, design, seed), beginning(tree, design, seed)
    rows = np.zeros((weeks, len(SERIES)))
    posts = np.zeros((len(TOTALS), len(tree)), np.float32)
    for step, row in enumerate(schedule(design, weeks)):
        passed = live(town, state, Week(*map(float, row)), step)
        rows[step] = _row(town, state, passed)
        if step >= settled:
            _count(posts, passed)
    return Record(tree, settled, rows, posts)


def live(town: Town, state: State, week: Week, step: int) -> Passed:
    """One week of all posts."""
    able = quality(town, state, week)
    state.habits = choose(town.design.people, state.habits, utilities(town, state, week, able))
    flows = work(town, state, week, able, step)
    done = harm(town, state, flows)
    answers = answer(town, state, week, flows, inquire(town, week, flows, done))
    rates = by_cause(town, state, answers)
    fallen = fall(town, state, answers, flows, step)
    learn(town, state, week, flows, fallen)
    hide(town, state, done)
    merit(town, state, flows, fallen)
    feed(town, state, answers, flows)
    feel(town, state, fallen)
    risen = promoted(town, state) if (step + 1) % YEAR == 0 else np.zeros(len(town.tree), bool)
    gone = renew(town, state, risen, step + 1)
    return Passed(flows, done, answers, rates, fallen, gone, risen)


def _row(town: Town, state: State, passed: Passed) -> NDArray[np.float64]:
    """The sums over posts, in the order of SERIES."""
    flows, wide = passed.flows, np.float64
    actions = flows.chosen.sum(2, dtype=wide)
    share = flows.chosen.sum(0) / flows.tasks
    active, papered = share[list(TAKEN_UP)].sum(0), share[[Action.DOCUMENT, Action.TRACE]].sum(0)
    omission = passed.answers.fault[:, list(EVADED)]
    done = passed.harm
    return np.array([
        *_own(town, flows), *flows.right.sum(1, dtype=wide), *actions[PRIORITY], *actions[ROUTINE],
        flows.hours.sum(dtype=wide), flows.papers.sum(dtype=wide),
        state.overload.sum(dtype=wide), state.burnout.sum(dtype=wide), state.morale.sum(dtype=wide),
        (state.hidden + state.inherited).sum(dtype=wide),
        sum(float(each.sum(dtype=wide)) for each in done[:5]),
        passed.answers.inquiries.sum(dtype=wide), state.precision * len(town.tree),
        *passed.rates.sum(1, dtype=wide), len(passed.fallen.posts),
        _unanswered(town, done, omission),
        passed.gone.sum(), passed.risen.sum(), active[passed.risen].sum(), papered[passed.risen].sum(),
    ])  # fmt: skip


def _unanswered(town: Town, done: Harm, omission: NDArray[np.float32]) -> float:
    """Tasks left undone for which nobody is expected to answer."""
    known = float(
        (done.traced + done.avoided + done.delayed - omission.sum(1)).sum(dtype=np.float64)
    )
    return known / max(town.design.world.harm_omitted, LEAST_HARM)


def _own(town: Town, flows: Flows) -> tuple[float, float]:
    """Tasks of the posts' own that came in, by class."""
    own = float(flows.own.sum(dtype=np.float64))
    priority = town.design.world.priority
    return own * priority, own * (1 - priority)


def _count(posts: NDArray[np.float32], passed: Passed) -> None:
    """Adds a week to the totals of the posts, in the order of TOTALS."""
    flows, rates, done = passed.flows, passed.rates, passed.harm
    chosen = flows.chosen.sum(0)
    on_taken_up = rates[NEGLIGENCE] + rates[INNOCENT] + rates[SCAPEGOAT]
    sanctions = (rates.sum(0), on_taken_up, rates[OMISSION], rates[list(WRONG)].sum(0))
    posts += np.stack([
        flows.own, flows.tasks, flows.right.sum(0), chosen[list(TAKEN_UP)].sum(0),
        chosen[list(EVADED)].sum(0), chosen[Action.PASS], *sanctions, np.sum(done[:5], axis=0).sum(0),
        flows.hours, flows.papers,
    ])  # fmt: skip
