"""`remit restore`: a backup put back, proved whole before, erased again where the law asks, audited after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remit.cli.answers import language, say, tell_findings, tell_json
from remit.cli.database import open_database
from remit.engines.findings import Finding, Refusal, Severity, as_mapping, error
from remit.engines.words import Words

if TYPE_CHECKING:
    from remit.cli.backups.loading import Restored
    from remit.cli.backups.reading import Archive
    from remit.engines.archive import Erasure

RESTORED = Words(
    "已恢复到 {at} 的 {entries} 条台账记录（共 {rows} 行）。",
    "Restored to {entries} entries of {at} ({rows} rows in all).",
)
ERASED = Words("备份之后已删除的内容已再次删除：{} 项。", "Erased again what was erased since: {}.")
WITNESS = Words(
    "此后的记录已不在台账中。见过更多记录的见证人会发出警报：请书面告知其恢复的时间和原因，由其保留原状态文件后重新开始。",
    "What came later is no longer in the ledger. A witness that saw more will raise an alarm: tell it in "
    "writing when and why this was restored; it keeps its old state file and begins anew.",
)
CLEAN = Words("审计：未发现问题。", "Audit: nothing found.")
FOUND = Words("审计：发现 {} 个问题，见上。", "Audit: {} findings, see above.")
SAFE = Words("原数据库已先备份到：{}", "What was there before is kept in: {}")


class RestoreRefused(Refusal):
    """Something stands against restoring this backup: all of it is told, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be put back, with what."""

    backup: "Archive"
    keys: "Archive | None"
    erasures: "tuple[Erasure, ...]"


def restore(
    backup: Annotated[Path, typer.Argument(help="A folder that `remit backup` wrote.")],
    keys: Annotated[
        Path | None, typer.Option("--keys", help="The set of keys; else the newest beside it.")
    ] = None,
    erasures: Annotated[
        Path | None, typer.Option("--erasures", help="A further copy of erasures.jsonl.")
    ] = None,
    into_used: Annotated[
        bool, typer.Option("--into-used", help="Replace what the database holds, backed up first.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Put a backup back into an empty database. Stop `remit serve` first."""
    open_database()
    from remit.apps.ledger import queries as ledger
    from remit.apps.ledger.actions import keep_audit
    from remit.cli.backups.loading import put_back, tidy

    asked, remarks = _examined(backup, keys, erasures, into_used=into_used)
    at = datetime.now(UTC)
    safe = _kept_before(asked.backup, at)
    done = put_back(asked.backup, asked.keys, asked.erasures, at=at)
    tidy()
    findings = ledger.audit([ledger.verifier()])
    keep_audit(findings, size=ledger.sealed_up_to(), at=at)
    remarks = (*remarks, *done.findings)
    if as_json:
        tell_json(_mapping(asked.backup, done, remarks, findings, safe))
    else:
        _tell(asked.backup, done, remarks, findings, safe)
    if findings:
        raise typer.Exit(1)


def _examined(
    backup: Path, keys: Path | None, erasures: Path | None, *, into_used: bool
) -> tuple[_Asked, tuple[Finding, ...]]:
    """What is to be restored, and remarks; raises RestoreRefused with everything that stands against it."""
    from remit.cli.backups import reading, replaying
    from remit.engines.archive import BACKUP, KEYS

    found = reading.archive(backup, BACKUP)
    where = keys or reading.newest_keys(backup.absolute())
    known = reading.archive(where, KEYS) if where else None
    files = _journals(erasures)
    told = tuple(replaying.gathered(found, files, _own()))
    faults = [
        *_not_empty(into_used=into_used),
        *reading.damage(found),
        *reading.foreign(found),
        *(reading.damage(known) if known else ()),
        *(reading.foreign_keys(known) if known else ()),
        *reading.misfits(found),
        *replaying.faults(told, reading.journal_of(found)),
    ]
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise RestoreRefused(*faults)
    return _Asked(found, known, told), tuple(faults)


def _journals(given: Path | None) -> list[Path]:
    """The journals of erasures that are read: the one of this installation, and the one named."""
    from django.conf import settings

    from remit.engines.archive import JOURNAL

    own = Path(settings.HOME) / JOURNAL
    return [*([own] if own.exists() else []), *([given] if given else [])]


def _own() -> "list[Erasure]":
    """The erasures that the database tells of before it is replaced."""
    from remit.cli.backups.writing import erasures

    return erasures()


def _not_empty(*, into_used: bool) -> Iterator[Finding]:
    from remit.cli.backups.loading import in_use

    if not into_used and in_use():
        yield _used()


def _kept_before(backup: "Archive", at: datetime) -> Path | None:
    """A backup of what the database holds, apart from the others; None where it holds nothing."""
    from remit.cli.backups.loading import in_use
    from remit.cli.backups.writing import write
    from remit.engines.archive import REPLACED, named

    if not in_use():
        return None
    return write(
        backup.folder.absolute().parent / named(REPLACED, at), at=at, keep_days=None
    ).folder


def _tell(
    backup: "Archive",
    done: "Restored",
    remarks: tuple[Finding, ...],
    findings: tuple[Finding, ...],
    safe: Path | None,
) -> None:
    tongue = language()
    tell_findings((*remarks, *findings))
    at = backup.manifest.at.isoformat(timespec="seconds")
    say(RESTORED.pick(tongue).format(entries=done.entries, at=at, rows=done.rows), style="bold")
    say(ERASED.pick(tongue).format(len(done.erased)))
    if safe:
        say(SAFE.pick(tongue).format(safe))
    say(WITNESS.pick(tongue))
    say(FOUND.pick(tongue).format(len(findings)) if findings else CLEAN.pick(tongue))


def _mapping(
    backup: "Archive",
    done: "Restored",
    remarks: tuple[Finding, ...],
    findings: tuple[Finding, ...],
    safe: Path | None,
) -> dict[str, object]:
    return {
        "entries": done.entries,
        "rows": done.rows,
        "size": backup.manifest.size,
        "at": backup.manifest.at,
        "erased_again": [{"verb": one.verb, "subject": one.subject} for one in done.erased],
        "remarks": [as_mapping(one) for one in remarks],
        "audit": [as_mapping(one) for one in findings],
        "kept_before": str(safe) if safe else None,
    }


def _used() -> Finding:
    return error(
        "restore.database_in_use",
        "database",
        "数据库中已有内容，未作任何改动。请用 REMIT_HOME 或 REMIT_DATABASE_URL 指定空数据库；确需替换，请加 "
        "--into-used（会先备份现有内容）。",
        "The database holds something already, and nothing was changed. Name an empty one with REMIT_HOME or "
        "REMIT_DATABASE_URL; to replace what is there, add --into-used (it is backed up first).",
    )
