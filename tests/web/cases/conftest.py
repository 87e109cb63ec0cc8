"""What the tests of the case pages share: the trial rules, a house with its bench, signed-in readers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.builders import House, house
from tests.case_builders import PACK, RULES, Bench, bench


@pytest.fixture(autouse=True)
def _trial_pack(tmp_path: Path) -> Iterator[None]:
    """The trial rules of the builders as the installed pack."""
    (tmp_path / "trial" / "rules").mkdir(parents=True)
    (tmp_path / "trial" / "pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "trial" / "rules" / "all.yaml").write_text(RULES, encoding="utf-8")
    with override_settings(RULEPACKS=tmp_path):
        yield


@pytest.fixture
def home(db: None) -> House:
    """A small organisation."""
    return house()


@pytest.fixture
def who(home: House) -> Bench:
    """Who handles its cases."""
    return bench(home)
