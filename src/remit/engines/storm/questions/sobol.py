"""Which parameters a figure depends on: first and total indices of variance, with intervals, by SALib.

First: the share of a figure's variance that a parameter explains alone; total: with everything it does
together with others (I. Sobol', Math. Comput. Simul. 55, 2001; sampling and estimators: A. Saltelli and
others, Computer Physics Communications 181, 2010). SALib is an optional extra ("lab").
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from remit.engines.measures.statistics import Estimate, unknown
from remit.engines.storm.design import Design
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.questions.sampling import Axis, averages, designs
from remit.engines.storm.sweeps.runs import Row, Runner, crossed

Doubles = NDArray[np.float64]
BASE = 512
SMALL = 1e-6
SEEDS_FROM = 2**31 - 1


class SALibMissing(Exception):
    """Sobol indices were asked for and SALib is not installed."""

    def __init__(self) -> None:
        super().__init__("SALib is not installed: install remit[lab].")


@cache
def _salib() -> Any:
    """SALib's sampling and analysis, or None where the extra is not installed; loaded when first asked for."""
    try:
        return import_module("SALib.sample.sobol"), import_module("SALib.analyze.sobol")
    except ImportError:
        return None


def available() -> bool:
    """Whether SALib is installed."""
    return _salib() is not None


class Influence(NamedTuple):
    """What one parameter has to do with one figure: shares of its variance."""

    name: str
    first: Estimate
    total: Estimate


class Influences(NamedTuple):
    """All parameters' shares in one figure, most important first; `blocks` of the base points could be used.

    `logarithm`: the shares are of the figure's logarithm (ratios, whose variance a few large values rule).
    """

    figure: str
    logarithm: bool
    blocks: int
    parameters: tuple[Influence, ...]


def saltelli(axes: Sequence[Axis], rng: Generator, base: int = BASE) -> Doubles:
    """Points for `influences`, [base * (axes + 2), axis]: 13 axes and 512 base points make 7,680.

    `base` should be a power of two. Raises SALibMissing.
    """
    sampling, _ = _parts()
    points: Doubles = sampling.sample(
        _problem(axes), base, calc_second_order=False, seed=int(rng.integers(1, SEEDS_FROM))
    )
    return points


def sobol(
    base: Design,
    axes: Sequence[Axis],
    run: Runner,
    rng: Generator,
    *,
    figures: Sequence[str],
    seeds: Sequence[int] = (1,),
    points: int = BASE,
) -> tuple[Influences, ...]:
    """The influences on each figure when all axes vary together around `base`. Raises SALibMissing.

    Every design meets the same `seeds`, so that what varies is the design.
    """
    sample = saltelli(axes, rng, points)
    rows = run(crossed(designs(base, axes, sample), seeds))
    return of_rows(axes, rows, rng, figures=figures, seeds=len(seeds))


def of_rows(
    axes: Sequence[Axis],
    rows: Sequence[Row],
    rng: Generator,
    *,
    figures: Sequence[str],
    seeds: int = 1,
) -> tuple[Influences, ...]:
    """The same from rows that are there already, in the order of `crossed(designs, seeds)`.

    Ratios are taken as logarithms: else a few huge ones would be all their variance.
    """
    means = averages(rows, seeds, figures)
    return tuple(
        influences(name, axes, means[name], rng, logarithm=FIGURES[name].unit == "ratio")
        for name in figures
    )


def influences(
    figure: str, axes: Sequence[Axis], values: Doubles, rng: Generator, *, logarithm: bool = False
) -> Influences:
    """The parameters' shares in the variance of values at `saltelli`'s points. Raises SALibMissing.

    A base point with a value that could not be counted is left out with all that belong to it.
    """
    _, analysis = _parts()
    table = np.asarray(values, np.float64).reshape(-1, len(axes) + 2)
    if logarithm:
        table = np.log(np.maximum(table, SMALL))
    whole = table[np.isfinite(table).all(axis=1)]
    if len(whole) < 2 or whole.std() <= SMALL * abs(float(whole.mean())):
        nothing = unknown(len(whole), "share", "Sobol")
        return Influences(
            figure,
            logarithm,
            len(whole),
            tuple(Influence(each.name, nothing, nothing) for each in axes),
        )
    found = analysis.analyze(
        _problem(axes),
        whole.ravel(),
        calc_second_order=False,
        seed=int(rng.integers(1, SEEDS_FROM)),
    )
    return Influences(figure, logarithm, len(whole), _ordered(axes, found, len(whole)))


def _ordered(axes: Sequence[Axis], found: Any, blocks: int) -> tuple[Influence, ...]:
    def estimate(kind: str, place: int) -> Estimate:
        value, half = float(found[kind][place]), float(found[f"{kind}_conf"][place])
        return Estimate(value, value - half, value + half, blocks, "share", "Sobol")

    told = [
        Influence(each.name, estimate("S1", place), estimate("ST", place))
        for place, each in enumerate(axes)
    ]
    return tuple(sorted(told, key=lambda each: -each.total.value))


def _parts() -> tuple[Any, Any]:
    if not available():
        raise SALibMissing
    sampling, analysis = _salib()
    return sampling, analysis


def _problem(axes: Sequence[Axis]) -> dict[str, Any]:
    return {
        "num_vars": len(axes),
        "names": [each.name for each in axes],
        "bounds": [[each.low, each.high] for each in axes],
    }
