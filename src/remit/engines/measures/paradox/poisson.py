"""Poisson pseudo-likelihood with an effect for each unit, the effects concentrated out.

Hausman, Hall and Griliches, Econometrica 52 (1984): the units' effects have a closed form, what is
left is a function of the slopes alone. Consistent for slopes whenever the mean is right, whatever
the spread (Wooldridge, J. Econometrics 90, 1999). A unit without any event says nothing of slopes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_ROUNDS = 50
_CLOSE = 1e-9
_TINY = 1e-300
_NOTHING = 1e-12
_FLAT = 1e12
_FARTHEST = 25.0
"""A slope beyond this is running away: the data separate."""


class NotIdentified(ArithmeticError):
    """The slopes cannot be told from these rows: no events, or nothing differs inside any unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """Counts, their exposures and regressors, rows of a unit side by side from `starts` on."""

    counts: Floats
    exposure: Floats
    x: Floats
    starts: Ints
    totals: Floats
    sizes: Ints

    @classmethod
    def of(cls, counts: Floats, exposure: Floats, x: Floats, starts: Ints) -> "Data":
        """The data with each unit's sum of counts and number of rows."""
        totals = np.add.reduceat(counts, starts)
        return cls(counts, exposure, x, starts, totals, np.diff(np.append(starts, len(counts))))


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The slope of the likelihood and its curvature, unit by unit, at some `slopes`."""

    scores: Floats
    curvatures: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The slopes at the maximum, with what each unit contributes there and the fitted means."""

    slopes: Floats
    parts: Parts
    means: Floats

    @property
    def curvature(self) -> Floats:
        """The curvature of the whole likelihood."""
        whole: Floats = self.parts.curvatures.sum(axis=0)
        return whole


def means(data: Data, slopes: Floats) -> Floats:
    """The expected counts: each unit's own sum, spread over its rows."""
    index = data.x @ slopes
    weight = data.exposure * np.exp(index - index.max())
    scale = data.totals / np.add.reduceat(weight, data.starts)
    expected: Floats = weight * np.repeat(scale, data.sizes)
    return expected


def parts(data: Data, slopes: Floats) -> Parts:
    """Scores and curvatures of every unit."""
    mean = means(data, slopes)
    apart = _apart(data, mean)
    scores = np.add.reduceat(apart * (data.counts - mean)[:, None], data.starts)
    products = apart[:, :, None] * (apart * mean[:, None])[:, None, :]
    return Parts(scores, np.add.reduceat(products, data.starts))


def step_without(data: Data, slopes: Floats, unit: int) -> Floats:
    """One Newton step from `slopes` for all rows but those of a unit."""
    mean = means(data, slopes)
    apart = _apart(data, mean)
    start = data.starts[unit]
    apart[start : start + data.sizes[unit]] = 0
    curvature = apart.T @ (apart * mean[:, None])
    return slopes + np.linalg.solve(curvature, apart.T @ (data.counts - mean))


def _apart(data: Data, mean: Floats) -> Floats:
    """The regressors less their unit's mean, in which a row weighs what it is expected to count."""
    sums = np.add.reduceat(data.x * mean[:, None], data.starts)
    middle = sums / np.maximum(data.totals, _TINY)[:, None]
    apart: Floats = data.x - np.repeat(middle, data.sizes, axis=0)
    return apart


def fit(data: Data) -> Fit:
    """The slopes that make the counts likeliest. Raises NotIdentified where none can be told."""
    if not data.totals.sum() > 0:
        raise NotIdentified("no events")
    slopes = np.zeros(data.x.shape[1])
    for _ in range(_ROUNDS):
        now = parts(data, slopes)
        step = _solved(data, now)
        slopes = slopes + np.clip(step, -1, 1)
        if np.abs(slopes).max() > _FARTHEST:
            raise NotIdentified("the data separate")
        if np.abs(step).max() < _CLOSE:
            return Fit(slopes, parts(data, slopes), means(data, slopes))
    raise NotIdentified("no maximum was reached")


def _solved(data: Data, now: Parts) -> Floats:
    curvature = now.curvatures.sum(axis=0)
    whole = (data.counts[:, None] * data.x**2).sum(axis=0)
    if (np.diag(curvature) <= _NOTHING * whole).any() or np.linalg.cond(curvature) > _FLAT:
        raise NotIdentified("nothing differs inside a unit")
    step: Floats = np.linalg.solve(curvature, now.scores.sum(axis=0)).astype(np.float64)
    return step
