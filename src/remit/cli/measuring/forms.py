"""What a file of events is, told by its content, and its bytes without any packing."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from remit.cli.files import FileNotReadable, unreadable
from remit.engines.eventlog.unpacking import CHUNK, Readable, unpacked

TABLES = frozenset({".csv", ".tsv", ".txt"})


class Form(Enum):
    """The formats in which events are read."""

    XES = "xes"
    OCEL_JSON = "ocel-json"
    OCEL_SQLITE = "ocel-sqlite"
    CSV = "csv"
    PARQUET = "parquet"


def form_of(file: Path) -> Form:
    """The format of a file; XES where nothing else is told. Raises a Refusal where it is not read."""
    with bytes_of(file) as stream:
        head = stream.read(CHUNK)
    suffixes = {suffix.lower() for suffix in file.suffixes[-2:]}
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"SQLite format 3\0") or ".sqlite" in suffixes:
        return Form.OCEL_SQLITE
    if head.startswith(b"PAR1") or ".parquet" in suffixes:
        return Form.PARQUET
    if suffixes & TABLES:
        return Form.CSV
    if start.startswith((b"{", b"[")) or suffixes & {".json", ".jsonocel"}:
        return Form.OCEL_JSON
    return Form.XES


@contextmanager
def bytes_of(file: Path) -> Iterator[Readable]:
    """The bytes of a file, unpacked where it is gzip. Raises a Refusal where it is not handed out."""
    try:
        with file.open("rb") as stream:
            yield unpacked(stream)
    except OSError as fault:
        raise FileNotReadable(unreadable(str(file), fault)) from fault
