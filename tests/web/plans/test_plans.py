"""The pages of plans, through the real door: from an open plan to the published summary."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from remit.apps.organisation.models import Appointment
from remit.apps.plans.models import MonthlyPlan, Summary, Target
from remit.engines.dates import Month
from tests.builders import House, at, entries, hold, house, open_again, opened, post, target

pytestmark = pytest.mark.django_db
MARCH = Month(2025, 3)
OPEN_DAY = at(2025, 2, 26)


@pytest.fixture
def home() -> House:
    return house()


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The day on which the plans of March are open."""
    with time_machine.travel(OPEN_DAY, tick=False) as traveller:
        yield traveller


def acting(client: Client, who: Appointment) -> Client:
    client.force_login(who.person)
    return client


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_tells_what_is_due_and_from_whom(client: Client, home: House) -> None:
    opened(home, MARCH)
    text = page(acting(client, home.clerk), "plans")
    assert "Roads" in text
    assert "March 2025" in text
    assert "to be submitted" in text


def test_many_plans_are_listed_in_few_queries(
    client: Client, home: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    target(home.roads_head, home.clerk, {MARCH - n: "5" for n in range(1, -2, -1)})
    for month in (Month(2025, 2), MARCH, MARCH + 1):
        open_again(home, month)
    acting(client, home.clerk)
    with django_assert_max_num_queries(10):
        page(client, "plans")


def test_a_unit_adds_a_line_changes_it_and_submits(client: Client, home: House) -> None:
    plan = opened(home, MARCH)
    acting(client, home.roads_head)
    line = {"text": "Mend the bridge", "planned": "1", "measure": "bridge"}
    assert client.post(reverse("add_item", args=[plan.pk]), line).status_code == 302
    item = plan.items.get(text_en="Mend the bridge")
    client.post(reverse("revise_item", args=[item.pk]), {"planned": "2"})
    item.refresh_from_db()
    assert item.planned == 2
    client.post(reverse("submit_plan", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.state == "submitted"
    assert entries("plans.plan_submitted")[0].actor == home.roads_head.ref


def test_a_line_promised_is_taken_out_only_with_a_reason(client: Client, home: House) -> None:
    plan = opened(home, MARCH)
    item = plan.items.get()
    acting(client, home.roads_head)
    refused = client.post(reverse("drop_item", args=[item.pk]), {"reason": ""})
    assert "This field is required" in refused.content.decode()
    client.post(reverse("drop_item", args=[item.pk]), {"reason": "The road was sold."})
    item.refresh_from_db()
    assert item.reason_en == "The road was sold."
    assert "The road was sold." in page(client, "plan", plan.pk)


def test_a_second_submission_is_refused_in_words(client: Client, home: House) -> None:
    plan = opened(home, MARCH)
    acting(client, home.roads_head)
    client.post(reverse("submit_plan", args=[plan.pk]))
    answer = client.post(reverse("submit_plan", args=[plan.pk]), follow=True)
    assert "submitted" in answer.content.decode()
    assert len(entries("plans.plan_submitted")) == 1


def test_a_negative_value_is_told_at_its_field(client: Client, home: House) -> None:
    plan = opened(home, MARCH)
    line = {"text": "Mend", "planned": "-1", "measure": "km"}
    answer = acting(client, home.roads_head).post(reverse("add_item", args=[plan.pk]), line)
    assert answer.status_code == 200
    assert 'href="#id_planned' in answer.content.decode()
    assert plan.items.count() == 1


def test_results_are_reported_and_the_month_is_published(
    client: Client, home: House, clock: time_machine.Traveller
) -> None:
    plan = opened(home, MARCH)
    item = plan.items.get()
    acting(client, home.roads_head).post(reverse("submit_plan", args=[plan.pk]))
    clock.move_to(at(2025, 3, 31))
    results = {f"done-{item.pk}": "7", f"note-{item.pk}": "Rain for ten days."}
    acting(client, home.roads_head).post(reverse("report_results", args=[plan.pk]), results)
    acting(client, home.clerk)
    asked = client.post(reverse("publish_summary"), {"month": "2025-03"})
    assert "2025-03" in asked.content.decode()
    assert not Summary.objects.exists()
    client.post(reverse("publish_summary"), {"month": "2025-03", "confirmed": "yes"})
    text = page(client, "summary", Summary.objects.get().pk)
    assert "3 km short" in text
    assert "Roads carries over most: 1 line" in text


def test_the_office_opens_a_month(client: Client, home: House) -> None:
    target(home.roads_head, home.clerk, {MARCH: "5"})
    form = {"month": "2025-03", "due": "2025-02-28"}
    assert acting(client, home.clerk).post(reverse("open_month"), form).status_code == 302
    assert MonthlyPlan.objects.get().due == date(2025, 2, 28)


def test_the_office_reminds(client: Client, home: House) -> None:
    plan = opened(home, MARCH)
    acting(client, home.clerk).post(reverse("remind", args=[plan.pk]))
    assert len(entries("plans.plan_reminded")) == 1


def test_a_target_is_checked_before_it_is_set(client: Client, home: House) -> None:
    form = {
        "unit": home.roads.pk,
        "post": home.roads_head.post_id,
        "year": "2025",
        "kind": "tasks",
        "title": "Bridges checked",
        "measure": "bridges",
        "annual": "12",
        "months": "1 1 1 1 1 1 1 1 1 1 1 1",
    }
    asked = acting(client, home.clerk).post(reverse("set_target"), form)
    assert "Bridges checked" in asked.content.decode()
    assert not Target.objects.exists()
    client.post(reverse("set_target"), {**form, "confirmed": "yes"})
    found = Target.objects.get()
    assert found.months.count() == 12
    assert "Bridges checked" in page(client, "target", found.pk)


def test_eleven_monthly_values_are_not_a_year(client: Client, home: House) -> None:
    form = {"months": "1 1 1 1 1 1 1 1 1 1 1"}
    answer = acting(client, home.clerk).post(reverse("set_target"), form)
    assert "11 values were entered" in answer.content.decode()


def test_a_line_is_shown_on_its_thread(client: Client, home: House) -> None:
    item = opened(home, MARCH).items.get()
    text = page(acting(client, home.roads_head), "plan_item", item.pk)
    assert "Roads mended" in text


def test_another_department_may_not_submit_it(client: Client, home: House) -> None:
    plan = opened(home, MARCH)
    acting(client, home.works_head).post(reverse("submit_plan", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.state == "open"


def test_another_organisation_sees_nothing_of_it(client: Client, home: House) -> None:
    plan = opened(home, MARCH)
    stranger = hold(post(house("X").root, "other", "plans.submit"), "stranger")
    acting(client, stranger)
    assert client.get(reverse("plan", args=[plan.pk])).status_code == 404
    assert "Roads, March" not in page(client, "plans")


def test_a_past_day_is_read_only(client: Client, home: House) -> None:
    plan = opened(home, MARCH)
    acting(client, home.roads_head).get(reverse("plans"), {"on": "2025-02-25"})
    assert "Submit the plan" not in page(client, "plan", plan.pk)
    assert client.post(reverse("submit_plan", args=[plan.pk])).status_code == 403


def test_the_list_is_exported_as_a_workbook(client: Client, home: House) -> None:
    opened(home, MARCH)
    answer = acting(client, home.clerk).get(reverse("plans"), {"format": "xlsx"})
    assert answer.content[:2] == b"PK"
    assert "plans.xlsx" in answer["Content-Disposition"]


def test_a_late_plan_can_be_reported_as_a_missed_duty(
    client: Client, home: House, clock: time_machine.Traveller
) -> None:
    plan = opened(home, MARCH)
    clock.move_to(at(2025, 3, 5))
    text = page(acting(client, home.clerk), "plan", plan.pk)
    assert f"{reverse('receive_report')}?about={plan.ref}" in text
