"""Why an item waited between two activities: seven causes that add up to the wait, exactly.

An activity is *enabled* when the one before it in its item is done, and waits until it starts.
First, what the clock does not count is nobody's waiting: a statutory suspension, and time a
campaign took from whoever was to act. What is left is told apart as in K. Lashkevich, F. Milani,
D. Chapela-Campa, I. Suvorau, M. Dumas, "Why am I waiting?" (CAiSE 2023): waiting until a batch is
complete, for work that came earlier (contention), behind work that came later (prioritisation),
outside working hours (unavailability), and for reasons outside the log (extraneous). Every instant
goes to the first cause in this order that explains it, in whole microseconds. Work of which it is
not known when it could have begun (the first of an item) is never said to have been preferred.
"""

from remit.engines.measures.waiting.dividing import Cause, Off, Piece, Wait, always_there, waits
from remit.engines.measures.waiting.passages import Between, Passage, passages
from remit.engines.measures.waiting.tasks import Task, enabled, suspensions, tasks_of

__all__ = [
    "Between",
    "Cause",
    "Off",
    "Passage",
    "Piece",
    "Task",
    "Wait",
    "always_there",
    "enabled",
    "passages",
    "suspensions",
    "tasks_of",
    "waits",
]
