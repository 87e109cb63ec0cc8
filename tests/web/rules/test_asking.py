"""The interview: only what decides is asked, nothing is kept, and the end says what would change it."""

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from remit.apps.cases.queries import packs
from remit.apps.ledger.models import Entry
from remit.engines.rules import Fact, determine
from remit.engines.rules.facts import as_value
from tests.builders import House
from tests.web.cases.reading import Reader, reader, words

pytestmark = pytest.mark.django_db
DAYS = {"act_on": "2025-03-31", "day": "2026-05-01"}
FIELD = re.compile(r'name="([^"]+)" value="([^"]*)"')
CHOICE = re.compile(r'type="radio" name="answer"[^>]*value="([^"]*)"')


@pytest.fixture
def head(home: House) -> Reader:
    """Anybody who is signed in."""
    return reader(home.roads_head)


def form_of(answer: Any) -> tuple[dict[str, str], list[str]] | None:
    """The fields that the page's question carries on, and the answers it offers; None at the end."""
    text = answer.content.decode()
    if 'class="question' not in text:
        return None
    form = text.partition('class="question')[2].partition("</form>")[0]
    hidden = {name: html.unescape(value) for name, value in FIELD.findall(form) if name != "answer"}
    return hidden, [html.unescape(value) for value in CHOICE.findall(form)]


def walk(head: Reader, given: dict[str, str], choose: str) -> Iterator[tuple[str, Any]]:
    """Every question asked, choosing the answer of that place, and the last page."""
    answer = head.client.get("/house/rules/trial/ask", given, follow=True)
    while (form := form_of(answer)) is not None:
        hidden, offered = form
        yield hidden["fact"], answer
        sent = {**hidden, "answer": choose if choose in offered else offered[0]}
        answer = head.client.get("/house/rules/trial/ask", sent, follow=True)
    yield "", answer


def test_it_begins_with_the_two_days(head: Reader) -> None:
    text = head.reads("rule_ask", "trial")
    assert "On which day did it happen?" in text
    assert "Nothing is kept" in text
    wrong = head.reads("rule_ask", "trial", act_on="2026-05-02", day="2026-05-01")
    assert "before the day on which it happened" in wrong


@pytest.mark.parametrize("choose", ["yes", "no", "?"])
def test_only_facts_that_can_still_change_the_result_are_asked(head: Reader, choose: str) -> None:
    facts: dict[str, Fact] = {}
    pack, on, act_on = packs()["trial"], date(2026, 5, 1), date(2025, 3, 31)
    for fact, _page in walk(head, DAYS, choose):
        found = determine(pack, facts, on, act_on)
        if not fact:
            left = {d.fact for d in found.deciding}
            assert choose == "?" or not left
            break
        assert fact in [deciding.fact for deciding in found.deciding]
        if choose != "?":
            facts[fact] = Fact(as_value(choose == "yes"))


def test_questions_that_make_no_difference_are_counted_as_spared(head: Reader) -> None:
    pages = list(walk(head, DAYS, "no"))
    text = words(pages[-1][1])
    assert [fact for fact, _ in pages] == ["missed", ""]
    assert "1 question answered · 2 not needed" in text
    assert "no provision gives a measure" in text


def test_the_end_shows_duties_time_limits_proof_and_what_would_change_it(head: Reader) -> None:
    given = {**DAYS, "a.missed": "yes", "a.means": "yes", "a.told": "yes"}
    text = head.reads("rule_ask", "trial", **given)
    assert "The rules admit: reminder talk to warning" in text
    assert "The person is heard first" in text
    assert "Re-examination" in text
    assert "Missed plan" in text
    told = text.partition("What would change the result")[2]
    assert "Was the person told? no → exempt: no measure" in told


def test_what_is_not_known_stays_open_and_is_named_at_the_end(head: Reader) -> None:
    given = {**DAYS, "a.missed": "yes", "a.means": "?", "a.told": "yes"}
    text = head.reads("rule_ask", "trial", **given)
    assert "Still open" in text
    assert "Were the means there? left open" in text
    assert "2 results are still possible" in text


def test_an_answer_can_be_changed_and_the_others_stay(head: Reader) -> None:
    given = {**DAYS, "a.missed": "yes", "a.means": "no"}
    answer = head.get("rule_ask", "trial", **given, change="means")
    hidden, _offered = form_of(answer) or ({}, [])
    assert hidden["fact"] == "means"
    then: Any = head.client.get("/house/rules/trial/ask", {**hidden, "answer": "yes"})
    assert "a.missed=yes&a.means=yes" in then.url
    assert "change" not in then.url


def test_a_number_is_taken_exactly_and_anything_else_is_refused_kindly(head: Reader) -> None:
    asked = {**DAYS, "fact": "harm"}
    taken = head.get("rule_ask", "yard", **asked, answer="99.5")
    assert "a.harm=199%2F2" in taken.url
    page: Any = head.client.get(taken.url)
    assert "99.5 yuan" in words(page)
    assert "Enter a number, such as 3 or 2.5." in head.reads(
        "rule_ask", "yard", **asked, answer="much"
    )
    assert "Choose one of the answers." in head.reads(
        "rule_ask", "yard", **{**DAYS, "fact": "kind"}, answer=""
    )


def test_the_address_is_all_there_is(head: Reader, home: House) -> None:
    before = Entry.objects.count()
    given = {**DAYS, "a.missed": "yes", "a.unknown": "yes", "a.means": "perhaps"}
    mine = head.reads("rule_ask", "trial", **given)
    theirs = reader(home.works_head).reads("rule_ask", "trial", **given)
    assert mine.partition("Nothing is kept")[2].replace("Rosa", "") == (
        theirs.partition("Nothing is kept")[2].replace("Wang", "")
    )
    assert Entry.objects.count() == before


def test_an_act_from_before_the_change_gets_the_lighter_law(head: Reader) -> None:
    given = {"act_on": "2019-05-01", "day": "2021-05-01"}
    text = head.reads(
        "rule_ask", "yard", **given, **{"a.harm": "60", "a.kind": "slip", "a.sick": "no"}
    )
    assert "The rules admit: a talk" in text
