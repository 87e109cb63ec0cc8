"""How much every leaf matters for the top's probability, exactly.

Idea: the top's probability P is linear in the probability p of one leaf, so its derivative by p and
P itself tell all usual measures. They answer "what to put right first", before any harm; they say
nothing of blame.
Source: the measures as the fault tree program SCRAM defines them.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from remit.engines.faulttree.diagram import Compiled
from remit.engines.faulttree.evaluation import gradient

NOISE = 1e-12


class Importance(NamedTuple):
    """The measures of one leaf, in SCRAM's words MIF, CIF, DIF, RAW and RRW.

    All but the first are NaN where the top is impossible.
    """

    birnbaum: float
    """The top's probability if the leaf were certain, less that if it were impossible."""
    critical: float
    """The part of the top's probability that goes when the leaf becomes impossible."""
    diagnostic: float
    """The probability of the leaf once the top has happened."""
    achievement: float
    """How many times more probable the top is when the leaf is certain."""
    reduction: float
    """How many times less probable it is when the leaf is impossible; infinity from 10^12 on."""


def importance(compiled: Compiled, probabilities: Mapping[str, float]) -> dict[str, Importance]:
    """The measures of every leaf on which the top depends, by name."""
    values = {leaf: float(probabilities[leaf]) for leaf in compiled.leaves}
    total, slopes = gradient(compiled, values)
    return {leaf: _measures(total, values[leaf], slope) for leaf, slope in slopes.items()}


def _measures(total: float, probability: float, slope: float) -> Importance:
    if total <= 0:
        return Importance(slope, *[math.nan] * 4)
    critical = probability * slope / total
    achievement = 1 + (1 - probability) * slope / total
    left = 1 - critical
    reduction = 1 / left if left > NOISE else math.inf
    return Importance(slope, critical, probability * achievement, achievement, reduction)


def banzhaf(compiled: Compiled) -> dict[str, float]:
    """The share of the worlds of all other leaves in which a leaf decides, by name.

    Worlds in which the leaf prevents the top count against those in which it brings it about.
    """
    return gradient(compiled, dict.fromkeys(compiled.leaves, 0.5))[1]
