"""Laws of shared lateness, on random cases: 10,000 in a thorough run, 100 every day."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from remit.engines.formulas import Is, Quorum
from remit.engines.games import Game, shapley
from remit.engines.measures.breaches import PLAN, UNRECORDED, Case, Segment, breach, shared
from remit.engines.measures.breaches.sharing import _exact

MANY = settings().max_examples * 10 if settings().max_examples > 100 else 100
lengths = st.integers(0, 30)


@st.composite
def cases(draw: st.DrawFn, most: int = 6) -> Case:
    """Up to so many segments with gaps between them, budgets and a deadline of any kind."""
    at, segments = draw(lengths), []
    received = draw(st.integers(0, at))
    for seq in range(draw(st.integers(0, most))):
        at += draw(st.sampled_from((0, 0, 3)))
        until = at + draw(lengths)
        holder = draw(st.sampled_from(("Ann", "Bob", "Cem")))
        segments.append(Segment(holder, at, until, draw(lengths), (seq,)))
        at = until
    ended = at + draw(st.sampled_from((0, 5)))
    return Case("x", received, received + draw(st.integers(0, 80)), ended, tuple(segments))


many = settings(max_examples=MANY)


@many
@given(cases())
def test_the_shares_sum_to_the_lateness_exactly(case: Case) -> None:
    result = breach(case)
    assert sum(share.part for share in result.shares) == case.late
    assert sum(result.by_holder.values()) == case.late
    assert result.reading.zh
    assert result.reading.en


@many
@given(cases())
def test_whoever_kept_the_budget_has_no_share(case: Case) -> None:
    for share in breach(case).shares:
        if share.segment.over <= 0:
            assert not share.part


@many
@given(cases())
def test_nobody_is_charged_with_more_than_the_own_overrun(case: Case) -> None:
    for share in breach(case).shares:
        assert 0 <= share.part <= max(0, share.segment.over)


@many
@given(cases())
def test_equal_overruns_have_equal_shares_and_larger_ones_no_smaller(case: Case) -> None:
    shares = [s for s in breach(case).shares if s.segment.holder != UNRECORDED]
    for one, other in permutations(shares, 2):
        if max(0, one.segment.over) <= max(0, other.segment.over):
            assert one.part <= other.part


@many
@given(cases(), st.integers(1, 20), st.integers(0, 5))
def test_whoever_takes_longer_has_no_less(case: Case, more: int, place: int) -> None:
    """Monotone: the segment is lengthened, everything after it moves, the budgets stay."""
    assume(case.segments)
    place %= len(case.segments)
    moved = [
        s._replace(since=s.since + more * (n > place), until=s.until + more * (n >= place))
        for n, s in enumerate(case.segments)
    ]
    longer = replace(case, ended=case.ended + more, segments=tuple(moved))
    assert part_of(longer, place) >= part_of(case, place)


def part_of(case: Case, seq: int) -> Fraction:
    return next(share.part for share in breach(case).shares if share.events == (seq,))


@many
@given(cases(), st.integers(1, 50))
def test_a_later_deadline_burdens_nobody(case: Case, more: int) -> None:
    before = [share.part for share in breach(case).shares if share.segment.holder != PLAN]
    after = breach(replace(case, due=case.due + more)).shares
    kept = [share.part for share in after if share.segment.holder != PLAN]
    assert all(now <= then for now, then in zip(kept, before, strict=True))


@many
@given(cases())
def test_all_time_without_a_record_is_one_player(case: Case) -> None:
    result = breach(case)
    gaps = [share for share in result.shares if share.segment.holder == UNRECORDED]
    for one, other in permutations(gaps, 2):
        assert one.part * other.segment.actual == other.part * one.segment.actual


@given(st.lists(st.integers(0, 3), min_size=1, max_size=5), st.integers(0, 6))
def test_shares_are_those_of_the_engine_of_games(brought: list[int], free: int) -> None:
    """max(0, sum - free) is a sum of games that are true or false, one for each unit above free."""
    players = {str(place): (str(place),) for place in range(len(brought))}
    cast = tuple(Is(str(place)) for place, amount in enumerate(brought) for _ in range(amount))
    expected = dict.fromkeys(players, Fraction(0))
    for quota in range(free + 1, len(cast) + 1):
        game = Game({"late": Quorum(quota, cast)}, "late", players)
        for player, part in shapley(game).shares.items():
            expected[player] += part
    assert list(shared(brought, free).parts) == list(expected.values())


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.integers(0, 20))
def test_shares_are_the_mean_gain_over_all_orders(brought: list[int], free: int) -> None:
    gains = [Fraction(0)] * len(brought)
    orders = list(permutations(range(len(brought))))
    for order in orders:
        before = 0
        for place in order:
            gains[place] += max(0, before + brought[place] - free) - max(0, before - free)
            before += brought[place]
    assert list(shared(brought, free).parts) == [gain / len(orders) for gain in gains]


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1))
def test_drawn_shares_sum_to_the_whole_and_are_near_the_exact_ones(seed: int) -> None:
    brought, free = [5, 3, 8, 1, 2, 6, 4, 7, 9, 2, 3, 1, 1], 30
    drawn = shared(brought, free, default_rng(seed), orders=500)
    assert not drawn.exact
    assert sum(drawn.parts) == sum(brought) - free
    for part, error, exact in zip(drawn.parts, drawn.errors, _exact(brought, free), strict=True):
        assert 0 < error < 1
        assert abs(float(part - exact)) < 6 * error


@many
@given(cases())
def test_unrecorded_time_has_no_budget_and_its_own_account(case: Case) -> None:
    whole = breach(case).case.segments
    assert sum(segment.actual for segment in whole) == case.ended - case.received
    assert all(s.budget == 0 for s in whole if s.holder == UNRECORDED)
