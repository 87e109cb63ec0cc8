"""The list of cases: the next step and the next clock of each, read in one query."""

import pytest
from pytest_django import DjangoAssertNumQueries

from remit.apps.cases import queries
from remit.apps.cases.models import Case
from tests.builders import at, house
from tests.case_builders import (
    bench,
    decided,
    determined,
    named,
    opened_case,
    proposed,
    served,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_pack")]
ON = at(2025, 4, 30).date()


def listed() -> Case:
    return queries.listed(Case.objects.select_related("unit")).get()


def step() -> str:
    found = queries.next_of(listed())
    return found.code if found else ""


def test_an_open_case_waits_for_what_it_lacks_first() -> None:
    home = house()
    named(home, bench(home))
    assert step() == "heard"


def test_a_case_in_which_nobody_is_named_waits_for_that() -> None:
    home = house()
    opened_case(home, bench(home))
    assert step() == "heard"


def test_after_the_proposal_two_deciders_are_waited_for() -> None:
    home = house()
    proposed(home, bench(home))
    assert step() == "decided"


def test_a_decision_waits_to_be_served_and_then_for_its_effect_to_end() -> None:
    home = house()
    decided(home, bench(home))
    assert step() == "served"


def test_a_served_measure_with_a_period_waits_for_its_end() -> None:
    home = house()
    served(home, bench(home))
    assert step() == "effect_ended"


def test_the_clock_of_the_appeal_starts_with_service() -> None:
    home = house()
    decision = served(home, bench(home))
    clock = queries.next_clock(listed(), on=ON)
    assert clock is not None
    assert clock.due.started in {decision.served_at.date(), decision.decided_at.date()}


def test_steps_and_clocks_of_a_list_take_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    home = house()
    determined(home, bench(home))
    with django_assert_num_queries(1):
        for case in queries.listed(Case.objects.select_related("unit")):
            assert queries.next_of(case) is not None
            queries.next_clock(case, on=ON)
