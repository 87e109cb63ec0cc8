"""What a page looks at where nothing was chosen, how it is read, and in how many questions."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from remit.apps.lab import queries as lab
from remit.apps.organisation.models import Appointment
from remit.apps.organisation.queries import subtree
from remit.engines.measures.transitions import transitions
from remit.jobs.lab import index
from remit.web.insight.flow import followed
from remit.web.insight.looking import DEEDS, chosen_place
from remit.web.insight.pages import ANALYSES
from tests.builders import FOUNDED, House, unit
from tests.web.insight.handing import back_and_forth
from tests.web.insight.looks import looked

pytestmark = pytest.mark.django_db


def test_the_first_unit_with_events_is_looked_at(home: House) -> None:
    back_and_forth(home, matters=2)
    empty = unit(home.root, "new", "新科", "New")
    for given in ({}, {"log": "deeds"}, {"log": "steps"}, {"unit": "0"}):
        assert chosen_place(given, (empty, home.roads, home.works)) == (home.roads, DEEDS)


def test_what_was_asked_for_is_kept_even_where_it_is_empty(home: House) -> None:
    back_and_forth(home, matters=2)
    given = {"unit": str(home.works.pk), "log": "steps"}
    assert chosen_place(given, (home.roads, home.works)) == (home.works, "steps")


def test_a_log_without_events_gives_way_to_one_that_has_some(
    home: House, signed_in: Client
) -> None:
    back_and_forth(home)
    told = signed_in.get(reverse("insight_analysis", args=["flow"]), {"log": "steps"})
    assert b"Nothing to analyse here yet" not in told.content


def test_the_events_of_units_are_counted_by_log_and_path(home: House) -> None:
    back_and_forth(home, matters=2)
    ranges = [subtree(home.root.path)]
    counts = lab.places(ranges)
    assert counts[DEEDS, home.roads.path] == lab.table(DEEDS, [subtree(home.roads.path)]).ts_us.size
    assert sum(counts.values()) == len(lab.table(DEEDS, ranges))


def test_what_was_kept_at_append_is_what_sorting_finds(home: House, analyst: Appointment) -> None:
    back_and_forth(home)
    seen = looked(analyst, home.root)
    assert seen.chained
    sorted_anew = {(each.source, each.target): each for each in transitions(seen.table)}
    kept = followed(seen)
    assert {(each.source, each.target) for each in kept} == set(sorted_anew)
    for each in kept:
        other = sorted_anew[each.source, each.target]
        assert each.n == other.n
        assert each.mean_us == pytest.approx(other.mean_us)
    assert [each.total_us for each in kept] == sorted((e.total_us for e in kept), reverse=True)


def test_what_was_kept_is_not_used_where_some_of_it_is_not_looked_at(
    home: House, analyst: Appointment
) -> None:
    back_and_forth(home)
    assert not looked(analyst, home.roads).chained
    seen = looked(analyst, home.root)
    seen.since = FOUNDED.date()
    assert not seen.chained


@pytest.mark.parametrize("kind", sorted(ANALYSES))
def test_an_analysis_asks_a_few_questions_however_many_events(
    home: House,
    analyst: Appointment,
    kind: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    back_and_forth(home, matters=40)
    index(FOUNDED)
    more = {"from": "2025-01-13", "to": "2025-01-27", "aim": "plans"}
    seen = looked(analyst, home.root, **more)
    assert len(seen.table)
    with django_assert_max_num_queries(10):
        ANALYSES[kind](seen)
