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
    Receipt,
    StoredTiles,
    checkpoint,
    receipt,
    receipt_of,
    signer,
    verifier,
)

__all__ = [
    "VERSION", "Receipt", "State", "StoredTiles", "about", "after", "audit", "canonical", "check",
    "checkpoint", "digests", "entry", "ledgered", "opened_values", "receipt", "receipt_of",
    "ref_of", "row_digest", "row_faults", "sealed_up_to", "signer", "state", "unsealed",
    "verifier", "within",
]  # fmt: skip
