"""What all tests share: the real data folder, and a browser that must exist in CI."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Laws are checked without a stop-watch: a busy machine must not fail a true law. Before a release
# they are tried on more examples: HYPOTHESIS_PROFILE=thorough make test.
settings.register_profile("everyday", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI") == "true"
os.environ.setdefault("REMIT_HOME", str(ROOT / "build" / "test-home"))


# The longest first, so that no process is left with one of them at the end.
LONGEST = (
    "tests/browser/test_wide.py",
    "tests/demo/test_load.py",
    "tests/browser/test_narrow.py",
    "tests/acceptance/test_fault_trees.py",
    "tests/acceptance/test_import_log.py",
    "tests/acceptance/test_eventlogs.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest files first; the rest stays in its random order."""
    rank = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(LONGEST)))


def missing(what: str) -> None:
    """Skips the test with the reason; in CI nothing may be missing."""
    if CI:
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def acceptance_data() -> Path:
    """The folder of real data with published answers."""
    folder = Path(os.environ.get("REMIT_ACCEPTANCE_DATA", "../shared/data"))
    folder = folder if folder.is_absolute() else ROOT / folder
    if not folder.is_dir():
        missing(f"No real data in {folder}: set REMIT_ACCEPTANCE_DATA.")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    missing("No Chromium: install Debian's packages chromium and fonts-noto-cjk.")
    raise AssertionError


@pytest.fixture(scope="session")
def trial_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the trial rules of the builders, the same for all tests: it is read once."""
    from tests.case_builders import PACK, RULES

    folder = tmp_path_factory.mktemp("packs")
    (folder / "trial" / "rules").mkdir(parents=True)
    (folder / "trial" / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "trial" / "rules" / "all.yaml").write_text(RULES, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Tests read English unless they choose otherwise."""
    from django.utils import translation

    with translation.override("en"):
        yield
