"""Where does it backfire? Boxes of circumstances in which it mostly does, by PRIM.

Patient rule induction: J. Friedman, N. Fisher (Stat. Comput. 9, 1999); peel a twentieth at a time from the
side that leaves the most cases in the box, then paste back what peeling took too much of. Density,
coverage and quasi-p-values as in B. Bryant, R. Lempert (Technol. Forecast. Soc. Change 77, 2010).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from remit.engines.measures.statistics import at_least_p
from remit.engines.storm.design import Design
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions.sampling import Axis, averages, designs, latin_hypercube
from remit.engines.storm.sweeps.runs import Runner, crossed
from remit.engines.words import Words

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]
PEEL, PASTE, LEAST_MASS = 0.05, 0.01, 0.05
UNSURE = 0.05


class Limit(NamedTuple):
    """One restricted dimension: the parameter lies in [low, high].

    `chance` is the quasi-p-value: how likely the box's density were if this limit meant nothing.
    """

    axis: Axis
    low: float
    high: float
    chance: float

    @property
    def words(self) -> Words:
        """The limit as a reader says it."""
        about = parameter(self.axis.name)
        bound_low, bound_high = self.low > self.axis.low, self.high < self.axis.high
        if bound_low and bound_high:
            between = f"{self.low:.3g} – {self.high:.3g}"
            return Words(f"{about.words.zh}：{between}", f"{about.words.en}: {between}")
        sign, at = ("≥", self.low) if bound_low else ("≤", self.high)
        return Words(f"{about.words.zh} {sign} {at:.3g}", f"{about.words.en} {sign} {at:.3g}")


@dataclass(frozen=True)
class Box:
    """Limits that hold together. `density`: share of its points that are cases; `coverage`: share of all
    cases that it holds; `mass`: share of all points that it holds. Limits without effect are not listed.
    """

    limits: tuple[Limit, ...]
    density: float
    coverage: float
    mass: float

    @property
    def words(self) -> Words:
        """The box in a sentence."""
        if not self.limits:
            return Words(
                "没有能把这些情形区分出来的条件。", "No circumstances set these cases apart."
            )
        zh, en = (
            "；".join(each.words.zh for each in self.limits),
            "; ".join(e.words.en for e in self.limits),
        )
        told_zh, told_en = f"{self.density:.0%}", f"{self.coverage:.0%}"
        return Words(
            f"当{zh}时，有 {told_zh} 的情形如此，占全部此类情形的 {told_en}。",
            f"Where {en}: {told_zh} of situations are so, {told_en} of all that are.",
        )


class Backfire(NamedTuple):
    """Where a change of design does the opposite of good: points, the change in the figure there, boxes."""

    figure: str
    axes: tuple[Axis, ...]
    points: Doubles
    changes: Doubles
    share: float
    boxes: tuple[Box, ...]


def where_it_backfires(
    before: Design,
    after: Design,
    axes: Sequence[Axis],
    run: Runner,
    rng: Generator,
    *,
    figure: str,
    draws: int = 500,
    seeds: Sequence[int] = (1, 2),
) -> Backfire:
    """The boxes of circumstances in which going from `before` to `after` makes the figure worse.

    Both designs are given each of `draws` Latin hypercube points over the axes; figures of which neither
    more nor less is better count as worse where they rise.
    """
    points = latin_hypercube(axes, draws, rng)
    pairs = zip(designs(before, axes, points), designs(after, axes, points), strict=True)
    rows = run(crossed([each for pair in pairs for each in pair], seeds))
    means = averages(rows, len(seeds), [figure])[figure].reshape(-1, 2)
    changes: Doubles = means[:, 1] - means[:, 0]
    seen = np.isfinite(changes)
    worse = changes * (FIGURES[figure].better or -1) < 0
    return Backfire(
        figure, tuple(axes), points, changes, float(worse[seen].mean()) if seen.any() else np.nan,
        find_boxes(axes, points[seen], worse[seen]),
    )  # fmt: skip


def find_boxes(
    axes: Sequence[Axis], points: Doubles, cases: Bools, *, most: int = 3, least: float = LEAST_MASS
) -> tuple[Box, ...]:
    """Up to `most` boxes, each found among the points that the ones before it left, best first.

    Each is then described over all points, so that boxes may overlap and their coverage add up to more than
    all cases. The quasi-p-values are of the points that the limits were chosen on: they tell which limits
    mean little, not how likely a box is to hold among new points.

    Of the boxes along the way of peeling the one is taken whose density and coverage have the greatest
    harmonic mean. None where no box is denser than all points together.
    """
    left, found = np.ones(len(points), bool), list[Box]()
    for _ in range(most):
        if not cases[left].any() or cases[left].all():
            break
        limits = _best(points[left], cases[left], least)
        box = described(axes, points, cases, limits)
        inside = _within(points, limits)
        if not box.limits or box.density <= cases[left].mean():
            break
        found.append(box)
        left &= ~inside
    return tuple(found)


def trajectory(
    axes: Sequence[Axis], points: Doubles, cases: Bools, *, least: float = LEAST_MASS
) -> tuple[Box, ...]:
    """All boxes along the way of peeling, from everything to the densest: the choice is the reader's."""
    return tuple(described(axes, points, cases, limits) for limits in _peeled(points, cases, least))


def described(axes: Sequence[Axis], points: Doubles, cases: Bools, limits: Doubles) -> Box:
    """The box with these limits among all points; [axis, low and high], infinite where there is none."""
    inside, total = _within(points, limits), int(cases.sum())
    told = tuple(
        Limit(
            each, max(each.low, float(low)), min(each.high, float(high)),
            _chance(points, cases, limits, at),
        )
        for at, (each, (low, high)) in enumerate(zip(axes, limits, strict=True))
        if np.isfinite(low) or np.isfinite(high)
    )  # fmt: skip
    held = int(cases[inside].sum())
    return Box(told, held / max(int(inside.sum()), 1), held / max(total, 1), float(inside.mean()))


def _chance(points: Doubles, cases: Bools, limits: Doubles, at: int) -> float:
    """How likely so many cases were, had the limit of one dimension no meaning."""
    freed = limits.copy()
    freed[at] = -np.inf, np.inf
    inside, wider = _within(points, limits), _within(points, freed)
    return at_least_p(int(cases[inside].sum()), int(inside.sum()), float(cases[wider].mean()))


def _best(points: Doubles, cases: Bools, least: float) -> Doubles:
    """The limits with the best mean of density and coverage, pasted back, without those that mean nothing."""
    best = max(_peeled(points, cases, least), key=lambda limits: _worth(points, cases, limits))
    limits = _pasted(points, cases, best)
    while True:
        chances = {
            at: _chance(points, cases, limits, at)
            for at in range(points.shape[1])
            if np.isfinite(limits[at]).any()
        }
        weakest = max(chances, key=lambda at: chances[at], default=None)
        if weakest is None or chances[weakest] <= UNSURE:
            return limits
        limits[weakest] = -np.inf, np.inf


def _worth(points: Doubles, cases: Bools, limits: Doubles) -> float:
    """The harmonic mean of density and coverage."""
    inside = _within(points, limits)
    return 2 * float(cases[inside].sum()) / float(inside.sum() + cases.sum())


def _peeled(points: Doubles, cases: Bools, least: float) -> Iterator[Doubles]:
    """Limits after each peeling, the first without any."""
    limits = np.tile([-np.inf, np.inf], (points.shape[1], 1))
    inside = np.ones(len(points), bool)
    yield limits
    while not cases[inside].all():
        smaller = [
            (at, side, bound)
            for at in range(points.shape[1])
            for side, bound in enumerate(np.quantile(points[inside, at], (PEEL, 1 - PEEL)))
        ]
        tried = [_moved(limits, *each) for each in smaller]
        held = [_within(points, each) for each in tried]
        densities = [
            cases[each].mean() if least * len(points) <= each.sum() < inside.sum() else -1.0
            for each in held
        ]
        best = int(np.argmax(densities))
        if densities[best] < 0:
            return
        limits, inside = tried[best], held[best]
        yield limits


def _pasted(points: Doubles, cases: Bools, limits: Doubles) -> Doubles:
    """Limits moved outwards as long as the box gets no less dense."""
    limits, moved = limits.copy(), True
    while moved:
        moved = False
        for at, side in np.argwhere(np.isfinite(limits)).tolist():
            wider = _moved(limits, at, side, _outwards(points, limits, at, side))
            inside, more = _within(points, limits), _within(points, wider)
            if cases[more].mean() >= cases[inside].mean() and more.sum() > inside.sum():
                limits, moved = wider, True
    return limits


def _outwards(points: Doubles, limits: Doubles, at: int, side: int) -> float:
    """A bound that takes in a hundredth more points; infinite where it would take in all that are left."""
    freed = _moved(limits, at, side, np.inf if side else -np.inf)
    beyond = points[_within(points, freed) & ~_within(points, limits), at]
    few = max(1, round(PASTE * len(points)))
    if len(beyond) <= few:
        return np.inf if side else -np.inf
    ordered = np.sort(beyond)
    return float(ordered[few - 1] if side else ordered[-few])


def _moved(limits: Doubles, at: int, side: int, bound: float) -> Doubles:
    moved = limits.copy()
    moved[at, side] = bound
    return moved


def _within(points: Doubles, limits: Doubles) -> Bools:
    found: Bools = np.all((points >= limits[:, 0]) & (points <= limits[:, 1]), axis=1)
    return found
