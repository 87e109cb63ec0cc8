"""Duplicate inspections and asking again, with their pairs."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.measures.duplicates import (
    Held,
    Inspection,
    Pair,
    Request,
    asked_again,
    duplicates,
)

DAY = date(2026, 1, 1)


def inspected(day: int, ref: str, *, level: str = "county", **more: object) -> Inspection:
    return Inspection("school", "fire", DAY + timedelta(day), level, ref, **more)  # type: ignore[arg-type]


def test_an_inspection_within_ninety_days_repeats_the_first_of_its_round() -> None:
    got = duplicates(
        [inspected(0, "a"), inspected(50, "b"), inspected(89, "c"), inspected(90, "d")]
    )
    assert got.pairs == (Pair("b", "a"), Pair("c", "a"))
    assert got.share.exact == Fraction(1, 2)


def test_another_subject_or_topic_is_no_repetition() -> None:
    others = [inspected(1, "b")._replace(subject="mill"), inspected(2, "c")._replace(topic="food")]
    assert duplicates([inspected(0, "a"), *others]).pairs == ()


def test_an_inspection_that_found_a_new_verified_fault_is_exempt() -> None:
    got = duplicates([inspected(0, "a"), inspected(5, "b", new_fault=True), inspected(6, "c")])
    assert got.pairs == (Pair("c", "a"),)


def test_hours_and_levels_are_told_beside_the_share() -> None:
    got = duplicates(
        [
            inspected(0, "a", hours=Fraction(4)),
            inspected(5, "b", level="city", hours=Fraction(12)),
            inspected(200, "c", hours=Fraction(4)),
        ]
    )
    assert got.hours == Fraction(12, 20)
    assert got.across_levels.exact == Fraction(1, 2)
    assert got.across_levels.behind == ("a", "b")


def test_no_inspection_and_no_request_give_no_share() -> None:
    nothing = duplicates([])
    assert (nothing.share.enough, nothing.share.exact, nothing.hours) == (False, None, None)
    assert not asked_again([], []).share.enough


@given(st.lists(st.integers(0, 400), max_size=25), st.randoms())
def test_duplicates_do_not_depend_on_the_order_of_the_records(
    days: list[int], chance: object
) -> None:
    rows = [inspected(day, f"r{number}") for number, day in enumerate(days)]
    mixed = rows.copy()
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    got = duplicates(rows)
    assert duplicates(mixed) == got
    distinct = len(days) - len(got.pairs)
    assert got.share.exact == (Fraction(len(days) - distinct, len(days)) if days else None)


def held(**more: object) -> Held:
    return Held("Li", "income", "2025", DAY, "kept", **more)  # type: ignore[arg-type]


def asked(day: int, ref: str = "ask", subject: str = "Li") -> Request:
    return Request(subject, "income", "2025", DAY + timedelta(day), ref)


def test_asking_for_what_is_held_is_a_violation_with_its_pair() -> None:
    got = asked_again([asked(5), asked(6, "other", subject="Wu")], [held()])
    assert got.pairs == (Pair("ask", "kept"),)
    assert got.share.exact == Fraction(1, 2)


def test_what_is_no_longer_valid_not_shareable_or_came_later_may_be_asked_for() -> None:
    for datum in (
        held(until=DAY + timedelta(5)),
        held(shareable=False),
        held()._replace(period="2024"),
    ):
        assert asked_again([asked(5)], [datum]).pairs == ()
    assert asked_again([asked(-1)], [held()]).pairs == ()
    assert asked_again([asked(4)], [held(until=DAY + timedelta(5))]).pairs == (Pair("ask", "kept"),)
