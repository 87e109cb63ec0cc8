"""The laboratory's engines beside the same model in Mesa, and what a county and a million posts take.

Speeds are processor time for each post and week, one thread, machine code and imports ready; the least
of several rounds counts. Mesa answers with moments too, which have to be those of the reference.
"""

import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from benchmarks.measure import cost
from benchmarks.rows import Row, missing, peer_missing, times_less
from remit.engines.storm.design import Design
from remit.engines.storm.learning import CAUSES
from remit.engines.storm.record import Doubles, Record
from remit.engines.storm.running import WEEKS, Engine, kernel_there, simulate
from remit.engines.storm.state import Action
from remit.engines.storm.tree import Tree

PEER, NO_NUMBA = "Mesa 3, one object a post", "numba is missing: `make bench` installs it"
NUMBA_TIMES, NUMPY_TIMES = 500, 20
MOST_WALL_S, MOST_MIB, MOST_COUNTY_MS, MOST_PAIRED_MS = 7, 450, 15, 300
ROUNDS, MESA_WEEKS, PAIRED = 5, 4, 8
CHECK_WEEKS, CHECK_SETTLED, CHECK_SEEDS, ERRORS = 70, 20, 16, 4


def speed(engine: Engine) -> float:
    """Microseconds of processor time for each post and week of 9,999 posts."""
    tree, weeks = Tree.regular(10, 10, 10, times=9), WEEKS if engine == "numba" else WEEKS // 10
    return _least(
        lambda: simulate(tree, Design(), 1, weeks=weeks, settled=weeks // 4, engine=engine),
        len(tree) * weeks,
    )


def mesa() -> float:
    """The same in Mesa."""
    tree = Tree.regular(10, 10, 10, times=9)
    peer = import_module("benchmarks.peers.mesa_storm")
    model = peer.Storm(tree, Design(), 1, ROUNDS * MESA_WEEKS + MESA_WEEKS)

    def some_weeks() -> None:
        for _ in range(MESA_WEEKS):
            model.step()

    return _least(some_weeks, len(tree) * MESA_WEEKS)


def _least(run: Callable[[], object], steps: int) -> float:
    run()
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        run()
        spent.append(time.process_time() - before)
    return min(spent) / steps * 1e6


def million() -> float:
    """Seconds by the clock for a million posts and 250 weeks on two threads, machine code ready."""
    simulate(Tree.regular(3, 3), Design(), 1, weeks=1, settled=0, engine="numba")
    before = time.perf_counter()
    simulate(Tree.regular(10, 10, 10, 10, 10, times=9), Design(), 1, engine="numba", threads=2)
    return time.perf_counter() - before


def county() -> float:
    """Milliseconds for a county of 1,110 posts and 250 weeks, one thread."""
    tree = Tree.regular(10, 10, times=10)
    return _least(lambda: simulate(tree, Design(), 1, engine="numba"), 1) / 1e3


def paired() -> float:
    """Milliseconds for two designs of a county over paired seeds."""
    tree, designs = Tree.regular(10, 10, times=10), (Design(), Design().with_(regime__precision=1))

    def both() -> None:
        for seed in range(PAIRED):
            for design in designs:
                simulate(tree, design, seed, engine="numba")

    return _least(both, 1) / 1e3


def apart() -> float:
    """How many standard errors Mesa's moments are from the reference's, at most."""
    tree, peer = Tree.regular(10, 10), import_module("benchmarks.peers.mesa_storm")
    weeks = {"weeks": CHECK_WEEKS, "settled": CHECK_SETTLED}
    theirs = np.array([peer.moments(tree, Design(), s, **weeks) for s in range(CHECK_SEEDS)])
    ours = np.array([
        moments(simulate(tree, Design(), seed, engine="numpy", **weeks))
        for seed in range(4 * CHECK_SEEDS)
    ])  # fmt: skip
    error = np.sqrt(theirs.var(0, ddof=1) / len(theirs) + ours.var(0, ddof=1) / len(ours))
    return float((abs(ours.mean(0) - theirs.mean(0)) / np.maximum(error, 1e-4)).max())


def moments(record: Record) -> list[float]:
    """Means over the weeks after the settling-in: implementation, sanctions, taken up, precision."""
    kinds, weeks = ("priority", "routine"), slice(record.settled, None)

    def summed(*names: str) -> Doubles:
        return np.sum([record.week(f"{name}_{kind}")[weeks] for name in names for kind in kinds], 0)

    tasks = summed(*(action.name.lower() for action in Action))
    sanctions = np.sum([record.week(cause)[weeks] for cause in CAUSES], 0) / len(record.tree)
    precision = record.week("precision")[record.settled - 1 : -1] / len(record.tree)
    series = (
        summed("right") / summed("own"),
        sanctions,
        summed("act", "document") / tasks,
        precision,
    )
    return [float(each.mean()) for each in series]


def rows() -> list[Row]:
    """The engines beside Mesa, then the kernel by itself."""
    return [*_beside_mesa(), *_alone()]


def _beside_mesa() -> list[Row]:
    what = "One post for one week, {}: processor time"
    engines: dict[Engine, tuple[str, int]] = {
        "numba": (what.format("compiled kernel"), NUMBA_TIMES),
        "numpy": (what.format("NumPy"), NUMPY_TIMES),
    }
    if find_spec("mesa") is None:
        return [
            peer_missing(what, "µs", PEER, f"{times}x less") for what, times in engines.values()
        ]
    if (far := _answer(apart)) > ERRORS:
        raise RuntimeError(f"Mesa and the reference are {far:.1f} standard errors apart.")
    theirs = _answer(mesa)
    return [
        times_less(what, _answer(speed, engine), "µs", PEER, theirs, times)
        if engine == "numpy" or kernel_there()
        else missing(what, "µs", PEER, f"{times}x less", NO_NUMBA)
        for engine, (what, times) in engines.items()
    ]


def _alone() -> list[Row]:
    posts = f"1,000,000 posts, {WEEKS} weeks, 2 threads"
    small = f"A county of 1,110 posts, {WEEKS} weeks, one thread"
    goals = [
        (f"{posts}: by the clock", "s", MOST_WALL_S), (f"{posts}: peak memory", "MiB", MOST_MIB),
        (small, "ms", MOST_COUNTY_MS), (f"The same, two designs, {PAIRED} seeds", "ms", MOST_PAIRED_MS),
    ]  # fmt: skip
    if not kernel_there():
        return [
            missing(what, unit, "-", f"at most {most} {unit}", NO_NUMBA)
            for what, unit, most in goals
        ]
    runs = [cost(million) for _ in range(ROUNDS)]
    figures = (
        min(float(str(run.answer)) for run in runs), max(run.peak_mib for run in runs),
        _answer(county), _answer(paired),
    )  # fmt: skip
    return [
        Row(what, found, unit, "-", None, None, f"at most {most} {unit}", found <= most)
        for (what, unit, most), found in zip(goals, figures, strict=True)
    ]


def _answer(function: Callable[..., float], *arguments: str) -> float:
    return float(str(cost(function, *arguments).answer))
