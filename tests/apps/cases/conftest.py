"""What the tests of cases share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.case_builders import PACK, RULES


@pytest.fixture
def trial_pack(tmp_path: Path) -> Iterator[None]:
    """The trial rules of the builders as an installed pack."""
    (tmp_path / "trial" / "rules").mkdir(parents=True)
    (tmp_path / "trial" / "pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "trial" / "rules" / "all.yaml").write_text(RULES, encoding="utf-8")
    with override_settings(RULEPACKS=tmp_path):
        yield
