"""Load, utilisation, waits, concentration and speed, against textbook figures and simulation."""

from fractions import Fraction
from itertools import accumulate
from math import exp, inf, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import default_rng

from remit.engines.measures.overload import (
    Demand,
    Duty,
    OwnStartsAreNoLoad,
    Piece,
    Workload,
    arrivals_before,
    backlog_at,
    concentration,
    erlang_c,
    little,
    load,
    needle,
    overload,
    speed,
    wait_beyond,
)
from remit.engines.measures.overload.concentration import exact_gini
from remit.engines.measures.overload.queueing import expected_wait

amounts = st.lists(st.integers(0, 50), min_size=1, max_size=20)


def test_load_is_hours_of_work_for_each_hour_left() -> None:
    found = load([Duty("a", Fraction(8), Fraction(4)), Duty("b", Fraction(1), Fraction(-3))])
    assert (found.value, found.overdue, found.n) == (Fraction(3), ("b",), 2)
    assert found.reading.en == (
        "2 duties are open: 3.00 hours of work for each hour available, more than there is time for."
    )
    assert "工作量已超过可用时间" in found.reading.zh


@given(st.integers(1, 30), st.floats(0.01, 0.99))
def test_the_chance_to_wait_is_erlangs(servers: int, used: float) -> None:
    """Against the sum as it stands in textbooks."""
    offered, term, below = servers * used, 1.0, 0.0
    for count in range(servers):
        below += term
        term *= offered / (count + 1)
    last = term / (1 - used)
    assert isclose(erlang_c(servers, used), last / (below + last), rel_tol=1e-9)


def test_one_server_waits_as_pollaczek_and_khinchine_say() -> None:
    constant = Demand(arrivals=0.5, hours=1.0, service_spread=0.0)
    assert isclose(expected_wait(constant), 0.5 * 1.0 / (2 * (1 - 0.5)))
    assert isclose(expected_wait(Demand(arrivals=0.5, hours=1.0)), 1.0)


def test_part_time_work_makes_everything_take_longer() -> None:
    """A third of the clock's hours are worked: the same queue, three times slower."""
    full, part = Demand(0.5, 1.0), Demand(0.5 / 3, 1.0, available=1 / 3)
    assert isclose(part.used, full.used)
    assert isclose(expected_wait(part), 3 * expected_wait(full))


def test_the_chance_of_a_long_wait_is_that_of_the_plain_queue() -> None:
    assert isclose(wait_beyond(Demand(0.8, 1.0), 5.0), 0.8 * exp(-5 * 0.2))
    assert wait_beyond(Demand(0.8, 1.0), -1.0) == 1.0
    assert wait_beyond(Demand(0.0, 1.0), 1.0) == 0.0


def test_a_simulated_queue_waits_as_expected() -> None:
    """Two servers, Poisson arrivals, exponential times: the mean wait within 5 %."""
    chance, count = default_rng(3), 200_000
    arrivals = chance.exponential(1 / 1.5, count).cumsum()
    service, free, waited = chance.exponential(1.0, count), [0.0, 0.0], 0.0
    for at, taken in zip(arrivals.tolist(), service.tolist(), strict=True):
        first = free.index(min(free))
        start = max(at, free[first])
        free[first], waited = start + taken, waited + start - at
    expected = expected_wait(Demand(arrivals=1.5, hours=1.0, available=2.0, servers=2))
    assert abs(waited / count / expected - 1) < 0.05


def test_over_eighty_five_percent_is_too_much() -> None:
    busy = overload("Permits", Demand(0.9, 1.0, n=50), slack=100.0, present=9.0, stay=10.0)
    assert busy.overloaded
    assert busy.steady
    assert busy.reading.en == (
        "Permits is used to 90%; 0% of its items wait longer than they can: overloaded."
    )


def test_little_slack_is_too_much_too() -> None:
    short = overload("Permits", Demand(0.5, 1.0, n=50), slack=0.0, present=1.0, stay=2.0)
    assert short.overloaded
    assert short.chance == 0.5


def test_more_work_than_hours_waits_for_ever() -> None:
    drowned = overload("Permits", Demand(2.0, 1.0, n=50), slack=9.0, present=9.0, stay=9.0)
    assert (drowned.wait, drowned.chance, drowned.overloaded) == (inf, 1.0, True)
    assert not drowned.steady
    assert "look for what was not recorded" in drowned.reading.en
    assert Demand(1.0, 1.0, available=0.0).used == inf


def test_few_items_are_not_enough() -> None:
    few = overload("Permits", Demand(0.5, 1.0, n=3), slack=1.0, present=1.0, stay=2.0)
    assert few.reading == (
        "数据不足：现有3项，至少需要30项。",
        "Not enough data: 3 of at least 30.",
    )


def test_little_is_missed_where_something_was_not_recorded() -> None:
    assert little(10, 2, 5) == 0
    assert little(10, 2, 4) == 0.2
    assert little(0, 0, 0) == 0
    assert little(0, 1, 1) == inf


@given(amounts)
def test_concentration_is_the_mean_difference_of_pairs(given_to: list[int]) -> None:
    count, total = len(given_to), sum(given_to)
    pairs = sum(abs(one - other) for one in given_to for other in given_to)
    expected = Fraction(pairs, 2 * count * total) if total else 0
    assert exact_gini(given_to) == expected


@given(amounts, st.integers(2, 9))
def test_concentration_does_not_depend_on_the_unit(given_to: list[int], times: int) -> None:
    assert exact_gini([times * each for each in given_to]) == exact_gini(given_to)


def test_concentration_is_told_with_its_interval() -> None:
    even = concentration({f"post {number}": 3 for number in range(12)})
    assert even.exact == 0
    assert even.enough
    assert even.estimate.value == 0
    steep = concentration({"a": 0, "b": 4})
    assert not steep.enough
    assert "0.50" in steep.reading.en


def test_many_threads_end_in_one_needle() -> None:
    most, least = needle({"village": ["tax", "police", "tax", "roads"], "town": ["tax"]})
    assert (most.post, most.lines) == ("village", ("police", "roads", "tax"))
    assert (least.post, least.n) == ("town", 1)
    assert most.reading.zh == "有3条上级条线的工作最终都落到“village”。"


def pieces(slope: float, seed: int, each: int = 40) -> list[Piece]:
    chance = default_rng(seed)
    made = []
    for post in range(12):
        usual = float(chance.normal())
        for number in range(each):
            waiting = float(chance.integers(0, 20))
            hours = exp(usual + slope * waiting + float(chance.normal(0, 0.3)))
            made.append(Piece(f"post {post}", f"activity {number % 2}", hours, waiting))
    return made


def test_slower_work_under_load_is_found() -> None:
    found = speed(pieces(0.05, 1), Workload.BACKLOG)
    assert found.enough
    assert found.change.low > 1
    expected = exp(0.05 * (found.high - found.low))
    assert found.change.low < expected < found.change.high
    assert found.reading.en.endswith("% longer.")


def test_no_change_is_seen_in_most_draws_without_one() -> None:
    clear = sum(
        speed(pieces(0.0, seed), Workload.ARRIVALS).change.clear_of(1) for seed in range(60)
    )
    assert clear <= 9


def test_own_starts_are_refused_as_a_measure_of_load() -> None:
    with pytest.raises(OwnStartsAreNoLoad, match="Use arrivals or backlog"):
        speed(pieces(0.0, 1), Workload.OWN_STARTS)


def in_runs(seed: int, *, own_starts: bool) -> list[Piece]:
    """Easy and hard pieces come in runs, and nothing makes anybody work faster or slower."""
    chance, hour, made = default_rng(seed), 1_000_000, []
    for post in range(12):
        kind = chance.choice((-0.7, 0.7), 30).repeat(20)
        hours = [exp(each) for each in (kind + chance.normal(0, 0.3, len(kind))).tolist()]
        ends = [round(hour * end) for end in accumulate(hours)]
        starts = [0, *ends[:-1]]
        arrivals = sorted(chance.integers(0, ends[-1], len(hours)).tolist())
        counted = arrivals_before(starts, starts if own_starts else arrivals, 8 * hour)
        made += [
            Piece(f"post {post}", "file", taken, before)
            for taken, before in zip(hours, counted, strict=True)
        ]
    return made


def test_own_starts_would_have_made_steady_work_look_fast() -> None:
    """The trap itself: the curve falls in every draw, by arrivals in about one of twenty."""
    trapped = [speed(in_runs(seed, own_starts=True), Workload.BACKLOG) for seed in range(20)]
    honest = [speed(in_runs(seed, own_starts=False), Workload.ARRIVALS) for seed in range(20)]
    assert all(each.change.high < 1 for each in trapped)
    assert sum(each.change.clear_of(1) for each in honest) <= 4


def test_too_little_to_compare_is_said() -> None:
    for few in ([], pieces(0.05, 1, each=1)[:1], [Piece("a", "x", 1.0, 1.0)] * 60):
        found = speed(few, Workload.BACKLOG)
        assert not found.enough
        assert found.reading.en.startswith("Not enough data")


def test_load_is_counted_before_the_start() -> None:
    arrivals, departures = [0, 10, 20, 30], [15, 35]
    assert arrivals_before([20, 31], arrivals, 15) == [1, 2]
    assert backlog_at([20, 31], arrivals, departures) == [1, 3]
