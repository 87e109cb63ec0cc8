"""What follows what: every time is counted once, and the median's interval holds the median."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.measures.table import EventRow, EventTable
from remit.engines.measures.transitions import median, transitions


def test_times_are_told_with_number_mean_median_and_longest() -> None:
    rows = [EventRow(at, n, item, name) for n, (item, at, name) in enumerate(
        [("a", 0, "ask"), ("a", 10, "answer"), ("b", 5, "ask"), ("b", 35, "answer"), ("c", 1, "ask")]
    )]  # fmt: skip
    (told,) = transitions(EventTable.from_rows(rows))
    assert (told.source, told.target, told.n) == ("ask", "answer", 2)
    assert (told.mean_us, told.median.value, told.longest_us, told.total_us) == (20, 20, 30, 40)
    assert told.events == (1, 3)
    assert not told.enough


def test_nothing_follows_in_an_empty_table() -> None:
    assert transitions(EventTable.from_rows([])) == ()


@given(
    st.lists(
        st.tuples(st.sampled_from("xyz"), st.integers(0, 50), st.sampled_from("ABC")), max_size=40
    )
)
def test_every_step_within_an_item_is_counted_once(told: list[tuple[str, int, str]]) -> None:
    table = EventTable.from_rows(
        [EventRow(at, n, item, name) for n, (item, at, name) in enumerate(told)]
    )
    found = transitions(table)
    spans = [table.ts_us[each.stop - 1] - table.ts_us[each.start] for each in table.items()]
    assert sum(each.n for each in found) == len(table) - len(spans)
    assert sum(each.total_us for each in found) == sum(spans)


@pytest.mark.parametrize("n", [11, 40, 500])
def test_the_interval_holds_the_median_as_often_as_it_says(n: int) -> None:
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        told = median(np.sort(rng.exponential(1000, n)).astype(np.int64))
        held += told.low <= 1000 * np.log(2) <= told.high
    assert held / 400 >= 0.93


def test_a_few_times_have_no_interval() -> None:
    assert np.isnan(median(np.arange(5)).low)
    assert not np.isnan(median(np.arange(6)).low)
