"""Every page of the rules in Chinese: no text of these pages is left in English."""

from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from remit.web import rules
from tests.builders import House, at
from tests.case_builders import REASONS, Bench, agreed, proposed
from tests.web.cases.reading import TAG, reader

pytestmark = pytest.mark.django_db
CATALOGUE = Path(rules.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po"
# Shorter texts may also be a name or a word of the law in the other language.
LONG = 12
DAYS = {"act_on": "2025-03-31", "day": "2026-05-01"}
PAGES: tuple[tuple[str, tuple[str, ...], dict[str, str]], ...] = (
    ("rules", (), {}),
    *((name, ("yard",), {}) for name in ("rule_pack", "rule_measures", "rule_facts")),
    ("rule_findings", ("yard",), {}),
    ("rule", ("yard", "breach"), {}),
    ("rule", ("trial", "missed"), {}),
    ("rule_ask", ("trial",), {}),
    ("rule_ask", ("trial",), DAYS),
    ("rule_ask", ("trial",), {**DAYS, "a.missed": "yes", "a.means": "?", "a.told": "yes"}),
    ("rule_compare", ("trial",), {"with": "trial-draft"}),
    ("rule_compare", ("yard",), {"day": "2019-01-01"}),
    ("rule_whatif", ("trial",), {"draft": "trial-draft"}),
    ("departures", (), {}),
)


def english() -> list[str]:
    """The English texts of these pages that are long enough to be known again."""
    with CATALOGUE.open("rb") as file:
        texts = [entry.id for entry in read_po(file) if entry.id]
    plain = [text for text in texts if isinstance(text, str) and "%(" not in text]
    return [text for text in plain if len(text) > LONG]


def test_no_english_is_left_on_a_chinese_page(home: House, who: Bench) -> None:
    agreed(proposed(home, who, "demerit", departure=REASONS), who, at(2025, 4, 15))
    texts, officer = english(), reader(who.officer, "zh-hans")
    for name, args, query in PAGES:
        answer = officer.get(name, *args, **query)
        assert answer.status_code == 200, name
        shown = unescape(TAG.sub(" ", answer.content.decode()))
        assert [text for text in texts if text in shown] == [], name
