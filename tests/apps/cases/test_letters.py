"""What the letters of a case say, in both languages, on screen and as pages."""

from datetime import date
from fractions import Fraction

import pytest

from remit.apps.cases import actions
from remit.apps.cases.models import Decision
from remit.apps.cases.queries import letters
from remit.apps.correspondence.models import Letter
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import House, at, house, opened
from tests.case_builders import (
    REASONS,
    agreed,
    bench,
    decided,
    determined,
    named,
    pack,
    proposed,
    stated,
)

pytestmark = pytest.mark.django_db


def letter_of(decision: Decision) -> Letter:
    """The letter of a decision."""
    return Letter.objects.get(about=decision.ref)


def reading(home: House, language: str) -> None:
    """Lets the head of Roads read this language."""
    person = home.roads_head.person
    person.language = language
    person.save()


def test_a_decision_letter_holds_what_the_law_asks_of_it() -> None:
    home = house()
    letter = letter_of(decided(home, bench(home)))
    content = letter.content
    assert (letter.kind, letter.to_ref) == ("decision", home.roads_head.person.ref)
    assert content["addressee"] == "Rosa-H, head"
    assert (content["organ"], content["date"]) == ("Trial Town", "2025-04-15")
    assert [fact["text"] for fact in content["facts"]] == [
        "fact missed (agreed)",
        "fact means (agreed)",
        "fact told (agreed)",
    ]
    assert content["heard"] == [
        "On 8 April 2025 you said: there was nobody to do it",
        "What was made of it: accepted in part",
    ]
    assert any("Internal Rule, art. 2" in rule["text"] for rule in content["rules"])
    assert content["decision"][:2] == ["Warning.", "for good reasons"]
    assert content["effect"] == [
        "In effect from 15 April 2025; it ends by itself on 15 October 2025."
    ]
    assert "the last day is 15 May 2025 (Internal Rule, art. 10)" in content["rights"][0]


def test_the_letter_gives_the_own_share_with_reasons_and_others_by_post() -> None:
    home = house()
    content = letter_of(decided(home, bench(home))).content
    own, other = content["shares"]
    assert (own["name"], own["part"]) == ("You (head)", "1/2")
    assert own["reason"].startswith("Had you submitted the plan")
    assert (other["name"], other["reason"]) == ("office", "")
    assert "Clerk-H" not in str(content)


def test_the_letter_is_written_in_the_language_of_its_reader() -> None:
    home = house()
    reading(home, "zh-hans")
    letter = letter_of(decided(home, bench(home)))
    content = letter.content
    assert letter.subject.startswith("处理决定书")
    assert content["decision"][0] == "警告。"
    assert content["heard"][0] == "2025年4月8日，您陈述：当时没有人手"
    assert content["effect"] == ["自2025年4月15日起生效，至2025年10月15日自动解除。"]
    assert any("《内部规定》第二条" in rule["text"] for rule in content["rules"])
    assert "您的权利和期限" in letter.text


def test_a_departure_is_explained_in_the_letter() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who, "none", departure=Words("", "a first lapse"))
    content = letter_of(agreed(decision, who, at(2025, 4, 15))).content
    assert "Why this departs from it: a first lapse" in content["decision"]
    assert content["effect"] == []


def test_a_fact_that_has_only_a_code_is_told_as_the_pack_asks_it() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    decision.concerned.facts.filter(code="told").update(statement_zh="", statement_en="")
    content = letter_of(agreed(decision, who, at(2025, 4, 15))).content
    assert content["facts"][2]["text"] == "Was the person told? yes (agreed)"


def test_evidence_stands_beside_its_fact() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    case = decision.concerned.case
    actions.send_back(decision, reasons=REASONS, by=who.first, at=at(2025, 4, 14))
    stated(decision.concerned, who)
    fact = case.facts.get(code="missed", superseded_by__isnull=True)
    file = {"file": b"%PDF-1", "file_name": "log.pdf"}
    actions.add_evidence(fact, by=who.officer, at=at(2025, 4, 14), **file)
    actions.determine(decision.concerned, pack=pack(), by=who.officer, at=at(2025, 4, 14))
    anew = actions.propose_decision(
        decision.concerned,
        "talk",
        pack=pack(),
        reasons=REASONS,
        by=who.officer,
        at=at(2025, 4, 14),
    )
    content = letter_of(agreed(anew, who, at(2025, 4, 16))).content
    (paper,) = content["facts"][0]["evidence"]
    assert paper.startswith("E1 · log.pdf · SHA-256 ")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_letter_can_be_set_as_pages(language: str) -> None:
    render = pytest.importorskip("remit.jobs.letters").render
    home = house()
    reading(home, language)
    content = letter_of(decided(home, bench(home))).content
    shares = [{**row, "part": Fraction(row["part"])} for row in content["shares"]]
    ready = {**content, "date": date.fromisoformat(content["date"]), "shares": shares}
    assert render(ready, language).startswith(b"%PDF-")


def test_what_both_sides_agree_was_not_the_case_stands_in_one_line() -> None:
    home = house()
    who = bench(home)
    concerned = determined(home, who, missed=True, told=True, means=False)
    page = letters._Page(concerned, Words("", ""), home.root, at(2025, 4, 15).date())
    texts = [line["text"] for line in letters._facts(concerned, pack(), page)]
    assert texts[-1] == "Besides, both sides agree: fact means."
    assert "fact missed (agreed)" in texts


def test_evidence_that_is_a_plan_or_a_letter_is_named_in_words() -> None:
    home = house()
    concerned = named(home, bench(home))
    page = letters._Page(concerned, Words("", ""), home.root, at(2025, 4, 15).date())
    plan = opened(home, Month(2025, 3))
    assert letters._named(plan.ref, page) == "plan of Roads, March 2025"
    assert letters._named("a note of the office", page) == "a note of the office"
