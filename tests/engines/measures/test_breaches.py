"""Single missed deadlines, told to a reader."""

from fractions import Fraction

import pytest
from numpy.random import default_rng

from remit.engines.measures.breaches import (
    PLAN,
    UNRECORDED,
    Case,
    Segment,
    breach,
    lateness,
    norms,
    shared,
)
from remit.engines.measures.breaches.sharing import NoChanceGiven
from remit.engines.measures.spans import DAY

LI = Segment("Li", 0, 8 * DAY, 5 * DAY, (1,))
WU = Segment("Wu", 8 * DAY, 12 * DAY, 5 * DAY, (2, 3))


def late(*segments: Segment, due: int = 10, ended: int = 12) -> Case:
    return Case("permit 7", 0, due * DAY, ended * DAY, segments)


def test_whoever_received_it_too_late_and_kept_the_budget_has_no_share() -> None:
    first, second = breach(late(LI, WU)).shares
    assert [first.part, second.part] == [2 * DAY, 0]
    assert (first.behind, second.behind) == (0, 3 * DAY)
    assert second.events == (2, 3)


def test_the_reading_tells_what_was_received_how_short_and_ranks_nobody() -> None:
    reading = breach(late(LI, WU)).reading
    assert reading.en == (
        "2 days late: Li 2 days. Wu received it 3 days short. This speaks of this item alone, and "
        "is no appraisal of anybody."
    )
    assert reading.zh == (
        "本事项超期2天，其中：Li2天。Wu接手时已缺3天。以上仅就本事项而言，不作为对个人的评价。"
    )


def test_a_deadline_that_was_kept_has_no_shares() -> None:
    kept = breach(late(LI, WU, due=20))
    assert not any(share.part for share in kept.shares)
    assert kept.reading.en == "The deadline was kept."


def test_time_without_a_record_answers_for_itself() -> None:
    result = breach(late(LI, WU, due=10, ended=20))
    assert result.by_holder[UNRECORDED] > 0
    assert result.unrecorded == Fraction(result.by_holder[UNRECORDED], 10 * DAY)
    assert "no recorded step" in result.reading.en


def test_budgets_that_exceed_the_deadline_are_charged_to_the_plan() -> None:
    result = breach(late(LI, WU, due=6))
    assert result.by_holder[PLAN] > 0
    assert result.by_holder["Wu"] == 0
    assert sum(result.by_holder.values()) == 6 * DAY


def test_segments_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="counted twice"):
        breach(late(LI, WU._replace(since=7 * DAY)))


def test_a_case_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it was received"):
        late(ended=-1)


def test_more_than_twelve_who_overran_are_drawn_from_a_seed() -> None:
    with pytest.raises(NoChanceGiven, match="at most 12"):
        shared([1] * 13, 5)
    one, other = (shared([1] * 13, 5, default_rng(7), orders=200) for _ in range(2))
    assert one == other
    assert one.orders == 200


def test_many_deadlines_together_tell_how_much_nobody_recorded() -> None:
    result = lateness([breach(late(LI, WU, ended=20)), breach(late(LI, WU, due=20))])
    assert (result.cases, result.n, result.items) == (2, 1, ("permit 7",))
    assert result.after_last == 8 * DAY
    assert not result.enough
    assert result.reading.en.startswith("1 of 2 were late; no step is recorded in")
    assert "超期不足20件" in result.reading.zh


def test_norms_are_medians_of_what_was_seen_often_enough() -> None:
    assert norms([("a", 3), ("a", 9), ("a", 4), ("b", 1)], least=2) == {"a": 4}
