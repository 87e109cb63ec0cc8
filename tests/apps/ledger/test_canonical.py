"""The canonical form of an entry."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from remit.apps.ledger.actions import record
from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries import canonical

pytestmark = pytest.mark.django_db


def test_an_entry_is_canonical_json_with_sorted_keys_and_universal_time() -> None:
    entry = record(
        "plans.plan_submitted",
        at=datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8))),
        actor="organisation.appointment:3",
        subject="plans.plan:7",
        path="000001000002",
        body={"month": "2026-03", "amounts": ["10", "2.5"], "说明": None, "late": False},
    )
    assert canonical(entry).decode() == (
        '{"actor":"organisation.appointment:3","at":"2026-03-02T01:30:00.000000+00:00",'
        '"body":{"amounts":["10","2.5"],"late":false,"month":"2026-03","说明":null},'
        f'"id":{entry.pk},"path":"000001000002","subject":"plans.plan:7","v":1,'
        '"verb":"plans.plan_submitted"}'
    )


def test_an_entry_reads_back_from_the_database_to_the_same_bytes() -> None:
    entry = record(
        "ledger.tested",
        at=datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC),
        actor="clock",
        subject="test:1",
        path="000001",
        body={"b": {"z": 1, "a": ["é", "\U0001f600"]}, "a": True},
    )
    assert canonical(Entry.objects.get(pk=entry.pk)) == canonical(entry)
