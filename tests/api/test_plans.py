"""A month's plan through the API: line, submission, results; and what is refused, with its findings."""

from datetime import UTC, datetime

import pytest

from remit.apps.organisation.queries import day
from remit.apps.plans import queries
from remit.apps.plans.models import MonthlyPlan
from remit.engines.dates import Month
from tests.api.conftest import Issue, Reply
from tests.builders import House, entries, house, opened

pytestmark = pytest.mark.django_db
PAST = Month(2026, 3)


@pytest.fixture
def home() -> House:
    """A small organisation."""
    return house()


@pytest.fixture
def plan(home: House) -> MonthlyPlan:
    """The plan of Roads for the running month: overdue, but still open."""
    return opened(home, Month.of(day(datetime.now(tz=UTC))))


LINE = {
    "text": {"zh": "架桥", "en": "Bridge built"},
    "measure": {"zh": "座", "en": "bridges"},
    "planned": "1.5",
}


def test_a_plan_is_listed_with_its_lateness_and_read_with_its_lines(
    program: Issue, home: House, plan: MonthlyPlan
) -> None:
    key = program(home.roads_head)
    (row,) = key.get("plans").json["items"]
    today = day(datetime.now(tz=UTC))
    assert row == {
        "id": plan.pk,
        "ref": plan.ref,
        "unit": home.roads.pk,
        "month": str(Month.of(today)),
        "due": plan.due.isoformat(),
        "state": "open",
        "submitted_on": None,
        "days_late": (today - plan.due).days,
    }
    whole = key.get(f"plans/{plan.pk}").json
    assert {**row, "items": whole["items"]} == whole
    (line,) = whole["items"]
    assert line["text"] == {"zh": "修路", "en": "Roads mended"}
    assert (line["planned"], line["done"]) == ("10.00", None)


def test_a_line_is_added_and_the_plan_submitted(
    program: Issue, home: House, plan: MonthlyPlan
) -> None:
    key = program(home.roads_head)
    added = key.post(f"plans/{plan.pk}/items", LINE)
    assert (added.status, added.json["text"]["en"]) == (201, "Bridge built")
    done = key.post(f"plans/{plan.pk}/submit")
    assert (done.status, done.json["state"]) == (200, "submitted")
    assert entries("plans.plan_submitted")[0].actor == home.roads_head.ref
    assert key.post(f"plans/{plan.pk}/submit").problem == (409, "PlanAlreadySubmitted")
    again = key.post(f"plans/{plan.pk}/items", LINE)
    assert again.problem == (409, "PlanAlreadySubmitted")
    assert again.json["findings"][0]["subject"] == plan.ref


def test_results_are_reported_for_all_lines(program: Issue, home: House, plan: MonthlyPlan) -> None:
    (line,) = queries.items(plan)
    key = program(home.roads_head)
    given = [{"item": line.pk, "done": "4", "note": {"en": "rain"}}]
    reply = key.post(f"plans/{plan.pk}/results", given)
    assert reply.status == 200
    assert reply.json["items"][0]["done"] == "4.00"
    assert key.post(f"plans/{plan.pk}/results", []).problem == (409, "ResultsIncomplete")


def test_a_result_of_a_line_of_another_plan_is_not_passed_over(
    program: Issue, home: House, plan: MonthlyPlan
) -> None:
    (line,) = queries.items(plan)
    given = [{"item": line.pk, "done": "10"}, {"item": 999999, "done": "1"}]
    refused = program(home.roads_head).post(f"plans/{plan.pk}/results", given)
    assert refused.problem == (422, "NotUnderstood")
    assert "999999" in refused.json["message"]
    line.refresh_from_db()
    assert line.done is None


@pytest.mark.parametrize(
    ("wrong", "places"),
    [
        ({"planned": "many"}, ["body.line.planned"]),
        ({"planned": "NaN"}, ["body.line.planned"]),
        ({"text": "x", "measure": 3}, ["body.line.text", "body.line.measure"]),
        ({"text": {}, "planned": "1"}, ["text"]),
        ({"text": {"english": "x"}}, ["body.line.text.english"]),
        ({"measure": {"en": "x" * 500}}, ["measure"]),
        ({"planned": "-1"}, ["planned"]),
        ({"planned": "1e40"}, ["planned"]),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_every_place(
    program: Issue, home: House, plan: MonthlyPlan, wrong: dict[str, object], places: list[str]
) -> None:
    refused = program(home.roads_head).post(f"plans/{plan.pk}/items", {**LINE, **wrong})
    assert refused.problem[0] in {409, 422}
    assert _places(refused) == places
    assert queries.items(plan).count() == 1


def _places(reply: Reply) -> list[str]:
    found = []
    for finding in reply.json["findings"]:
        if finding["subject"] not in found:
            found.append(finding["subject"])
    return found


def test_a_body_that_is_no_json_is_refused(program: Issue, home: House, plan: MonthlyPlan) -> None:
    key = program(home.roads_head)
    reply = key._reply(
        key._client.post(
            f"/api/plans/{plan.pk}/items",
            "{not json",
            content_type="application/json",
            headers=key._headers,
        )
    )
    assert reply.problem[0] in {400, 422}


def test_plans_are_narrowed_by_month_and_state(program: Issue, home: House) -> None:
    opened(home, PAST)
    key = program(home.clerk)
    assert key.get("plans", month="2026-03").json["count"] == 1
    assert key.get("plans", month="2026-04").json["count"] == 0
    assert key.get("plans", state="submitted").json["count"] == 0
    assert key.get("plans", month="March").problem == (422, "NotUnderstood")
    assert key.get("plans", state="lost").problem == (422, "NotUnderstood")
