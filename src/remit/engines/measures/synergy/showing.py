"""How an indicator is shown: as a share with its interval, as a ratio of sums; never under five."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import (
    LEVEL,
    Estimate,
    Measured,
    Reference,
    in_percent,
    measured,
    unknown,
    wilson,
)
from remit.engines.measures.statistics.special import t_quantile
from remit.engines.words import Words

Floats = NDArray[np.float64]
LEAST = 5


def shown(
    id: str,
    figure: Estimate,
    behind: Iterable[Reference],
    reading: Words,
    exact: Fraction | None = None,
) -> Measured:
    """The indicator; under five observations its figure is withheld, not only labelled."""
    if figure.n < LEAST:
        figure, exact, behind = unknown(figure.n, figure.unit, figure.method), None, ()
    return measured(
        f"synergy.{id}", figure, least=LEAST, behind=behind, reading=reading, exact=exact
    )


def share(
    id: str, good: Sequence[Reference], n: int, zh: str, en: str, *, rest: Sequence[Reference] = ()
) -> Measured:
    """A share of `n` with Wilson's interval; behind it stand those counted, or the `rest`."""
    figure = wilson(len(good), n)
    told = in_percent(figure)
    exact = Fraction(len(good), n) if n else None
    reading = Words(f"{zh}{told}。", f"{en}: {told}.")
    return shown(id, figure, rest or good, reading, exact)


def ratio(parts: Iterable[tuple[Fraction, Fraction]], unit: str = "share") -> Estimate:
    """The sum of the first over that of the second, its interval by Taylor's line."""
    every = [(float(above), float(below)) for above, below in parts]
    n, method = len(every), "ratio of sums, linearised"
    above, below = (np.array(column) for column in zip(*every, strict=True)) if every else ((), ())
    whole = float(np.sum(below))
    if n < 2 or whole <= 0:
        return unknown(n, unit, method)
    value = float(np.sum(above)) / whole
    left = np.asarray(above) - value * np.asarray(below)
    error = sqrt(n / (n - 1) * float((left**2).sum())) / whole
    half = t_quantile((1 + LEVEL) / 2, n - 1) * error
    return Estimate(value, value - half, value + half, n, unit, method)


def clipped(figure: Estimate) -> Estimate:
    """The same inside 0 to 1, as a share must be."""
    if not figure.known:
        return figure
    value, low, high = (min(1.0, max(0.0, x)) for x in (figure.value, figure.low, figure.high))
    return replace(figure, value=value, low=low, high=high)


def told(figure: Estimate, zh: str, en: str) -> Words:
    """A reading of a share."""
    text = in_percent(figure)
    return Words(f"{zh}{text}。", f"{en}: {text}.")


def alike(first: Floats, second: Floats) -> float:
    """One less half the distance of two distributions: 1 where they are the same.

    >>> alike(np.array([1, 1]), np.array([2, 2])), alike(np.array([1, 0]), np.array([0, 1]))
    (1.0, 0.0)
    """
    if not (first.sum() > 0 and second.sum() > 0):
        return float("nan")
    return 1 - float(np.abs(first / first.sum() - second / second.sum()).sum()) / 2


def drawn_alike(
    tasks: Sequence[tuple[str, float]],
    other: Floats,
    units: Sequence[str],
    rng: np.random.Generator,
) -> Estimate:
    """How alike the tasks' spread over units is to `other`; the interval draws the tasks again."""
    method = "bootstrap of tasks"
    place = {unit: number for number, unit in enumerate(units)}
    code = np.array([place[unit] for unit, _ in tasks], np.int64)
    weight = np.array([weight for _, weight in tasks], float)
    n = len(tasks)
    value = alike(_spread(code, weight, units), other) if n else float("nan")
    if n == 0 or np.isnan(value):
        return unknown(n, "share", method)
    draws = (rng.integers(0, n, n) for _ in range(300))
    values = [alike(_spread(code[d], weight[d], units), other) for d in draws]
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, float(low), float(high), n, "share", method)


def _spread(code: NDArray[np.int64], weight: Floats, units: Sequence[str]) -> Floats:
    return np.bincount(code, weight, len(units)).astype(np.float64)
