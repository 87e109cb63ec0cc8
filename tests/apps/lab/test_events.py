"""Events for analysis: taken in as entries are sealed, chained one by one, and gone with what is erased."""

from datetime import timedelta

import pytest

from remit.apps.lab.actions import drop_events, index_entries
from remit.apps.lab.models import Event
from remit.apps.lab.queries import follows, logs, table
from remit.apps.ledger.actions import record
from remit.apps.ledger.models import Entry
from remit.apps.organisation.queries import subtree
from remit.engines.measures.running import DuckRunner
from remit.jobs.lab import index
from tests.builders import FOUNDED, House, house, seal_all

pytestmark = pytest.mark.django_db
DEEDS = Event.Log.DEEDS


def deed(home: House, verb: str, day: int, subject: str = "plans.plan:1") -> None:
    """An entry of the clerk, sealed."""
    record(
        verb, at=FOUNDED + timedelta(days=day), actor=home.clerk.ref, subject=subject,
        path=home.roads.path, body={},
    )  # fmt: skip
    seal_all()


def chain(subject: str = "plans.plan:1") -> list[tuple[str, int | None, bool]]:
    """The events of an item: deed, days until the next, whether it is the last."""
    rows = Event.objects.filter(item__text=subject).order_by("ts_us", "seq")
    day = 86_400_000_000
    return [
        (row.activity.text, None if row.dt_us is None else row.dt_us // day, row.last)
        for row in rows.select_related("activity")
    ]


def test_each_event_closes_the_one_before_it() -> None:
    home = house()
    for day, verb in enumerate(
        ["plans.plan_opened", "plans.plan_submitted", "plans.results_reported"]
    ):
        deed(home, verb, day * 3)
        index(FOUNDED)
    assert chain() == [
        ("plans.plan_opened", 3, False),
        ("plans.plan_submitted", 3, False),
        ("plans.results_reported", None, True),
    ]


def test_all_at_once_gives_the_same_as_one_by_one() -> None:
    home = house()
    for day, verb in enumerate(["plans.plan_opened", "plans.plan_submitted"]):
        deed(home, verb, day)
    assert index(FOUNDED) > 2
    assert chain() == [("plans.plan_opened", 1, False), ("plans.plan_submitted", None, True)]
    assert index(FOUNDED) == 0


def test_an_event_that_arrives_late_takes_its_place() -> None:
    home = house()
    deed(home, "plans.plan_opened", 0)
    deed(home, "plans.results_reported", 10)
    index(FOUNDED)
    deed(home, "plans.plan_submitted", 4)
    index(FOUNDED)
    assert chain() == [
        ("plans.plan_opened", 4, False),
        ("plans.plan_submitted", 6, False),
        ("plans.results_reported", None, True),
    ]


def test_what_is_not_sealed_is_not_measured() -> None:
    home = house()
    index(FOUNDED)
    record(
        "plans.plan_opened", at=FOUNDED, actor=home.clerk.ref, subject="plans.plan:1",
        path=home.roads.path, body={},
    )  # fmt: skip
    assert index(FOUNDED) == 0
    assert chain() == []


def test_the_same_entries_twice_are_one() -> None:
    home = house()
    deed(home, "plans.plan_opened", 0)
    for _ in range(2):
        index_entries(Entry.objects.filter(seq__isnull=False))
    assert chain() == [("plans.plan_opened", None, True)]


def test_events_of_what_was_erased_are_let_go_and_the_chain_closes() -> None:
    home = house()
    for day, verb in enumerate(
        ["plans.plan_opened", "plans.plan_submitted", "plans.results_reported"]
    ):
        deed(home, verb, day)
    index(FOUNDED)
    gone = Event.objects.get(activity__text="plans.plan_submitted")
    assert drop_events([gone.seq]) == 1
    assert chain() == [("plans.plan_opened", 2, False), ("plans.results_reported", None, True)]


def test_the_table_and_what_is_kept_tell_the_same_of_what_follows_what() -> None:
    home = house()
    for number in range(1, 4):
        for day, verb in enumerate(["plans.plan_opened", "plans.plan_submitted"]):
            deed(home, verb, day * number, f"plans.plan:{number}")
    index(FOUNDED)
    ranges = [subtree(home.root.path)]
    events = table(DEEDS, ranges)
    assert logs(ranges) == {"deeds": len(events)}
    sorted_anew = {
        (events.label("activity", row[0]), events.label("activity", row[1])): row[2]
        for row in DuckRunner.over(events).rows("follows")
    }
    kept = {(row.activity, row.then): row.n for row in follows(DEEDS, ranges)}
    assert kept == sorted_anew
    assert kept["plans.plan_opened", "plans.plan_submitted"] == 3


def test_only_events_within_reach_and_period_are_in_the_table() -> None:
    home = house()
    deed(home, "plans.plan_opened", 0)
    deed(home, "plans.plan_submitted", 5)
    index(FOUNDED)
    below = [subtree(home.roads.path)]
    assert len(table(DEEDS, below, since=FOUNDED + timedelta(days=1))) == 1
    assert len(table(DEEDS, [subtree(home.works.path)], since=FOUNDED + timedelta(days=1))) == 0
