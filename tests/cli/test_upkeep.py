"""`remit verify`, `tick` and `doctor`: whether the house is in order."""

import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from remit.apps.ledger.models import Entry
from tests.builders import house
from tests.command import Remit

pytestmark = pytest.mark.django_db
PACK = Path(__file__).resolve().parents[2] / "rulepacks" / "enterprise-accountability"


def test_tick_numbers_the_entries_and_verify_finds_them_whole(remit: Remit) -> None:
    house()
    waiting = Entry.objects.count()
    assert remit("verify").out.strip() == f"{waiting} entries, 0 numbered, {waiting} waiting."
    done = remit("tick", "--json")
    assert done.code == 0
    assert done.json["ledger.seal"] >= waiting
    told = remit("verify", "--json").json
    assert told["entries"] == told["numbered"] >= waiting
    assert told["findings"] == []


def test_verify_tells_an_entry_that_was_tampered_with(remit: Remit) -> None:
    house()
    remit("tick")
    entry = Entry.objects.order_by("seq")[1]
    Entry.objects.filter(pk=entry.pk).delete()
    answer = remit("verify", "--json")
    assert answer.code == 1
    assert answer.json["findings"]
    assert remit("verify").err != ""


def test_tick_tells_what_each_job_did(remit: Remit) -> None:
    assert "mail.deliver: 0" in remit("tick").out


def test_doctor_finds_nothing_wrong_in_a_house_in_order(remit: Remit) -> None:
    answer = remit("doctor", "--json")
    assert [f for f in answer.json if f["severity"] == "error"] == []
    assert answer.code == 0


def test_doctor_names_what_is_missing_and_how_to_get_it(
    remit: Remit, settings: Settings, tmp_path: Path
) -> None:
    settings.RULEPACKS = tmp_path
    answer = remit("doctor")
    assert answer.code == 1
    assert "ERROR" in answer.out
    assert "REMIT_RULEPACKS" in answer.out
    told = remit("doctor", "--json").json
    assert "doctor.rulepacks" in {finding["id"] for finding in told}


def test_doctor_tells_every_fault_of_a_rule_pack_and_every_test_that_fails(
    remit: Remit, settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(PACK, tmp_path / "sound")
    shutil.copytree(PACK, tmp_path / "wrong")
    shutil.copytree(PACK, tmp_path / "broken")
    rules = tmp_path / "wrong" / "rules" / "missed-plan.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("at_least: 90}}", "at_least: 95}}"), encoding="utf-8")
    (tmp_path / "broken" / "pack.yaml").write_text("pack: broken\n", encoding="utf-8")
    settings.RULEPACKS = tmp_path
    answer = remit("doctor", "--json")
    assert answer.code == 1
    found = {finding["subject"].split(":")[0] for finding in answer.json}
    assert {"wrong", "broken"} <= found
    assert "sound" not in found
