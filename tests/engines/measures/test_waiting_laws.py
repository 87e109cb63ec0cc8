"""Laws of waiting, on random logs: nothing is lost, nothing is counted twice."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from remit.engines.measures.spans import Span, common
from remit.engines.measures.waiting import Cause, Task, Wait, enabled, passages, waits

MANY = max(100, settings().max_examples * 10 if settings().max_examples > 100 else 100)
"""10,000 logs in a thorough run, 100 every day."""
TICKS = 40

moments = st.integers(0, TICKS)
spans = st.tuples(moments, moments).map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def logs(draw: st.DrawFn) -> list[Task]:
    """Up to a dozen tasks of three items, three activities and three holders, one of them nobody."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from("xyz"),
                st.sampled_from("ABC"),
                st.sampled_from(("", "Ann", "Bob")),
                spans,
                st.booleans(),
            ),
            max_size=12,
        )
    )
    return enabled(
        Task(seq, item, activity, holder, *span, campaign=campaign)
        for seq, (item, activity, holder, span, campaign) in enumerate(drawn)
    )


stopped = st.dictionaries(st.sampled_from("xyz"), st.lists(spans, max_size=3), max_size=3)
closed = st.lists(spans, max_size=3)


def found(tasks: list[Task], stops: dict[str, list[Span]], shut: Sequence[Span]) -> list[Wait]:
    return waits(tasks, suspended=stops, off=lambda _holder, _span: shut)


@settings(max_examples=MANY)
@given(logs(), stopped, closed)
def test_the_pieces_cover_the_wait_without_gap_or_overlap(
    tasks: list[Task], stops: dict[str, list[Span]], shut: list[Span]
) -> None:
    for wait in found(tasks, stops, shut):
        ends = [piece.span for piece in wait.pieces]
        assert sum(wait.part(cause) for cause in Cause) == wait.total
        assert all(one.until == other.since for one, other in pairwise(ends))
        if ends:
            assert (ends[0].since, ends[-1].until) == (wait.task.enabled, wait.task.start)
        assert bool(ends) == bool(wait.total)


@settings(max_examples=MANY)
@given(logs(), stopped, closed)
def test_what_the_clock_does_not_count_is_nobodys_waiting(
    tasks: list[Task], stops: dict[str, list[Span]], shut: list[Span]
) -> None:
    for wait in found(tasks, stops, shut):
        for piece in wait.pieces:
            if piece.cause is not Cause.SUSPENDED:
                assert not list(common(piece.span, stops.get(wait.task.item, ())))


@given(logs())
def test_passages_keep_every_wait_once(tasks: list[Task]) -> None:
    every = waits(tasks)
    grouped = passages(every, tasks)
    assert sum(each.n for each in grouped) == len(every)
    assert sum(each.total for each in grouped) == sum(wait.total for wait in every)
    assert all(each.reading.zh and each.reading.en for each in grouped)


@given(logs(), st.integers(0, 2**32 - 1))
def test_the_order_in_which_tasks_are_told_does_not_matter(tasks: list[Task], seed: int) -> None:
    shuffled = [tasks[place] for place in default_rng(seed).permutation(len(tasks))]
    told = {wait.task.seq: wait for wait in waits(tasks)}
    assert {wait.task.seq: wait for wait in waits(enabled(shuffled))} == told


@given(logs())
def test_work_named_as_the_reason_was_under_way_in_the_same_hands(tasks: list[Task]) -> None:
    by_seq = {task.seq: task for task in tasks}
    for wait in waits(tasks):
        for piece in wait.pieces:
            for seq in piece.behind:
                other = by_seq[seq]
                assert other.holder == wait.task.holder
                assert other.start <= piece.span.since < piece.span.until <= other.end
