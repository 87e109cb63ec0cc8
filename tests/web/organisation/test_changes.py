"""Appointing, ending, enrolling, lending: checked by the sender first, refused with reasons."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from remit.apps.organisation import actions, queries
from remit.apps.organisation.models import Appointment, Delegation, Person, Power
from remit.engines.words import Words
from tests.builders import FOUNDED, House, entries, house, post

pytestmark = pytest.mark.django_db

Answers = dict[str, object]


def today() -> date:
    """The day the pages speak of."""
    return timezone.localdate()


@pytest.fixture
def home(client: Client) -> House:
    """A small organisation, whose clerk maintains it, may lend powers and has signed in."""
    made = house()
    actions.list_power(
        made.clerk.post, "9", Words("", "Lend"), by=None, at=FOUNDED, code="organisation.delegate"
    )
    client.force_login(made.clerk.person)
    return made


def test_an_appointment_is_shown_for_checking_and_made_when_confirmed(
    client: Client, home: House
) -> None:
    seat = post(home.works, "digger")
    path = f"/organisation/posts/{seat.pk}/appoint"
    answers: Answers = {
        "person": home.roads_head.person_id,
        "kind": "incumbent",
        "since": today().isoformat(),
    }
    text = client.post(path, answers).content.decode()
    assert "Nothing has been done yet" in text
    assert "Rosa-H" in text
    assert not seat.appointments.exists()
    changed = client.post(path, answers | {"change": "yes"}).content.decode()
    assert "<select" in changed
    assert "Something has to be put right" not in changed
    response = client.post(path, answers | {"confirmed": "yes"})
    assert response.headers["Location"] == f"/organisation/posts/{seat.pk}"
    assert queries.holder(seat, on=today()) == Appointment.objects.get(post=seat)
    (entry,) = entries("organisation.person_appointed")[-1:]
    assert entry.actor == home.clerk.ref


def test_a_second_incumbent_is_refused_with_the_reason_on_the_form(
    client: Client, home: House
) -> None:
    answers: Answers = {
        "person": home.works_head.person_id,
        "kind": "incumbent",
        "since": today().isoformat(),
        "confirmed": "yes",
    }
    path = f"/organisation/posts/{home.roads_head.post_id}/appoint"
    text = client.post(path, answers).content.decode()
    assert "has been filled since" in text
    assert "appoint as acting or deputy" in text


def test_a_tenure_that_ends_before_it_begins_is_told_at_its_field(
    client: Client, home: House
) -> None:
    seat = post(home.works, "digger")
    answers: Answers = {
        "person": home.roads_head.person_id,
        "kind": "incumbent",
        "since": "2026-03-01",
        "until": "2026-03-01",
        "confirmed": "yes",
    }
    text = client.post(f"/organisation/posts/{seat.pk}/appoint", answers).content.decode()
    assert 'href="#id_until"' in text


def test_a_person_is_enrolled_and_then_offered_for_a_post(client: Client, home: House) -> None:
    answers = {"login": "new.one", "name_zh": "新人", "email": "", "language": "en"}
    client.post("/organisation/people/enrol", answers)
    person = Person.objects.get(login="new.one")
    assert person.home == home.root
    seat = post(home.works, "digger")
    assert "新人" in client.get(f"/organisation/posts/{seat.pk}/appoint").content.decode()


def test_a_sign_in_name_that_is_taken_and_a_missing_name_are_told(
    client: Client, home: House
) -> None:
    answers = {"login": "rosa-h", "name_en": "Rosa", "language": "en"}
    text = client.post("/organisation/people/enrol", answers).content.decode()
    assert 'href="#id_login"' in text
    assert "is taken" in text
    answers = {"login": "free", "language": "en"}
    text = client.post("/organisation/people/enrol", answers).content.decode()
    assert "at least one language" in text


def test_a_tenure_is_ended_from_a_day_on(client: Client, home: House) -> None:
    until = today() + timedelta(days=3)
    path = f"/organisation/appointments/{home.roads_head.pk}/end"
    answers = {"until": until.isoformat(), "reason": "moved on"}
    assert "Nothing has been done yet" in client.post(path, answers).content.decode()
    client.post(path, answers | {"confirmed": "yes"})
    home.roads_head.refresh_from_db()
    assert home.roads_head.until == until


def test_a_power_is_lent_and_taken_back(client: Client, home: House) -> None:
    power = Power.objects.get(post=home.clerk.post, code="plans.open_month")
    answers: Answers = {
        "power": power.pk,
        "to_post": home.works_head.post_id,
        "since": today().isoformat(),
        "until": (today() + timedelta(days=30)).isoformat(),
        "reason": "leave",
        "confirmed": "yes",
    }
    assert (
        client.post("/organisation/delegate", answers).headers["Location"] == "/organisation/remit"
    )
    assert "plans.open_month" in queries.codes(home.works_head, on=today())
    lent = Delegation.objects.get()
    client.post(f"/organisation/delegations/{lent.pk}/end")
    lent.refresh_from_db()
    assert lent.until == today() + timedelta(days=1)


def test_only_own_powers_are_offered_for_lending(client: Client, home: House) -> None:
    foreign = Power.objects.get(post=home.roads_head.post, code="plans.submit")
    answers: Answers = {
        "power": foreign.pk,
        "to_post": home.works_head.post_id,
        "since": today().isoformat(),
        "until": (today() + timedelta(days=30)).isoformat(),
        "reason": "theft",
        "confirmed": "yes",
    }
    text = client.post("/organisation/delegate", answers).content.decode()
    assert 'href="#id_power"' in text
    assert not Delegation.objects.exists()


def test_who_may_not_maintain_is_not_let_in(client: Client, home: House) -> None:
    client.force_login(home.roads_head.person)
    for path in (
        f"/organisation/posts/{home.works_head.post_id}/appoint",
        f"/organisation/appointments/{home.works_head.pk}/end",
        "/organisation/people/enrol",
        "/organisation/delegate",
        "/organisation/workbook",
    ):
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403


def test_who_maintains_one_unit_does_not_appoint_in_another(client: Client, home: House) -> None:
    actions.list_power(
        home.roads_head.post,
        "9",
        Words("", "Maintain"),
        by=None,
        at=FOUNDED,
        code="organisation.maintain",
    )
    client.force_login(home.roads_head.person)
    seat = post(home.works, "digger")
    answers: Answers = {
        "person": home.roads_head.person_id,
        "kind": "incumbent",
        "since": today().isoformat(),
        "confirmed": "yes",
    }
    text = client.post(f"/organisation/posts/{seat.pk}/appoint", answers).content.decode()
    assert "organisation.maintain" in text
    assert not seat.appointments.exists()


def test_on_a_past_day_nothing_is_changed(client: Client, home: House) -> None:
    client.get("/?on=2025-06-01")
    path = f"/organisation/appointments/{home.roads_head.pk}/end"
    answers = {"until": "2026-01-01", "reason": "x", "confirmed": "yes"}
    assert client.post(path, answers).status_code == 403
    home.roads_head.refresh_from_db()
    assert home.roads_head.until is None
