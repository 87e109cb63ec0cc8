"""Recording deeds, and how far a reader of the ledger has come."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model

from remit.apps.ledger.models import Entry, Position
from remit.apps.ledger.queries import digests

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
# What the leaf adds to a body by itself.
RESERVED = ("matter", "rows")
LARGEST = 2**53 - 1


def record(
    verb: str,
    *,
    at: datetime,
    actor: str,
    subject: str,
    path: str,
    body: Mapping[str, Json],
    rows: Iterable[Model] = (),
    gone: Iterable[str] = (),
    matter: str = "",
) -> Entry:
    """Writes the entry of a deed, not yet numbered, in the deed's own transaction.

    `body` holds references, dates and numbers as strings: no floats, no names, no free texts. `rows` are
    those that the deed wrote, as it leaves them, `gone` the references of those it deleted. `matter` is
    what the entry is erased with.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An entry is written in the transaction of its deed.")
    if any(word in body for word in RESERVED):
        raise ValueError(f"A body says nothing under {RESERVED}: these are arguments.")
    _refuse_numbers(body)
    return Entry.objects.create(
        verb=verb,
        at=at,
        actor=actor,
        subject=subject,
        matter=matter,
        path=path,
        body=dict(body),
        rows=digests(rows, gone),
    )


@transaction.atomic
def advance(reader: str, seq: int) -> None:
    """Notes that `reader` has worked off the entries up to and including `seq`."""
    Position.objects.update_or_create(reader=reader, defaults={"seq": seq})


def _refuse_numbers(value: object) -> None:
    """Raises TypeError for what canonical JSON cannot keep exactly (RFC 8785, section 3.2.2.3)."""
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST):
        raise TypeError("The ledger keeps no floats and no integers from 2^53: write them as text.")
    inner: Iterable[object] = ()
    if isinstance(value, Mapping):
        inner = value.values()
    elif isinstance(value, list | tuple):
        inner = value
    for one in inner:
        _refuse_numbers(one)
