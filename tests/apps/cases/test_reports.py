"""Receiving a report, looking into it."""

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Report
from remit.apps.correspondence.models import Letter
from remit.apps.organisation.actions import PowerNotHeld
from remit.engines.words import Words
from tests.builders import at, entries, house
from tests.case_builders import REASONS, bench, received, well_founded

pytestmark = pytest.mark.django_db
TITLE = Words("", "Roads not mended")


def test_a_citizen_gets_a_receipt_that_finds_the_report_again() -> None:
    home = house()
    report = received(home, contact="mei@example.org")
    assert queries.report_by_receipt(f" {report.receipt.lower()} ") == report
    assert queries.report_by_receipt("") is None
    letter = Letter.objects.get(about=report.ref)
    assert report.receipt in letter.text
    (entry,) = entries("cases.report_received")
    assert (entry.actor, entry.path) == ("clock", home.roads.path)
    assert entry.body == {"source": "citizen", "about": ""}


def test_receipts_differ_and_say_nothing_of_their_order() -> None:
    home = house()
    receipts = {received(home).receipt for _ in range(3)}
    assert len(receipts) == 3
    assert all(len(receipt) == 14 for receipt in receipts)


def test_an_office_reports_only_with_the_power_to() -> None:
    home = house()
    deed = {"title": TITLE, "source": Report.Source.OFFICE, "at": at(2025, 4, 1)}
    report = actions.receive_report(home.roads, by=home.clerk, **deed)
    assert (report.reported_by, report.receipt) == (home.clerk.person, "")
    with pytest.raises(PowerNotHeld):
        actions.receive_report(home.roads, by=home.roads_head, **deed)
    assert Report.objects.count() == 1


def test_the_clock_reports_one_missed_limit_once() -> None:
    home = house()
    deed = {"title": TITLE, "source": Report.Source.CLOCK, "by": None, "about": "plans.plan:7"}
    actions.receive_report(home.roads, at=at(2025, 4, 1), **deed)
    with pytest.raises(actions.ReportedAlready):
        actions.receive_report(home.roads, at=at(2025, 4, 2), **deed)
    assert len(entries("cases.report_received")) == 1


def test_a_report_needs_a_title() -> None:
    home = house()
    with pytest.raises(actions.NothingSaid) as refusal:
        actions.receive_report(
            home.roads, title=Words(" ", ""), source="citizen", by=None, at=at(2025, 4, 1)
        )
    assert refusal.value.findings[0].subject == "title"


def test_a_title_has_room_for_160_characters() -> None:
    home = house()
    deed = {"source": "citizen", "by": None, "at": at(2025, 4, 1)}
    assert actions.receive_report(home.roads, title=Words("", "x" * 160), **deed)
    with pytest.raises(actions.TextTooLong) as refusal:
        actions.receive_report(home.roads, title=Words("", "x" * 161), **deed)
    assert refusal.value.findings[0].subject == "title"


def test_a_verified_report_is_answered_to_its_author() -> None:
    home = house()
    who = bench(home)
    report = received(home, contact="mei@example.org")
    found = actions.conclude_verification(
        report, Report.State.UNFOUNDED, reasons=REASONS, by=who.officer, at=at(2025, 4, 2)
    )
    assert found.report.state == "unfounded"
    answer = Letter.objects.filter(about=report.ref).order_by("-id").first()
    assert answer is not None
    assert "not found to be so" in answer.text
    assert entries("cases.verification_concluded")[0].body == {"outcome": "unfounded"}


def test_a_report_is_verified_once_by_who_may_and_did_not_make_it() -> None:
    home = house()
    who = bench(home)
    report = well_founded(home, who)
    verdict = {"reasons": REASONS, "at": at(2025, 4, 2)}
    with pytest.raises(actions.StepOutOfOrder):
        actions.conclude_verification(report, "unfounded", by=who.officer, **verdict)
    with pytest.raises(PowerNotHeld):
        actions.conclude_verification(received(home), "unfounded", by=who.first, **verdict)
    own = received(home)
    Report.objects.filter(pk=own.pk).update(reported_by=who.officer.person)
    with pytest.raises(actions.ConflictOfInterest):
        actions.conclude_verification(own, "unfounded", by=who.officer, **verdict)


def test_reports_are_seen_by_who_deals_with_them_and_who_made_them() -> None:
    home, other = house(), house("O")
    who = bench(home)
    report = received(home)
    day = at(2025, 4, 2).date()
    assert list(queries.reports_visible_to(who.officer.person, on=day)) == [report]
    assert not queries.reports_visible_to(home.roads_head.person, on=day)
    assert not queries.reports_visible_to(other.clerk.person, on=day)
    assert list(queries.waiting_for(who.officer.person, on=day).to_verify) == [report]
