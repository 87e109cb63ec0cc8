"""The paradox index: is who does more of what was assigned held to account more for it?

    E[S] = T exp(a_u + b_e ln e + b_D ln D + g q + controls)

S liability events, T time at risk, D normative hours assigned, e the share of them done, q the
verified fault rate, a_u an effect of the superior unit: a harsh unit both assigns and punishes more,
which makes any plain comparison see a paradox that is not there. The index is b_e, the elasticity of
liability to doing more, at equal assignment and equal quality. Below 140 liability events (the
number from which an index of one would be seen four times in five) a prior N(0, 1) is combined with
the figure, the result says "not enough data", and nothing is concluded. There is no figure of a
person or of a unit anywhere in the result, so nobody can be ranked by it.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf, sqrt

import numpy as np

from remit.engines.measures.paradox.calibration import SMALLEST
from remit.engines.measures.paradox.poisson import NotIdentified
from remit.engines.measures.paradox.rows import Panel
from remit.engines.measures.paradox.units import Slopes, interval, slopes
from remit.engines.measures.statistics import Estimate, Measured, measured, unknown
from remit.engines.measures.statistics.special import two_sided
from remit.engines.words import Words

LEAST_EVENTS = 140
ERROR_OF_ONE_EVENT = 4.2
"""The standard error is about this over the square root of the events: for planning only."""
EFFORT, DUTIES, QUALITY = 0, 1, -1
UNIT = "elasticity"


class Verdict(StrEnum):
    """What the index says."""

    PARADOX = "paradox"
    OMISSION = "omission"
    NEITHER = "neither"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True, slots=True)
class Paradox:
    """The index and its companions over one panel.

    `index` is b_e, `overload` b_D, `quality` g; `events`, `units` and `rows` say on what they rest,
    `reliability` how far the two ratings agree (None: quality was taken as rated), `notes` what a
    reader must know besides.
    """

    index: Measured
    overload: Measured
    quality: Measured
    verdict: Verdict
    events: int
    units: int
    rows: int
    reliability: float | None
    notes: tuple[Words, ...]


def paradox(panel: Panel, rng: np.random.Generator, *, events: int | None = None) -> Paradox:
    """The index of the panel; `rng` draws the wild bootstrap where units are few.

    `events` is the number of liability events where they are weighted by gravity, to see whether
    the index depends on it; without it they are counted.
    """
    events = round(float(panel.liability.sum())) if events is None else events
    try:
        known = slopes(panel, panel.liability)
    except (NotIdentified, np.linalg.LinAlgError):
        return _untold(panel, events)
    effort, duties, quality = (
        _figure(known, place, events, rng) for place in (EFFORT, DUTIES, QUALITY)
    )
    verdict = _verdict(effort, events)
    return Paradox(
        index=_told("paradox.index", effort, panel, _reading(verdict, effort)),
        overload=_told("paradox.overload", duties, panel, _overload_reading(duties)),
        quality=_told("paradox.quality", quality, panel, _quality_reading(quality)),
        verdict=verdict,
        events=events,
        units=int(known.telling.sum()),
        rows=len(panel.time),
        reliability=known.calibration.reliability if known.calibration else None,
        notes=tuple(_notes(panel, known)),
    )


def _figure(known: Slopes, place: int, events: int, rng: np.random.Generator) -> Estimate:
    without = known.without[known.telling, place]
    figure = interval(float(known.values[place]), without, events, UNIT, rng)
    return figure if events >= LEAST_EVENTS else posterior(figure)


def posterior(figure: Estimate) -> Estimate:
    """The figure combined with the prior N(0, 1): what little data may move.

    >>> posterior(Estimate(1.0, 1 - 1.959964, 1 + 1.959964, 20, "elasticity", "")).told()
    '0.50 (-0.89 – 1.89)'
    """
    z = two_sided(figure.level)
    error = (figure.high - figure.low) / (2 * z) if figure.known else inf
    trust = 1 / (1 + error**2)
    value = figure.value * trust if figure.known else 0.0
    half = z * sqrt(1 - trust)
    method = "posterior with prior N(0, 1)"
    return Estimate(value, value - half, value + half, figure.n, figure.unit, method, figure.level)


def _verdict(effort: Estimate, events: int) -> Verdict:
    if events < LEAST_EVENTS:
        return Verdict.NOT_ENOUGH
    if effort.low > 0:
        return Verdict.PARADOX
    return Verdict.OMISSION if effort.high < 0 else Verdict.NEITHER


def _untold(panel: Panel, events: int) -> Paradox:
    """Where the slopes cannot be told, nothing but the prior is left, and it rests on no event."""
    prior = posterior(unknown(0, UNIT, ""))
    words = Words(
        "无法计算：各上级单位内部没有可比差异，或没有追责记录。",
        "Cannot be reckoned: no liability events, or nothing differs inside any superior unit.",
    )
    index, overload, quality = (
        Measured(f"paradox.{name}", prior, LEAST_EVENTS, panel.behind, words)
        for name in ("index", "overload", "quality")
    )
    units, rows = len(panel.units), len(panel.time)
    return Paradox(
        index, overload, quality, Verdict.NOT_ENOUGH, events, units, rows, None, (words,)
    )


def _told(id: str, figure: Estimate, panel: Panel, reading: Words) -> Measured:
    return measured(id, figure, least=LEAST_EVENTS, behind=panel.behind, reading=reading)


def _reading(verdict: Verdict, effort: Estimate) -> Words:
    figure = effort.told()
    if verdict is Verdict.PARADOX:
        return Words(
            f"存在“多干多错”悖论：任务量与核实质量相同时，完成比例每提高1%，被追责约增加"
            f"{effort.value:.2f}%（弹性{figure}）。",
            f"There is a paradox: at equal assignment and equal verified quality, doing one per cent"
            f" more goes with {effort.value:.2f} % more liability (elasticity {figure}).",
        )
    if verdict is Verdict.OMISSION:
        return Words(
            f"受追责的是不作为：任务量与核实质量相同时，完成比例越高，被追责越少（弹性{figure}）。",
            f"Omission is what is answered for: at equal assignment and quality, doing more goes with"
            f" less liability (elasticity {figure}).",
        )
    return Words(
        f"未见明确的悖论：区间包含零（弹性{figure}）。",
        f"No clear paradox: the interval holds zero (elasticity {figure}).",
    )


def _overload_reading(duties: Estimate) -> Words:
    if duties.low > 0:
        return Words(
            f"任务越重，被追责越多（弹性{duties.told()}）：超负荷本身在被追责。",
            f"The more was assigned, the more liability (elasticity {duties.told()}): overload itself"
            " is answered for.",
        )
    return Words(
        f"未见任务越重被追责越多（弹性{duties.told()}）。",
        f"Larger assignments do not clearly bring more liability (elasticity {duties.told()}).",
    )


def _quality_reading(quality: Estimate) -> Words:
    if quality.low > 0:
        return Words(
            f"核实差错越多，被追责越多（系数{quality.told()}）。",
            f"More verified faults bring more liability (coefficient {quality.told()}).",
        )
    return Words(
        f"被追责的多少未见与核实差错相关（系数{quality.told()}）。",
        f"Liability does not clearly follow verified faults (coefficient {quality.told()}).",
    )


def _notes(panel: Panel, known: Slopes) -> list[Words]:
    notes = []
    if known.calibration is None:
        notes.append(
            Words(
                "质量未作校正：双人独立评定不足20项，指数可能偏低，悖论可能被掩盖。",
                "Quality is not corrected: fewer than 20 pieces of work were rated twice. The index"
                " may be too low and hide a paradox.",
            )
        )
    elif known.calibration.reliability <= 2 * SMALLEST:
        notes.append(
            Words(
                "两次独立评定几乎不一致，质量校正不可靠。",
                "The two ratings hardly agree: the correction for quality cannot be relied on.",
            )
        )
    if panel.floored:
        notes.append(
            Words(
                f"{panel.floored}行几乎未完成任务，按完成1%计算。",
                f"{panel.floored} rows did next to nothing and count as one per cent done.",
            )
        )
    if panel.set_aside:
        notes.append(
            Words(
                f"{panel.set_aside}行缺少时间、任务或评定，未计入。",
                f"{panel.set_aside} rows without time, assignment or rating were set aside.",
            )
        )
    return notes


def events_needed(index: float, *, power: float = 0.8, level: float = 0.95) -> float:
    """About how many liability events it takes to see an index of this size, for planning.

    >>> round(events_needed(1)), round(events_needed(0.5))
    (138, 554)
    """
    return (ERROR_OF_ONE_EVENT * _distance(power, level) / index) ** 2


def index_seen(events: float, *, power: float = 0.8, level: float = 0.95) -> float:
    """About the smallest index that so many liability events let see.

    >>> round(index_seen(140), 2)
    0.99
    """
    return ERROR_OF_ONE_EVENT * _distance(power, level) / sqrt(events) if events > 0 else inf


def _distance(power: float, level: float) -> float:
    return two_sided(level) + two_sided(2 * power - 1)
