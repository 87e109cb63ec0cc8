"""The house: ledger, mailbox, powers, rules, addresses."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from remit.apps.correspondence.actions import Addressee, note_failure, write_letter
from remit.apps.ledger.actions import sequence
from remit.apps.ledger.models import Entry
from remit.apps.organisation import actions
from remit.engines.powers import POWERS
from remit.engines.words import Words
from tests.builders import FOUNDED, House, house

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    """The page as text."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def home(client: Client) -> House:
    """A small organisation, whose clerk reads ledger and letters and has signed in."""
    made = house()
    for number, code in enumerate(("ledger.read", "correspondence.read"), 20):
        actions.list_power(
            made.clerk.post, str(number), Words("", code), by=None, at=FOUNDED, code=code
        )
    client.force_login(made.clerk.person)
    return made


def test_the_house_tells_how_many_entries_are_numbered(client: Client, home: House) -> None:
    numbered = sequence(limit=5)
    waiting = Entry.objects.count() - numbered
    text = page(client, "/house/")
    assert f">{numbered}<" in text
    assert f">{waiting}<" in text


def test_a_page_that_takes_a_power_is_not_offered_without_it(client: Client, home: House) -> None:
    client.force_login(home.roads_head.person)
    text = page(client, "/house/")
    assert 'href="/house/ledger"' not in text.partition("Rooms")[2]
    assert "takes a power your post does not hold" in text
    for path in ("/house/ledger", "/house/letters", f"/house/ledger/{Entry.objects.first().pk}"):  # type: ignore[union-attr]
        assert client.get(path).status_code == 403


def test_the_ledger_is_filtered_and_takes_few_queries(
    client: Client, home: House, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        text = page(client, "/house/ledger?verb=post_created")
    assert "3 rows" in text
    assert "organisation.person_enrolled" not in text
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "Nothing matches" in page(client, f"/house/ledger?since={tomorrow}")
    assert "3 rows" in page(client, f"/house/ledger?verb=post_created&until={tomorrow}")
    assert "1 row<" in page(client, f"/house/ledger?subject={home.roads_head.ref}")
    assert page(client, "/house/ledger?since=someday")


def test_an_entry_shows_who_acted_its_body_and_its_canonical_form(
    client: Client, home: House
) -> None:
    unit = actions.create_unit(
        home.roads, "north", Words("", "North"), by=home.clerk, at=timezone.now()
    )
    entry = Entry.objects.get(subject=unit.ref)
    text = page(client, f"/house/ledger/{entry.pk}")
    assert "Clerk-H · office" in text
    assert home.roads.ref in text
    assert "&quot;verb&quot;:&quot;organisation.unit_created&quot;" in text
    assert "Clerk-H" in page(client, "/house/ledger?verb=unit_created")


def test_entries_of_another_organisation_are_not_there(client: Client, home: House) -> None:
    other = house("X")
    entry = Entry.objects.get(subject=other.roads.ref)
    assert client.get(f"/house/ledger/{entry.pk}").status_code == 404
    assert "1 row<" not in page(client, f"/house/ledger?subject={other.roads.ref}")


def test_on_a_past_day_the_ledger_ends_with_that_day(client: Client, home: House) -> None:
    actions.create_unit(home.roads, "north", Words("", "North"), by=None, at=timezone.now())
    assert "3 rows" in page(client, "/house/ledger?verb=unit_created")
    assert "2 rows" in page(client, "/house/ledger?verb=unit_created&on=2025-06-01")


def test_the_mailbox_shows_what_was_sent_and_what_failed(client: Client, home: House) -> None:
    letter = write_letter(
        Addressee(home.roads_head.person.ref, "Rosa", "rosa@example.org", "en"),
        kind="reminder",
        subject="The plan is due",
        text="Please.",
        about=home.roads.ref,
        path=home.roads.path,
        actor="clock",
        at=FOUNDED,
    )
    for _ in range(5):
        note_failure(letter, channel="smtp", answer="550 no such mailbox", at=FOUNDED)
    assert "The plan is due" in page(client, "/house/letters?state=failed")
    assert "The plan is due" not in page(client, "/house/letters?state=delivered")
    assert "550 no such mailbox" in page(client, f"/letters/{letter.pk}")


def test_who_may_what_names_post_and_meaning(client: Client, home: House) -> None:
    text = page(client, "/house/powers?code=plans.submit")
    assert POWERS["plans.submit"].en in text
    assert "2 rows" in text


@pytest.mark.parametrize("person", ["staff", "public"])
def test_the_rules_are_shown_with_their_sources(person: str, client: Client, home: House) -> None:
    base = "/house/rules" if person == "staff" else "/public/rules"
    if person == "public":
        client.logout()
        client.cookies["django_language"] = "en"
    assert "cn-administrative-discipline" in page(client, base)
    text = page(client, f"{base}/cn-administrative-discipline")
    assert "Civil Servants Law" in text
    assert client.get(f"{base}/nothing").status_code == 404


def test_every_address_is_listed_with_its_policy(client: Client, home: House) -> None:
    text = page(client, "/house/addresses")
    assert "/house/ledger" in text
    assert "holds ledger.read" in text


def test_the_components_can_be_seen(client: Client, home: House) -> None:
    assert page(client, "/house/components")
