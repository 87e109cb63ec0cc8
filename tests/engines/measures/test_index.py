"""The successor index: built at once or event by event it is the same, and agrees with the metrics."""

import pytest
from hypothesis import given

from remit.engines.measures.gaps import gaps
from remit.engines.measures.index import COLUMNS, OutOfOrder, SuccessorIndex
from remit.engines.measures.running import DuckRunner
from remit.engines.measures.table import EventRow, EventTable
from tests.engines.measures.drawn import LOGS, synthetic


def appended(table: EventTable, index: SuccessorIndex, places: range) -> SuccessorIndex:
    for place in places:
        index.append(
            item=int(table.item[place]),
            ts_us=int(table.ts_us[place]),
            seq=int(table.seq[place]),
            activity=int(table.activity[place]),
            holder=int(table.column(index.holder)[place]),
        )
    return index


def columns(index: SuccessorIndex) -> dict[str, list[int]]:
    return {name: index.column(name).tolist() for name in COLUMNS}


@given(LOGS)
def test_built_at_once_or_event_by_event_it_is_the_same(rows: list[EventRow]) -> None:
    table = EventTable.from_rows(rows)
    grown = appended(table, SuccessorIndex("unit"), range(len(table)))
    assert columns(grown) == columns(SuccessorIndex.of(table, "unit"))


@pytest.mark.parametrize("begun", [0, 1, 400, 799, 800])
def test_an_index_built_from_the_first_events_goes_on_with_the_rest(begun: int) -> None:
    table = synthetic(800)
    rows = list(table.rows())
    first = EventTable(
        **{name: table.column(name)[:begun] for name in ("ts_us", "seq", "item", "activity", "post",
                                                         "person", "unit", "kind")},
        labels=table.labels,
    )  # fmt: skip
    grown = appended(table, SuccessorIndex.of(first), range(begun, len(rows)))
    assert columns(grown) == columns(SuccessorIndex.of(table))


def test_it_answers_as_the_metrics_do() -> None:
    table = synthetic(2_000)
    index, runner = SuccessorIndex.of(table), DuckRunner.over(table)
    assert index.handovers() == runner.rows("handovers")
    steps, rows = index.follows(), runner.rows("follows")
    assert [(step.source, step.target) for step in steps] == [row[:2] for row in rows]
    for step, row in zip(steps, rows, strict=True):
        exact = gaps(row[2:])
        assert step[2:6] == (exact.n, exact.least_us, exact.most_us, exact.sum_us)
        assert step.deviation_us == pytest.approx(exact.deviation_us or 0)


def test_an_event_older_than_the_last_of_its_item_is_refused() -> None:
    index = SuccessorIndex()
    index.append(item=1, ts_us=5, seq=1, activity=0, holder=0)
    with pytest.raises(OutOfOrder, match="older than event 1"):
        index.append(item=1, ts_us=4, seq=2, activity=0, holder=0)
    assert len(index) == 1
    index.append(item=2, ts_us=4, seq=2, activity=0, holder=0)
