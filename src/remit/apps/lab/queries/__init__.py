"""Reading events for analysis, logs of other systems, and stored runs."""

from remit.apps.lab.queries.events import LOGS, Follow, digest, follows, logs, places, table
from remit.apps.lab.queries.files import ON_A_PAGE, TABLES, glance_at, handed_in, item_types, read
from remit.apps.lab.queries.foreign import (
    handed_in_logs,
    holder_of,
    log_called,
    log_name,
    log_table,
    measured_logs,
)
from remit.apps.lab.queries.runs import ALARMS, latest, latest_alarms, noticed_on, run_of, runs

__all__ = [
    "ALARMS", "LOGS", "ON_A_PAGE", "TABLES", "Follow", "digest", "follows", "glance_at", "handed_in",
    "handed_in_logs", "holder_of", "item_types", "latest", "latest_alarms", "log_called", "log_name",
    "log_table", "logs", "measured_logs", "noticed_on", "places", "read", "run_of", "runs", "table",
]  # fmt: skip
