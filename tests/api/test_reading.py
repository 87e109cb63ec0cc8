"""Pages of units, posts, matters, cases and entries; few queries however long the list is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from remit.apps.cases.models import Case
from remit.apps.plans.models import MonthlyPlan
from tests.api.conftest import Issue, Program
from tests.apps.matters.logs import imported
from tests.builders import FOUNDED, hold, house, post, unit
from tests.case_builders import bench, determined

pytestmark = pytest.mark.django_db


def counted(key: Program, path: str, **parameters: str | int) -> int:
    """How many queries a call takes."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert key.get(path, **parameters).status == 200
    return len(queries)


def test_a_page_has_its_rows_and_the_count_of_all(program: Issue) -> None:
    key = program(house().clerk)
    whole = key.get("units").json
    assert whole["count"] == 3
    pages = [key.get("units", limit=1, offset=at).json for at in range(4)]
    assert [row for page in pages for row in page["items"]] == whole["items"]
    assert {page["count"] for page in pages} == {3}


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 501}, {"offset": -1}, {"limit": "all"}])
def test_a_page_of_no_or_endless_size_is_refused(
    program: Issue, asked: dict[str, str | int]
) -> None:
    assert program(house().clerk).get("units", **asked).problem == (422, "NotUnderstood")


def test_units_are_a_tree_by_parent(program: Issue) -> None:
    home = house()
    rows = {row["code"]: row for row in program(home.clerk).get("units").json["items"]}
    assert rows["H"]["parent"] is None
    assert rows["roads"]["parent"] == rows["H"]["id"] == home.root.pk
    assert rows["roads"]["name"] == {"zh": "道路科", "en": "Roads"}


def test_posts_tell_who_fills_them_on_the_day_asked_for(program: Issue) -> None:
    home = house()
    vacant = post(home.roads, "vacant", superior=home.roads_head.post)
    hold(vacant, "late", since=date(2025, 6, 1))
    key = program(home.clerk)
    for day, holders in (("2025-05-31", 0), ("2025-06-01", 1)):
        rows = {row["id"]: row for row in key.get("posts", on=day).json["items"]}
        assert len(rows[vacant.pk]["holders"]) == holders
    assert rows[vacant.pk]["superior"] == home.roads_head.post.pk
    assert rows[home.clerk.post.pk]["holders"] == [home.clerk.person.ref]


def test_a_remit_is_told_as_of_a_day(program: Issue) -> None:
    home = house()
    key = program(home.clerk)
    told = key.get(f"posts/{home.roads_head.post.pk}/remit", on="2025-06-01").json
    assert (told["post"], told["on"]) == (home.roads_head.post.pk, "2025-06-01")
    assert [power["code"] for power in told["powers"]] == ["plans.submit", "plans.report_results"]
    assert told["holders"] == [home.roads_head.person.ref]


def test_matters_tell_their_dates_and_lateness(program: Issue) -> None:
    source = imported(unit(None, "T", "某市", "A Town"))
    key = program(hold(post(source.organisation, "reader"), "reader"))
    rows = {row["code"]: row for row in key.get("matters").json["items"]}
    assert set(rows) == {"permit-1", "permit-2", "permit-3"}
    assert rows["permit-1"]["days_late"] == 2
    assert rows["permit-2"]["closed"] is None
    late = key.get("matters", late=True).json
    assert {row["code"] for row in late["items"]} == {"permit-1", "permit-3"}
    assert late["count"] == 2


def test_a_page_of_plans_takes_at_most_six_queries(program: Issue) -> None:
    home = house()
    MonthlyPlan.objects.bulk_create(
        MonthlyPlan(
            unit=(home.roads, home.works)[number % 2],
            post=(home.roads_head, home.works_head)[number % 2].post,
            month=date(1990 + number // 24, 1 + number // 2 % 12, 1),
            due=date(2026, 1, 1),
            opened_at=FOUNDED,
        )
        for number in range(200)
    )
    key = program(home.clerk)
    assert counted(key, "plans", limit=2) == counted(key, "plans", limit=200) <= 6


def test_a_page_of_matters_takes_at_most_six_queries(program: Issue) -> None:
    source = imported(unit(None, "T", "某市", "A Town"))
    key = program(hold(post(source.organisation, "reader"), "reader"))
    assert counted(key, "matters", limit=1) == counted(key, "matters", limit=100) <= 6


@pytest.mark.parametrize("path", ["units", "posts"])
def test_a_page_of_units_and_of_posts_takes_at_most_six_queries(program: Issue, path: str) -> None:
    home = house()
    key = program(home.clerk)
    few = counted(key, path)
    for number in range(10):
        hold(post(unit(home.root, f"u{number}", "科", f"U{number}"), "x"), f"holder-{number}")
    assert counted(key, path) == few <= 6


def test_a_case_is_told_with_its_steps_and_shares_to_who_works_on_it(program: Issue) -> None:
    home = house()
    who = bench(home)
    case = determined(home, who).case
    told = program(who.officer).get(f"cases/{case.pk}").json
    steps = {step["step"]: step["state"] for step in told["steps"]}
    assert (steps["attributed"], steps["proposed"]) == ("done", "possible")
    assert told["attribution"]["certificate"]["total"] == "1"
    assert told["attribution"]["cut_sets"]["count"] == 1
    assert told["number"] == case.number
    assert program(who.first).get("cases").json["count"] == 1


def test_whoever_a_case_concerns_does_not_read_its_whole_file(program: Issue) -> None:
    home = house()
    case = determined(home, bench(home)).case
    # The person concerned comes to decide cases elsewhere in the house.
    second = hold(post(home.root, "decider", "cases.decide"), "rosa-again")
    type(second).objects.filter(pk=second.pk).update(person=home.roads_head.person)
    second.refresh_from_db()
    key = program(second)
    (listed,) = key.get("cases").json["items"]
    assert "attribution" not in listed
    assert key.get(f"cases/{case.pk}").problem == (404, "NotFound")


def test_a_report_is_received(program: Issue) -> None:
    home = house()
    key = program(home.clerk)
    body = {
        "unit": home.roads.pk,
        "title": {"zh": "道路未修", "en": "Roads"},
        "happened_on": "2026-01-05",
    }
    reply = key.post("reports", body)
    assert (reply.status, reply.json["state"]) == (201, "received")
    assert reply.json["title"] == {"zh": "道路未修", "en": "Roads"}
    wrong = key.post("reports", {**body, "title": {"en": "x" * 500}})
    assert wrong.problem[0] in {409, 422}
    assert Case.objects.count() == 0


def test_entries_are_told_newest_first_and_by_subject(program: Issue) -> None:
    home = house()
    reader = hold(post(home.root, "reader", "ledger.read"), "reader")
    key = program(reader)
    rows = key.get("entries").json
    assert rows["items"][0]["verb"] == "organisation.token_issued"
    one = key.get("entries", subject=home.roads.ref).json
    assert [row["verb"] for row in one["items"]] == ["organisation.unit_created"]
    assert counted(key, "entries", limit=1) == counted(key, "entries", limit=50) <= 6


def test_a_fault_of_ours_is_told_in_the_same_form_without_its_inside(
    program: Issue, caplog: pytest.LogCaptureFixture
) -> None:
    home = house()
    who = bench(home)
    case = determined(home, who).case
    adopted = case.attributions.get()
    adopted.report = "no mapping"
    adopted.save()
    reply = program(who.officer).get(f"cases/{case.pk}")
    assert reply.problem == (500, "Failed")
    assert "no mapping" not in reply.json["message"]
    assert f"GET /api/cases/{case.pk}" in caplog.text
