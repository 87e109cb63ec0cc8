"""Laws of waiting, on random logs: nothing is lost, nothing is counted twice.

Every law holds of logs that hypothesis draws, and of ten thousand drawn by one seed in a single run.
"""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from numpy.random import Generator, default_rng

from remit.engines.measures.spans import Span, common
from remit.engines.measures.waiting import Cause, Task, Wait, enabled, passages, waits

LOGS, SEED, OFTEN = 10_000, 20_260, 100
TICKS, TASKS, CLOSED, MORE = 40, 12, 3, 24
ITEMS, ACTIVITIES, HOLDERS = "xyz", "ABC", ("", "Ann", "Bob")
Stops = dict[str, list[Span]]

moments = st.integers(0, TICKS)
spans = st.tuples(moments, moments).map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def logs(draw: st.DrawFn) -> list[Task]:
    """Up to a dozen tasks of three items, three activities and three holders, one of them nobody."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(ITEMS),
                st.sampled_from(ACTIVITIES),
                st.sampled_from(HOLDERS),
                spans,
                st.booleans(),
            ),
            max_size=TASKS,
        )
    )
    return enabled(
        Task(seq, item, activity, holder, *span, campaign=campaign)
        for seq, (item, activity, holder, span, campaign) in enumerate(drawn)
    )


stopped = st.dictionaries(st.sampled_from(ITEMS), st.lists(spans, max_size=CLOSED), max_size=3)
closed = st.lists(spans, max_size=CLOSED)


def drawn(chance: Generator) -> tuple[list[Task], Stops, list[Span]]:
    """A log of the same kind as `logs`, up to twice as long, with times that do not count."""
    n = int(chance.integers(0, MORE + 1))
    words = chance.integers(0, 3, (n, 3)).tolist()
    tasks = [
        Task(seq, ITEMS[item], ACTIVITIES[activity], HOLDERS[holder], *span, campaign=flag)
        for seq, ((item, activity, holder), span, flag) in enumerate(
            zip(words, stretches(chance, n), (chance.random(n) < 0.5).tolist(), strict=True)
        )
    ]
    stops = {item: stretches(chance, int(chance.integers(0, 2))) for item in ITEMS}
    return enabled(tasks), stops, stretches(chance, int(chance.integers(0, CLOSED)))


def stretches(chance: Generator, n: int) -> list[Span]:
    return [Span(*sorted(pair)) for pair in chance.integers(0, TICKS + 1, (n, 2)).tolist()]


def found(tasks: list[Task], stops: Stops, shut: Sequence[Span]) -> list[Wait]:
    return waits(tasks, suspended=stops, off=lambda _holder, _span: shut)


def the_parts_sum_to_the_wait(every: list[Wait]) -> None:
    for wait in every:
        assert sum(wait.part(cause) for cause in Cause) == wait.total


def the_pieces_leave_no_gap_and_do_not_overlap(every: list[Wait]) -> None:
    for wait in every:
        ends = [piece.span for piece in wait.pieces]
        assert all(one.until == other.since for one, other in pairwise(ends))
        if ends:
            assert (ends[0].since, ends[-1].until) == (wait.task.enabled, wait.task.start)
        assert bool(ends) == bool(wait.total)


def what_the_clock_does_not_count_is_nobodys(every: list[Wait], stops: Stops) -> None:
    for wait in every:
        for piece in wait.pieces:
            if piece.cause is not Cause.SUSPENDED:
                assert not list(common(piece.span, stops.get(wait.task.item, ())))


def passages_keep_every_wait_once(every: list[Wait], tasks: list[Task]) -> None:
    grouped = passages(every, tasks)
    assert sum(each.n for each in grouped) == len(every)
    assert sum(each.total for each in grouped) == sum(wait.total for wait in every)
    assert all(each.reading.zh and each.reading.en for each in grouped)


def the_order_of_telling_does_not_matter(
    every: list[Wait], tasks: list[Task], stops: Stops, shut: Sequence[Span], chance: Generator
) -> None:
    shuffled = enabled(tasks[place] for place in chance.permutation(len(tasks)))
    again = {wait.task.seq: wait for wait in found(shuffled, stops, shut)}
    assert again == {wait.task.seq: wait for wait in every}


def work_named_as_the_reason_was_under_way_in_the_same_hands(
    every: list[Wait], tasks: list[Task]
) -> None:
    by_seq = {task.seq: task for task in tasks}
    for wait in every:
        for piece in wait.pieces:
            for seq in piece.behind:
                other = by_seq[seq]
                assert other.holder == wait.task.holder
                assert other.start <= piece.span.since < piece.span.until <= other.end


def all_six_hold(
    tasks: list[Task], stops: Stops, shut: Sequence[Span], chance: Generator
) -> list[Wait]:
    """The waits of a log of which every law holds."""
    every = found(tasks, stops, shut)
    the_parts_sum_to_the_wait(every)
    the_pieces_leave_no_gap_and_do_not_overlap(every)
    what_the_clock_does_not_count_is_nobodys(every, stops)
    passages_keep_every_wait_once(every, tasks)
    the_order_of_telling_does_not_matter(every, tasks, stops, shut, chance)
    work_named_as_the_reason_was_under_way_in_the_same_hands(every, tasks)
    return every


@given(logs(), stopped, closed, st.integers(0, 2**32 - 1))
def test_the_six_laws_hold_of_any_log(
    tasks: list[Task], stops: Stops, shut: list[Span], seed: int
) -> None:
    all_six_hold(tasks, stops, shut, default_rng(seed))


def test_the_six_laws_hold_of_ten_thousand_logs_with_every_cause_among_them() -> None:
    chance = default_rng(SEED)
    waited = dict.fromkeys(Cause, 0)
    for _ in range(LOGS):
        for wait in all_six_hold(*drawn(chance), chance):
            for cause in Cause:
                waited[cause] += wait.part(cause) > 0
    assert min(waited.values()) >= OFTEN
