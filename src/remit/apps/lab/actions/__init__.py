"""Keeping events for analysis, logs of other systems, and runs."""

from remit.apps.lab.actions.indexing import drop_events, index_entries, index_steps
from remit.apps.lab.actions.logs import (
    bring_in_log,
    receive_log,
    remove_forgotten_log,
    remove_log,
    remove_log_again,
)
from remit.apps.lab.actions.refusals import (
    LogAlreadyBroughtIn,
    LogRemoved,
    NothingToMeasure,
    ReasonMissing,
)
from remit.apps.lab.actions.runs import store_run

__all__ = [
    "LogAlreadyBroughtIn", "LogRemoved", "NothingToMeasure", "ReasonMissing", "bring_in_log",
    "drop_events", "index_entries", "index_steps", "receive_log",
    "remove_forgotten_log", "remove_log", "remove_log_again", "store_run",
]  # fmt: skip
