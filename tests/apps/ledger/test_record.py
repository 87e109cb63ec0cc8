"""Entries: written with their deed or not at all, and only of what can be written canonically."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from remit.apps.ledger.actions import record
from remit.apps.ledger.models import Entry

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def enter(body: dict[str, Any]) -> Entry:
    """An entry with the body."""
    return record("ledger.tested", at=AT, actor="clock", subject="test:1", path="000001", body=body)


@pytest.mark.django_db
def test_an_entry_keeps_what_it_was_given_and_is_not_numbered_yet() -> None:
    entry = Entry.objects.get(pk=enter({"amount": "1.50", "months": ["2026-03"]}).pk)
    assert (entry.verb, entry.at, entry.actor, entry.subject) == (
        "ledger.tested",
        AT,
        "clock",
        "test:1",
    )
    assert entry.body == {"amount": "1.50", "months": ["2026-03"]}
    assert entry.seq is None


@pytest.mark.django_db
@pytest.mark.parametrize("body", [{"a": 1.5}, {"a": {"b": [1, 2.0]}}, {"a": [[{"b": 0.1}]]}])
def test_a_float_is_refused_however_deep_it_lies(body: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="no floats"):
        enter(body)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="in the transaction of its deed"):
        enter({})
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_when_its_deed_is_rolled_back() -> None:
    def fail() -> None:
        with transaction.atomic():
            enter({})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Entry.objects.exists()
