"""A citizen reports without signing in, keeps a code, and sees with it how the report stands."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from remit.apps.cases.actions import conclude_verification
from remit.apps.cases.models import Report
from remit.engines.words import Words
from tests.builders import House
from tests.case_builders import Bench
from tests.web.cases.reading import Reader, words

pytestmark = pytest.mark.django_db


def told(home: House, **more: object) -> dict[str, object]:
    """What a citizen enters."""
    return {"unit": home.roads.pk, "title": "The road is closed", "text": "For weeks.", **more}


def test_the_answers_are_checked_before_anything_is_sent(home: House) -> None:
    citizen = Reader(None)
    answer = citizen.client.post("/public/report", told(home))
    assert "Nothing has been sent yet" in words(answer)
    assert not Report.objects.exists()


def test_a_report_gets_a_code_that_shows_how_it_stands(home: House, who: Bench) -> None:
    citizen = Reader(None)
    citizen.does("public_report", **told(home))
    code = Report.objects.get().receipt or ""
    assert re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}", code)
    assert code in citizen.reads("report_received")
    status = words(Reader(None).client.post("/public/report/status", {"receipt": code.lower()}))
    assert "It is looked into" in status
    conclude_verification(
        Report.objects.get(), "unfounded", reasons=Words("", "It is open again."),
        by=who.officer, at=timezone.now(),
    )  # fmt: skip
    status = words(Reader(None).client.post("/public/report/status", {"receipt": code}))
    assert "It is open again." in status


def test_an_unknown_code_is_told_and_nothing_shown(home: House) -> None:
    answer = Reader(None).client.post("/public/report/status", {"receipt": "AAAA-BBBB-CCCC"})
    assert "There is no report with this code" in words(answer)


def test_a_day_still_to_come_is_refused(home: House) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = Reader(None).sends("public_report", **told(home, happened_on=tomorrow))
    assert "This day is still to come" in words(answer)


def test_one_session_sends_at_most_five_reports_within_the_hour(home: House) -> None:
    citizen = Reader(None)
    for _ in range(5):
        citizen.does("public_report", **told(home))
    answer = citizen.sends("public_report", **told(home))
    assert answer.status_code == 429
    assert "Nothing of them is lost" in words(answer)
    assert Report.objects.count() == 5


def test_the_receipt_page_without_a_report_leads_to_the_status_page(db: None) -> None:
    assert Reader(None).get("report_received").url == "/public/report/status"


def test_a_chinese_reporter_reads_chinese(home: House) -> None:
    citizen = Reader(None, language="zh-hans")
    citizen.does("public_report", **told(home))
    assert "请保存好查询码" in citizen.reads("report_received")
    assert Report.objects.get().title_zh == "The road is closed"
