"""Schelling's segregation by the declared rules of the published comparison of agent frameworks.

Source: JuliaDynamics/ABMFrameworksComparison, Schelling/DECLARATION.md (rules) and
Schelling/Agents/benchmark_schelling.jl (sizes, 20 steps, making the model included, median of runs with
a seed each). How many are happy in the end must be alike.
"""

import time
from importlib import import_module
from importlib.util import find_spec
from statistics import mean, median

from benchmarks.measure import cost
from benchmarks.rows import Row, missing, peer_missing, times_less

PEER, TIMES, STEPS = "Mesa 3", 150, 20
# Agents, side of the square, like neighbours that make happy, radius; then Mesa's runs and ours.
SIZES = {"small": ((1_000, 40, 3, 1), 20, 200), "large": ((8_000, 100, 8, 2), 5, 100)}
ALIKE = 0.005


def compiled(size: str) -> list[float]:
    """Median seconds of processor time of a run, and the mean share that is happy at its end."""
    (agents, *rules), _, runs = SIZES[size]
    function = import_module("benchmarks.peers.compiled_schelling").happy_after
    function(agents, *rules, STEPS, 0)
    return _runs(function, (agents, *rules), runs)


def mesa(size: str) -> list[float]:
    """The same in Mesa."""
    rules, runs, _ = SIZES[size]
    return _runs(import_module("benchmarks.peers.mesa_schelling").happy_after, rules, runs)


def _runs(function: object, rules: tuple[int, ...], runs: int) -> list[float]:
    spent, happy = [], []
    for seed in range(runs):
        before = time.process_time()
        happy.append(int(function(*rules, STEPS, seed)) / rules[0])  # type: ignore[operator]
        spent.append(time.process_time() - before)
    return [median(spent), mean(happy)]


def rows() -> list[Row]:
    """Small and large."""
    return [_row(size) for size in SIZES]


def _row(size: str) -> Row:
    agents, side, *_ = SIZES[size][0]
    what = f"Schelling-{size}, {agents:,} agents on {side} x {side}, {STEPS} steps: processor time"
    if find_spec("mesa") is None:
        return peer_missing(what, "s", PEER, f"{TIMES}x less")
    if find_spec("numba") is None:
        return missing(
            what, "s", PEER, f"{TIMES}x less", "numba is missing: `make bench` installs it"
        )
    theirs, ours = cost(mesa, size).answer, cost(compiled, size).answer
    assert isinstance(theirs, list)
    assert isinstance(ours, list)
    if abs(theirs[1] - ours[1]) > ALIKE:
        raise RuntimeError(f"Happy at the end: {theirs[1]:.4f} in Mesa, {ours[1]:.4f} here.")
    return times_less(what, ours[0], "s", PEER, theirs[0], TIMES)
