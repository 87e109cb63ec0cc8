"""The regime an organisation has now: what its lists, cases, plans and appointments tell, and what they do not."""

from datetime import date

import pytest

from remit.apps.lab.queries.regimes import LEAST, Read, Value, observed, regime_now
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.models import Post
from remit.engines.storm.design import Design
from remit.engines.storm.questions.observing import OBSERVABLES
from remit.engines.words import Words
from tests.builders import FOUNDED, House, hold, house, post
from tests.case_builders import bench, opened_case, well_founded

pytestmark = pytest.mark.django_db
ON = date(2025, 6, 2)


@pytest.fixture
def home() -> House:
    """The house of builders."""
    return house()


def duty(of: Post, number: str, text: str) -> None:
    organisation.list_duty(of, number, Words("", text), by=None, at=FOUNDED)


def value(read: Read, name: str) -> Value:
    return next(each for each in read.values if each.name == name)


def test_the_tree_is_that_of_the_posts(home: House) -> None:
    tree = regime_now(home.root, ON).tree
    assert (len(tree), tree.level.tolist(), tree.parent.tolist()) == (3, [0, 1, 1], [-1, 0, 0])


def test_a_unit_without_posts_is_one_head(home: House) -> None:
    assert len(regime_now(home.root, date(2024, 1, 1)).tree) == 1


def test_clarity_is_the_share_of_duties_that_one_post_alone_has(home: House) -> None:
    duty(home.roads_head.post, "1", "Mend roads")
    duty(home.roads_head.post, "2", "Answer letters")
    duty(home.works_head.post, "1", "Answer letters")
    found = value(regime_now(home.root, ON), "regime.clarity")
    assert (found.value, found.read, found.n) == (0.5, True, 2)
    assert "one post only" in found.source.en


def test_a_duty_that_has_ended_does_not_count(home: House) -> None:
    duty(home.roads_head.post, "1", "Mend roads")
    home.roads_head.post.duties.update(until=date(2025, 3, 1))
    read = regime_now(home.root, ON)
    assert (value(read, "regime.clarity").n, len(read.tree)) == (0, 3)


def test_residual_control_is_the_share_of_posts_with_duties_that_have_a_power(home: House) -> None:
    bare = post(home.root, "bare")
    duty(home.roads_head.post, "1", "Mend roads")
    duty(bare, "1", "File")
    found = value(regime_now(home.root, ON), "regime.discretion")
    assert (found.value, found.n) == (0.5, 2)


def test_what_nothing_tells_is_assumed_and_says_so(home: House) -> None:
    read = regime_now(home.root, ON)
    found = value(read, "regime.paper_weight")
    assert (found.read, found.value) == (False, Design().regime.paper_weight)
    assert "Nothing is kept here" in found.source.en
    assert read.design.regime.paper_weight == Design().regime.paper_weight


def test_too_few_cases_are_not_read_since_a_person_could_be_meant(home: House) -> None:
    who = bench(home)
    opened_case(home, who)
    found = value(regime_now(home.root, ON), "regime.intensity")
    assert (found.read, found.n) == (False, 1)
    assert f"read from {LEAST} on" in found.source.en


def test_five_reports_found_to_be_so_tell_how_often_a_case_follows(home: House) -> None:
    who = bench(home)
    opened_case(home, who)
    for _ in range(4):
        well_founded(home, who)
    found = value(regime_now(home.root, ON), "regime.intensity")
    assert (found.read, found.n, found.value) == (True, 5, 0.2)


def test_a_pack_without_a_veto_has_none(home: House) -> None:
    opened_case(home, bench(home))
    told = value(regime_now(home.root, ON), "regime.veto")
    assert told.read or "rule pack" in told.source.en


def test_appointments_that_ended_are_the_turnover(home: House) -> None:
    extra = post(home.root, "extra")
    hold(extra, "leo", until=date(2025, 3, 1))
    found = value(regime_now(home.root, ON), "people.turnover")
    assert found.read
    assert found.value == pytest.approx(1 / (4 * 52))


def test_a_count_that_is_not_in_the_models_unit_is_told_and_not_used(home: House) -> None:
    found = value(regime_now(home.root, ON), "world.load")
    assert not found.read


def test_another_organisation_does_not_count(home: House) -> None:
    other = house("OTHER")
    duty(other.roads_head.post, "1", "Mend roads")
    assert value(regime_now(home.root, ON), "regime.clarity").n == 0


def test_it_takes_two_questions_to_the_database(
    home: House, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(2):  # type: ignore[operator]  # a fixture of pytest-django
        regime_now(home.root, ON)


def test_observables_are_counted_per_post_and_year(home: House) -> None:
    who = bench(home)
    for _ in range(LEAST):
        opened_case(home, who)
    seen = observed(home.root, date(2025, 1, 6), date(2026, 1, 5))
    assert seen == {"inquiries": pytest.approx(LEAST / 8)}
    assert set(seen) <= set(OBSERVABLES)


def test_an_observable_of_too_few_cases_is_left_out(home: House) -> None:
    opened_case(home, bench(home))
    assert observed(home.root, date(2025, 1, 6), date(2026, 1, 5)) == {}


def test_nothing_is_observed_where_there_were_no_posts(home: House) -> None:
    assert observed(home.root, date(2023, 1, 6), date(2024, 1, 5)) == {}
