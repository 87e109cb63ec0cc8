"""The pages of matters: what is late, who held what, and nothing across organisations."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from remit.apps.matters import actions
from remit.apps.matters.models import Matter
from remit.engines.eventlog import holding as log
from tests.builders import House, at, hold, house, post

pytestmark = pytest.mark.django_db


def case(ref: str, *, closed: datetime | None, due: datetime) -> log.Matter:
    """A permit that Anna took in and passed on to Bert after four days."""
    opened, passed = at(2025, 3, 3), at(2025, 3, 7)
    end = closed or at(2025, 5, 1)
    return log.Matter(
        ref=ref,
        opened=opened,
        planned=None,
        due=due,
        closed=closed,
        first=opened,
        last=end,
        ended=closed,
        answers="Anna",
        department="Permits",
        group="",
        events=2,
        steps=(
            log.Step(0, "intake", "Intake", "Inname", "Anna", "Bert", "", passed, None, opened),
            log.Step(1, "check", "Check", "Toets", "Bert", "", "", opened, None, passed),
        ),
        holdings=(
            log.Holding(log.Role.DOER, "Anna", opened, passed, 1),
            log.Holding(log.Role.DOER, "Bert", passed, closed, 1),
            log.Holding(log.Role.ANSWERS, "Anna", opened, closed, 0),
        ),
        remarks=(),
    )


@pytest.fixture
def home() -> House:
    """An organisation that has read a log of three permits."""
    found = house()
    due = at(2025, 4, 1)
    cases = [
        case("P-1", closed=at(2025, 3, 20), due=due),
        case("P-2", closed=at(2025, 4, 11), due=due),
        case("P-3", closed=None, due=due),
    ]
    file = actions.LogFile("permits.xes", "0" * 64, "plain")
    actions.import_log(found.root, cases, file=file, by=None, at=at(2025, 6, 1))
    return found


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_tells_what_was_closed_late_and_what_still_is_late(
    client: Client, home: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(home.clerk.person)
    with django_assert_max_num_queries(10):
        text = page(client, "matters", state="late")
    assert "P-1" not in text
    assert "10 days" in text
    assert "30 days" in text
    assert "1 of them still open" in text


def test_a_matter_tells_who_held_it_and_which_step_came_late(client: Client, home: House) -> None:
    client.force_login(home.clerk.person)
    text = page(client, "matter", Matter.objects.get(code="P-2").pk)
    assert "It passed from hand to hand once" in text
    assert "Longest with Bert: 35 days" in text
    assert "4 days" in text


def test_who_held_matters_longest_is_told_with_its_share(client: Client, home: House) -> None:
    client.force_login(home.clerk.person)
    text = page(client, "matters_held")
    assert "Bert held matters longest: 90% of all days held" in text
    assert "3 steps were done later than planned, 3 of them by Bert" in text


def test_nobody_sees_the_matters_of_another_organisation(client: Client, home: House) -> None:
    client.force_login(hold(post(house("X").root, "other"), "stranger").person)
    assert "P-1" not in page(client, "matters")
    assert "No log has been read yet" in page(client, "matters_held")
    matter = Matter.objects.get(code="P-1")
    assert client.get(reverse("matter", args=[matter.pk])).status_code == 404


def test_both_languages_are_spoken(client: Client, home: House) -> None:
    client.force_login(home.clerk.person)
    client.cookies["django_language"] = "zh-hans"
    assert "事项" in page(client, "matters")
    assert "先后转手 1 次" in page(client, "matter", Matter.objects.get(code="P-2").pk)
