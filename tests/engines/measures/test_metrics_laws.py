"""Every metric of DuckDB's against the same reckoned in plain loops, on drawn logs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.engines.measures.gaps import gaps, time_us
from remit.engines.measures.running import HOLDERS, DuckRunner, Rows
from remit.engines.measures.table import EventRow, EventTable, Kind
from tests.engines.measures import plainly
from tests.engines.measures.drawn import HOUR, LOGS, synthetic

HELD = st.sampled_from(HOLDERS)
ASK, DECIDE = "ask", "decide"


def same_pairs(table: EventTable, found: Rows) -> None:
    column = "activity"
    expected = plainly.pairs(table, column)
    got = {
        (table.label(column, row[0]), table.label(column, row[1])): gaps(row[2:]) for row in found
    }
    assert got.keys() == expected.keys()
    for pair, spans in expected.items():
        n, least, most, total, deviation = plainly.moments(spans)
        ours = got[pair]
        assert (ours.n, ours.least_us, ours.most_us, ours.sum_us) == (n, least, most, total)
        assert ours.mean_us == pytest.approx(total / n)
        assert ours.deviation_us == (deviation if deviation is None else pytest.approx(deviation))


@given(LOGS)
def test_what_follows_what_and_how_long_after(rows: list[EventRow]) -> None:
    table = EventTable.from_rows(rows)
    same_pairs(table, DuckRunner.over(table).rows("follows"))


@given(LOGS, HELD)
def test_handovers_skip_what_nobody_did(rows: list[EventRow], holder: str) -> None:
    table = EventTable.from_rows(rows)
    found = DuckRunner.over(table).rows("handovers", holder=holder)
    ours = {(table.label(holder, row[0]), table.label(holder, row[1])): row[2] for row in found}
    expected = plainly.pairs(table, holder)
    assert ours == {pair: len(spans) for pair, spans in expected.items()}


def test_sums_that_do_not_fit_64_bits_are_exact() -> None:
    age = 2**53
    rows = [
        EventRow(at, 2 * n + k, f"item {n}", "ask", person="a")
        for n in range(2_000)
        for k, at in enumerate((0, age - n))
    ]
    (only,) = DuckRunner.over(EventTable.from_rows(rows)).rows("follows")
    spans = [age - n for n in range(2_000)]
    assert gaps(only[2:]).sum_us == sum(spans) > 2**63
    assert gaps(only[2:]).squares == sum(span**2 for span in spans)


@given(LOGS, HELD)
def test_returns_circuits_and_idle_legs(rows: list[EventRow], holder: str) -> None:
    table = EventTable.from_rows(rows)
    found = DuckRunner.over(table).rows("circuits", holder=holder)
    ours = {table.label("item", row[0]): row[1:6] for row in found}
    assert ours == plainly.circuits(table, holder)


@given(LOGS, HELD)
def test_runs_name_their_first_and_last_event_and_end_where_the_next_begins(
    rows: list[EventRow], holder: str
) -> None:
    table = EventTable.from_rows(rows)
    found = DuckRunner.over(table).rows("runs", holder=holder)
    expected = [
        (
            run.item, place, run.holder, run.rows[0].ts_us, run.until_us, run.rows[0].seq,
            run.rows[-1].seq, len(run.rows), run.works,
        )
        for case in plainly.runs(table, holder)
        for place, run in enumerate(case, start=1)
    ]  # fmt: skip
    ours = [
        (table.label("item", row[0]), row[1], table.label(holder, row[2]), *row[3:])
        for row in found
    ]
    assert ours == expected


@given(LOGS, HELD)
def test_who_passed_on_without_work_and_who_received(rows: list[EventRow], holder: str) -> None:
    table = EventTable.from_rows(rows)
    found = DuckRunner.over(table).rows("passing", holder=holder)
    expected = plainly.passed(table, holder)
    assert len(found) == len(expected)
    for row in found:
        items, _runs, passed, passed_idle, received, received_idle = row[1:7]
        counted = expected[table.label(holder, row[0])]
        assert items == counted["items"]
        assert (passed, passed_idle) == (counted["passed"], counted["passed_idle"])
        assert (received, received_idle) == (counted["received"], counted["received_idle"])
        assert time_us(*row[11:13]) == counted["held"]


@given(LOGS, HELD)
def test_passes_and_legs_add_up_to_the_circuits(rows: list[EventRow], holder: str) -> None:
    runner = DuckRunner.over(EventTable.from_rows(rows))
    passes, circuits, legs = (
        runner.rows(metric, holder=holder) for metric in ("passes", "circuits", "legs")
    )
    assert sum(row[4] for row in passes) == sum(row[1] - 1 for row in circuits)
    assert sum(row[3] for row in passes) == sum(row[3] for row in circuits) == len(legs)
    assert sum(row[8] == 0 for row in legs) == sum(row[5] for row in circuits)


@given(LOGS, st.integers(0, 20).map(lambda hours: hours * HOUR), st.integers(0, 30))
def test_a_timed_rule_is_kept_and_broken_as_read_aloud(
    rows: list[EventRow], within_us: int, known: int
) -> None:
    table = EventTable.from_rows(rows)
    first, second = table.code("activity", ASK), table.code("activity", DECIDE)
    known_us = known * HOUR
    runner = DuckRunner.over(table)
    kept = runner.rows("rule_kept", first=first, second=second, within_us=within_us)
    broken = runner.rows(
        "rule_broken", first=first, second=second, within_us=within_us, known_us=known_us
    )
    expected = plainly.kept(table, ASK, DECIDE, within_us) if first >= 0 <= second else set()
    assert {table.label("item", row[0]) for row in kept} == expected
    if first >= 0 <= second:
        wrong = plainly.broken(table, ASK, DECIDE, within_us, known_us)
        assert {row[1] for row in broken} == wrong


@given(LOGS, HELD)
def test_four_eyes_names_whoever_did_both(rows: list[EventRow], holder: str) -> None:
    table = EventTable.from_rows(rows)
    codes = {"first": table.code("activity", ASK), "second": table.code("activity", DECIDE)}
    if min(codes.values()) >= 0:
        found = DuckRunner.over(table).rows("four_eyes", holder=holder, **codes)
        ours = {(table.label("item", row[0]), table.label(holder, row[1])) for row in found}
        assert ours == plainly.same_hand(table, ASK, DECIDE, holder)
        last = DuckRunner.over(table).rows("four_eyes_last", holder=holder, **codes)
        told = {(table.label("item", row[0]), table.label(holder, row[1])) for row in last}
        assert told == plainly.same_last_hand(table, ASK, DECIDE, holder)


@given(LOGS)
@settings(max_examples=30)
def test_counts_are_counts(rows: list[EventRow]) -> None:
    table = EventTable.from_rows(rows)
    runner = DuckRunner.over(table)
    every = list(table.rows())
    assert sum(row[1] for row in runner.rows("activities")) == len(every)
    assert sum(row[1] for row in runner.rows("items")) == len(every)
    worked = sum(row.kind is Kind.WORK for row in every if row.person)
    assert sum(row[2] for row in runner.rows("holders")) == worked
    spent = sum(row[2] for row in runner.rows("waits"))
    assert spent == sum(len(case) - 1 for case in plainly.cases(table, "person"))


def test_the_extent_tells_the_whole_log_in_one_row() -> None:
    table = synthetic(500)
    ((events, items, activities, held, holders, first, last),) = DuckRunner.over(table).rows(
        "extent"
    )
    assert (events, items, activities) == (500, len(table.labels["item"]), 5)
    assert (held, holders) == (int((table.person >= 0).sum()), 4)
    assert (first, last) == (table.ts_us.min(), table.ts_us.max())
