"""Keeping events for analysis, and runs."""

from remit.apps.lab.actions.indexing import drop_events, index_entries, index_steps
from remit.apps.lab.actions.runs import store_run

__all__ = ["drop_events", "index_entries", "index_steps", "store_run"]
