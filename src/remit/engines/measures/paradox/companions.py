"""Beside the index: which is safer, doing or not doing; what one more task costs; what exemptions do."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from remit.engines.measures.paradox.index import EFFORT, LEAST_EVENTS
from remit.engines.measures.paradox.poisson import Floats, NotIdentified
from remit.engines.measures.paradox.rows import Panel
from remit.engines.measures.paradox.units import Slopes, interval, slopes
from remit.engines.measures.statistics import (
    Estimate,
    Measured,
    Reference,
    measured,
    rate_ratio,
    told_ratio,
    unknown,
)
from remit.engines.words import Words

LEAST_COMPARED = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """How many liability events came of how many things: duties undone, or faults made."""

    liability: int
    things: int
    behind: tuple[Reference, ...] = ()


def omission_ratio(undone: Answered, faults: Answered) -> Measured:
    """Liability per undone mandatory duty over that per fault of equal gravity; below one,
    doing nothing is safer than doing it wrong."""
    ratio = rate_ratio((undone.liability, undone.things), (faults.liability, faults.things))
    return measured(
        "paradox.omission_ratio",
        ratio,
        least=LEAST_COMPARED,
        behind=(*undone.behind, *faults.behind),
        reading=_omission_reading(ratio),
    )


def _omission_reading(ratio: Estimate) -> Words:
    told = told_ratio(ratio)
    if ratio.high < 1:
        return Words(
            f"不作为比做错更安全：每项应办未办被追责的比率只有同等差错的{told}倍。",
            f"Doing nothing is safer than doing it wrong: an undone duty is answered for {told} times"
            " as often as an equal fault.",
        )
    if ratio.low > 1:
        return Words(
            f"不作为比做错更易被追责：{told}倍。",
            f"Doing nothing is answered for more than doing it wrong: {told} times as often.",
        )
    return Words(
        f"不作为与做错被追责的比率没有明显差别（{told}倍）。",
        f"Doing nothing and doing it wrong are answered for about alike ({told} times as often).",
    )


def exemption_effect(panel: Panel, rng: np.random.Generator) -> tuple[Measured, float | None]:
    """By how much exemptions lower the index, and the share of it they remove.

    The index is reckoned with all liability events and again without the exempted ones. The share
    is None where the index with all of them is not clearly above zero: there is nothing to remove.
    """
    events = round(float(panel.liability.sum()))
    try:
        every = slopes(panel, panel.liability)
        kept = slopes(panel, panel.liability - panel.exempted)
    except (NotIdentified, np.linalg.LinAlgError):
        return _exempting(unknown(events, "elasticity", "FE-PPML"), panel), None
    here = every.telling
    left = (every.without - kept.without)[here, EFFORT]
    value = float(every.values[EFFORT] - kept.values[EFFORT])
    removed = interval(value, left, events, "elasticity", rng)
    whole = interval(
        float(every.values[EFFORT]), every.without[here, EFFORT], events, "elasticity", rng
    )
    enough = events >= LEAST_EVENTS and whole.low > 0
    return _exempting(removed, panel), removed.value / whole.value if enough else None


def _exempting(removed: Estimate, panel: Panel) -> Measured:
    told = removed.told()
    clear = removed.low > 0
    return measured(
        "paradox.exemption",
        removed,
        least=LEAST_EVENTS,
        behind=panel.behind,
        reading=Words(
            f"免责使悖论指数下降{told}。" if clear else f"未见免责使悖论指数明显下降（{told}）。",
            f"Exemptions lower the paradox index by {told}."
            if clear
            else f"Exemptions do not clearly lower the paradox index ({told}).",
        ),
    )


def net_index(panel: Panel, rng: np.random.Generator) -> Measured:
    """The elasticity of liability to effort less that of rewards: what doing more brings on balance."""
    events = round(float(panel.liability.sum()))
    method = "FE-PPML"
    try:
        risk, reward = slopes(panel, panel.liability), _rewarding(panel)
    except (NotIdentified, np.linalg.LinAlgError):
        return _on_balance(unknown(events, "elasticity", method), panel)
    if reward is None:
        return _on_balance(unknown(events, "elasticity", method), panel)
    value = float(risk.values[EFFORT] - reward.values[EFFORT])
    left = (risk.without - reward.without)[risk.telling | reward.telling, EFFORT]
    return _on_balance(interval(value, left, events, "elasticity", rng), panel)


def _on_balance(net: Estimate, panel: Panel) -> Measured:
    told = net.told()
    return measured(
        "paradox.net_index",
        net,
        least=LEAST_EVENTS,
        behind=panel.behind,
        reading=Words(
            f"追责弹性减去奖励弹性为{told}" + ("：多干得不偿失。" if net.low > 0 else "。"),
            f"The elasticity of liability less that of rewards is {told}"
            f"{': doing more costs more than it brings.' if net.low > 0 else '.'}",
        ),
    )


def agreed(sources: Mapping[str, Estimate]) -> tuple[str, ...]:
    """The independent sources that see a paradox, where at least two do and none sees the opposite.

    Each estimate must be on a scale on which zero is no paradox; its interval must be clear of it.

    >>> def of(low: float, high: float) -> Estimate:
    ...     return Estimate((low + high) / 2, low, high, 200, "", "")
    >>> agreed({"records": of(0.1, 0.9), "vignettes": of(2, 9), "interviews": of(-0.1, 0.4)})
    ('records', 'vignettes')
    >>> agreed({"records": of(0.1, 0.9), "interviews": of(-0.1, 0.4)})
    ()
    """
    above = tuple(name for name, figure in sources.items() if figure.low > 0)
    below = any(figure.high < 0 for figure in sources.values())
    return above if len(above) > 1 and not below else ()


def net_marginal(panel: Panel, rng: np.random.Generator, *, reward_weight: float = 1.0) -> Measured:
    """Liability events that one more hour of work brings, less the rewards it brings.

    Per hour and row: b_e E[S] / V averaged over rows, V the hours done; the same for rewards, times
    `reward_weight` (how many liability events one reward makes up for).
    """
    events = round(float(panel.liability.sum()))
    try:
        risk = _marginal(panel, slopes(panel, panel.liability))
        reward = _marginal(panel, _rewarding(panel))
    except (NotIdentified, np.linalg.LinAlgError):
        return _net(unknown(events, "per hour", "FE-PPML"), panel)
    net = risk - reward_weight * reward
    return _net(interval(float(net[0]), net[1:], events, "per hour", rng), panel)


def _rewarding(panel: Panel) -> Slopes | None:
    return slopes(panel, panel.rewards) if panel.rewards.any() else None


def _marginal(panel: Panel, known: Slopes | None) -> Floats:
    """The marginal effect over all rows, then without each unit in turn."""
    if known is None:
        return np.zeros(len(panel.starts) + 1)
    each = np.divide(known.means, panel.done, out=np.zeros_like(panel.done), where=panel.done > 0)
    sums, rows = np.add.reduceat(each, panel.starts), panel.sizes
    mean = (sums.sum() - sums) / (rows.sum() - rows)
    return np.append(known.values[EFFORT] * each.mean(), known.without[:, EFFORT] * mean)


def _net(net: Estimate, panel: Panel) -> Measured:
    told = net.scaled(1000, "per 1,000 hours").told()
    side = "over" if net.low > 0 else "under" if net.high < 0 else "level"
    words = {
        "over": Words(
            f"多干一千小时，净增追责{told}次：多干不划算。",
            f"A thousand more hours bring {told} more liability events than rewards: more work does"
            " not pay.",
        ),
        "under": Words(
            f"多干一千小时，奖励多于追责（净{told}次）。",
            f"A thousand more hours bring more rewards than liability events (net {told}).",
        ),
        "level": Words(
            f"多干的奖惩大致相抵（每千小时净{told}次）。",
            f"Rewards and liability of more work about balance (net {told} per thousand hours).",
        ),
    }
    return measured(
        "paradox.net_marginal", net, least=LEAST_EVENTS, behind=panel.behind, reading=words[side]
    )
