"""Backups as values: their names, their manifests, and the journal of erasures that outlives them.

Idea: a backup is a folder with a manifest that says of each file how many rows it holds and which bytes,
so that anybody can tell a whole one from a half one. Keys of matters are kept apart, in a set of their own
of which only the newest survives; and each erasure is told by a line that proves itself, so that whoever
puts back an older backup can be made to forget again what it brings back.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle import Verifier, parse_receipt, verify_receipt
from remit.engines.sealing import opened, placed

FORMAT = 1
BACKUP, KEYS, REPLACED = "remit", "keys", "replaced"
MANIFEST, JOURNAL = "manifest.json", "erasures.jsonl"
FORGOTTEN, UNDER = "forgotten", "under"
_STAMP = "%Y%m%dT%H%M%S.%fZ"


class ManifestUnreadable(Refusal):
    """What describes a backup is no manifest that this version can read."""


class JournalUnreadable(Refusal):
    """A line of the journal of erasures is none."""


def named(kind: str, at: datetime) -> str:
    """The name of a folder made at an instant; names sort by time.

    >>> named("remit", datetime(2026, 1, 5, 9, tzinfo=UTC))
    'remit-20260105T090000.000000Z'
    """
    return f"{kind}-{at.astimezone(UTC).strftime(_STAMP)}"


def made_at(name: str) -> tuple[str, datetime] | None:
    """Kind and instant that a folder's name tells; None for any other name.

    >>> made_at("keys-20260105T090000.000000Z")
    ('keys', datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.timezone.utc))
    """
    kind, _, stamp = name.partition("-")
    if kind not in {BACKUP, KEYS, REPLACED}:
        return None
    try:
        return kind, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def outlived(names: Iterable[str], *, now: datetime, days: int) -> tuple[str, ...]:
    """The folders that go: all sets of keys but the newest, and what is older than so many days.

    The newest backup stays, however old it is.
    """
    told = [(*found, name) for name in names if (found := made_at(name))]
    limit = now - timedelta(days=days)
    gone = []
    for kind in (BACKUP, KEYS, REPLACED):
        rows = sorted((at, name) for of, at, name in told if of == kind)
        older = rows if kind == REPLACED else rows[:-1]
        gone += [name for at, name in older if kind == KEYS or at < limit]
    return tuple(gone)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a backup: its model, columns, rows, file, and the SHA-256 of that file."""

    model: str
    columns: tuple[str, ...]
    rows: int
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup or a set of keys says of itself.

    `entries` are those of the ledger, `size` and `note` its newest checkpoint, `key` who signed it.
    """

    kind: str
    software: str
    at: datetime
    database: str
    tables: tuple[Table, ...]
    entries: int
    size: int
    note: str
    key: str
    format: int = FORMAT

    @property
    def written(self) -> str:
        """The manifest as its file has it."""
        told = {**asdict(self), "at": self.at.astimezone(UTC).isoformat()}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read_manifest(text: str, *, kind: str, where: str) -> Manifest:
    """The manifest in a text. Raises ManifestUnreadable, with what to do."""
    try:
        told = json.loads(text)
        tables = [Table(**{**row, "columns": tuple(row["columns"])}) for row in told["tables"]]
        at = datetime.fromisoformat(told["at"])
        found = Manifest(**{**told, "at": at, "tables": tuple(tables)})
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise ManifestUnreadable(_no_manifest(where)) from fault
    if found.format != FORMAT:
        raise ManifestUnreadable(_other_format(where, found.format))
    if found.kind != kind or not all(_plain(table) for table in found.tables):
        raise ManifestUnreadable(_no_manifest(where))
    return found


def _plain(table: Table) -> bool:
    """Whether the table is what a manifest may say; its file lies in the backup, nowhere else."""
    names = (table.model, table.file, table.sha256, *table.columns)
    return (
        all(isinstance(name, str) for name in names)
        and isinstance(table.rows, int)
        and ".." not in table.file.split("/")
        and not table.file.startswith("/")
    )


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: what was done to what, under which provision, when; its receipt proves it."""

    verb: str
    subject: str
    under: str
    at: datetime
    receipt: str

    @property
    def line(self) -> str:
        """The line of the journal."""
        told = {**asdict(self), "at": self.at.astimezone(UTC).isoformat()}
        return json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n"

    @property
    def deed(self) -> tuple[str, str]:
        """What was done, to what."""
        return self.verb, self.subject

    @property
    def rows(self) -> tuple[str, ...]:
        """The references of the rows that it left blank. Raises what reading a receipt raises."""
        body = _said(self.receipt)
        told = body.get("rows", {})
        return tuple(told) if isinstance(told, dict) else ()


def erasure(
    verb: str, subject: str, body: Mapping[str, object], at: datetime, receipt: str
) -> Erasure:
    """An erasure as its entry tells of it."""
    return Erasure(verb, subject, str(body.get(UNDER, "")), at.astimezone(UTC), receipt)


def read_erasures(text: str, where: str) -> tuple[Erasure, ...]:
    """The lines of a journal; a last one that was not written to its end does not count.

    Raises JournalUnreadable with every bad line.
    """
    found, wrong = [], []
    for number, line in enumerate(text.split("\n")[:-1], 1):
        try:
            told = json.loads(line)
            texts = {name: str(told[name]) for name in ("verb", "subject", "under", "receipt")}
            found.append(Erasure(**texts, at=datetime.fromisoformat(told["at"])))
        except (ValueError, KeyError, TypeError):
            wrong.append(replace(_no_erasure(where), line=number))
    if wrong:
        raise JournalUnreadable(*wrong)
    return tuple(found)


def unproved(erasure: Erasure, verifier: Verifier) -> Finding | None:
    """Why an erasure is not proved by its receipt; None when it is."""
    try:
        content, opening = opened(parse_receipt(erasure.receipt).extra)
        found = verify_receipt(erasure.receipt, content, [verifier])
        _seq, verb, at = placed(content, found.index)
    except Refusal as refused:
        return _unproved(erasure, refused)
    body = _said(erasure.receipt)
    told = opening.values["subject"] if opening else ""
    if FORGOTTEN not in body:
        return _unproved(erasure)
    said = (verb, told, str(body.get(UNDER, "")), at)
    return None if said == (*erasure.deed, erasure.under, erasure.at) else _unproved(erasure)


def _said(receipt: str) -> dict[str, object]:
    """The body that a receipt opens; nothing where it opens none."""
    _content, opening = opened(parse_receipt(receipt).extra)
    body = opening.values["body"] if opening else {}
    return body if isinstance(body, dict) else {}


def still_to_do(
    told: Iterable[Erasure], known: Iterable[Erasure], settled: datetime | None
) -> Iterator[Erasure]:
    """The erasures that a backup does not know yet, each deed once, oldest first.

    `known` are the backup's own, `settled` the instant of the last restoration in its past: what was
    told before it was done then, and names may mean other things since.
    """
    latest: dict[tuple[str, str], datetime] = {}
    for one in known:
        latest[one.deed] = max(one.at, latest.get(one.deed, one.at))
    for one in sorted(told, key=lambda each: each.at):
        if one.deed in latest and latest[one.deed] >= one.at:
            continue
        if settled is None or one.at > settled:
            latest[one.deed] = one.at
            yield one


def _no_manifest(where: str) -> Finding:
    return error(
        "archive.no_manifest",
        where,
        "这里没有可用的备份清单：目录不对，或备份未写完、被改动。请指定由 remit backup 写成的目录。",
        "There is no manifest that can be used here: the wrong folder, or a backup that was not finished or "
        "was changed. Name a folder that `remit backup` wrote.",
    )


def _other_format(where: str, format: int) -> Finding:
    return error(
        "archive.other_format",
        where,
        f"备份的格式为 {format}，本版本只能读取格式 {FORMAT}。请使用写成它的 Remit 版本或更新的版本。",
        f"The backup has format {format}; this version reads format {FORMAT}. Use the Remit that wrote it, or "
        "a newer one.",
    )


def _no_erasure(where: str) -> Finding:
    return error(
        "archive.no_erasure",
        where,
        "这一行不是删除记录。请使用原文件；若原文件也如此，请改用另一份副本。",
        "This line tells of no erasure. Use the file as it was written, or another copy of it.",
    )


def _unproved(erasure: Erasure, refused: Refusal | None = None) -> Finding:
    why = refused.findings[0].message if refused else None
    return error(
        "archive.erasure_unproved",
        erasure.subject,
        f"删除记录“{erasure.verb}”没有成立的收据"
        f"{'（' + why.zh + '）' if why else ''}，不能据此删除。请查明该行的来源，或改用另一份副本。",
        f"Nothing proves the erasure “{erasure.verb}”{' (' + why.en + ')' if why else ''}: its receipt does "
        "not hold, so nothing is erased on its word. Find out where the line comes from, or use another copy.",
    )
