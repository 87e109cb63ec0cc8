"""Reading events for analysis, and stored runs."""

from remit.apps.lab.queries.events import Follow, follows, logs, table
from remit.apps.lab.queries.runs import run_of, runs

__all__ = ["Follow", "follows", "logs", "run_of", "runs", "table"]
