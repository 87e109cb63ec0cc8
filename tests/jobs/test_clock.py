"""One round of the clock, and the loop."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import OperationalError
from pytest_django import Settings

from remit.apps.ledger.queries import check, state
from remit.apps.plans import actions, queries
from remit.engines.dates import Month
from remit.jobs import clock, ledger, reactions
from tests.builders import at, entries, house, opened, target

MARCH = Month(2026, 3)


@pytest.mark.django_db
def test_a_round_opens_reminds_numbers_and_delivers() -> None:
    home = house()
    target(home.roads_head, home.clerk, {MARCH: "10"})
    assert clock.tick(at(2026, 2, 22))["plans.open_months"] == 1
    done = clock.tick(at(2026, 2, 25))
    assert (done["plans.remind"], done["mail.deliver"]) == (1, 1)
    whole = state()
    assert whole.entries == whole.numbered
    assert check() == ()


@pytest.mark.django_db
def test_the_same_round_again_does_nothing() -> None:
    home = house()
    target(home.roads_head, home.clerk, {MARCH: "10"})
    for now in (at(2026, 2, 22), at(2026, 2, 25), at(2026, 3, 10)):
        assert any(clock.tick(now).values())
        assert not any(clock.tick(now).values())


@pytest.mark.django_db
def test_a_job_that_fails_keeps_none_of_the_others_from_its_work(settings: Settings) -> None:
    opened(house(), MARCH)
    settings.MAIL_SERVER = {"EMAIL_HOST": "mail.invalid"}
    with pytest.raises(ExceptionGroup) as fault:
        clock.tick(at(2026, 2, 25))
    assert fault.value.exceptions[0].__notes__ == ["in the job mail.deliver"]
    assert len(entries("plans.plan_reminded")) == 1
    assert state().numbered == state().entries


@pytest.mark.django_db
def test_three_late_plans_within_a_year_open_one_report() -> None:
    home = house()
    for number in range(5):
        month = MARCH + number
        plan = opened(home, month)
        late = at(month.year, month.month, 4)
        clock.tick(late)
        actions.submit_plan(plan, by=home.roads_head, at=late + timedelta(hours=2))
        clock.tick(late + timedelta(hours=3))
        assert len(entries("cases.report_received")) == (number >= 2)
    third = queries.plan(home.roads, MARCH + 2)
    assert third
    body = entries("cases.report_received")[0].body
    assert (body["source"], body["about"]) == ("clock", third.ref)


@pytest.mark.django_db
def test_late_plans_further_apart_than_a_year_open_no_report() -> None:
    home = house()
    for month in (Month(2026, 3), Month(2026, 9), Month(2027, 4)):
        plan = opened(home, month)
        actions.submit_plan(plan, by=home.roads_head, at=at(month.year, month.month, 4))
        clock.tick(at(month.year, month.month, 5))
    assert not entries("cases.report_received")


@pytest.mark.django_db
def test_a_reaction_that_broke_off_is_worked_off_again_from_the_start() -> None:
    home = house()
    for number in range(3):
        month = MARCH + number
        plan = opened(home, month)
        actions.submit_plan(plan, by=home.roads_head, at=at(month.year, month.month, 4))
    now = at(2026, 5, 5)
    ledger.seal(now)

    def breaks(entry: object, when: object) -> None:
        raise ConnectionError("the database went away")

    verb = "plans.plan_submitted"
    with pytest.raises(ConnectionError):
        reactions.react(now, {verb: (*reactions.REACTIONS[verb], breaks)})
    assert not entries("cases.report_received")
    assert reactions.react(now) == 3
    assert reactions.react(now) == 0
    assert len(entries("cases.report_received")) == 1


def _nothing_waits() -> bool:
    """Whether all is numbered; SQLite in memory refuses a table that another thread is writing."""
    try:
        return state().waiting == 0
    except OperationalError:
        return False


@pytest.mark.django_db(transaction=True)
def test_the_loop_goes_round_until_it_is_stopped() -> None:
    opened(house(), MARCH)
    stop = Event()
    thread = Thread(target=clock.run, args=(stop, 0.01))
    thread.start()
    try:
        for _ in range(500):
            if _nothing_waits():
                break
            stop.wait(0.01)
    finally:
        stop.set()
        thread.join(timeout=10)
    assert not thread.is_alive()
    assert state().waiting == 0
