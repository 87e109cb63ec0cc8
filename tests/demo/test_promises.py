"""The reckoning behind the made-up figures."""

from decimal import Decimal

import pytest

from remit.demo.promises import SHAPES, chance, part, spread, usual


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("annual", [0, 7, 96, 4600, 9601])
def test_the_months_add_up_to_the_year_in_whole_numbers(shape: str, annual: int) -> None:
    parts = spread(annual, shape)
    assert len(parts) == 12
    assert sum(parts) == annual
    assert all(one >= 0 and one == one.to_integral_value() for one in parts)


def test_the_same_names_always_give_the_same_chance() -> None:
    assert [chance(100, "yunling", month) for month in range(4)] == [
        chance(100, "yunling", month) for month in range(4)
    ]
    assert {chance(6, place) for place in range(200)} == set(range(6))


def test_an_untold_result_stays_between_seventy_and_a_hundred_and_ten_percent() -> None:
    results = [usual(Decimal(1000), number) for number in range(400)]
    assert min(results) >= 700
    assert max(results) <= 1100
    assert sum(result < 1000 for result in results) in range(20, 100)


def test_a_part_is_rounded_to_whole_numbers() -> None:
    assert part(Decimal(7), 50) == Decimal(4)
