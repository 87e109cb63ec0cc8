"""Quality measured with error, replaced by what is to be expected of it given all that is known.

Regression calibration inside units (Carroll, Ruppert, Stefanski, Crainiceanu, Measurement Error in
Nonlinear Models, 2nd ed. 2006, ch. 4; Rosner, Spiegelman and Willett, Am. J. Epidemiology 132,
1990). Two independent ratings of the same work differ only by error: half the mean square of their
difference is the variance of the error of one. A quality left uncalibrated hides the paradox,
because who does less seems better than he is.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.paradox.rows import Panel

Floats = NDArray[np.float64]
LEAST_PAIRS = 20
SMALLEST = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Mean rating and other regressors less their unit's mean, and the sums each unit adds.

    `once` is 1 where there was one rating and 1/2 where there were two, `squares` the products
    summed by unit, `errors` and `pairs` the squared differences and their number by unit, `freedom`
    and `noise` how many variances of quality, and of one rating's error, each unit's squares hold.
    """

    apart: Floats
    once: Floats
    squares: Floats
    errors: Floats
    pairs: Floats
    freedom: Floats
    noise: Floats


def ratings(panel: Panel) -> Ratings:
    """The parts of the calibration that each unit contributes."""
    twice = ~np.isnan(panel.second)
    mean = np.where(twice, (panel.first + np.where(twice, panel.second, 0)) / 2, panel.first)
    both = np.column_stack([mean, panel.known])
    middle = np.add.reduceat(both, panel.starts) / panel.sizes[:, None]
    apart = both - np.repeat(middle, panel.sizes, axis=0)
    once = np.where(twice, 0.5, 1.0)
    gaps = np.where(twice, (panel.first - np.where(twice, panel.second, 0)) ** 2 / 2, 0)
    return Ratings(
        apart=apart,
        once=once,
        squares=np.add.reduceat(apart[:, :, None] * apart[:, None, :], panel.starts),
        errors=np.add.reduceat(gaps, panel.starts),
        pairs=np.add.reduceat(twice.astype(float), panel.starts),
        freedom=panel.sizes.astype(np.float64) - 1,
        noise=np.add.reduceat(once, panel.starts) * (1 - 1 / panel.sizes),
    )


class Calibration(NamedTuple):
    """How the expected quality is reckoned: from what is known anyway, and from the rating.

    `slopes` are those of quality on the other regressors, `truth` is the variance of quality that
    they leave open, `error` that of one rating's error.
    """

    slopes: Floats
    truth: float
    error: float

    @property
    def reliability(self) -> float:
        """The share of one rating's variance, as the other regressors leave it, that is quality."""
        return self.truth / (self.truth + self.error)


def calibration(known: Ratings, without: int | None = None) -> Calibration:
    """The calibration from all units, or from all but one.

    Where the ratings agree no better than by chance, a tenth of what they vary counts as quality.
    """
    squares, errors, pairs, freedom, noise = (
        total.sum(axis=0) - (total[without] if without is not None else 0)
        for total in (known.squares, known.errors, known.pairs, known.freedom, known.noise)
    )
    slopes = np.linalg.solve(squares[1:, 1:], squares[1:, 0])
    open_to = float(squares[0, 0] - slopes @ squares[1:, 0]) / float(freedom - len(slopes))
    error = float(errors / pairs)
    truth = max(open_to - error * float(noise / freedom), SMALLEST * open_to)
    return Calibration(slopes, truth, error)


def expected(known: Ratings, by: Calibration) -> Floats:
    """The expected quality of each row, less a constant of its unit."""
    foreseen: Floats = known.apart[:, 1:] @ by.slopes
    trust = by.truth / (by.truth + by.error * known.once)
    return foreseen + trust * (known.apart[:, 0] - foreseen)
