"""Entries as they were written, and what they say of rows."""

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import rfc8785
from django.apps import apps
from django.db.models import Count, Max, Model, Q, QuerySet
from django.db.models.expressions import Combinable

from remit.apps.ledger.models import Checkpoint, Entry, Position
from remit.apps.vault.queries import installation_key

VERSION = 1


def canonical(entry: Entry) -> bytes:
    """The entry as canonical JSON (RFC 8785), as it is shown; what is sealed is its leaf."""
    return rfc8785.dumps(
        {
            "v": VERSION,
            "id": entry.pk,
            "verb": entry.verb,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": entry.actor,
            "subject": entry.subject,
            "path": entry.path,
            "body": committed_body(entry),
        }
    )


def opened_values(entry: Entry) -> dict[str, object]:
    """What the leaf of an entry commits to."""
    return {
        "actor": entry.actor,
        "body": committed_body(entry),
        "path": entry.path,
        "subject": entry.subject,
    }


def committed_body(entry: Entry) -> dict[str, Any]:
    """The body of an entry with its matter and how it left its rows, where it has them."""
    return with_rows(entry.body, entry.matter, entry.rows)


def with_rows(body: Mapping[str, Any], matter: str, rows: Mapping[str, str]) -> dict[str, Any]:
    """What the leaf commits to as body."""
    named = {"matter": matter} if matter else {}
    return {**body, **named, **({"rows": dict(rows)} if rows else {})}


def ledgered() -> list[type[Model]]:
    """The models of which every row must be told by an entry: all that do not say otherwise."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("remit.apps.")]
    return [model for model in ours if getattr(model, "ledgered", True)]


def ref_of(row: Model) -> str:
    """A row as entries name it: `app.model:key`."""
    return f"{row._meta.label_lower}:{row.pk}"


def row_digest(row: Model) -> str:
    """A digest of all that a row says, under the installation's key: nobody can try values against it.

    Columns in the model's `untold` are left out: those that change without a deed.
    """
    untold: frozenset[str] = getattr(row, "untold", frozenset())
    said = {
        field.attname: _plain(field.to_python(field.value_from_object(row)), field)
        for field in row._meta.concrete_fields
        if field.attname not in untold
    }
    return hmac.digest(installation_key(), b"row " + _ROW.encode(said).encode(), "sha256").hex()


_ROW = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digests(rows: Iterable[Model], gone: Iterable[str] = ()) -> dict[str, str]:
    """How a deed leaves rows, by reference; a row that is `gone` has an empty digest."""
    return {**{ref_of(row): row_digest(row) for row in rows}, **dict.fromkeys(gone, "")}


def _plain(value: Any, field: Any) -> object:
    """A column's value as the database would give it back, in what JSON knows."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Decimal():
            return str(value.quantize(Decimal(1).scaleb(-field.decimal_places)))
        case bytes() | memoryview():
            return sha256(value).hexdigest()
        case dict() | list() | tuple():
            return json.loads(json.dumps(value))
    return value


def after(reader: str, *, limit: int = 500) -> list[Entry]:
    """The sealed entries that `reader` has not yet worked off, in order.

    What follows from a deed waits until the deed can no longer be taken back unseen.
    """
    position = Position.objects.filter(reader=reader).first()
    done = position.seq if position else 0
    waiting = Entry.objects.filter(seq__gt=done, seq__lte=sealed_up_to()).order_by("seq")
    return list(waiting[:limit])


def sealed_up_to() -> int:
    """The number of the last sealed entry; 0 before the first."""
    return Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0


def unsealed(*subjects: str | Combinable) -> QuerySet[Entry]:
    """The entries of the given subjects that no checkpoint covers yet: accepted, without effect.

    In a subquery a subject may be an expression of the outer row.
    """
    waiting = Q(seq__isnull=True) | Q(seq__gt=sealed_up_to())
    return Entry.objects.filter(waiting, subject__in=subjects)


def entry(pk: int) -> Entry | None:
    """The entry with a key."""
    return Entry.objects.filter(pk=pk).first()


def about(*subjects: str) -> QuerySet[Entry]:
    """The entries of the given subjects, oldest first."""
    return Entry.objects.filter(subject__in=subjects).order_by("id")


def within(ranges: list[tuple[str, str]]) -> QuerySet[Entry]:
    """The entries of the units whose paths lie in the half-open ranges, newest first."""
    wanted = Q(pk__in=[])
    for low, high in ranges:
        wanted |= Q(path__gte=low, path__lt=high)
    return Entry.objects.filter(wanted).order_by("-id")


@dataclass(frozen=True, slots=True)
class State:
    """How many entries there are, how many are numbered, and the last number."""

    entries: int
    numbered: int
    last: int

    @property
    def waiting(self) -> int:
        """How many entries have no number yet."""
        return self.entries - self.numbered


def state() -> State:
    """The ledger's extent."""
    row = Entry.objects.aggregate(entries=Count("id"), numbered=Count("seq"), last=Max("seq"))
    return State(row["entries"], row["numbered"], row["last"] or 0)
