"""Concealment at a handover: problems that were there before and are found only when a new holder comes.

Counts in equal windows before and after the handover are compared exactly, the same is done for
random days in the same unit (a chance that needs no assumption), what was listed at the handover is
set beside what was found later, and the age of what is found beside that in other units. Formulas
of process.md 4.8. Needs the onset of a problem and its finding as two dates.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from remit.engines.measures.statistics import (
    Measured,
    Reference,
    in_percent,
    mann_whitney,
    measured,
    permutation_p,
    rate_ratio,
    told_ratio,
    wilson,
)
from remit.engines.words import Words

WINDOW = 90
PLACEBOS = 999
LEAST_FOUND = 10


class Issue(NamedTuple):
    """A problem: when it set in, when it was found, whether the leaver listed it at the handover."""

    onset: date
    found: date
    behind: Reference
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Jump:
    """Findings after the handover over those before, and how often a random day does as much."""

    ratio: Measured
    placebo: float | None


class Windows(NamedTuple):
    """The issues found before a day, and those found after it that were there before."""

    before: list[Issue]
    after: list[Issue]


def windows(issues: Iterable[Issue], handover: date, days: int = WINDOW) -> Windows:
    """Found in the `days` up to the handover; set in before it and found in the `days` after."""
    span = timedelta(days)
    every = list(issues)
    before = [each for each in every if handover - span < each.found <= handover]
    after = [
        each
        for each in every
        if each.onset < handover < each.found and each.found <= handover + span
    ]
    return Windows(before, after)


def jump(
    issues: Iterable[Issue],
    handover: date,
    observed: tuple[date, date],
    rng: np.random.Generator,
    *,
    days: int = WINDOW,
) -> Jump:
    """The rate ratio around the handover with its exact interval, and the chance by placebo days.

    `observed` is the time from which findings of the unit are known; 999 random days that have
    whole windows in it are the placebos. The chance is None where no day has.
    """
    every = list(issues)
    seen = windows(every, handover, days)
    ratio = rate_ratio((len(seen.after), days), (len(seen.before), days))
    chance = _placebo(every, seen, observed, rng, days)
    told = told_ratio(ratio)
    clear = ratio.low > 1
    figure = measured(
        "concealment.jump",
        ratio,
        least=LEAST_FOUND,
        behind=(each.behind for each in (*seen.after, *seen.before)),
        reading=Words(
            f"交接后{days}天内发现的旧问题是交接前同期的{told}倍"
            + ("：交接前可能有问题未暴露。" if clear else "，没有明显增加。"),
            f"In the {days} days after the handover {told} times as many older problems were found"
            f" as before it{': some may have been kept back.' if clear else ', not clearly more.'}",
        ),
    )
    return Jump(figure, chance)


def _placebo(
    issues: Sequence[Issue],
    seen: Windows,
    observed: tuple[date, date],
    rng: np.random.Generator,
    days: int,
) -> float | None:
    first, last = observed[0] + timedelta(days), observed[1] - timedelta(days)
    if last <= first or not (seen.before or seen.after):
        return None
    onset = np.array([each.onset.toordinal() for each in issues])
    found = np.array([each.found.toordinal() for each in issues])
    drawn = rng.integers(first.toordinal(), last.toordinal() + 1, PLACEBOS)[:, None]
    before = ((found > drawn - days) & (found <= drawn)).sum(axis=1)
    after = ((onset < drawn) & (found > drawn) & (found <= drawn + days)).sum(axis=1)
    here = (len(seen.after) + 0.5) / (len(seen.before) + 0.5)
    return permutation_p(here, (after + 0.5) / (before + 0.5))


def disclosure(issues: Iterable[Issue], handover: date) -> Measured:
    """Of the problems there at the handover and known by now, the share that the leaver listed.

    What had been found before the handover and was not listed needed no disclosing.
    """
    there = [each for each in issues if each.onset < handover]
    listed = [each for each in there if each.listed]
    hidden = [each for each in there if not each.listed and each.found > handover]
    n = len(listed) + len(hidden)
    figure = wilson(len(listed), n)
    return measured(
        "concealment.disclosure",
        figure,
        least=LEAST_FOUND,
        behind=(each.behind for each in hidden),
        exact=Fraction(len(listed), n) if n else None,
        reading=Words(
            f"交接时已存在的问题中，移交清单列明的占{in_percent(figure)}。",
            f"Of the problems there at the handover, {in_percent(figure)} were on the leaver's list.",
        ),
    )


def ageing(here: Iterable[Issue], elsewhere: Iterable[Issue]) -> Measured:
    """The chance that a problem found here was older, when found, than one found elsewhere."""
    ours = list(here)
    ages, others = ([(i.found - i.onset).days for i in side] for side in (ours, elsewhere))
    figure = mann_whitney(ages, others).superiority
    older = figure.low > 0.5
    return measured(
        "concealment.ageing",
        figure,
        least=LEAST_FOUND,
        behind=(each.behind for each in ours),
        reading=Words(
            f"本单位发现的问题比其他单位存在更久的可能性为{in_percent(figure)}"
            + ("：发现得晚。" if older else "，没有明显差别。"),
            f"A problem found here was older than one elsewhere with a chance of {in_percent(figure)}"
            f"{': they come to light late.' if older else '; no clear difference.'}",
        ),
    )
