"""What Remit needs to run may be used by whoever Remit is given to."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2] / "requirements" / "base.txt"
# Lines with a marker of Windows are not installed where Remit runs.
LINES = [line for line in BASE.read_text(encoding="utf-8").splitlines() if "win32" not in line]
NEEDED = sorted(match[1] for line in LINES if (match := re.match(r"([A-Za-z0-9._-]+)==", line)))
# The GNU licences that would bind the whole; the Lesser one does not.
BINDING = re.compile(r"(?<!L)(?<!Lesser )(AGPL|GPL|Affero|GNU General Public)", re.I)


def licence(name: str) -> str:
    """Everything a distribution says about its licence."""
    said = distribution(name).metadata
    classifiers = [c for c in said.get_all("Classifier", []) if c.startswith("License")]
    return " ; ".join(
        [said.get("License-Expression", ""), said.get("License", "")[:200], *classifiers]
    )


def test_there_are_distributions_to_look_at() -> None:
    assert len(NEEDED) > 15


@pytest.mark.parametrize("name", NEEDED)
def test_no_distribution_needed_at_run_time_binds_the_whole(name: str) -> None:
    assert licence(name).strip(" ;"), "it does not say under which licence it comes"
    assert not BINDING.search(licence(name))
