"""Every row of the made-up places is told by the ledger, as its last entry left it."""

import pytest

from remit.apps.ledger.queries import row_faults
from tests.demo.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def test_no_row_came_or_was_changed_past_the_ledger(demo: Demo) -> None:
    assert row_faults() == ()
