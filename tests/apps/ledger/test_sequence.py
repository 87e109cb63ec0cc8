"""The sequencer: numbers without gaps, whoever commits late."""

from datetime import UTC, datetime
from threading import Event, Thread
from time import sleep

import pytest
from django.db import OperationalError, connection, transaction

from remit.apps.ledger.actions import advance, record, sequence
from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries import after, check, state
from remit.jobs.ledger import seal

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def enter(subject: str = "test:1") -> Entry:
    """An entry about the subject."""
    return record("ledger.tested", at=AT, actor="clock", subject=subject, path="000001", body={})


@pytest.mark.django_db
def test_waiting_entries_are_numbered_in_order_from_one() -> None:
    entries = [enter() for _ in range(5)]
    assert sequence() == 5
    assert list(Entry.objects.order_by("id").values_list("seq", flat=True)) == [1, 2, 3, 4, 5]
    enter()
    assert sequence() == 1
    assert sequence() == 0
    assert state().last == 6
    assert check() == ()
    assert entries[0].pk < entries[-1].pk


@pytest.mark.django_db
def test_only_as_many_as_asked_for_are_numbered_at_once() -> None:
    for _ in range(7):
        enter()
    assert [sequence(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert (state().numbered, state().last) == (7, 7)


@pytest.mark.django_db
def test_a_reader_goes_on_where_it_left_off() -> None:
    for number in range(3):
        enter(f"test:{number}")
    seal(AT)
    first = after("reader", limit=2)
    assert [entry.seq for entry in first] == [1, 2]
    advance("reader", 2)
    assert [entry.seq for entry in after("reader")] == [3]
    assert len(after("another reader")) == 3


@pytest.mark.django_db
def test_a_reader_is_given_nothing_that_is_numbered_and_not_sealed() -> None:
    enter("test:sealed")
    seal(AT)
    enter("test:numbered")
    assert sequence() == 1
    assert [entry.subject for entry in after("reader")] == ["test:sealed"]
    seal(AT)
    assert [entry.subject for entry in after("reader")] == ["test:sealed", "test:numbered"]


@pytest.mark.django_db
def test_a_gap_is_found() -> None:
    for _ in range(3):
        enter()
    sequence()
    Entry.objects.filter(seq=2).update(seq=None)
    assert [finding.id for finding in check()] == ["ledger.gap"]


@pytest.mark.django_db
def test_an_entry_changed_from_outside_to_hold_what_has_no_canonical_form_is_found() -> None:
    entry = enter()
    Entry.objects.filter(pk=entry.pk).update(body={"big": 2**60})
    assert [finding.subject for finding in check()] == [f"ledger.entry:{entry.pk}"]


@pytest.mark.django_db
def test_an_entry_that_appears_below_a_numbered_one_is_still_numbered() -> None:
    late = enter("late")
    late.delete()
    enter("early")
    assert sequence() == 1
    late.pk = Entry.objects.get().pk - 1
    late.save(force_insert=True)
    assert sequence() == 1
    assert list(Entry.objects.order_by("seq").values_list("subject", flat=True)) == [
        "early",
        "late",
    ]


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_numbered_later_and_leaves_no_gap() -> None:
    if connection.vendor != "postgresql":
        return  # SQLite lets one writer in at a time: the test above stands for it.
    written, numbered = Event(), Event()

    def late() -> None:
        with transaction.atomic():
            enter("late")
            written.set()
            assert numbered.wait(10)
        connection.close()

    thread = Thread(target=late)
    thread.start()
    assert written.wait(10)
    with transaction.atomic():
        enter("early")
    assert sequence() == 1
    numbered.set()
    thread.join(10)
    assert sequence() == 1
    rows = Entry.objects.order_by("seq").values_list("seq", "subject")
    assert list(rows) == [(1, "early"), (2, "late")]
    assert Entry.objects.get(subject="late").pk < Entry.objects.get(subject="early").pk


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_at_once_number_each_entry_once() -> None:
    with transaction.atomic():
        for number in range(60):
            enter(f"test:{number}")
    done: list[int] = []

    def number() -> None:
        done.extend(_numbered_despite_shared_memory() for _ in range(4))
        connection.close()

    threads = [Thread(target=number) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(done) == 60
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 61))


def _numbered_despite_shared_memory() -> int:
    """Numbers a batch; SQLite in memory, as tests use it, refuses a taken table instead of waiting."""
    for _ in range(1000):
        try:
            return sequence(limit=10)
        except OperationalError as fault:
            if "table is locked" not in str(fault):
                raise
            sleep(0.005)
    raise AssertionError("the table stayed locked")
