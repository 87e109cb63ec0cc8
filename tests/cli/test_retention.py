"""`remit retention`: what is over its period today."""

from datetime import UTC, datetime

import pytest

from remit.apps.retention.models import Erasure
from tests.builders import house
from tests.case_builders import bench
from tests.command import Remit
from tests.retention_builders import unfounded

pytestmark = pytest.mark.django_db


def test_due_lists_what_is_over_its_period_with_its_basis(remit: Remit) -> None:
    home = house()
    report = unfounded(home, bench(home))
    answer = remit("retention", "due", "--json")
    assert answer.code == 0
    rows = answer.json["due"]
    over = datetime.now(tz=UTC).date().isoformat() >= "2026-04-02"
    assert [row["what"] for row in rows] == ([report.ref] if over else [])
    if over:
        assert rows[0]["over_since"] == "2026-04-02"
        assert rows[0]["then"] == "automatic"
        assert "Personal Information Protection Law" in rows[0]["basis"]
    assert not Erasure.objects.exists()


def test_nothing_due_is_told(remit: Remit) -> None:
    assert remit("retention", "due", "--json").json == {"due": [], "without_class": 0}
    assert "0 more have no class" in remit("retention", "due").out


def test_nothing_is_erased_from_a_shell(remit: Remit) -> None:
    assert remit("retention", "erase").code == 2
