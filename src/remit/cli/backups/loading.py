"""Putting a backup back: all of it in one transaction, with what was erased since erased again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import IntegrityError, connection, transaction

from remit.apps.fields import as_kept
from remit.apps.ledger import queries as ledger
from remit.apps.ledger.actions import record
from remit.cli.backups.reading import Archive
from remit.cli.backups.replaying import replay, seal_all
from remit.cli.backups.rows import KEY_ITSELF, KEY_MODEL, Row, kept_models, load, read_rows
from remit.cli.backups.writing import erasures
from remit.engines.archive import Erasure, still_to_do
from remit.engines.findings import Finding, Refusal, error, warning

RESTORED = "ledger.restored"
DESTROYED = "destroyed_at"
SIGNED_IN = "django_session"


class BackupInconsistent(Refusal):
    """Rows of the backup refer to rows that it has not."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: how many entries came from the backup, what was erased again, what to look at."""

    entries: int
    rows: int
    erased: tuple[Erasure, ...]
    findings: tuple[Finding, ...]


def in_use() -> bool:
    """Whether the database holds entries, or anything that entries tell of."""
    every = [apps.get_model("ledger", "Entry"), *ledger.ledgered()]
    return any(model._default_manager.exists() for model in every)


@transaction.atomic
def put_back(
    backup: Archive, keys: Archive | None, told: Iterable[Erasure], *, at: datetime
) -> Restored:
    """Replaces everything by what the backup holds, and erases again what was erased since.

    Raises BackupInconsistent, and what an erasure raises that cannot be done again; nothing is changed then.
    """
    _empty()
    with as_kept():
        count = _tables(backup) + _keys(backup, keys, at)
    _start_numbers_anew()
    entries = ledger.state().entries
    seal_all(at)
    settled, known, given = _last_restoration(), erasures(), tuple(told)
    again = tuple(one for one in still_to_do(given, known, settled) if replay(one, at))
    _tell(backup, len(again), at)
    seal_all(at)
    _refuse_inconsistent(backup)
    missing = tuple(_missing_keys(backup, keys))
    return Restored(entries, count, again, missing)


def tidy() -> None:
    """Takes what was written on the way out of SQLite's log, so that nothing erased is left there."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _empty() -> None:
    """Deletes all rows of ours, and signs everybody out."""
    models = kept_models()
    tables = [model._meta.db_table for model in models]
    if not any(model._default_manager.exists() for model in models):
        tables = []
    flush = connection.ops.sql_flush(no_style(), [*tables, SIGNED_IN], reset_sequences=False)
    connection.ops.execute_sql_flush(flush)


def _tables(backup: Archive) -> int:
    count = 0
    for model in kept_models():
        table = backup.table(model._meta.label_lower)
        if table and table.model != KEY_MODEL:
            count += load(model, table.columns, read_rows(backup.folder, table))
    return count


def _keys(backup: Archive, keys: Archive | None, at: datetime) -> int:
    """Loads the keys of what the backup holds, as the set of keys has them: no others, none destroyed."""
    table = backup.table(KEY_MODEL)
    if table is None:
        return 0
    found, names = _by_name(keys), (*table.columns, KEY_ITSELF)
    given = (_key(row, found, at) for row in _told(backup, table.columns))
    rows = ([row[name] for name in names] for row in given)
    return load(apps.get_model(KEY_MODEL), names, rows)


def _key(told: dict[str, Any], found: dict[str, dict[str, Any]], at: datetime) -> dict[str, Any]:
    kept = found.get(told["id"], {})
    destroyed = told[DESTROYED] or kept.get(DESTROYED)
    wrapped = None if destroyed else kept.get(KEY_ITSELF)
    if wrapped is None:
        destroyed = destroyed or at.isoformat()
    return {**told, DESTROYED: destroyed, KEY_ITSELF: wrapped}


def _by_name(keys: Archive | None) -> dict[str, dict[str, Any]]:
    table = keys.table(KEY_MODEL) if keys else None
    if keys is None or table is None:
        return {}
    return {row["id"]: row for row in _told(keys, table.columns)}


def _told(archive: Archive, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    table = archive.table(KEY_MODEL)
    rows: Iterator[Row] = read_rows(archive.folder, table) if table else iter(())
    return (dict(zip(names, row, strict=True)) for row in rows)


def _missing_keys(backup: Archive, keys: Archive | None) -> Iterator[Finding]:
    """Matters that can no longer be read though nothing in the backup says that they were erased."""
    table, found = backup.table(KEY_MODEL), _by_name(keys)
    for row in _told(backup, table.columns) if table else ():
        if row[DESTROYED] is None and row["id"] not in found:
            yield _no_key(row["matter"])


def _start_numbers_anew() -> None:
    """Lets new rows be numbered after those that were put back."""
    statements = connection.ops.sequence_reset_sql(no_style(), kept_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _last_restoration() -> datetime | None:
    told = apps.get_model("ledger", "Entry")._default_manager.filter(verb=RESTORED)
    found: datetime | None = told.order_by("-at").values_list("at", flat=True).first()
    return found


def _tell(backup: Archive, erased: int, at: datetime) -> None:
    manifest = backup.manifest
    record(
        RESTORED,
        at=at,
        actor="",
        subject=f"ledger:{manifest.size}",
        path="",
        body={
            "backup": manifest.at.isoformat(),
            "software": manifest.software,
            "erased_again": str(erased),
        },
    )


def _refuse_inconsistent(backup: Archive) -> None:
    try:
        connection.check_constraints()
    except IntegrityError as fault:
        raise BackupInconsistent(_inconsistent(backup, fault)) from fault


def _inconsistent(backup: Archive, fault: IntegrityError) -> Finding:
    return error(
        "restore.inconsistent",
        str(backup.folder),
        f"备份中有记录指向不存在的记录（{fault}），未作任何改动。请改用较早的备份。",
        f"Rows of the backup refer to rows that it has not ({fault}). Nothing was changed. Use an earlier "
        "backup.",
    )


def _no_key(matter: str) -> Finding:
    return warning(
        "restore.no_key",
        matter,
        "所用密钥中没有该事项的密钥，其内容读作已删除。如不应如此，请用 --keys 指定另一套密钥重新恢复。",
        "The keys have none for this matter, so what was said in it reads as erased. If that is wrong, restore "
        "again and name another set with --keys.",
    )
