"""What is on the disk: which backups a folder holds, and whether one is whole before anything is done."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.apps import apps

from remit.apps.ledger import queries as ledger
from remit.apps.vault.queries import NotUnderThisKey, unwrapped
from remit.cli.backups.rows import KEY_MODEL, cannot_be_left_out, columns, kept_models, read_rows
from remit.cli.files import FileNotReadable, content, unreadable
from remit.engines import merkle
from remit.engines.archive import (
    BACKUP,
    JOURNAL,
    KEYS,
    MANIFEST,
    Erasure,
    Manifest,
    Table,
    made_at,
    read_erasures,
    read_manifest,
)
from remit.engines.findings import Finding, Refusal, error, warning

LARGEST_MANIFEST, LARGEST_JOURNAL = 2**24, 2**30
PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup or a set of keys on the disk, with what its manifest says."""

    folder: Path
    manifest: Manifest

    def table(self, model: str) -> Table | None:
        """The table of a model; None where the backup has none."""
        return next((each for each in self.manifest.tables if each.model == model), None)


def archive(folder: Path, kind: str) -> Archive:
    """The backup or set of keys in a folder, its manifest read. Raises in words."""
    text = content(folder / MANIFEST, LARGEST_MANIFEST).decode(errors="replace")
    return Archive(folder, read_manifest(text, kind=kind, where=str(folder)))


def within(folder: Path, kind: str) -> list[Path]:
    """The complete backups or sets of keys in a folder, oldest first."""
    if not folder.is_dir():
        return []
    told = [(made_at(path.name), path) for path in folder.iterdir()]
    rows = [(found[1], path) for found, path in told if found and found[0] == kind]
    return [path for _at, path in sorted(rows) if (path / MANIFEST).is_file()]


def journal(file: Path) -> tuple[Erasure, ...]:
    """The erasures in a file. Raises in words."""
    text = content(file, LARGEST_JOURNAL).decode(errors="replace")
    return read_erasures(text, str(file))


def journal_of(backup: Archive) -> tuple[Erasure, ...]:
    """The erasures that a backup tells of."""
    return journal(backup.folder / JOURNAL)


def damage(found: Archive) -> Iterator[Finding]:
    """What is not as the manifest says: files that are missing, changed, or have other rows."""
    for table in found.manifest.tables:
        file = found.folder / table.file
        try:
            whole = _digest(file) == table.sha256
        except OSError as fault:
            yield unreadable(str(file), fault)
            continue
        if not whole or not _as_told(found.folder, table):
            yield _damaged(file)


def _digest(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as content:
        while piece := content.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def _as_told(folder: Path, table: Table) -> bool:
    """Whether a file has the rows, each with the columns, that the manifest tells of."""
    width, count = len(table.columns), 0
    try:
        for row in read_rows(folder, table):
            count += 1
            if not isinstance(row, list) or len(row) != width:
                return False
    except (OSError, EOFError, ValueError, zlib.error):
        return False
    return count == table.rows


def foreign(backup: Archive) -> Iterator[Finding]:
    """Why the backup cannot be read with the keys of this installation."""
    manifest, mine = backup.manifest, ledger.verifier()
    if manifest.key != mine.text:
        yield _other_ledger(manifest.key)
    elif manifest.note:
        try:
            size = merkle.open_checkpoint(manifest.note, [mine]).checkpoint.size
        except Refusal as refused:
            yield from refused.findings
        else:
            if size != manifest.size:
                yield _damaged(backup.folder / MANIFEST)


def foreign_keys(keys: Archive) -> Iterator[Finding]:
    """Why the keys cannot be opened with the key of this installation; the first one tells for all."""
    table, model = keys.table(KEY_MODEL), apps.get_model(KEY_MODEL)
    if table is None:
        yield _damaged(keys.folder / MANIFEST)
        return
    fields = {each.attname: each for each in columns(model)}
    try:
        for row in read_rows(keys.folder, table):
            told = dict(zip(table.columns, row, strict=True))
            if told["wrapped"] is not None:
                unwrapped(model(**{n: fields[n].to_python(v) for n, v in told.items()}))
                return
    except (NotUnderThisKey, KeyError):
        yield _other_vault(keys.folder)


def misfits(backup: Archive) -> Iterator[Finding]:
    """What this version has no place for (told), and what it cannot do without (refused)."""
    models = {model._meta.label_lower: model for model in kept_models()}
    for table in backup.manifest.tables:
        if table.model not in models:
            yield _no_place(table.model)
            continue
        known = {each.attname: each for each in columns(models[table.model])}
        yield from (
            _no_place(f"{table.model}.{name}") for name in table.columns if name not in known
        )
        yield from (
            _no_value(f"{table.model}.{name}")
            for name, field in known.items()
            if table.rows and name not in table.columns and cannot_be_left_out(field)
            if table.model != KEY_MODEL
        )


def newest_keys(backup: Path) -> Path | None:
    """The newest set of keys beside a backup."""
    return next(reversed(within(backup.parent, KEYS)), None)


def newer(backup: Archive) -> Iterator[Archive]:
    """The backups beside this one that were made later; those that cannot be read are left out."""
    for path in within(backup.folder.parent, BACKUP):
        try:
            found = archive(path, BACKUP)
        except (Refusal, FileNotReadable):
            continue
        if found.manifest.at > backup.manifest.at:
            yield found


def at_line(finding: Finding, line: int) -> Finding:
    """The finding with the line it is about."""
    return replace(finding, line=line)


def _damaged(file: Path) -> Finding:
    return error(
        "restore.damaged",
        str(file),
        "文件与备份清单不符：已损坏或被改动。请改用另一份副本或较早的备份。",
        "The file is not what the manifest says: it is damaged or was changed. Use another copy, or an "
        "earlier backup.",
    )


def _other_ledger(key: str) -> Finding:
    name = key.split("+")[0]
    return error(
        "restore.other_ledger_key",
        name,
        "备份由另一套台账密钥签署。请先把原系统的 ledger.key 和 vault.key 放入 REMIT_HOME（或设置 "
        "REMIT_LEDGER_KEY、REMIT_VAULT_KEY），再恢复。",
        "Another key signed the ledger in this backup. First put that installation's ledger.key and vault.key "
        "into REMIT_HOME (or set REMIT_LEDGER_KEY and REMIT_VAULT_KEY), then restore.",
    )


def _other_vault(folder: Path) -> Finding:
    return error(
        "restore.other_vault_key",
        str(folder),
        "这套密钥不能用本系统的 vault.key 打开。请先把原系统的 vault.key 放入 REMIT_HOME，再恢复。",
        "These keys cannot be opened with this installation's vault.key. First put the one they were wrapped "
        "with into REMIT_HOME, then restore.",
    )


def _no_place(name: str) -> Finding:
    return warning(
        "restore.no_place",
        name,
        "本版本没有与之对应的位置，该内容不予恢复。如需保留，请用写成备份的版本恢复。",
        "This version has no place for it, so it is left out. To have it back, restore with the version that "
        "wrote the backup.",
    )


def _no_value(name: str) -> Finding:
    return error(
        "restore.no_value",
        name,
        "备份中没有这一栏，而本版本不能缺少它。请用写成备份的版本恢复，再按说明升级。",
        "The backup has no such column and this version cannot do without it. Restore with the version that "
        "wrote the backup, then update as its notes say.",
    )
