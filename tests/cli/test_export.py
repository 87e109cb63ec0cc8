"""`remit export log` and `remit measure` over all formats: the same events, or a reason."""

import gzip
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from remit.apps.lab.queries import logs as logs_kept
from remit.cli.measuring.exchange import as_logged, as_table, from_file, to_file
from remit.cli.measuring.forms import Form
from remit.cli.measuring.ocel_files import from_sqlite, to_sqlite
from remit.engines.eventlog.limits import SANE
from remit.engines.eventlog.logged import Logged
from remit.engines.measures.table import EventRow, EventTable, Kind
from remit.jobs.lab import index
from tests.builders import FOUNDED, house, seal_all
from tests.command import Remit
from tests.engines.eventlog.exchanged import TEXTS, in_order, logs, refused
from tests.engines.measures.drawn import LOGS

FORMS = [Form.XES, Form.OCEL_JSON, Form.OCEL_SQLITE, Form.CSV]
HOUR = 3_600_000_000
TABLE = """案件编号;环节;时间;经办人;单位
甲-1;受理;13/04/2026 10:00;张;一科
甲-1;审核;14/04/2026 09:00;李;二科
乙-2;受理;15/04/2026 09:00;张;一科
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(TABLE, encoding="gb18030")
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A log of two events in SQLite."""
    path = tmp_path / "log.sqlite"
    to_sqlite([Logged(HOUR, 0, "a", "ask"), Logged(2 * HOUR, 1, "a", "do")], path)
    return path


def altered(database: Path, *statements: str) -> Path:
    """The database after some SQL."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return database


@pytest.mark.parametrize("form", FORMS)
@given(rows=LOGS.filter(bool))
def test_a_table_written_and_read_again_is_equal(
    tmp_path_factory: pytest.TempPathFactory, form: Form, rows: list[EventRow]
) -> None:
    before = EventTable.from_rows(rows)
    file = tmp_path_factory.mktemp("out") / "log"
    to_file(before, file, form)
    after = from_file(file, form, {}).table
    assert list(after.rows()) == list(before.rows())
    assert after.labels == before.labels


@given(logs(TEXTS))
def test_ocel_in_sqlite_gives_the_same_events(
    tmp_path_factory: pytest.TempPathFactory, events: list[Logged]
) -> None:
    file = tmp_path_factory.mktemp("out") / "log"
    to_file(as_table(events), file, Form.OCEL_SQLITE)
    assert in_order(as_logged(from_file(file, Form.OCEL_SQLITE, {}).table)) == events


@pytest.mark.parametrize("form", FORMS)
def test_a_log_of_any_format_is_exported_and_measured_alike(
    remit: Remit, tmp_path: Path, table: Path, form: Form
) -> None:
    written = tmp_path / "written"
    file = written.with_suffix(".csv") if form is Form.CSV else written
    answer = remit("export", "log", file, "--as", form.value, "--from", table)
    assert (answer.code, "3 events written" in answer.out) == (0, True)
    again = remit("measure", file, "--json").json
    ours = remit("measure", table, "--json").json
    assert again.pop("log") != ours.pop("log")
    assert again == ours
    assert list(tmp_path.glob(".*")) == []


def test_what_was_understood_is_told_on_the_error_stream(remit: Remit, table: Path) -> None:
    answer = remit("measure", table, "--json")
    assert answer.json["extent"]["items"] == 2
    for said in ("GB18030", "item=案件编号", "day first", "read as UTC"):
        assert said in answer.err


def test_a_date_that_can_be_two_is_refused_until_it_is_said(remit: Remit, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("case,activity,time\na,b,03/04/2026\n")
    answer = remit("measure", file)
    assert (answer.code, "(line 2)" in answer.err) == (2, True)
    assert "--dates day-first" in answer.err
    told = remit("measure", file, "--dates", "day-first", "--json").json
    assert told["extent"]["first"].startswith("2026-04-03")
    assert remit("measure", file, "--dates", "sideways").code == 2


def test_the_item_of_an_object_centric_log_can_be_chosen(remit: Remit, tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    things = [{"id": "o", "type": "order"}, {"id": "p", "type": "parcel"}]
    related = [{"objectId": each["id"], "qualifier": ""} for each in things]
    event = {"id": "e", "type": "ask", "time": "2026-01-01T00:00:00Z", "relationships": related}
    file.write_text(json.dumps({"objects": things, "events": [event]}))
    packed = tmp_path / "log.json.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert "Choose another with" in remit("measure", file).err
    assert "Choose another with" not in remit("measure", packed, "--column", "item=parcel").err


def test_a_file_that_is_there_already_is_not_overwritten(remit: Remit, table: Path) -> None:
    assert remit("export", "log", table, "--from", table).code == 2
    assert table.read_text(encoding="gb18030") == TABLE


def test_what_the_format_cannot_carry_leaves_no_file(remit: Remit, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("case,activity,time\na\x0b1,b,2026-04-03\n")
    answer = remit("export", "log", tmp_path / "out", "--from", file)
    assert (answer.code, "cannot carry" in answer.err) == (2, True)
    assert sorted(tmp_path.iterdir()) == [file]


def test_a_log_without_events_is_not_written(remit: Remit, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("case,activity,time\na,b,\n")
    assert "no event to write" in remit("export", "log", tmp_path / "out", "--from", file).err


@pytest.mark.django_db
def test_the_house_without_events_says_so(remit: Remit, tmp_path: Path) -> None:
    answer = remit("export", "log", tmp_path / "out", "--as", "ocel-json")
    assert (answer.code, "remit tick" in answer.err) == (2, True)
    assert "deeds, steps" in remit("export", "log", tmp_path / "out", "--log", "secrets").err


def test_tables_of_types_never_meet_however_the_types_are_called(tmp_path: Path) -> None:
    kinds = ["object", "Object", "map type", "maptype", "ask!", "Ask", "受理", "", '"; --']
    events = [Logged(HOUR, n, "a", kind) for n, kind in enumerate(kinds)]
    to_sqlite(events, tmp_path / "log")
    found = from_sqlite(tmp_path / "log")
    assert [event.type for event in found.events] == kinds


def test_a_database_that_is_no_object_centric_log_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "log.sqlite"
    altered(file, "CREATE TABLE event (name TEXT)")
    found = refused(lambda: from_sqlite(file))
    assert [kind for kind, _ in found] == ["ocel.missing_table"] * 4


@pytest.mark.parametrize(
    ("statements", "id"),
    [
        (["INSERT INTO event VALUES ('e0', 'ask')"], "ocel.doubled_event"),
        (["INSERT INTO object VALUES ('item:a', 'item')"], "ocel.doubled_object"),
        (["DROP TABLE event_ask"], "ocel.missing_table"),
        (["DELETE FROM event_ask"], "ocel.event_without_time"),
        (["INSERT INTO event VALUES (CAST(x'ff' AS TEXT), 'ask')"], "ocel.not_a_database"),
        (["UPDATE object SET ocel_id = zeroblob(2000000)"], "ocel.not_a_database"),
        (
            [
                "DROP TABLE object",
                "CREATE VIEW object AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                " SELECT i AS ocel_id, 'item' AS ocel_type FROM n",
            ],
            "ocel.missing_table",
        ),
    ],
)
def test_hostile_databases_are_refused(database: Path, statements: list[str], id: str) -> None:
    assert refused(lambda: from_sqlite(altered(database, *statements)))[0][0] == id


def test_damaged_databases_and_absurd_sizes_are_refused(database: Path) -> None:
    few = replace(SANE, entries=1)
    assert refused(lambda: from_sqlite(database, few))[0][0] == "ocel.entries"
    small = replace(SANE, database_bytes=10)
    assert refused(lambda: from_sqlite(database, small))[0][0] == "log.document_bytes"
    database.write_bytes(database.read_bytes()[:5000])
    assert refused(lambda: from_sqlite(database))[0][0] == "ocel.not_a_database"


@pytest.mark.parametrize("name", ["log.csv.gz", "log.json.gz", "log.xes.gz"])
def test_a_small_file_that_unpacks_without_end_is_refused(
    remit: Remit, tmp_path: Path, name: str
) -> None:
    bomb = tmp_path / name
    start = {"csv": b"case,activity,time\n", "json": b'{"events": [', "xes": b"<log>"}
    content = start[name.split(".")[1]] + b" " * (40 * 1024 * 1024)
    bomb.write_bytes(gzip.compress(content, 9))
    assert "250 times when unpacked" in remit("measure", bomb).err


def test_a_zip_archive_is_refused_in_words(remit: Remit, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("log.xes", "<log/>")
    file = tmp_path / "log.xes"
    file.write_bytes(packed.getvalue())
    assert "still packed (zip)" in remit("measure", file).err


def test_kinds_keep_their_meaning_in_every_format(tmp_path: Path) -> None:
    rows = [EventRow(HOUR * n, n, "a", "ask", kind=kind) for n, kind in enumerate(Kind)]
    for form in FORMS:
        to_file(EventTable.from_rows(rows), tmp_path / form.value, form)
        assert list(from_file(tmp_path / form.value, form, {}).table.rows()) == rows


@pytest.mark.django_db
def test_the_house_writes_its_own_deeds_with_references_instead_of_names(
    remit: Remit, tmp_path: Path
) -> None:
    home = house()
    seal_all()
    index(FOUNDED)
    file = tmp_path / "deeds.json"
    assert remit("export", "log", file, "--as", "ocel-json").code == 0
    found = from_file(file, Form.OCEL_JSON, {}).table
    assert len(found) == logs_kept([("", "z")])["deeds"]
    written = file.read_text()
    assert "organisation." in written
    assert home.clerk.person.name not in written
