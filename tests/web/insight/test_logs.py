"""A log of another system on the pages: handed in, its columns said, looked at, removed; hostile ones refused."""

import gzip
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

import duckdb
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from remit.apps.lab.models import Log, Run
from remit.apps.organisation.models import Appointment
from remit.apps.vault.models import Key
from remit.cli.measuring.exchange import as_table, from_file, to_file
from remit.cli.measuring.forms import Form
from remit.engines.eventlog.logged import Logged
from remit.web.insight.pages import ANALYSES
from tests.builders import House, entries, hold, post, row_faults_in

pytestmark = pytest.mark.django_db
PEOPLE = ("Wanda", "Rosalind")


def rows(items: int = 20) -> list[Logged]:
    """Items that go from one person to another and back, a day each."""
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    found = []
    for number in range(items):
        for step, person in enumerate((*PEOPLE, *PEOPLE)):
            at = start + timedelta(days=number + step)
            us = int(at.timestamp()) * 1_000_000
            found.append(Logged(us, len(found), f"A-{number}", f"step {step}", "", person))
    return found


def table(dates: str = "%Y-%m-%d %H:%M", head: str = "案件编号,环节,办理时间,经办人") -> bytes:
    """The same as a text table of another system."""
    lines = [
        f"{e.item},{e.activity},{datetime.fromtimestamp(e.ts_us / 1e6, UTC).strftime(dates)},{e.person}"
        for e in rows()
    ]
    return "\n".join([head, *lines]).encode()


def hand_in(client: Client, content: bytes, name: str, unit: object) -> str:
    """The page after handing the file in."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("insight_log_new"), {"unit": str(unit), "file": file}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def bring_in(client: Client, told: str) -> str:
    """The page after pressing "Bring in" as it stands there."""
    form = re.search(r'<form method="post" action="([^"]+/bring-in)">(.*?)</form>', told, re.S)
    assert form is not None
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[2]))
    return str(client.post(form[1], fields, follow=True).content.decode())


def brought(client: Client, home: House) -> Log:
    """A log that can be looked at."""
    bring_in(client, hand_in(client, table(), "permits.csv", home.roads.pk))
    return Log.objects.get()


def test_a_table_is_understood_looked_at_and_brought_in(home: House, signed_in: Client) -> None:
    told = hand_in(signed_in, table(), "permits.csv", home.roads.pk)
    assert "80 events would be brought in" in told
    assert '<option value="经办人" selected>经办人 – Wanda, Rosalind</option>' in told
    assert "step 0" in told
    log = Log.objects.get()
    assert (log.events, log.measured) == (0, False)
    done = bring_in(signed_in, told)
    assert "The log is brought in" in done
    log.refresh_from_db()
    assert (log.events, log.measured, log.file) == (80, True, None)
    assert log.columns["person"] == "经办人"
    (entry,) = entries("lab.log_brought_in")
    assert entry.body == {
        "digest": log.digest, "events": "80", "columns": "activity, at, item, person",
    }  # fmt: skip
    assert row_faults_in("lab") == set()


def test_its_measures_open_their_events(home: House, signed_in: Client) -> None:
    log = brought(signed_in, home)
    told = page(signed_in, "insight_analysis", "handovers", log=f"log:{log.pk}")
    assert "Of 60 handovers 40 came straight back, in 20 items." in told
    assert "Rosalind" in told
    link = re.search(r'href="(/insight/events\?[^"]*which=handover[^"]*)">(\d+)</a>', told)
    assert link is not None
    behind = signed_in.get(link[1].replace("&amp;", "&")).content.decode()
    assert behind.partition("<tbody")[2].count("<tr") == int(link[2])
    assert "A-0" in behind


def page(client: Client, name: str, *args: object, **query: str) -> str:
    """What a page shows."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("kind", sorted(ANALYSES))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_over_a_log(
    home: House, signed_in: Client, kind: str, language: str
) -> None:
    log = brought(signed_in, home)
    signed_in.cookies["django_language"] = language
    told = page(signed_in, "insight_analysis", kind, log=f"log:{log.pk}")
    assert "permits.csv" in told
    page(signed_in, "insight", log=f"log:{log.pk}")


def test_what_names_people_of_a_log_is_not_stored(home: House, signed_in: Client) -> None:
    log = brought(signed_in, home)
    assert "Store this" not in page(signed_in, "insight_analysis", "flow", log=f"log:{log.pk}")
    answer = signed_in.post(reverse("insight_store", args=["flow"]), {"log": f"log:{log.pk}"})
    assert answer.status_code == 404
    assert not Run.objects.exists()


def test_dates_that_can_be_two_days_are_asked_about(home: House, signed_in: Client) -> None:
    content = b"case,activity,time\n1,ask,03/04/2026\n1,give,05/04/2026\n"
    told = hand_in(signed_in, content, "short.csv", home.roads.pk)
    assert "can be 2026-04-03 or 2026-03-04" in told
    assert "--dates" not in told
    assert "Bring in<" not in told
    chosen = {"looked": "1", "item": "case", "activity": "activity", "at": "time"}
    page_of = reverse("insight_log", args=[Log.objects.get().pk])
    again = signed_in.get(page_of, {**chosen, "dates": "day-first"}).content.decode()
    assert "3 April 2026" in again
    bring_in(signed_in, again)
    assert Log.objects.get().dates == "day-first"


def test_dates_that_leave_no_choice_are_not_asked_about(home: House, signed_in: Client) -> None:
    told = hand_in(signed_in, table("%d/%m/%Y %H:%M"), "days.csv", home.roads.pk)
    assert 'name="dates"' not in told.partition("Bring in")[0].partition('<form method="post"')[0]
    assert "2 March 2026" in told


def test_all_faults_are_told_at_once_with_their_lines(home: House, signed_in: Client) -> None:
    content = b"case,what,time\n1,ask,someday\n,give,2026-04-05\n1,end,never\n"
    told = hand_in(signed_in, content, "bad.csv", home.roads.pk)
    assert "Choose it on this page" in told
    assert "4 things to put right" in told
    assert "line 4" in told
    page_of = reverse("insight_log", args=[Log.objects.get().pk])
    chosen = {"looked": "1", "item": "case", "activity": "what", "at": "time"}
    again = signed_in.get(page_of, chosen).content.decode()
    assert "3 things to put right" in again
    for line, text in (("line 2", "someday"), ("line 3", "is empty"), ("line 4", "never")):
        assert line in again
        assert text in again
    refused = signed_in.post(page_of + "/bring-in", chosen, follow=True).content.decode()
    assert "someday" in refused
    assert not Log.objects.get().measured


def test_a_log_is_read_from_every_format(home: House, signed_in: Client, tmp_path: Path) -> None:
    wanted = as_table(rows())
    names = {
        Form.XES: "log.xes", Form.OCEL_JSON: "log.json", Form.OCEL_SQLITE: "log.sqlite",
        Form.CSV: "log.csv",
    }  # fmt: skip
    for form, name in names.items():
        to_file(wanted, tmp_path / name, form)
        content = (tmp_path / name).read_bytes()
        done = bring_in(signed_in, hand_in(signed_in, content, name, home.roads.pk))
        assert "The log is brought in" in done, form
        assert Log.objects.latest("pk").events == len(from_file(tmp_path / name, form, {}).table)


def test_a_parquet_file_is_mapped_like_a_table(
    home: House, signed_in: Client, tmp_path: Path
) -> None:
    file = tmp_path / "log.parquet"
    duckdb.sql(
        "SELECT 'A-' || (i // 2) AS case, 'step ' || (i % 2) AS activity, 'Wanda' AS resource,"
        " TIMESTAMP '2026-03-02 09:00:00' + i * INTERVAL 1 HOUR AS \"time\" FROM range(10) t(i)"
    ).write_parquet(str(file))
    told = hand_in(signed_in, file.read_bytes(), "log.parquet", home.roads.pk)
    assert "10 events would be brought in" in told
    bring_in(signed_in, told)
    assert Log.objects.get().events == 10


def bomb() -> bytes:
    """A small Parquet file of very much text."""
    with NamedTemporaryFile(suffix=".parquet") as file:
        duckdb.sql(
            "SELECT repeat('x', 100000) AS \"case\", 'a' AS activity,"
            " TIMESTAMP '2026-01-01' AS \"time\" FROM range(5000)"
        ).write_parquet(file.name)
        return Path(file.name).read_bytes()


def deep() -> bytes:
    """A JSON document nested far too deep."""
    return b'{"eventTypes":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


HOSTILE = {
    "bomb.xes.gz": (lambda: gzip.compress(b"<log>" + b" " * 40_000_000), "grows more than"),
    "entity.xes": (
        lambda: b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "b">]><log>&a;</log>',
        "Entities are refused",
    ),
    "bomb.parquet": (bomb, "holds more than"),
    "book.xlsx": (lambda: b"PK\x03\x04" + b"\0" * 50, "Save a workbook as CSV"),
    "picture.csv": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "no event log"),
    "junk.parquet": (lambda: b"PAR1 junk", "cannot be read as a table in Parquet"),
    "junk.sqlite": (lambda: b"SQLite format 3\0" + b"\1" * 600, "no SQLite database"),
    "deep.json": (deep, "nested far too deep"),
    "binary.csv": (lambda: b"case,activity,time\n\xff\xff\xff", "neither in UTF-8 nor"),
    "words.xes": (lambda: b"Dear all, ...", "not XML"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_refused_with_the_reason_and_nothing_kept(
    home: House, signed_in: Client, name: str
) -> None:
    make, reason = HOSTILE[name]
    told = hand_in(signed_in, make(), name, home.roads.pk)
    assert reason in told
    assert not Log.objects.exists()
    assert not entries("lab.log_received")


def test_the_reason_is_in_the_readers_language(home: House, signed_in: Client) -> None:
    signed_in.cookies["django_language"] = "zh-hans"
    make, _ = HOSTILE["book.xlsx"]
    assert "不是事件日志" in hand_in(signed_in, make(), "book.xlsx", home.roads.pk)


@pytest.mark.parametrize("at", ["900000000000000000", "-90000000000000000"])
def test_an_instant_that_is_no_date_is_told(home: House, signed_in: Client, at: str) -> None:
    content = f"case,activity,ts_us\n1,ask,{at}\n".encode()
    told = hand_in(signed_in, content, "far.csv", home.roads.pk)
    assert "outside the years 1000 to 9000" in told
    assert "Bring in<" not in told


def test_a_file_beyond_the_setting_is_refused(
    home: House, signed_in: Client, settings: object
) -> None:
    settings.LOG_UPLOAD = 1000  # type: ignore[attr-defined]
    told = hand_in(signed_in, table(), "permits.csv", home.roads.pk)
    assert "Gzip it, or export it in parts" in told
    assert not Log.objects.exists()


def test_names_are_nowhere_in_the_clear(home: House, signed_in: Client) -> None:
    hand_in(signed_in, table(), "permits.csv", home.roads.pk)
    log = brought_again(signed_in)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM lab_log")
        kept = json.dumps(cursor.fetchall(), default=str)
        cursor.execute("SELECT body FROM ledger_entry")
        told = json.dumps(cursor.fetchall(), default=str)
    assert "Wanda" not in kept + told
    assert "A-0" not in kept + told
    assert log.table is not None


def brought_again(client: Client) -> Log:
    """The log that was handed in, brought in."""
    log = Log.objects.get()
    bring_in(client, page(client, "insight_log", log.pk))
    return Log.objects.get()


def test_a_removed_log_is_gone_with_its_key_and_says_why(home: House, signed_in: Client) -> None:
    log = brought(signed_in, home)
    away = reverse("insight_log_remove", args=[log.pk])
    assert "required" in signed_in.post(away, {"why": " "}).content.decode()
    told = signed_in.post(away, {"why": "The study is over."}, follow=True).content.decode()
    assert "The study is over." in told
    log.refresh_from_db()
    assert (log.file, log.table, log.measured) == (None, None, False)
    assert Key.objects.get(matter=log.ref).wrapped is None
    (entry,) = entries("lab.log_removed")
    assert entry.subject == log.ref
    assert row_faults_in("lab") == set()
    gone = page(signed_in, "insight_analysis", "flow", log=f"log:{log.pk}")
    assert "permits.csv" not in gone
    assert "step 0" not in gone


def test_who_may_not_look_at_the_unit_finds_no_log(home: House, signed_in: Client) -> None:
    log = brought(signed_in, home)
    other = Client()
    other.force_login(reader(home).person)
    assert "permits.csv" not in page(other, "insight_logs")
    assert other.get(reverse("insight_log", args=[log.pk])).status_code == 404
    told = page(other, "insight_analysis", "handovers", log=f"log:{log.pk}")
    assert "Wanda" not in told
    assert "permits.csv" not in told


def reader(home: House) -> Appointment:
    """Who may look at the measures of Works alone."""
    return hold(post(home.works, "second", "insight.read"), "wes")


def test_who_may_only_read_neither_hands_in_nor_removes(home: House, signed_in: Client) -> None:
    log = brought(signed_in, home)
    other = Client()
    other.force_login(hold(post(home.roads, "third", "insight.read"), "rod").person)
    assert "permits.csv" in page(other, "insight_log", log.pk)
    assert "Remove the log" not in page(other, "insight_log", log.pk)
    assert other.get(reverse("insight_log_new")).status_code == 403
    for name in ("insight_log_remove", "insight_log_bring_in"):
        assert other.post(reverse(name, args=[log.pk]), {"why": "x"}).status_code == 403
    assert Log.objects.get().measured


def test_the_logs_are_offered_among_the_events(home: House, signed_in: Client) -> None:
    log = brought(signed_in, home)
    told = page(signed_in, "insight", unit=str(home.root.pk))
    assert f'<option value="log:{log.pk}">log: permits.csv</option>' in told
    assert "permits.csv" not in page(signed_in, "insight", unit=str(home.works.pk))


def test_the_list_of_logs_asks_no_more_for_more_logs(home: House, signed_in: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(signed_in, "insight_logs")
        return len(queries)

    brought(signed_in, home)
    asked()
    before = asked()
    for number in range(3):
        hand_in(signed_in, table(), f"more-{number}.csv", home.works.pk)
    assert asked() == before


def test_the_list_opens_as_a_workbook(home: House, signed_in: Client) -> None:
    brought(signed_in, home)
    workbook = signed_in.get(reverse("insight_logs"), {"format": "xlsx"})
    assert workbook.content.startswith(b"PK")
