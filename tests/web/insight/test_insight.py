"""The pages of insight: a finding with its interval, its events, its table; nothing that may not be seen."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from remit.apps.lab.models import Run
from remit.apps.organisation.models import Appointment
from remit.jobs.lab import index
from remit.web.insight.pages import ANALYSES
from tests.builders import FOUNDED, House, entries, hold, post, row_faults_in, seal_all
from tests.case_builders import received
from tests.web.insight.handing import back_and_forth, deed

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object, **query: str) -> str:
    """What a page shows."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_in(told: str) -> int:
    """How many rows the table of a page shows."""
    return told.partition("<tbody")[2].count("<tr")


@pytest.mark.parametrize("kind", sorted(ANALYSES))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_with_events_and_without(
    home: House, signed_in: Client, kind: str, language: str
) -> None:
    signed_in.cookies["django_language"] = language
    page(signed_in, "insight_analysis", kind)
    back_and_forth(home)
    page(signed_in, "insight_analysis", kind)


def test_an_empty_period_says_what_to_do(home: House, signed_in: Client) -> None:
    back_and_forth(home)
    told = page(signed_in, "insight_analysis", "flow", since="1999-01-01", until="1999-02-01")
    assert "Choose another unit or period" in told


def test_what_comes_back_is_told_with_its_interval(home: House, signed_in: Client) -> None:
    back_and_forth(home)
    told = page(signed_in, "insight_analysis", "handovers")
    assert "Of 60 handovers 40 came straight back, in 20 items." in told
    assert re.search(r"66\.7%.*?95 % interval 54\.1% – 77\.3%, n = 60", told, re.S)


def test_too_little_is_said_to_be_too_little(home: House, signed_in: Client) -> None:
    back_and_forth(home, matters=3)
    assert "Not enough data: 9 of at least 30." in page(signed_in, "insight_analysis", "handovers")
    assert "Not enough data: 9 of at least 30." in page(signed_in, "insight")


def test_every_number_opens_its_events(home: House, signed_in: Client) -> None:
    back_and_forth(home)
    told = page(signed_in, "insight_analysis", "flow")
    links = re.findall(r'href="(/insight/events\?[^"]*which=follows[^"]*)">(\d+)</a>', told)
    assert "20" in [number for _, number in links]
    for link, number in links:
        behind = signed_in.get(link.replace("&amp;", "&")).content.decode()
        assert rows_in(behind) == int(number)
        assert re.search(r'href="/house/ledger/\d+">#\d+', behind)


@pytest.mark.parametrize(("which", "rows"), [("bounce", 40), ("kept_up", 20), ("idle_legs", 0)])
def test_the_events_are_those_that_were_counted(
    home: House, signed_in: Client, which: str, rows: int
) -> None:
    back_and_forth(home)
    told = page(signed_in, "insight_events", which=which, unit=str(home.roads.pk))
    assert rows_in(told) == rows


def test_only_who_holds_the_power_sees_insight(home: House, client: Client) -> None:
    client.force_login(home.clerk.person)
    assert client.get(reverse("insight")).status_code == 403
    assert client.get(reverse("insight_analysis", args=["flow"])).status_code == 403
    assert client.get(reverse("insight_runs")).status_code == 403


def test_a_head_sees_the_own_unit_alone(home: House, client: Client) -> None:
    back_and_forth(home)
    head = hold(post(home.works, "second", "insight.read"), "wes")
    client.force_login(head.person)
    told = page(client, "insight_analysis", "handovers", unit=str(home.roads.pk))
    assert "Works" in told
    assert "40 came straight back" not in told
    assert "Store this" not in told


def test_cases_that_may_not_be_opened_leave_no_trace(home: House, signed_in: Client) -> None:
    for day in range(40):
        deed(home.clerk, "cases.person_heard", day, "cases.case:77", home.roads)
    seal_all()
    index(FOUNDED)
    for told in (
        page(signed_in, "insight_analysis", "flow"),
        page(signed_in, "insight_events", which="item", item="cases.case:77"),
        page(signed_in, "insight_events", which="all", page="1"),
    ):
        assert "person heard" not in told
        assert "case 77" not in told
    assert "40 events" in page(signed_in, "insight")


def test_an_unknown_question_is_not_found(home: House, signed_in: Client) -> None:
    assert signed_in.get(reverse("insight_analysis", args=["gossip"])).status_code == 404


@pytest.mark.parametrize(
    "bad", ["?unit=x&since=yesterday&log=?", "?page=-1&which=?", "?a=%00&b=%00"]
)
def test_a_garbled_address_is_read_as_far_as_it_goes(
    home: House, signed_in: Client, bad: str
) -> None:
    back_and_forth(home)
    assert signed_in.get(reverse("insight_events") + bad).status_code == 200
    assert signed_in.get(reverse("insight_analysis", args=["flow"]) + bad).status_code == 200


def test_the_workbook_has_every_row(home: House, signed_in: Client) -> None:
    back_and_forth(home)
    query = {"format": "xlsx", "table": "flow-map"}
    answer = signed_in.get(reverse("insight_analysis", args=["flow"]), query)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    with ZipFile(BytesIO(answer.content)) as book:
        assert b"plans.step_3" in book.read("xl/sharedStrings.xml")
    missing = signed_in.get(reverse("insight_analysis", args=["flow"]), {**query, "table": "no"})
    assert missing.status_code == 404


def test_a_run_is_stored_with_an_entry_and_is_the_same_again(
    home: House, signed_in: Client, analyst: Appointment
) -> None:
    back_and_forth(home)
    answer = signed_in.post(reverse("insight_store", args=["handovers"]), {"log": "deeds"})
    run = Run.objects.get()
    assert answer["Location"] == reverse("insight_run", args=[run.pk])
    assert (run.kind, run.by, run.unit) == ("handovers", analyst, home.root)
    assert run.result["measures"]["passing.bounce"]["exact"] == "2/3"
    (entry,) = entries("lab.run_stored")
    assert entry.body["inputs"] == run.inputs
    assert row_faults_in("lab") == set()
    told = page(signed_in, "insight_run", run.pk)
    assert "reckoned again, the result is the same" in told
    assert "66.7%" in told


def test_a_run_says_when_other_events_have_come_since(home: House, signed_in: Client) -> None:
    back_and_forth(home)
    signed_in.post(reverse("insight_store", args=["flow"]), {"log": "deeds"})
    deed(home.clerk, "plans.step_9", 60, "plans.plan:900", home.roads)
    seal_all()
    index(FOUNDED)
    assert "changed since" in page(signed_in, "insight_run", Run.objects.get().pk)
    assert "where work waits" in page(signed_in, "insight_runs")


def test_what_is_stored_tells_of_no_case_even_where_who_stores_it_may_open_it(
    home: House, client: Client
) -> None:
    codes = ("insight.read", "insight.measure", "cases.receive", "cases.verify")
    officer = hold(post(home.root, "officer", *codes), "off")
    report = received(home)
    seal_all()
    index(FOUNDED)
    client.force_login(officer.person)
    assert "report received" in page(client, "insight_events", which="item", item=report.ref)
    client.post(reverse("insight_store", args=["flow"]), {"log": "deeds"})
    client.post(reverse("insight_store", args=["load"]), {"log": "deeds"})
    assert Run.objects.exists()
    assert not any("cases." in str(run.result) for run in Run.objects.all())


def test_nobody_stores_without_the_power(home: House, client: Client) -> None:
    reader = hold(post(home.root, "reader", "insight.read"), "rea")
    client.force_login(reader.person)
    assert client.post(reverse("insight_store", args=["flow"])).status_code == 403
    assert not Run.objects.exists()


def test_two_periods_are_compared_by_a_test(home: House, signed_in: Client) -> None:
    back_and_forth(home, matters=40)
    query = {
        "since": "2025-01-06",
        "until": "2025-01-28",
        "from2": "2025-01-28",
        "to2": "2025-03-01",
    }
    told = page(signed_in, "insight_analysis", "compare", measure="bounce", **query)
    assert "do not clearly differ" in told or "is clearly" in told


def test_a_campaign_without_comparison_says_so(home: House, signed_in: Client) -> None:
    back_and_forth(home, matters=60)
    told = page(
        signed_in, "insight_analysis", "storm", **{"from": "2025-02-01", "to": "2025-03-01"}
    )
    assert "during over before" in told
    assert "No comparison" in told
