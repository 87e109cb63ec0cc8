"""What if other rules had judged the same cases: what changes, for whom, and because of which rules."""

from remit.engines.rules.whatif.answer import (
    Affected,
    ChangedCase,
    Flow,
    Label,
    RuleBehind,
    Side,
    WhatIf,
)
from remit.engines.rules.whatif.charts import direction_chart, matrix_chart
from remit.engines.rules.whatif.comparing import what_if
from remit.engines.rules.whatif.directions import Direction
from remit.engines.rules.whatif.pictures import direction_picture, matrix_picture
from remit.engines.rules.whatif.writing import what_if_mapping

__all__ = [
    "Affected",
    "ChangedCase",
    "Direction",
    "Flow",
    "Label",
    "RuleBehind",
    "Side",
    "WhatIf",
    "direction_chart",
    "direction_picture",
    "matrix_chart",
    "matrix_picture",
    "what_if",
    "what_if_mapping",
]
