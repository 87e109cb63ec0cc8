"""Reading the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

import rfc8785
from django.db.models import Count, Max, Q, QuerySet

from remit.apps.ledger.models import Entry, Position
from remit.engines.findings import Finding, error

VERSION = 1


def canonical(entry: Entry) -> bytes:
    """The entry as canonical JSON (RFC 8785): what any later proof is made over."""
    return rfc8785.dumps(
        {
            "v": VERSION,
            "id": entry.pk,
            "verb": entry.verb,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": entry.actor,
            "subject": entry.subject,
            "path": entry.path,
            "body": entry.body,
        }
    )


def after(reader: str, *, limit: int = 500) -> list[Entry]:
    """The numbered entries that `reader` has not yet worked off, in order."""
    position = Position.objects.filter(reader=reader).first()
    return list(
        Entry.objects.filter(seq__gt=position.seq if position else 0).order_by("seq")[:limit]
    )


def about(*subjects: str) -> QuerySet[Entry]:
    """The entries of the given subjects, oldest first."""
    return Entry.objects.filter(subject__in=subjects).order_by("id")


def within(ranges: list[tuple[str, str]]) -> QuerySet[Entry]:
    """The entries of the units whose paths lie in the half-open ranges, newest first."""
    wanted = Q(pk__in=[])
    for low, high in ranges:
        wanted |= Q(path__gte=low, path__lt=high)
    return Entry.objects.filter(wanted).order_by("-id")


@dataclass(frozen=True, slots=True)
class State:
    """How many entries there are, how many are numbered, and the last number."""

    entries: int
    numbered: int
    last: int

    @property
    def waiting(self) -> int:
        """How many entries have no number yet."""
        return self.entries - self.numbered


def state() -> State:
    """The ledger's extent."""
    row = Entry.objects.aggregate(entries=Count("id"), numbered=Count("seq"), last=Max("seq"))
    return State(row["entries"], row["numbered"], row["last"] or 0)


def check() -> tuple[Finding, ...]:
    """What is wrong with the numbering: a gap, or an entry that cannot be written canonically."""
    return tuple(_faults())


def _faults() -> Iterator[Finding]:
    whole = state()
    if whole.numbered != whole.last:
        yield error(
            "ledger.gap",
            "ledger",
            f"编号到 {whole.last}，但只有 {whole.numbered} 条已编号的记录：有缺号。请用备份核对。",
            f"Numbers run to {whole.last} but {whole.numbered} entries are numbered: there is a gap. "
            "Compare with a backup.",
        )
    for entry in Entry.objects.order_by("id").iterator(chunk_size=2000):
        try:
            canonical(entry)
        except (rfc8785.CanonicalizationError, ValueError) as fault:
            yield error(
                "ledger.not_canonical",
                f"ledger.entry:{entry.pk}",
                f"记录 {entry.pk} 无法写成规范形式（{fault}）：它在系统外被改动过。请用备份核对。",
                f"Entry {entry.pk} has no canonical form ({fault}): it was changed from outside. "
                "Compare with a backup.",
            )
