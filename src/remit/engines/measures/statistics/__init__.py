"""Statistics that the measures stand on: every figure is an `Estimate` with its interval.

Where chance is drawn, a numpy `Generator` is an argument; nothing here is drawn unasked.

>>> wilson(81, 263).told(4)
'0.3080 (0.2553 – 0.3662)'
"""

from remit.engines.measures.statistics.estimate import (
    LEVEL,
    Estimate,
    Measured,
    Reference,
    in_percent,
    measured,
    not_enough,
    unknown,
)
from remit.engines.measures.statistics.proportions import (
    at_least_p,
    binomial_p,
    difference,
    exact,
    wilson,
)
from remit.engines.measures.statistics.ranks import Ranked, mann_whitney, midranks
from remit.engines.measures.statistics.rates import rate, rate_ratio, rate_ratio_p, told_ratio
from remit.engines.measures.statistics.regression import Line, line
from remit.engines.measures.statistics.resampling import (
    bootstrap,
    cluster_bootstrap,
    gini,
    gini_of,
    permutation_p,
    permuted_difference_p,
)

__all__ = [
    "LEVEL",
    "Estimate",
    "Line",
    "Measured",
    "Ranked",
    "Reference",
    "at_least_p",
    "binomial_p",
    "bootstrap",
    "cluster_bootstrap",
    "difference",
    "exact",
    "gini",
    "gini_of",
    "in_percent",
    "line",
    "mann_whitney",
    "measured",
    "midranks",
    "not_enough",
    "permutation_p",
    "permuted_difference_p",
    "rate",
    "rate_ratio",
    "rate_ratio_p",
    "told_ratio",
    "unknown",
    "wilson",
]
