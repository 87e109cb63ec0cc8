"""A figure with its interval, and a measure with what stands behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, isnan, nan

from remit.engines.words import Words

LEVEL = 0.95
Reference = int | str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the interval in which it lies at `level`, from `n` observations.

    `value`, `low` and `high` are not-a-number where nothing can be said (nothing was observed).
    """

    value: float
    low: float
    high: float
    n: int
    unit: str
    method: str
    level: float = LEVEL

    @property
    def known(self) -> bool:
        """Whether there is a figure at all."""
        return not isnan(self.value)

    def clear_of(self, value: float) -> bool:
        """Whether the interval leaves `value` out."""
        return not (isnan(self.low) or self.low <= value <= self.high)

    def scaled(self, factor: float, unit: str) -> "Estimate":
        """The same in another unit."""
        low, high = sorted((self.low * factor, self.high * factor))
        return replace(self, value=self.value * factor, low=low, high=high, unit=unit)

    def inverted(self, unit: str) -> "Estimate":
        """One over it; infinite where it is nothing."""
        value, low, high = (1 / each if each else inf for each in (self.value, self.high, self.low))
        return replace(self, value=value, low=low, high=high, unit=unit)

    def told(self, places: int = 2) -> str:
        """Figure and interval as a reader sees them."""
        if not self.known:
            return "-"
        return f"{self.value:.{places}f} ({self.low:.{places}f} – {self.high:.{places}f})"


def unknown(n: int, unit: str, method: str) -> Estimate:
    """No figure: nothing can be said from these `n` observations."""
    return Estimate(nan, nan, nan, n, unit, method)


def not_enough(n: int, least: int) -> Words | None:
    """What to tell where `n` observations are fewer than the `least`; None where they suffice.

    >>> not_enough(3, 5).en
    'Not enough data: 3 of at least 5.'
    """
    if n >= least:
        return None
    return Words(
        f"数据不足：现有{n}项，至少需要{least}项。", f"Not enough data: {n} of at least {least}."
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure as it is shown: figure, interval, number, what stands behind it, in words.

    `behind` refers to the events or records counted (numbers in the log, or references), `exact`
    is the figure as a fraction where it is one. `least` observations are needed to say anything.
    """

    id: str
    estimate: Estimate
    least: int
    behind: tuple[Reference, ...]
    reading: Words
    exact: Fraction | None = None

    @property
    def enough(self) -> bool:
        """Whether there are observations enough to speak."""
        return self.estimate.n >= self.least and self.estimate.known

    @property
    def value(self) -> float:
        """The figure."""
        return self.estimate.value

    @property
    def n(self) -> int:
        """How many observations it rests on."""
        return self.estimate.n

    @property
    def unit(self) -> str:
        """In what it is counted."""
        return self.estimate.unit


def measured(
    id: str,
    estimate: Estimate,
    *,
    least: int,
    behind: Iterable[Reference],
    reading: Words,
    exact: Fraction | None = None,
) -> Measured:
    """The measure; where there is too little to speak, its reading says so before all else."""
    note = not_enough(estimate.n, least)
    if not note and not estimate.known:
        note = Words("无法计算：没有可比的记录。", "Cannot be reckoned: nothing to compare.")
    if note:
        reading = note
    return Measured(id, estimate, least, tuple(behind), reading, exact)


def in_percent(estimate: Estimate) -> str:
    """A share with its interval, per hundred.

    >>> in_percent(Estimate(0.065, 0.05, 0.08, 100, "share", "Wilson"))
    '6.5 % (5.0 – 8.0)'
    """
    if not estimate.known:
        return "-"
    value, low, high = (100 * each for each in (estimate.value, estimate.low, estimate.high))
    return f"{value:.1f} % ({low:.1f} – {high:.1f})"
