"""Concealment at a handover, on made-up issues whose story is known."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.measures.concealment import Issue, ageing, disclosure, jump, windows

START = date(2024, 1, 1)
HANDOVER = date(2025, 6, 1)
END = date(2026, 12, 31)


def chance() -> np.random.Generator:
    return np.random.default_rng(9)


def quiet() -> list[Issue]:
    """One issue every ten days, found thirty days after its onset."""
    return [
        Issue(START + timedelta(n), START + timedelta(n + 30), f"q{n}") for n in range(0, 1000, 10)
    ]


def hidden(count: int = 30) -> list[Issue]:
    """Issues that were there for a year and came to light in the weeks after the handover."""
    return [
        Issue(HANDOVER - timedelta(300), HANDOVER + timedelta(1 + n), f"h{n}") for n in range(count)
    ]


def test_what_comes_to_light_after_a_handover_is_seen() -> None:
    got = jump([*quiet(), *hidden()], HANDOVER, (START, END), chance())
    assert got.ratio.estimate.low > 1
    assert got.placebo is not None
    assert got.placebo < 0.1
    assert {"h0", "h29"} <= set(got.ratio.behind)
    assert "kept back" in got.ratio.reading.en


def test_an_ordinary_handover_is_not_suspected() -> None:
    got = jump(quiet(), HANDOVER, (START, END), chance())
    assert not got.ratio.estimate.clear_of(1) or got.ratio.value < 1
    assert got.placebo is not None
    assert got.placebo > 0.1


def test_placebo_days_come_from_the_seed_and_need_whole_windows() -> None:
    issues = [*quiet(), *hidden()]
    first = jump(issues, HANDOVER, (START, END), chance())
    assert first == jump(issues, HANDOVER, (START, END), chance())
    short = (HANDOVER - timedelta(60), HANDOVER + timedelta(60))
    assert jump(issues, HANDOVER, short, chance()).placebo is None
    assert not jump([], HANDOVER, (START, END), chance()).ratio.enough


@given(st.lists(st.tuples(st.integers(-400, 400), st.integers(0, 300)), max_size=30))
def test_windows_are_those_of_the_definition(days: list[tuple[int, int]]) -> None:
    issues = [
        Issue(HANDOVER + timedelta(a), HANDOVER + timedelta(a + b), n)
        for n, (a, b) in enumerate(days)
    ]
    got = windows(issues, HANDOVER)
    assert [i.behind for i in got.before] == [
        n for n, (a, b) in enumerate(days) if -90 < a + b <= 0
    ]
    assert [i.behind for i in got.after] == [
        n for n, (a, b) in enumerate(days) if a < 0 < a + b <= 90
    ]


def test_disclosure_is_listed_over_listed_and_found_later() -> None:
    listed = [
        Issue(HANDOVER - timedelta(9), HANDOVER - timedelta(5), n, listed=True) for n in range(6)
    ]
    known = [Issue(HANDOVER - timedelta(9), HANDOVER - timedelta(5), "known before")]
    later = [Issue(HANDOVER + timedelta(3), HANDOVER + timedelta(5), "set in later")]
    got = disclosure([*listed, *hidden(6), *known, *later], HANDOVER)
    assert got.exact == Fraction(1, 2)
    assert set(got.behind) == {f"h{n}" for n in range(6)}


def test_older_findings_than_elsewhere_are_seen() -> None:
    got = ageing(hidden(), quiet())
    assert got.value == 1
    assert got.estimate.low > 0.5
    assert "late" in got.reading.en
    assert ageing(quiet(), quiet()).value == pytest.approx(0.5)
    assert not ageing([], quiet()).enough
