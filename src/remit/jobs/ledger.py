"""Numbering the entries that wait for it."""

from datetime import datetime

from remit.apps.ledger.actions import sequence

BATCH = 10_000


def number(now: datetime) -> int:
    """Numbers all waiting entries, batch by batch; returns how many. `now` is not needed."""
    del now
    numbered = 0
    while batch := sequence(limit=BATCH):
        numbered += batch
        if batch < BATCH:
            break
    return numbered
