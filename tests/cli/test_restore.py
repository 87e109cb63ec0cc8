"""`remit restore`: what stands against it is told all at once, and nothing is changed then."""

import gzip
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from remit.apps.ledger.models import Entry
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.models import Person
from remit.apps.vault.models import Key
from remit.cli.backups.loading import in_use
from remit.cli.backups.rows import kept_models
from remit.engines.words import Words
from remit.jobs import erasures
from tests.builders import at, house, seal_all
from tests.command import Answer, Remit

pytestmark = pytest.mark.django_db
PEOPLE = "organisation.person"
ERASED_ON = at(2026, 3, 2)


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """The house's folder; in the house there is a person who is in no post."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    root = house().root
    organisation.enrol_person("vera", Words("", "Vera"), unit=root, by=None, at=at(2026, 3, 1))
    seal_all()
    return Path(settings.HOME)


@pytest.fixture
def backup(home: Path, remit: Remit) -> Path:
    """A backup of the house."""
    answer = remit("backup", home.parent / "backups", "--json")
    assert answer.code == 0, answer.err
    return Path(answer.json["folder"])


def emptied() -> None:
    """A database as it is when it is new."""
    connection.check_constraints()
    tables = [model._meta.db_table for model in kept_models()]
    from django.core.management.color import no_style

    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))


def erased(login: str = "vera") -> Person:
    """The person, erased and noted in the journal."""
    person = Person.objects.get(login=login)
    organisation.erase_person(person, under="test:1", by=None, at=ERASED_ON)
    seal_all(ERASED_ON)
    erasures.note(ERASED_ON)
    return person


def rewritten(backup: Path, change: Callable[[Any], None]) -> None:
    """The manifest, changed."""
    path = backup / "manifest.json"
    told = json.loads(path.read_text())
    change(told)
    path.write_text(json.dumps(told))


def table(told: Any, model: str) -> Any:
    """What a manifest says of a table."""
    return next(each for each in told["tables"] if each["model"] == model)


def refused(answer: Answer, *words: str) -> bool:
    """Whether nothing was done, and these words were said."""
    return (answer.code, [each in answer.err for each in words]) == (2, [True] * len(words))


def test_a_database_in_use_is_refused_and_not_touched(backup: Path, remit: Remit) -> None:
    before = Entry.objects.count()
    assert refused(remit("restore", backup), "holds something already", "--into-used")
    assert Entry.objects.count() == before


def test_a_used_database_is_replaced_when_asked_and_kept_before(backup: Path, remit: Remit) -> None:
    before = Entry.objects.count()
    late = Words("", "Later")
    organisation.found_organisation("L", late, at=at(2026, 3, 5))
    connection.check_constraints()
    answer = remit("restore", backup, "--into-used", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["entries"] == before
    kept = json.loads((Path(answer.json["kept_before"]) / "manifest.json").read_text())
    assert kept["entries"] == before + 1
    assert apps.get_model("organisation", "Unit").objects.filter(code="L").count() == 0


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a byte changed": lambda file: file.write_bytes(file.read_bytes()[:-9] + b"123456789"),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-20]),
    "gone": lambda file: file.unlink(),
    "another file": lambda file: file.write_bytes(gzip.compress(b"[1]\n")),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_every_damaged_file_is_named_before_anything_is_written(
    kind: str, backup: Path, remit: Remit
) -> None:
    emptied()
    files = [backup / "tables" / f"{name}.jsonl.gz" for name in (PEOPLE, "ledger.entry")]
    for file in files:
        DAMAGE[kind](file)
    assert refused(remit("restore", backup), *map(str, files))
    assert not in_use()


def test_rows_other_than_the_manifest_counts_are_refused(backup: Path, remit: Remit) -> None:
    emptied()
    rewritten(backup, lambda told: table(told, PEOPLE).update(rows=99))
    assert refused(remit("restore", backup), PEOPLE)


def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path, home: Path, remit: Remit) -> None:
    assert remit("restore", tmp_path / "nowhere").code == 2
    (tmp_path / "manifest.json").write_text("{}")
    assert refused(remit("restore", tmp_path), "no manifest")


def test_keys_of_another_installation_are_refused(
    backup: Path, remit: Remit, settings: Settings
) -> None:
    emptied()
    settings.LEDGER_KEY, settings.VAULT_KEY = "11" * 32, "22" * 32
    assert refused(remit("restore", backup), "ledger.key", "vault.key into REMIT_HOME")
    assert not in_use()


def test_a_checkpoint_that_nobody_signed_is_refused(backup: Path, remit: Remit) -> None:
    emptied()
    rewritten(backup, lambda told: told.update(note=told["note"][:-9] + "AAAAAAA=\n"))
    assert remit("restore", backup).code == 2
    assert not in_use()


def test_columns_and_tables_of_another_version_are_told_or_take_their_default(
    backup: Path, remit: Remit
) -> None:
    emptied()
    file = backup / "tables" / f"{PEOPLE}.jsonl.gz"
    rows = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]

    def older(told: Any) -> None:
        people = table(told, PEOPLE)
        place = people["columns"].index("language")
        people["columns"][place] = "tongue"
        told["tables"].append({**people, "model": "organisation.office"})

    rewritten(backup, older)
    answer = remit("restore", backup)
    assert f"{PEOPLE}.tongue" in answer.err
    assert "organisation.office" in answer.err
    assert answer.code == 1, "the audit sees that rows are not as they were left"
    assert Person.objects.count() == len(rows)
    assert set(Person.objects.values_list("language", flat=True)) == {"zh-hans"}


def test_a_column_that_cannot_be_left_out_is_asked_for(backup: Path, remit: Remit) -> None:
    emptied()

    def older(told: Any) -> None:
        columns = table(told, "organisation.unit")["columns"]
        columns[columns.index("since")] = "from"

    rewritten(backup, older)
    assert refused(remit("restore", backup), "organisation.unit.since", "cannot do without")


def test_what_was_erased_after_the_backup_is_erased_again(
    backup: Path, home: Path, remit: Remit
) -> None:
    who = erased()
    emptied()
    answer = remit("restore", backup, "--json")
    assert answer.code == 0, answer.err
    assert answer.json["erased_again"] == [
        {"verb": "organisation.person_erased", "subject": who.ref}
    ]
    assert answer.json["audit"] == []
    assert not Person.objects.filter(name_en="Vera").exists()


def test_an_erasure_that_nothing_proves_is_refused_with_everything(
    backup: Path, home: Path, remit: Remit
) -> None:
    erased()
    journal = home / "erasures.jsonl"
    false = journal.read_text().replace("test:1", "test:2")
    extra = home / "extra.jsonl"
    extra.write_text(false)
    emptied()
    assert refused(remit("restore", backup, "--erasures", extra), "Nothing proves the erasure")
    assert not in_use()
    journal.write_text("nonsense\n")
    assert refused(remit("restore", backup), "tells of no erasure")


def test_a_further_copy_of_the_journal_is_heeded(backup: Path, home: Path, remit: Remit) -> None:
    erased()
    copy = home.parent / "copy.jsonl"
    (home / "erasures.jsonl").rename(copy)
    emptied()
    answer = remit("restore", backup, "--erasures", copy, "--json")
    assert [one["subject"] for one in answer.json["erased_again"]] != []


def test_a_newer_backup_beside_it_and_the_database_itself_tell_of_erasures_too(
    backup: Path, home: Path, remit: Remit
) -> None:
    erased()
    (home / "erasures.jsonl").unlink()
    assert remit("backup", backup.parent).code == 0
    emptied()
    assert len(remit("restore", backup, "--json").json["erased_again"]) == 1
    connection.check_constraints()
    for newer in backup.parent.glob("remit-*"):
        if newer != backup:
            newer.rename(home / newer.name)
    answer = remit("restore", backup, "--into-used", "--json")
    assert len(answer.json["erased_again"]) == 1, answer.err


def test_the_same_erasure_is_not_repeated_after_a_restoration(
    backup: Path, home: Path, remit: Remit
) -> None:
    erased()
    emptied()
    assert len(remit("restore", backup, "--json").json["erased_again"]) == 1
    connection.check_constraints()
    newer = Path(remit("backup", backup.parent, "--json").json["folder"])
    emptied()
    assert remit("restore", newer, "--json").json["erased_again"] == []


def test_somebody_in_a_post_at_the_time_of_the_backup_is_erased_all_the_same(
    backup: Path, home: Path, remit: Remit
) -> None:
    rosa = Person.objects.get(login__startswith="rosa")
    tenure = rosa.appointments.get()
    organisation.end_appointment(tenure, by=None, at=ERASED_ON, until=at(2026, 3, 1).date())
    seal_all(ERASED_ON)
    erased(rosa.login)
    emptied()
    answer = remit("restore", backup, "--json")
    assert answer.code == 0, answer.err
    assert not Person.objects.filter(login=rosa.login).exists()
    assert not Person.objects.filter(email=rosa.email).exists()


def test_a_matter_whose_key_is_not_there_is_named(backup: Path, remit: Remit) -> None:
    emptied()
    keys = next(backup.parent.glob("keys-*"))
    path = keys / "tables" / "vault.key.jsonl.gz"
    matters = [json.loads(line)[1] for line in gzip.decompress(path.read_bytes()).splitlines()]
    path.write_bytes(gzip.compress(b""))
    digest = sha256(path.read_bytes()).hexdigest()
    rewritten(keys, lambda told: told["tables"][0].update(rows=0, sha256=digest))
    answer = remit("restore", backup)
    assert all(matter in answer.err for matter in matters)
    assert not Key.objects.filter(wrapped__isnull=False).exists()


def test_new_rows_are_numbered_after_those_that_came_back(backup: Path, remit: Remit) -> None:
    last = Entry.objects.latest("id").pk
    emptied()
    assert remit("restore", backup).code == 0
    organisation.found_organisation("N", Words("", "New"), at=at(2026, 4, 1))
    assert Entry.objects.latest("id").pk > last
