"""Files of events as they are handed in: what they are, what their columns say, their events.

Nothing in a file from elsewhere is trusted: it is read within limits that fit a page somebody waits for
(larger logs are measured by the command), from memory, and whatever is wrong is told at once.
"""

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import numpy as np
from django.utils import timezone

from remit.apps.lab.models import Log
from remit.apps.lab.queries.parquet import COLUMNS, rows_of_parquet, too_wide
from remit.engines.eventlog.faults import UnreadableLog, fault
from remit.engines.eventlog.forms import Form, form_of
from remit.engines.eventlog.instants import microseconds
from remit.engines.eventlog.limits import MEBIBYTE, Limits
from remit.engines.eventlog.logged import whole
from remit.engines.eventlog.ocel import Ocel
from remit.engines.eventlog.ocel_database import from_database
from remit.engines.eventlog.ocel_reading import from_json
from remit.engines.eventlog.ocel_rows import rows_of
from remit.engines.eventlog.tabular import Asked, Glance, from_lines, glance, lines_at_a_glance
from remit.engines.eventlog.unpacking import CHUNK, Readable, unpacked
from remit.engines.findings import Finding, error
from remit.engines.measures.exchange import Found, as_table, from_stream

ON_A_PAGE = Limits(
    total_bytes=512 * MEBIBYTE,
    document_bytes=128 * MEBIBYTE,
    database_bytes=128 * MEBIBYTE,
    entries=1_000_000,
    traces=500_000,
)
# What is longer is no name of an item, a deed or anybody, and no page could show it.
NAME = 1000
VALUE_BYTES = MEBIBYTE
# What lies outside is no date that a page could show in every zone.
EARLIEST, LATEST = (microseconds(datetime(year, 1, 1, tzinfo=UTC)) for year in (1000, 9000))
TABLES = frozenset({Form.CSV, Form.PARQUET})
OBJECT_CENTRIC = frozenset({Form.OCEL_JSON, Form.OCEL_SQLITE})
# What is sent by mistake most often, by its first bytes.
NO_LOGS = {
    b"PK\x03\x04": "xlsx, docx, zip",
    b"\xd0\xcf\x11\xe0": "xls, doc",
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
}
# Where a database says that a journal lies beside it; in memory there is none.
JOURNAL = slice(18, 20)


def form_in(name: str, content: bytes) -> Form:
    """The format of a file that is a log. Raises UnreadableLog with what is wrong with one that is none."""
    form = _form(name, content)
    if form in TABLES:
        glance_at(name, content)
    else:
        read(name, content, Asked({}))
    return form


def glance_at(name: str, content: bytes) -> Glance:
    """The columns of a table with some of their values. Raises UnreadableLog."""
    if _form(name, content) is Form.PARQUET:
        return lines_at_a_glance(rows_of_parquet(_whole(content), ON_A_PAGE))
    found = glance(_stream(content), ON_A_PAGE)
    if (columns := len(found.columns)) > COLUMNS:
        raise UnreadableLog(too_wide("CSV", columns))
    return found


def item_types(name: str, content: bytes) -> tuple[str, ...]:
    """The types of objects that can be the item, of an object-centric log; none of others."""
    form = _form(name, content)
    return _ocel(form, content).types if form in OBJECT_CENTRIC else ()


def read(name: str, content: bytes, asked: Asked) -> Found:
    """The events of a file and what was odd about it. Raises UnreadableLog with all faults.

    Times that name no zone are read in the installation's own.
    """
    found = _found(name, content, replace(asked, zone=timezone.get_default_timezone()))
    at = found.table.ts_us
    for place in np.flatnonzero((at < EARLIEST) | (at >= LATEST))[:1]:
        raise UnreadableLog(_no_date(int(found.table.seq[place])))
    for meaning, texts in found.table.labels.items():
        for text in texts:
            if len(text) > NAME:
                raise UnreadableLog(_no_name(meaning, text))
    return found


def _found(name: str, content: bytes, asked: Asked) -> Found:
    form = _form(name, content)
    if form in OBJECT_CENTRIC:
        rows, remarks = rows_of(_ocel(form, content), asked.columns.get("item", ""), ON_A_PAGE)
    elif form is Form.PARQUET:
        rows, remarks = from_lines(rows_of_parquet(_whole(content), ON_A_PAGE), asked, ON_A_PAGE)
    else:
        return from_stream(_stream(content), form, asked, ON_A_PAGE)
    return Found(as_table(rows), remarks)


def handed_in(log: Log) -> bytes:
    """The file of a log that was received and not brought in yet, as it was handed in."""
    return gzip.decompress(log.file or b"")


def _stream(content: bytes) -> Readable:
    return unpacked(BytesIO(content), ON_A_PAGE)


def _whole(content: bytes) -> bytes:
    return whole(_stream(content), ON_A_PAGE)


def _form(name: str, content: bytes) -> Form:
    if not content:
        raise UnreadableLog(fault("xes.empty", name[:80]))
    head = _stream(content).read(CHUNK)
    for magic, kinds in NO_LOGS.items():
        if head.startswith(magic):
            raise UnreadableLog(_no_log(name, kinds))
    return form_of(name, head)


def _ocel(form: Form, content: bytes) -> Ocel:
    if form is Form.OCEL_JSON:
        return from_json(_stream(content), ON_A_PAGE)
    kept = bytearray(_whole(content))
    kept[JOURNAL] = b"\x01\x01"
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(bytes(kept))
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_BYTES)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            return from_database(connection, ON_A_PAGE)
    except sqlite3.Error as broken:
        raise UnreadableLog(fault("ocel.not_a_database", "SQLite", reason=broken)) from broken


def _no_log(name: str, kinds: str) -> Finding:
    return error(
        "lab.no_log",
        name[:80],
        f"这是其他种类的文件（{kinds}），不是事件日志。Excel 工作簿请另存为 CSV（UTF-8），压缩包请先解压。",
        f"This is another kind of file ({kinds}), no event log. Save a workbook as CSV (UTF-8), unpack an "
        "archive first.",
    )


def _no_name(meaning: str, text: str) -> Finding:
    return error(
        "lab.name_too_long",
        meaning,
        f"“{text[:40]}……”有{len(text):,}个字符，上限为{NAME:,}，不像名称或编号。请检查是否选错了列，或把正文留在原系统。",
        f"“{text[:40]}…” has {len(text):,} characters; {NAME:,} are allowed in what names something. Check "
        "whether another column is meant, or leave full texts out of the export.",
    )


def _no_date(seq: int) -> Finding:
    return error(
        "lab.instant_out_of_range",
        f"#{seq:,}",
        "该事件的时间不在公元1000年至9000年之间，不可能是办理时间。请检查时间一列的单位或写法。",
        "The instant of this event lies outside the years 1000 to 9000, which no deed can. Check what the "
        "column of times is written in.",
    )
