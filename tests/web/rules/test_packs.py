"""Browsing packs: what is installed, what it says on a day, one rule with its history and tests."""

import pytest

from tests.builders import House
from tests.case_builders import Bench
from tests.web.cases.reading import Reader, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(home: House) -> Reader:
    """Somebody with no power over cases."""
    return reader(home.roads_head)


def test_the_list_says_what_is_in_force_how_far_it_was_checked_and_what_is_a_draft(
    clerk: Reader,
) -> None:
    text = clerk.reads("rules")
    assert "Yard Rules this yard New Rule and 1 not in force that day 5 4 1 0 in use" in text
    assert "draft, open for comment 1 January 2020 to 31 December 2099" in text
    assert "rule packs installed 3" in text


def test_on_a_past_day_the_law_of_that_day_is_listed(clerk: Reader) -> None:
    text = clerk.reads("rules", on="2015-06-01")
    assert "Old Rule and 1 not in force that day 1 0 0 1" in text


def test_a_provision_is_shown_in_words_with_what_it_goes_before(clerk: Reader) -> None:
    text = clerk.reads("rule_pack", "yard")
    assert "illness wording read If Was the person ill? yes Then (shall) shall be exempt" in text
    assert "Goes before 4 rules" in text
    assert "loss caused (old)" not in text.partition("Goes before")[0]
    assert "1 provision of this pack is not in force on this day" in text


def test_a_table_is_shown_as_a_table_with_its_hit_policy_in_words(clerk: Reader) -> None:
    text = clerk.reads("rule_pack", "yard")
    assert "Row How large is the loss? Which kind was it? Then" in text
    assert "small loss less than 100 yuan any a talk" in text
    assert "large slip at least 100 yuan a slip a talk to loss of bonus" in text
    assert "Exactly one row can fit a case." in text


def test_provisions_are_found_by_words_and_by_instrument(clerk: Reader) -> None:
    assert "illness" not in clerk.reads("rule_pack", "yard", q="breach").partition("Contents")[0]
    assert "Nothing matches" in clerk.reads("rule_pack", "yard", instrument="old")
    assert "loss caused (old)" in clerk.reads("rule_pack", "yard", instrument="old", show="all")


def test_measures_say_who_decides_how_long_and_what_goes_with_them(clerk: Reader) -> None:
    text = clerk.reads("rule_measures", "yard")
    assert "a talk – the station head New Rule, art. 1" in text
    assert "loss of bonus no award that year 6 months" in text
    assert "The person is heard" in text
    assert "5 working days, may be extended by 5 working days service" in text
    assert "Acts from before 1 January 2020" in text
    assert "the heaviest is carried out (New Rule, art. 7)" in text


def test_the_facts_asked_for_name_their_answers_and_who_may_say_so(clerk: Reader) -> None:
    text = clerk.reads("rule_facts", "yard")
    assert "How large is the loss? a number (yuan) (more weighs heavier)" in text
    assert "Usually shown by: the books" in text
    assert "Counts when said by: an expert" in text


def test_the_check_names_a_rule_that_can_never_apply(clerk: Reader) -> None:
    text = clerk.reads("rule_findings", "yard")
    assert "A rule that can never apply" in text
    assert "dead letter" in text
    assert "The check found nothing" in clerk.reads("rule_findings", "trial")


def test_a_rule_shows_its_words_its_table_its_history_and_its_tests(clerk: Reader) -> None:
    text = clerk.reads("rule", "yard", "breach")
    assert "How large is the loss? at least 100 yuan" in text
    assert "The table it is a row of" in text
    assert "large: 100, breach" in text
    assert "The rule applies. Expected: loss of bonus." in text
    assert "New Rule took the place of Old Rule on 1 January 2020." in text
    old = clerk.reads("rule", "yard", "old-loss")
    assert "not in force on this day" in old
    assert "No test of the pack names this rule." in old


def test_the_same_question_under_the_older_law_stands_in_the_history(clerk: Reader) -> None:
    text = clerk.reads("rule", "yard", "small")
    assert "Over time" in text
    assert "loss caused (old)" in text


def test_what_else_the_article_says_is_not_taken_for_history(clerk: Reader) -> None:
    told = clerk.reads("rule", "yard", "slip").partition("Over time")[2]
    history = told.partition("Tests beside the rule")[0]
    assert "large slip" in history
    assert "large breach" not in history
    assert "loss caused (old)" in history


def test_a_pack_or_rule_that_is_not_there_is_not_found(clerk: Reader) -> None:
    assert clerk.get("rule_pack", "nothing").status_code == 404
    assert clerk.get("rule", "yard", "nothing").status_code == 404
    assert Reader(None).get("rules").status_code == 302


def test_departures_of_a_rule_are_shown_to_whoever_reads_cases(clerk: Reader, who: Bench) -> None:
    assert "Departures by year" not in clerk.reads("rule", "trial", "missed")
    assert "No decision under this rule yet" in reader(who.officer).reads("rule", "trial", "missed")


@pytest.mark.parametrize(
    "name", ["rules", "rule_pack", "rule_measures", "rule_facts", "rule_findings", "rule_ask"]
)
def test_a_page_takes_few_queries(
    name: str, clerk: Reader, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        clerk.reads(name, *(() if name == "rules" else ("yard",)))
