"""Claims before the model: effect and control over paired seeds, robustness, and where a claim fails."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import isfinite, log, nan

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.statistics import Estimate
from remit.engines.storm.claims.claim import Changes, Claim, Effect, Span
from remit.engines.storm.design import Design
from remit.engines.storm.outcome import Outcome, outcome
from remit.engines.storm.parameters import Storm, parameter
from remit.engines.storm.questions.comparing import paired
from remit.engines.storm.record import Record
from remit.engines.storm.running import SETTLED, WEEKS

Doubles = NDArray[np.float64]
Run = Callable[[Design, int], Record]
LOW, HIGH = 0.15, 0.85
STEPS = 3


@dataclass(frozen=True)
class Verdict:
    """What the model says of a claim. `robust` is the share of random environments with the claimed sign;
    `fails` the points (values of the claim's axes) at which it does not appear."""

    claim: Claim
    effect: Estimate
    control: Estimate
    robust: float = nan
    fails: tuple[tuple[float, float], ...] = ()

    @property
    def appears(self) -> bool:
        """Whether the whole interval of the effect has the claimed sign."""
        end = self.effect.low if self.claim.sign > 0 else -self.effect.high
        return end > 0

    @property
    def controlled(self) -> bool:
        """Whether the control is much smaller than the effect, or turned over."""
        sign = self.claim.sign
        return sign * self.control.value <= self.claim.small * sign * self.effect.value

    @property
    def holds(self) -> bool:
        """Whether the claim holds in the regime it names."""
        return self.appears and self.controlled


class Bench:
    """Runs designs and remembers what they came to, so that claims that share a design share its runs."""

    def __init__(self, run: Run) -> None:
        """`run` simulates a design with a seed."""
        self._run = run
        self._kept: dict[tuple[str, int, Span], Outcome] = {}

    def figure(self, design: Design, seed: int, span: Span, name: str) -> float:
        """A figure of a run."""
        key = (design.digest, seed, span)
        if key not in self._kept:
            record = self._run(design, seed)
            for each in Span:
                self._kept[(*key[:2], each)] = outcome(record, *weeks_of(design, each))
        return self._kept[key][name]

    def effect(self, effect: Effect, seeds: Sequence[int], among: Changes) -> Doubles:
        """The effect seed by seed in the environment `among`."""
        return np.array([self._of_seed(effect, seed, among) for seed in seeds])

    def _of_seed(self, effect: Effect, seed: int, among: Changes) -> float:
        window = effect.span
        told = _logarithm if effect.ratio else float
        return sum(
            weight
            * told(self.figure(Design().changed({**among, **changes}), seed, window, effect.figure))
            for weight, changes in effect.terms
        )


def weeks_of(design: Design, span: Span) -> tuple[int, int]:
    """The weeks [since, until) of a span; a design without a storm is read where one would be."""
    storm = design.storm or Storm(weeks=40)
    start, end = int(storm.start), int(storm.start + storm.weeks)
    if span is Span.ALL:
        return SETTLED, WEEKS
    return (start, end) if span is Span.STORM else (end, WEEKS)


def _logarithm(figure: float) -> float:
    """Not-a-number where a ratio is nothing, as where it could not be counted."""
    return log(figure) if figure > 0 else nan


def interval(values: Doubles, unit: str = "") -> Estimate:
    """The mean of what is known, with its 95 % interval over seeds."""
    return paired(values[np.isfinite(values)], unit)


def judge(claim: Claim, bench: Bench, seeds: Sequence[int]) -> Verdict:
    """The claim in its own regime: effect and control."""
    return Verdict(
        claim,
        interval(bench.effect(claim.effect, seeds, {}), claim.effect.figure),
        interval(bench.effect(claim.control, seeds, {}), claim.control.figure),
    )


def robustness(
    claim: Claim, bench: Bench, environments: Sequence[Changes], seeds: Sequence[int]
) -> float:
    """The share of environments in which the mean effect has the claimed sign."""
    means = [float(bench.effect(claim.effect, seeds, among).mean()) for among in environments]
    seen = [claim.sign * mean > 0 for mean in means if isfinite(mean)]
    return sum(seen) / len(seen) if seen else nan


def failures(claim: Claim, bench: Bench, seeds: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """Where on the claim's axes the mean effect has not the claimed sign."""
    first, second = (_values(name) for name in claim.axes)
    return tuple(
        (a, b)
        for a, b in product(first, second)
        if not claim.sign * _at(claim, bench, seeds, a, b) > 0
    )


def _values(name: str) -> list[float]:
    """Low, middle and high values of a parameter."""
    about = parameter(name)
    return [about.low + share * (about.high - about.low) for share in np.linspace(LOW, HIGH, STEPS)]


def _at(claim: Claim, bench: Bench, seeds: Sequence[int], first: float, second: float) -> float:
    """The mean effect with both axes set, except where the claim itself changes one."""
    here = dict(zip(claim.axes, (first, second), strict=True))
    moved = Effect(
        claim.effect.figure,
        tuple(
            (weight, _set(changes, claim.effect, here)) for weight, changes in claim.effect.terms
        ),
        claim.effect.span,
        claim.effect.ratio,
    )
    return float(bench.effect(moved, seeds, {}).mean())


def _set(changes: Changes, effect: Effect, here: Mapping[str, float]) -> Changes:
    moving = {
        name
        for name in here
        if len({float(term.get(name, nan)) for _, term in effect.terms if name in term}) > 1
        or 0 < sum(name in term for _, term in effect.terms) < len(effect.terms)
    }
    return {**changes, **{name: value for name, value in here.items() if name not in moving}}
