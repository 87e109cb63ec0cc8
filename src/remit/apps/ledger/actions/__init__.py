"""Writing to the ledger."""

from remit.apps.ledger.actions.erasing import NotYetSealed, forget
from remit.apps.ledger.actions.recording import Json, advance, record
from remit.apps.ledger.actions.sealing import keep_audit, seal, sequence

__all__ = ["Json", "NotYetSealed", "advance", "forget", "keep_audit", "record", "seal", "sequence"]
