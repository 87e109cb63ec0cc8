"""Breadth and severity of accountability: how many are held to account per matter, at which levels,
how heavily.

Breadth is the mean number of people per matter and the share of matters in which everybody in the
chain was; severity the mean weight of what was imposed (weights from the scale in force, given by
the caller); depth the share that falls on the lowest level, beside that level's share of decisions.
Every figure rests on the measures imposed; intervals draw whole matters again, as what is imposed
in one matter belongs together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import (
    Measured,
    Reference,
    cluster_bootstrap,
    in_percent,
    measured,
    wilson,
)
from remit.engines.words import Words

Floats = NDArray[np.float64]
LEAST_MATTERS = 10
DRAWS = 1_000


class Imposed(NamedTuple):
    """One measure imposed on one person: level of the post (1 is the top), weight on the scale."""

    matter: str
    person: str
    level: int
    weight: Fraction
    behind: Reference


@dataclass(frozen=True, slots=True)
class Breadth:
    """People per matter, weight per person, the lowest level's part, and the share of each level.

    `lowest` is the lowest level's share of the weight less its share of decisions: above zero,
    blame sinks below where it was decided.
    """

    people: Measured
    weight: Measured
    lowest: Measured
    whole_chain: Measured
    levels: Mapping[int, Measured]


def breadth(
    imposed: Iterable[Imposed],
    chains: Mapping[str, int],
    decided_lowest: Fraction,
    rng: np.random.Generator,
) -> Breadth:
    """The breadth and severity of what was imposed.

    `chains` gives for each matter how many people its chain of responsibility held (a matter where
    nobody was held to account counts), `decided_lowest` the lowest level's share of decisions.
    """
    every = list(imposed)
    matters = {name: [one for one in every if one.matter == name] for name in chains}
    lowest = max((one.level for one in every), default=0)
    clusters = [_sums(ones, lowest) for ones in matters.values()]
    behind = tuple(one.behind for one in every)
    return Breadth(
        people=_people(clusters, rng, behind),
        weight=_weight(clusters, rng, behind),
        lowest=_lowest(clusters, decided_lowest, rng, behind),
        whole_chain=_whole_chain(matters, chains),
        levels=_levels(every),
    )


def _sums(ones: Sequence[Imposed], lowest: int) -> Floats:
    """One row: people, their weight, the weight on the lowest level."""
    people = {one.person for one in ones}
    weight = sum((one.weight for one in ones), Fraction())
    low = sum((one.weight for one in ones if one.level == lowest), Fraction())
    return np.array([[len(people), float(weight), float(low)]])


def _people(
    clusters: Sequence[Floats], rng: np.random.Generator, behind: tuple[Reference, ...]
) -> Measured:
    figure = cluster_bootstrap(
        clusters, lambda rows: float(rows[:, 0].mean()), rng, draws=DRAWS, unit="people per matter"
    )
    return measured(
        "breadth.people",
        figure,
        least=LEAST_MATTERS,
        behind=behind,
        reading=Words(
            f"每件事项平均问责{figure.told()}人。",
            f"On average {figure.told()} people are held to account per matter.",
        ),
    )


def _weight(
    clusters: Sequence[Floats], rng: np.random.Generator, behind: tuple[Reference, ...]
) -> Measured:
    figure = cluster_bootstrap(
        clusters, lambda rows: _over(rows, 1, 0), rng, draws=DRAWS, unit="weight per person"
    )
    return measured(
        "breadth.weight",
        figure,
        least=LEAST_MATTERS,
        behind=behind,
        reading=Words(
            f"被问责人员平均处理轻重为{figure.told()}。",
            f"The mean weight of what is imposed on a person is {figure.told()}.",
        ),
    )


def _over(rows: Floats, above: int, below: int) -> float:
    whole = float(rows[:, below].sum())
    return float(rows[:, above].sum()) / whole if whole else float("nan")


def _lowest(
    clusters: Sequence[Floats],
    decided: Fraction,
    rng: np.random.Generator,
    behind: tuple[Reference, ...],
) -> Measured:
    drawn = cluster_bootstrap(
        clusters, lambda rows: _over(rows, 2, 1), rng, draws=DRAWS, unit="share"
    )
    part = float(decided)
    figure = replace(drawn, value=drawn.value - part, low=drawn.low - part, high=drawn.high - part)
    sinks = figure.low > 0
    told = figure.scaled(100, "points").told(1)
    return measured(
        "breadth.lowest",
        figure,
        least=LEAST_MATTERS,
        behind=behind,
        reading=Words(
            f"最基层承担的处理比其决策占比高{told}个百分点" + ("：责任下沉。" if sinks else "。"),
            f"The lowest level bears {told} points more of what is imposed than it decides"
            f"{': blame sinks.' if sinks else '.'}",
        ),
    )


def _whole_chain(matters: Mapping[str, Sequence[Imposed]], chains: Mapping[str, int]) -> Measured:
    several = [name for name in matters if chains[name] > 1]
    everybody = [
        name for name in several if len({one.person for one in matters[name]}) >= chains[name]
    ]
    figure = wilson(len(everybody), len(several))
    return measured(
        "breadth.whole_chain",
        figure,
        least=LEAST_MATTERS,
        behind=everybody,
        exact=Fraction(len(everybody), len(several)) if several else None,
        reading=Words(
            f"涉及多人的事项中，整条责任链全部被问责的占{in_percent(figure)}。",
            f"In {in_percent(figure)} of the matters with several people the whole chain was held to"
            " account.",
        ),
    )


def _levels(every: Sequence[Imposed]) -> dict[int, Measured]:
    return {
        level: _level(level, [one for one in every if one.level == level], len(every))
        for level in sorted({one.level for one in every})
    }


def _level(level: int, ones: Sequence[Imposed], whole: int) -> Measured:
    figure = wilson(len(ones), whole)
    return measured(
        f"breadth.level_{level}",
        figure,
        least=LEAST_MATTERS,
        behind=(one.behind for one in ones),
        exact=Fraction(len(ones), whole),
        reading=Words(
            f"第{level}级承担了{in_percent(figure)}的处理。",
            f"Level {level} bears {in_percent(figure)} of what is imposed.",
        ),
    )
