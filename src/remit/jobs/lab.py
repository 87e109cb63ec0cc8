"""Taking sealed entries into what measures read, one after another, as they are sealed."""

from datetime import datetime

from remit.apps.lab.actions import drop_events, index_entries, index_steps
from remit.apps.ledger.actions import advance
from remit.apps.ledger.queries import after
from remit.apps.matters.queries import source_by_ref
from remit.engines.sealing import numbers_in

READER = "lab"
FORGOTTEN = "forgotten"


def index(now: datetime) -> int:
    """Takes in the entries sealed since the last time; returns how many events came of them.

    An entry that tells of a log read brings in its steps; one that tells of an erasure lets events go.
    """
    count = 0
    while entries := after(READER):
        count += index_entries(entries)
        for entry in entries:
            if FORGOTTEN in entry.body:
                drop_events(numbers_in(str(entry.body[FORGOTTEN])))
            if entry.verb == "matters.log_imported" and (source := source_by_ref(entry.subject)):
                count += index_steps(source)
        advance(READER, entries[-1].seq or 0)
    return count
