"""Whether a post has more to do than it can: load, utilisation, expected wait, concentration.

Load is the sum, over open duties, of normative hours per hour available until the deadline.
Utilisation is arrivals times normative hours per available hour. The wait to be expected is that of
a queue with general times, approximated after Allen and Cunneen (A. Allen, "Probability,
statistics, and queueing theory", 1990), from Erlang's chance of waiting; the chance to wait longer
than the slack follows from it. Whether the figures fit each other is told by Little's law: items
present = arrivals times stay. Concentration is the Gini coefficient of duties over posts; the
"one needle" ratio counts how many superiors' lines end in one post. Workload and speed are compared
within the same post and activity on *arrivals or backlog*: the number of own starts rises by itself
when items are short, and makes work look faster under load where it is not.
"""

from remit.engines.measures.overload.concentration import Concentration, concentration, needle
from remit.engines.measures.overload.load import Duty, load
from remit.engines.measures.overload.queueing import (
    Demand,
    Overload,
    erlang_c,
    little,
    overload,
    wait_beyond,
)
from remit.engines.measures.overload.speed import (
    OwnStartsAreNoLoad,
    Piece,
    Speed,
    Workload,
    arrivals_before,
    backlog_at,
    speed,
)

__all__ = [
    "Concentration",
    "Demand",
    "Duty",
    "Overload",
    "OwnStartsAreNoLoad",
    "Piece",
    "Speed",
    "Workload",
    "arrivals_before",
    "backlog_at",
    "concentration",
    "erlang_c",
    "little",
    "load",
    "needle",
    "overload",
    "speed",
    "wait_beyond",
]
