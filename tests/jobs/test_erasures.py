"""The journal of erasures: each told once, each line proves itself."""

from pathlib import Path

import pytest
from pytest_django import Settings

from remit.apps.ledger import queries
from remit.apps.organisation import actions
from remit.engines.archive import JOURNAL, Erasure, read_erasures, unproved
from remit.engines.words import Words
from remit.jobs import erasures
from tests.builders import at, house, seal_all

pytestmark = pytest.mark.django_db
NOW = at(2026, 3, 3)


@pytest.fixture
def journal(settings: Settings, tmp_path: Path) -> Path:
    """Where the journal is kept."""
    settings.HOME = tmp_path
    return tmp_path / JOURNAL


def erase(login: str) -> str:
    """Enrols and erases a person; returns who it was."""
    unit = house(login).root
    person = actions.enrol_person(login, Words("", login), unit=unit, by=None, at=at(2026, 3, 1))
    seal_all(NOW)
    actions.erase_person(person, under="test:1", by=None, at=at(2026, 3, 2))
    seal_all(NOW)
    return person.ref


def told(journal: Path) -> tuple[Erasure, ...]:
    """What the journal tells."""
    return read_erasures(journal.read_text(), str(journal))


def test_an_erasure_is_noted_once_and_proves_itself(journal: Path) -> None:
    who = erase("gone")
    assert [erasures.note(NOW), erasures.note(NOW)] == [1, 0]
    (line,) = told(journal)
    assert (line.verb, line.subject, line.under) == ("organisation.person_erased", who, "test:1")
    assert unproved(line, queries.verifier()) is None
    assert journal.stat().st_mode & 0o077 == 0


def test_a_ledger_without_erasures_makes_no_journal(journal: Path) -> None:
    house()
    seal_all(NOW)
    assert erasures.note(NOW) == 0
    assert not journal.exists()


def test_a_line_that_was_torn_is_written_anew_and_none_twice(journal: Path) -> None:
    first = erase("one")
    erasures.note(NOW)
    with journal.open("a") as file:
        file.write('{"at": "2026-')
    second = erase("two")
    assert erasures.note(NOW) == 1
    assert [line.subject for line in told(journal)] == [first, second]


def test_a_line_that_says_other_than_its_receipt_is_unproved(journal: Path) -> None:
    erase("gone")
    erasures.note(NOW)
    text = journal.read_text()
    (line,) = told(journal)
    for old, new in (
        (line.subject, "organisation.person:999"),
        ("person_erased", "unit_erased"),
        ("test:1", "test:2"),
        ("2026-03-02", "2026-03-03"),
        (line.receipt[-12:-4], "AAAAAAAA"),
    ):
        (changed,) = read_erasures(text.replace(old, new, 1), "here")
        assert unproved(changed, queries.verifier()), (old, new)
