"""The regime of each week: what the design says, and what a storm adds while it lasts."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.design import Design
from remit.engines.storm.parameters import Storm

Floats = NDArray[np.float32]
MOST = 0.95


class Week(NamedTuple):
    """The regime in force in one week; `_priority` holds for priority tasks, `_routine` for the others."""

    intensity_priority: float
    intensity_routine: float
    severity_priority: float
    severity_routine: float
    reward_priority: float
    reward_routine: float
    clarity_priority: float
    clarity_routine: float
    command: float
    coordination: float
    focus: float
    overtime: float
    inspections: float


COLUMNS = Week._fields


def rise(storm: Storm, weeks: int) -> Floats:
    """How much of the storm blows in each week, 0 to 1: it rises and fades over `ramp` weeks.

    >>> rise(Storm(start=2, weeks=2, ramp=0), 6).tolist()
    [0.0, 0.0, 1.0, 1.0, 0.0, 0.0]
    """
    week = np.arange(weeks, dtype=np.float64)
    into, left = week - storm.start + 1, storm.start + storm.weeks - week
    ramp = storm.ramp + 1
    blown: Floats = np.clip(np.minimum(into, left) / ramp, 0, 1).astype(np.float32)
    return blown


def inspections_met(design: Design) -> float:
    """Inspections a week that a post meets: each subject as often as bodies inspect it, less what is shared."""
    regime = design.regime
    return regime.inspections * (1 + (regime.duplicates - 1) * (1 - regime.ask_once))


def schedule(design: Design, weeks: int) -> Floats:
    """One row for each week, columns as in `Week`."""
    regime, storm = design.regime, design.storm
    blown = rise(storm, weeks) if storm else np.zeros(weeks, np.float32)
    more = storm or Storm(
        intensity=0, severity=0, reward=0, command=0, coordination=0, focus=0, overtime=0,
        inspections=0, clarity=0,
    )  # fmt: skip
    columns: dict[str, Floats | float] = {
        "intensity_priority": np.minimum(regime.intensity + more.intensity * blown, MOST),
        "intensity_routine": regime.intensity,
        "severity_priority": regime.severity + more.severity * blown,
        "severity_routine": regime.severity,
        "reward_priority": regime.reward + more.reward * blown,
        "reward_routine": regime.reward,
        "clarity_priority": np.minimum(regime.clarity + more.clarity * blown, 1),
        "clarity_routine": regime.clarity,
        "command": more.command * blown,
        "coordination": np.minimum(regime.coordination + more.coordination * blown, 1),
        "focus": more.focus * blown,
        "overtime": more.overtime * blown,
        "inspections": inspections_met(design) * (1 + more.inspections * blown),
    }
    rows = np.empty((weeks, len(COLUMNS)), np.float32)
    for place, name in enumerate(COLUMNS):
        rows[:, place] = columns[name]
    return rows
