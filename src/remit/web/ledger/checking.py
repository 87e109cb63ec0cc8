"""Whether a receipt holds, asked on the page: nothing is stored, and nobody has to sign in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from remit.apps.ledger import queries
from remit.engines import merkle
from remit.engines.merkle import (
    MalformedCheckpoint,
    MalformedNote,
    MalformedReceipt,
    Verified,
    parse_receipt,
    verify_receipt,
)
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
    proved = verify_receipt(written, leaf, [queries.verifier()])
    seq, verb, at = placed(leaf, proved.index)
    return Checked(proved, seq, verb, at, opening, _here(proved.checkpoint))


def _here(then: merkle.Checkpoint) -> bool:
    """Whether the tree of a checkpoint is what this ledger began with."""
    newest = queries.checkpoint()
    if newest is None or then.size > newest.size:
        return False
    return merkle.root(then.size, queries.StoredTiles()) == then.root


def says(found: Checked) -> list[Answer]:
    """What a receipt says, line by line: first what anybody sees, then what it opens."""
    seal = found.proved.checkpoint
    keys = ", ".join(signed.verifier.name for signed in found.proved.signed)
    witnesses = ", ".join(signed.verifier.name for signed in found.proved.witnessed)
    return [
        Answer(_("Entry number"), found.seq),
        Answer(_("Deed"), found.verb),
        Answer(_("When"), found.at),
        *_opened_lines(found.opening),
        Answer(_("Sealed in the checkpoint of"), _("%(n)s entries") % {"n": number(seal.size)}),
        Answer(_("Signed with the key"), keys),
        Answer(_("Witnessed by"), witnesses or _("nobody yet")),
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
