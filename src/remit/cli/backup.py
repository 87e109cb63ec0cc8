"""`remit backup`: a copy of everything, complete or not there at all, with the keys of matters apart."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remit.cli.answers import language, say, tell_json
from remit.cli.database import open_database
from remit.engines.words import Words

if TYPE_CHECKING:
    from remit.cli.backups.writing import Written

DAYS = 30
WRITTEN = Words(
    "已备份 {entries} 条台账记录、{tables} 张表：{folder}",
    "Backed up {entries} entries of the ledger and {tables} tables: {folder}",
)
KEYS = Words("各事项的密钥另存于：{}", "The keys of matters are apart from it: {}")
DELETED = Words("已删除过期的：{}", "Deleted as outlived: {}")
HOME = Words(
    "本系统自身的密钥（ledger.key、vault.key、secret.key）不在备份中，位于 {}；没有它们，备份无法恢复。请另存一份于"
    "别处。",
    "The installation's own keys (ledger.key, vault.key, secret.key) are in no backup. They are in {}, and "
    "without them no backup can be restored: keep a copy somewhere else.",
)


def backup(
    folder: Annotated[Path, typer.Argument(help="The folder in which backups are kept.")],
    keep_days: Annotated[
        int, typer.Option("--keep-days", min=0, help="Older backups in the folder are deleted.")
    ] = DAYS,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Back up the database into a folder, while others go on working."""
    open_database()
    from django.conf import settings

    from remit.cli.backups.guarding import refuse_another
    from remit.cli.backups.writing import write

    refuse_another(folder)
    done = write(folder, at=datetime.now(UTC), keep_days=keep_days)
    if as_json:
        tell_json(_mapping(done, str(settings.HOME)))
    else:
        _tell(done, str(settings.HOME))


def _tell(done: "Written", home: str) -> None:
    tongue, told = language(), done.manifest
    words = WRITTEN.pick(tongue)
    say(words.format(entries=told.entries, tables=len(told.tables), folder=done.folder))
    say(KEYS.pick(tongue).format(done.keys))
    if done.deleted:
        say(DELETED.pick(tongue).format(", ".join(done.deleted)))
    say(HOME.pick(tongue).format(home))


def _mapping(done: "Written", home: str) -> dict[str, object]:
    told = done.manifest
    return {
        "folder": str(done.folder),
        "keys": str(done.keys),
        "at": told.at,
        "entries": told.entries,
        "size": told.size,
        "rows": sum(table.rows for table in told.tables),
        "deleted": list(done.deleted),
        "own_keys": home,
    }
