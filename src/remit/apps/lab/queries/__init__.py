"""Reading events for analysis, logs of other systems, and stored runs."""

from remit.apps.lab.queries.events import LOGS, Follow, digest, follows, logs, places, table
from remit.apps.lab.queries.files import ON_A_PAGE, TABLES, glance_at, handed_in, item_types, read
from remit.apps.lab.queries.foreign import (
    CLEARED,
    cleared_on,
    handed_in_logs,
    holder_of,
    log_called,
    log_name,
    log_table,
    measured_logs,
    never_brought_in,
)
from remit.apps.lab.queries.regimes import Read, Value, observed, regime_now
from remit.apps.lab.queries.runs import ALARMS, latest, latest_alarms, noticed_on, run_of, runs

__all__ = [
    "ALARMS", "CLEARED", "LOGS", "ON_A_PAGE", "TABLES", "Follow", "Read", "Value", "cleared_on", "digest", "follows", "glance_at", "handed_in",
    "handed_in_logs", "holder_of", "item_types", "latest", "latest_alarms", "log_called", "log_name",
    "log_table", "logs", "measured_logs", "never_brought_in", "noticed_on", "observed", "places", "read", "regime_now", "run_of", "runs", "table",
]  # fmt: skip
