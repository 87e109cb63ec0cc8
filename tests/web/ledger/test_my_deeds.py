"""One's own deeds with their receipts, whoever may read the ledger."""

import os

import pytest
from django.test import Client
from django.utils import timezone

from remit.apps.ledger import queries
from remit.apps.ledger.actions import record, seal
from remit.apps.ledger.models import Entry
from remit.apps.organisation import actions
from remit.apps.organisation.models import Appointment
from tests.builders import House, house

pytestmark = pytest.mark.django_db


def done(by: Appointment, subject: str) -> Entry:
    """A deed of somebody."""
    unit = by.post.unit
    return record(
        "plans.plan_submitted",
        at=timezone.now(),
        actor=by.ref,
        subject=subject,
        path=unit.path,
        body={},
    )


@pytest.fixture
def home(client: Client) -> House:
    """A small organisation; the head of Roads has signed in."""
    made = house()
    client.force_login(made.roads_head.person)
    return made


def page(client: Client, path: str = "/my/deeds") -> str:
    """The page as text."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_own_deeds_are_listed_with_receipts_and_nobody_elses(client: Client, home: House) -> None:
    mine, theirs = done(home.roads_head, "plans.plan:1"), done(home.works_head, "plans.plan:2")
    waiting = page(client)
    assert "plans.plan:1" in waiting
    assert "receipt within seconds" in waiting
    seal(signer=queries.signer(), chance=os.urandom, at=timezone.now())
    text = page(client)
    assert f'href="/house/ledger/{mine.pk}/receipt"' in text
    assert f'href="/house/ledger/{theirs.pk}' not in text
    assert client.get(f"/house/ledger/{mine.pk}/receipt").status_code == 200


def test_deeds_in_a_post_no_longer_held_stay(client: Client, home: House) -> None:
    done(home.roads_head, "plans.plan:1")
    actions.end_appointment(
        home.roads_head, until=timezone.localdate(), reason="moved", by=None, at=timezone.now()
    )
    assert "plans.plan:1" in page(client)


def test_without_a_deed_the_page_says_what_comes_here(client: Client, home: House) -> None:
    assert "No deeds yet" in page(client)
    client.cookies["django_language"] = "zh-hans"
    assert "还没有办理记录" in page(client)


def test_the_desk_leads_there_and_a_stranger_signs_in_first(client: Client, home: House) -> None:
    assert 'href="/my/deeds"' in page(client, "/")
    assert "plans.plan:1" not in page(client, "/my/deeds?on=2025-02-03")
    client.logout()
    assert client.get("/my/deeds").status_code == 302
