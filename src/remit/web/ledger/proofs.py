"""The proof of an entry as it is shown: the leaf, and the hashes from it to the signed root."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from remit.apps.ledger import queries
from remit.engines import merkle
from remit.engines.sealing import read_extra

if TYPE_CHECKING:
    from remit.apps.ledger.models import Checkpoint, Entry


@dataclass(frozen=True, slots=True)
class Rung:
    """One step from the leaf to the root: the hash that stands beside the way at a height."""

    level: int
    left: bool
    hash: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves an entry; hashes in hexadecimal. `opened` is whether its contents can be proved,
    `witnesses` who else has signed the root."""

    checkpoint: "Checkpoint"
    number: int
    leaf: str
    leaf_hash: str
    rungs: tuple[Rung, ...]
    root: str
    opened: bool
    key: str
    witnesses: tuple[str, ...]


def proof_of(entry: "Entry") -> Proof | None:
    """The proof against the checkpoint of the receipt; None while the entry is not sealed."""
    receipt = queries.receipt(entry)
    if receipt is None:
        return None
    written = merkle.parse_receipt(receipt.text)
    content, opening = read_extra(written.extra)
    seal, key = receipt.checkpoint, queries.verifier().name
    signatures = merkle.parse_note(written.checkpoint).signatures
    return Proof(
        checkpoint=seal,
        number=written.index + 1,
        leaf=content.decode(),
        leaf_hash=merkle.leaf_hash(content).hex(),
        rungs=rungs(written.index, seal.size, written.proof),
        root=bytes(seal.root).hex(),
        opened=opening is not None,
        key=key,
        witnesses=tuple(one.name for one in signatures if one.name != key),
    )


def rungs(index: int, size: int, proof: tuple[bytes, ...]) -> tuple[Rung, ...]:
    """The steps of an inclusion proof that holds, from the leaf up (RFC 9162, 2.1.3.2).

    At the right edge of the tree a way rises without a hash beside it: such heights are left out.

    >>> [(step.level, step.left) for step in rungs(4, 7, (bytes(32),) * 3)]
    [(0, False), (1, False), (2, True)]
    >>> [(step.level, step.left) for step in rungs(6, 7, (bytes(32),) * 2)]
    [(1, True), (2, True)]
    """
    place, last, level, found = index, size - 1, 0, []
    for beside in proof:
        while place == last and not place & 1 and place:
            place, last, level = place >> 1, last >> 1, level + 1
        found.append(Rung(level, bool(place & 1), beside.hex()))
        place, last, level = place >> 1, last >> 1, level + 1
    return tuple(found)


def age(at: datetime, now: datetime) -> str:
    """How long ago, in words; under a minute is not counted."""
    if now - at < timedelta(minutes=1):
        return _("less than a minute ago")
    return _("%(time)s ago") % {"time": timesince(at, now, depth=1)}
