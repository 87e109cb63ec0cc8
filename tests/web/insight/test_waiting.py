"""Why work waits: what a point in time is taken to mean, and causes that add up."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from remit.apps.organisation.models import Appointment
from remit.engines.measures.spans import HOUR
from remit.engines.measures.waiting import Cause
from remit.jobs.lab import index
from remit.web.insight import sittings, waiting
from tests.builders import FOUNDED, House, seal_all
from tests.web.insight.handing import back_and_forth, deed
from tests.web.insight.looks import looked

pytestmark = pytest.mark.django_db
ITEM = "plans.plan:900"


def recorded() -> None:
    """What was done is sealed, and read for analysis."""
    seal_all()
    index(FOUNDED)


def waits(home: House, by: Appointment) -> list[sittings.Wait]:
    """The waits of one matter."""
    seen = looked(by, home.root)
    found = sittings.waited(seen, sittings.tasks(seen.table))
    return [wait for wait in found if wait.task.item == ITEM]


def test_what_one_post_does_in_one_day_is_one_piece_of_work(
    home: House, analyst: Appointment
) -> None:
    for day in (1, 1.1, 1.2):
        deed(home.roads_head, "plans.step", day, ITEM, home.roads)
    recorded()
    assert not waits(home, analyst)


def test_the_next_day_is_another_piece_that_waited(home: House, analyst: Appointment) -> None:
    for day in (1, 1.1, 2):
        deed(home.roads_head, "plans.step", day, ITEM, home.roads)
    recorded()
    (wait,) = waits(home, analyst)
    assert wait.total == pytest.approx(0.9 * 24 * HOUR)


def test_a_weekend_is_nobodys_waiting_of_unknown_cause(home: House, analyst: Appointment) -> None:
    # 10 January 2025 is a Friday.
    deed(home.roads_head, "plans.step", 4, ITEM, home.roads)
    deed(home.works_head, "plans.step", 7, ITEM, home.roads)
    recorded()
    (wait,) = waits(home, analyst)
    assert wait.part(Cause.UNAVAILABILITY) == 48 * HOUR
    assert wait.part(Cause.EXTRANEOUS) == 24 * HOUR


def test_a_post_at_work_on_what_came_before_is_contention(
    home: House, analyst: Appointment
) -> None:
    other = "plans.plan:901"
    deed(home.roads_head, "plans.step", 1, other, home.roads)
    deed(home.roads_head, "plans.step", 2, ITEM, home.roads)
    for day in (2.125, 2.25):
        deed(home.works_head, "plans.step", day, other, home.roads)
    deed(home.works_head, "plans.step", 3, ITEM, home.roads)
    recorded()
    (wait,) = waits(home, analyst)
    assert wait.part(Cause.CONTENTION) == 3 * HOUR


def test_what_the_clock_does_opens_a_matter_and_is_no_step_after(
    home: House, analyst: Appointment
) -> None:
    deed(home.clerk, "plans.plan_opened", 1, ITEM, home.roads)
    deed(home.clerk, "plans.plan_reminded", 2, ITEM, home.roads)
    deed(home.roads_head, "plans.plan_submitted", 3, ITEM, home.roads)
    recorded()
    (wait,) = waits(home, analyst)
    assert wait.total == 48 * HOUR


def test_the_causes_add_up_to_the_waiting(home: House, analyst: Appointment) -> None:
    back_and_forth(home)
    seen = looked(analyst, home.root)
    work = sittings.tasks(seen.table)
    found = sittings.waited(seen, work)
    total = sum(wait.total for wait in found)
    assert sum(waiting.parts_of(found).values()) == total
    assert sum(each.total for each in waiting.gathered(found, work)) == total
    assert sum(share.value for share in waiting.shares_of(found).values()) == pytest.approx(1)


def test_the_page_tells_how_much_has_no_cause_on_record(home: House, signed_in: Client) -> None:
    back_and_forth(home)
    told = signed_in.get(reverse("insight_analysis", args=["waiting"])).content.decode()
    assert re.search(r"60 waits, 60 days in all: for \d+% of it the record tells no cause", told)
    assert "which does not mean that there were none" in told


def test_every_number_of_waits_opens_what_ended_them(home: House, signed_in: Client) -> None:
    back_and_forth(home, matters=10)
    told = signed_in.get(reverse("insight_analysis", args=["waiting"])).content.decode()
    links = re.findall(r'href="(/insight/events\?[^"]*which=waited[^"]*)">(\d+)</a>', told)
    assert {"0", "10"} <= {number for _, number in links}
    for link, number in links:
        behind = signed_in.get(link.replace("&amp;", "&")).content.decode()
        assert behind.partition("<tbody")[2].count("<tr") == int(number)
