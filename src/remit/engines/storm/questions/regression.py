"""Quadratic regression of parameters on observables, on scales without ends.

>>> scale = Scale([Axis("regime.precision", 0.0, 1.0)])
>>> scale.back(scale.to(np.array([[0.25]]))).round(9).tolist()
[[0.25]]
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.questions.sampling import Axis

Doubles = NDArray[np.float64]
EDGE, RIDGE, MOST = 1e-3, 1e-6, 5.0


class Scale:
    """Parameters on a scale without ends, so that adjusted draws stay within their prior."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self.low = np.array([each.low for each in axes])
        self.high = np.array([each.high for each in axes])

    def to(self, points: Doubles) -> Doubles:
        """Log odds within the range."""
        share = np.clip((points - self.low) / (self.high - self.low), EDGE, 1 - EDGE)
        found: Doubles = np.log(share / (1 - share))
        return found

    def back(self, free: Doubles) -> Doubles:
        """In their own unit again."""
        found: Doubles = self.low + (self.high - self.low) / (1 + np.exp(-free))
        return found


class Features:
    """Observables as regressors: logarithms, standardised, with squares and products of two."""

    def __init__(self, seen: Doubles) -> None:
        usual = np.nanmedian(np.abs(seen), axis=0)
        self._add = np.where(usual > 0, usual / 10, EDGE)
        logs = self._logs(seen)
        self._centre, spread = np.nanmean(logs, axis=0), np.nanstd(logs, axis=0)
        self._spread = np.where(spread > RIDGE, spread, np.inf)

    def _logs(self, seen: Doubles) -> Doubles:
        found: Doubles = np.log(np.maximum(seen, 0) + self._add)
        return found

    def __call__(self, seen: Doubles) -> Doubles:
        """The regressors of each row, the constant first, [row, regressor]."""
        plain = (self._logs(seen) - self._centre) / self._spread
        plain = np.clip(np.where(np.isfinite(plain), plain, 0), -MOST, MOST)
        first, second = np.triu_indices(plain.shape[1])
        both = plain[:, first] * plain[:, second]
        return np.column_stack([np.ones(len(plain)), plain, both])


def fitted(features: Doubles, targets: Doubles) -> Doubles:
    """Least squares with a ridge small beside the number of draws, [feature, target]."""
    square = features.T @ features
    square[np.diag_indices_from(square)] += RIDGE * len(features)
    return np.asarray(np.linalg.solve(square, features.T @ targets), np.float64)
