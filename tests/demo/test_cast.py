"""The cast: made up, bilingual, one part each, and told to the visitor."""

import pytest

from remit.demo.cast import CAST, LEADS, PASSWORD, member
from remit.demo.load import STORIES
from remit.demo.telling import tell_cast

HOUSES = {story.house.code: story.house for story in STORIES}


def test_each_has_a_login_and_a_name_of_their_own() -> None:
    assert len({one.login for one in CAST}) == len(CAST)
    assert len({one.name.zh for one in CAST}) == len({one.name.en for one in CAST}) == len(CAST)


def test_who_signs_in_has_a_part_and_something_to_try_in_both_languages() -> None:
    for one in LEADS:
        assert one.signs_in
        assert all((*one.name, *one.part, *one.first)), one.login
    assert len({one.part.en for one in LEADS}) == len(LEADS)


def test_an_address_can_never_reach_anybody() -> None:
    assert {one.email.rpartition(".")[2] for one in CAST} == {"example"}
    assert member("lin.an").email == "lin.an@linshan.example"


def test_everybody_in_a_tenure_is_of_the_cast() -> None:
    for house in HOUSES.values():
        assert {tenure.login for tenure in house.tenures} <= {one.login for one in CAST}


def test_every_text_of_the_lists_is_in_both_languages_with_its_basis() -> None:
    for house in HOUSES.values():
        for seat in house.seats:
            assert all(seat.name), seat.code
            for line in (*seat.must, *seat.may, *seat.has):
                assert all(line.text), (seat.code, line.text)
                assert line.basis, (seat.code, line.text)


@pytest.mark.django_db
def test_the_visitor_is_told_who_can_sign_in_and_where() -> None:
    lines: list[str] = []
    tell_cast(address="http://127.0.0.1:8000", tell=lines.append)
    told = " ".join(line.strip() for line in lines)
    for one in LEADS:
        for text in (one.login, *one.name, *one.part, *one.first):
            assert text in told
    assert PASSWORD in told
    assert "http://127.0.0.1:8000" in told
    assert all(house.name.zh in told for house in HOUSES.values())
