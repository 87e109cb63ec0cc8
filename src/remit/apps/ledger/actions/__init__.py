"""Writing to the ledger."""

from remit.apps.ledger.actions.erasing import NotYetSealed, forget
from remit.apps.ledger.actions.recording import Json, advance, record
from remit.apps.ledger.actions.sealing import keep_audit, seal, sequence
from remit.apps.ledger.actions.witnesses import (
    CheckpointDiffers,
    CheckpointNotKept,
    WitnessUnknown,
    keep_cosignatures,
)

__all__ = [
    "CheckpointDiffers", "CheckpointNotKept", "Json", "NotYetSealed", "WitnessUnknown", "advance",
    "forget", "keep_audit", "keep_cosignatures", "record", "seal", "sequence",
]  # fmt: skip
