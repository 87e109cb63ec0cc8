"""The audit of every night: once a local day, after two o'clock, kept and logged."""

from datetime import timedelta

import pytest

from remit.apps.ledger import queries
from remit.apps.ledger.models import Audit, Entry
from remit.jobs import clock, ledger
from tests.builders import at, house

pytestmark = pytest.mark.django_db
NIGHT = at(2026, 3, 2, 2)


def test_it_runs_once_a_local_day_from_two_o_clock_on() -> None:
    house()
    ledger.seal(NIGHT)
    assert ledger.audit_nightly(NIGHT - timedelta(seconds=1)) == 0
    assert ledger.audit_nightly(NIGHT) == 1
    assert ledger.audit_nightly(NIGHT + timedelta(hours=21)) == 0
    assert ledger.audit_nightly(NIGHT + timedelta(hours=22)) == 0, (
        "midnight has passed, two o'clock not"
    )
    assert ledger.audit_nightly(NIGHT + timedelta(days=1)) == 1
    assert [one.size for one in Audit.objects.all()] == [Entry.objects.count()] * 2


def test_a_machine_that_was_off_at_night_audits_when_it_runs_again() -> None:
    house()
    assert clock.tick(at(2026, 3, 2, 15))["ledger.audit_nightly"] == 1
    assert clock.tick(at(2026, 3, 2, 16))["ledger.audit_nightly"] == 0


def test_a_whole_ledger_is_audited_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    house()
    ledger.seal(NIGHT)
    ledger.audit_nightly(NIGHT)
    audit = queries.last_audit()
    assert audit
    assert audit.findings == []
    assert caplog.text == ""


def test_what_it_finds_is_kept_logged_and_an_alarm(caplog: pytest.LogCaptureFixture) -> None:
    house()
    ledger.seal(NIGHT)
    Entry.objects.filter(seq=3).update(verb="plans.plan_praised")
    ledger.audit_nightly(NIGHT)
    audit = queries.last_audit()
    found = queries.audit_findings(audit)
    assert {"ledger.entry_changed"} <= {one.id for one in found}
    assert "ledger.entry_changed ledger:3" in caplog.text
    assert {one.levelname for one in caplog.records} == {"ERROR"}
    assert queries.alarms((), audit)[1:] == found
