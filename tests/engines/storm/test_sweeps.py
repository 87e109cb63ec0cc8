"""Many runs: each once, resumable, the same wherever they are reckoned."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import duckdb
import pytest

from remit.engines.storm.design import Design
from remit.engines.storm.questions.observing import LEDGER
from remit.engines.storm.sweeps import cluster, joblib_pool
from remit.engines.storm.sweeps.executors import Chunk, Executor, Pool, Result, Serial
from remit.engines.storm.sweeps.runs import (
    OUTCOME,
    Period,
    Row,
    Run,
    Simulation,
    crossed,
    tree_digest,
)
from remit.engines.storm.sweeps.store import Store
from remit.engines.storm.sweeps.sweep import Sweep, SweepCancelled
from remit.engines.storm.tree import Tree

TREE = Tree.regular(3, 3)
SMALL = Simulation(TREE, Period(weeks=12, settled=2), engine="numpy")
DESIGNS = [Design().with_(regime__precision=share / 10) for share in range(6)]
RUNS = crossed(DESIGNS, [1, 2])
needs_dask = pytest.mark.skipif(not cluster.available(), reason="needs remit[dask]")
needs_joblib = pytest.mark.skipif(not joblib_pool.available(), reason="needs remit[lab]")


class OneByOne(Simulation):
    """A simulation that is sent run by run, so that small sweeps have many chunks."""

    @property
    def runs_per_task(self) -> int:
        """One."""
        return 1

    @property
    def runs_per_write(self) -> int:
        """Three, so that some are waiting when a sweep ends."""
        return 3


SINGLY = OneByOne(TREE, Period(weeks=12, settled=2), engine="numpy")


class Counting:
    """Runs here, counting the chunks it is given, the last ones first."""

    def __init__(self) -> None:
        self.chunks: list[object] = []
        self.closed = False

    def map(self, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
        """Values in the opposite order."""
        try:
            for chunk in reversed(list(chunks)):
                self.chunks.append(chunk)
                yield function(chunk)
        finally:
            self.closed = True


def same(one: Iterable[Row], other: Iterable[Row]) -> bool:
    """Whether rows are equal to the last bit, gaps included."""
    return repr([dict(row) for row in one]) == repr([dict(row) for row in other])


@pytest.fixture
def kept() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory."""
    with duckdb.connect() as connection:
        yield connection


def test_rows_come_in_the_order_asked_whatever_the_order_of_answers() -> None:
    straight, turned = Sweep(SINGLY)(RUNS), Sweep(SINGLY, Counting())(RUNS)
    assert same(straight, turned)
    assert [row["precision"] for row in straight] == sorted(row["precision"] for row in straight)


def test_a_run_that_is_kept_is_never_reckoned_again(kept: duckdb.DuckDBPyConnection) -> None:
    first = Sweep(SINGLY, kept=kept)(RUNS)
    counting = Counting()
    assert same(Sweep(SINGLY, counting, kept=kept)(RUNS), first)
    assert counting.chunks == []


def test_a_run_asked_twice_in_one_sweep_is_reckoned_once() -> None:
    counting = Counting()
    rows = Sweep(SINGLY, counting)(
        [RUNS[0], RUNS[0], Run(Design("renamed").changed(RUNS[0].design.values()), 1)]
    )
    assert len(counting.chunks) == 1
    assert same(rows[:1], rows[2:])


def test_other_seeds_designs_trees_weeks_or_measures_are_other_runs(
    kept: duckdb.DuckDBPyConnection,
) -> None:
    Sweep(SINGLY, kept=kept)(RUNS[:1])
    others = [
        (SINGLY, Run(RUNS[0].design, 99)),
        (SINGLY, Run(Design().with_(regime__veto=0.77), 1)),
        (OneByOne(Tree.regular(3, 4), SINGLY.period, engine="numpy"), RUNS[0]),
        (OneByOne(TREE, Period(weeks=13, settled=2), engine="numpy"), RUNS[0]),
        (OneByOne(TREE, Period(weeks=12, settled=3), engine="numpy"), RUNS[0]),
        (OneByOne(TREE, Period(weeks=12, settled=2, since=4), engine="numpy"), RUNS[0]),
        (OneByOne(TREE, SINGLY.period, LEDGER, engine="numpy"), RUNS[0]),
    ]
    for simulation, run in others:
        counting = Counting()
        Sweep(simulation, counting, kept=kept)([run])
        assert len(counting.chunks) == 1


def test_a_cancelled_sweep_keeps_what_is_done_and_goes_on_from_there(
    kept: duckdb.DuckDBPyConnection,
) -> None:
    told: list[tuple[int, int]] = []
    counting = Counting()
    sweep = Sweep(
        SINGLY,
        counting,
        kept,
        lambda done, total: told.append((done, total)),
        lambda: len(told) > 4,
    )
    with pytest.raises(SweepCancelled) as stopped:
        sweep(RUNS)
    assert (stopped.value.done, stopped.value.total) == (4, 12)
    assert counting.closed
    assert told == [(done, 12) for done in range(5)]
    assert len(Store(kept, OUTCOME)) == 4
    rest = Counting()
    assert same(Sweep(SINGLY, rest, kept)(RUNS), Sweep(SINGLY)(RUNS))
    assert len(rest.chunks) == 8


def test_a_sweep_that_breaks_off_is_taken_up_from_a_file(tmp_path: Path) -> None:
    class Breaking:
        def map(
            self, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]
        ) -> Iterator[Result]:
            for number, chunk in enumerate(chunks):
                if number == 5:
                    raise RuntimeError("The power is cut.")
                yield function(chunk)

    with (
        duckdb.connect(tmp_path / "runs.duckdb") as file,
        pytest.raises(RuntimeError, match="power"),
    ):
        Sweep(SINGLY, Breaking(), file)(RUNS)
    counting = Counting()
    with duckdb.connect(tmp_path / "runs.duckdb") as file:
        rows = Sweep(SINGLY, counting, file)(RUNS)
    assert len(counting.chunks) == 7
    assert same(rows, Sweep(SINGLY)(RUNS))


def test_kept_runs_can_be_had_as_parquet(kept: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = Sweep(SINGLY, kept=kept)(RUNS)
    target = tmp_path / "it's.parquet"
    Store(kept, OUTCOME).export(str(target))
    with duckdb.connect() as other:
        found = other.execute(
            "SELECT design, seed, harm FROM read_parquet($1)", [str(target)]
        ).fetchall()
    expected = {
        (run.design.digest, run.seed, row["harm"]) for run, row in zip(RUNS, rows, strict=True)
    }
    assert set(found) == expected


def test_a_table_from_before_a_figure_was_added_is_filled_up(
    kept: duckdb.DuckDBPyConnection,
) -> None:
    fewer = OUTCOME._replace(columns=OUTCOME.columns[:5])
    Sweep(OneByOne(TREE, SINGLY.period, fewer, engine="numpy"), kept=kept)(RUNS)
    counting = Counting()
    rows = Sweep(SINGLY, counting, kept)(RUNS)
    assert len(counting.chunks) == len(RUNS)
    assert same(rows, Sweep(SINGLY)(RUNS))
    assert len(Store(kept, OUTCOME)) == len(RUNS)


def test_what_could_not_be_counted_stays_a_gap_in_the_store(
    kept: duckdb.DuckDBPyConnection,
) -> None:
    harmless = [Run(Design().with_(regime__intensity=0.0), 1)]
    first = Sweep(SINGLY, kept=kept)(harmless)
    assert first[0]["wrong_share"] != first[0]["wrong_share"]
    assert same(Sweep(SINGLY, Counting(), kept)(harmless), first)


def test_an_executor_of_processes_gives_the_same_to_the_last_bit() -> None:
    assert same(Sweep(SINGLY, Pool(2))(RUNS), Sweep(SMALL)(RUNS))


@needs_joblib
def test_joblib_gives_the_same_to_the_last_bit() -> None:
    assert same(Sweep(SINGLY, joblib_pool.JoblibPool(2))(RUNS), Sweep(SMALL)(RUNS))


def kill_once(marker: str) -> str:
    """Kills the process it runs in the first time, and is well the second."""
    path = Path(marker)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path.name


def kill(marker: str) -> str:
    """Kills the process it runs in every time."""
    os.kill(os.getpid(), signal.SIGKILL)
    return marker


def test_a_pool_whose_worker_is_lost_is_replaced_and_loses_nothing(tmp_path: Path) -> None:
    markers = [str(tmp_path / name) for name in ("a", "b", "c")]
    (tmp_path / "a").touch()
    (tmp_path / "c").touch()
    assert sorted(Pool(1).map(kill_once, markers)) == ["a", "b", "c"]


def test_a_task_that_kills_every_worker_is_an_error_in_the_end() -> None:
    with pytest.raises(BrokenProcessPool):
        list(Pool(1).map(kill, ["x"]))


def test_tasks_are_large_enough_to_be_worth_sending() -> None:
    county = Simulation(Tree.regular(10, 10, times=10), engine="numba")
    assert county.runs_per_task == 7
    assert Simulation(Tree.regular(10, 10, times=100), engine="numba").runs_per_task == 1
    assert Simulation(Tree.regular(10, 10, times=10), engine="numpy").runs_per_task == 1


def test_trees_of_the_same_shape_have_the_same_digest_and_others_not() -> None:
    assert tree_digest(Tree.regular(2, 2)) == tree_digest(Tree.of([-1, 0, 0, 1, 1, 2, 2]))
    assert tree_digest(Tree.regular(2, 2)) != tree_digest(Tree.regular(4, 1))


def test_the_best_executor_of_this_machine_needs_nothing_installed() -> None:
    found: Executor = joblib_pool.local(2)
    assert isinstance(found, joblib_pool.JoblibPool if joblib_pool.available() else Pool)
    assert list(Serial().map(abs, [-1, 2])) == [1, 2]


@needs_dask
@pytest.mark.filterwarnings("ignore")
def test_dask_loses_nothing_when_a_worker_is_killed_in_mid_sweep(
    kept: duckdb.DuckDBPyConnection,
) -> None:
    distributed = pytest.importorskip("distributed")
    runs = crossed(DESIGNS, range(10))
    victims: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as local:
        pids = [worker.pid for worker in local.workers.values()]

        def kill_one(done: int, total: int) -> None:
            if done >= total // 4 and not victims:
                victims.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)

        sweep = Sweep(SINGLY, cluster.Dask(local.scheduler_address), kept, kill_one)
        found = sweep(runs)
    assert victims
    assert same(found, Sweep(SMALL)(runs))
    assert len(Store(kept, OUTCOME)) == len(runs)


@needs_dask
@pytest.mark.filterwarnings("ignore")
def test_dask_makes_its_own_processes_where_no_cluster_is_named_and_stops_when_told(
    kept: duckdb.DuckDBPyConnection,
) -> None:
    enough = iter([False, False, True])
    with pytest.raises(SweepCancelled) as stopped:
        Sweep(SINGLY, cluster.Dask(workers=1), kept, cancel=lambda: next(enough))(RUNS)
    assert stopped.value.done == len(Store(kept, OUTCOME)) == 3
    (one,) = kept.execute("SELECT min(harm) FROM storm_outcome").fetchone() or (None,)
    assert one in {row["harm"] for row in Sweep(SMALL)(RUNS)}
