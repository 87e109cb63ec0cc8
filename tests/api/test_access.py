"""Who may call: a token in force, the power on the day, the own organisation; errors of one form."""

from datetime import date

import pytest

from remit.apps.organisation.actions import end_appointment, issue_token, revoke_token
from remit.apps.organisation.models import Token
from remit.engines.dates import Month
from tests.api.conftest import Issue, Program
from tests.builders import FOUNDED, at, hold, house, opened, post, unit

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)
READ = ("units", "posts", "plans", "matters", "cases")


@pytest.mark.parametrize("path", [*READ, "entries", "plans/1", "posts/1/remit"])
def test_without_a_token_nothing_but_the_state_of_the_ledger_is_told(path: str) -> None:
    assert Program().get(path).problem == (401, "NotSignedIn")
    assert Program("made up").get(path).problem == (401, "NotSignedIn")
    assert Program().get("ledger/state").json == {"entries": 0, "numbered": 0, "last": 0}


def test_a_revoked_token_opens_nothing(program: Issue) -> None:
    clerk = house().clerk
    key = program(clerk)
    assert key.get("units").status == 200
    revoke_token(Token.objects.get(), by=clerk, at=at(2026, 1, 1))
    assert key.get("units").problem == (401, "NotSignedIn")


def test_a_token_ends_with_the_tenure_it_acts_for(program: Issue) -> None:
    clerk = house().clerk
    key = program(clerk)
    end_appointment(clerk, by=None, at=at(2026, 1, 1), until=date(2026, 1, 2))
    assert key.get("units").problem == (401, "NotSignedIn")


def test_a_token_issued_for_later_does_not_open_yet() -> None:
    clerk = house().clerk
    issue_token(clerk, "test", "later", at=at(2126, 1, 1))
    assert Program("later").get("units").problem == (401, "NotSignedIn")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("plans/1/submit", None),
        ("plans/1/items", {"text": {"en": "x"}, "measure": {"en": "km"}, "planned": "1"}),
        ("plans/1/results", []),
        ("reports", {"unit": 1, "title": {"en": "x"}}),
    ],
)
def test_a_deed_takes_its_power(program: Issue, path: str, body: object) -> None:
    idler = program(hold(post(house().root, "idler"), "idler"))
    assert idler.post(path, body).problem == (403, "PowerNotHeld")


def test_the_ledger_and_a_case_take_their_powers_even_to_be_read(program: Issue) -> None:
    home = house()
    idler, reader = (
        hold(post(home.root, *each), each[0]) for each in (["idler"], ["reader", "ledger.read"])
    )
    powerless = program(idler)
    assert powerless.get("entries").problem == (403, "PowerNotHeld")
    assert powerless.get("cases/1").problem == (403, "PowerNotHeld")
    assert program(reader).get("entries", verb="organisation.post_created").json["count"] == 5


def test_the_power_reaches_its_own_units_and_no_others(program: Issue) -> None:
    home = house()
    plan = opened(home, MARCH)
    refused = program(home.works_head).post(f"plans/{plan.pk}/submit")
    assert refused.problem == (409, "PowerNotHeld")
    assert refused.json["findings"][0]["id"] == "organisation.power_not_held"


def test_another_organisation_is_not_there(program: Issue) -> None:
    home, other = house(), house("O")
    plan = opened(home, MARCH)
    stranger = program(other.roads_head)
    assert stranger.get(f"plans/{plan.pk}").problem == (404, "NotFound")
    assert stranger.post(f"plans/{plan.pk}/submit").problem == (404, "NotFound")
    assert stranger.get(f"posts/{home.clerk.post.pk}/remit").problem == (404, "NotFound")
    reporter = program(other.clerk)
    body = {"unit": home.roads.pk, "title": {"en": "x"}}
    assert reporter.post("reports", body).problem == (404, "NotFound")
    for path in READ:
        reply = stranger.get(path)
        assert reply.status == 200
        assert str(home.root.pk) not in [str(row.get("unit")) for row in reply.json["items"]]
    assert {row["code"] for row in stranger.get("units").json["items"]} == {"O", "roads", "works"}


def test_a_person_in_two_organisations_sees_both(program: Issue) -> None:
    home = house()
    second = post(unit(None, "S", "另一镇", "Second"), "guest")
    type(home.clerk).objects.create(
        post=second, person=home.clerk.person, since=FOUNDED.date(), kind="deputy"
    )
    codes = {row["code"] for row in program(home.clerk).get("units").json["items"]}
    assert codes == {"H", "S", "roads", "works"}


@pytest.mark.parametrize("path", ["nothing", "", "plans/one", "plans/1/nothing", "openapi.yaml"])
def test_an_address_that_is_none_is_answered_in_the_same_form(program: Issue, path: str) -> None:
    reply = program(house().clerk).get(path)
    assert reply.problem[0] in {404, 422}


def test_a_wrong_method_is_answered_in_the_same_form(program: Issue) -> None:
    reply = program(house().clerk).post("units", {})
    assert reply.problem == (405, "MethodNotAllowed")
    assert reply.headers["Allow"] == "GET"
