"""One round of everything that time brings about, and the loop that goes round."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from threading import Event

from django.db import close_old_connections, connections
from django.utils import timezone

from remit.jobs import alarms, cases, erasures, lab, ledger, logs, mail, plans, reactions, retention

logger = logging.getLogger(__name__)

SECOND = 1.0
Job = Callable[[datetime], int]

# In this order: what the calendar asks for, then what follows from it, then what is written to whom.
# Entries are sealed before they are reacted to, and at the end, so that a round leaves none; the audit
# comes after all, for it takes long.
JOBS: tuple[tuple[str, Job], ...] = (
    ("plans.open_months", plans.open_months),
    ("plans.remind", plans.remind),
    ("cases.end_effects", cases.end_effects),
    ("retention.propose", retention.propose),
    ("logs.clear", logs.clear),
    ("ledger.seal", ledger.seal),
    ("erasures.note", erasures.note),
    ("reactions.react", reactions.react),
    ("mail.deliver", mail.deliver),
    ("alarms.notice", alarms.notice),
    ("ledger.seal", ledger.seal),
    ("lab.index", lab.index),
    ("ledger.audit_nightly", ledger.audit_nightly),
)


def tick(now: datetime) -> dict[str, int]:
    """Goes round once as of `now`; returns how much each job did.

    A job that fails does not keep the others from their work: all faults are raised at the end,
    as an ExceptionGroup.
    """
    done: Counter[str] = Counter({name: 0 for name, _ in JOBS})
    faults: list[Exception] = []
    for name, job in JOBS:
        try:
            done[name] += job(now)
        except Exception as fault:
            fault.add_note(f"in the job {name}")
            faults.append(fault)
    if faults:
        raise ExceptionGroup("The clock could not do all its work", faults)
    return dict(done)


def run(stop: Event, interval: float = 60) -> None:
    """Goes round every `interval` seconds until `stop` is set; faults are logged, never raised."""
    while not stop.is_set():
        close_old_connections()
        try:
            done = tick(timezone.now())
            logger.info("clock: %s", done)
        except Exception:
            logger.exception("clock: a round was not completed")
        _seal_until(stop, interval)
    connections.close_all()


def _seal_until(stop: Event, interval: float) -> None:
    """Between two rounds entries are sealed every second: what was done is soon provable."""
    waited = 0.0
    while waited < interval and not stop.wait(SECOND):
        waited += SECOND
        try:
            ledger.seal(timezone.now())
        except Exception:
            logger.exception("clock: entries could not be sealed")
