"""What stands out at night: told once, to whoever has to answer, and never from too little."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from remit.apps.lab.models import Run
from remit.apps.ledger.actions import record
from remit.apps.organisation.models import Appointment
from remit.jobs.alarms import notice
from remit.jobs.lab import index
from tests.builders import House, at, entries, hold, house, post, row_faults_in, seal_all

pytestmark = pytest.mark.django_db
NOW = at(2025, 6, 30, 4)


def deeds(by: Appointment, where: str, day: int, times: int, name: str) -> None:
    """Deeds of somebody `day` days before the night, each in a matter of its own."""
    for number in range(times):
        record(
            "plans.item_revised", at=NOW - timedelta(days=day, minutes=number), actor=by.ref,
            subject=f"plans.plan:{name}{day}{number}", path=where, body={},
        )  # fmt: skip


def busy(home: House, lately: int) -> None:
    """Two deeds of the head of Roads every third day, and `lately` every third day in the last month."""
    for day in range(1, 90, 3):
        deeds(home.roads_head, home.roads.path, day, lately if day < 30 else 2, "1")
    seal_all(NOW)
    index(NOW)


def test_a_post_that_is_suddenly_busy_is_told_of_once() -> None:
    home = house()
    busy(home, lately=12)
    assert notice(NOW) == 1
    run = Run.objects.get()
    (told,) = run.result["alarms"]
    assert (told["id"], told["about"]) == ("alarms.risen", [home.roads_head.post.ref])
    assert (run.by, run.kind) == (None, "alarms")
    assert entries("lab.run_stored")[0].actor == "clock"
    assert row_faults_in("lab") == set()
    assert notice(NOW) == 0
    assert notice(NOW + timedelta(days=1)) == 0


def test_an_even_load_tells_nothing() -> None:
    home = house()
    busy(home, lately=2)
    assert notice(NOW) == 0
    assert not Run.objects.exists()


def test_it_is_shown_to_whoever_has_to_answer_with_the_reason(client: Client) -> None:
    home = house()
    busy(home, lately=12)
    notice(NOW)
    client.force_login(home.clerk.person)
    desk = client.get(reverse("home")).content.decode()
    assert "times as much in the last 30 days as before" in desk
    assert "superior of the post" in desk
    client.force_login(home.works_head.person)
    assert "times as much" not in client.get(reverse("home")).content.decode()


def test_who_may_read_measures_sees_it_on_insight(client: Client) -> None:
    home = house()
    busy(home, lately=12)
    notice(NOW)
    reader = hold(post(home.roads, "reader", "insight.read"), "rea")
    client.force_login(reader.person)
    assert "Why am I seeing this" in client.get(reverse("insight")).content.decode()


def test_before_three_in_the_morning_nothing_is_looked_at() -> None:
    home = house()
    busy(home, lately=12)
    assert notice(NOW.replace(hour=2)) == 0
    assert notice(NOW) == 1
