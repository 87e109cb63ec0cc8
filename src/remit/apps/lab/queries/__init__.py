"""Reading events for analysis, and stored runs."""

from remit.apps.lab.queries.events import LOGS, Follow, digest, follows, logs, table
from remit.apps.lab.queries.runs import ALARMS, latest, latest_alarms, noticed_on, run_of, runs

__all__ = [
    "ALARMS", "LOGS", "Follow", "digest", "follows", "latest", "latest_alarms", "logs", "noticed_on",
    "run_of", "runs", "table",
]  # fmt: skip
