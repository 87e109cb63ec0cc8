"""Working together, measured by starting conditions, leadership, design, process and outcome (SFIC).

>>> from datetime import date
>>> import numpy as np
>>> nothing = synergy(Records(on=date(2026, 1, 1)), np.random.default_rng(1))
>>> any(one.enough for one in nothing.indicators.values())
False
"""

from remit.engines.measures.synergy.records import (
    Escalation,
    Group,
    Item,
    Lesson,
    Means,
    Meeting,
    Origin,
    Passage,
    Promise,
    Pulse,
    Records,
    Rule,
)
from remit.engines.measures.synergy.showing import LEAST
from remit.engines.measures.synergy.vector import (
    LEAST_QUARTERS,
    Quarter,
    Synergy,
    composite,
    outcome_model,
    synergy,
)

__all__ = [
    "LEAST",
    "LEAST_QUARTERS",
    "Escalation",
    "Group",
    "Item",
    "Lesson",
    "Means",
    "Meeting",
    "Origin",
    "Passage",
    "Promise",
    "Pulse",
    "Quarter",
    "Records",
    "Rule",
    "Synergy",
    "composite",
    "outcome_model",
    "synergy",
]
