"""Avoiding blame: each sign on records whose story is known."""

from fractions import Fraction

import numpy as np
import pytest

from remit.engines.eventlog.instants import DAY_US
from remit.engines.measures.avoidance import (
    Counted,
    Escalated,
    deadline_heaping,
    funnel,
    late_escalations,
    needless_consultation,
    paper_after_storm,
    refusals,
    signature_inflation,
    stopped,
    stops_by_person,
)
from remit.engines.measures.table import EventRow, EventTable, Kind


def test_escalations_at_the_last_moment_are_more_than_by_lot() -> None:
    used = [Fraction(n, 100) for n in (10, 30, 50, 70)] + [Fraction(95, 100)] * 20
    got = late_escalations([Escalated(share, number) for number, share in enumerate(used)])
    assert got.share.exact == Fraction(20, 24)
    assert got.share.behind == tuple(range(4, 24))
    assert got.chance < 1e-9
    assert "last moment" in got.share.reading.en


def test_escalations_spread_over_the_time_are_as_by_lot_and_late_ones_do_not_count() -> None:
    used = [Fraction(n, 100) for n in range(100)] + [Fraction(3, 2)]
    got = late_escalations([Escalated(share, number) for number, share in enumerate(used)])
    assert got.share.exact == Fraction(10, 100)
    assert got.chance > 0.4
    assert late_escalations([]).chance == 1


def test_plain_shares_name_what_they_count() -> None:
    got = refusals(Counted(5, 50, (1, 2)))
    assert (got.exact, got.behind) == (Fraction(1, 10), (1, 2))
    assert not needless_consultation(Counted(0, 0)).enough
    assert "征求意见" in needless_consultation(Counted(5, 50)).reading.zh


def test_signatures_that_multiply_are_seen() -> None:
    assert "spread thin" in signature_inflation(Counted(90, 30), Counted(30, 30)).reading.en
    assert "not clearly" in signature_inflation(Counted(31, 30), Counted(30, 30)).reading.en


def test_paper_after_a_storm_is_the_ratio_of_two_growths() -> None:
    got = paper_after_storm(
        (Counted(100, 50), Counted(300, 50)), (Counted(80, 40), Counted(88, 40))
    )
    assert got.value == pytest.approx(3 / 1.1)
    assert got.estimate.low > 1
    nothing = paper_after_storm((Counted(0, 50), Counted(3, 50)), (Counted(1, 4), Counted(8, 4)))
    assert not nothing.enough


def people(shares: list[float], actions: int, seed: int = 3) -> list[tuple[str, Counted]]:
    rng = np.random.default_rng(seed)
    return [
        (f"p{n}", Counted(int(rng.binomial(actions, share)), actions))
        for n, share in enumerate(shares)
    ]


def test_a_funnel_of_chance_alone_is_not_overdispersed() -> None:
    got = funnel(people([0.1] * 400, 100))
    assert got.overdispersion == pytest.approx(1, abs=0.15)
    assert got.correlation < 0.003
    assert len(got.beyond) <= 4


def test_a_funnel_knows_the_correlation_of_a_beta_binomial() -> None:
    rng = np.random.default_rng(4)
    got = funnel(people(list(rng.beta(1.8, 16.2, 600)), 80))
    assert got.correlation == pytest.approx(1 / 19, abs=0.012)
    assert got.overdispersion == pytest.approx(1 + 79 / 19, abs=0.9)
    assert len(got.striking) < len(got.beyond) / 4


def test_who_stands_far_out_among_people_who_are_alike_is_still_striking() -> None:
    got = funnel([*people([0.1] * 200, 100), ("out", Counted(60, 100))])
    assert "out" in {point.who for point in got.striking}


def test_few_actions_and_nobody_at_all_leave_nothing_to_judge() -> None:
    assert funnel([("p", Counted(3, 19))]).points == ()
    assert funnel([]).share.exact is None
    everybody = funnel([("p", Counted(30, 30)), ("q", Counted(30, 30))])
    assert [point.alone for point in everybody.points] == [0, 0]


def events() -> EventTable:
    minute = 60_000_000
    rows = [
        EventRow(0, 0, "a", "wait", person="Li", kind=Kind.WAIT),
        EventRow(4 * minute, 1, "a", "work", person="Li"),
        EventRow(5 * minute, 2, "a", "wait", person="Wu", kind=Kind.WAIT),
        EventRow(DAY_US + 5 * minute, 3, "a", "done", person="Li"),
        EventRow(9 * minute, 4, "b", "wait", person="Li", kind=Kind.WAIT),
        EventRow(9 * minute, 5, "c", "wait", kind=Kind.WAIT),
    ]
    return EventTable.from_rows(rows)


def test_stops_are_counted_by_person_with_their_numbers_in_the_log() -> None:
    table = events()
    got = dict(stops_by_person(table, table.kind == Kind.WAIT))
    assert got == {"Li": Counted(2, 4, (0, 4)), "Wu": Counted(1, 1, (2,))}


def test_a_stop_lasts_until_the_next_event_of_its_item() -> None:
    table = events()
    got = stopped(table, table.kind == Kind.WAIT)
    assert got.stops == 2
    assert got.days == 1 + Fraction(4, 24 * 60)
    assert got.short == (0,)


def test_closings_heaped_before_the_due_instant_are_seen() -> None:
    closings = [(-n * DAY_US // 40, n) for n in range(30)] + [(DAY_US // 2, 99), (2 * DAY_US, 100)]
    got = deadline_heaping(closings)
    assert got.share.exact == Fraction(30, 31)
    assert got.chance < 1e-6
    assert "heaped" in got.share.reading.en
    assert deadline_heaping([]).chance == 1
