"""Side by side, what if, and the register of departures."""

import pytest

from remit.apps.organisation import actions
from remit.engines.words import Words
from tests.builders import House, at
from tests.case_builders import Bench, agreed, decided, determined, proposed
from tests.web.cases.reading import Reader, reader

pytestmark = pytest.mark.django_db
MILD = Words("情有可原", "there was nobody to do it")


@pytest.fixture
def officer(who: Bench) -> Reader:
    """Somebody who reads cases."""
    return reader(who.officer)


def test_a_draft_is_shown_beside_what_it_would_change(officer: Reader) -> None:
    text = officer.reads("rule_compare", "trial", **{"with": "trial-draft"})
    assert "provisions changed 1" in text
    assert "reminder talk to warning" in text
    assert "warning to demerit" in text


def test_two_days_of_one_pack_are_compared(officer: Reader) -> None:
    text = officer.reads("rule_compare", "yard", day="2019-01-01", other="2021-01-01")
    assert "provisions added 2 provisions removed 0 provisions changed 3" in text
    former = "How large is the loss? at least 50 yuan Then (shall) loss of bonus Old Rule, art. 2"
    assert f"small loss changed 1 January 2019 If {former} 1 January 2021 If" in text
    same = officer.reads("rule_compare", "yard", day="2021-01-01", other="2022-01-01")
    assert "They say the same" in same


def test_half_a_question_is_answered_with_what_is_missing(officer: Reader) -> None:
    assert "Give both days." in officer.reads("rule_compare", "yard", day="2019-01-01")
    assert "Choose another pack" in officer.reads("rule_compare", "yard")
    assert officer.get("rule_compare", "yard", **{"with": "nothing"}).status_code == 200


def test_without_cases_the_page_says_what_comes_here(officer: Reader, home: House) -> None:
    assert "No case to try it on yet" in officer.reads("rule_whatif", "trial")
    assert reader(home.works_head).get("rule_whatif", "trial").status_code == 403


def test_a_draft_is_tried_on_the_cases_the_reader_may_see(
    officer: Reader, home: House, who: Bench
) -> None:
    determined(home, who)
    text = officer.reads("rule_whatif", "trial", draft="trial-draft")
    assert "one for each person concerned 1 would come out otherwise 1 100%" in text
    assert "draft, open for comment" in text
    listed = text.partition("Cases that change")[2]
    assert "Roads not mended" in listed
    assert "reminder talk to warning warning to demerit" in listed


def test_a_draft_that_changes_nothing_says_so(officer: Reader, home: House, who: Bench) -> None:
    determined(home, who)
    text = officer.reads("rule_whatif", "trial", day="2024-01-01", other="2025-01-01")
    assert "would come out otherwise 0" in text
    assert "Cases that change" not in text


def test_the_own_case_is_not_among_those_tried_or_counted(home: House, who: Bench) -> None:
    """The head of Roads gets a power over cases, and is concerned by the only one."""
    agreed(proposed(home, who, "demerit", departure=MILD), who, at(2025, 4, 15))
    actions.list_power(
        home.roads_head.post, "30", MILD, by=None, at=at(2025, 5, 1), code="cases.investigate"
    )
    head = reader(home.roads_head)
    assert "No case to try it on yet" in head.reads("rule_whatif", "trial", draft="trial-draft")
    assert "No departures" in head.reads("departures")


def test_a_departure_stands_in_the_register_with_its_reason(
    officer: Reader, home: House, who: Bench
) -> None:
    agreed(proposed(home, who, "demerit", departure=MILD), who, at(2025, 4, 15))
    text = officer.reads("departures")
    assert "counted under each rule 1 of the decisions you may see 100%" in text
    assert "Missed plan reminder talk to warning demerit there was nobody to do it" in text
    assert "Missed plan 2025 1 0 1 100%" in text
    assert "there was nobody" in officer.reads("departures", year="2025")
    assert "Nothing matches" in officer.reads("departures", year="2024")
    assert "2025 1 0 1 100%" in officer.reads("rule", "trial", "missed")


def test_letting_somebody_off_against_the_rules_counts_as_milder(
    officer: Reader, home: House, who: Bench
) -> None:
    agreed(proposed(home, who, "exempt", departure=MILD), who, at(2025, 4, 15))
    assert "Missed plan 2025 1 1 0 100%" in officer.reads("departures")


def test_a_decision_inside_the_range_counts_without_departing(
    officer: Reader, home: House, who: Bench
) -> None:
    decided(home, who)
    text = officer.reads("departures")
    assert "No departures" in text
    assert "Missed plan 2025 1 0 0 0%" in text


def test_before_the_day_of_the_decision_nothing_is_counted(
    officer: Reader, home: House, who: Bench
) -> None:
    agreed(proposed(home, who, "demerit", departure=MILD), who, at(2025, 4, 15))
    assert "No departures" in officer.reads("departures", on="2025-04-01")


def test_the_register_takes_a_power_over_cases_and_few_queries(
    home: House, who: Bench, officer: Reader, django_assert_max_num_queries: object
) -> None:
    assert reader(home.works_head).get("departures").status_code == 403
    determined(home, who)
    for name, args in (("departures", ()), ("rule_whatif", ("trial",))):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            officer.reads(name, *args)
