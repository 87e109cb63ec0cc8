"""Every row of targets, plans and summaries is as its last entry left it; what is done past that is found."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from remit.apps.ledger.queries import ref_of
from remit.apps.plans import actions, queries
from remit.apps.plans.models import MonthlyPlan, PlanItem, TargetMonth
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import KILOMETRES, House, at, house, open_again, opened, row_faults_in, target

pytestmark = pytest.mark.django_db

MARCH, APRIL = Month(2026, 3), Month(2026, 4)
WHY = Words("连日下雨。", "Rain.")
OWN = Words("清沟", "Ditches cleared")
MODELS = sorted(model.__name__ for model in apps.get_app_config("plans").get_models())
# One column of each kind, and what somebody would write into it.
FORGED = {
    "Target": ("annual", Decimal("99.00")),
    "TargetMonth": ("planned", Decimal("0.01")),
    "MonthlyPlan": ("due", date(2030, 1, 1)),
    "PlanItem": ("note_zh", "并非如此。"),
    "Summary": ("figures", {"totals": []}),
}


@pytest.fixture
def walk() -> House:
    """An organisation in which every deed of the app was done."""
    home = house()
    march = opened(home, MARCH)
    lines_come_and_go(home, march)
    the_month_ends(home, march)
    return home


def lines_come_and_go(home: House, plan: MonthlyPlan) -> None:
    """A target comes after the opening; a line is added, revised and dropped; the plan is submitted."""
    when, head = at(2026, 2, 24), home.roads_head
    late = target(head, home.clerk, {MARCH: "3", APRIL: "4"}, title=Words("修桥", "Bridges"))
    item = actions.add_item(plan, OWN, planned=Decimal(2), measure=KILOMETRES, by=head, at=when)
    older = PlanItem.objects.get(pk=item.pk)
    actions.revise_item(item, planned=Decimal("2.5"), by=head, at=when)
    actions.drop_item(older, by=head, at=when)
    actions.remind(plan, by=home.clerk, at=at(2026, 2, 25))
    actions.submit_plan(plan, by=head, at=at(2026, 2, 26))
    actions.withdraw_target(late, reason=WHY, by=home.clerk, at=at(2026, 2, 27))


def the_month_ends(home: House, plan: MonthlyPlan) -> None:
    """Results are reported and corrected, the summary published, what slipped carried over twice."""
    for done in ("1", "2"):
        actions.report_results(plan, results(plan, done), by=home.roads_head, at=at(2026, 3, 28))
    opened(home, APRIL, "4")
    actions.publish_summary(home.root, MARCH, by=home.clerk, at=at(2026, 3, 31, 17))
    assert PlanItem.objects.filter(carried_from__isnull=False).count() == 2
    april = queries.plan(home.roads, APRIL)
    assert april is not None
    actions.report_results(april, results(april, "0"), by=home.roads_head, at=at(2026, 4, 28))
    actions.publish_summary(home.root, APRIL, by=home.clerk, at=at(2026, 4, 30, 17))
    open_again(home, APRIL + 1)


def results(plan: MonthlyPlan, done: str) -> list[actions.Result]:
    """The same result for every line of the plan."""
    return [actions.Result(item, Decimal(done), WHY) for item in queries.items(plan)]


def first(model: str) -> Model:
    """The oldest row of a model."""
    row = apps.get_model("plans", model)._default_manager.order_by("pk").first()
    assert row is not None
    return row


def test_all_deeds_leave_no_row_untold(walk: House) -> None:
    assert {first(model)._meta.label for model in MODELS} == {f"plans.{model}" for model in FORGED}
    assert row_faults_in("plans", "organisation") == set()


@pytest.mark.parametrize("model", MODELS)
def test_a_row_that_was_changed_past_the_system_is_found(walk: House, model: str) -> None:
    row, (column, value) = first(model), FORGED[model]
    type(row)._default_manager.filter(pk=row.pk).update(**{column: value})
    assert row_faults_in("plans") == {("ledger.row_changed", ref_of(row))}


def test_a_row_that_was_put_in_past_the_system_is_found(walk: House) -> None:
    (made,) = PlanItem.objects.bulk_create(
        [
            PlanItem(
                plan=MonthlyPlan.objects.latest("pk"), first_month=MARCH.first, text_zh="无",
                measure_zh="个", planned=Decimal(1),
            )
        ]
    )  # fmt: skip
    assert row_faults_in("plans") == {("ledger.row_untold", ref_of(made))}


def test_a_row_that_was_deleted_past_the_system_is_found(walk: House) -> None:
    part = TargetMonth.objects.latest("pk")
    ref = ref_of(part)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plans_targetmonth WHERE id = %s", [part.pk])
    assert row_faults_in("plans") == {("ledger.row_missing", ref)}
