"""Letting go of files of events that were handed in and never brought in, once a night."""

import logging
from datetime import datetime, timedelta

from remit.apps.lab import queries
from remit.apps.lab.actions import remove_forgotten_log
from remit.apps.ledger.actions import advance
from remit.apps.organisation.queries import day
from remit.engines.findings import Refusal
from remit.jobs.nights import due

logger = logging.getLogger(__name__)

# The hour of the local day from which on the night's work is done.
FROM_HOUR = 3
KEPT = timedelta(days=7)
"""How long a file waits for somebody to say what its columns mean."""


def clear(now: datetime) -> int:
    """Lets go of what has waited longer than it is kept; returns how many files."""
    if not due(now, queries.cleared_on(), hour=FROM_HOUR):
        return 0
    done = 0
    for log in queries.never_brought_in(before=now - KEPT):
        try:
            remove_forgotten_log(log, at=now)
            done += 1
        except Refusal as refusal:
            logger.warning("%s was not let go: %s", log.ref, refusal)
    advance(queries.CLEARED, day(now).toordinal())
    return done
