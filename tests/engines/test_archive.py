"""What a backup says of itself, which ones go, and which erasures are still to be done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from remit.engines.archive import (
    Erasure,
    JournalUnreadable,
    Manifest,
    ManifestUnreadable,
    Table,
    made_at,
    named,
    outlived,
    read_erasures,
    read_manifest,
    still_to_do,
)

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
TABLE = Table("plans.target", ("id", "title_en"), 2, "tables/plans.target.jsonl.gz", "ab" * 32)
MANIFEST = Manifest("remit", "0.1", NOW, "sqlite", (TABLE,), 5, 4, "note", "key")
ERASED = Erasure("cases.case_erased", "cases.case:17", "retention.erasure:2", NOW, "receipt")


def days_ago(kind: str, days: int) -> str:
    """The name of a folder made so many days ago."""
    return named(kind, NOW - timedelta(days=days))


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert read_manifest(MANIFEST.written, kind="remit", where="here") == MANIFEST


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", MANIFEST.written[:-20], MANIFEST.written.replace("remit", "keys"),
        MANIFEST.written.replace('"format": 1', '"format": 2'),
        MANIFEST.written.replace("tables/plans", "../../etc"),
        MANIFEST.written.replace("tables/plans", "/etc"),
        MANIFEST.written.replace('"rows": 2', '"rows": "2"'),
        MANIFEST.written.replace("2026-03", "2026-13"),
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_refused(text: str) -> None:
    assert text != MANIFEST.written
    with pytest.raises(ManifestUnreadable):
        read_manifest(text, kind="remit", where="here")


def test_only_the_newest_keys_stay_and_backups_for_their_days() -> None:
    names = [days_ago(kind, days) for kind in ("remit", "keys", "replaced") for days in (0, 9, 40)]
    gone = outlived([*names, "notes.txt", "remit-of-old"], now=NOW, days=30)
    assert set(gone) == {
        days_ago("keys", 9), days_ago("keys", 40), days_ago("remit", 40), days_ago("replaced", 40)
    }  # fmt: skip


def test_the_newest_backup_stays_however_old_it_is() -> None:
    names = [days_ago("remit", 90), days_ago("remit", 60), days_ago("keys", 60)]
    assert outlived(names, now=NOW, days=30) == (days_ago("remit", 90),)


def test_no_other_name_is_taken_for_a_backup() -> None:
    for name in ("remit", "remit-", "remit-2026", ".remit-20260302T010000.000000Z.part", "notes-1"):
        assert made_at(name) is None


def test_a_journal_is_read_as_it_was_written_but_for_a_torn_end() -> None:
    other = replace(ERASED, subject="cases.case:18", under="办结满期")
    written = ERASED.line + other.line
    assert read_erasures(written, "here") == (ERASED, other)
    assert read_erasures(written + ERASED.line[:40], "here") == (ERASED, other)


def test_every_bad_line_of_a_journal_is_named() -> None:
    with pytest.raises(JournalUnreadable) as refused:
        read_erasures(f"{{}}\n{ERASED.line}no\n", "here")
    assert [finding.line for finding in refused.value.findings] == [1, 3]


def test_what_the_backup_knows_is_not_done_again_and_nothing_twice() -> None:
    later = replace(ERASED, at=NOW + timedelta(days=1))
    other = replace(later, subject="cases.case:18")
    assert tuple(still_to_do([other, later, other], [later], None)) == (other,)
    assert tuple(still_to_do([later], [ERASED], None)) == (later,)
    assert tuple(still_to_do([ERASED], [later], None)) == ()


def test_what_was_told_before_the_last_restoration_was_done_then() -> None:
    later = replace(ERASED, at=NOW + timedelta(days=1))
    settled = NOW + timedelta(hours=1)
    assert tuple(still_to_do([ERASED, later], [], settled)) == (later,)
