"""Erasing reports, cases and letters by law: what was said is gone, every proof still stands."""

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Appeal, Case, Decision, Evidence, Report
from remit.apps.cases.queries.rulings import all_kept_facts, decisions_visible_to
from remit.apps.correspondence.actions import NothingToErase, erase_letters
from remit.apps.correspondence.models import Letter
from remit.apps.correspondence.queries import waiting
from remit.apps.ledger.actions import NotYetSealed
from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries import audit, checkpoint, receipt, verifier
from remit.apps.vault.actions import MatterErased
from remit.engines import merkle
from remit.engines.sealing import opened
from tests.apps.cases.canaries import CANARY, WORDS, found, told, whole_case
from tests.builders import at, entries, house, seal_all
from tests.case_builders import bench, opened_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_pack")]
UNDER = "retention.erasure:4"
LATER = at(2045, 1, 1)


def faults() -> list[tuple[str, str]]:
    """What the audit finds about reports, cases, letters and entries."""
    ours = ("cases.", "correspondence.", "ledger")
    found = [(fault.id, fault.subject) for fault in audit([verifier()])]
    return [(name, subject) for name, subject in found if subject.startswith(ours)]


def closed_report() -> Report:
    """A report that came to nothing, its reporter told so."""
    home = house()
    report, who = told(home), bench(home)
    actions.conclude_verification(
        report, Report.State.UNFOUNDED, reasons=WORDS, by=who.officer, at=at(2025, 4, 2)
    )
    seal_all()
    report.refresh_from_db()
    return report


def proves(text: str) -> bool:
    """Whether a receipt carries what was done, after checking offline that its entry was sealed."""
    content, opening = opened(merkle.parse_receipt(text).extra)
    merkle.verify_receipt(text, content, [verifier()], [])
    return opening is not None


def test_an_erased_case_leaves_no_word_of_it_in_any_table() -> None:
    case = whole_case()
    assert found()
    assert len(found("k1.")) > 60
    actions.erase_case(case, under=UNDER, by=None, at=LATER)
    assert (found(), found("k1."), found("mended")) == ([], [], [])
    assert (Report.objects.get().reported_by, Evidence.objects.get().sha256) == (None, "")


def test_an_erased_case_keeps_its_days_its_states_and_its_posts() -> None:
    case = whole_case()
    erased = actions.erase_case(case, under=UNDER, by=None, at=LATER)
    assert (erased.stage, erased.closed_at, erased.erased_at) == ("closed", at(2025, 6, 30), LATER)
    assert {row.state for row in Decision.objects.all()} == {"sent_back", "superseded", "served"}
    assert Appeal.objects.get().outcome == "changed"
    assert (erased.title, str(erased.report)) == ("erased by law", "erased by law")
    assert {str(letter) for letter in Letter.objects.all()} == {"Erased by law"}


def test_the_audit_is_clean_after_an_erasure_and_still_finds_what_is_changed() -> None:
    case = whole_case()
    actions.erase_case(case, under=UNDER, by=None, at=LATER)
    seal_all(LATER)
    assert faults() == []
    Decision.objects.filter(state="served").update(measure="demerit")
    assert [name for name, _ in faults()] == ["ledger.row_changed"]


def test_what_the_entry_of_the_erasure_says_names_nobody() -> None:
    case = whole_case()
    numbers = set(Entry.objects.filter(matter=case.ref).values_list("seq", flat=True))
    actions.erase_case(case, under=UNDER, by=None, at=LATER)
    (entry,) = entries("cases.case_erased")
    assert (entry.subject, entry.actor, entry.matter) == (case.ref, "clock", "")
    assert entry.body["under"] == UNDER
    (of_letters,) = entries("correspondence.letters_erased")
    assert (of_letters.subject, of_letters.body["under"]) == (UNDER, UNDER)
    assert Entry.objects.filter(seq__in=numbers, actor="", body={}).count() == len(numbers)


def test_receipts_taken_before_and_old_proofs_still_verify() -> None:
    case = whole_case()
    entry = entries("cases.decision_made")[0]
    before, newest = receipt(entry), checkpoint()
    assert before
    assert newest
    actions.erase_case(case, under=UNDER, by=None, at=LATER)
    seal_all(LATER)
    assert merkle.open_checkpoint(newest.note, [verifier()]).checkpoint.root == bytes(newest.root)
    after = receipt(Entry.objects.get(pk=entry.pk))
    assert after
    assert proves(before.text)
    assert not proves(after.text)


def test_nothing_more_is_written_in_an_erased_matter() -> None:
    case = actions.erase_case(whole_case(), under=UNDER, by=None, at=LATER)
    report = case.report
    report.text = "again"
    with pytest.raises(MatterErased):
        report.save()


def test_what_is_not_closed_or_not_sealed_or_erased_already_is_refused() -> None:
    case = whole_case()
    Case.objects.filter(pk=case.pk).update(stage="decided", closed_at=None)
    with pytest.raises(actions.CaseNotClosed):
        actions.erase_case(case, under=UNDER, by=None, at=LATER)
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_at=at(2025, 6, 30))
    with pytest.raises(actions.ErasedWithItsCase):
        actions.erase_report(case.report, under=UNDER, by=None, at=LATER)
    actions.erase_case(case, under=UNDER, by=None, at=LATER)
    with pytest.raises(actions.ErasedAlready):
        actions.erase_case(case, under=UNDER, by=None, at=LATER)


def test_a_case_whose_closing_is_not_sealed_is_not_erased() -> None:
    home = house()
    case = opened_case(home, bench(home))
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_at=at(2025, 6, 30))
    with pytest.raises(NotYetSealed):
        actions.erase_case(case, under=UNDER, by=None, at=LATER)


def test_a_report_is_erased_once_it_came_to_nothing() -> None:
    open_ = told(house())
    seal_all()
    with pytest.raises(actions.CaseNotClosed):
        actions.erase_report(open_, under=UNDER, by=None, at=LATER)


def test_an_erased_report_leaves_no_word_and_a_clean_audit() -> None:
    report = closed_report()
    assert found()
    erased = actions.erase_report(report, under=UNDER, by=None, at=LATER)
    seal_all(LATER)
    assert (found(), faults()) == ([], [])
    assert (erased.title, erased.state, erased.receipt) == ("erased by law", "unfounded", "")
    (entry,) = entries("cases.report_erased")
    assert (entry.subject, entry.body["under"]) == (report.ref, UNDER)


def test_letters_are_erased_alone_and_wait_no_more() -> None:
    closed_report()
    letters = list(Letter.objects.all())
    assert waiting()
    done = erase_letters(letters, under=UNDER, by=None, at=LATER)
    assert {(row.text, row.to_name, row.to_ref, row.subject) for row in done} == {
        ("", "", "", "Erased by law")
    }
    seal_all()
    assert (waiting(), faults()) == ([], [])
    with pytest.raises(NothingToErase):
        erase_letters(letters, under=UNDER, by=None, at=LATER)
    assert Report.objects.get().text == CANARY


def test_registers_of_rulings_leave_an_erased_case_out() -> None:
    whole = whole_case()
    concerned = whole.concerned.get().person
    case = actions.erase_case(whole, under=UNDER, by=None, at=LATER)
    reader = case.officer.person
    assert all_kept_facts(pack="trial") == []
    assert not decisions_visible_to(reader, on=LATER.date()).exists()
    assert not queries.waiting_for(concerned, on=LATER.date()).served_on_me
    assert not case.concerned.filter(appointment__isnull=False).exists()


def test_what_is_asked_of_an_erased_case_is_answered_from_what_is_left() -> None:
    case = actions.erase_case(whole_case(), under=UNDER, by=None, at=LATER)
    assert queries.next_steps(case, on=LATER.date()) == ()
    assert queries.clocks(case, on=LATER.date()) == ()
    assert queries.seals(case) == []
    assert {letter.text for letter in queries.letters_of(case)} == {""}
    assert [row.title for row in queries.listed(queries.everything())] == ["erased by law"]
