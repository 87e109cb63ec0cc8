"""Hostile logs on the pages: too wide, too long, lying about themselves, or with names made to break out."""

import json
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import ZipFile

import duckdb
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from remit.apps.lab.actions import bring_in_log, receive_log
from remit.apps.lab.models import Log
from remit.apps.lab.queries import ON_A_PAGE
from remit.apps.lab.queries.parquet import rows_of_parquet
from remit.apps.organisation.models import Appointment
from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.limits import Limits
from remit.web.insight.pages import ANALYSES
from tests.builders import FOUNDED, House, hold, house, post

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
COLUMNS = {"item": "case", "activity": "activity", "at": "time", "person": "person"}
BREAKING = (
    "</script><script>alert(1)</script>", "=HYPERLINK(\"http://e.example\")", "a\u2028';alert(1)//",
    '"]}[0]', "{{ 7 * 7 }}", "%s{0}", "__proto__", "a\x00b\x07",
)  # fmt: skip


def hand_in(client: Client, content: bytes, name: str, unit: object) -> str:
    """The page after handing the file in."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("insight_log_new"), {"unit": str(unit), "file": file}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def brought(home: House, by: Appointment, content: bytes) -> Log:
    """A log that can be looked at."""
    log = receive_log(home.roads, "permits.csv", content, by=by, at=FOUNDED)
    return bring_in_log(log, COLUMNS, by=by, at=FOUNDED)


def quoted(text: str) -> str:
    """A field of a table."""
    return '"' + text.replace('"', '""') + '"'


def hostile() -> bytes:
    """A log whose items, activities and people are all made to break out."""
    lines = ["case,activity,time,person"]
    for number in range(30):
        for step, name in enumerate((*BREAKING, *BREAKING)):
            who = BREAKING[(step + number) % len(BREAKING)]
            at = f"2026-03-{1 + number % 28:02} {step:02}:00"
            lines.append(f"{quoted(name + str(number))},{quoted(name)},{at},{quoted(who)}")
    return "\n".join(lines).encode()


def test_a_table_of_endless_columns_is_refused(home: House, signed_in: Client) -> None:
    head = ",".join(["case", "activity", "time", *(f"c{n}" for n in range(300))])
    content = f"{head}\n1,ask,2026-03-02{',' * 300}\n".encode()
    assert "303 columns; 300 are allowed" in hand_in(signed_in, content, "wide.csv", home.roads.pk)
    assert not Log.objects.exists()


def test_an_object_type_list_that_never_ends_is_cut(home: House, signed_in: Client) -> None:
    objects = [{"id": f"o{n}", "type": f"kind {n}"} for n in range(2000)]
    events = [
        {"id": "e", "type": "ask", "time": "2026-03-02T09:00:00Z",
         "relationships": [{"objectId": "o0"}]}
    ]  # fmt: skip
    content = json.dumps({"objects": objects, "events": events}).encode()
    told = hand_in(signed_in, content, "types.json", home.roads.pk)
    assert "1 event would be brought in" in told
    assert 1 < told.count("<option") < 400


@pytest.mark.parametrize("column", ["case", "activity", "person"])
def test_a_name_as_long_as_a_book_is_refused(home: House, signed_in: Client, column: str) -> None:
    row = {"case": "1", "activity": "ask", "time": "2026-03-02", "person": "Wanda"}
    row[column] = "x" * 5000
    content = f"{','.join(row)}\n{','.join(row.values())}\n".encode()
    told = hand_in(signed_in, content, "long.csv", home.roads.pk)
    assert "5,000 characters; 1,000 are allowed" in told
    assert "Bring in<" not in told
    assert len(told) < 60_000


def test_one_giant_line_is_refused(home: House, signed_in: Client) -> None:
    told = hand_in(signed_in, b"case,activity,time\n1," + b"a" * 10_000_000, "l.csv", home.roads.pk)
    assert "cannot be read here" in told
    assert not Log.objects.exists()


def lying(rows: int) -> bytes:
    """A Parquet file that says in its foot that it has one row; its row group says how many there are."""
    with NamedTemporaryFile(suffix=".parquet") as file:
        asked = f"SELECT NULL::VARCHAR AS a FROM range({rows})"
        duckdb.execute(f"COPY ({asked}) TO '{file.name}' (FORMAT parquet)")
        content = Path(file.name).read_bytes()
    zigzag = 2 * rows
    written = bytes([0x16, zigzag & 0x7F | 0x80, zigzag >> 7])
    foot = content.rindex(b"PAR1") - 4 - int.from_bytes(content[-8:-4], "little")
    place = content.index(written, foot)
    return content[:place] + b"\x16\x82\x00" + content[place + 3 :]


def test_a_parquet_file_that_lies_about_its_rows_is_counted_again() -> None:
    content = lying(1000)
    with NamedTemporaryFile(suffix=".parquet") as file:
        Path(file.name).write_bytes(content)
        asked = f"SELECT num_rows FROM parquet_file_metadata('{file.name}')"
        said = duckdb.execute(asked).fetchall()
    assert said == [(1,)]
    with pytest.raises(UnreadableLog) as told:
        list(rows_of_parquet(content, Limits(entries=10)))
    assert [finding.id for finding in told.value.findings] == ["table.entries"]


def test_names_of_parquet_columns_are_names_and_no_sql(home: House, signed_in: Client) -> None:
    bad = "a\" FROM read_text('/etc/passwd'); --"
    with NamedTemporaryFile(suffix=".parquet") as file:
        column = bad.replace('"', '""')
        asked = (
            f"SELECT '1' AS \"case\", 'ask' AS activity, '2026-03-02' AS \"time\","
            f" 'harmless' AS \"{column}\""
        )
        duckdb.execute(f"COPY ({asked}) TO '{file.name}' (FORMAT parquet)")
        content = Path(file.name).read_bytes()
    told = hand_in(signed_in, content, "sql.parquet", home.roads.pk)
    assert "harmless" in told
    assert "root:" not in told


@pytest.mark.parametrize("kind", ["", *sorted(ANALYSES)])
def test_names_made_to_break_out_stay_texts(
    home: House, analyst: Appointment, signed_in: Client, kind: str
) -> None:
    log = brought(home, analyst, hostile())
    name, args = ("insight_analysis", [kind]) if kind else ("insight", [])
    answer = signed_in.get(reverse(name, args=args), {"log": f"log:{log.pk}"})
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>alert" not in told
    for spec in re.findall(
        r'<script id="[^"]+" type="application/json">(.*?)</script>', told, re.S
    ):
        written = json.loads(spec)
        assert "\u2028" not in "".join(expressions(written))


def expressions(spec: object) -> list[str]:
    """Everything in a chart that is read as an expression, and not as a value."""
    if isinstance(spec, list):
        return [each for part in spec for each in expressions(part)]
    if not isinstance(spec, dict):
        return []
    own = [str(spec[key]) for key in ("labelExpr", "test") if key in spec]
    return own + [each for key, part in spec.items() if key != "data" for each in expressions(part)]


def test_a_workbook_holds_texts_and_no_formulas(
    home: House, analyst: Appointment, signed_in: Client
) -> None:
    log = brought(home, analyst, hostile())
    query = {"log": f"log:{log.pk}", "format": "xlsx", "table": "flow-map"}
    answer = signed_in.get(reverse("insight_analysis", args=["flow"]), query)
    with ZipFile(BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "HYPERLINK" in texts
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_what_is_said_of_columns_a_file_has_not_is_not_kept(
    home: House, analyst: Appointment, signed_in: Client
) -> None:
    xes = (
        b'<log><trace><string key="concept:name" value="a"/><event>'
        b'<string key="concept:name" value="ask"/>'
        b'<date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace></log>'
    )
    log = receive_log(home.roads, "a.xes", xes, by=analyst, at=FOUNDED)
    said = {"person": "Wanda, whose name should not stay", "item": "x"}
    signed_in.post(reverse("insight_log_bring_in", args=[log.pk]), said)
    log.refresh_from_db()
    assert log.measured
    assert log.columns == {}


def test_a_log_of_another_organisation_is_nowhere(
    home: House, analyst: Appointment, signed_in: Client
) -> None:
    log = brought(home, analyst, hostile().replace(b"__proto__", b"Wanda"))
    waits = receive_log(
        home.roads, "wait.csv", b"case,activity,time\n1,a,2026-03-02\n", by=analyst, at=FOUNDED
    )
    other = house("Elsewhere")
    stranger = Client()
    codes = ("insight.read", "insight.measure", "ledger.read")
    stranger.force_login(hold(post(other.root, "spy", *codes), "spy").person)
    for query in ({"log": f"log:{log.pk}"}, {"log": f"log:{log.pk}", "unit": str(home.roads.pk)}):
        for more in ({}, {"on": "2026-01-01"}, {"on": "today"}):
            asked = [reverse("insight"), reverse("insight_events"), reverse("insight_runs")]
            asked += [reverse("insight_analysis", args=[kind]) for kind in ANALYSES]
            for address in asked:
                told = stranger.get(address, query | more).content.decode()
                assert "Wanda" not in told
                assert "permits.csv" not in told
    stranger.get(reverse("insight"), {"on": "today"})
    assert "permits.csv" not in stranger.get(reverse("insight_logs")).content.decode()
    for row in (log, waits):
        assert stranger.get(reverse("insight_log", args=[row.pk])).status_code == 404
        for deed in ("insight_log_remove", "insight_log_bring_in"):
            answer = stranger.post(reverse(deed, args=[row.pk]), {"why": "x"})
            assert answer.status_code == 404
        row.refresh_from_db()
        assert row.removed_at is None
    assert waits.waiting


def test_who_measures_elsewhere_and_only_reads_here_changes_nothing(
    home: House, analyst: Appointment
) -> None:
    waits = receive_log(
        home.roads, "wait.csv", b"case,activity,time\n1,Wanda,2026-03-02\n", by=analyst, at=FOUNDED
    )
    reads = hold(post(home.root, "reader", "insight.read"), "rea")
    measures = hold(post(home.works, "measurer", "insight.measure", "insight.read"), "rea2")
    both = Client()
    both.force_login(reads.person)
    assert "Wanda" not in both.get(reverse("insight_log", args=[waits.pk])).content.decode()
    both.force_login(measures.person)
    assert both.get(reverse("insight_log", args=[waits.pk])).status_code == 404
    answer = both.post(
        reverse("insight_log_new"),
        {"unit": str(home.roads.pk), "file": SimpleUploadedFile("a.csv", b"case,activity,time\n")},
    )
    assert answer.status_code == 200
    assert Log.objects.count() == 1


def test_a_deed_without_the_token_of_its_page_is_refused(home: House, analyst: Appointment) -> None:
    log = brought(home, analyst, hostile())
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(analyst.person)
    for address, sent in (
        (reverse("insight_log_remove", args=[log.pk]), {"why": "x"}),
        (reverse("insight_log_bring_in", args=[log.pk]), {}),
        (reverse("insight_log_new"), {"unit": str(home.roads.pk)}),
    ):
        assert strict.post(address, sent).status_code == 403
    assert Log.objects.get().measured


def test_the_limits_of_a_page_are_tighter_than_those_of_the_command() -> None:
    assert ON_A_PAGE.entries < Limits().entries
