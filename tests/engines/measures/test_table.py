"""The table of events: order, codes, the way back, and what a log's traces become."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.eventlog.shape import CLAIMS, PLAIN, TICKETS
from remit.engines.eventlog.trace import Event, Trace
from remit.engines.measures.table import CODED, COLUMNS, NOBODY, TYPES, EventRow, EventTable, Kind
from tests.engines.measures.drawn import LOGS, synthetic

DAY = 86_400_000_000


def by_place(rows: list[EventRow]) -> list[EventRow]:
    return sorted(rows, key=lambda row: (row.item, row.ts_us, row.seq))


@given(LOGS)
def test_the_rows_come_back_in_the_order_of_item_instant_and_place(rows: list[EventRow]) -> None:
    assert list(EventTable.from_rows(rows).rows()) == by_place(rows)


@given(LOGS, st.randoms())
def test_the_order_in_which_events_come_in_does_not_matter(rows: list[EventRow], chance) -> None:  # type: ignore[no-untyped-def]
    mixed = list(rows)
    chance.shuffle(mixed)
    one, other = EventTable.from_rows(rows), EventTable.from_rows(mixed)
    assert one.labels == other.labels
    assert all((one.column(name) == other.column(name)).all() for name in COLUMNS)


@given(LOGS)
def test_codes_run_in_the_order_of_their_labels_and_nobody_is_minus_one(
    rows: list[EventRow],
) -> None:
    table = EventTable.from_rows(rows)
    for name in CODED:
        labels = table.labels[name]
        assert list(labels) == sorted({getattr(row, name) for row in rows} - {""})
        assert [table.code(name, label) for label in labels] == list(range(len(labels)))
        assert table.code(name, "never seen") == NOBODY
        assert table.label(name, NOBODY) == ""


@given(LOGS)
def test_items_are_slices_that_cover_the_table_one_item_each(rows: list[EventRow]) -> None:
    table = EventTable.from_rows(rows)
    slices = list(table.items())
    assert [place for part in slices for place in range(part.start, part.stop)] == list(
        range(len(table))
    )
    assert all(len(set(table.item[part].tolist())) == 1 for part in slices)
    assert len(slices) == len(table.labels["item"])


def test_columns_have_their_types_and_cannot_be_written() -> None:
    table = synthetic(50)
    assert {name: table.column(name).dtype.type for name in COLUMNS} == TYPES
    with pytest.raises(ValueError, match="read-only"):
        table.ts_us[0] = 1


def test_columns_of_different_lengths_are_refused() -> None:
    one, two = np.zeros(1, np.int64), np.zeros(2, np.int64)
    columns = dict.fromkeys(COLUMNS, one) | {"seq": two}
    with pytest.raises(ValueError, match="one length"):
        EventTable(**columns, labels={})  # type: ignore[arg-type]


def test_an_empty_table_has_no_items() -> None:
    table = EventTable.from_rows([])
    assert len(table) == 0
    assert list(table.items()) == []


def trace(name: str, *events: dict[str, str]) -> Trace:
    at = datetime(2024, 3, 1, tzinfo=UTC)
    timed = (Event(seq, None if "undated" in each else at, each) for seq, each in enumerate(events))
    return Trace(1, name, {}, tuple(timed))


def test_an_event_of_a_log_keeps_its_place_and_who_did_it_in_which_role() -> None:
    log = [
        trace("1", {"undated": ""}, {"concept:name": "ask", "org:resource": "Li", "org:role": "clerk"}),
        trace("", {"org:group": "north", "org:resource": "SYSTEM"}),
    ]  # fmt: skip
    second, third = EventTable.from_traces(log, PLAIN).rows()
    at = 19_783 * DAY
    assert third == EventRow(at, 1, "1", "ask", "clerk", "Li", "", Kind.WORK)
    assert second == EventRow(at, 2, "#1", "", "", "", "north", Kind.SYSTEM)


def test_two_attributes_name_a_person_where_one_is_not_unique() -> None:
    log = [trace("1", {"org:resource": "Siv", "resource country": "Sweden"})]
    assert EventTable.from_traces(log, TICKETS).labels["person"] == ("Siv, Sweden",)


@pytest.mark.parametrize(
    ("transition", "kind"),
    [
        ("In Progress", Kind.WORK),
        ("Wait - User", Kind.WAIT),
        ("reassign", Kind.PASS),
        ("Closed", Kind.OTHER),
        ("", Kind.WORK),
    ],
)
def test_the_transition_says_of_what_kind_an_event_is(transition: str, kind: Kind) -> None:
    log = [trace("1", {"org:role": "UNDEFINED", "lifecycle:transition": transition})]
    assert EventTable.from_traces(log, CLAIMS).kind.tolist() == [kind]
