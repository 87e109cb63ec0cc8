"""What is written in one format and read again is the same, event for event."""

import io
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.layouts import Order, moment_of
from remit.engines.eventlog.logged import Logged, UnwritableLog
from remit.engines.eventlog.ocel_reading import from_json
from remit.engines.eventlog.ocel_rows import rows_of
from remit.engines.eventlog.ocel_writing import json_pieces, tables
from remit.engines.eventlog.tabular import Asked, csv_pieces, from_table
from remit.engines.eventlog.xes import XesLog
from remit.engines.eventlog.xes_writing import is_ours, logged_of, pieces
from tests.engines.eventlog.exchanged import INSTANTS, TEXTS, XML_TEXTS, in_order, logs

Write = Callable[[list[Logged]], Iterable[object]]


@given(logs(TEXTS))
def test_ocel_in_json_gives_the_same_events(events: list[Logged]) -> None:
    content = "".join(json_pieces(events)).encode()
    rows, remarks = rows_of(from_json(io.BytesIO(content)))
    assert in_order(rows) == events
    assert remarks == ()


@given(logs(XML_TEXTS))
def test_xes_gives_the_same_events(events: list[Logged]) -> None:
    log = XesLog(io.BytesIO("".join(pieces(events)).encode()))
    assert in_order(logged_of(log)) == events
    assert is_ours(log.head.attributes)


@given(logs(TEXTS))
def test_a_table_gives_the_same_events(events: list[Logged]) -> None:
    content = "".join(csv_pieces(events)).encode()
    assert in_order(from_table(io.BytesIO(content), Asked({}))[0]) == events


@given(INSTANTS)
def test_an_instant_in_any_order_is_read_as_it_was_written(ts_us: int) -> None:
    (line,) = list(csv_pieces([Logged(ts_us, 0, "a", "b")]))[1:]
    year, month, day = line[:10].split("-")
    for order, parts in ((Order.DAY, (day, month)), (Order.MONTH, (month, day))):
        written = "/".join((*parts, year)) + line[10:27]
        assert moment_of(written, order) in ((ts_us, True), (ts_us, False), None)


@pytest.mark.parametrize("write", [pieces, json_pieces, csv_pieces, tables])
def test_an_instant_that_no_date_can_say_is_refused(write: Write) -> None:
    with pytest.raises(UnwritableLog, match="event 7"):
        list(write([Logged(2**62, 7, "a", "b")]))


@pytest.mark.parametrize("write", [pieces, json_pieces, csv_pieces, tables])
def test_half_a_character_is_refused(write: Write) -> None:
    with pytest.raises(UnwritableLog, match="control character"):
        list(write([Logged(0, 7, "a", "b\ud800")]))


def test_what_xml_has_no_way_to_write_is_refused_with_the_text() -> None:
    with pytest.raises(UnwritableLog, match=r"a\\x0bb"):
        list(pieces([Logged(0, 7, "i", "a\x0bb")]))


def test_a_written_log_uses_the_standard_extensions() -> None:
    event = Logged(0, 0, "<1>", "a&b", "clerk", "Li", "office", "pass")
    written = "".join(pieces([event]))
    for part in (
        '<extension name="Organizational" prefix="org"',
        '<string key="concept:name" value="&lt;1&gt;"/>',
        '<string key="org:resource" value="Li"/>',
        '<string key="org:role" value="clerk"/>',
        '<string key="org:group" value="office"/>',
        '<string key="lifecycle:transition" value="reassign"/>',
        '<date key="time:timestamp" value="1970-01-01T00:00:00.000000+00:00"/>',
    ):
        assert part in written


def test_a_log_from_here_that_was_changed_is_refused() -> None:
    written = "".join(pieces([Logged(0, 0, "a", "b")])).replace('key="seq"', 'key="sequel"')
    with pytest.raises(UnreadableLog, match="was changed since"):
        list(logged_of(XesLog(io.BytesIO(written.encode()))))
