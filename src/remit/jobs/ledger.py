"""The ledger's own time: entries are sealed within seconds, and every night the whole is audited."""

import logging
import os
from datetime import datetime

from remit.apps.ledger import queries
from remit.apps.ledger.actions import keep_audit
from remit.apps.ledger.actions import seal as seal_batch
from remit.apps.organisation.queries import day
from remit.engines.findings import Finding, Severity
from remit.jobs.nights import due

logger = logging.getLogger(__name__)

BATCH = 10_000
# The local hour from which the night's audit may run: when few work and the day is over.
NIGHT = 2


def seal(now: datetime) -> int:
    """Seals all waiting entries, batch by batch; returns how many."""
    sealed, signer = 0, queries.signer()
    while batch := seal_batch(signer=signer, chance=os.urandom, at=now, limit=BATCH):
        sealed += batch
        if batch < BATCH:
            break
    return sealed


def audit_nightly(now: datetime) -> int:
    """Audits the whole ledger once a local day, from two o'clock on, and keeps what it found; 1 when it did."""
    last = queries.last_audit()
    if not due(now, day(last.at) if last else None, hour=NIGHT):
        return 0
    size = queries.sealed_up_to()
    findings = queries.audit([queries.verifier()])
    keep_audit(findings, size=size, at=now)
    _log(findings)
    return 1


def _log(findings: tuple[Finding, ...]) -> None:
    faults = [finding for finding in findings if finding.severity is Severity.ERROR]
    for finding in faults[:10]:
        logger.error("audit: %s %s: %s", finding.id, finding.subject, finding.message.en)
    if len(faults) > 10:
        logger.error("audit: %s errors in all; run `remit ledger verify`", len(faults))
