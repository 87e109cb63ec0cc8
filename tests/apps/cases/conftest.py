"""What the tests of cases share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings


@pytest.fixture
def trial_pack(trial_packs: Path) -> Iterator[None]:
    """The trial rules of the builders as an installed pack."""
    with override_settings(RULEPACKS=trial_packs):
        yield
