"""The journal of erasures: a file beside the database that outlives it.

Whoever puts back an older backup finds there what has to be forgotten again. Each line carries the
receipt of its entry, so that it proves itself.
"""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from remit.apps.ledger.actions import advance
from remit.apps.ledger.queries import after, receipt
from remit.engines.archive import FORGOTTEN, JOURNAL, Erasure, erasure, read_erasures

READER = "erasures"


def note(now: datetime) -> int:
    """Writes each sealed erasure once into the journal; returns how many. `now` changes nothing."""
    journal, written = Path(settings.HOME) / JOURNAL, 0
    while entries := after(READER):
        told = [
            erasure(entry.verb, entry.subject, entry.body, entry.at, found.text)
            for entry in entries
            if FORGOTTEN in entry.body and (found := receipt(entry))
        ]
        written += _append(journal, told) if told else 0
        # Only now: what was written twice does no harm, what was not written would.
        advance(READER, entries[-1].seq or 0)
    return written


def _append(journal: Path, told: list[Erasure]) -> int:
    """Writes what the journal does not tell yet, after its last whole line; it has reached the disk then."""
    handle = os.open(journal, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "r+b") as file:
        content = file.read()
        whole = content[: content.rfind(b"\n") + 1]
        known = {(one.deed, one.at) for one in read_erasures(whole.decode(), str(journal))}
        new = [one for one in told if (one.deed, one.at) not in known]
        file.seek(len(whole))
        file.truncate()
        file.write("".join(one.line for one in new).encode())
        file.flush()
        os.fsync(file.fileno())
    return len(new)
