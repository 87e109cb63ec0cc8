"""The account: language of letters, tokens shown once and ended at once."""

import re
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone

from remit.apps.organisation.models import Token
from remit.apps.organisation.queries import bearer
from tests.builders import entries, house

pytestmark = pytest.mark.django_db


def test_the_language_of_letters_turns_the_pages_too(client: Client) -> None:
    person = house().clerk.person
    client.force_login(person)
    response = client.post("/account/language", {"language": "zh-hans"}, follow=True)
    person.refresh_from_db()
    assert person.language == "zh-hans"
    assert "文书和页面都用中文" in response.content.decode()


def test_an_unknown_language_is_told_at_its_field(client: Client) -> None:
    client.force_login(house().clerk.person)
    text = client.post("/account/language", {"language": "la"}).content.decode()
    assert "Something has to be put right first" in text


def test_a_token_is_shown_once_works_and_is_ended_at_once(client: Client) -> None:
    home = house()
    client.force_login(home.clerk.person)
    text = client.post("/account/tokens", {"label": "Statistics"}).content.decode()
    found = re.search(r'readonly value="([^"]+)"', text)
    assert found is not None
    digest = sha256(found[1].encode()).hexdigest()
    assert bearer(digest, at=timezone.now()) == home.clerk
    assert found[1] not in client.get("/account").content.decode()
    assert found[1] not in str([entry.body for entry in entries("organisation.token_issued")])
    client.post(f"/account/tokens/{Token.objects.get().pk}/revoke")
    assert bearer(digest, at=timezone.now()) is None
    assert "ended" in client.get("/account").content.decode()


def test_a_token_without_a_name_is_not_issued(client: Client) -> None:
    client.force_login(house().clerk.person)
    assert b"This field is required" in client.post("/account/tokens", {"label": ""}).content
    assert not Token.objects.exists()


def test_nobody_ends_the_token_of_another(client: Client) -> None:
    home = house()
    client.force_login(home.clerk.person)
    client.post("/account/tokens", {"label": "Statistics"})
    client.force_login(home.roads_head.person)
    token = Token.objects.get()
    assert client.post(f"/account/tokens/{token.pk}/revoke").status_code == 404
    token.refresh_from_db()
    assert token.until is None


def test_on_a_past_day_no_token_is_issued(client: Client) -> None:
    client.force_login(house().clerk.person)
    client.get("/?on=2025-06-01")
    assert client.post("/account/tokens", {"label": "Statistics"}).status_code == 403
    assert not Token.objects.exists()


def change(client: Client, old: str, new: str, again: str = "") -> str:
    """The page after asking for a new password."""
    answers = {"old": old, "password": new, "again": again or new}
    return client.post("/account/password", answers, follow=True).content.decode()


def test_the_password_is_changed_by_who_knows_the_old_one_and_stays_signed_in(
    client: Client,
) -> None:
    person = house().clerk.person
    person.set_password("old-and-long")
    person.save()
    client.force_login(person)
    assert "This is not your password" in change(client, "wrong", "new-and-long")
    assert "differ" in change(client, "old-and-long", "new-and-long", "new-and-short")
    assert "too weak" in change(client, "old-and-long", "12345678")
    assert "Your password is changed." in change(client, "old-and-long", "new-and-long")
    person.refresh_from_db()
    assert person.check_password("new-and-long")
    assert client.get("/account").status_code == 200
    assert "new-and-long" not in str([entry.body for entry in entries("organisation.password_set")])
