"""Whether entries and rows agree, both ways: each row is as its last entry left it, each entry's row is there.

What is changed while this runs is told by an entry that came after: such a row is left for the next time.
"""

from collections.abc import Iterator

from django.db.models import Max, Model

from remit.apps.fields import spoilt_shown
from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries.entries import ledgered, ref_of, row_digest
from remit.engines.findings import Finding, error
from remit.engines.words import Words

CHUNK = 2000
GONE = ""


def row_faults() -> tuple[Finding, ...]:
    """Rows without an entry, rows changed since their last entry, and entries whose row is not there."""
    told, last = _told(after=0)
    with spoilt_shown():
        found = [fault for model in ledgered() for fault in _faults(model, told)]
    missing = [
        (ref, "ledger.row_missing", _MISSING) for ref, digest in told.items() if digest != GONE
    ]
    since, _ = _told(after=last)
    return tuple(
        error(name, ref, f"{ref}：{words.zh}", f"{ref}: {words.en}")
        for ref, name, words in [*found, *missing]
        if ref not in since
    )


def _told(*, after: int) -> tuple[dict[str, str], int]:
    """The last word of the entries after one on each row, and the last of these entries."""
    rows = Entry.objects.filter(pk__gt=after).exclude(rows={}).order_by("id")
    told: dict[str, str] = {}
    for said in rows.values_list("rows", flat=True).iterator(chunk_size=CHUNK):
        told.update(said)
    return told, Entry.objects.aggregate(last=Max("id"))["last"] or after


def _faults(model: type[Model], told: dict[str, str]) -> Iterator[tuple[str, str, Words]]:
    """What is wrong with the rows of a model; takes those that were there out of what is told."""
    for row in model._default_manager.order_by("pk").iterator(chunk_size=CHUNK):
        ref = ref_of(row)
        digest = told.pop(ref, None)
        if digest is None:
            yield ref, "ledger.row_untold", _UNTOLD
        elif digest != row_digest(row):
            yield ref, "ledger.row_changed", _CHANGED


_UNTOLD = Words(
    "没有任何记录说明这一行从何而来：它是绕过系统写入的。请查明来源，并用备份核对。",
    "no entry tells where it comes from: it was written past the system. Find out by whom, and compare "
    "with a backup.",
)
_CHANGED = Words(
    "内容与最后一条记录留下的不符：它在系统外被改动。请用备份核对。",
    "it is not as its last entry left it: it was changed from outside. Compare with a backup.",
)
_MISSING = Words(
    "有记录而无此行：它在系统外被删除。请用备份恢复。",
    "entries tell of it and it is not there: it was deleted from outside. Restore it from a backup.",
)
