"""Designs that nothing beats: a search over the levers of a regime, at the user's own prices.

NSGA-II (K. Deb and others, IEEE Trans. Evol. Comput. 6, 2002) by pymoo, an optional extra ("lab"). What a
lever costs is nobody's finding: the user says it, per unit moved from today's value. What comes out is a
front, never one optimum; the knee is only the design nearest to the best of everything (M. Zeleny, 1973).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from remit.engines.storm.design import Design
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.questions.sampling import Axis, averages, designs, latin_hypercube
from remit.engines.storm.sweeps.runs import Runner, crossed
from remit.engines.words import Words

Doubles = NDArray[np.float64]
COST = "cost"
UNCOUNTED = 1e6
SEEDS_FROM = 2**31 - 1
PRICES_ARE_YOURS = Words(
    "成本按您填写的单价计算：每个制度参数偏离现行值一个单位的代价。单价不同，结果不同；模型不提供单价。",
    "Cost is reckoned with the prices you gave: what a unit of each lever costs, moved from today's value."
    " Other prices give another front; the model has none of its own.",
)


class PymooMissing(Exception):
    """A Pareto search was asked for and pymoo is not installed."""

    def __init__(self) -> None:
        super().__init__("pymoo is not installed: install remit[lab].")


class ObjectiveUnknown(Exception):
    """An objective that is no figure, or one of which neither more nor less is better."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} cannot be an objective: choose cost or a figure that can be better."
        )
        self.name = name


@cache
def _pymoo() -> Any:
    """The parts of pymoo that are used, or None where it is not installed; loaded when first asked for."""
    try:
        return tuple(
            getattr(import_module(f"pymoo.{module}"), name)
            for module, name in (
                ("algorithms.moo.nsga2", "NSGA2"), ("core.problem", "Problem"),
                ("core.evaluator", "Evaluator"), ("problems.static", "StaticProblem"),
            )
        )  # fmt: skip
    except ImportError:
        return None


def available() -> bool:
    """Whether pymoo is installed."""
    return _pymoo() is not None


class Lever(NamedTuple):
    """A parameter that may be moved, how far, and what a unit of moving it costs."""

    axis: Axis
    price: float


class Candidate(NamedTuple):
    """A design with what it comes to for each objective, in the objective's own unit and sense."""

    design: Design
    objectives: Mapping[str, float]


@dataclass(frozen=True)
class Front:
    """Designs that nothing found beats. `dominating` are those at least as good as today's in all, better in one.

    `prices` are the user's; `evaluated` designs were tried.
    """

    objectives: tuple[str, ...]
    prices: Mapping[str, float]
    today: Candidate
    candidates: tuple[Candidate, ...]
    dominating: tuple[Candidate, ...]
    knee: Candidate
    evaluated: int

    @property
    def words(self) -> Words:
        """What came out, in a few sentences."""
        front, better = len(self.candidates), len(self.dominating)
        zh = (
            f"其中 {better} 个在各项目标上都不逊于现行设计。"
            if better
            else "没有一个在各项目标上都不逊于现行设计。"
        )
        en = (
            f"{better} of them are at least as good as today's in every objective."
            if better
            else "None is at least as good as today's in every objective."
        )
        return Words(
            f"试算 {self.evaluated} 个设计，互不占优的有 {front} 个；{zh}{PRICES_ARE_YOURS.zh}",
            f"{self.evaluated} designs were tried; {front} are beaten by none. {en} {PRICES_ARE_YOURS.en}",
        )


def search(
    today: Design,
    levers: Sequence[Lever],
    objectives: Sequence[str],
    run: Runner,
    rng: Generator,
    *,
    seeds: Sequence[int] = range(2),
    population: int = 60,
    generations: int = 30,
) -> Front:
    """The front over the levers, for `objectives` out of FIGURES and "cost".

    Means over `seeds`, the same for every design; a figure that could not be counted is taken as the
    worst. Today's design is tried with the others. Raises PymooMissing, ObjectiveUnknown.
    """
    reckoning = _Reckoning(today, tuple(levers), tuple(objectives), run, tuple(seeds))
    axes, now = reckoning.axes, reckoning.now
    low, high = [each.low for each in axes], [each.high for each in axes]
    first = np.vstack([np.clip(now, low, high), latin_hypercube(axes, population - 1, rng)])
    points, lost = minimise(reckoning.losses, axes, first, rng, generations=generations)
    at_present = reckoning.losses(now[None])[0]
    candidates = tuple(map(reckoning.told, designs(today, axes, points), lost))
    return Front(
        objectives=tuple(objectives),
        prices={lever.axis.name: lever.price for lever in levers},
        today=reckoning.told(today, at_present),
        candidates=candidates,
        dominating=tuple(
            each for each, its in zip(candidates, lost, strict=True) if dominates(its, at_present)
        ),
        knee=candidates[knee(lost)],
        evaluated=population * generations,
    )


class _Reckoning:
    """What designs come to for the objectives, as losses: less is better in all of them."""

    def __init__(
        self,
        today: Design,
        levers: Sequence[Lever],
        objectives: Sequence[str],
        run: Runner,
        seeds: Sequence[int],
    ) -> None:
        self.axes = [lever.axis for lever in levers]
        self.now = np.array([today.value(each.name) for each in self.axes])
        self._prices = np.array([lever.price for lever in levers], np.float64)
        self._today, self._run, self._seeds = today, run, seeds
        self._objectives, self._senses = objectives, _senses(objectives)

    def losses(self, points: Doubles) -> Doubles:
        """For each point ([point, axis]) what it loses, [point, objective]."""
        figures = [name for name in self._objectives if name != COST]
        runs = crossed(designs(self._today, self.axes, points), self._seeds)
        columns = {
            **averages(self._run(runs), len(self._seeds), figures),
            COST: np.abs(points - self.now) @ self._prices,
        }
        lost = -np.column_stack([columns[name] for name in self._objectives]) * self._senses
        found: Doubles = np.where(np.isfinite(lost), lost, UNCOUNTED)
        return found

    def told(self, design: Design, lost: Doubles) -> Candidate:
        """A design with its objectives in their own sense; not-a-number where one could not be counted."""
        found = np.where(lost >= UNCOUNTED, np.nan, -lost * self._senses)
        return Candidate(design, dict(zip(self._objectives, map(float, found), strict=True)))


def _senses(objectives: Sequence[str]) -> Doubles:
    """1 where more is better, -1 where less is."""
    found = []
    for name in objectives:
        sense = -1 if name == COST else FIGURES[name].better if name in FIGURES else 0
        if not sense:
            raise ObjectiveUnknown(name)
        found.append(sense)
    return np.array(found, np.float64)


def minimise(
    losses: Callable[[Doubles], Doubles],
    axes: Sequence[Axis],
    first: Doubles,
    rng: Generator,
    *,
    generations: int = 30,
) -> tuple[Doubles, Doubles]:
    """The points that nothing beats and their losses ([point, axis], [point, objective]), less being better.

    `losses` answers a whole generation at once; `first` is the first one. In the order of the first
    objective. Raises PymooMissing.
    """
    if not available():
        raise PymooMissing
    nsga2, problem_of, evaluator, static = _pymoo()
    problem = problem_of(
        n_var=len(axes), n_obj=losses(first[:1]).shape[1],
        xl=np.array([each.low for each in axes]), xu=np.array([each.high for each in axes]),
    )  # fmt: skip
    search = nsga2(pop_size=len(first), sampling=first)
    search.setup(
        problem,
        termination=("n_gen", generations),
        seed=int(rng.integers(1, SEEDS_FROM)),
        verbose=False,
    )
    for _ in range(generations):
        tried = search.ask()
        evaluator().eval(static(problem, F=losses(np.asarray(tried.get("X"), np.float64))), tried)
        search.tell(infills=tried)
    points, lost = search.opt.get("X"), search.opt.get("F")
    order = np.lexsort(lost.T[::-1])
    return np.asarray(points, np.float64)[order], np.asarray(lost, np.float64)[order]


def dominates(one: Doubles, other: Doubles) -> bool:
    """Whether `one` loses nowhere more than `other`, and somewhere less.

    >>> dominates(np.array([1.0, 2.0]), np.array([1.0, 3.0]))
    True
    """
    return bool((one <= other).all() and (one < other).any())


def knee(lost: Doubles) -> int:
    """The point nearest to the best of every objective, each scaled to its range on the front.

    >>> knee(np.array([[0.0, 1.0], [0.2, 0.2], [1.0, 0.0]]))
    1
    """
    low, high = lost.min(axis=0), lost.max(axis=0)
    scaled = (lost - low) / np.where(high > low, high - low, 1)
    return int(np.argmin((scaled**2).sum(axis=1)))
