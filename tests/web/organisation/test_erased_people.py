"""Pages, search, workbook and API after a person was erased: they show what stands for the name."""

from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from remit.apps.organisation import actions
from remit.apps.organisation.models import ERASED, Appointment
from remit.apps.plans import actions as plans
from remit.engines.dates import Month
from remit.jobs.ledger import seal
from tests.api.conftest import Program
from tests.builders import FOUNDED, House, at, house, opened, post

pytestmark = pytest.mark.django_db

LEFT, NOW = at(2025, 5, 1), at(2026, 6, 1)


@pytest.fixture
def home(client: Client) -> House:
    """An organisation whose head of Roads left and was erased; the clerk reads all and has signed in."""
    made = house()
    for number, code in enumerate(("ledger.read", "correspondence.read"), 20):
        actions.list_power(made.clerk.post, str(number), ERASED, by=None, at=FOUNDED, code=code)
    plan = opened(made, Month(2025, 3))
    plans.remind(plan, by=made.clerk, at=at(2025, 2, 24))
    plans.submit_plan(plan, by=made.roads_head, at=at(2025, 2, 25))
    actions.end_appointment(made.roads_head, by=None, at=LEFT, until=LEFT.date())
    seal(LEFT)
    actions.erase_person(made.roads_head.person, under="retention.erasure:1", by=None, at=NOW)
    seal(NOW)
    client.force_login(made.clerk.person)
    return made


@pytest.mark.parametrize(
    "path",
    [
        "/organisation/people",
        "/organisation/people?q=a",
        "/organisation/people/{person}",
        "/organisation/posts/{post}",
        "/organisation/?on=2025-03-01",
        "/organisation/posts?on=2025-03-01",
        "/organisation/units/{unit}?on=2025-03-01",
        "/house/ledger",
        "/house/ledger?verb=plan_submitted",
        "/house/letters",
        "/plans/",
        "/search?q=rosa",
        "/search?q=erased",
    ],
)
def test_every_page_is_shown_and_none_has_the_name(client: Client, home: House, path: str) -> None:
    gone: Appointment = home.roads_head
    address = path.format(person=gone.person_id, post=gone.post_id, unit=home.roads.pk)
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    assert "Rosa-H" not in text
    assert "rosa-h@" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/organisation/people",
        "/organisation/people/{person}",
        "/organisation/posts/{post}",
        "/organisation/?on=2025-03-01",
        "/house/ledger?verb=plan_submitted",
    ],
)
def test_what_stands_for_the_name_is_shown_in_the_readers_language(
    client: Client, home: House, path: str
) -> None:
    address = path.format(person=home.roads_head.person_id, post=home.roads_head.post_id)
    assert ERASED.en in client.get(address).content.decode()
    actions.choose_language(home.clerk.person, "zh-hans", at=NOW)
    assert ERASED.zh in client.get(address).content.decode()


def test_an_erased_person_is_not_offered_for_a_post(client: Client, home: House) -> None:
    empty = post(home.works, "empty")
    text = client.get(f"/organisation/posts/{empty.pk}/appoint").content.decode()
    assert "Wang-H" in text
    assert ERASED.en not in text


def test_the_workbook_is_written_without_them(client: Client, home: House) -> None:
    response = client.get("/organisation/workbook/export?on=2025-03-01")
    book = CalamineWorkbook.from_filelike(BytesIO(response.content))
    said = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    assert "wang-h" in said
    assert "rosa-h" not in said
    assert "erased-" not in said


def test_programs_read_posts_and_holders_as_before(home: House) -> None:
    actions.issue_token(home.clerk, "statistics", "secret", at=FOUNDED)
    program = Program("secret")
    for path in ("units", "posts", f"posts/{home.roads_head.post_id}/remit", "plans"):
        assert program.get(path).status == 200
