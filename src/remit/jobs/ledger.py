"""Sealing: entries get their numbers, their leaves in the tree, and a signed checkpoint."""

import os
from datetime import datetime

from remit.apps.ledger import queries
from remit.apps.ledger.actions import seal as seal_batch

BATCH = 10_000


def seal(now: datetime) -> int:
    """Seals all waiting entries, batch by batch; returns how many."""
    sealed, signer = 0, queries.signer()
    while batch := seal_batch(signer=signer, chance=os.urandom, at=now, limit=BATCH):
        sealed += batch
        if batch < BATCH:
            break
    return sealed
