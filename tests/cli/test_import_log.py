"""`remit import log`: a small log becomes an organisation with matters, or nothing at all."""

import gzip
from pathlib import Path

import pytest

from remit.apps.ledger.models import Entry
from remit.apps.matters.models import Matter, Source
from remit.apps.organisation.models import Appointment, Person, Unit
from tests.builders import hold, post, unit
from tests.command import Remit
from tests.engines.eventlog.written import case, event, log, on

pytestmark = pytest.mark.django_db

TOWN = log(
    case(
        "permit-1",
        event(at=on(1), who="Anna", what="receive", planned=on(1), activityNameEN="receive it"),
        event(at=on(5), who="Ben", what="check", planned=on(3), monitoringResource="Carl"),
        event(at=on(9), who="Anna", what="decide", planned=on(9)),
        Responsible_actor="Carl",
        startDate=on(1),
        endDatePlanned=on(7),
        endDate=on(9),
    ),
    case(
        "permit-2",
        event(at=on(2), who="Ben", what="receive", planned=on(2)),
        Responsible_actor="Carl",
        startDate=on(2),
        endDatePlanned=on(30),
    ),
)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A log of two permits."""
    path = tmp_path / "town.xes.gz"
    path.write_bytes(gzip.compress(TOWN))
    return path


def test_a_log_founds_the_organisation_and_tells_who_held_what(remit: Remit, town: Path) -> None:
    answer = remit("import", "log", town, "--name", "A Town", "--country", "nl", "--json")
    assert answer.code == 0
    told = answer.json
    assert (told["events"], told["cases"], told["people"], told["named"]) == (4, 2, 2, 3)
    assert (told["matters_open"], told["matters_closed_late"]) == (1, 1)
    assert (told["steps"], told["steps_late"]) == (4, 1)
    held = {load["post"]: (load["held_days"], load["steps_late"]) for load in told["loads"]}
    assert held == {"Anna": (4.0, 0), "Ben": (11.0, 1)}
    root = Unit.objects.get(parent__isnull=True)
    assert (root.code, root.name, root.country) == ("town", "A Town", "NL")
    assert str(root.since) == "2024-03-01"
    assert Entry.objects.filter(verb="matters.log_imported").count() == 1


def test_the_same_is_told_to_people_in_words(remit: Remit, town: Path) -> None:
    answer = remit("import", "log", town)
    assert "4 events, 2 cases, 2 people (1 more only watch or answer)" in answer.out
    assert "1 of 4 steps later than planned" in answer.out
    assert "Longest holders" in answer.out
    assert answer.err.strip() == ""


def test_a_second_reading_is_refused_in_words_and_changes_nothing(remit: Remit, town: Path) -> None:
    assert remit("import", "log", town).code == 0
    before = Entry.objects.count()
    answer = remit("import", "log", town)
    assert answer.code == 2
    assert "has been read into this organisation before; nothing was changed" in answer.err
    assert (answer.out, Entry.objects.count()) == ("", before)


def test_the_same_log_may_be_read_into_another_organisation(remit: Remit, town: Path) -> None:
    codes = [remit("import", "log", town, "--organisation", code).code for code in ("one", "two")]
    assert codes == [0, 0]
    assert Source.objects.count() == 2


def test_a_truncated_file_is_refused_and_nothing_is_written(remit: Remit, tmp_path: Path) -> None:
    path = tmp_path / "half.xes.gz"
    path.write_bytes(gzip.compress(TOWN)[:-20])
    answer = remit("import", "log", path, "--json")
    assert answer.code == 2
    assert "ERROR" in answer.err
    assert answer.out == ""
    assert not Unit.objects.exists()
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ([], "The file cannot be read (No such file or directory)"),
        (["--country", "Netherlands"], "Write the country as two letters"),
        (["--organisation", "x" * 41], "A code has 1 to 40 characters"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_read(
    remit: Remit, tmp_path: Path, named: list[str], said: str
) -> None:
    answer = remit("import", "log", tmp_path / "missing.xes", *named)
    assert answer.code == 2
    assert said in answer.err


def test_a_person_named_as_viewer_may_look_at_it_and_nobody_else(remit: Remit, town: Path) -> None:
    elsewhere = unit(None, "E", "别处", "Elsewhere")
    for login in ("vera", "otto"):
        hold(post(elsewhere, login), login)
    assert remit("import", "log", town, "--viewer", "vera").code == 0
    seen = Appointment.objects.filter(post__code="records", post__unit__code="town")
    assert [appointment.person.login for appointment in seen] == ["vera"]
    later = town.with_name("later.xes")
    later.write_bytes(TOWN.replace(b"permit-", b"later-"))
    for _ in range(2):
        remit("import", "log", later, "--organisation", "town", "--viewer", "otto")
    assert {(a.person.login, a.kind) for a in seen.all()} == {
        ("vera", "incumbent"),
        ("otto", "deputy"),
    }


def test_an_unknown_viewer_is_refused_and_nothing_is_written(remit: Remit, town: Path) -> None:
    answer = remit("import", "log", town, "--viewer", "nobody")
    assert answer.code == 2
    assert "Nobody has this login" in answer.err
    assert not Unit.objects.exists()
    assert not Person.objects.exists()


def test_a_later_log_of_the_same_cases_is_refused_in_words(remit: Remit, town: Path) -> None:
    assert remit("import", "log", town).code == 0
    later = town.with_name("later.xes")
    later.write_bytes(TOWN.replace(b"decide", b"refuse"))
    answer = remit("import", "log", later, "--organisation", "town")
    assert answer.code == 2
    assert "2 cases of the log are matters of this organisation already" in answer.err
    assert Source.objects.count() == 1
