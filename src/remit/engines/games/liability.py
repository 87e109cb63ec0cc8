"""Damage that grows through a sequence of tortfeasors.

Source: P. Dehez, S. Ferey, "How to share joint liability: a cooperative game approach",
Mathematical Social Sciences 66 (2013).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate


def sequential(damages: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Each one's share when number i made the damage grow by `damages[i]` and needed all before.

    An increment is borne in equal parts by all who had acted by then: the Shapley value of the
    game in which the damage is the sum of the increments up to the first who stayed away.

    >>> [int(share) for share in sequential([Fraction(d) for d in (6, 12, 18, 24)])]
    [24, 18, 12, 6]
    """
    parts = [Fraction(damage) / number for number, damage in enumerate(damages, 1)]
    return tuple(reversed(tuple(accumulate(reversed(parts)))))
