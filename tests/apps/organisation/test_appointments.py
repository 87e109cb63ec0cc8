"""Filling posts: one incumbent at a time, tenures that end, keys of programs."""

from datetime import date
from hashlib import sha256

import pytest

from remit.apps.organisation import actions, queries
from remit.apps.organisation.actions import (
    PostAlreadyFilled,
    PowerNotHeld,
    RunsBackward,
    TenureNotOpen,
)
from remit.apps.organisation.models import Appointment
from remit.engines.words import Words
from tests.builders import at, entries, hold, post, unit

pytestmark = pytest.mark.django_db

NOW = at(2025, 6, 1)
DAY = date(2025, 6, 1)


@pytest.fixture
def mayor() -> Appointment:
    """A mayor in office since the town was founded."""
    return hold(post(unit(None, "T", "临山镇", "Linshan"), "mayor", heads=True), "mayor")


def test_a_filled_post_takes_a_deputy_but_no_second_incumbent(mayor: Appointment) -> None:
    other = hold(post(mayor.post.unit, "other"), "other").person
    with pytest.raises(PostAlreadyFilled) as refused:
        actions.appoint(mayor.post, other, by=None, at=NOW)
    assert refused.value.findings[0].message.zh
    actions.appoint(mayor.post, other, by=None, at=NOW, kind=Appointment.Kind.DEPUTY)
    assert queries.holder(mayor.post, on=DAY) == mayor


def test_a_successor_may_begin_on_the_day_the_predecessor_is_gone(mayor: Appointment) -> None:
    other = hold(post(mayor.post.unit, "other"), "other").person
    actions.end_appointment(mayor, by=None, at=NOW, until=DAY)
    successor = actions.appoint(mayor.post, other, by=None, at=NOW, since=DAY)
    assert queries.holder(mayor.post, on=date(2025, 5, 31)) == mayor
    assert queries.holder(mayor.post, on=DAY) == successor
    assert [t.person.login for t in queries.remit(mayor.post, on=DAY).tenures] == ["mayor", "other"]


def test_whoever_acts_holds_the_post_while_acting(mayor: Appointment) -> None:
    other = hold(post(mayor.post.unit, "other"), "other").person
    acting = actions.appoint(
        mayor.post,
        other,
        by=None,
        at=NOW,
        until=date(2025, 7, 1),
        kind=Appointment.Kind.ACTING,
    )
    assert queries.holder(mayor.post, on=DAY) == acting
    assert queries.holder(mayor.post, on=date(2025, 7, 1)) == mayor


def test_a_tenure_of_no_day_and_one_that_has_ended_are_refused(mayor: Appointment) -> None:
    other = hold(post(mayor.post.unit, "other"), "other").person
    with pytest.raises(RunsBackward):
        actions.appoint(mayor.post, other, by=None, at=NOW, since=DAY, until=DAY, kind="deputy")
    with pytest.raises(TenureNotOpen):
        actions.end_appointment(mayor, by=None, at=NOW, until=mayor.since)
    actions.end_appointment(mayor, by=None, at=NOW, until=DAY)
    with pytest.raises(TenureNotOpen):
        actions.end_appointment(mayor, by=None, at=NOW, until=date(2025, 8, 1))
    assert len(entries("organisation.appointment_ended")) == 1


def test_a_program_acts_for_its_owner_until_the_key_or_the_tenure_ends(mayor: Appointment) -> None:
    token = actions.issue_token(mayor, "statistics", "secret", at=NOW)
    digest = sha256(b"secret").hexdigest()
    assert queries.bearer(digest, at=NOW) == mayor
    assert queries.bearer(sha256(b"guess").hexdigest(), at=NOW) is None
    actions.end_appointment(mayor, by=None, at=NOW, until=date(2025, 7, 1))
    assert queries.bearer(digest, at=at(2025, 7, 1)) is None
    actions.revoke_token(token, by=mayor, at=at(2025, 6, 2))
    assert queries.bearer(digest, at=at(2025, 6, 3)) is None
    assert "secret" not in str([entry.body for entry in entries("organisation.token_issued")])


def test_a_key_is_ended_by_its_owner_alone(mayor: Appointment) -> None:
    token = actions.issue_token(mayor, "statistics", "secret", at=NOW)
    other = hold(post(mayor.post.unit, "other"), "other")
    with pytest.raises(PowerNotHeld):
        actions.revoke_token(token, by=other, at=NOW)


def test_a_person_chooses_the_language_of_letters(mayor: Appointment) -> None:
    actions.choose_language(mayor.person, "zh-hans", at=NOW)
    mayor.person.refresh_from_db()
    assert mayor.person.language == "zh-hans"
    assert entries("organisation.language_chosen")[0].body == {"language": "zh-hans"}


def test_the_tree_is_read_with_few_queries_however_large_it_is(
    mayor: Appointment, django_assert_max_num_queries: object
) -> None:
    town = mayor.post.unit
    for number in range(5):
        office = unit(town, f"o{number}", "办公室", "Office")
        hold(post(office, "head"), f"head{number}")
        unit(office, f"s{number}", "科", "Section")
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        (root,) = queries.tree(mayor.person, on=DAY)
    assert root.unit == town
    assert [len(branch.branches) for branch in root.branches] == [1] * 5
    assert root.branches[0].posts[0].held_by[0].person.login == "head0"


def test_a_vacant_post_is_one_that_at_most_a_deputy_fills(mayor: Appointment) -> None:
    empty = post(mayor.post.unit, "empty")
    actions.appoint(empty, mayor.person, by=None, at=NOW, kind="deputy")
    posts = queries.posts_visible_to(mayor.person, on=DAY)
    assert list(queries.vacant(posts, on=DAY)) == [empty]


def test_a_name_in_one_language_is_shown_in_the_other_too(mayor: Appointment) -> None:
    person = actions.enrol_person("li", Words("李强", ""), unit=mayor.post.unit, by=None, at=NOW)
    assert (str(person), person.has_usable_password()) == ("李强", False)
