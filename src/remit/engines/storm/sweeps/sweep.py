"""A sweep: many runs on one executor, each reckoned once, resumable, the same on every executor."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property

import duckdb

from remit.engines.storm.design import VERSION
from remit.engines.storm.sweeps.executors import Executor, Serial
from remit.engines.storm.sweeps.runs import Key, Row, Run, Simulation, tree_digest
from remit.engines.storm.sweeps.store import Kept, Store, Writing

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]
"""Whether to stop; asked after each chunk."""


class SweepCancelled(Exception):
    """A sweep was stopped; what was done is kept, and the next sweep goes on from there."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(f"Stopped after {done} of {total} runs; these are kept.")
        self.done, self.total = done, total


def _nothing(done: int, total: int) -> None:
    """Tells nobody."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Sweep:
    """Answers runs on an executor; a `Runner`.

    `kept` is a DuckDB connection of the caller's: runs that are there are not reckoned again, new ones
    are written down about every second, and whatever ends the sweep. `progress(done, total)` counts runs, those found among them.

    >>> from remit.engines.storm.design import Design
    >>> from remit.engines.storm.tree import Tree
    >>> from remit.engines.storm.sweeps.runs import Period, crossed
    >>> sweep = Sweep(Simulation(Tree.regular(3), Period(weeks=4, settled=0), engine="numpy"))
    >>> rows = sweep(crossed([Design()], [1, 2]))
    >>> len(rows), rows[0]["implementation"] > 0
    (2, True)
    """

    simulation: Simulation
    executor: Executor = field(default_factory=Serial)
    kept: duckdb.DuckDBPyConnection | None = None
    progress: Progress = _nothing
    cancel: Cancel = _never

    def __call__(self, runs: Sequence[Run]) -> Sequence[Row]:
        """One row for each run, in the order asked. Raises SweepCancelled."""
        keys = [self.key(run) for run in runs]
        wanted = dict(zip(keys, runs, strict=True))
        store = Store(self.kept, self.simulation.measure) if self.kept is not None else None
        found = store.held(wanted) if store is not None else {}
        missing = {key: run for key, run in wanted.items() if key not in found}
        self.progress(len(found), len(wanted))
        with (
            Writing(store, self.simulation.runs_per_write) as writing,
            closing(self._answered(missing)) as answered,
        ):
            for rows in answered:
                writing.add(rows)
                found.update(rows)
                self.progress(len(found), len(wanted))
                if len(found) < len(wanted) and self.cancel():
                    raise SweepCancelled(len(found), len(wanted))
        columns = self.simulation.measure.columns
        return [dict(zip(columns, found[key], strict=True)) for key in keys]

    def key(self, run: Run) -> Key:
        """What a run of this sweep is known by."""
        period = self.simulation.period
        return Key(
            run.design.digest, run.seed, self._tree, period.weeks, period.settled, *period.read,
            VERSION, self.simulation.engine,
        )  # fmt: skip

    @cached_property
    def _tree(self) -> str:
        return tree_digest(self.simulation.tree)

    def _answered(self, wanted: Mapping[Key, Run]) -> Generator[list[Kept], None, None]:
        """Keys with numbers, chunk by chunk, as they are finished."""
        size, runs = self.simulation.runs_per_task, list(wanted.values())
        chunks = (runs[at : at + size] for at in range(0, len(runs), size))
        by_digest = {(key.design, key.seed): key for key in wanted}
        answered = self.executor.map(self.simulation, chunks)
        try:
            for rows in answered:
                yield [(by_digest[digest, seed], numbers) for digest, seed, numbers in rows]
        finally:
            close = getattr(answered, "close", None)
            if close:
                close()
