"""The desk: what waits, until when, what is answered for; on past days nothing can be done."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from remit.apps.correspondence.actions import Addressee, write_letter
from remit.apps.correspondence.models import Letter
from remit.apps.organisation import actions
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import FOUNDED, House, hold, house, open_again, post, seal_all, target, unit

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "/") -> str:
    """The page as text."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/sign-in?next=/"


def test_somebody_without_a_post_is_told_what_comes_here(client: Client) -> None:
    person = actions.enrol_person(
        "new",
        Words("新人", "Newcomer"),
        unit=unit(None, "T", "镇", "Town"),
        by=None,
        at=FOUNDED,
        language="en",
    )
    client.force_login(person)
    assert "Once the office has appointed you" in page(client)


def test_the_desk_names_what_waits_with_its_last_day_and_what_is_answered_for(
    client: Client,
) -> None:
    home = house()
    month = Month.of(timezone.localdate())
    target(home.roads_head, home.clerk, {month: "10"})
    open_again(home, month)
    actions.list_duty(
        home.roads_head.post, "1", Words("", "Keep the roads"), by=None, at=FOUNDED, basis="Art. 7"
    )
    client.force_login(home.roads_head.person)
    text = page(client)
    assert f"Submit the plan for {month.words.en}" in text
    assert "One thing is waiting for you" in text
    assert re.search(r"working days? over", text)
    assert "Keep the roads" in text
    assert "Art. 7" in text


def test_on_a_past_day_nothing_waits_and_the_duties_of_that_day_stand(client: Client) -> None:
    home = house()
    later = date(2025, 6, 1)
    actions.list_duty(
        home.roads_head.post, "1", Words("", "Keep the roads"), by=None, at=FOUNDED, since=later
    )
    client.force_login(home.roads_head.person)
    assert "Keep the roads" in page(client, "/?on=2025-06-01")
    assert "as-of-past" in page(client)
    assert "Keep the roads" not in page(client, "/?on=2025-05-31")
    assert "as-of-past" not in page(client, "/?on=today")


def test_unread_letters_stand_on_the_desk_until_they_are_opened(client: Client) -> None:
    home = house()
    person = home.roads_head.person
    letter = write_letter(
        Addressee(person.ref, str(person), person.email, "en"),
        kind="notice",
        subject="The bridge is closed",
        text="Until Friday.",
        about=home.roads.ref,
        path=home.roads.path,
        actor="clock",
        at=FOUNDED,
    )
    client.force_login(person)
    assert "The bridge is closed" not in page(client)
    seal_all()
    assert "The bridge is closed" in page(client)
    assert "Until Friday." in page(client, f"/letters/{letter.pk}")
    assert "No unread letters." in page(client)


def test_the_post_acted_for_is_chosen_among_those_held(client: Client) -> None:
    home = house()
    person = home.roads_head.person
    second = actions.appoint(post(home.works, "deputy-head"), person, by=None, at=FOUNDED)
    client.force_login(person)
    assert "deputy-head · Works" not in page(client).partition("What you answer for")[2]
    response = client.post("/act-for", {"post": second.pk, "next": "/account"})
    assert response.headers["Location"] == "/account"
    assert "deputy-head · Works" in page(client).partition("What you answer for")[2]
    client.post("/act-for", {"post": home.works_head.pk})
    assert "head · Roads" in page(client).partition("What you answer for")[2]


def test_after_choosing_a_post_nobody_is_sent_to_another_site(client: Client) -> None:
    client.force_login(house().roads_head.person)
    response = client.post("/act-for", {"post": "x", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"


def test_the_desk_takes_few_queries(client: Client, django_assert_max_num_queries: object) -> None:
    client.force_login(house().roads_head.person)
    with django_assert_max_num_queries(26):  # type: ignore[operator]
        page(client)


def letter_to_the_clerk(home: House, kind: str) -> Letter:
    """A letter about Roads to the clerk of the office."""
    return write_letter(
        Addressee(home.clerk.person.ref, "Clerk", "", "en"),
        kind=kind,
        subject="For the clerk",
        text="Only.",
        about=home.roads.ref,
        path=home.roads.path,
        actor="clock",
        at=FOUNDED,
    )


def test_a_letter_to_somebody_else_is_not_there(client: Client) -> None:
    home = house()
    letter = letter_to_the_clerk(home, "reminder")
    client.force_login(home.roads_head.person)
    assert client.get(f"/letters/{letter.pk}").status_code == 404
    assert client.get(f"/letters/{letter.pk}/pages").status_code == 404


def test_the_registry_reads_letters_about_work_without_marking_them_read(client: Client) -> None:
    home = house()
    letter = letter_to_the_clerk(home, "reminder")
    client.force_login(hold(post(home.root, "registry", "correspondence.read"), "reg").person)
    assert "For the clerk" in page(client, f"/letters/{letter.pk}")
    letter.refresh_from_db()
    assert letter.read_at is None
    decision = letter_to_the_clerk(home, "decision")
    assert client.get(f"/letters/{decision.pk}").status_code == 404
