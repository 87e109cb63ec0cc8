"""Logs in Parquet: written dates are read as in other tables, and what is written is read again."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import given

from remit.cli.measuring.parquet import to_parquet
from remit.cli.measuring.reading import read, table_of
from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.layouts import Order
from remit.engines.eventlog.logged import UnwritableLog
from remit.engines.measures.table import EventRow, EventTable
from tests.command import Remit
from tests.engines.measures.drawn import LOGS

DAY = 86_400_000_000


def with_dates(file: Path, *dates: str | None) -> Path:
    """A table with one event for each written date."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE log AS SELECT 'a' AS case_id, 'do' AS activity,"
            " unnest(?::VARCHAR[]) AS timestamp",
            [list(dates)],
        )
        connection.table("log").write_parquet(str(file))
    return file


def days(file: Path, dates: Order | None = None) -> Sequence[int]:
    """The days of the events since 1970, in the order of the file."""
    found = read(file, None, dates).runner.asked("SELECT ts_us FROM events ORDER BY seq")
    return [moment // DAY for (moment,) in found]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "log.parquet"


def test_a_date_that_can_be_two_is_refused_until_it_is_said(remit: Remit, file: Path) -> None:
    with_dates(file, "03/04/2026 10:00", "05/06/2026 10:00")
    answer = remit("measure", file)
    assert (answer.code, "(line 1)" in answer.err) == (2, True)
    assert "2026-04-03 or 2026-03-04" in answer.err
    for order, day in (("day-first", "2026-04-03"), ("month-first", "2026-03-04")):
        told = remit("measure", file, "--dates", order, "--json").json
        assert told["extent"]["first"].startswith(day)


def test_the_other_dates_of_the_column_tell_the_order(file: Path) -> None:
    with_dates(file, "03/04/2026", None, "?", "04/13/2026")
    assert days(file) == [20_516, 20_556]
    assert [remark.id for remark in read(file).remarks] == ["table.dates_by_column"]


def test_dates_in_both_orders_are_refused(file: Path) -> None:
    with_dates(file, "13/04/2026", "04/13/2026")
    with pytest.raises(UnreadableLog) as refused:
        read(file)
    assert [fault.id for fault in refused.value.findings] == ["table.mixed_dates"]


def test_dates_that_begin_with_the_year_need_no_order(file: Path) -> None:
    with_dates(file, "2026-03-04 10:00:00", "2026-03-05T23:00:00-02:00", "2026年3月7日")
    assert days(file) == [20_516, 20_518, 20_519]


def test_every_date_that_cannot_be_read_is_told(file: Path) -> None:
    with_dates(file, "2026-03-04", "soon", "2026-13-01", "03-04-26")
    with pytest.raises(UnreadableLog) as refused:
        read(file)
    assert [fault.line for fault in refused.value.findings] == [2, 3, 4]


@given(rows=LOGS.filter(bool))
def test_a_table_written_and_read_again_is_equal(
    tmp_path_factory: pytest.TempPathFactory, rows: list[EventRow]
) -> None:
    before = EventTable.from_rows(rows)
    file = tmp_path_factory.mktemp("out") / "log"
    to_parquet(before, file)
    after = table_of(read(file))
    assert list(after.rows()) == list(before.rows())
    assert after.labels == before.labels


def test_texts_that_mean_nothing_elsewhere_are_kept(file: Path) -> None:
    row = EventRow(-1, 0, "?", " 案 ", person="?")
    to_parquet(EventTable.from_rows([row]), file)
    assert list(table_of(read(file)).rows()) == [row]


def test_a_log_is_exported_and_measured_alike(remit: Remit, file: Path, tmp_path: Path) -> None:
    table = tmp_path / "log.csv"
    table.write_text("case,activity,time,user\na,ask,2026-04-03,Ann\na,do,2026-04-04,Bob\n")
    answer = remit("export", "log", file, "--as", "parquet", "--from", table)
    assert (answer.code, "2 events written" in answer.out) == (0, True)
    ours, again = (remit("measure", each, "--json").json for each in (table, file))
    assert ours.pop("log") != again.pop("log")
    assert again == ours


def test_what_parquet_cannot_carry_leaves_no_file(file: Path) -> None:
    with pytest.raises(UnwritableLog, match="cannot carry"):
        to_parquet(EventTable.from_rows([EventRow(0, 0, "a\ud800", "ask")]), file)
    assert not file.exists()
