"""Forgetting what entries said: their leaves, numbers and proofs stay."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from remit.apps.ledger.models import Entry, Sealed
from remit.apps.ledger.queries import sealed_up_to
from remit.apps.vault.actions import destroy_keys
from remit.engines.findings import Finding, Refusal, error
from remit.engines.sealing import spans


class NotYetSealed(Refusal):
    """What no checkpoint covers yet has no effect, and cannot be erased."""


@transaction.atomic
def forget(*, matters: set[str], subjects: set[str], at: datetime) -> tuple[str, list[str]]:
    """Blanks the entries of matters and of subjects, and destroys what opens their leaves.

    Returns their numbers as spans, for the entry of the erasure, and the references of the rows they
    told of: that entry must tell of them anew. Raises NotYetSealed.
    """
    entries = Entry.objects.filter(Q(matter__in=matters) | Q(subject__in=subjects))
    if waiting := entries.filter(Q(seq__isnull=True) | Q(seq__gt=sealed_up_to())).first():
        raise NotYetSealed(_not_yet(waiting))
    found = list(entries.exclude(actor="").order_by("seq").values_list("pk", "seq", "rows"))
    numbers = [seq for _, seq, _ in found if seq is not None]
    for low in range(0, len(found), BATCH):
        batch = found[low : low + BATCH]
        Sealed.objects.filter(seq__in=[seq for _, seq, _ in batch]).update(key="", secret=None)
        Entry.objects.filter(pk__in=[pk for pk, _, _ in batch]).update(
            actor="", subject="", matter="", path="", body={}, rows={}
        )
    destroy_keys(matters, at=at)
    return spans(numbers), sorted({ref for _, _, rows in found for ref in rows})


BATCH = 500


def _not_yet(entry: Entry) -> Finding:
    return error(
        "ledger.not_yet_sealed",
        entry.subject,
        "该事项有记录已受理而尚未封存，暂不生效。封存通常在数秒内完成；请稍后再试。",
        "An entry of this matter is accepted and not sealed yet, so it has no effect yet. Sealing takes "
        "seconds: try again.",
    )
