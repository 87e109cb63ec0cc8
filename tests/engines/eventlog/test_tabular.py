"""Text tables of others: columns, separators, encodings, dates; nothing is guessed silently."""

import io
from dataclasses import replace

import pytest

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.layouts import Order
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.logged import Logged
from remit.engines.eventlog.tabular import Asked, from_table
from remit.engines.findings import Finding
from tests.engines.eventlog.exchanged import refused

ENGLISH = "case,activity,time\n"
DAY = 86_400_000_000


def read(
    written: str | bytes, dates: Order | None = None, limits: Limits = SANE, **columns: str
) -> tuple[list[Logged], tuple[Finding, ...]]:
    content = written if isinstance(written, bytes) else written.encode()
    return from_table(io.BytesIO(content), Asked(columns, dates), limits)


def days(written: str, dates: Order | None = None) -> list[float]:
    """The days since 1970-01-02 of a table's dates."""
    lines = "".join(f'a,b,"{text}"\n' for text in written.split("|"))
    return [row.ts_us / DAY - 1 for row in read(ENGLISH + lines, dates)[0]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_headers_are_known_in_every_encoding_and_separator(
    separator: str, encoding: str
) -> None:
    lines = ["案件编号,环节,时间,岗位,经办人,单位,序号", "甲1,受理,1970-01-02,窗口,张,一科,5"]
    rows, remarks = read("\r\n".join(lines).replace(",", separator).encode(encoding))
    assert rows == [Logged(DAY, 5, "甲1", "受理", "窗口", "张", "一科", "")]
    told = [found.id for found in remarks]
    assert ("table.gb18030" in told) == (encoding == "gb18030")
    assert {"table.columns", "table.date_without_zone"} <= set(told)


def test_columns_with_other_names_are_named_by_whoever_hands_them_in() -> None:
    rows, _ = read("x,y,z\na,b,1970-01-02\n", item="x", activity="y", at="z")
    assert (rows[0].item, rows[0].activity) == ("a", "b")


def test_columns_that_are_not_known_are_refused_all_at_once() -> None:
    found = refused(lambda: read("x,y,z\na,b,1970-01-02\n"))
    assert [place for _, place in found] == ["item", "activity", "at"]


def test_a_column_that_occurs_twice_is_refused() -> None:
    assert ("table.column_twice", "case") in refused(lambda: read("case,case,activity,time\n"))


def test_fields_may_hold_separators_quotes_and_lines() -> None:
    rows, _ = read(ENGLISH + '"a;b,""c""",\n'.rstrip(",\n") + ',"d\ne",1970-01-02\n')
    assert (rows[0].item, rows[0].activity) == ('a;b,"c"', "d\ne")


@pytest.mark.parametrize(
    ("written", "since"),
    [
        ("1970-01-02", 0), ("1970/1/2 6:00", 0.25), ("1970.01.02 06:00:00", 0.25), ("19700103", 1),
        ("1970年1月2日", 0), ("1970年1月2日 6时0分", 0.25), ("1970-01-02T06:00:00Z", 0.25),
        ("1970-01-02 06:00:00.000+06:00", 0), ("13.01.1970", 11), ("1/13/1970 6:00 PM", 11.75),
        ("1/13/1970 12:00 am", 11), ("02/02/1970", 31), ("197001020600", 0.25),
    ],
)  # fmt: skip
def test_dates_of_many_layouts_are_read(written: str, since: float) -> None:
    assert days(written) == [since]


def test_the_rest_of_a_column_says_whether_day_or_month_comes_first() -> None:
    assert days("03/04/1970|13/04/1970") == [91, 101]
    assert days("03/04/1970|03/13/1970") == [61, 70]


def test_a_column_that_leaves_it_open_is_refused_until_it_is_said() -> None:
    (found,) = refused(lambda: days("03/04/2026|05/06/2026"))
    assert found == ("table.ambiguous_date", "at")
    with pytest.raises(UnreadableLog, match="can be 2026-04-03 or 2026-03-04"):
        days("03/04/2026")
    assert days("03/04/1970", Order.DAY) == [91]
    assert days("03/04/1970", Order.MONTH) == [61]


def test_a_column_of_both_orders_and_one_that_belies_what_was_said_are_refused() -> None:
    assert refused(lambda: days("13/04/2026|04/13/2026")) == [("table.mixed_dates", "at")]
    assert ("table.unreadable_date", "at") in refused(lambda: days("13/04/2026", Order.MONTH))


@pytest.mark.parametrize(
    "text", ["45000.5", "1700000000", "03/04/26", "30/02/2026", "25:00", "tomorrow"]
)
def test_what_is_no_date_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(UnreadableLog, match="no time that can be read") as refusal:
        days(f"1970-01-02|{text}")
    assert refusal.value.findings[0].line == 3


def test_whole_numbers_are_microseconds_only_in_a_column_of_that_name() -> None:
    assert read("item,activity,ts_us\na,b,86400000000\n")[0][0].ts_us == DAY


def test_lines_without_an_instant_are_left_out_and_told() -> None:
    rows, remarks = read(ENGLISH + "a,b,\na,b,1970-01-01\na,b,1970-01-02\n")
    assert len(rows) == 1
    (told,) = [found for found in remarks if found.id == "table.event_without_date"]
    assert "2 lines" in told.message.en


def test_every_fault_is_told_with_its_line_but_no_more_than_twenty() -> None:
    with pytest.raises(UnreadableLog, match="fields") as refusal:
        read(ENGLISH + "a,b\n,b,1970-01-02\na,,soon\n")
    found = [(each.id, each.line) for each in refusal.value.findings]
    assert found == [
        ("table.fields", 2),
        ("table.nothing_there", 3),
        ("table.nothing_there", 4),
        ("table.unreadable_date", 4),
    ]
    assert len(refused(lambda: read(ENGLISH + "a,b\n" * 50))) == 21


@pytest.mark.parametrize(
    ("content", "id"),
    [
        (b"", "table.empty"),
        (b"\n\n", "table.empty"),
        (b"case,activity,time\n\xff\xff\xff,b,c\n", "table.encoding"),
        (b"\xff\xfea", "table.encoding"),
        (b'case,activity,time\n"a,b,c\n', "table.malformed"),
        (b'case,activity,time\n"a"x,b,c\n', "table.malformed"),
        (b"case,activity,time\n" + b"a" * 200_000 + b",b,c\n", "table.malformed"),
    ],
)
def test_hostile_and_broken_tables_are_refused_with_the_reason(content: bytes, id: str) -> None:
    assert refused(lambda: read(content))[0][0] == id


@pytest.mark.parametrize(
    ("limits", "id"),
    [
        (replace(SANE, document_bytes=20), "log.document_bytes"),
        (replace(SANE, entries=2), "table.entries"),
    ],
)
def test_absurd_sizes_are_refused(limits: Limits, id: str) -> None:
    lines = ENGLISH + "a,b,1970-01-02\n" * 3
    assert refused(lambda: read(lines, limits=limits))[0][0] == id
