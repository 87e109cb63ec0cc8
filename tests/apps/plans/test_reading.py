"""Who reads which plans; what is late, what waits for whom."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from remit.apps.organisation.actions import end_appointment
from remit.apps.plans import actions, queries
from remit.engines.dates import Month
from tests.builders import House, at, house, opened, target

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)
APRIL = Month(2026, 4)


def both_open(home: House) -> None:
    """Roads and Works with a plan for March, due on the last day of February."""
    for head, amount in ((home.roads_head, "10"), (home.works_head, "3")):
        target(head, home.clerk, {MARCH: amount})
    actions.open_month(home.root, MARCH, due=date(2026, 2, 28), by=None, at=at(2026, 2, 22))


def test_nobody_sees_the_plans_of_another_organisation() -> None:
    home, other = house(), house("other")
    ours, theirs = opened(home, MARCH), opened(other, MARCH)
    on = date(2026, 3, 1)
    reader = home.works_head.person
    assert list(queries.visible_to(reader, on=on)) == [ours]
    assert {item.plan for item in queries.items_visible_to(reader, on=on)} == {ours}
    assert {t.unit for t in queries.targets_visible_to(other.clerk.person, on=on)} == {theirs.unit}


def test_who_left_sees_nothing_any_more() -> None:
    home = house()
    opened(home, MARCH)
    end_appointment(home.works_head, by=None, at=at(2026, 3, 1), until=date(2026, 3, 2))
    assert not queries.visible_to(home.works_head.person, on=date(2026, 3, 2))


def test_a_page_of_plans_takes_three_queries_however_long_it_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    home = house()
    both_open(home)
    for month in (APRIL, APRIL + 1, APRIL + 2):
        opened(home, month)
    with django_assert_num_queries(3):
        rows = list(queries.visible_to(home.clerk.person, on=date(2026, 3, 1)))
        assert {(row.unit.name, row.post.name) for row in rows} == {
            ("Roads", "head"),
            ("Works", "head"),
        }
        assert len(queries.tallies(rows)) == 5


def test_a_page_of_lines_takes_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    home = house()
    both_open(home)
    with django_assert_num_queries(2):
        lines = list(queries.items_visible_to(home.clerk.person, on=date(2026, 3, 1)))
        assert [queries.thread(line).duty for line in lines] == [None, None]


def test_the_list_is_narrowed_by_unit_month_state_lateness_and_text() -> None:
    home = house()
    both_open(home)
    april = opened(home, APRIL)
    roads, works = (queries.plan(unit, MARCH) for unit in (home.roads, home.works))
    assert roads
    assert works
    actions.submit_plan(works, by=home.works_head, at=at(2026, 3, 2))
    actions.submit_plan(april, by=home.roads_head, at=at(2026, 3, 25))
    on = date(2026, 3, 25)
    rows = queries.visible_to(home.clerk.person, on=on)

    def found(**wanted: Any) -> set[str]:
        chosen = queries.chosen(rows, queries.Wanted(**wanted), on=on)
        return {plan.ref for plan in chosen}

    assert found() == {roads.ref, works.ref, april.ref}
    assert found(unit=home.works) == {works.ref}
    assert found(since=APRIL) == {april.ref}
    assert found(until=APRIL) == {roads.ref, works.ref}
    assert found(state="open") == {roads.ref}
    assert found(late=True) == {roads.ref, works.ref}
    assert found(text="works") == {works.ref}
    assert found(text="mended", since=APRIL) == {april.ref}


def test_a_plan_is_overdue_from_the_day_after_until_it_comes_or_its_month_ends() -> None:
    home = house()
    plan = opened(home, MARCH)
    overdue = {
        on: bool(queries.overdue(on=on))
        for on in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    }
    assert list(overdue.values()) == [False, True, True, False]
    actions.submit_plan(plan, by=home.roads_head, at=at(2026, 3, 5))
    assert queries.overdue(on=date(2026, 3, 4)).get() == plan
    assert not queries.overdue(on=date(2026, 3, 5))


def test_what_is_due_soon_includes_today() -> None:
    home = house()
    opened(home, MARCH)
    soon = [
        queries.due_soon(on=on, days=3).count()
        for on in (date(2026, 2, 24), date(2026, 2, 25), date(2026, 2, 28), date(2026, 3, 1))
    ]
    assert soon == [0, 1, 1, 0]


def test_the_desk_knows_what_waits_for_whom() -> None:
    home = house()
    plan = opened(home, MARCH)
    head, clerk = home.roads_head, home.clerk
    assert queries.to_submit(head, on=date(2026, 2, 25)).get() == plan
    assert not queries.to_submit(home.works_head, on=date(2026, 2, 25))
    actions.submit_plan(plan, by=head, at=at(2026, 2, 26))
    assert not queries.to_submit(head, on=date(2026, 2, 26))
    assert not queries.to_report(head, on=date(2026, 3, 15))
    assert queries.to_report(head, on=date(2026, 3, 29)).get() == plan
    assert not queries.to_publish(clerk, on=date(2026, 3, 31))
    assert queries.to_publish(clerk, on=date(2026, 4, 1)) == [(home.root, MARCH)]
    actions.publish_summary(home.root, MARCH, by=clerk, at=at(2026, 4, 1))
    assert not queries.to_publish(clerk, on=date(2026, 4, 1))
    assert not queries.to_report(head, on=date(2026, 4, 1))


def test_punctuality_counts_what_came_in_time_late_and_not_at_all() -> None:
    home = house()
    for month, came in ((MARCH, at(2026, 2, 28)), (APRIL, at(2026, 4, 4)), (APRIL + 1, None)):
        plan = opened(home, month)
        if came:
            actions.submit_plan(plan, by=home.roads_head, at=came)
    year = {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}
    seen = queries.punctuality(home.root, **year, on=date(2026, 6, 1))
    assert seen == queries.Punctuality(plans=3, on_time=1, late=1, missing=1, days_late=4)
    before = queries.punctuality(home.root, **year, on=date(2026, 4, 2))
    assert (before.plans, before.late, before.missing) == (2, 0, 1)
    late = queries.late_plans(home.roads, **year, on=date(2026, 6, 1))
    assert [Month.of(plan.month) for plan in late] == [APRIL, APRIL + 1]
    assert queries.days_late(late[1], on=date(2026, 12, 1)) == 31


def test_amounts_lose_the_zeros_at_their_end() -> None:
    assert [str(queries.trimmed(Decimal(text))) for text in ("10.00", "2.50", "0.00")] == [
        "10",
        "2.5",
        "0",
    ]
