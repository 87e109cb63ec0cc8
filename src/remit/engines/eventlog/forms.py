"""What a file of events is, told by its first bytes and, where these say nothing, by its name."""

from enum import Enum

TABLES = (".csv", ".tsv", ".txt")


class Form(Enum):
    """The formats in which events are read."""

    XES = "xes"
    OCEL_JSON = "ocel-json"
    OCEL_SQLITE = "ocel-sqlite"
    CSV = "csv"
    PARQUET = "parquet"


def form_of(name: str, head: bytes) -> Form:
    """The format of a file, by its name and its first bytes without any packing; else XES.

    >>> form_of("log.csv.gz", b"case,activity,time").value
    'csv'
    """
    suffixes = {f".{part}" for part in name.lower().split(".")[1:][-2:]}
    if head.startswith(b"SQLite format 3\0") or ".sqlite" in suffixes:
        return Form.OCEL_SQLITE
    if head.startswith(b"PAR1") or ".parquet" in suffixes:
        return Form.PARQUET
    if suffixes & set(TABLES):
        return Form.CSV
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")) or suffixes & {".json", ".jsonocel"}:
        return Form.OCEL_JSON
    return Form.XES
