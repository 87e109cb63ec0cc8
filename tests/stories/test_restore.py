"""The drill: a house is lost and comes back from its backup, and what was erased meanwhile stays erased.

The backup is put back here, and in a house of its own on a database of another kind, and from there here
again.
"""

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection, models
from pytest_django import Settings

from remit.apps.cases import actions as cases
from remit.apps.cases.models import Case, Report
from remit.apps.correspondence import actions as correspondence
from remit.apps.correspondence.models import Letter
from remit.apps.ledger import queries as ledger
from remit.apps.ledger.models import Checkpoint, Entry, Sealed
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.models import Appointment, Person, Unit
from remit.apps.plans import actions as plans
from remit.cli.backups.rows import kept_models
from remit.engines import merkle
from remit.engines.dates import Month
from remit.engines.merkle import consistency_proof, parse_receipt, verify_consistency
from remit.engines.sealing import opened as opened_leaf
from remit.engines.words import Words
from remit.jobs import erasures
from tests import command
from tests.apps.cases.canaries import CANARY, WORDS, whole_case
from tests.apps.matters.logs import imported
from tests.builders import House, at, house, opened, seal_all
from tests.command import Remit

pytestmark = pytest.mark.django_db
remit = command.remit
MOMENT, ERASED_ON = at(2026, 3, 1), at(2026, 3, 3)
# What the ledger itself goes on with, and the file that only says how far readers have come.
GROWS = {
    f"ledger.{name}" for name in ("entry", "sealed", "tile", "checkpoint", "audit", "position")
}
Rows = dict[str, list[Any]]


@dataclass(frozen=True)
class Lived:
    """A house in which something happened, and what is going to be erased there."""

    case: Case
    report: Report
    letter: Letter
    person: Person
    receipts: list[str]
    checkpoint: Checkpoint


@pytest.fixture
def lived(settings: Settings, tmp_path: Path, trial_packs: Path) -> Lived:
    """Plans, matters, a case to its end, letters and people; receipts of all of it in somebody's hands."""
    settings.HOME, settings.RULEPACKS = tmp_path / "home", trial_packs
    settings.HOME.mkdir()
    case, home = whole_case(), house("P")
    plan = opened(home, Month(2026, 2))
    plans.submit_plan(plan, by=home.roads_head, at=at(2026, 1, 30))
    imported(home.root)
    doomed = _unfounded(case), _letter(home), _person(home)
    seal_all(MOMENT)
    told = [ledger.receipt(entry) for entry in Entry.objects.order_by("seq")]
    newest = ledger.checkpoint()
    assert newest
    return Lived(case, *doomed, [each.text for each in told if each], newest)


def _unfounded(case: Case) -> Report:
    report = cases.receive_report(
        case.unit, title=WORDS, source=Report.Source.CITIZEN, by=None, at=at(2026, 1, 5),
        text=CANARY, contact=f"{CANARY}@example.org", language="en",
    )  # fmt: skip
    officer = Appointment.objects.get(person__login="olga")
    outcome = Report.State.UNFOUNDED
    cases.conclude_verification(report, outcome, reasons=WORDS, by=officer, at=at(2026, 1, 6))
    return report


def _letter(home: House) -> Letter:
    to = correspondence.Addressee("citizen", CANARY, f"{CANARY}@example.org", "en")
    return correspondence.write_letter(
        to, kind="notice", subject="Your letter", text=CANARY, about="plans.plan:1",
        path=home.root.path, actor="clock", at=MOMENT,
    )  # fmt: skip


def _person(home: House) -> Person:
    name, mail = Words(CANARY, CANARY), f"{CANARY}@example.org"
    unit, login = home.root, f"{CANARY}-1"
    return organisation.enrol_person(login, name, unit=unit, by=None, at=MOMENT, email=mail)


def backed_up(remit: Remit, folder: Path) -> Path:
    """A backup, where it lies."""
    answer = remit("backup", folder, "--json")
    assert answer.code == 0, answer.err
    return Path(answer.json["folder"])


def rows(backup: Path) -> Rows:
    """What a backup holds, by table."""
    told = json.loads((backup / "manifest.json").read_text())
    return {
        table["model"]: [
            json.loads(line)
            for line in gzip.decompress((backup / table["file"]).read_bytes()).splitlines()
        ]
        for table in told["tables"]
    }


def differing(old: Rows, new: Rows) -> Counter[str]:
    """How many rows of each table are not the same, but for what the ledger goes on with."""
    found = {
        model: sum(row not in new[model] for row in old[model])
        + sum(row not in old[model] for row in new[model])
        for model in old.keys() | new.keys()
        if model not in GROWS
    }
    return +Counter(found)


def emptied() -> None:
    """The house is lost: a database as it is when it is new."""
    connection.check_constraints()
    tables = [model._meta.db_table for model in kept_models()]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))


def everything() -> bytes:
    """All that the database says, as it is kept; on SQLite the bytes of its pages too."""
    found = [connection.connection.serialize()] if connection.vendor == "sqlite" else []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [repr(row).encode() for row in cursor.fetchall()]
    return b"\n".join(found)


def unpacked(folder: Path) -> bytes:
    """Everything in a folder, unpacked."""
    found = (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return b"\n".join(
        gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content for content in found
    )


def all_receipts_hold(receipts: list[str], old: Checkpoint) -> None:
    """Each receipt verifies by itself, its leaf is in the ledger, which continues what it was."""
    tiles, newest = ledger.StoredTiles(), ledger.checkpoint()
    assert newest
    for text in receipts:
        content, _opening = opened_leaf(parse_receipt(text).extra)
        index = merkle.verify_receipt(text, content, [ledger.verifier()]).index
        assert bytes(Sealed.objects.get(seq=index + 1).leaf) == content
    proof = consistency_proof(old.size, newest.size, tiles)
    verify_consistency(old.size, newest.size, proof, bytes(old.root), bytes(newest.root))


def audited() -> list[str]:
    """What the audit finds."""
    return [f"{finding.id} {finding.subject}" for finding in ledger.audit([ledger.verifier()])]


def erase(lived: Lived) -> None:
    """What was kept of these people is erased by law, and the journal tells of it."""
    cases.erase_case(lived.case, under="retention.erasure:1", by=None, at=ERASED_ON)
    cases.erase_report(lived.report, under="retention.erasure:2", by=None, at=ERASED_ON)
    letters = [lived.letter]
    correspondence.erase_letters(letters, under="retention.erasure:3", by=None, at=ERASED_ON)
    organisation.erase_person(lived.person, under="retention.erasure:4", by=None, at=ERASED_ON)
    seal_all(ERASED_ON)
    # Letters of the case go with it and have an entry of their own.
    assert erasures.note(ERASED_ON) >= 5


def test_a_lost_house_comes_back_and_what_was_erased_stays_erased(
    lived: Lived, remit: Remit, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    backup = backed_up(remit, folder)
    assert CANARY.encode() in everything()
    organisation.found_organisation("L", Words("", "Later"), at=at(2026, 3, 2))
    erase(lived)
    assert CANARY.encode() not in unpacked(backed_up(remit, folder))
    emptied()
    answer = remit("restore", backup, "--json")
    assert answer.code == 0, answer.err
    assert answer.json["audit"] == []
    again = {one["subject"] for one in answer.json["erased_again"]}
    assert {lived.case.ref, lived.report.ref, lived.person.ref} < again
    assert not Unit.objects.filter(code="L").exists()
    all_receipts_hold(lived.receipts, lived.checkpoint)
    changed = differing(rows(backup), rows(backed_up(remit, folder)))
    assert {name for name in changed if not name.startswith(("cases.", "correspondence."))} <= {
        "organisation.person",
        "vault.key",
    }
    assert changed["organisation.person"] == 2, "one row before, one after"
    assert CANARY.encode() not in everything()
    for path in folder.iterdir():
        if path != backup and path.is_dir():
            assert CANARY.encode() not in unpacked(path)


def test_nothing_is_lost_when_nothing_was_erased(
    lived: Lived, remit: Remit, tmp_path: Path
) -> None:
    backup = backed_up(remit, tmp_path / "backups")
    emptied()
    assert remit("restore", backup, "--json").json["erased_again"] == []
    assert differing(rows(backup), rows(backed_up(remit, tmp_path / "again"))) == {}
    all_receipts_hold(lived.receipts, lived.checkpoint)
    assert audited() == []


IN_ORDER = """
import json, sys
from remit.project.main import main
for words in json.loads(sys.argv[1]):
    sys.argv = ["remit", *words]
    try:
        main()
    except SystemExit as end:
        if end.code:
            raise
"""


def elsewhere(settings: Settings, home: Path, *commands: tuple[object, ...]) -> list[Any]:
    """What commands tell in a house in a process of its own on SQLite, with the keys of this one."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("REMIT_")}
    keys = {"REMIT_LEDGER_KEY": settings.LEDGER_KEY, "REMIT_VAULT_KEY": settings.VAULT_KEY}
    words = json.dumps([[*map(str, command), "--json"] for command in commands])
    done = subprocess.run(
        [sys.executable, "-c", IN_ORDER, words],
        env={**kept, **keys, "REMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(f"{{{each}") for each in f"\n{done.stdout}".split("\n{")[1:]]


def test_a_backup_moves_to_sqlite_elsewhere_and_from_there_back_here(
    lived: Lived, remit: Remit, tmp_path: Path, settings: Settings
) -> None:
    """With PostgreSQL here: there and back again."""
    backup, house = backed_up(remit, tmp_path / "here"), tmp_path / "elsewhere"
    erase(lived)
    journal = settings.HOME / "erasures.jsonl"
    told, kept = elsewhere(
        settings,
        house,
        ("restore", backup, "--erasures", journal),
        ("backup", tmp_path / "there"),
    )
    assert told["audit"] == []
    assert len(told["erased_again"]) >= 4
    assert CANARY.encode() not in unpacked(house)
    theirs = Path(kept["folder"])
    assert json.loads((theirs / "manifest.json").read_text())["database"] == "sqlite"
    emptied()
    answer = remit("restore", theirs, "--json")
    assert (answer.code, answer.json["erased_again"]) == (0, []), answer.err
    assert differing(rows(theirs), rows(backed_up(remit, tmp_path / "back"))) == {}
    all_receipts_hold(lived.receipts, lived.checkpoint)
    assert audited() == []


@pytest.fixture
def widened(request: pytest.FixtureRequest) -> Iterator[Callable[[], None]]:
    """Adds a column to tables of the ledger, as the migration to a next version would."""
    added: list[tuple[type[models.Model], models.Field[Any, Any]]] = []

    def widen() -> None:
        for model in (Entry, Sealed, Checkpoint):
            field: models.Field[Any, Any] = models.CharField(max_length=20, default="new")
            field.set_attributes_from_name("of_next_version")
            field.model = model
            with connection.schema_editor() as editor:
                editor.add_field(model, field)
            added.append((model, field))

    yield widen
    for model, field in reversed(added):
        with connection.schema_editor() as editor:
            editor.remove_field(model, field)


@pytest.mark.django_db(transaction=True)
def test_a_migration_of_the_ledgers_tables_keeps_every_proof(
    lived: Lived, widened: Callable[[], None]
) -> None:
    widened()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT of_next_version FROM ledger_entry")
        assert cursor.fetchall() == [("new",)]
    all_receipts_hold(lived.receipts, lived.checkpoint)
    assert audited() == []
    again = [ledger.receipt_of(seq) for seq in range(1, lived.checkpoint.size + 1)]
    assert [each.text for each in again if each] == lived.receipts
