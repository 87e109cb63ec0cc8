"""`remit backup`: complete or not there, one instant, keys apart, the outlived deleted."""

import fcntl
import gzip
import json
import resource
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as installed
from pytest_django import Settings

from remit.apps.ledger import queries
from remit.apps.ledger.models import Checkpoint, Entry
from remit.apps.vault.actions import destroy_keys, key_for
from remit.apps.vault.models import Key
from remit.cli.backups.rows import kept_models
from remit.cli.backups.writing import BackupNotWritten, write
from remit.engines.archive import named
from remit.engines.merkle import generate_signer, open_checkpoint
from tests.builders import at, house, seal_all
from tests.command import Remit

pytestmark = pytest.mark.django_db
LATER = at(2026, 5, 1)


@pytest.fixture(autouse=True)
def _own_home(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"
    (tmp_path / "home").mkdir()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    house()
    seal_all()
    return tmp_path / "backups"


def made(remit: Remit, folder: Path, *options: object) -> Any:
    """What a backup told."""
    answer = remit("backup", folder, "--json", *options)
    assert answer.code == 0, answer.err
    return answer.json


def manifest(backup: str | Path) -> Any:
    """What a folder says of itself."""
    return json.loads((Path(backup) / "manifest.json").read_text())


def contents(folder: Path) -> bytes:
    """Everything in a folder, unpacked."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return b"".join(
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in found
    )


def test_a_backup_tells_what_it_holds(remit: Remit, folder: Path) -> None:
    told = made(remit, folder)
    whole = manifest(told["folder"])
    rows = {table["model"]: table["rows"] for table in whole["tables"]}
    assert rows == {m._meta.label_lower: m._default_manager.count() for m in kept_models()}
    assert whole["entries"] == Entry.objects.count() > 0
    note = open_checkpoint(whole["note"], [queries.verifier()])
    assert note.checkpoint.size == whole["size"] == Checkpoint.objects.latest("size").size
    assert whole["key"] == queries.verifier().text


def test_nothing_of_the_framework_and_no_key_of_the_installation_is_in_it(
    remit: Remit, folder: Path
) -> None:
    told = made(remit, folder)
    names = {table["model"] for table in manifest(told["folder"])["tables"]}
    assert not names & {"sessions.session", "contenttypes.contenttype", "auth.permission"}
    assert {model._meta.label_lower for model in queries.ledgered()} <= names
    everything = contents(folder)
    for secret in (installed.LEDGER_KEY, installed.VAULT_KEY, installed.SECRET_KEY):
        assert secret.encode() not in everything
    assert str(installed.HOME) in remit("backup", folder).out


def test_keys_of_matters_are_kept_apart(remit: Remit, folder: Path) -> None:
    key = key_for("cases.case:17")
    told = made(remit, folder)
    (table,) = (t for t in manifest(told["folder"])["tables"] if t["model"] == "vault.key")
    assert table["columns"] == ["id", "matter", "destroyed_at"]
    (table,) = manifest(told["keys"])["tables"]
    assert "wrapped" in table["columns"]
    assert key.id.encode() in contents(Path(told["keys"]))


def test_older_keys_go_with_the_next_backup(remit: Remit, folder: Path) -> None:
    key_for("cases.case:17")
    wrapped = bytes(Key.objects.get().wrapped or b"")
    first = made(remit, folder)
    destroy_keys({"cases.case:17"}, at=LATER)
    second = made(remit, folder)
    assert (Path(first["keys"]).exists(), Path(second["keys"]).exists()) == (False, True)
    assert Path(first["folder"]).exists()
    assert b64encode(wrapped) not in contents(folder)


def test_backups_older_than_their_days_are_deleted(remit: Remit, folder: Path) -> None:
    now = datetime.now(UTC)
    old, young = (write(folder, at=now - timedelta(days=d), keep_days=30) for d in (31, 29))
    told = made(remit, folder)
    assert sorted(told["deleted"]) == sorted([old.folder.name, young.keys.name])
    assert [old.folder.exists(), young.folder.exists()] == [False, True]
    assert made(remit, folder, "--keep-days", "7")["deleted"].count(young.folder.name) == 1


def test_what_was_left_half_done_is_no_backup_and_is_cleared_away(
    remit: Remit, folder: Path
) -> None:
    made(remit, folder)
    half = folder / f".{named('remit', LATER)}.part"
    headless = folder / named("remit", LATER)
    for path in (half, headless):
        (path / "tables").mkdir(parents=True)
    made(remit, folder)
    assert not half.exists()
    assert not headless.exists()


@contextmanager
def files_no_larger_than(most: int) -> Iterator[None]:
    """As on a disk that is full: what is longer cannot be written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_no_half_backup_and_all_older_ones(remit: Remit, folder: Path) -> None:
    made(remit, folder)
    before = sorted(path.name for path in folder.rglob("*"))
    with files_no_larger_than(1000), pytest.raises(BackupNotWritten) as refused:
        write(folder, at=LATER, keep_days=0)
    assert sorted(path.name for path in folder.rglob("*")) == before
    assert "No half backup is left" in refused.value.findings[0].message.en


def test_two_backups_do_not_write_into_one_folder_at_once(remit: Remit, folder: Path) -> None:
    made(remit, folder)
    with (folder / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        answer = remit("backup", folder)
    assert (answer.code, "Another backup is being written" in answer.err) == (2, True)


def test_keys_in_the_folder_of_another_installation_are_not_replaced(
    remit: Remit, folder: Path
) -> None:
    told = made(remit, folder)
    path = Path(told["folder"]) / "manifest.json"
    other = generate_signer("remit-ledger-other", b"o" * 32).verifier.text
    path.write_text(path.read_text().replace(json.dumps(queries.verifier().text)[1:-1], other))
    answer = remit("backup", folder)
    assert (answer.code, "of another installation" in answer.err) == (2, True)
    assert Path(told["keys"]).exists()


def test_a_ledger_that_shrank_does_not_replace_the_keys(remit: Remit, folder: Path) -> None:
    told = made(remit, folder)
    Entry.objects.order_by("-id")[0].delete()
    answer = remit("backup", folder)
    assert (answer.code, "some may have been deleted" in answer.err) == (2, True)
    assert Path(told["keys"]).exists()


def test_everything_that_our_apps_keep_is_kept() -> None:
    kept = set(kept_models())
    ours = {m for m in apps.get_models() if m.__module__.startswith("remit.")}
    assert ours <= kept


def test_the_files_are_for_their_owner_alone(remit: Remit, folder: Path) -> None:
    told = made(remit, folder)
    for path in (told["folder"], told["keys"]):
        assert Path(path).stat().st_mode & 0o077 == 0
