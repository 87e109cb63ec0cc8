"""Which parameters an organisation's own ledger gives away, and which it cannot.

Regression-adjusted approximate Bayesian computation: M. Beaumont, W. Zhang, D. Balding (Genetics 162,
2002). Thousands of designs are drawn from the prior and simulated; a quadratic regression learns what
their observables say of each parameter (summaries as in P. Fearnhead, D. Prangle, J. R. Stat. Soc. B 74,
2012); the draws nearest to what was observed, adjusted and weighted (Epanechnikov), are the posterior.
A parameter that held-out draws do not give back (R2 under one half) is said not to be identified.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from remit.engines.measures.statistics import Estimate
from remit.engines.storm.design import Design
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions.observing import OBSERVABLES, counted
from remit.engines.storm.questions.regression import EDGE, Features, Scale, fitted
from remit.engines.storm.questions.sampling import Axis, axis, designs, latin_hypercube
from remit.engines.storm.sweeps.runs import Row, Run, Runner
from remit.engines.words import Words

Doubles = NDArray[np.float64]
DRAWS = 3000
PRIOR = (
    axis("world.load", 7, 15),
    axis("regime.intensity", 0.03, 0.5),
    axis("regime.paper_weight", 0.0, 0.6),
    axis("regime.reward", 0.3, 1.3),
    axis("regime.precision", 0.2, 0.95),
    axis("regime.exemption", 0.0, 1.0),
    axis("regime.clarity", 0.1, 0.9),
    axis("regime.severity", 100, 400),
    axis("people.motivation", 0.3, 1.3),
    axis("people.risk", 0.3, 2.0),
)
"""What is calibrated unless said otherwise: evenly over plausible ranges."""
IDENTIFIED = 0.5
HELD_OUT = 5
NEAREST = 0.1
ONLY_THE_PRODUCT = Words(
    "“对处分的敏感”与“处分轻重”在选择中总是相乘，只看行为无法把二者分开；能辨认的只是乘积。",
    "How much people mind sanctions and how severe these are always enter choices as a product: behaviour"
    " cannot tell them apart, only what they come to together.",
)
PRODUCT = ("people.risk", "regime.severity")
"""Two parameters of which only the product can be seen."""


@dataclass(frozen=True)
class Draws:
    """Designs drawn from the prior and what their ledgers would show: `points` [draw, axis], `seen` [draw, observable]."""

    axes: tuple[Axis, ...]
    points: Doubles
    observables: tuple[str, ...]
    seen: Doubles


class Posterior(NamedTuple):
    """What the ledger says of one parameter: median with 95 % interval, and held-out R2 of its recovery."""

    name: str
    estimate: Estimate
    r2: float

    @property
    def identified(self) -> bool:
        """Whether simulated ledgers give the parameter back (R2 at least one half)."""
        return self.r2 >= IDENTIFIED

    @property
    def words(self) -> Words:
        """What can be said of the parameter, in a sentence."""
        names = [parameter(each).words for each in self.name.split(TIMES)]
        name = Words(" × ".join(n.zh for n in names), " × ".join(n.en for n in names))
        if not self.identified:
            return Words(
                f"{name.zh}：从台账中辨认不出（R² {self.r2:.2f}），请另行调查或沿用假定值。",
                f"{name.en}: not identified from the ledger (R² {self.r2:.2f}); ask otherwise or keep the"
                " assumption.",
            )
        low, high = f"{self.estimate.low:.3g}", f"{self.estimate.high:.3g}"
        told = f"{self.estimate.value:.3g}"
        return Words(
            f"{name.zh}：{told}（95% 区间 {low} 至 {high}，R² {self.r2:.2f}）。",
            f"{name.en}: {told} (95 % interval {low} to {high}, R² {self.r2:.2f}).",
        )


TIMES = " * "


@dataclass(frozen=True)
class Calibration:
    """The posterior of every parameter, from `used` of the draws; observables that no draw comes near are `strange`.

    Where severity and risk were both drawn, their product is told after the parameters.
    """

    parameters: tuple[Posterior, ...]
    observables: tuple[str, ...]
    strange: tuple[str, ...]
    used: int

    @property
    def values(self) -> Mapping[str, float]:
        """The medians of what is identified, to be laid over a design with `changed`."""
        return {
            each.name: each.estimate.value
            for each in self.parameters
            if each.identified and TIMES not in each.name
        }

    @property
    def words(self) -> tuple[Words, ...]:
        """All parameters in sentences, then what cannot be told and why."""
        told = [each.words for each in self.parameters]
        if any(TIMES in each.name for each in self.parameters):
            told.append(ONLY_THE_PRODUCT)
        if self.strange:
            names = [OBSERVABLES[name].words for name in self.strange]
            zh, en = "、".join(each.zh for each in names), "; ".join(each.en for each in names)
            told.append(
                Words(
                    f"模型在先验范围内给不出这样的数：{zh}。请先核对数据，再看以上结果。",
                    f"Within the prior the model does not come to such figures: {en}. Check them before"
                    " relying on the above.",
                )
            )
        return tuple(told)


def draw(
    base: Design,
    run: Runner,
    rng: Generator,
    years: float,
    *,
    axes: Sequence[Axis] = PRIOR,
    draws: int = DRAWS,
) -> Draws:
    """Designs by Latin hypercube over `axes` around `base`, each run once with a seed of its own.

    `run` must tell observables: a `Sweep` whose simulation has the measure `LEDGER`, on the organisation's
    tree and over as many weeks as its ledger is to be read; `years` are the post-years that makes
    (`Simulation.years`), which say how much chance there is in counts.
    """
    points = latin_hypercube(axes, draws, rng)
    first = int(rng.integers(1, 2**30))
    rows = run([Run(each, first + at) for at, each in enumerate(designs(base, axes, points))])
    return of_rows(axes, points, [counted(row, years, rng) for row in rows])


def of_rows(axes: Sequence[Axis], points: Doubles, rows: Sequence[Row]) -> Draws:
    """Draws from rows that are there already, in the order of the points."""
    names = tuple(name for name in rows[0] if name in OBSERVABLES)
    return Draws(tuple(axes), points, names, np.array([[row[n] for n in names] for row in rows]))


def held_out(draws: Draws, observables: Sequence[str] | None = None) -> Mapping[str, float]:
    """The R2 with which draws that the regression has not seen give each parameter back (5 folds).

    With `observables` only those are used: what an organisation that keeps no more could learn.
    """
    learnt = _Learnt(draws, tuple(observables or draws.observables))
    return dict(zip(learnt.names, learnt.r2, strict=True))


def calibrate(
    draws: Draws, observed: Mapping[str, float], *, nearest: float = NEAREST
) -> Calibration:
    """What `observed` says of the parameters; observables that are missing there are done without.

    `nearest` is the share of draws that count. Raises ValueError where nothing observed is an observable.
    """
    names = tuple(n for n in draws.observables if np.isfinite(observed.get(n, np.nan)))
    if not names:
        raise ValueError("Nothing that was observed is among the observables of the draws.")
    learnt = _Learnt(draws, names)
    own = np.array([observed[name] for name in names])
    adjusted, weights = _adjusted(learnt, own, nearest)
    told = tuple(
        Posterior(name, _posterior(values, weights), r2)
        for name, values, r2 in zip(
            learnt.names, learnt.scale.back(adjusted).T, learnt.r2, strict=True
        )
    )
    low, high = np.nanquantile(learnt.seen, (EDGE, 1 - EDGE), axis=0)
    width = high - low
    far = (own < low - width / 10) | (own > high + width / 10)
    strange = tuple(name for name, out in zip(names, far, strict=True) if out)
    return Calibration(told, names, strange, int((weights > 0).sum()))


class _Learnt:
    """What the draws teach: for each target a quadratic regression on the observables."""

    def __init__(self, draws: Draws, observables: Sequence[str]) -> None:
        places = [draws.observables.index(name) for name in observables]
        self.seen = draws.seen[:, places]
        axes, self.points = _with_product(draws)
        self.names = tuple(each.name for each in axes)
        self.scale = Scale(axes)
        self.free = self.scale.to(self.points)
        self._features = Features(self.seen)

    @cached_property
    def summaries(self) -> Doubles:
        """Each draw's targets as told by the draws of the other folds, [draw, target]."""
        features, fold = self._features(self.seen), np.arange(len(self.seen)) % HELD_OUT
        found = np.empty_like(self.free)
        for each in range(HELD_OUT):
            out = fold == each
            found[out] = features[out] @ fitted(features[~out], self.free[~out])
        return found

    @cached_property
    def r2(self) -> tuple[float, ...]:
        """Held-out R2 of each target in its own unit."""
        missed = ((self.scale.back(self.summaries) - self.points) ** 2).mean(axis=0)
        return tuple(map(float, 1 - missed / self.points.var(axis=0)))

    def told(self, own: Doubles) -> Doubles:
        """The targets as all draws tell them of what was observed, [target]."""
        coefficients = fitted(self._features(self.seen), self.free)
        found: Doubles = (self._features(own[None]) @ coefficients)[0]
        return found


def _with_product(draws: Draws) -> tuple[tuple[Axis, ...], Doubles]:
    """The axes with their points, and the product of severity and risk where both were drawn."""
    names = [each.name for each in draws.axes]
    if not set(PRODUCT) <= set(names):
        return draws.axes, draws.points
    first, second = (draws.axes[names.index(name)] for name in PRODUCT)
    columns = [draws.points[:, names.index(name)] for name in PRODUCT]
    product = Axis(TIMES.join(PRODUCT), first.low * second.low, first.high * second.high)
    return (*draws.axes, product), np.column_stack([draws.points, columns[0] * columns[1]])


def _adjusted(learnt: _Learnt, own: Doubles, nearest: float) -> tuple[Doubles, Doubles]:
    """The nearest draws' targets moved to where the observed ones are, and their weights."""
    at, summaries = learnt.told(own), learnt.summaries
    # Far beyond all draws the quadratic runs away; the nearest draws are then those at the edge.
    at = np.clip(at, summaries.min(axis=0), summaries.max(axis=0))
    away = np.sqrt((((summaries - at) / summaries.std(axis=0)) ** 2).sum(axis=1))
    reach = max(float(np.quantile(away, nearest)), EDGE)
    weights = np.maximum(1 - (away / reach) ** 2, 0)
    near = weights > 0
    local = np.column_stack([np.ones(int(near.sum())), summaries[near] - at])
    root = np.sqrt(weights[near])[:, None]
    slopes = fitted(local * root, learnt.free[near] * root)
    return learnt.free[near] - local[:, 1:] @ slopes[1:], weights[near]


def _posterior(values: Doubles, weights: Doubles) -> Estimate:
    """The weighted median with its 95 % interval."""
    order = np.argsort(values)
    below = (np.cumsum(weights[order]) - weights[order] / 2) / weights.sum()
    low, middle, high = np.interp((0.025, 0.5, 0.975), below, values[order])
    return Estimate(
        float(middle), float(low), float(high), len(values), "", "regression-adjusted ABC"
    )
