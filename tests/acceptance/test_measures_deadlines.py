"""Missed deadlines of the receipt log: how many, and how much of it nobody recorded."""

from fractions import Fraction
from pathlib import Path

import pytest

from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.measures.breaches import UNRECORDED, Lateness
from remit.engines.measures.spans import DAY
from tests.acceptance import deadlines

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("logs")]


@pytest.fixture(scope="module")
def told(receipt_file: Path) -> Lateness:
    with receipt_file.open("rb") as file:
        return deadlines.told(XesLog(unpacked(file)))


def test_377_of_1434_receipts_were_closed_late(told: Lateness) -> None:
    assert (told.n, told.cases) == (377, 1_434 - 105)


def test_half_of_them_ended_44_days_after_the_last_recorded_step(told: Lateness) -> None:
    assert told.after_last // DAY == 44


def test_the_shares_of_every_late_receipt_sum_to_its_lateness(told: Lateness) -> None:
    assert all(sum(each.by_holder.values()) == each.late > 0 for each in told.breaches)


def test_most_of_the_lateness_lies_outside_recorded_steps(told: Lateness) -> None:
    assert told.unrecorded > Fraction(1, 2)
    most = [each for each in told.breaches if each.unrecorded > Fraction(1, 2)]
    assert len(most) > told.n // 2
    assert all(UNRECORDED in each.by_holder for each in most)
    assert told.enough
    assert told.reading.en.startswith("377 of 1,329 were late; no step is recorded in ")
