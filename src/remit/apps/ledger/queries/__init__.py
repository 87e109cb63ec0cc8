"""Reading the ledger."""

from remit.apps.ledger.queries.audits import audit, check
from remit.apps.ledger.queries.completeness import row_faults
from remit.apps.ledger.queries.entries import (
    VERSION,
    State,
    about,
    after,
    canonical,
    digests,
    entry,
    ledgered,
    opened_values,
    ref_of,
    row_digest,
    sealed_up_to,
    state,
    unsealed,
    within,
)
from remit.apps.ledger.queries.proofs import (
    LedgerRewritten,
    LedgerShrunk,
    Receipt,
    StoredTiles,
    begins_with,
    checkpoint,
    continued,
    receipt,
    receipt_of,
    signer,
    verifier,
)
from remit.apps.ledger.queries.witnesses import (
    WitnessState,
    alarms,
    audit_findings,
    best_checkpoint,
    cosigned,
    last_audit,
    states,
    witness_name,
    witness_verifiers,
)

__all__ = [
    "VERSION", "LedgerRewritten", "LedgerShrunk", "Receipt", "State", "StoredTiles",
    "WitnessState", "about", "after", "alarms", "audit", "audit_findings", "begins_with",
    "best_checkpoint", "canonical", "check", "checkpoint", "continued", "cosigned", "digests",
    "entry", "last_audit", "ledgered", "opened_values", "receipt", "receipt_of", "ref_of",
    "row_digest", "row_faults", "sealed_up_to", "signer", "state", "states", "unsealed",
    "verifier", "within", "witness_name", "witness_verifiers",
]  # fmt: skip
