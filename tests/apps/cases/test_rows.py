"""Every row of a case and of its letters is told of by the entry of the deed that wrote it."""

import pytest

from remit.apps.cases import actions
from remit.apps.cases.models import Appeal, Concerned, Decision, Fact, Report
from remit.apps.correspondence import actions as letters
from remit.apps.correspondence.models import Letter
from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries import row_faults
from remit.engines.words import Words
from tests.builders import House, at, house, seal_all
from tests.case_builders import (
    REASONS,
    Bench,
    bench,
    decided,
    pack,
    proposed,
    received,
    served,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_pack")]


def faults() -> list[tuple[str, str]]:
    """What the comparison of rows and entries finds in cases and letters."""
    return [
        (fault.id, fault.subject)
        for fault in row_faults()
        if fault.subject.startswith(("cases.", "correspondence."))
    ]


def on_appeal(decision: Decision, who: Bench, outcome: str) -> Appeal:
    """An appeal brought to its end."""
    appeal = actions.file_appeal(
        decision,
        grounds=Words("没有人手", "nobody to do it"),
        by=decision.concerned.person,
        at=at(2025, 4, 20),
        pack=pack(),
    )
    seal_all()
    actions.propose_on_appeal(
        appeal, outcome, pack=pack(), reasons=REASONS, by=who.third, at=at(2025, 4, 25)
    )
    ended = actions.decide_appeal(appeal, pack=pack(), by=who.fourth, at=at(2025, 4, 28))
    seal_all()
    return ended


def test_a_case_walked_to_its_end_leaves_no_row_untold() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    appeal = on_appeal(decision, who, "revoked")
    assert appeal.new_decision
    actions.serve_decision(appeal.new_decision, by=None, at=at(2025, 4, 29))
    seal_all()
    actions.rehabilitate(decision.concerned, reasons=REASONS, by=who.officer, at=at(2025, 5, 5))
    seal_all()
    actions.close_case(decision.concerned.case, by=who.officer, at=at(2025, 6, 30))
    assert faults() == []


def test_a_measure_that_ended_by_itself_leaves_no_row_untold() -> None:
    home = house()
    decision = served(home, bench(home))
    actions.end_effect(decision, at=at(2025, 11, 1))
    assert faults() == []


def test_what_is_superseded_or_sent_back_is_told_of_again() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    actions.send_back(decision, reasons=REASONS, by=who.first, at=at(2025, 4, 12))
    concerned = decision.concerned
    fact = Fact.objects.get(code="told")
    actions.state_fact(
        concerned.case,
        pack=pack(),
        by=who.officer,
        at=at(2025, 4, 13),
        concerned=concerned,
        code="told",
        value=False,
    )
    paper = {"file": b"%PDF-1.7 minutes", "file_name": "minutes.pdf"}
    actions.add_evidence(fact, by=who.officer, at=at(2025, 4, 13), **paper)  # type: ignore[arg-type]
    actions.determine(concerned, pack=pack(), by=who.officer, at=at(2025, 4, 13))
    assert faults() == []


def test_letters_delivered_failed_and_read_leave_no_row_untold() -> None:
    received(house(), contact="citizen@example.org")
    letter = Letter.objects.get()
    letters.note_rendering(letter, b"%PDF-1.7", at=at(2025, 4, 2))
    letters.note_failure(letter, channel="smtp", answer="450 later", at=at(2025, 4, 3))
    letters.note_delivery(letter, channel="smtp", at=at(2025, 4, 4))
    letters.note_reading(letter, actor="clock", at=at(2025, 4, 5))
    assert faults() == []


def test_a_row_changed_past_the_system_is_found() -> None:
    home = house()
    decision = decided(home, bench(home))
    Decision.objects.update(measure="demerit")
    Concerned.objects.update(named_at=at(2025, 1, 1))
    found = [
        ("ledger.row_changed", f"cases.concerned:{decision.concerned_id}"),
        ("ledger.row_changed", f"cases.decision:{decision.pk}"),
    ]
    assert sorted(faults()) == found


def test_a_letter_written_past_the_system_is_found() -> None:
    received(house())
    row = Letter.objects.create(
        kind="notice", path="1", about="", to_ref="", language="en", subject="x",
        written_at=at(2025, 4, 1),
    )  # fmt: skip
    assert ("ledger.row_untold", row.ref) in faults()


def test_what_is_done_in_a_case_belongs_to_its_matter_and_what_came_before_to_the_report() -> None:
    home: House = house()
    decision = decided(home, bench(home))
    case, report = decision.concerned.case, Report.objects.get()
    of_case = Entry.objects.filter(verb__startswith="cases.", matter=case.ref)
    of_report = Entry.objects.filter(verb__startswith="cases.", matter=report.ref)
    assert {entry.verb for entry in of_report} == {
        "cases.report_received",
        "cases.verification_concluded",
    }
    mine = Entry.objects.filter(verb__startswith="cases.")
    assert of_case.count() == mine.count() - of_report.count()
    assert {letter.matter for letter in Letter.objects.filter(kind="decision")} == {case.ref}
