"""What is said of people in reports, cases and letters is kept under the key of its matter."""

import pytest

from remit.apps.cases.models import Decision, Evidence, Fact, Hearing, Report
from remit.apps.correspondence.actions import Addressee, write_letter
from remit.apps.correspondence.models import Letter
from remit.apps.vault.actions import destroy_keys
from tests.apps.cases.canaries import CANARY, PAPER, found, told, whole_case
from tests.builders import at, house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_pack")]

# Lists search and sort by these; an erasure blanks them.
PLAIN = {
    "cases_report.title_zh",
    "cases_report.title_en",
    "cases_case.title_zh",
    "cases_case.title_en",
    "cases_evidence.reference",
    "ledger_entry.body",
    "correspondence_letter.subject",
}


def test_who_reads_the_tables_reads_nothing_that_was_said_of_people() -> None:
    whole_case()
    assert set(found()) <= PLAIN
    assert set(found("did not submit")) == set()


def test_what_was_said_is_read_again_as_it_was_said() -> None:
    case = whole_case()
    report, paper = Report.objects.get(), Evidence.objects.get()
    assert (report.text, report.contact) == (CANARY, f"{CANARY}@example.org")
    assert (paper.file, paper.file_name) == (PAPER, f"{CANARY}.pdf")
    assert [fact.value for fact in Fact.objects.filter(case=case)] == [True, True, True]
    assert Decision.objects.filter(reasons_en="").count() == 0
    letter = Letter.objects.filter(kind="decision").first()
    assert letter
    assert letter.content["addressee"]


def test_once_the_keys_are_destroyed_it_reads_as_empty() -> None:
    case = whole_case()
    destroy_keys({case.ref, case.report.ref}, at=at(2030, 1, 1))
    report, paper = Report.objects.get(), Evidence.objects.get()
    assert (report.text, report.contact) == ("", "")
    assert (paper.file, paper.file_name, paper.text) == (None, "", "")
    assert [fact.value for fact in Fact.objects.filter(case=case)] == [None, None, None]
    assert {hearing.said for hearing in Hearing.objects.all()} == {""}
    assert {
        str(letter.content) + letter.text + letter.to_name for letter in Letter.objects.all()
    } == {"None"}


def test_what_is_empty_stays_empty_and_needs_no_key() -> None:
    report = told(house())
    assert Report.objects.filter(pk=report.pk, text="").count() == 0
    report.text = ""
    report.save()
    assert Report.objects.filter(text="").get() == report


@pytest.mark.parametrize(
    ("to", "matter", "kept_under"),
    [
        ("organisation.person:7", "", "organisation.person:7"),
        ("organisation.person:7", "cases.case:3", "cases.case:3"),
        ("organisation.appointment:7", "organisation.person:2", "organisation.person:2"),
    ],
)
def test_a_letter_is_kept_under_the_matter_given_or_its_addressee(
    to: str, matter: str, kept_under: str
) -> None:
    assert _letter(to, matter).matter == kept_under


def test_a_letter_to_nobody_in_particular_is_kept_under_its_own_name() -> None:
    letter = _letter("organisation.appointment:7", "")
    letter.refresh_from_db()
    assert (letter.matter, letter.text) == (letter.ref, "The text")


def _letter(to: str, matter: str) -> Letter:
    return write_letter(
        Addressee(to, "Zhao", "zhao@example.org", "en"), kind="notice", subject="s",
        text="The text", about="plans.plan:1", path="000001", actor="clock", at=at(2025, 4, 1),
        matter=matter,
    )  # fmt: skip
