"""Avoiding blame: signs of it in what people do with matters, each beside what chance would give.

Escalations in the last tenth of the time (beside a tenth), matters refused, consultation that
nothing called for, signatures per document, clocks that are stopped far more often than by others
(funnel: Spiegelhalter, Statistics in Medicine 24, 2005; with a beta-binomial spread, because people
have different work), closings heaped before the due instant, paper after a storm. Formulas of
process.md 4.8. Every sign asks a question; none is a finding against anybody.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.eventlog.instants import DAY_US
from remit.engines.measures.statistics import (
    Estimate,
    Measured,
    Reference,
    at_least_p,
    binomial_p,
    exact,
    in_percent,
    measured,
    rate_ratio,
    told_ratio,
    wilson,
)
from remit.engines.measures.table import NOBODY, EventTable
from remit.engines.words import Words

Floats = NDArray[np.float64]
LAST = Fraction(1, 10)
LEAST = 20
FUNNEL_LEAST = 20
BEYOND = 3.0

SHORT_US = 5 * 60 * 1_000_000


class Counted(NamedTuple):
    """Something that happened `times` out of `of`, with the entries behind it."""

    times: int
    of: int
    behind: tuple[Reference, ...] = ()


class Escalated(NamedTuple):
    """An escalation upwards, when `used` of the time budget was gone (above 1: late)."""

    used: Fraction
    behind: Reference


@dataclass(frozen=True, slots=True)
class Late:
    """The share of escalations in the last part of the time, and the chance of so many by lot."""

    share: Measured
    chance: float


def late_escalations(escalated: Iterable[Escalated], *, last: Fraction = LAST) -> Late:
    """Escalations when no more than `last` of the time was left, beside a share of `last` by lot."""
    every = [each for each in escalated if 0 <= each.used <= 1]
    late = [each for each in every if each.used >= 1 - last]
    figure = exact(len(late), len(every))
    many = figure.low > last
    share = measured(
        "avoidance.late_escalations",
        figure,
        least=LEAST,
        behind=(each.behind for each in late),
        exact=Fraction(len(late), len(every)) if every else None,
        reading=Words(
            f"上报请示中，{in_percent(figure)}发生在时限的最后{float(last):.0%}内"
            + ("，明显多于随机情形：临期上交矛盾。" if many else "，与随机情形相当。"),
            f"{in_percent(figure)} of the escalations came in the last {float(last):.0%} of the time"
            f"{', clearly more than chance: passed up at the last moment.' if many else ', as by chance.'}",
        ),
    )
    return Late(share, at_least_p(len(late), len(every), float(last)) if every else 1.0)


def refusals(refused: Counted) -> Measured:
    """The share of assigned matters that were refused."""
    return _share(
        "avoidance.refusals",
        refused,
        "交办事项中被拒收、退回的占",
        "of the matters assigned were refused",
    )


def needless_consultation(consulted: Counted) -> Measured:
    """The share of consultations that no rule called for and that changed nothing."""
    return _share(
        "avoidance.needless_consultation",
        consulted,
        "无规定要求且未改变结果的征求意见占",
        "of the consultations were called for by no rule and changed nothing",
    )


def _share(id: str, counted: Counted, zh: str, en: str) -> Measured:
    figure = wilson(counted.times, counted.of)
    told = in_percent(figure)
    return measured(
        id,
        figure,
        least=LEAST,
        behind=counted.behind,
        exact=Fraction(counted.times, counted.of) if counted.of else None,
        reading=Words(f"{zh}{told}。", f"{told} {en}."),
    )


def signature_inflation(now: Counted, before: Counted) -> Measured:
    """Signatures per document now over those before (times: signatures, of: documents)."""
    ratio = rate_ratio((now.times, now.of), (before.times, before.of))
    grown, told = ratio.low > 1, told_ratio(ratio)
    return measured(
        "avoidance.signature_inflation",
        ratio,
        least=LEAST,
        behind=(*now.behind, *before.behind),
        reading=Words(
            f"每份文件的会签数是此前的{told}倍" + ("：会签膨胀。" if grown else "，没有明显增加。"),
            f"A document carries {told} times as many signatures as before"
            f"{': responsibility is spread thin.' if grown else ', not clearly more.'}",
        ),
    )


def paper_after_storm(
    here: tuple[Counted, Counted], elsewhere: tuple[Counted, Counted]
) -> Measured:
    """By how much more paper per matter grew where the storm was than elsewhere.

    Each pair is (before, after), with pieces of paper out of matters; the figure is the ratio of the
    two growths, its interval that of the four counts' logarithms (Poisson).
    """
    counts = (*here, *elsewhere)
    n = sum(each.times for each in counts)
    usable = all(each.times and each.of for each in counts)
    figure = _growth(here, elsewhere, n) if usable else rate_ratio((0, 0), (0, 0))
    told, grown = told_ratio(figure), figure.low > 1
    return measured(
        "avoidance.paper_after_storm",
        figure,
        least=LEAST,
        behind=(reference for each in counts for reference in each.behind),
        reading=Words(
            f"问责风暴后，本处每件事项的材料增幅是对照处的{told}倍"
            + ("：事后过度留痕。" if grown else "，没有明显差别。"),
            f"After the storm paper per matter grew {told} times as much as elsewhere"
            f"{': documenting for cover.' if grown else ', no clear difference.'}",
        ),
    )


def _growth(here: tuple[Counted, Counted], elsewhere: tuple[Counted, Counted], n: int) -> Estimate:
    (before, after), (other_before, other_after) = here, elsewhere
    grown = (after.times / after.of) / (before.times / before.of)
    other = (other_after.times / other_after.of) / (other_before.times / other_before.of)
    factor = float(np.exp(1.959963985 * sqrt(sum(1 / c.times for c in (*here, *elsewhere)))))
    value = grown / other
    return Estimate(value, value / factor, value * factor, n, "ratio", "log ratio of ratios")


class Point(NamedTuple):
    """One person in a funnel: how far from all others, in standard errors.

    `alone` takes the spread of a binomial, `allowed` that which people have in any case.
    """

    who: str
    counted: Counted
    alone: float
    allowed: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """People beside each other: the overall share, how much more they differ than by chance.

    `overdispersion` is the mean square of the distances (1 would be chance alone), `correlation`
    that of two actions of one person; `beyond` counts those above three standard errors by chance
    alone, `striking` those above it when the spread among people is allowed for.
    """

    share: Measured
    overdispersion: float
    correlation: float
    points: tuple[Point, ...]

    @property
    def beyond(self) -> tuple[Point, ...]:
        """Those more than three standard errors above, were chance alone at work."""
        return tuple(point for point in self.points if point.alone > BEYOND)

    @property
    def striking(self) -> tuple[Point, ...]:
        """Those still more than three above when people are allowed to differ."""
        return tuple(point for point in self.points if point.allowed > BEYOND)


def funnel(people: Iterable[tuple[str, Counted]], *, least: int = FUNNEL_LEAST) -> Funnel:
    """The funnel of all who have at least `least` actions, in the order given."""
    judged = [(who, counted) for who, counted in people if counted.of >= least]
    times = np.array([counted.times for _, counted in judged], float)
    actions = np.array([counted.of for _, counted in judged], float)
    figure = wilson(round(times.sum()), round(actions.sum()))
    base = actions * figure.value * (1 - figure.value)
    apart = times - actions * figure.value
    alone = _over(apart, base)
    correlation = _correlation(apart, base, actions)
    allowed = _over(apart, base * (1 + (actions - 1) * correlation))
    return Funnel(
        share=_stopping(figure, judged),
        overdispersion=float((alone**2).mean()) if judged else 1.0,
        correlation=correlation,
        points=tuple(
            Point(who, counted, float(one), float(other))
            for (who, counted), one, other in zip(judged, alone, allowed, strict=True)
        ),
    )


def _over(apart: Floats, variance: Floats) -> Floats:
    return np.divide(apart, np.sqrt(variance), out=np.zeros_like(apart), where=variance > 0)


def _correlation(apart: Floats, base: Floats, actions: Floats) -> float:
    """The correlation inside people at which the squared distances are as large as they should be."""

    def excess(correlation: float) -> float:
        distances = _over(apart, base * (1 + (actions - 1) * correlation))
        return float((distances**2).sum()) - (len(apart) - 1)

    if len(apart) < 2 or excess(0.0) <= 0:
        return 0.0
    return _root(excess, 0.0, 1.0) if excess(1.0) < 0 else 1.0


def _root(falling: Callable[[float], float], low: float, high: float) -> float:
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def _stopping(figure: Estimate, judged: Sequence[tuple[str, Counted]]) -> Measured:
    told = in_percent(figure)
    return measured(
        "avoidance.clock_stops",
        figure,
        least=LEAST,
        behind=(reference for _, counted in judged for reference in counted.behind),
        exact=Fraction(sum(c.times for _, c in judged), figure.n) if figure.n else None,
        reading=Words(
            f"全部操作中，{told}是暂停计时。个别人员明显偏高的，应先了解其工作内容。",
            f"{told} of all actions stop the clock. Where one person does so far more often, ask"
            " first what his work is.",
        ),
    )


def stops_by_person(table: EventTable, stops: NDArray[np.bool_]) -> list[tuple[str, Counted]]:
    """For each person the actions, and how many of them are marked in `stops` (a mask of rows)."""
    held = table.person != NOBODY
    people = len(table.labels["person"])
    actions = np.bincount(table.person[held], minlength=people)
    chosen = held & stops
    order = np.argsort(table.person[chosen], kind="stable")
    numbers = table.seq[chosen][order]
    times = np.bincount(table.person[chosen], minlength=people)
    split = np.split(numbers, np.cumsum(times)[:-1])
    return [
        (
            table.label("person", code),
            Counted(int(times[code]), int(actions[code]), tuple(map(int, seqs))),
        )
        for code, seqs in enumerate(split)
        if actions[code]
    ]


class Stopped(NamedTuple):
    """The time items stood still, in microseconds, and the stops shorter than five minutes."""

    whole_us: int
    stops: int
    short: tuple[Reference, ...]

    @property
    def days(self) -> Fraction:
        """The time in days."""
        return Fraction(self.whole_us, DAY_US)


def stopped(table: EventTable, stops: NDArray[np.bool_], *, short_us: int = SHORT_US) -> Stopped:
    """How long items stood in the marked rows, each until the item's next event."""
    goes_on = np.zeros(len(table), bool)
    goes_on[:-1] = table.item[1:] == table.item[:-1]
    rows = np.flatnonzero(stops & goes_on)
    lasted = table.ts_us[rows + 1] - table.ts_us[rows]
    short = tuple(map(int, table.seq[rows[lasted < short_us]]))
    return Stopped(int(lasted.sum()), len(rows), short)


@dataclass(frozen=True, slots=True)
class Heaping:
    """The share of closings near the due instant that came before it, and the chance of it."""

    share: Measured
    chance: float


def deadline_heaping(
    closings: Iterable[tuple[int, Reference]], *, within_us: int = DAY_US
) -> Heaping:
    """Closings in the last day before the due instant, of those in the day before or after it.

    Each closing is (microseconds after the due instant, entry); without any pull of the deadline
    about as many come in the one day as in the other.
    """
    every = list(closings)
    before = [number for late, number in every if -within_us < late <= 0]
    after = [number for late, number in every if 0 < late <= within_us]
    n = len(before) + len(after)
    figure = exact(len(before), n)
    heaped = figure.low > 0.5
    share = measured(
        "avoidance.deadline_heaping",
        figure,
        least=LEAST,
        behind=before,
        exact=Fraction(len(before), n) if n else None,
        reading=Words(
            f"到期前后一天内办结的事项中，{in_percent(figure)}在到期前办结"
            + ("：明显集中在期限之前。" if heaped else "，没有明显集中。"),
            f"Of the closings within a day of the due instant {in_percent(figure)} came before it"
            f"{': they are heaped at the deadline.' if heaped else ', no clear heap.'}",
        ),
    )
    return Heaping(share, binomial_p(len(before), n, Fraction(1, 2)) if n else 1.0)
