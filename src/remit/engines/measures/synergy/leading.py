"""F, facilitative leadership: is the leader there, does he unblock, is he fair, does his attention last."""

from collections import Counter
from collections.abc import Sequence
from math import inf, log, sqrt
from statistics import median

import numpy as np

from remit.engines.measures.statistics import Estimate, Measured, unknown
from remit.engines.measures.statistics.special import two_sided
from remit.engines.measures.synergy.records import Records
from remit.engines.measures.synergy.showing import drawn_alike, share, shown, told
from remit.engines.words import Words

UNBLOCK_DAYS = 10


def leading(records: Records, rng: np.random.Generator) -> tuple[Measured, ...]:
    """F1 presence, F2 unblocking and its time, F3 fair floor, F4 half-life of attention."""
    return (
        presence(records),
        unblocking(records),
        unblocking_days(records),
        fair_floor(records, rng),
        half_life(records.leader_weeks),
    )


def presence(records: Records) -> Measured:
    """F1: meetings led in person over meetings."""
    led = [meeting.behind for meeting in records.meetings if meeting.led_in_person]
    return share(
        "f1_presence",
        led,
        len(records.meetings),
        "负责人亲自主持的会议占",
        "Meetings led in person",
    )


def unblocking(records: Records, days: int = UNBLOCK_DAYS) -> Measured:
    """F2: escalations decided within `days`, of those that have had the time."""
    ripe = [e for e in records.escalations if e.decided or (records.on - e.raised).days > days]
    quick = [e.behind for e in ripe if e.decided and (e.decided - e.raised).days <= days]
    zh = f"提请协调事项{days}天内作出决定的占"
    return share("f2_unblocking", quick, len(ripe), zh, f"Escalations decided within {days} days")


def unblocking_days(records: Records) -> Measured:
    """F2: the median days to a decision, its interval by the order of the values."""
    taken = sorted((e.decided - e.raised).days for e in records.escalations if e.decided)
    figure = _median(taken)
    text = figure.told(1)
    return shown(
        "f2_days",
        figure,
        (e.behind for e in records.escalations if e.decided),
        Words(f"作出决定的中位天数为{text}。", f"Median days to a decision: {text}."),
    )


def _median(ordered: Sequence[int]) -> Estimate:
    n, method = len(ordered), "median, order statistics"
    if n == 0:
        return unknown(0, "days", method)
    reach = two_sided(0.95) * sqrt(n) / 2
    low = ordered[max(0, int(n / 2 - reach))]
    high = ordered[min(n - 1, int(n / 2 + reach))]
    return Estimate(float(median(ordered)), float(low), float(high), n, "days", method)


def fair_floor(records: Records, rng: np.random.Generator) -> Measured:
    """F3: how alike units' shares of agenda points and of items are."""
    points = [(unit, 1.0) for meeting in records.meetings for unit in meeting.agenda]
    items = Counter(item.unit for item in records.items)
    units = sorted({unit for unit, _ in points} | set(items))
    figure = drawn_alike(points, np.array([float(items[unit]) for unit in units]), units, rng)
    words = told(figure, "议题分配与任务分配的一致程度", "Agenda shared as the items are")
    return shown("f3_fair_floor", figure, (m.behind for m in records.meetings), words)


def half_life(weeks: Sequence[int]) -> Measured:
    """F4: weeks in which the leader's deeds per week halve, by a Poisson fit of a exp(-k t)."""
    figure = _half_life(np.array(weeks, float))
    text = figure.told(1).replace("inf", "∞")
    return shown(
        "f4_half_life",
        figure,
        [f"week {number}" for number, deeds in enumerate(weeks, 1) if deeds],
        Words(
            f"负责人的关注每{text}周减半。" if figure.known else "负责人的关注未见衰减。",
            f"The leader's attention halves in {text} weeks.",
        ),
    )


def _half_life(deeds: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Estimate:
    n, method = len(deeds), "Poisson fit of an exponential"
    if n < 3 or not deeds.sum() > 0:
        return unknown(n, "weeks", method)
    week = np.arange(n, dtype=float) - (n - 1) / 2
    slope = information = 0.0
    for _ in range(100):
        mean = np.exp(slope * week)
        mean *= deeds.sum() / mean.sum()
        middle = float((mean * week).sum() / mean.sum())
        information = float((mean * (week - middle) ** 2).sum())
        step = float(((deeds - mean) * week).sum()) / information
        slope += max(-0.5, min(0.5, step))
        if abs(step) < 1e-10 or information < 1e-9:
            break
    error = two_sided(0.95) / sqrt(max(information, 1e-12))
    value, low, high = (_halved(rate) for rate in (-slope, -slope + error, -slope - error))
    return Estimate(value, low, high, n, "weeks", method)


def _halved(rate: float) -> float:
    return log(2) / rate if rate > 0 else inf
