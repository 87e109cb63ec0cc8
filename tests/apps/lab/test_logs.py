"""A log of another system: received, brought in once, its names kept under its key, removed with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from remit.apps.lab.actions import (
    LogAlreadyBroughtIn,
    LogRemoved,
    NothingToMeasure,
    ReasonMissing,
    bring_in_log,
    receive_log,
    remove_log,
)
from remit.apps.lab.models import Log
from remit.apps.lab.queries import (
    handed_in,
    holder_of,
    log_called,
    log_name,
    log_table,
    measured_logs,
)
from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.organisation.models import Appointment
from remit.apps.organisation.queries import subtree
from remit.apps.vault.actions import MatterErased
from remit.engines.eventlog.layouts import Order
from remit.engines.findings import Refusal
from remit.engines.measures.table import EventRow, EventTable
from tests.builders import FOUNDED, House, at, entries, hold, house, post, row_faults_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CSV = b"case,activity,time,person\n1,ask,2025-03-02,Wanda\n1,give,2025-03-05,Rosalind\n"
COLUMNS = {"item": "case", "activity": "activity", "at": "time", "person": "person"}


@pytest.fixture
def home() -> House:
    """A small organisation."""
    return house()


@pytest.fixture
def analyst(home: House) -> Appointment:
    """Who may measure all of it."""
    return hold(post(home.root, "analyst", "insight.read", "insight.measure"), "ana")


def received(home: House, by: Appointment, content: bytes = CSV) -> Log:
    """A file that was handed in for Roads."""
    return receive_log(home.roads, "permits.csv", content, by=by, at=FOUNDED)


def brought_in(home: House, by: Appointment) -> Log:
    """A log that can be looked at."""
    return bring_in_log(received(home, by), COLUMNS, by=by, at=FOUNDED + DAY)


def test_a_received_file_can_be_read_again_as_it_was(home: House, analyst: Appointment) -> None:
    log = Log.objects.get(pk=received(home, analyst).pk)
    assert handed_in(log) == CSV
    assert (log.size, log.events, log.waiting) == (len(CSV), 0, True)
    (entry,) = entries("lab.log_received")
    assert entry.body == {"digest": log.digest, "size": str(len(CSV)), "form": "csv"}


def test_the_events_of_a_log_are_those_of_its_file(home: House, analyst: Appointment) -> None:
    log = brought_in(home, analyst)
    found = [row._replace(post="") for row in log_table(log).rows()]
    assert [(row.item, row.activity, row.person) for row in found] == [
        ("1", "ask", "Wanda"),
        ("1", "give", "Rosalind"),
    ]
    assert Log.objects.get(pk=log.pk).file is None
    assert row_faults_in("lab") == set()


def test_only_events_of_the_period_are_in_the_table(home: House, analyst: Appointment) -> None:
    log = brought_in(home, analyst)
    later = FOUNDED.replace(month=3, day=4)
    assert len(log_table(log, since=later)) == 1
    assert len(log_table(log, until=later)) == 1
    assert len(log_table(log, since=later, until=later)) == 0


@pytest.mark.parametrize(
    ("row", "holder"),
    [
        (EventRow(1, 0, "a", "do", post="clerk", person="Wanda", unit="Roads"), "post"),
        (EventRow(1, 0, "a", "do", person="Wanda", unit="Roads"), "person"),
        (EventRow(1, 0, "a", "do", unit="Roads"), "unit"),
        (EventRow(1, 0, "a", "do"), "post"),
    ],
)
def test_posts_hold_items_else_people_else_units(row: EventRow, holder: str) -> None:
    assert holder_of(EventTable.from_rows([row])) == holder


def test_a_log_is_brought_in_once(home: House, analyst: Appointment) -> None:
    log = brought_in(home, analyst)
    with pytest.raises(LogAlreadyBroughtIn):
        bring_in_log(log, COLUMNS, by=analyst, at=FOUNDED + DAY)


def test_a_log_without_events_is_not_brought_in(home: House, analyst: Appointment) -> None:
    log = received(home, analyst, b"case,activity,time\n1,ask,\n")
    with pytest.raises(NothingToMeasure):
        bring_in_log(log, {}, by=analyst, at=FOUNDED)
    assert Log.objects.get(pk=log.pk).waiting


def test_the_order_of_dates_is_as_the_reader_says(home: House, analyst: Appointment) -> None:
    log = received(home, analyst, b"case,activity,time\n1,ask,03/04/2025\n1,end,05/04/2025\n")
    with pytest.raises(Refusal):
        bring_in_log(log, {}, by=analyst, at=FOUNDED)
    bring_in_log(log, {}, dates=Order.MONTH, by=analyst, at=FOUNDED)
    assert Log.objects.get(pk=log.pk).dates == "month-first"
    assert len(log_table(log, since=FOUNDED.replace(month=5, day=1))) == 1


def test_times_without_a_zone_are_those_of_the_house(home: House, analyst: Appointment) -> None:
    log = bring_in_log(
        received(home, analyst, b"case,activity,time\n1,ask,2025-03-02 09:00\n"),
        {}, by=analyst, at=FOUNDED,
    )  # fmt: skip
    assert len(log_table(log, since=at(2025, 3, 2, 9), until=at(2025, 3, 2, 9, 1))) == 1


def test_what_is_no_log_leaves_no_trace(home: House, analyst: Appointment) -> None:
    with pytest.raises(Refusal):
        received(home, analyst, b"%PDF-1.7")
    assert not Log.objects.exists()
    assert not entries("lab.log_received")


def test_only_who_may_measure_the_unit_hands_in_and_removes(
    home: House, analyst: Appointment
) -> None:
    with pytest.raises(PowerNotHeld):
        received(home, home.clerk)
    log = brought_in(home, analyst)
    with pytest.raises(PowerNotHeld):
        remove_log(log, "No need.", by=home.clerk, at=FOUNDED + DAY)
    with pytest.raises(PowerNotHeld):
        remove_log(log, "No need.", by=None, at=FOUNDED + DAY)


def test_a_log_is_found_by_its_name_where_it_lies_in_reach(
    home: House, analyst: Appointment
) -> None:
    log = brought_in(home, analyst)
    assert log_called(log_name(log), [subtree(home.root.path)]) == log
    assert log_called(log_name(log), [subtree(home.works.path)]) is None
    for name in ("deeds", "log:", "log:x", "log:٣", "log:" + "9" * 30):
        assert log_called(name, [subtree(home.root.path)]) is None


def test_nothing_of_a_removed_log_is_left_or_written_again(
    home: House, analyst: Appointment
) -> None:
    log = brought_in(home, analyst)
    with pytest.raises(ReasonMissing):
        remove_log(log, "  ", by=analyst, at=FOUNDED + DAY)
    gone = remove_log(log, "The study is over.", by=analyst, at=FOUNDED + DAY)
    assert (gone.table, gone.why_removed, gone.events) == (None, "The study is over.", 2)
    assert not measured_logs([subtree(home.root.path)]).exists()
    assert len(log_table(log)) == 0
    for deed in (
        lambda: remove_log(log, "Again.", by=analyst, at=FOUNDED + DAY),
        lambda: bring_in_log(log, COLUMNS, by=analyst, at=FOUNDED + DAY),
    ):
        with pytest.raises(LogRemoved):
            deed()
    gone.why_removed, gone.table = "", b"anew"
    with pytest.raises(MatterErased), transaction.atomic():
        gone.save()
    assert row_faults_in("lab") == set()


def test_the_database_keeps_no_content_of_a_removed_log(home: House, analyst: Appointment) -> None:
    log = brought_in(home, analyst)
    log.removed_at = FOUNDED + DAY
    with pytest.raises(IntegrityError), transaction.atomic():
        log.save()
