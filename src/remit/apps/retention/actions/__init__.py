"""Proposing erasures, confirming and refusing them."""

from remit.apps.retention.actions.confirming import (
    AnotherMustConfirm,
    NotAutomatic,
    carry_out_erasure,
    confirm_erasure,
    refuse_erasure,
)
from remit.apps.retention.actions.gate import (
    ErasureSettled,
    NothingSaid,
    ReasonsNameSomebody,
    WithoutLegalBasis,
)
from remit.apps.retention.actions.proposing import (
    KeptByLaw,
    NothingToErase,
    NotOverYet,
    ProposedAlready,
    propose_erasure,
)

__all__ = [
    "AnotherMustConfirm", "ErasureSettled", "KeptByLaw", "NotAutomatic", "NotOverYet",
    "NothingSaid", "NothingToErase", "ProposedAlready", "ReasonsNameSomebody", "WithoutLegalBasis",
    "carry_out_erasure", "confirm_erasure", "propose_erasure", "refuse_erasure",
]  # fmt: skip
