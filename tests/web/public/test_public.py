"""The pages open to everybody."""

import pytest
from django.test import Client

from tests.builders import house

pytestmark = pytest.mark.django_db


def test_a_citizen_finds_how_to_report_without_a_session(client: Client) -> None:
    text = client.get("/public/").content.decode()
    assert 'href="/public/report"' in text
    assert 'href="/public/report/status"' in text
    assert 'href="/sign-in"' in text


def test_somebody_signed_in_keeps_the_navigation(client: Client) -> None:
    client.force_login(house().clerk.person)
    text = client.get("/public/").content.decode()
    assert 'href="/house/"' in text
    assert "for those who work here" not in text


def test_the_pages_are_there_in_chinese(client: Client) -> None:
    client.cookies["django_language"] = "zh-hans"
    assert "致群众" in client.get("/public/").content.decode()
