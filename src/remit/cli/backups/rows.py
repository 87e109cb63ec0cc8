"""Rows on their way into a backup and back, by Django's own account of their columns."""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, JSONField, Model

from remit.engines.archive import Table

CHUNK = 2000
BATCH = 500
# A leaf is mostly digests, which nothing makes shorter.
LEVEL = 3
KEY_MODEL = "vault.key"
KEY_ITSELF = "wrapped"
Row = list[Any]
Column = Any  # Django's fields know no type of their values


def kept_models() -> list[type[Model]]:
    """The models whose rows are in a backup: all of our apps, none of the framework's."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model.__module__.startswith("remit.apps.")]


def columns(model: type[Model], *, without: str = "") -> list[Column]:
    """The columns that are kept of a model."""
    every = model._meta.concrete_fields
    return [
        each for each in every if not getattr(each, "generated", False) and each.name != without
    ]


def rows(model: type[Model], chosen: list[Column]) -> Iterator[Row]:
    """The rows of a model in the order of their keys, as JSON has them; never all at once."""
    for row in model._default_manager.order_by("pk").iterator(chunk_size=CHUNK):
        yield [_told(field, row) for field in chosen]


def _told(field: "Field[Any, Any]", row: Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, str | int | bool) or isinstance(field, JSONField):
        return value
    return field.value_to_string(row)


class _Digested:
    """A file that reckons the digest of what is written into it."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("xb")
        self.sha256 = sha256()

    def write(self, content: bytes) -> int:
        """Writes on, and reckons on."""
        self.sha256.update(content)
        return self.file.write(content)

    def flush(self) -> None:
        """Hands on what waits."""
        self.file.flush()


def write_table(
    into: Path, model: type[Model], synchronise: Callable[[int], None], *, without: str = ""
) -> Table:
    """Writes the rows of a model as compressed JSON lines; returns what the manifest says of them."""
    name, chosen = model._meta.label_lower, columns(model, without=without)
    file = f"tables/{name}.jsonl.gz"
    told, count = _Digested(into / file), 0
    with told.file as raw:
        with gzip.GzipFile("", "wb", LEVEL, told, mtime=0) as packed:
            for row in rows(model, chosen):
                packed.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())
                packed.write(b"\n")
                count += 1
        raw.flush()
        synchronise(raw.fileno())
    names = tuple(field.attname for field in chosen)
    return Table(name, names, count, file, told.sha256.hexdigest())


def read_rows(folder: Path, table: Table) -> Iterator[Row]:
    """The rows of a table of a backup, as JSON has them."""
    with gzip.open(folder / table.file, "rb") as lines:
        for line in lines:
            yield json.loads(line)


def load(model: type[Model], names: Iterable[str], given: Iterable[Row]) -> int:
    """Writes rows with the named columns into a model's table as they were kept; returns how many.

    Columns that are not named take their default; named ones that the model has not are left out.
    """
    fields = columns(model)
    place = {name: number for number, name in enumerate(names)}
    takes = [_taker(field, place.get(field.attname)) for field in fields]
    made = ([take(row) for take in takes] for row in given)
    quote = connection.ops.quote_name
    listed = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    # Names come from the models, values are handed over apart.
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({listed}) VALUES ({marks})"  # noqa: S608
    count = 0
    with connection.cursor() as cursor:
        while batch := list(islice(made, BATCH)):
            cursor.executemany(insert, batch)
            count += len(batch)
    return count


def _taker(field: Column, place: int | None) -> Callable[[Row], Any]:
    """What gives the value of a column of a row as the database takes it."""
    if place is None:
        return lambda _row: field.get_db_prep_save(field.get_default(), connection)
    return lambda row: field.get_db_prep_save(field.to_python(row[place]), connection)


def cannot_be_left_out(field: Column) -> bool:
    """Whether a row cannot be without a value in this column, and the model has none for it."""
    return not (field.null or field.has_default() or field.empty_strings_allowed)
