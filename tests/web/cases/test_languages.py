"""Every page of a case in both languages: nothing left untranslated, every empty place says something."""

import re
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from remit.apps.cases import actions
from remit.web import cases
from tests.builders import House, at
from tests.case_builders import REASONS, Bench, determined, pack, proposed, received, served
from tests.web.cases.reading import TAG, Reader, reader, words

pytestmark = pytest.mark.django_db
CATALOGUE = Path(cases.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Shorter texts may also be a name or a word of the law in the other language.
LONG = 16
LETTER = re.compile(r'<article class="letter".*?</article>', re.S)


def english() -> list[str]:
    """The English texts of the pages that are long enough to be known again."""
    with CATALOGUE.open("rb") as file:
        texts = [entry.id for entry in read_po(file) if entry.id]
    plain = [text for text in texts if isinstance(text, str) and "%(" not in text]
    return [text for text in plain if len(text) > LONG]


def pages(home: House, who: Bench) -> list[tuple[Reader, str, int | None]]:
    """One address of each page, with who reads it."""
    decision = served(home, who)
    concerned, case = decision.concerned_id, decision.concerned.case_id
    fact = decision.concerned.facts.all()[0]
    report = received(home)
    officer, person = reader(who.officer), reader(home.roads_head)
    return [
        *((officer, name, None) for name in ("cases", "reports", "my_cases")),
        (reader(home.clerk), "receive_report", None),
        *((officer, name, report.pk) for name in ("report", "conclude_verification", "open_case")),
        *((officer, name, case) for name in ("case", "facts", "state_fact", "name_concerned")),
        *((officer, name, case) for name in ("attribution", "adopt_attribution", "case_history")),
        (officer, "close_case", case),
        (officer, "add_evidence", fact.pk),
        *((officer, name, concerned) for name in ("concerned", "hear", "waive_hearing")),
        *((officer, name, concerned) for name in ("propose_decision", "rehabilitate")),
        *((officer, name, decision.pk) for name in ("decision", "serve_decision")),
        *((reader(who.first), name, decision.pk) for name in ("confirm_decision", "send_back")),
        (person, "case", case),
        (person, "decision", decision.pk),
        (person, "file_appeal", decision.pk),
        *((Reader(None), name, None) for name in ("public_report", "report_status")),
    ]


def test_no_english_is_left_on_a_chinese_page(home: House, who: Bench) -> None:
    texts = english()
    for at_door, name, number in pages(home, who):
        at_door.client.cookies["django_language"] = "zh-hans"
        answer = at_door.get(name, *([number] if number else []))
        # A letter is written in the language of the person it goes to.
        page = LETTER.sub("", answer.content.decode())
        left = [text for text in texts if text in unescape(TAG.sub(" ", page))]
        assert not left, (name, left)


def test_no_chinese_is_left_on_an_english_page(home: House, who: Bench) -> None:
    for at_door, name, number in pages(home, who):
        page = at_door.reads(name, *([number] if number else []))
        left = [part for part in CHINESE.findall(page) if part not in "中文"]
        assert not left, (name, "".join(left))


def test_a_person_page_without_anything_says_what_comes(home: House, who: Bench) -> None:
    concerned = determined(home, who).pk
    assert "Nothing is proposed yet" in reader(who.officer).reads("concerned", concerned)


def test_an_appeal_page_reads_in_both_languages(home: House, who: Bench) -> None:
    decision, person = served(home, who), home.roads_head.person
    appeal = actions.file_appeal(
        decision, grounds=REASONS, by=person, at=at(2025, 4, 20), pack=pack()
    ).pk
    for language, said in (("en", "Grounds"), ("zh-hans", "申请理由")):
        panel = reader(who.third, language)
        for name in ("appeal", "propose_on_appeal", "decide_appeal"):
            assert said in panel.reads(name, appeal), name


def test_a_proposal_can_be_sent_back_and_the_officer_reads_why(home: House, who: Bench) -> None:
    decision = proposed(home, who)
    reader(who.first).does("send_back", decision.pk, reasons_en="Ask the clinic first.")
    page = words(reader(who.officer).get("decision", decision.pk))
    assert "Ask the clinic first." in page
