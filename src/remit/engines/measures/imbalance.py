"""Power and responsibility out of balance: duties without the means to fulfil them.

How far a duty is covered is its scarcest means: the share of the powers it needs that are granted,
of its budget, of its staff, and of its decisions that need nobody outside. The index of a post is
the weighted share of its duties left uncovered; along a delegation it is how much more duty than
authority went down; over levels, its slope. Formulas of process.md 4.7; shares are exact.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from remit.engines.figures import percent
from remit.engines.measures.statistics import (
    Estimate,
    Measured,
    Reference,
    line,
    measured,
    unknown,
)
from remit.engines.words import Words

ONE = Fraction(1)
LEAST_DUTIES = 1
LEAST_POSTS = 10


class Duty(NamedTuple):
    """A duty with what it needs and what is granted for it; nothing needed is wholly granted."""

    name: str
    weight: Fraction
    powers_needed: frozenset[str]
    powers_granted: frozenset[str]
    behind: Reference
    budget: tuple[Fraction, Fraction] = (ONE, ONE)
    """Granted, needed."""
    staff: tuple[Fraction, Fraction] = (ONE, ONE)
    """Granted, needed."""
    outside: Fraction = Fraction(0)
    """The share of its decisions that need somebody's approval outside."""


class Delegation(NamedTuple):
    """What one delegation moved down, as shares of what the giver had."""

    giver: str
    taker: str
    duty: Fraction
    authority: Fraction
    behind: Reference


class Standing(NamedTuple):
    """A post with its level (1 is the top) and the share of its duties that is not covered."""

    level: int
    share: Fraction
    behind: Reference


def cover(duty: Duty) -> Fraction:
    """The share of the duty that its scarcest means covers.

    >>> low = Duty("d", ONE, frozenset({"a", "b"}), frozenset({"a"}), 1, budget=(ONE, Fraction(3)))
    >>> cover(low)
    Fraction(1, 3)
    """
    needed = len(duty.powers_needed)
    had = len(duty.powers_needed & duty.powers_granted)
    powers = Fraction(had, needed) if needed else ONE
    return min(powers, _met(*duty.budget), _met(*duty.staff), ONE - duty.outside)


def _met(granted: Fraction, needed: Fraction) -> Fraction:
    return min(ONE, granted / needed) if needed > 0 else ONE


def index(duties: Iterable[Duty]) -> Measured:
    """The weighted share of a post's duties that is not covered; a full count, so no interval."""
    every = list(duties)
    whole = sum((duty.weight for duty in every), Fraction())
    left = sum((duty.weight * (1 - cover(duty)) for duty in every), Fraction())
    share = left / whole if whole else None
    method = "full count"
    figure = (
        unknown(len(every), "share", method)
        if share is None
        else Estimate(float(share), float(share), float(share), len(every), "share", method)
    )
    told = percent(share) if share is not None else "-"
    return measured(
        "imbalance.index",
        figure,
        least=LEAST_DUTIES,
        behind=(duty.behind for duty in every if cover(duty) < 1),
        exact=share,
        reading=Words(
            f"该岗位的职责中，有{told}没有相应的权力、经费、人员或决定权支撑。",
            f"{told} of the post's duties are not covered by power, budget, staff or freedom to"
            " decide.",
        ),
    )


def moved(delegation: Delegation) -> Measured:
    """How much more duty than authority a delegation moved down: above zero, duty went alone."""
    gap = delegation.duty - delegation.authority
    figure = Estimate(float(gap), float(gap), float(gap), 1, "share", "full count")
    alone = gap > 0
    return measured(
        "imbalance.moved",
        figure,
        least=1,
        behind=(delegation.behind,),
        exact=gap,
        reading=Words(
            f"下放的责任比下放的权力多{percent(gap)}。" if alone else "责任与权力同步下放。",
            f"{percent(gap)} more duty than authority was handed down."
            if alone
            else "Authority went down with the duty.",
        ),
    )


def gradient(posts: Iterable[Standing]) -> Measured:
    """The slope of the index on the level, with its interval: above zero, the lower the worse."""
    every = list(posts)
    levels = np.array([post.level for post in every], float)
    values = [float(post.share) for post in every]
    fitted = line(values, np.column_stack([np.ones(len(every)), levels])) if every else None
    method = "least squares, HC3"
    slope = (
        fitted.estimate(1, "share per level", method)
        if fitted
        else unknown(len(every), "share per level", method)
    )
    told = slope.scaled(100, "points per level").told(1)
    side = "lower" if slope.low > 0 else "upper" if slope.high < 0 else "none"
    words = {
        "lower": Words(
            f"层级每低一级，权责失衡增加{told}个百分点：越到基层，责任越重于权力。",
            f"Each level down adds {told} points of imbalance: the lower the post, the more its"
            " duties outrun its powers.",
        ),
        "upper": Words(
            f"层级每低一级，权责失衡变化{told}个百分点：越到上层越失衡。",
            f"Each level down changes the imbalance by {told} points: it is worse further up.",
        ),
        "none": Words(
            f"权责失衡与层级没有明显关系（每级{told}个百分点）。",
            f"The imbalance does not clearly depend on the level ({told} points per level).",
        ),
    }
    return measured(
        "imbalance.gradient",
        slope,
        least=LEAST_POSTS,
        behind=(post.behind for post in every),
        reading=words[side],
    )
