"""The page of the paradox: no figure from too little, no case that may not be opened, nobody ranked."""

from random import Random

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from remit.apps.organisation.models import Appointment
from remit.apps.plans import actions as plans
from remit.engines.dates import Month
from remit.engines.measures.paradox import Row, panel, paradox
from remit.jobs.lab import index
from remit.web.insight.liability import Liabilities
from remit.web.insight.paradox import index_section
from tests.builders import FOUNDED, House, at, hold, opened, post, seal_all
from tests.case_builders import OFFICER, bench, named
from tests.web.insight.looks import looked

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    """What the page shows."""
    return client.get(reverse("insight_analysis", args=["paradox"])).content.decode()


def accused(home: House) -> None:
    """The head of Roads is named in a case in April, and the plan of Roads for April was not done."""
    plan = opened(home, Month(2025, 4))
    plans.submit_plan(plan, by=home.roads_head, at=at(2025, 3, 27))
    named(home, bench(home))
    seal_all()
    index(FOUNDED)


def who_may(home: House) -> Appointment:
    """Who may look at measures and open cases too."""
    return hold(post(home.root, "both", "insight.read", "insight.measure", *OFFICER), "bea")


def test_without_records_it_says_how_many_it_takes(home: House, signed_in: Client) -> None:
    told = page(signed_in)
    assert "0 of at least 140 liability events that count" in told
    assert "nobody can be ranked" in told


def test_a_case_counts_for_who_may_open_it_and_opens_its_events(
    home: House, client: Client
) -> None:
    accused(home)
    client.force_login(who_may(home).person)
    told = page(client)
    assert "1 of at least 140 liability events that count" in told
    behind = client.get(reverse("insight_events"), {"which": "liability"}).content.decode()
    assert behind.partition("<tbody")[2].count("<tr") == 1
    assert "person named" in behind


def test_a_case_leaves_no_trace_for_who_may_not_open_it(home: House, signed_in: Client) -> None:
    accused(home)
    told = page(signed_in)
    assert "0 of at least 140 liability events that count" in told
    behind = signed_in.get(reverse("insight_events"), {"which": "liability"}).content.decode()
    assert "person named" not in behind


def test_whoever_a_case_concerns_does_not_count_it(home: House) -> None:
    accused(home)
    assert Liabilities(looked(who_may(home), home.root)).named
    assert not Liabilities(looked(home.roads_head, home.root)).named


def test_what_is_stored_could_be_read_by_others_so_nothing_is(home: House, client: Client) -> None:
    accused(home)
    client.force_login(who_may(home).person)
    assert "Store this" not in page(client)
    assert client.post(reverse("insight_store", args=["paradox"])).status_code == 404


def test_a_row_holds_what_a_post_was_to_do_and_was_held_to_account_for(home: House) -> None:
    accused(home)
    (row,) = Liabilities(looked(who_may(home), home.root)).rows
    assert row.post == home.roads_head.post.ref
    assert row.unit == home.root.ref
    assert (row.assigned, row.done, row.time) == (1, 0, 1)
    assert row.liability == 1
    assert row.behind
    # What was found true was of March, the quarter before.
    assert row.ratings == (0.0,)


def rows(events: float) -> list[Row]:
    """Posts under ten superiors who do more or less of what they are assigned."""
    rng = Random(6)
    return [
        Row(
            f"organisation.unit:{unit}", f"organisation.post:{unit}{post}", period,
            liability=rng.choice((0, 1, 2)) * events, time=3, assigned=rng.randint(5, 15),
            done=rng.randint(2, 5), ratings=(rng.random(),),
        )
        for unit in range(10) for post in range(8) for period in range(4)
    ]  # fmt: skip


@pytest.mark.parametrize(("events", "drawn"), [(1, True), (0, False)])
def test_a_figure_is_drawn_only_from_enough(
    home: House, analyst: Appointment, events: float, drawn: bool
) -> None:
    found = paradox(panel(rows(events)), np.random.default_rng(6))
    told = [found.index, found.overload, found.quality]
    section = index_section(looked(analyst, home.root), found, told)
    assert (section.chart is not None) == drawn
    assert (section.empty is None) == drawn
