"""`remit lab sweep`: a design over a grid of values, on one core, many, or a cluster; resumable."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from warnings import catch_warnings, filterwarnings

import duckdb
import numpy as np
from numpy.typing import NDArray

from remit.cli.answers import errors, say, tell_json, tell_table
from remit.cli.laboratory.asking import Asked, NotAsked, design_of
from remit.cli.laboratory.grids import Over, axes_of
from remit.cli.laboratory.paper import draw_into
from remit.cli.laboratory.progress import INTERRUPTED, Uninterrupted, watched
from remit.cli.laboratory.telling import (
    ASSUMED,
    DESIGNS_ONLY,
    design_values,
    here,
    number,
    plain,
    provenance,
)
from remit.engines.findings import Finding, error
from remit.engines.storm.design import VERSION, Design
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.sweeps import cluster, joblib_pool
from remit.engines.storm.sweeps.executors import Executor, Pool, Serial
from remit.engines.storm.sweeps.runs import Row, Run, Simulation, crossed
from remit.engines.storm.sweeps.sweep import Sweep, SweepCancelled
from remit.engines.words import Words

MOST_RUNS = 1_000_000
KINDS = ("serial", "pool", "joblib", "dask")
SIMULATING = Words("模拟", "simulating")
STOPPED = Words(
    "已中止：{total} 次模拟中完成 {done} 次，已保存在 {store}；同一命令再运行一次即从此处继续。",
    "Stopped after {done} of {total} runs; these are kept in {store}: the same command goes on from here.",
)
STOPPED_UNKEPT = Words(
    "已中止：{total} 次模拟中完成 {done} 次。加上 --store 文件.duckdb，下次便可接着做。",
    "Stopped after {done} of {total} runs. With --store FILE.duckdb the next one could go on from there.",
)
OVER = Words("{figure}：{seeds} 个种子的平均", "{figure}: mean over {seeds} seeds")
SEEDS = Words("{seeds} 个种子的平均", "mean over {seeds} seeds")
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """Where runs are reckoned and kept."""

    executor: str = "serial"
    address: str = ""
    store: Path | None = None


def tell_sweep(
    file: Path, asked: Asked, over: Sequence[str], figures: Sequence[str], place: Place, *,
    svg: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Simulates the design in a file over a grid and tells the figures. Raises a Refusal."""
    _check(figures)
    design, axes = design_of(file), axes_of(over)
    points = list(product(*(each.values for each in axes)))
    named = [dict(zip((each.name for each in axes), point, strict=True)) for point in points]
    if len(points) * asked.seeds > MOST_RUNS:
        raise NotAsked(_too_many(len(points) * asked.seeds))
    runs = crossed([design.changed(values) for values in named], range(asked.seeds))
    rows = answered(asked.simulation, runs, place)
    if as_json:
        tell_json(values(design, asked, named, rows))
    else:
        _tell(design, asked, axes, points, rows, figures)
    if svg:
        draw_into(svg, _drawn(design, asked, axes, rows, figures[0]))


def answered(simulation: Simulation, runs: Sequence[Run], place: Place) -> Sequence[Row]:
    """The runs' rows; stopped by Ctrl-C, says what is kept and ends with status 130. Raises a Refusal."""
    executor = executor_of(place)
    try:
        with _kept(place.store) as kept, watched(SIMULATING) as watch, catch_warnings():
            # That tasks are given up is what a person who presses Ctrl-C wants.
            filterwarnings("ignore", r"\d+ tasks which were still being processed", UserWarning)
            return Sweep(simulation, executor, kept, watch.tell, watch.cancel)(runs)
    except SweepCancelled as stopped:
        words = STOPPED if place.store else STOPPED_UNKEPT
        told = here(words).format(done=stopped.done, total=stopped.total, store=place.store)
        errors.print(told, markup=False, soft_wrap=True)
        sys.exit(INTERRUPTED)


def executor_of(place: Place) -> Executor:
    """The executor of a name. Raises NotAsked for one that is not known or not installed."""
    if place.executor not in KINDS:
        raise NotAsked(_no_executor(place.executor))
    try:
        match place.executor:
            case "serial":
                return Serial()
            case "pool":
                return Uninterrupted(Pool())
            case "joblib":
                return Uninterrupted(joblib_pool.JoblibPool())
            case _:
                return Uninterrupted(cluster.Dask(place.address))
    except (joblib_pool.JoblibMissing, cluster.DaskMissing) as fault:
        raise NotAsked(
            error(
                "lab.not_installed", f"--executor {place.executor}",
                f"未安装 {place.executor}。请安装 remit[lab] 或 remit[dask]，或改用 pool、serial。", str(fault),
            )
        ) from fault  # fmt: skip


@contextmanager
def _kept(store: Path | None) -> Iterator[duckdb.DuckDBPyConnection | None]:
    if store is None:
        yield None
        return
    try:
        connection = duckdb.connect(str(store))
    except duckdb.Error as fault:
        raise NotAsked(
            error(
                "lab.no_store", str(store), f"无法作为 DuckDB 文件打开（{fault}）。请换一个文件。",
                f"It cannot be opened as a DuckDB file ({fault}). Name another file.",
            )
        ) from fault  # fmt: skip
    with connection:
        yield connection


def _tell(
    design: Design, asked: Asked, axes: Sequence[Over], points: Sequence[tuple[float, ...]],
    rows: Sequence[Row], figures: Sequence[str],
) -> None:  # fmt: skip
    for name in figures:
        means, title = _means(rows, asked.seeds, name), _title(name, asked.seeds)
        if len(axes) == 2:
            first, second = axes
            grid = means.reshape(len(first.values), len(second.values))
            heads = [f"{first.name} ↓  {second.name} →", *(f"{value:g}" for value in second.values)]
            told = [
                (f"{value:g}", *(number(each, FIGURES[name].unit) for each in row))
                for value, row in zip(first.values, grid, strict=True)
            ]
        else:
            heads = [*(each.name for each in axes), here(FIGURES[name].words)]
            told = [
                (*(f"{value:g}" for value in point), number(mean, FIGURES[name].unit))
                for point, mean in zip(points, means, strict=True)
            ]
        tell_table(title, heads, told)
        say("")
    for words in (ASSUMED, DESIGNS_ONLY):
        say(here(words))
    say(provenance(design, len(asked.tree), asked.weeks, asked.seeds))


def _title(name: str, seeds: int) -> str:
    return here(OVER).format(figure=here(FIGURES[name].words), seeds=seeds)


def _means(rows: Sequence[Row], seeds: int, name: str) -> Doubles:
    found: Doubles = _by_seed(rows, seeds, name).mean(0)
    return found


def _by_seed(rows: Sequence[Row], seeds: int, name: str) -> Doubles:
    """A figure, [seed, point]."""
    return np.array([row[name] for row in rows], np.float64).reshape(-1, seeds).T


def _drawn(
    design: Design, asked: Asked, axes: Sequence[Over], rows: Sequence[Row], name: str
) -> str:
    from remit.cli.laboratory.pictures import CurveOf, Grid, curve_picture, grid_picture

    title = here(FIGURES[name].words)
    lead = f"{design.name}; {here(SEEDS).format(seeds=asked.seeds)}"
    lines = [here(DESIGNS_ONLY), provenance(design, len(asked.tree), asked.weeks, asked.seeds)]
    told = [f"{here(each.about.words)} ({each.name})" for each in axes]
    if len(axes) == 2:
        first, second = axes
        means = _means(rows, asked.seeds, name).reshape(len(first.values), len(second.values))
        return grid_picture(title, lead, lines, Grid(told[1], told[0], second.values, first.values, means))  # fmt: skip
    if len(axes) == 1 and len(axes[0].values) > 1:
        curve = CurveOf(told[0], axes[0].values, _by_seed(rows, asked.seeds, name), FIGURES[name].unit == "share")  # fmt: skip
        return curve_picture(title, lead, lines, curve)
    raise NotAsked(
        error(
            "lab.not_drawn", "--svg", "一张图只能画一个或两个参数，且至少各有两个值。",
            "A picture shows one or two parameters with two values or more.",
        )
    )  # fmt: skip


def values(
    design: Design, asked: Asked, named: Sequence[Mapping[str, float]], rows: Sequence[Row]
) -> dict[str, object]:
    """All runs as plain values."""
    seeds = asked.seeds
    return {
        "version": VERSION,
        "design": design_values(design),
        "posts": len(asked.tree), "weeks": asked.weeks, "seeds": seeds,
        "points": [
            {
                "values": dict(point),
                "figures": {
                    name: [plain(row[name]) for row in rows[at * seeds : (at + 1) * seeds]]
                    for name in FIGURES
                },
            }
            for at, point in enumerate(named)
        ],
        "guard": DESIGNS_ONLY._asdict(),
    }  # fmt: skip


def _check(figures: Sequence[str]) -> None:
    unknown = [name for name in figures if name not in FIGURES]
    if unknown:
        known = ", ".join(FIGURES)
        raise NotAsked(
            *(
                error(
                    "lab.no_such_figure", f"--figure {name}", f"没有这个指标。可选：{known}。",
                    f"There is no such figure. There are: {known}.",
                )
                for name in unknown
            )
        )  # fmt: skip


def _too_many(runs: int) -> Finding:
    return error(
        "lab.too_many_runs", "--over", f"共 {runs:,} 次模拟，最多 {MOST_RUNS:,} 次。请减少取值。",
        f"These are {runs:,} runs; {MOST_RUNS:,} at most. Take fewer values.",
    )  # fmt: skip


def _no_executor(name: str) -> Finding:
    known = ", ".join(KINDS)
    return error(
        "lab.no_such_executor", f"--executor {name}", f"没有这种执行方式。可选：{known}。",
        f"There is no such executor. There are: {known}.",
    )  # fmt: skip
