"""A log that was removed after a backup is removed again when the backup is put back."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from remit.apps.lab.actions import bring_in_log, receive_log, remove_log
from remit.apps.lab.models import Log
from remit.apps.vault.models import Key
from remit.jobs import erasures
from tests.builders import at, hold, house, post, seal_all
from tests.command import Remit

pytestmark = pytest.mark.django_db
CSV = b"case,activity,time,person\n1,ask,2025-03-02,Wanda\n"


@pytest.mark.parametrize("brought_in", [True, False])
def test_a_removed_log_does_not_come_back_with_a_backup(
    settings: Settings, tmp_path: Path, remit: Remit, *, brought_in: bool
) -> None:
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    home = house()
    analyst = hold(post(home.root, "analyst", "insight.read", "insight.measure"), "ana")
    log = receive_log(home.roads, "permits.csv", CSV, by=analyst, at=at(2026, 3, 1))
    if brought_in:
        bring_in_log(log, {"person": "person"}, by=analyst, at=at(2026, 3, 1))
    kept = receive_log(home.roads, "other.csv", CSV, by=analyst, at=at(2026, 3, 1))
    seal_all()
    backup = remit("backup", tmp_path / "backups", "--json").json["folder"]
    remove_log(log, "The study is over.", by=analyst, at=at(2026, 3, 2))
    seal_all()
    erasures.note(at(2026, 3, 2))
    connection.check_constraints()
    answer = remit("restore", backup, "--into-used", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["erased_again"] == [{"verb": "lab.log_removed", "subject": log.ref}]
    assert answer.json["audit"] == []
    back = Log.objects.get(pk=log.pk)
    assert (back.file, back.table, back.measured, back.waiting) == (None, None, False, False)
    assert not Key.objects.filter(matter=log.ref, wrapped__isnull=False).exists()
    assert Log.objects.get(pk=kept.pk).file is not None
