"""Slopes with each unit left out in turn, and the interval they give.

The spread of what is left when one unit goes (jackknife of clusters) is the cluster-robust
variance with its small-sample correction: MacKinnon, Nielsen and Webb, J. Applied Econometrics 38
(2023). Left out are a unit's rows and its part in the calibration of quality, so that the interval
also knows that the calibration was estimated. Under 30 units the width is taken from flipping the
signs of whole units (wild bootstrap of scores: Kline and Santos, J. Econometric Methods 1, 2012).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.paradox.calibration import (
    LEAST_PAIRS,
    Calibration,
    Ratings,
    calibration,
    expected,
    ratings,
)
from remit.engines.measures.paradox.poisson import Data, Fit, NotIdentified, fit, step_without
from remit.engines.measures.paradox.rows import Panel
from remit.engines.measures.statistics import LEVEL, Estimate
from remit.engines.measures.statistics.special import t_quantile

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FEW_UNITS = 30
DRAWS = 1_999


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """The slopes, and those without each unit; the order is ln e, ln D, controls, quality.

    `telling` marks the units with events; the others say nothing of slopes.
    """

    values: Floats
    without: Floats
    means: Floats
    calibration: Calibration | None
    telling: Bools


def slopes(panel: Panel, counts: Floats) -> Slopes:
    """The slopes of these counts over the panel. Raises NotIdentified where none can be told.

    Quality is calibrated where at least 20 rows were rated twice, else taken as rated.
    """
    if not len(panel.time):
        raise NotIdentified("no rows")
    known = ratings(panel) if (~np.isnan(panel.second)).sum() >= LEAST_PAIRS else None
    by = calibration(known) if known else None
    quality = expected(known, by) if known and by else panel.first
    data = _data(panel, counts, quality)
    best = fit(data)
    left = _recalibrated(panel, data, best, known) if known else _left_out(best)
    return Slopes(best.slopes, left, best.means, by, data.totals > 0)


def _data(panel: Panel, counts: Floats, quality: Floats) -> Data:
    return Data.of(counts, panel.time, np.column_stack([panel.known, quality]), panel.starts)


def _left_out(best: Fit) -> Floats:
    """One Newton step from the whole: where only a unit's rows go, its own score is what is missing."""
    curvatures = best.curvature - best.parts.curvatures
    return best.slopes - np.linalg.solve(curvatures, best.parts.scores[:, :, None])[:, :, 0]


def _recalibrated(panel: Panel, data: Data, best: Fit, known: Ratings) -> Floats:
    """The same where the quality of all other rows changes as well."""
    left = [
        step_without(
            _data(panel, data.counts, expected(known, calibration(known, unit))), best.slopes, unit
        )
        for unit in range(len(panel.starts))
    ]
    return np.array(left)


def interval(
    value: float, without: Floats, n: int, unit: str, rng: np.random.Generator, level: float = LEVEL
) -> Estimate:
    """The figure with the interval that its values without each unit give."""
    units = len(without)
    apart = without - without.mean()
    error = sqrt((units - 1) / units * float((apart**2).sum()))
    few = units < FEW_UNITS
    far = _flipped(value - without, rng, level) if few else t_quantile((1 + level) / 2, units - 1)
    method = "FE-PPML, wild bootstrap by unit" if few else "FE-PPML, cluster-robust by unit"
    return Estimate(value, value - far * error, value + far * error, n, unit, method, level)


def standard_error(estimate: Estimate, z: float) -> float:
    """The standard error that an interval of half-width `z` errors stands for."""
    return (estimate.high - estimate.low) / (2 * z)


def _flipped(parts: Floats, rng: np.random.Generator, level: float) -> float:
    """How many standard errors the sum of the parts lies from zero when whole units turn their sign."""
    units = len(parts)
    signs = rng.choice([-1.0, 1.0], (DRAWS, units))
    drawn = signs * parts
    sums = drawn.sum(axis=1)
    spread = np.sqrt(np.maximum((drawn**2).sum(axis=1) - sums**2 / units, 1e-300))
    ratio = np.abs(sums) / spread * sqrt((units - 1) / units)
    return float(np.quantile(ratio, level))
