"""`remit plans`: what is overdue today, and a month planned against done."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from remit.apps.organisation.queries import day
from remit.apps.plans import actions, queries
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import at, house, opened
from tests.command import Remit

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)


def test_overdue_lists_the_plans_that_should_have_come(remit: Remit) -> None:
    today = day(datetime.now(tz=UTC))
    plan = opened(house(), Month.of(today))
    answer = remit("plans", "overdue", "--json")
    assert answer.code == 0
    (row,) = answer.json
    assert (row["code"], row["unit"], row["month"]) == ("roads", "Roads", str(Month.of(today)))
    assert (row["due"], row["days_late"]) == (str(plan.due), (today - plan.due).days)
    assert "Roads" in remit("plans", "overdue").out


def test_nothing_overdue_is_an_empty_list(remit: Remit) -> None:
    assert remit("plans", "overdue", "--json").json == []


def test_compare_sets_planned_against_done(remit: Remit) -> None:
    plan = opened(house(), MARCH)
    item = queries.items(plan)[0]
    by = plan.post.appointments.get()
    actions.submit_plan(plan, by=by, at=at(2026, 2, 27))
    actions.report_results(
        plan,
        [actions.Result(item, Decimal(4), Words("下雨", "rain"))],
        by=by,
        at=at(2026, 3, 30),
    )
    (row,) = remit("plans", "compare", "H", "2026-03", "--json").json
    assert Decimal(row["planned"]) == 10
    assert Decimal(row["done"]) == 4
    assert Decimal(row["difference"]) == -6
    answer = remit("plans", "compare", "H", "2026-03")
    assert "1 lines carry over." in answer.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["X", "2026-03"], "No organisation has this code. There are: H."),
        (["H", "March"], "Write it as year and month"),
    ],
)
def test_an_unknown_place_or_month_is_refused_in_words(
    remit: Remit, typed: list[str], said: str
) -> None:
    house()
    answer = remit("plans", "compare", *typed)
    assert answer.code == 2
    assert said in answer.err
