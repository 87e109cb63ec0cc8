"""Whether a receipt or a kept checkpoint holds, asked on the page.

Nothing is stored, and nobody has to sign in.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from remit.apps.ledger import queries
from remit.engines.merkle import (
    MalformedCheckpoint,
    MalformedNote,
    MalformedReceipt,
    OpenedCheckpoint,
    Signed,
    Verified,
    carried_note,
    parse_receipt,
    verify_receipt,
)
from remit.engines.merkle.receipts import HEADER
from remit.engines.sealing import Opening, ReceiptNotOurs, opened, placed
from remit.web.components import Answer
from remit.web.wording import number

UNREADABLE = (MalformedReceipt, MalformedNote, MalformedCheckpoint, ReceiptNotOurs)


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt that holds. `here` is whether its tree is the beginning of the ledger of today."""

    proved: Verified
    seq: int
    verb: str
    at: datetime
    opening: Opening | None
    here: bool


def checked(written: str | bytes) -> Checked:
    """What a receipt proves under the ledger's own key.

    Raises ReceiptNotOurs, ReceiptChanged and the refusals of `verify_receipt`.
    """
    leaf, opening = opened(parse_receipt(written).extra)
    witnesses = queries.witness_verifiers()
    proved = verify_receipt(written, leaf, [queries.verifier()], witnesses, quorum=0)
    seq, verb, at = placed(leaf, proved.index)
    return Checked(proved, seq, verb, at, opening, queries.begins_with(proved.checkpoint))


def carries_checkpoint(written: bytes) -> bool:
    """Whether what was entered is a checkpoint, alone or in a mail, and not a receipt, which holds one."""
    if written.startswith(HEADER.encode()):
        return False
    try:
        carried_note(written)
    except MalformedNote:
        return False
    return True


def continued(written: bytes) -> OpenedCheckpoint:
    """The checkpoint, once the ledger of today is proved to begin with it.

    Raises LedgerShrunk, LedgerRewritten and the refusals of `open_checkpoint`.
    """
    return queries.continued(written, [queries.verifier()], queries.witness_verifiers())


def vouches(found: OpenedCheckpoint) -> list[Answer]:
    """What a checkpoint that holds vouches for, line by line."""
    seal = found.checkpoint
    return [
        Answer(_("Entries then"), seal.size),
        Answer(_("Root of the tree"), seal.root.hex()),
        *_signers(found.signed, found.witnessed),
    ]


def _signers(signed: Iterable[Signed], witnessed: Iterable[Signed]) -> list[Answer]:
    keys = ", ".join(one.verifier.name for one in signed)
    witnesses = ", ".join(one.verifier.name for one in witnessed)
    return [
        Answer(_("Signed with the key"), keys),
        Answer(_("Witnessed by"), witnesses or _("nobody yet")),
    ]


def says(found: Checked) -> list[Answer]:
    """What a receipt says, line by line: first what anybody sees, then what it opens."""
    seal = found.proved.checkpoint
    return [
        Answer(_("Entry number"), found.seq),
        Answer(_("Deed"), found.verb),
        Answer(_("When"), found.at),
        *_opened_lines(found.opening),
        Answer(_("Sealed in the checkpoint of"), _("%(n)s entries") % {"n": number(seal.size)}),
        *_signers(found.proved.signed, found.proved.witnessed),
    ]


def _opened_lines(opening: Opening | None) -> Iterator[Answer]:
    """The values that were proved; what else stands in the file is not told."""
    if opening is None:
        return
    body = json.dumps(opening.values.get("body"), ensure_ascii=False, indent=1)
    yield Answer(_("By"), str(opening.values.get("actor", "")))
    yield Answer(_("To what"), str(opening.values.get("subject", "")))
    yield Answer(_("Unit path"), str(opening.values.get("path", "")))
    yield Answer(_("What was written"), body)
