"""Designs to try: Latin hypercube, one at a time, grids; and where a figure crosses a level.

Latin hypercube: M. McKay, R. Beckman, W. Conover (Technometrics 21, 1979). Contours: marching squares
with linear interpolation, the saddle decided by the mean of its corners.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from remit.engines.storm.design import Design
from remit.engines.storm.parameters import parameter
from remit.engines.storm.sweeps.runs import Row, Runner, crossed

Doubles = NDArray[np.float64]
Changes = Mapping[str, float]


class Axis(NamedTuple):
    """A parameter by its dotted name, between two values."""

    name: str
    low: float
    high: float


def axis(name: str, low: float | None = None, high: float | None = None) -> Axis:
    """A parameter over its whole range, or the part of it that is said.

    >>> axis("regime.precision", high=0.9)
    Axis(name='regime.precision', low=0.0, high=0.9)
    """
    about = parameter(name)
    return Axis(name, about.low if low is None else low, about.high if high is None else high)


def unit_hypercube(draws: int, dimensions: int, rng: Generator) -> Doubles:
    """`draws` points in the unit cube, one in each of `draws` slices of every dimension, [draw, dimension].

    >>> points = unit_hypercube(4, 2, np.random.default_rng(1))
    >>> sorted((points[:, 0] * 4).astype(int).tolist())
    [0, 1, 2, 3]
    """
    slices = np.stack([rng.permutation(draws) for _ in range(dimensions)], axis=1)
    points: Doubles = (slices + rng.random((draws, dimensions))) / draws
    return points


def latin_hypercube(axes: Sequence[Axis], draws: int, rng: Generator) -> Doubles:
    """`draws` points over the axes, each in its own unit, [draw, axis]."""
    low, high = _limits(axes)
    points: Doubles = low + unit_hypercube(draws, len(axes), rng) * (high - low)
    return points


def designs(base: Design, axes: Sequence[Axis], points: Doubles) -> tuple[Design, ...]:
    """The base with each point's values, [point, axis]."""
    names = [each.name for each in axes]
    return tuple(base.changed(dict(zip(names, map(float, point), strict=True))) for point in points)


LEAST, MOST = 0.6, 1.4
SURROUNDING = ("world", "people")
"""The parts of a design that nobody chooses."""


def environments(
    n: int, rng: Generator, base: Design | None = None, *, parts: Sequence[str] = SURROUNDING
) -> tuple[Changes, ...]:
    """`n` random environments: every parameter of `parts` times 0.6 to 1.4, within its range.

    Each is to be laid over a design with `changed`. Latin hypercube; equal rng, equal environments.

    >>> first = environments(2, np.random.default_rng(1))[0]
    >>> 5.1 <= first["world.load"] <= 11.9
    True
    """
    design = base or Design()
    names = [name for name in design.values() if name.partition(".")[0] in parts]
    factors = LEAST + (MOST - LEAST) * unit_hypercube(n, len(names), rng)
    return tuple(
        {
            name: min(max(design.value(name) * factor, parameter(name).low), parameter(name).high)
            for name, factor in zip(names, map(float, row), strict=True)
        }
        for row in factors
    )


class Curve(NamedTuple):
    """One parameter moved alone: its values, and for each figure the mean over seeds at each value."""

    name: str
    values: tuple[float, ...]
    figures: Mapping[str, tuple[float, ...]]


def one_at_a_time(
    base: Design,
    axes: Sequence[Axis],
    run: Runner,
    *,
    figures: Sequence[str],
    seeds: Sequence[int] = range(3),
    points: int = 9,
) -> tuple[Curve, ...]:
    """What each parameter does when it alone is moved from end to end, all else as in `base`."""
    values = [np.linspace(each.low, each.high, points) for each in axes]
    moved = [
        base.changed({each.name: float(value)})
        for each, line in zip(axes, values, strict=True)
        for value in line
    ]
    means = averages(run(crossed(moved, seeds)), len(seeds), figures)
    return tuple(
        Curve(
            each.name,
            tuple(map(float, line)),
            {
                name: tuple(means[name][at * points : (at + 1) * points].tolist())
                for name in figures
            },
        )
        for at, (each, line) in enumerate(zip(axes, values, strict=True))
    )


def averages(rows: Sequence[Row], seeds: int, figures: Sequence[str]) -> Mapping[str, Doubles]:
    """The mean over seeds of each figure, for rows in the order of `crossed`, [design].

    Seeds in which nothing could be counted are left out; not-a-number where that is all of them.
    """
    return {name: _mean([row[name] for row in rows], seeds) for name in figures}


def _mean(values: Sequence[float], seeds: int) -> Doubles:
    table = np.array(values, np.float64).reshape(-1, seeds)
    seen = np.isfinite(table)
    count = seen.sum(1)
    sums = np.where(seen, table, 0).sum(1)
    mean: Doubles = np.where(count > 0, sums / np.maximum(count, 1), np.nan)
    return mean


Point = tuple[float, float]


class Phase(NamedTuple):
    """A figure over two parameters: values [up, across], and the pieces of the line where it is `level`."""

    across: Axis
    up: Axis
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    figure: str
    values: Doubles
    level: float
    contour: tuple[tuple[Point, Point], ...]


def phase_diagram(
    base: Design,
    across: Axis,
    up: Axis,
    run: Runner,
    *,
    figure: str,
    level: float = 1.0,
    seeds: Sequence[int] = range(3),
    points: tuple[int, int] = (9, 9),
) -> Phase:
    """A figure over a grid of two parameters, with the contour of `level` (1: where a paradox begins)."""
    xs, ys, cells = _cells(across, up, points)
    rows = run(crossed([base.changed(cell) for cell in cells], seeds))
    values = averages(rows, len(seeds), [figure])[figure].reshape(len(ys), len(xs))
    return Phase(across, up, xs, ys, figure, values, level, contour(xs, ys, values, level))


def effect_diagram(
    before: Design,
    after: Design,
    across: Axis,
    up: Axis,
    run: Runner,
    *,
    figure: str,
    seeds: Sequence[int] = range(3),
    points: tuple[int, int] = (9, 9),
) -> Phase:
    """What going from `before` to `after` does to a figure, with both parameters set in both; contour of 0."""
    xs, ys, cells = _cells(across, up, points)
    both = [each.changed(cell) for cell in cells for each in (before, after)]
    means = averages(run(crossed(both, seeds)), len(seeds), [figure])[figure].reshape(-1, 2)
    values: Doubles = (means[:, 1] - means[:, 0]).reshape(len(ys), len(xs))
    return Phase(across, up, xs, ys, figure, values, 0.0, contour(xs, ys, values, 0.0))


def _cells(
    across: Axis, up: Axis, points: tuple[int, int]
) -> tuple[tuple[float, ...], tuple[float, ...], list[Changes]]:
    xs = tuple(np.linspace(across.low, across.high, points[0]).tolist())
    ys = tuple(np.linspace(up.low, up.high, points[1]).tolist())
    return xs, ys, [{up.name: y, across.name: x} for y, x in product(ys, xs)]


def contour(
    xs: Sequence[float], ys: Sequence[float], values: Doubles, level: float
) -> tuple[tuple[Point, Point], ...]:
    """Pieces of the line on which `values` [y, x] pass through `level`; none in cells with a gap.

    >>> contour([0, 1], [0, 1], np.array([[0.0, 1.0], [0.0, 1.0]]), 0.25)
    (((0.25, 0.0), (0.25, 1.0)),)
    """
    found: list[tuple[Point, Point]] = []
    for row, column in product(range(len(ys) - 1), range(len(xs) - 1)):
        corners = [(0, 0), (0, 1), (1, 1), (1, 0)]
        heights = [float(values[row + up, column + right]) - level for up, right in corners]
        if np.isfinite(heights).all():
            places = [(float(xs[column + right]), float(ys[row + up])) for up, right in corners]
            found += _crossings(places, heights)
    return tuple(found)


def _crossings(places: Sequence[Point], heights: Sequence[float]) -> list[tuple[Point, Point]]:
    """The pieces in one cell, whose corners are given round about."""
    ends: list[Point] = []
    for at in range(4):
        a, b = heights[at], heights[(at + 1) % 4]
        if (a > 0) != (b > 0):
            (x, y), (to_x, to_y), share = places[at], places[(at + 1) % 4], a / (a - b)
            ends.append((x + share * (to_x - x), y + share * (to_y - y)))
    if len(ends) < 4:
        return [(ends[0], ends[1])] if ends else []
    apart = (sum(heights) > 0) == (heights[0] > 0)
    pairs = ((0, 1), (2, 3)) if apart else ((3, 0), (1, 2))
    return [(ends[a], ends[b]) for a, b in pairs]


def _limits(axes: Sequence[Axis]) -> tuple[Doubles, Doubles]:
    return (
        np.array([each.low for each in axes], np.float64),
        np.array([each.high for each in axes], np.float64),
    )
