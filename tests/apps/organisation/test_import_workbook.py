"""A workbook becomes an organisation: all of it or nothing, and never a change of what exists."""

from datetime import date

import pytest

from remit.apps.ledger.models import Entry
from remit.apps.organisation import actions, queries
from remit.apps.organisation.actions import PowerNotHeld, WorkbookNotSound
from remit.apps.organisation.models import Duty, Means, Person, Post, Power, Unit
from remit.engines.words import Words
from remit.engines.workbook import read_organisation
from tests.builders import FOUNDED, at, entries, hold, post, unit
from tests.engines.test_workbook import SOUND, workbook

pytestmark = pytest.mark.django_db

NOW = at(2026, 2, 1)


@pytest.fixture
def root() -> Unit:
    """An organisation with nothing in it."""
    return unit(None, "LS", "临山县", "Linshan County")


def test_a_sound_workbook_creates_everything_with_an_entry_for_each_deed(root: Unit) -> None:
    plan = actions.import_workbook(root, read_organisation(workbook()), by=None, at=NOW)
    assert plan.counts == {
        "units": 2,
        "posts": 2,
        "people": 2,
        "appointments": 2,
        "duties": 1,
        "powers": 1,
        "means": 1,
    }
    head = Post.objects.get(code="HEAD")
    assert head.unit.parent is not None
    assert (head.unit.code, head.unit.parent.code, head.unit.parent.parent) == ("T-EM", "T", root)
    assert head.superior == Post.objects.get(code="MAYOR")
    acting = queries.holder(head, on=date(2025, 6, 1))
    assert acting is not None
    assert (acting.person.login, acting.kind) == ("li", "acting")
    assert Duty.objects.get().basis == "《突发事件应对法》"
    assert str(Means.objects.get().amount) == "120000.50"
    (entry,) = entries("organisation.workbook_imported")
    assert entry.body == {**plan.counts, "equal": 0}
    assert len(entries("organisation.post_created")) == 2


def test_importing_the_same_workbook_again_changes_nothing(root: Unit) -> None:
    actions.import_workbook(root, read_organisation(workbook()), by=None, at=NOW)
    before = Entry.objects.count()
    plan = actions.import_workbook(root, read_organisation(workbook()), by=None, at=NOW)
    assert (sum(plan.counts.values()), plan.equal) == (0, 11)
    assert Entry.objects.count() == before + 1


def test_a_row_that_exists_otherwise_is_told_with_its_cell_and_nothing_is_changed(
    root: Unit,
) -> None:
    actions.import_workbook(root, read_organisation(workbook()), by=None, at=NOW)
    changed = {
        "Units": [*SOUND["Units"][:1], ("T-EM", "", "应急管理办公室", "Emergency office", "")],
        "People": [
            ("zhao", "赵明", "Zhao Ming", "other@example.org", "Chinese"),
            ("new", "新人", "", "", ""),
        ],
        "Powers": [("HEAD", "1", "", "Submit plans", "plans.open_month", "", "")],
    }
    with pytest.raises(WorkbookNotSound) as refused:
        actions.import_workbook(root, read_organisation(workbook(changed)), by=None, at=NOW)
    assert {f.subject for f in refused.value.findings if f.id == "workbook.differs"} == {
        "Units!B3",
        "Units!C3",
        "People!D2",
        "People!E2",
        "Powers!E2",
    }
    assert not Person.objects.filter(login="new").exists()
    assert Power.objects.get().code == "plans.submit"


def test_a_faulty_workbook_changes_nothing_and_tells_every_fault(root: Unit) -> None:
    book = read_organisation(workbook({"Posts": [("LOST", "X", "", "", "", "", "someday")]}))
    with pytest.raises(WorkbookNotSound) as refused:
        actions.import_workbook(root, book, by=None, at=NOW)
    assert len(refused.value.findings) >= 3
    assert list(Unit.objects.all()) == [root]
    assert entries("organisation.workbook_imported") == []


def test_what_exists_may_be_referred_to_and_built_upon(root: Unit) -> None:
    office = unit(root, "OFF", "办公室", "Office")
    chief = hold(post(office, "CHIEF"), "chief")
    sheets = {name: [] for name in SOUND} | {
        "Posts": [("OFF", "CLERK", "文书", "", "OFF/CHIEF", "", "")],
        "Appointments": [("CLERK", "chief", "副职", "2026-01-01", "", "")],
    }
    book = read_organisation(workbook(sheets), queries.known_in(root))
    actions.import_workbook(root, book, by=None, at=NOW)
    assert Post.objects.get(code="CLERK").superior == chief.post


def test_a_second_incumbent_of_a_post_that_exists_is_told(root: Unit) -> None:
    hold(post(unit(root, "T", "临山镇", ""), "MAYOR"), "old")
    sheets = {name: [] for name in SOUND} | {
        "People": [("new", "新人", "", "", "")],
        "Appointments": [("T/MAYOR", "new", "", "2026-01-01", "", "")],
    }
    book = read_organisation(workbook(sheets), queries.known_in(root))
    found = queries.import_plan(root, book).findings
    assert [(f.id, f.subject) for f in found] == [
        ("workbook.post_already_filled", "Appointments!D2")
    ]


def test_the_particulars_of_somebody_of_another_organisation_are_not_told(root: Unit) -> None:
    elsewhere = unit(None, "X", "别处", "Elsewhere")
    actions.enrol_person(
        "zhao", Words("赵六", ""), unit=elsewhere, by=None, at=FOUNDED, email="secret@example.org"
    )
    found = queries.import_plan(root, read_organisation(workbook())).findings
    assert [f.subject for f in found] == ["People!A2"]
    assert "secret" not in str(found)
    assert "赵六" not in str(found)


def test_importing_takes_the_power_to_maintain_the_organisation(root: Unit) -> None:
    idler = hold(post(root, "idler"), "idler")
    with pytest.raises(PowerNotHeld):
        actions.import_workbook(root, read_organisation(workbook()), by=idler, at=NOW)
    maintainer = hold(post(root, "office", "organisation.maintain"), "maintainer")
    assert actions.import_workbook(root, read_organisation(workbook()), by=maintainer, at=NOW)
