"""What a table looks like before anybody says what its columns mean, and what a file is by its content."""

from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.forms import Form, form_of
from remit.engines.eventlog.tabular import Asked, from_lines, from_table, glance

HOUR_US = 3_600_000_000


def test_a_glance_shows_the_first_values_that_differ() -> None:
    seen = glance(BytesIO(b"case;who\n1;ann\n1;ann\n2;\n3;bob\n4;cid\n5;dan\n"))
    assert seen.columns == ("case", "who")
    assert seen.examples == (("1", "2", "3"), ("ann", "bob", "cid"))


def test_a_header_alone_has_no_examples() -> None:
    assert glance(BytesIO(b"case,who\n")).examples == ((), ())


@pytest.mark.parametrize("content", [b"", b"\n\n", b"a,b\n1\n", b'a,b\n"1,2\n'])
def test_what_has_no_columns_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableLog):
        glance(BytesIO(content))


def test_rows_that_are_no_text_are_read_like_a_text() -> None:
    lines = [["case", "activity", "time"], ["1", "ask", "2026-04-03 10:30"], ["1", "", "never"]]
    text = "\n".join(",".join(line) for line in lines).encode()
    with pytest.raises(UnreadableLog) as one:
        from_lines(lines, Asked({}))
    with pytest.raises(UnreadableLog) as other:
        from_table(BytesIO(text), Asked({}))
    assert one.value.findings == other.value.findings
    assert from_lines(lines[:2], Asked({})) == from_table(
        BytesIO(text.rpartition(b"\n")[0]), Asked({})
    )


def test_a_time_without_a_zone_is_read_in_the_zone_of_the_table() -> None:
    content = b"case,activity,time\n1,a,2026-04-03 10:30\n1,b,2026-04-03 10:30Z\n"
    here, there = (
        from_table(BytesIO(content), Asked({}, zone=zone))[0]
        for zone in (ZoneInfo("Asia/Shanghai"), ZoneInfo("UTC"))
    )
    assert there[0].ts_us - here[0].ts_us == 8 * HOUR_US
    assert there[1].ts_us == here[1].ts_us == there[0].ts_us


def test_the_remark_names_the_zone_that_was_taken() -> None:
    content = b"case,activity,time\n1,a,2026-04-03 10:30\n"
    _, told = from_table(BytesIO(content), Asked({}, zone=ZoneInfo("Asia/Shanghai")))
    (zone,) = (each for each in told if each.id == "table.date_without_zone")
    assert "Asia/Shanghai" in zone.message.en


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [
        ("a.bin", b"SQLite format 3\0...", Form.OCEL_SQLITE),
        ("a.csv", b"PAR1...", Form.PARQUET),
        ("a.parquet", b"", Form.PARQUET),
        ("a.CSV.gz", b"{x", Form.CSV),
        ("a", b'\xef\xbb\xbf {"events": []}', Form.OCEL_JSON),
        ("a.jsonocel", b"", Form.OCEL_JSON),
        ("a", b"<log>", Form.XES),
    ],
)
def test_content_tells_the_format_before_the_name(name: str, head: bytes, form: Form) -> None:
    assert form_of(name, head) is form
