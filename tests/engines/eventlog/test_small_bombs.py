"""Small files that ask for endless time or memory, or for numbers that no column holds: refused in time."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from io import BytesIO

import pytest

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.forms import Form
from remit.engines.eventlog.layouts import moment_of, orders
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.ocel_database import from_database
from remit.engines.eventlog.ocel_reading import from_json
from remit.engines.eventlog.ocel_rows import rows_of
from remit.engines.eventlog.tabular import Asked
from remit.engines.measures.exchange import from_stream

FEW = replace(SANE, entries=5)
ENDLESS = "9" * 30


def refused(content: bytes, form: Form, limits: Limits = SANE) -> list[str]:
    """The ids of what is wrong with a file."""
    with pytest.raises(UnreadableLog) as told:
        from_stream(BytesIO(content), form, Asked({}), limits)
    return [finding.id for finding in told.value.findings]


def test_a_date_followed_by_endless_blanks_is_no_date() -> None:
    blanks = "2020-01-01 10:00" + " " * 120_000 + "x"
    with pytest.raises(ValueError, match="2020"):
        moment_of(blanks, None)
    last = "03/04/2020 10:00" + " " * 120_000 + "x"
    assert orders([(2, last)]).open is None


def test_a_key_that_stands_twice_among_very_many_is_told_at_once() -> None:
    keys = ",".join(f'"k{number}":1' for number in range(200_000))
    with pytest.raises(UnreadableLog) as told:
        from_json(BytesIO(f'{{{keys},"k199999":1}}'.encode()))
    assert [finding.id for finding in told.value.findings] == ["ocel.doubled_key"]
    assert "k199999" in told.value.findings[0].message.en


def test_a_json_of_empty_shells_is_refused_before_it_is_built() -> None:
    shells = b'{"eventTypes":[' + b"[]," * 100 + b"[]]}"
    with pytest.raises(UnreadableLog) as told:
        from_json(BytesIO(shells), FEW)
    assert [finding.id for finding in told.value.findings] == ["ocel.entries"]


OURS = {
    Form.CSV: (
        b"at,seq,item,activity,post,person,unit,kind\n"
        b"2026-01-01T00:00:00Z,%s,a,ask,,,,work\n" % ENDLESS.encode()
    ),
    Form.OCEL_JSON: (
        b'{"objects":[{"id":"a","type":"item"}],"events":[{"id":"e","type":"ask",'
        b'"time":"2026-01-01T00:00:00Z","relationships":[{"objectId":"a"}],"attributes":'
        b'[{"name":"seq","value":"%s"},{"name":"kind","value":"work"}]}]}' % ENDLESS.encode()
    ),
    Form.XES: (
        b'<log><string key="exchange" value="remit 1"/><trace><string key="concept:name" value="a"/>'
        b'<event><string key="concept:name" value="ask"/><int key="seq" value="%s"/>'
        b'<date key="time:timestamp" value="2026-01-01T00:00:00Z"/>'
        b'<string key="kind" value="work"/></event></trace></log>' % ENDLESS.encode()
    ),
}


@pytest.mark.parametrize("form", [Form.CSV, Form.XES])
def test_a_place_that_no_column_holds_is_told(form: Form) -> None:
    assert refused(OURS[form], form)[0] in {"table.unreadable_date", "xes.not_ours"}


def test_an_ocel_with_such_places_counts_as_one_of_others() -> None:
    found = from_stream(BytesIO(OURS[Form.OCEL_JSON]), Form.OCEL_JSON, Asked({}))
    assert found.table.seq.tolist() == [0]


def test_a_xes_log_of_too_many_events_is_refused() -> None:
    event = b'<event><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>'
    content = b"<log>" + (b"<trace>" + event * 2 + b"</trace>") * 3 + b"</log>"
    assert refused(content, Form.XES, FEW) == ["xes.events"]
    assert from_stream(BytesIO(content), Form.XES, Asked({}), replace(SANE, entries=6)).table


def test_an_event_of_many_items_counts_once_for_each_towards_the_limit() -> None:
    objects = ",".join(f'{{"id":"o{n}","type":"order"}}' for n in range(4))
    related = ",".join(f'{{"objectId":"o{n}"}}' for n in range(4))
    events = ",".join(
        f'{{"id":"e{n}","type":"ask","time":"2026-01-01T00:00:00Z","relationships":[{related}]}}'
        for n in range(2)
    )
    log = from_json(BytesIO(f'{{"objects":[{objects}],"events":[{events}]}}'.encode()))
    with pytest.raises(UnreadableLog) as told:
        rows_of(log, limits=FEW)
    assert [finding.id for finding in told.value.findings] == ["ocel.entries"]


TABLES = """
CREATE TABLE event(ocel_id TEXT, ocel_type TEXT);
CREATE TABLE object(ocel_id TEXT, ocel_type TEXT);
CREATE TABLE event_object(ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
CREATE TABLE event_map_type(ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE event_ask(ocel_id TEXT, ocel_time TEXT);
INSERT INTO object VALUES ('o', 'order');
INSERT INTO event VALUES ('e', 'ask');
INSERT INTO event_map_type VALUES ('ask', 'ask');
INSERT INTO event_ask VALUES ('e', '2026-01-01T00:00:00Z');
INSERT INTO event_object VALUES ('e', 'o', '');
"""


def of_database(sql: str, limits: Limits = SANE) -> list[str]:
    """The ids of what is wrong with a database."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES + sql)
        with pytest.raises(UnreadableLog) as told:
            from_database(connection, limits)
    return [finding.id for finding in told.value.findings]


def test_the_database_before_it_is_made_hostile_is_read() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES)
        assert len(from_database(connection, FEW).events) == 1


def test_a_long_default_for_every_row_is_counted_as_text() -> None:
    sql = (
        "DROP TABLE event_object;"
        "CREATE TABLE event_object(ocel_event_id TEXT, ocel_object_id TEXT);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
        "INSERT INTO event_object SELECT 'e', 'o' FROM n;"
        f"ALTER TABLE event_object ADD COLUMN ocel_qualifier TEXT DEFAULT '{'x' * 100_000}';"
    )
    small = replace(SANE, document_bytes=2**20)
    assert of_database(sql, small) == ["log.document_bytes"]


def test_a_table_that_is_read_again_and_again_comes_to_an_end() -> None:
    sql = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
        "INSERT INTO event_map_type SELECT 'ask', 'ask' FROM n;"
    )
    assert of_database(sql, FEW) == ["ocel.entries"]


def test_a_virtual_table_is_known_however_it_is_written() -> None:
    sql = (
        "DROP TABLE object; CREATE VIRTUAL TABLE object USING fts5(ocel_id, ocel_type);"
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET"
        " sql = 'CREATE/**/VIRTUAL TABLE object USING fts5(ocel_id, ocel_type)' WHERE name = 'object';"
    )
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(TABLES + sql)
        content = made.serialize()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        with pytest.raises(UnreadableLog) as told:
            from_database(connection)
    assert [finding.id for finding in told.value.findings] == ["ocel.missing_table"]
