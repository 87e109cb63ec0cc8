"""Measures of real logs against what others have published, recorded, or counted with PM4Py."""

from pathlib import Path

import pytest

from answers.measures import ANSWERS, Answer, row

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("measures")]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.set)
def test_the_figures_are_those_of_others(answer: Answer, acceptance_data: Path) -> None:
    reckoned = row(answer, acceptance_data / "eventlogs" / answer.file)
    assert dict(reckoned.got) == dict(reckoned.expected)
