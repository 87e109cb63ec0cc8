"""Measures whose effect ends on its day."""

from datetime import timedelta

import pytest

from remit.jobs import cases
from tests.builders import at, entries, house
from tests.case_builders import bench, served

pytestmark = pytest.mark.django_db


def test_the_effect_of_a_measure_ends_on_its_day_and_once() -> None:
    home = house()
    decision = served(home, bench(home))
    assert decision.effect_until
    until = decision.effect_until
    ends = at(until.year, until.month, until.day, 0, 5)
    assert cases.end_effects(ends - timedelta(days=1)) == 0
    assert cases.end_effects(ends) == 1
    assert cases.end_effects(ends) == 0
    assert entries("cases.effect_ended")[0].actor == "clock"
