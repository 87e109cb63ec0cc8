"""One run of many: what is simulated, over which weeks, and what is written down of it.

A run is known by the digests of its design and its tree, its seed, its weeks and the version of the
equations; the same key means the same numbers, wherever it was reckoned.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

from remit.engines.storm.design import Design
from remit.engines.storm.learning import YEAR
from remit.engines.storm.outcome import FIGURES, outcome
from remit.engines.storm.record import Record
from remit.engines.storm.running import SETTLED, WEEKS, Engine, kernel_there, simulate
from remit.engines.storm.tree import Tree

TASK_SECONDS, WRITE_SECONDS = 0.05, 1.0
STEPS_PER_SECOND = {"numpy": 1.5e6, "numba": 3.6e7}
Row = Mapping[str, float]


class Run(NamedTuple):
    """A design with a seed; runs that share a seed share their chance (common random numbers)."""

    design: Design
    seed: int


Runner = Callable[[Sequence[Run]], Sequence[Row]]
"""Answers runs with one row of numbers each, in the order asked. A `Sweep` is one."""


class Period(NamedTuple):
    """How long is simulated, and the weeks [since, until) that are read: all after the settling-in unless said."""

    weeks: int = WEEKS
    settled: int = SETTLED
    since: int | None = None
    until: int | None = None

    @property
    def read(self) -> tuple[int, int]:
        """The weeks that are read, both said.

        >>> Period().read, Period(since=120, until=146).read
        ((60, 250), (120, 146))
        """
        since = self.settled if self.since is None else self.since
        return since, self.weeks if self.until is None else self.until

    def during(self, design: Design) -> "Period":
        """The same, reading only the weeks of the design's storm; unchanged where there is none."""
        if design.storm is None:
            return self
        start = int(design.storm.start)
        return self._replace(since=start, until=min(start + int(design.storm.weeks), self.weeks))


class Measure(NamedTuple):
    """What is written down of a run: a name that tells it from others, the numbers in order, how they are had.

    `of` must be a function of a module, so that it can be sent to another process.
    """

    name: str
    columns: tuple[str, ...]
    of: Callable[[Design, Record, Period], Row]


def _figures(design: Design, record: Record, period: Period) -> Row:
    del design
    return outcome(record, *period.read)


OUTCOME = Measure("outcome", tuple(FIGURES), _figures)
"""All figures of a run."""


class Key(NamedTuple):
    """What a run is known by. The engine counts: the two agree in their means, not to the last bit."""

    design: str
    seed: int
    tree: str
    weeks: int
    settled: int
    since: int
    until: int
    version: str
    engine: str


@dataclass(frozen=True)
class Simulation:
    """Everything about runs that is the same for all of them; called with a chunk, it simulates it.

    `auto` becomes the engine that is installed where the simulation is made, so that all processes of a
    sweep use the same: two engines agree in their means, not to the last bit.
    """

    tree: Tree
    period: Period = field(default_factory=Period)
    measure: Measure = OUTCOME
    engine: Engine = "auto"
    threads: int = 1

    def __post_init__(self) -> None:
        if self.engine == "auto":
            object.__setattr__(self, "engine", "numba" if kernel_there() else "numpy")

    def __call__(self, chunk: Sequence[Run]) -> list[tuple[str, int, tuple[float, ...]]]:
        """Design digest, seed and the measure's numbers for each run of the chunk."""
        return [(run.design.digest, run.seed, self._numbers(run)) for run in chunk]

    def record(self, run: Run) -> Record:
        """The whole record of a run."""
        return simulate(
            self.tree, run.design, run.seed, weeks=self.period.weeks, settled=self.period.settled,
            engine=self.engine, threads=self.threads,
        )  # fmt: skip

    def _numbers(self, run: Run) -> tuple[float, ...]:
        row = self.measure.of(run.design, self.record(run), self.period)
        return tuple(float(row[name]) for name in self.measure.columns)

    @property
    def years(self) -> float:
        """Post-years that are read.

        >>> Simulation(Tree.regular(10, 10), Period(weeks=112, settled=60)).years
        111.0
        """
        since, until = self.period.read
        return len(self.tree) * (until - since) / YEAR

    @property
    def runs_per_task(self) -> int:
        """How many runs make a task of at least 50 ms, so that sending it costs little beside it.

        >>> Simulation(Tree.regular(10, 10, times=10), engine="numba").runs_per_task
        7
        """
        return self._runs_in(TASK_SECONDS)

    @property
    def runs_per_write(self) -> int:
        """How many runs make about a second of work: so much is lost at most when the power is cut."""
        return self._runs_in(WRITE_SECONDS)

    def _runs_in(self, seconds: float) -> int:
        steps = seconds * STEPS_PER_SECOND[self.engine]
        return max(1, ceil(steps / (len(self.tree) * self.period.weeks)))


def tree_digest(tree: Tree) -> str:
    """SHA-256 over who is under whom.

    >>> tree_digest(Tree.regular(2)) == tree_digest(Tree.of([-1, 0, 0]))
    True
    """
    return hashlib.sha256(tree.parent.astype("<i4").tobytes()).hexdigest()


def crossed(designs: Sequence[Design], seeds: Sequence[int]) -> list[Run]:
    """Every design with every seed, seeds side by side.

    >>> [run.seed for run in crossed([Design(), Design()], [1, 2])]
    [1, 2, 1, 2]
    """
    return [Run(design, seed) for design in designs for seed in seeds]
