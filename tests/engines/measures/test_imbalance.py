"""Power and responsibility out of balance."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.measures.imbalance import (
    Delegation,
    Duty,
    Standing,
    cover,
    gradient,
    index,
    moved,
)

ONE, HALF = Fraction(1), Fraction(1, 2)


def duty(name: str = "d", weight: int = 1, **more: object) -> Duty:
    return Duty(name, Fraction(weight), frozenset("ab"), frozenset("ab"), name, **more)  # type: ignore[arg-type]


def test_cover_is_the_scarcest_of_power_budget_staff_and_freedom() -> None:
    assert cover(duty()) == 1
    assert cover(duty()._replace(powers_granted=frozenset("ax"))) == HALF
    assert cover(duty(budget=(ONE, Fraction(4)), staff=(ONE, Fraction(2)))) == Fraction(1, 4)
    assert cover(duty(outside=Fraction(2, 3))) == Fraction(1, 3)
    assert cover(duty(budget=(Fraction(9), ONE))) == 1
    assert cover(duty(budget=(ONE, Fraction(0)))) == 1


def test_the_index_weighs_what_is_left_uncovered() -> None:
    got = index([duty("covered", 3), duty("half", 1, outside=HALF)])
    assert got.exact == Fraction(1, 8)
    assert got.behind == ("half",)
    assert "12.5 %" in got.reading.en
    assert not index([]).enough


@given(st.lists(st.tuples(st.integers(1, 9), st.fractions(0, 1)), min_size=1, max_size=8))
def test_the_index_lies_between_none_and_the_whole(duties: list[tuple[int, Fraction]]) -> None:
    got = index([duty(str(n), w, outside=o) for n, (w, o) in enumerate(duties)])
    assert got.exact is not None
    assert 0 <= got.exact <= 1
    assert got.exact == sum(w * o for w, o in duties) / sum(w for w, _ in duties)


def test_duty_that_goes_down_without_authority_is_seen() -> None:
    got = moved(Delegation("county", "town", Fraction(3, 4), Fraction(1, 4), 7))
    assert (got.exact, got.behind) == (HALF, (7,))
    assert "more duty than authority" in got.reading.en
    assert moved(Delegation("a", "b", HALF, HALF, 8)).reading.en.startswith("Authority went")


def standings(slope: Fraction) -> list[Standing]:
    return [
        Standing(level, slope * level + Fraction(n % 3, 50), f"{level}-{n}")
        for level in range(1, 5)
        for n in range(6)
    ]


def test_the_gradient_is_the_slope_over_levels() -> None:
    got = gradient(standings(Fraction(1, 5)))
    assert got.value == pytest.approx(0.2)
    assert "lower the post" in got.reading.en
    assert "further up" in gradient(standings(Fraction(-1, 5))).reading.en
    assert "not clearly" in gradient(standings(Fraction(0))).reading.en


def test_posts_of_one_level_have_no_gradient() -> None:
    assert not gradient([Standing(2, HALF, n) for n in range(20)]).enough
    assert not gradient([]).enough
