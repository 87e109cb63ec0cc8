"""Which matters are seen by whom, who had how much for how long, and in how many queries."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from remit.apps.matters import queries
from remit.apps.matters.models import Matter, Source
from remit.apps.organisation.models import Person
from tests.apps.matters.logs import imported
from tests.builders import hold, post, unit

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


@pytest.fixture
def source() -> Source:
    """The town's log, read."""
    return imported(unit(None, "T", "某市", "A Town"))


@pytest.fixture
def reader(source: Source) -> Person:
    """Somebody in a post of the town."""
    return hold(post(source.organisation, "reader"), "reader").person


def test_matters_are_seen_by_who_holds_a_post_in_the_organisation(
    source: Source, reader: Person
) -> None:
    stranger = hold(post(unit(None, "U", "他市", "Another Town"), "stranger"), "stranger").person
    assert queries.visible_to(reader, on=ON).count() == 3
    assert list(queries.sources_visible_to(reader, on=ON)) == [source]
    assert not queries.visible_to(stranger, on=ON)
    assert not queries.sources_visible_to(stranger, on=ON)
    assert not queries.visible_to(reader, on=date(2025, 1, 5)).exists()


def test_how_many_there_are_open_and_late(source: Source) -> None:
    seen = queries.extent(queries.of(source))
    assert (seen.matters, seen.open, seen.late, seen.late_open) == (3, 2, 2, 1)
    assert (seen.steps, seen.steps_late) == (5, 2)
    assert seen.known_until == source.known_until
    nothing = queries.extent(Matter.objects.none())
    assert (nothing.matters, nothing.steps, nothing.known_until) == (0, 0, None)


def test_loads_add_up_time_held_until_the_log_ends_longest_first(source: Source) -> None:
    root = source.organisation
    told = [
        (load.post.code, load.matters, load.held.days, load.steps) for load in queries.loads(root)
    ]
    assert told == [("Ben", 2, 11, 2), ("Anna", 2, 10, 3)]
    (watching,) = queries.loads(root, role="watcher")
    assert (watching.post.code, watching.held) == ("Carl", timedelta(days=4))
    assert (watching.steps, watching.steps_late) == (1, 1)
    (answering,) = queries.loads(root, role="answers")
    assert (answering.matters, answering.held) == (2, timedelta(days=8 + 7))


def test_what_a_post_answers_for_and_has_not_closed_comes_most_overdue_first(
    source: Source,
) -> None:
    leads = [matter.lead for matter in queries.of(source) if matter.lead]
    assert [matter.code for matter in queries.led_by(leads)] == ["permit-2"]


def test_a_page_takes_two_queries_and_its_holders_one(
    source: Source, reader: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        rows = list(queries.visible_to(reader, on=ON))
        assert {str(row.lead) for row in rows} == {"Carl", "None"}
        assert {row.unit.name for row in rows} == {"A Town"}
    with django_assert_num_queries(2):
        assert {held.post.code for held in queries.holdings(rows[0])} <= {"Anna", "Ben", "Carl"}
        assert [step.doer and step.doer.code for step in queries.steps(rows[0])]


def test_matters_held_by_others_organisations_do_not_count(source: Source) -> None:
    other = imported(unit(None, "U", "他市", "Another Town"))
    assert {load.matters for load in queries.loads(source.organisation)} == {2}
    assert queries.extent(queries.of(other)).matters == 3
