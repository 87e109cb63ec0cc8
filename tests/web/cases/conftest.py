"""What the tests of the case pages share: the trial rules, a house with its bench, signed-in readers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.builders import House, house
from tests.case_builders import Bench, bench


@pytest.fixture(autouse=True)
def _trial_pack(trial_packs: Path) -> Iterator[None]:
    """The trial rules of the builders as the installed pack."""
    with override_settings(RULEPACKS=trial_packs):
        yield


@pytest.fixture
def home(db: None) -> House:
    """A small organisation."""
    return house()


@pytest.fixture
def who(home: House) -> Bench:
    """Who handles its cases."""
    return bench(home)
