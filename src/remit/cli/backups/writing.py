"""Writing a backup: one view of the database while others write on, complete or not there at all."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

from remit import __version__
from remit.apps.fields import as_kept
from remit.apps.ledger import queries as ledger
from remit.cli.backups.rows import KEY_ITSELF, KEY_MODEL, kept_models, write_table
from remit.engines.archive import (
    BACKUP,
    FORGOTTEN,
    JOURNAL,
    KEYS,
    MANIFEST,
    Erasure,
    Manifest,
    Table,
    erasure,
    made_at,
    named,
    outlived,
)
from remit.engines.findings import Finding, Refusal, error

PART = ".part"
OWN_ONLY = 0o700


class BackupNotWritten(Refusal):
    """The backup could not be completed: nothing of it is left, and older ones are as they were."""


class BackupRunning(Refusal):
    """Another backup is being written into the same folder."""


@dataclass(frozen=True, slots=True)
class Written:
    """A backup that is complete: its folder, the keys beside it, its manifest, and what was deleted."""

    folder: Path
    keys: Path
    manifest: Manifest
    deleted: tuple[str, ...]


def write(folder: Path, *, at: datetime, keep_days: int | None) -> Written:
    """Writes a backup and its keys into a folder; then deletes what is outlived, unless days are None.

    Raises BackupNotWritten and BackupRunning.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=OWN_ONLY)
        with _alone(folder):
            return _write(folder, at, keep_days)
    except OSError as fault:
        raise BackupNotWritten(_not_written(folder, fault)) from fault


def _write(folder: Path, at: datetime, keep_days: int | None) -> Written:
    _clear(folder)
    parts = [folder / f".{named(kind, at)}{PART}" for kind in (KEYS, BACKUP)]
    try:
        with one_view():
            told = [_keys(parts[0], at), _backup(parts[1], at)]
    except BaseException:
        _clear(folder)
        raise
    # The keys first: a backup is never there without the keys of all it holds.
    keys, backup = (_completed(part) for part in parts)
    gone = () if keep_days is None else _deleted(folder, at, keep_days)
    return Written(backup, keys, told[1], gone)


@contextmanager
def one_view() -> Iterator[None]:
    """Within it everything is read as of one instant, and nobody who writes has to wait."""
    if connection.in_atomic_block:  # whoever began it chose its view
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # a plain one: it never asks for the lock of writers
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def erasures() -> list[Erasure]:
    """All sealed erasures that the ledger tells of, oldest first."""
    told = apps.get_model("ledger", "Entry")._default_manager
    found = told.filter(body__has_key=FORGOTTEN, seq__lte=ledger.sealed_up_to()).order_by("seq")
    return [
        erasure(entry.verb, entry.subject, entry.body, entry.at, receipt.text)
        for entry in found.iterator()
        if (receipt := ledger.receipt(entry))
    ]


def _backup(part: Path, at: datetime) -> Manifest:
    """Writes everything but the keys; of these only whose they are."""
    _made(part)
    with as_kept():
        tables = [
            write_table(part, model, os.fsync, without=KEY_ITSELF if _is_key(model) else "")
            for model in kept_models()
        ]
    _written(part / JOURNAL, "".join(one.line for one in erasures()))
    return _described(part, BACKUP, at, tables)


def _keys(part: Path, at: datetime) -> Manifest:
    _made(part)
    table = write_table(part, apps.get_model(KEY_MODEL), os.fsync)
    return _described(part, KEYS, at, [table])


def _is_key(model: type) -> bool:
    return model is apps.get_model(KEY_MODEL)


def _described(part: Path, kind: str, at: datetime, tables: list[Table]) -> Manifest:
    newest, key = ledger.checkpoint(), ledger.verifier().text
    size, note = (newest.size, newest.note) if newest else (0, "")
    manifest = Manifest(
        kind=kind,
        software=__version__,
        at=at,
        database=connection.vendor,
        tables=tuple(tables),
        entries=ledger.state().entries,
        size=size,
        note=note,
        key=key,
    )
    _written(part / MANIFEST, manifest.written)
    return manifest


def _made(part: Path) -> None:
    part.mkdir(mode=OWN_ONLY)
    (part / "tables").mkdir(mode=OWN_ONLY)


def _written(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _completed(part: Path) -> Path:
    """Gives a folder its name once all of it has reached the disk."""
    for folder in (part / "tables", part):
        _synchronise(folder)
    whole = part.with_name(part.name.removeprefix(".").removesuffix(PART))
    part.rename(whole)
    _synchronise(whole.parent)
    return whole


def _synchronise(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder / ".lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as fault:
        raise BackupRunning(_running(folder)) from fault
    finally:
        os.close(handle)


def _clear(folder: Path) -> None:
    """Deletes what an earlier backup left unfinished, or half deleted."""
    for path in folder.iterdir():
        unfinished = path.name.startswith(".") and path.name.endswith(PART)
        if unfinished or (made_at(path.name) and not _whole(path)):
            shutil.rmtree(path)


def _whole(path: Path) -> bool:
    return not path.name.startswith((BACKUP, KEYS)) or (path / MANIFEST).exists()


def _deleted(folder: Path, now: datetime, days: int) -> tuple[str, ...]:
    names = outlived((path.name for path in folder.iterdir()), now=now, days=days)
    for name in names:
        # Without its manifest it is no backup any more, should we be stopped in the middle.
        (folder / name / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(folder / name)
    return names


def _running(folder: Path) -> Finding:
    return error(
        "backup.running",
        str(folder),
        "另一份备份正在写入同一目录。请等它完成后再试。",
        "Another backup is being written into this folder. Try again when it is done.",
    )


def _not_written(folder: Path, fault: OSError) -> Finding:
    return error(
        "backup.not_written",
        str(folder),
        f"备份没有写成（{fault.strerror}）：未留下半份备份，原有备份不受影响。请腾出空间或核对权限后再试。",
        f"The backup was not written ({fault.strerror}). No half backup is left, and older ones are as they "
        "were. Make room, or check the permissions, and try again.",
    )
