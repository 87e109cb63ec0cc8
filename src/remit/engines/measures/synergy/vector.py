"""The indicators of a group as a vector S, F, I, C -> O and stages; never one rank.

Ansell and Gash, J. Public Administration Research and Theory 18 (2008), turned into figures from
records (fieldwork.md 4.3). A part can be drawn together by the geometric mean only, with its
interval, so that one part cannot make up for another; a model of outcomes on the parts is fitted
from thirty group-quarters on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from typing import NamedTuple

import numpy as np

from remit.engines.measures.statistics import Estimate, Line, Measured, line, measured, unknown
from remit.engines.measures.synergy.design import design
from remit.engines.measures.synergy.leading import leading
from remit.engines.measures.synergy.outcome import outcome, stages
from remit.engines.measures.synergy.process import process
from remit.engines.measures.synergy.records import Records
from remit.engines.measures.synergy.showing import shown, told
from remit.engines.measures.synergy.starting import starting
from remit.engines.words import Words

LEAST_QUARTERS = 30
_LEAST_SHARE = 1e-3
_WORSE = frozenset({"synergy.o3_reopened", "synergy.o4_gap"})
"""Shares of which more is worse: they enter a mean as what is left of one."""
_PARTS = {
    "process_before": Words("上季度协同过程", "last quarter's process"),
    "starting": Words("起始条件", "the starting conditions"),
    "leading": Words("催化领导", "leadership"),
    "design": Words("制度设计", "the design"),
}


@dataclass(frozen=True, slots=True)
class Synergy:
    """The five parts and the stages; there is no order among such vectors."""

    starting: tuple[Measured, ...]
    leading: tuple[Measured, ...]
    design: tuple[Measured, ...]
    process: tuple[Measured, ...]
    outcome: tuple[Measured, ...]
    stages: tuple[Measured, ...]

    @property
    def indicators(self) -> dict[str, Measured]:
        """Every indicator by its id."""
        parts = (self.starting, self.leading, self.design, self.process, self.outcome, self.stages)
        return {one.id: one for part in parts for one in part}


def synergy(records: Records, rng: np.random.Generator) -> Synergy:
    """All indicators of these records."""
    return Synergy(
        starting(records, rng),
        leading(records, rng),
        design(records),
        process(records, rng),
        outcome(records),
        stages(records),
    )


def composite(name: str, part: Iterable[Measured]) -> Measured:
    """The geometric mean of a part's shares that can be told, with its interval.

    The logarithms' errors are added as if independent; a share of nothing counts as one in 1,000.
    """
    known = [one for one in part if one.enough and one.unit == "share"]
    figure = _geometric([_better(one) for one in known])
    words = told(figure, f"{name}（几何平均）", f"{name}, geometric mean")
    return shown(f"composite.{name}", figure, (one.id for one in known), words)


def _better(one: Measured) -> Estimate:
    figure = one.estimate
    if one.id not in _WORSE:
        return figure
    return replace(figure, value=1 - figure.value, low=1 - figure.high, high=1 - figure.low)


def _geometric(shares: Sequence[Estimate]) -> Estimate:
    n, method = min((one.n for one in shares), default=0), "geometric mean"
    if not shares:
        return unknown(n, "share", method)
    logs = [[log(max(x, _LEAST_SHARE)) for x in (s.value, s.low, s.high)] for s in shares]
    middle = sum(value for value, _, _ in logs) / len(logs)
    below = sum((value - low) ** 2 for value, low, _ in logs) ** 0.5 / len(logs)
    above = sum((high - value) ** 2 for value, _, high in logs) ** 0.5 / len(logs)
    low, high = exp(middle - below), min(1.0, exp(middle + above))
    return Estimate(exp(middle), low, high, n, "share", method)


class Quarter(NamedTuple):
    """One group in one quarter: outcome, the process of the quarter before, S, F and I."""

    behind: str
    outcome: float
    process_before: float
    starting: float
    leading: float
    design: float


def outcome_model(quarters: Sequence[Quarter]) -> dict[str, Measured]:
    """What each part adds to the outcome, the others held equal; nothing under 30 group-quarters."""
    parts = ("process_before", "starting", "leading", "design")
    x = np.array([[1.0, *(getattr(q, part) for part in parts)] for q in quarters])
    enough = len(quarters) >= LEAST_QUARTERS
    fitted = line([q.outcome for q in quarters], x) if enough else None
    return {part: _added(part, place, fitted, quarters) for place, part in enumerate(parts, 1)}


def _added(part: str, place: int, fitted: Line | None, quarters: Sequence[Quarter]) -> Measured:
    method, n = "least squares, HC3", len(quarters)
    figure = fitted.estimate(place, "share", method) if fitted else unknown(n, "share", method)
    zh, en = _PARTS[part]
    text = figure.told()
    return measured(
        f"synergy.model.{part}",
        figure,
        least=LEAST_QUARTERS,
        behind=(quarter.behind for quarter in quarters),
        reading=Words(
            f"{zh}每提高1，成效变化{text}。", f"One more of {en} changes the outcome by {text}."
        ),
    )
