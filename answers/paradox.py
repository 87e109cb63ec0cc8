"""The paradox index in made-up worlds whose truth is known, beside the naive comparison.

Six worlds: doing more is answered for not at all (0), less (-1) or more (+.5), with superior units
that differ mildly or strongly in harshness; a harsh unit assigns more *and* punishes more. Counts
are overdispersed, and who does more makes fewer faults, so that quality must be held equal. Each
world is made anew several hundred times; two more sets have quality rated with reliability .6
and .3, each piece of work by two who do not know of each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from answers.rows import Row
from remit.engines.measures.paradox import Panel
from remit.engines.measures.paradox.index import EFFORT, LEAST_EVENTS
from remit.engines.measures.paradox.units import interval, slopes

Floats = NDArray[np.float64]
TRUTHS = (0.0, -1.0, 0.5)
HARSHNESS = {"mild": 0.75, "harsh": 1.1}
QUALITY, EFFECT_OF_QUALITY, EFFECT_OF_DUTIES = 0.6, 0.8, 0.3
TIMES = 600
COVERAGE = (0.93, 0.97)


@dataclass(frozen=True, slots=True)
class World:
    """One made-up world; `reliability` is that of one rating, 1 where quality is seen as it is."""

    truth: float
    harshness: float
    reliability: float = 1.0
    units: int = 60
    posts: int = 20

    def drawn(self, rng: np.random.Generator) -> Panel:
        """One panel of this world."""
        rows = self.units * self.posts
        harsh = np.repeat(rng.normal(0, 1, self.units), self.posts)
        duties = 4 + self.harshness * harsh + rng.normal(0, 0.35, rows)
        quality = rng.normal(0, QUALITY, rows)
        effort = -0.5 - 0.4 * quality + rng.normal(0, 0.35, rows)
        expected = -1.55 + 0.6 * harsh + self.truth * effort
        expected += EFFECT_OF_DUTIES * (duties - 4) + EFFECT_OF_QUALITY * quality
        time, luck = rng.uniform(0.5, 1, rows), rng.gamma(2, 0.5, rows)
        counts = rng.poisson(np.exp(expected) * time * luck).astype(float)
        return self._panel(counts, time, effort, duties, *self._rated(quality, rng))

    def _rated(self, quality: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
        if self.reliability >= 1:
            return quality, np.full_like(quality, np.nan)
        error = QUALITY * sqrt(1 / self.reliability - 1)
        return (
            quality + rng.normal(0, error, len(quality)),
            quality + rng.normal(0, error, len(quality)),
        )

    def _panel(
        self, counts: Floats, time: Floats, effort: Floats, duties: Floats, *rated: Floats
    ) -> Panel:
        nothing = np.zeros_like(counts)
        return Panel(
            units=tuple(f"{unit:03}" for unit in range(self.units)),
            starts=np.arange(self.units) * self.posts,
            liability=counts,
            exempted=nothing,
            rewards=nothing,
            time=time,
            done=np.exp(effort + duties),
            known=np.column_stack([effort, duties]),
            first=rated[0],
            second=rated[1],
            floored=0,
            set_aside=0,
            behind=(),
        )


def naive(panel: Panel) -> tuple[float, float]:
    """The slope of sanctions on the logarithm of volume by plain Poisson, and its standard error."""
    x = np.column_stack([np.ones_like(panel.time), np.log(panel.done)])
    slope = np.array([np.log(panel.liability.sum() / panel.time.sum()), 0.0])
    for _ in range(25):
        mean = panel.time * np.exp(x @ slope)
        inverse = np.linalg.inv(x.T @ (x * mean[:, None]))
        step = inverse @ x.T @ (panel.liability - mean)
        slope = slope + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    scores = np.add.reduceat(x * (panel.liability - mean)[:, None], panel.starts)
    spread = inverse @ scores.T @ scores @ inverse
    return float(slope[1]), sqrt(spread[1, 1])


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of drawing a world `times` times; shares of all draws, and the mean index."""

    times: int
    coverage: float
    false_alarm: float
    mean: float
    error: float
    naive_alarm: float
    events: float


def tally(world: World, times: int, seed: int, *, calibrated: bool = True) -> Tally:
    """How the index does in a world drawn `times` times; uncalibrated, the first rating is taken."""
    rng = np.random.default_rng(seed)
    lines = [_once(world, rng, calibrated=calibrated) for _ in range(times)]
    held, above, values, plain, events = (
        np.array(column, float) for column in zip(*lines, strict=True)
    )
    return Tally(
        times=times,
        coverage=float(held.mean()),
        false_alarm=float(above.mean()),
        mean=float(values.mean()),
        error=float(values.std()),
        naive_alarm=float(plain.mean()),
        events=float(events.mean()),
    )


def _once(
    world: World, rng: np.random.Generator, *, calibrated: bool
) -> tuple[bool, bool, float, bool, float]:
    panel = world.drawn(rng)
    if not calibrated:
        panel = _rated_once(panel)
    known = slopes(panel, panel.liability)
    events = float(panel.liability.sum())
    without = known.without[known.telling, EFFORT]
    figure = interval(float(known.values[EFFORT]), without, round(events), "elasticity", rng)
    slope, error = naive(panel)
    held = figure.low <= world.truth <= figure.high
    return held, figure.low > 0, figure.value, slope - 1.96 * error > 0, events


def _rated_once(panel: Panel) -> Panel:
    names = {name: getattr(panel, name) for name in Panel.__slots__}
    return Panel(**names | {"second": np.full_like(panel.first, np.nan)})


def rows() -> list[Row]:
    """One row per world and reliability, then few units, then what uncalibrated quality does."""
    return [*_worlds(1.0), *_worlds(0.6), *_worlds(0.3), *_few(), *_uncalibrated()]


def _worlds(reliability: float) -> Iterator[Row]:
    for truth in TRUTHS:
        for name, harshness in HARSHNESS.items():
            world = World(truth, harshness, reliability)
            yield _row(f"index {truth:+g}, {name} units, reliability {reliability:g}", world)


def _row(name: str, world: World) -> Row:
    got = tally(world, TIMES, seed=_seed(world))
    assert got.events >= LEAST_EVENTS
    bounds = {f"coverage of {COVERAGE[0]:.0%} to {COVERAGE[1]:.0%}": _covered(got)}
    if world.truth == 0:
        bounds["false alarm of 5% at most"] = got.false_alarm <= 0.05
        bounds["naive alarm of 100%"] = got.naive_alarm == 1
    return _kept(name, bounds, got)


def _covered(got: Tally) -> bool:
    return COVERAGE[0] <= got.coverage <= COVERAGE[1]


def _kept(name: str, bounds: Mapping[str, bool], got: Tally) -> Row:
    """A row that expects each bound to be kept (1) and tells the figures beside."""
    kept = {bound: int(held) for bound, held in bounds.items()}
    return Row(name, f"made-up worlds, {TIMES} draws", dict.fromkeys(bounds, 1), kept, _told(got))


def _seed(world: World) -> int:
    return round(1000 * world.harshness + 100 * (world.truth + 2) + 10_000 * world.reliability)


def _few() -> Iterator[Row]:
    for units in (16, 24):
        world = World(0.0, HARSHNESS["harsh"], units=units, posts=40)
        got = tally(world, TIMES, seed=_seed(world) + units)
        bounds = {
            f"coverage of {COVERAGE[0]:.0%} to {COVERAGE[1]:.0%}": _covered(got),
            "false alarm of 5% at most": got.false_alarm <= 0.05,
        }
        yield _kept(f"index +0, harsh units, only {units} of them", bounds, got)


def _uncalibrated() -> Iterator[Row]:
    for reliability in (0.6, 0.3):
        world = World(0.5, HARSHNESS["harsh"], reliability)
        got = tally(world, TIMES, seed=_seed(world), calibrated=False)
        name = f"index +0.5, one rating of reliability {reliability:g} taken as it is"
        yield _kept(name, {"mean index below +0.35: the paradox is hidden": got.mean < 0.35}, got)


def _told(got: Tally) -> str:
    return (
        f"coverage {got.coverage:.1%}, above zero {got.false_alarm:.1%}, mean index {got.mean:+.3f}"
        f" (sd {got.error:.3f}), naive alarm {got.naive_alarm:.1%}, {got.events:.0f} events a draw"
    )
