"""Whether hours suffice: what comes to a post against the hours of its holders, nothing made up."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from remit.apps.organisation.models import Appointment
from remit.web.insight import utilisation
from remit.web.insight.naming import Names
from tests.builders import House
from tests.web.insight.handing import back_and_forth
from tests.web.insight.looks import looked

pytestmark = pytest.mark.django_db


def page(client: Client, **asked: str) -> str:
    """What the page shows."""
    return client.get(reverse("insight_analysis", args=["load"]), asked).content.decode()


def test_too_few_items_are_too_few(home: House, signed_in: Client) -> None:
    back_and_forth(home, matters=3)
    assert "No post that is filled today received 30 items or more" in page(signed_in)


def test_the_hours_an_item_may_take_follow_from_what_came(
    home: House, analyst: Appointment
) -> None:
    back_and_forth(home)
    seen = looked(analyst, home.root)
    first = utilisation.busy(seen, Names(seen))[0]
    assert (len(first.stays), first.people) == (40, 1)
    assert first.limit.value == pytest.approx(0.85 * first.hours / 40)
    assert first.overload("", first.limit.value).used == pytest.approx(0.85)
    assert first.overload("", first.limit.value / 10).used == pytest.approx(0.085)


def test_a_supposed_hour_gives_utilisation_and_says_that_it_is_supposed(
    home: House, signed_in: Client
) -> None:
    back_and_forth(home)
    told = page(signed_in, hours="16")
    assert "If an item took 16 hours, 2 of 2 posts would be overloaded" in told
    assert "grows without end" in told
    assert "hold under that assumption alone" in told
    assert "If an item took" not in page(signed_in, hours="17")


def test_the_items_that_came_are_opened(home: House, signed_in: Client) -> None:
    back_and_forth(home)
    told = page(signed_in)
    links = re.findall(r'href="(/insight/events\?[^"]*which=came[^"]*)">(\d+)</a>', told)
    assert {number for _, number in links} == {"40"}
    for link, number in links:
        behind = signed_in.get(link.replace("&amp;", "&")).content.decode()
        assert behind.partition("<tbody")[2].count("<tr") == int(number)
