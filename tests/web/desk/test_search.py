"""Search: both languages, two Chinese characters, only what the reader may open."""

import pytest
from django.test import Client

from remit.apps.organisation import actions
from remit.engines.words import Words
from tests.builders import FOUNDED, hold, house, post, unit

pytestmark = pytest.mark.django_db


def found(client: Client, words: str) -> str:
    """The page of what was found."""
    return client.get("/search", {"q": words}).content.decode()


@pytest.fixture
def reader(client: Client) -> Client:
    """The head of Roads, signed in."""
    home = house()
    actions.list_duty(
        home.roads_head.post, "1", Words("养护道路桥梁", "Maintain roads"), by=None, at=FOUNDED
    )
    client.force_login(home.roads_head.person)
    return client


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("道路", "Roads"),
        ("桥梁", "Maintain roads"),
        ("rosa", "Rosa-H"),
        ("ROAD", "Maintain roads"),
        ("maintain roads", "Maintain roads"),
        ("office", "office"),
    ],
)
def test_a_word_is_found_wherever_it_occurs_in_either_language(
    words: str, expected: str, reader: Client
) -> None:
    assert expected in found(reader, words).partition("</form>\n")[2]


def test_every_word_must_occur(reader: Client) -> None:
    assert "Nothing was found" in found(reader, "maintain bridges")


def test_another_organisation_is_not_searched(reader: Client) -> None:
    hold(post(unit(None, "X", "隔壁镇", "Next Door"), "neighbour"), "nora")
    assert "Nothing was found" in found(reader, "隔壁")
    assert "Nothing was found" in found(reader, "neighbour")
    assert "Nothing was found" in found(reader, "nora")


def test_an_empty_search_says_how_to_begin(reader: Client) -> None:
    assert "What are you looking for?" in found(reader, "  ")


@pytest.mark.parametrize("words", ["%", "_", "'\"<b>", "a" * 500, "\\"])
def test_odd_words_find_nothing_and_break_nothing(words: str, reader: Client) -> None:
    response = reader.get("/search", {"q": words})
    assert response.status_code == 200
    assert b"<b>" not in response.content.partition(b"<h1>")[2].partition(b"</h1>")[0]


def test_more_hits_than_are_shown_lead_to_the_list(reader: Client) -> None:
    home = unit(None, "Z", "甲乙", "Other")
    for number in range(12):
        hold(post(home, f"seat{number}"), f"person{number}")
    mine = reader.get("/").wsgi_request.user
    actions.appoint(post(home, "seat-mine"), mine, by=None, at=FOUNDED, kind="deputy")  # type: ignore[arg-type]
    assert 'href="/organisation/posts?q=seat"' in found(reader, "seat")


def test_a_null_character_breaks_nothing(reader: Client) -> None:
    assert reader.get("/search?q=a%00b").status_code == 200
