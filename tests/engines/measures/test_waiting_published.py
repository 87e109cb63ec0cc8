"""The waiting times that others have published for five hand-made logs."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.engines.measures.manual_logs import PUBLISHED, reckoned


@pytest.mark.parametrize("log", PUBLISHED["logs"], ids=lambda log: log["name"])
def test_the_published_waiting_times_of_a_manual_log_come_out(log: Mapping[str, Any]) -> None:
    assert reckoned(log) == log["waits"]


def test_forty_passages_are_compared() -> None:
    assert sum(len(log["waits"]) for log in PUBLISHED["logs"]) == 40
