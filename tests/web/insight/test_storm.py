"""What a campaign did to the work it aimed at and to other work, the same phases for both."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from remit.jobs.lab import index
from tests.builders import FOUNDED, House, seal_all
from tests.web.insight.handing import deed

pytestmark = pytest.mark.django_db
CAMPAIGN = {"from": "2025-03-03", "to": "2025-04-28", "log": "deeds"}


def campaign(home: House) -> None:
    """Plans are dealt with three times as often while it lasts, and nobody keeps the lists meanwhile."""
    for week in range(24):
        raging = 8 <= week < 16
        for number in range(9 if raging else 3):
            deed(home.roads_head, "plans.step", 7 * week + number / 2, "plans.plan:1", home.roads)
        for number in range(0 if raging else 4):
            deed(home.works_head, "organisation.duty_listed", 7 * week + number,
                 "organisation.post:1", home.works)  # fmt: skip
    seal_all()
    index(FOUNDED)


def page(client: Client, **asked: str) -> str:
    """What the page shows."""
    answer = client.get(reverse("insight_analysis", args=["storm"]), {**CAMPAIGN, **asked})
    return answer.content.decode()


def test_without_an_aim_it_asks_for_one(home: House, signed_in: Client) -> None:
    campaign(home)
    assert "No aim chosen" in page(signed_in)


def test_other_work_that_was_crowded_out_is_seen(home: House, signed_in: Client) -> None:
    campaign(home)
    told = page(signed_in, aim="plans")
    assert "Other work clearly fell during the campaign" in told
    assert re.search(r"3\.00.*?during over before", told, re.S)


def test_a_comparison_is_made_for_both_kinds_of_work(home: House, signed_in: Client) -> None:
    campaign(home)
    told = page(signed_in, aim="plans", beside=str(home.works.pk))
    assert "other work beyond the comparison: step during" in told
    assert "No comparison" not in told


def test_the_numbers_of_each_phase_open_their_events(home: House, signed_in: Client) -> None:
    campaign(home)
    told = page(signed_in, aim="plans")
    links = set(re.findall(r'href="(/insight/events\?[^"]*which=side[^"]*)"', told))
    counts = []
    for link in links:
        behind = signed_in.get(link.replace("&amp;", "&")).content.decode()
        found = re.search(r"([\d,]+) rows?", behind)
        counts.append(int(found[1]) if found else 0)
    assert 72 in counts
    assert 0 in counts


def test_an_aim_that_is_none_is_passed_over(home: House, signed_in: Client) -> None:
    campaign(home)
    assert "No aim chosen" in page(signed_in, aim="gossip")
