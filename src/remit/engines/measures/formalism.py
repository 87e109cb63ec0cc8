"""Formalism ("trace-ism"): where showing that work was done takes the place of work.

Four signs, none of which proves anything alone: the share of hours that go into evidence; evidence
that piles up just before it is looked at (exact ratio of Poisson rates); evaluations that reward
the volume of evidence at equal verified outcome (slope, HC3 interval, and the share of what is
explained that falls on the volume: Budescu, Psychological Bulletin 114, 1993); entries made long
after what they tell of. Formulas of process.md 4.6; prose: docs/explanation/measures/formalism.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import (
    Measured,
    Reference,
    cluster_bootstrap,
    in_percent,
    line,
    measured,
    rate_ratio,
    told_ratio,
    unknown,
    wilson,
)
from remit.engines.words import Words

Floats = NDArray[np.float64]
LEAST_ENTRIES = 20
LEAST_SCORES = 20
LEAST_SCHEMES = 5


class Spent(NamedTuple):
    """Hours of one entry; `paper` where they went into evidence and not into the work itself."""

    post: str
    hours: Fraction
    paper: bool
    behind: Reference


class Evidence(NamedTuple):
    """A piece of evidence, made on a day."""

    on: date
    behind: Reference


class Scored(NamedTuple):
    """An evaluation: score, pieces of evidence handed in, verified outcomes (by others)."""

    score: float
    volume: float
    outcomes: tuple[float, ...]
    behind: Reference


class Recorded(NamedTuple):
    """When something happened, and when it was entered."""

    occurred: datetime
    recorded: datetime
    behind: Reference


class Scheme(NamedTuple):
    """An inspection scheme with its two signs."""

    name: str
    reward: Measured
    bunching: Measured


@dataclass(frozen=True, slots=True)
class Reward:
    """The reward for paper: its elasticity, and its share in what the score can be explained by."""

    elasticity: Measured
    dominance: float | None


def paper_share(spent: Iterable[Spent], rng: np.random.Generator) -> Measured:
    """Hours on evidence over all hours; the interval draws whole posts again."""
    every = list(spent)
    posts: dict[str, list[float]] = {}
    for each in every:
        # A share needs of each post its sums alone, however many its deeds are.
        own, hours = posts.setdefault(each.post, [0.0, 0.0]), float(each.hours)
        own[0] += hours if each.paper else 0.0
        own[1] += hours
    whole = sum((each.hours for each in every), Fraction())
    paper = sum((each.hours for each in every if each.paper), Fraction())
    drawn = cluster_bootstrap(
        [[sums] for sums in posts.values()], _share, rng, draws=1_000, unit="share"
    )
    figure = unknown(len(every), "share", drawn.method) if not whole else drawn
    figure = replace(figure, n=len(every))
    return measured(
        "formalism.paper_share",
        figure,
        least=LEAST_ENTRIES,
        behind=(each.behind for each in every if each.paper),
        exact=paper / whole if whole else None,
        reading=Words(
            f"工时中用于留痕材料的占{in_percent(figure)}。",
            f"Of all hours, {in_percent(figure)} went into evidence rather than the work itself.",
        ),
    )


def _share(hours: Floats) -> float:
    paper, whole = hours.sum(axis=0)
    return float(paper / whole) if whole else float("nan")


def bunching(
    evidence: Iterable[Evidence], due: Iterable[date], since: date, until: date, *, days: int = 3
) -> Measured:
    """How much faster evidence is made in the `days` before a due day, and on it, than otherwise.

    Days from `since` up to, not including, `until` count.
    """
    whole = {since + timedelta(n) for n in range((until - since).days)}
    near = {day - timedelta(n) for day in due for n in range(days + 1)} & whole
    counted = [each for each in evidence if each.on in whole]
    before = [each for each in counted if each.on in near]
    ratio = rate_ratio((len(before), len(near)), (len(counted) - len(before), len(whole - near)))
    piled = ratio.low > 1
    told = told_ratio(ratio)
    return measured(
        "formalism.bunching",
        ratio,
        least=LEAST_ENTRIES,
        behind=(each.behind for each in before),
        reading=Words(
            f"检查或到期前{days}天，材料产生速度是平时的{told}倍"
            + ("：突击留痕。" if piled else "，没有明显突击。"),
            f"In the {days} days before inspections or due dates evidence is made {told} times as"
            f" fast as otherwise{': it piles up for the look.' if piled else ', not clearly more.'}",
        ),
    )


def reward_for_paper(scored: Iterable[Scored]) -> Reward:
    """The slope of the score on log(1 + volume), verified outcomes held equal."""
    every = list(scored)
    score, known = _columns(every)
    fitted = line(score, np.column_stack([np.ones(len(every)), known])) if every else None
    method = "least squares, HC3"
    slope = (
        fitted.estimate(1, "points", method) if fitted else unknown(len(every), "points", method)
    )
    told = slope.told()
    clear = slope.low > 0
    elasticity = measured(
        "formalism.reward_for_paper",
        slope,
        least=LEAST_SCORES,
        behind=(each.behind for each in every),
        reading=Words(
            f"核实成效相同时，材料数量（对数）每增加一个单位，评分变化{told}分"
            + ("：材料本身在得分。" if clear else "，区间包含零。"),
            f"At equal verified outcome one more unit of (log) evidence changes the score by {told}"
            f" points{': paper itself is rewarded.' if clear else '; the interval holds zero.'}",
        ),
    )
    return Reward(elasticity, _dominance(score, known) if elasticity.enough else None)


def _columns(every: Sequence[Scored]) -> tuple[Floats, Floats]:
    score = np.array([each.score for each in every], float)
    volume = np.log1p([each.volume for each in every])
    width = len(every[0].outcomes) if every else 0
    outcomes = np.array([each.outcomes for each in every], float)
    return score, np.column_stack([volume, outcomes.reshape(len(every), width)])


def _dominance(score: Floats, known: Floats) -> float | None:
    """The first column's share in what all columns explain, averaged over all orders."""
    columns = range(known.shape[1])
    whole = _explained(score, known, tuple(columns))
    if whole <= 0:
        return None
    count = len(columns)
    total = 0.0
    for size in range(count):
        weight = factorial(size) * factorial(count - size - 1) / factorial(count)
        for others in combinations(columns[1:], size):
            more = _explained(score, known, (0, *others)) - _explained(score, known, others)
            total += weight * more
    return total / whole


def _explained(score: Floats, known: Floats, columns: tuple[int, ...]) -> float:
    fitted = line(score, np.column_stack([np.ones(len(score)), known[:, list(columns)]]))
    return fitted.explained if fitted else 0.0


def back_dating(recorded: Iterable[Recorded], limit: timedelta) -> Measured:
    """The share of entries made later than `limit` after what they tell of."""
    every = list(recorded)
    late = [each for each in every if each.recorded - each.occurred > limit]
    figure = wilson(len(late), len(every))
    return measured(
        "formalism.back_dating",
        figure,
        least=LEAST_ENTRIES,
        behind=(each.behind for each in late),
        exact=Fraction(len(late), len(every)) if every else None,
        reading=Words(
            f"事后补录（超过{limit.days}天）的记录占{in_percent(figure)}。",
            f"{in_percent(figure)} of the entries were made more than {limit.days} days after what"
            " they tell of.",
        ),
    )


def index(schemes: Iterable[Scheme]) -> Measured:
    """The share of schemes that clearly reward paper *and* in which evidence clearly piles up.

    Schemes with too little to judge by are left out.
    """
    judged = [each for each in schemes if each.reward.enough and each.bunching.enough]
    formal = [
        each for each in judged if each.reward.estimate.low > 0 and each.bunching.estimate.low > 1
    ]
    figure = wilson(len(formal), len(judged))
    return measured(
        "formalism.index",
        figure,
        least=LEAST_SCHEMES,
        behind=(each.name for each in formal),
        exact=Fraction(len(formal), len(judged)) if judged else None,
        reading=Words(
            f"可判断的考核检查中，既奖励材料又出现突击留痕的占{in_percent(figure)}。",
            f"Of the schemes that can be judged, {in_percent(figure)} both reward paper and see it"
            " pile up before the look.",
        ),
    )
