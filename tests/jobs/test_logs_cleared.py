"""Files of events that nobody brought in are let go by the clock, with their keys, once a night."""

from datetime import timedelta

import pytest

from remit.apps.lab.actions import bring_in_log, receive_log
from remit.apps.lab.models import Log
from remit.apps.lab.queries import cleared_on
from remit.apps.organisation.models import Appointment
from remit.apps.vault.models import Key
from remit.jobs import logs
from tests.builders import House, at, entries, hold, house, post, row_faults_in

pytestmark = pytest.mark.django_db
HANDED_IN = at(2026, 3, 2, 10)
NIGHT = at(2026, 3, 10, 3, 30)
DAY = timedelta(days=1)
CSV = b"case,activity,time\n1,ask,2025-03-02\n"


@pytest.fixture
def home() -> House:
    """A small organisation."""
    return house()


@pytest.fixture
def analyst(home: House) -> Appointment:
    """Who may measure all of it."""
    return hold(post(home.root, "analyst", "insight.read", "insight.measure"), "ana")


def received(home: House, by: Appointment) -> Log:
    """A file that waits for its columns to be said."""
    return receive_log(home.roads, "permits.csv", CSV, by=by, at=HANDED_IN)


def test_a_file_that_nobody_brought_in_is_let_go_after_seven_days(
    home: House, analyst: Appointment
) -> None:
    log = received(home, analyst)
    assert logs.clear(NIGHT - DAY) == 0
    assert Log.objects.get(pk=log.pk).waiting
    assert logs.clear(NIGHT) == 1
    log.refresh_from_db()
    assert (log.file, log.removed_at) == (None, NIGHT)
    assert "Never brought in" in log.why_removed
    assert Key.objects.get(matter=log.ref).wrapped is None
    (entry,) = entries("lab.log_removed")
    assert (entry.actor, entry.subject, entry.path) == ("clock", log.ref, home.roads.path)
    assert row_faults_in("lab") == set()
    assert logs.clear(NIGHT + DAY) == 0


def test_what_was_brought_in_or_is_new_stays(home: House, analyst: Appointment) -> None:
    kept = bring_in_log(received(home, analyst), {}, by=analyst, at=HANDED_IN)
    new = receive_log(home.roads, "new.csv", CSV, by=analyst, at=NIGHT - 6 * DAY)
    assert logs.clear(NIGHT) == 0
    assert Log.objects.get(pk=kept.pk).measured
    assert Log.objects.get(pk=new.pk).waiting


def test_it_looks_once_a_local_day_from_three_o_clock(home: House, analyst: Appointment) -> None:
    received(home, analyst)
    assert logs.clear(NIGHT.replace(hour=2)) == 0
    assert cleared_on() is None
    assert logs.clear(NIGHT) == 1
    assert cleared_on() == NIGHT.date()
    received(home, analyst)
    assert logs.clear(NIGHT + timedelta(hours=5)) == 0
    assert logs.clear(NIGHT + DAY) == 1
