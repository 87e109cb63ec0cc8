"""Rows as they are kept, for the entries that tell how a deed left them."""

from collections.abc import Iterable
from typing import TypeVar, cast

from django.db.models import Model

from remit.apps.ledger.queries import ledgered

Row = TypeVar("Row", bound=Model)


def as_left(row: Row) -> Row:
    """The row as the database holds it, to be asked in the deed that wrote some of its columns.

    The one at hand may be older than what others wrote into its other columns.
    """
    # Not `type(row)`: the reader of a page comes wrapped.
    return cast("Row", row._meta.model._default_manager.get(pk=row.pk))


def rows_behind(refs: Iterable[str]) -> list[Model]:
    """The rows of these references as the database holds them; those that are gone are left out."""
    keys: dict[str, list[str]] = {}
    for ref in refs:
        kind, _, key = ref.partition(":")
        keys.setdefault(kind, []).append(key)
    return [
        row
        for model in ledgered()
        for row in model._default_manager.in_bulk(keys.get(model._meta.label_lower, [])).values()
    ]
