"""S, the starting conditions: is power where the work is, has working together gone well, is there need."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import combinations

import numpy as np

from remit.engines.measures.statistics import Measured
from remit.engines.measures.synergy.records import Item, Records
from remit.engines.measures.synergy.showing import clipped, drawn_alike, ratio, share, shown, told

HISTORY = timedelta(days=730)


def starting(records: Records, rng: np.random.Generator) -> tuple[Measured, ...]:
    """S1 match of power and responsibility, S2 history, S3 interdependence."""
    return match(records, rng), history(records), interdependence(records)


def match(records: Records, rng: np.random.Generator) -> Measured:
    """S1: how alike units' shares of weighted lead tasks and of power, budget and staff are."""
    units = sorted({item.unit for item in records.items} | set(records.means))
    tasks = [(item.unit, float(item.weight)) for item in records.items]
    power = np.array([float(_power(records, unit)) for unit in units])
    figure = drawn_alike(tasks, power, units, rng)
    words = told(
        figure, "权责匹配度（牵头任务与权力、经费、人员的一致程度）", "Match of power and tasks"
    )
    return shown("s1_match", figure, (item.behind for item in records.items), words)


def _power(records: Records, unit: str) -> Fraction:
    """The mean of the unit's shares of decision rights, budget and staff."""
    mine = records.means.get(unit)
    if mine is None:
        return Fraction(0)
    wholes = [sum(column, Fraction()) for column in zip(*records.means.values(), strict=True)]
    shares = [part / whole for part, whole in zip(mine, wholes, strict=True) if whole]
    return sum(shares, Fraction()) / len(shares) if shares else Fraction(0)


def history(records: Records) -> Measured:
    """S2: over pairs of units the smoothed share of joint items verified in time in the last 24
    months, weighted by the pair's items that are open, less the share returned or disputed."""
    past: dict[tuple[str, str], list[Item]] = defaultdict(list)
    present: dict[tuple[str, str], int] = defaultdict(int)
    recent = []
    for item in records.items:
        joint = list(combinations(sorted({item.unit, *item.assisting}), 2))
        is_open = item.verified is None and (item.due is None or item.due >= records.on)
        for pair in joint:
            present[pair] += is_open
            if not is_open and item.assigned >= records.on - HISTORY:
                past[pair].append(item)
        if joint and not is_open and item.assigned >= records.on - HISTORY:
            recent.append(item)
    pairs = [
        (_smoothed(past[pair]) * weight, Fraction(weight))
        for pair, weight in present.items()
        if weight
    ]
    bad = sum(item.returned or item.disputed for item in recent)
    less = Fraction(bad, len(recent)) if recent else Fraction(0)
    figure = clipped(ratio([(above - less * below, below) for above, below in pairs]))
    words = told(figure, "既往合作履约情况", "History of keeping time together")
    return shown(
        "s2_history", replace(figure, n=len(recent)), (item.behind for item in recent), words
    )


def _smoothed(items: list[Item]) -> Fraction:
    return Fraction(sum(item.in_time for item in items) + 1, len(items) + 2)


def interdependence(records: Records) -> Measured:
    """S3: the share of items that wait for another unit's."""
    waiting = [item.behind for item in records.items if item.waits_for - {item.unit}]
    return share(
        "s3_interdependence",
        waiting,
        len(records.items),
        "需等待其他单位的任务占",
        "Items that wait for another unit",
    )
