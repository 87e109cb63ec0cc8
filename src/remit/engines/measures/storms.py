"""Storms: what an accountability campaign changed, while it lasted, after it, and beside it.

Three looks at one series of counts. Rates before, during and after with exact ratios; an
interrupted time series beside a series the storm did not reach (difference of the two, level and
slope before, step during, step and drift after, weeks may err together: Lopez Bernal, Cummins,
Gasparrini, Int. J. Epidemiology 47, 2018); and the same for work that was not the storm's aim, where
a gain may have been paid for. A storm that is only announced changes nothing by definition here:
days count, not documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import (
    Estimate,
    Measured,
    Reference,
    line,
    measured,
    rate_ratio,
    told_ratio,
    unknown,
)
from remit.engines.words import Words

Floats = NDArray[np.float64]
LEAST_COUNT = 20
LEAST_WEEKS = 24
METHOD = "interrupted time series, Prais-Winsten"


class Week(NamedTuple):
    """One week: what was counted in it and out of what (people, matters), with the entries."""

    number: int
    exposure: float
    behind: tuple[Reference, ...] = ()

    @property
    def rate(self) -> float:
        """The number per exposure; nothing where there was none."""
        return self.number / self.exposure if self.exposure else 0.0


class Storm(NamedTuple):
    """The weeks from `start` up to, not including, `end`, counted from the first week given."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phases:
    """The rate during the storm and after it, each over that before."""

    during: Measured
    after: Measured


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Changes beyond those of the comparison: step during, step after, drift per week after."""

    during: Measured
    after: Measured
    drift: Measured


@dataclass(frozen=True, slots=True)
class Effect:
    """What a storm did to its aim, and to the other work of the same people."""

    phases: Phases
    aim: Interrupted
    other: Interrupted


def storm_effect(
    aim: Sequence[Week], other: Sequence[Week], comparison: Sequence[Week], storm: Storm
) -> Effect:
    """The whole look; `other` is work the storm did not aim at, `comparison` one it did not reach."""
    return Effect(
        phases(aim, storm),
        interrupted(aim, comparison, storm),
        interrupted(other, comparison, storm, side=True),
    )


def phases(weeks: Sequence[Week], storm: Storm) -> Phases:
    """The rate of events during and after the storm over that before it."""
    before = weeks[: storm.start]
    return Phases(
        _ratio("storms.during", "期间", "during", weeks[storm.start : storm.end], before),
        _ratio("storms.after", "之后", "after", weeks[storm.end :], before),
    )


def _ratio(id: str, zh: str, en: str, weeks: Sequence[Week], before: Sequence[Week]) -> Measured:
    ratio = rate_ratio(_summed(weeks), _summed(before))
    told = told_ratio(ratio)
    return measured(
        id,
        ratio,
        least=LEAST_COUNT,
        behind=(reference for week in (*weeks, *before) for reference in week.behind),
        reading=Words(
            f"问责风暴{zh}的发生率是之前的{told}倍。",
            f"The rate {en} the storm is {told} times that before it.",
        ),
    )


def _summed(weeks: Sequence[Week]) -> tuple[int, float]:
    return sum(week.number for week in weeks), sum(week.exposure for week in weeks)


def interrupted(
    weeks: Sequence[Week], comparison: Sequence[Week], storm: Storm, *, side: bool = False
) -> Interrupted:
    """How the rate changed beyond that of the comparison, week for week the same time.

    Raises ValueError where the two series differ in length.
    """
    if len(weeks) != len(comparison):
        raise ValueError("A series and its comparison must have the same weeks.")
    apart = np.array([a.rate - b.rate for a, b in zip(weeks, comparison, strict=True)])
    fitted = line(apart, _columns(len(weeks), storm), in_time=True) if len(weeks) else None
    behind = tuple(reference for week in weeks for reference in week.behind)
    during, after, drift = (
        fitted.estimate(place, unit, METHOD) if fitted else unknown(len(weeks), unit, METHOD)
        for place, unit in ((2, "rate"), (3, "rate"), (4, "rate per week"))
    )
    name = "storms.side" if side else "storms.aim"
    return Interrupted(
        _change(f"{name}_during", during, behind, _STEPS["during"], side=side),
        _change(f"{name}_after", after, behind, _STEPS["after"], side=side),
        _change(f"{name}_drift", drift, behind, _STEPS["drift"], side=side),
    )


def _columns(count: int, storm: Storm) -> Floats:
    """Level and slope throughout, step during, step after, drift after."""
    week = np.arange(count, dtype=float)
    after = week >= storm.end
    during = (week >= storm.start) & ~after
    since = np.where(after, week - storm.end, 0.0)
    return np.column_stack([np.ones(count), week, during, after, since])


_STEPS = {
    "during": Words("风暴期间的水平变化", "step during the storm"),
    "after": Words("风暴之后的水平变化", "step after the storm"),
    "drift": Words("风暴之后每周的变化", "weekly drift after the storm"),
}


def _change(
    id: str, figure: Estimate, behind: tuple[Reference, ...], what: Words, *, side: bool
) -> Measured:
    work = Words("其他工作", "other work") if side else Words("目标工作", "the work aimed at")
    clear = figure.clear_of(0)
    told = figure.told(3)
    return measured(
        id,
        figure,
        least=LEAST_WEEKS,
        behind=behind,
        reading=Words(
            f"{work.zh}：与对照相比，{what.zh}为{told}" + ("。" if clear else "，区间包含零。"),
            f"For {work.en}: {what.en} beyond the comparison {told}"
            f"{'.' if clear else '; the interval holds zero.'}",
        ),
    )
