"""Which of two activities seems rarer says only where to look first: the answers are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.measures.running import OF_BOTH, DuckRunner, filled_in
from remit.engines.measures.table import EventRow, EventTable
from tests.engines.measures.drawn import HOUR, LOGS

ASK, DECIDE = "ask", "decide"


@given(LOGS, st.integers(0, 20).map(lambda hours: hours * HOUR))
def test_looking_first_for_either_activity_answers_alike(
    rows: list[EventRow], within_us: int
) -> None:
    table = EventTable.from_rows(rows)
    runner = DuckRunner.over(table)
    first, second = table.code("activity", ASK), table.code("activity", DECIDE)
    for metric in sorted(OF_BOTH):
        filled = {"first": first, "second": second, "within_us": within_us}
        told = runner.rows(metric, **filled)
        for rarer in (first, second):
            assert runner.asked(filled_in(metric, "duckdb", **filled, rarer=rarer)) == told


@pytest.mark.parametrize(("asked", "decided", "rarer"), [(1, 3, ASK), (4, 2, DECIDE), (2, 0, ASK)])
def test_the_rarer_of_two_is_the_one_done_less_often(asked: int, decided: int, rarer: str) -> None:
    done = [ASK] * asked + [DECIDE] * decided + ["other"]
    table = EventTable.from_rows(
        EventRow(at, at, f"item {at}", activity) for at, activity in enumerate(done)
    )
    codes = {"first": table.code("activity", ASK), "second": table.code("activity", DECIDE)}
    found = DuckRunner.over(table).rows("rarer", **codes)
    assert found == [(table.code("activity", rarer),)]


def test_of_two_that_are_never_done_neither_is_the_rarer() -> None:
    table = EventTable.from_rows([EventRow(0, 0, "item", "other")])
    runner = DuckRunner.over(table)
    assert runner.rows("rarer", first=7, second=8) == []
    assert runner.rows("rule_kept", first=7, second=8, within_us=HOUR) == []


@given(LOGS, st.integers(1, 20).map(lambda hours: hours * HOUR))
def test_an_activity_done_again_in_time_keeps_the_rule_with_itself(
    rows: list[EventRow], within_us: int
) -> None:
    table = EventTable.from_rows(rows)
    code = table.code("activity", ASK)
    found = DuckRunner.over(table).rows("rule_kept", first=code, second=code, within_us=within_us)
    expected = {
        one.item
        for items in table.items()
        for place in range(items.start, items.stop)
        for later in range(place + 1, items.stop)
        for one, two in [(table.row_of(place), table.row_of(later))]
        if one.activity == two.activity == ASK and two.ts_us - one.ts_us <= within_us
    }
    assert {table.label("item", row[0]) for row in found} == expected
