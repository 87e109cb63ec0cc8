"""Keeping what witnesses have signed, so that receipts and checkpoints bear it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from remit.apps.ledger.models import Checkpoint, Cosignature
from remit.apps.ledger.queries import verifier, witness_name
from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle import (
    OpenedCheckpoint,
    Signature,
    Verifier,
    open_checkpoint,
    parse_note,
)


class WitnessUnknown(Refusal):
    """None of the witnesses that the installation knows has signed the note."""


class CheckpointNotKept(Refusal):
    """A checkpoint of a size that was never sealed here, or is no longer kept."""


class CheckpointDiffers(Refusal):
    """A checkpoint that bears our signature and another root than the one kept for its size."""


@transaction.atomic
def keep_cosignatures(
    note: str | bytes, *, witnesses: Sequence[Verifier], at: datetime
) -> tuple[Cosignature, ...]:
    """Keeps the signatures of known witnesses under one of our checkpoints, each once; returns them.

    What is kept already stays as it is. Raises the refusals of `open_checkpoint` for what is no checkpoint
    of ours or does not hold, WitnessUnknown, CheckpointNotKept and CheckpointDiffers.
    """
    opened = open_checkpoint(note, [verifier()], witnesses, quorum=0)
    if not opened.witnessed:
        raise WitnessUnknown(_NOBODY_KNOWN)
    size = opened.checkpoint.size
    row = Checkpoint.objects.filter(size=size).first()
    if row is None:
        raise CheckpointNotKept(_not_kept(size))
    if parse_note(row.note).text != opened.note.text:
        raise CheckpointDiffers(_differs(size))
    return tuple(_kept(row, opened, one.verifier, at) for one in opened.witnessed)


def _kept(
    row: Checkpoint, opened: OpenedCheckpoint, witness: Verifier, at: datetime
) -> Cosignature:
    signature = _signature_of(witness, opened.note.signatures)
    kept, _ = Cosignature.objects.get_or_create(
        checkpoint=row,
        witness=witness_name(witness),
        defaults={"line": signature.line, "at": at},
    )
    return kept


def _signature_of(witness: Verifier, signatures: Sequence[Signature]) -> Signature:
    """The witness's own signature, the first where it signed twice: that is the one verified."""
    own = (witness.name, witness.id)
    return next(one for one in signatures if (one.name, one.key_id) == own)


_NOBODY_KNOWN = error(
    "ledger.witness_unknown",
    "note",
    "检查点上没有本系统认识的见证方的签名。请管理员把见证方的公钥写入设置项 REMIT_WITNESSES。",
    "No witness known here has signed this checkpoint. Ask the keeper to put the witness's public key into "
    "the setting REMIT_WITNESSES.",
)


def _not_kept(size: int) -> Finding:
    return error(
        "ledger.checkpoint_not_kept",
        f"ledger.checkpoint:{size}",
        f"本台账没有规模为 {size} 的检查点。若它确由本台账签名，台账可能被截断：请保留该检查点并告知审计人员。",
        f"This ledger keeps no checkpoint of size {size}. If it did sign it, the ledger may have been cut "
        "off: keep the checkpoint and tell the auditor.",
    )


def _differs(size: int) -> Finding:
    return error(
        "ledger.checkpoint_forked",
        f"ledger.checkpoint:{size}",
        f"规模为 {size} 的检查点与本台账保存的不同，却有本台账的签名：台账可能被改写。"
        "请保留该检查点并告知审计人员。",
        f"The checkpoint of size {size} bears this ledger's signature and is not the one kept: the ledger "
        "may have been rewritten. Keep the checkpoint and tell the auditor.",
    )
