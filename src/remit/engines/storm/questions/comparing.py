"""Two designs under the same chance: what changes, for whom, how sure.

Seeds are paired (common random numbers; A. Law, Simulation Modeling and Analysis, 5th ed. 2015, 11.2):
post for post and week for week both designs meet the same luck, so that what differs is the design.
A comparison tells a direction with its interval, and in how many random environments it stays the
same; never what will happen to a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import Estimate, unknown
from remit.engines.measures.statistics.special import t_quantile
from remit.engines.storm.design import Design
from remit.engines.storm.outcome import FIGURES, outcome
from remit.engines.storm.questions.bearing import Bearing, bearing
from remit.engines.storm.record import Record
from remit.engines.storm.running import Engine
from remit.engines.storm.sweeps.runs import Period, Row, Run, Runner, Simulation, crossed
from remit.engines.storm.tree import Tree

Doubles = NDArray[np.float64]
Changes = Mapping[str, float]
LEVEL = 0.95
LEAST_SEEDS = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one figure: means over seeds before and after, and `change` with its interval.

    `robust` is the share of `environments` random environments in which the change has the same sign;
    not-a-number where that was not asked.
    """

    figure: str
    before: float
    after: float
    change: Estimate
    robust: float = nan
    environments: int = 0

    @property
    def relative(self) -> float:
        """The change as a share of the value before; not-a-number where that is nothing."""
        return self.change.value / abs(self.before) if self.before else nan

    @property
    def direction(self) -> int:
        """1 or -1 where the whole interval is above or below nothing, else 0."""
        return int(np.sign(self.change.value)) if self.change.clear_of(0) else 0

    @property
    def better(self) -> int:
        """1 where the change is for the better, -1 for the worse, 0 where it is neither or not clear."""
        return self.direction * FIGURES[self.figure].better


@dataclass(frozen=True)
class Comparison:
    """`after` against `before`: every figure, and who bears it."""

    before: Design
    after: Design
    seeds: tuple[int, ...]
    differences: Mapping[str, Difference]
    bearing: Bearing


def compare(
    tree: Tree,
    before: Design,
    after: Design,
    seeds: Sequence[int] = range(8),
    *,
    period: Period | None = None,
    engine: Engine = "auto",
    threads: int = 1,
) -> Comparison:
    """Both designs simulated with the same seeds and compared, here and now (8 seeds: 16 runs).

    `period` says which weeks the figures are read over; who bears it is over all weeks settled in.
    """
    over = period or Period()
    simulation = Simulation(tree, over, engine=engine, threads=threads)
    pairs = [[simulation.record(Run(each, seed)) for seed in seeds] for each in (before, after)]
    return compared(before, after, seeds, *pairs, period=over)


def compared(
    before: Design,
    after: Design,
    seeds: Sequence[int],
    records_before: Sequence[Record],
    records_after: Sequence[Record],
    *,
    period: Period | None = None,
) -> Comparison:
    """The comparison from records of the same seeds, in the same order."""
    over = (period or Period()).read
    rows = [
        [outcome(record, *over) for record in records]
        for records in (records_before, records_after)
    ]
    return Comparison(
        before, after, tuple(seeds), differences(*rows), bearing(records_before, records_after)
    )


def differences(before: Sequence[Row], after: Sequence[Row]) -> Mapping[str, Difference]:
    """The change in every figure, from rows of the same seeds."""
    return {name: _difference(name, before, after) for name in FIGURES}


def _difference(name: str, before: Sequence[Row], after: Sequence[Row]) -> Difference:
    values = np.array([[row[name] for row in rows] for rows in (before, after)], np.float64)
    seen = values[:, np.isfinite(values).all(axis=0)]
    means = seen.mean(axis=1) if seen.size else np.array([nan, nan])
    return Difference(
        name, float(means[0]), float(means[1]), paired(seen[1] - seen[0], FIGURES[name].unit)
    )


def paired(changes: Doubles, unit: str) -> Estimate:
    """The mean of differences over seeds with its 95 % interval by Student's t.

    >>> paired(np.array([1.0, 2.0, 3.0]), "share").told()
    '2.00 (-0.48 – 4.48)'
    """
    if len(changes) < LEAST_SEEDS:
        return unknown(len(changes), unit, "paired seeds")
    mean = float(changes.mean())
    half = t_quantile((1 + LEVEL) / 2, len(changes) - 1) * float(
        changes.std(ddof=1) / np.sqrt(len(changes))
    )
    return Estimate(mean, mean - half, mean + half, len(changes), unit, "paired seeds")


def robustness(
    before: Design,
    after: Design,
    run: Runner,
    among: Sequence[Changes],
    seeds: Sequence[int] = range(3),
) -> Mapping[str, tuple[float, ...]]:
    """The mean change of every figure in each environment, [environment].

    Parameters in which the designs themselves differ keep their values in each.
    """
    own = _differing(before, after)
    both = [
        design.changed({name: value for name, value in changes.items() if name not in own})
        for changes in among
        for design in (before, after)
    ]
    rows = run(crossed(both, seeds))
    length = len(seeds)
    found: dict[str, tuple[float, ...]] = {}
    for name in FIGURES:
        table = np.array([row[name] for row in rows], np.float64).reshape(-1, 2, length)
        changes = table[:, 1] - table[:, 0]
        found[name] = tuple(_mean_of(row) for row in changes)
    return found


def _mean_of(values: Doubles) -> float:
    seen = values[np.isfinite(values)]
    return float(seen.mean()) if len(seen) else nan


def _differing(before: Design, after: Design) -> set[str]:
    mine, other = before.values(), after.values()
    return {name for name in mine if name in other and mine[name] != other[name]}


def made_robust(comparison: Comparison, changes: Mapping[str, Sequence[float]]) -> Comparison:
    """The comparison with the share of environments, as `robustness` told them, that agree in sign."""
    return replace(
        comparison,
        differences={
            name: _agreeing(difference, changes[name])
            for name, difference in comparison.differences.items()
        },
    )


def _agreeing(difference: Difference, changes: Sequence[float]) -> Difference:
    seen = [value for value in changes if isfinite(value)]
    sign = np.sign(difference.change.value)
    share = sum(sign * value > 0 for value in seen) / len(seen) if seen and sign else nan
    return replace(difference, robust=float(share), environments=len(seen))
