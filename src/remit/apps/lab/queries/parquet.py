"""A table in Parquet as rows of texts, within limits: a small file must not become an endless one.

The file says how many rows it has and how large they are; what it says is looked at first, then what is
there is counted, and only then read. DuckDB reads files alone, so that the bytes lie in one for a moment.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from tempfile import NamedTemporaryFile

import duckdb

from remit.engines.eventlog.faults import UnreadableLog, fault
from remit.engines.eventlog.limits import Limits
from remit.engines.findings import Finding, error

COLUMNS = 300
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": "2",
    "memory_limit": "1GB",
    # Nothing is spilled to the disk: what does not fit is refused.
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
BATCH = 10_000


def rows_of_parquet(content: bytes, limits: Limits) -> Iterator[list[str]]:
    """The header and then each row, missing values as empty texts. Raises UnreadableLog."""
    with (
        NamedTemporaryFile(suffix=".parquet") as file,
        closing(duckdb.connect(config=SETTINGS)) as to,
    ):
        file.write(content)
        file.flush()
        try:
            yield from _rows(to, file.name, limits)
        except duckdb.Error as broken:
            raise UnreadableLog(_damaged(broken, file.name)) from broken


def _rows(to: duckdb.DuckDBPyConnection, name: str, limits: Limits) -> Iterator[list[str]]:
    source = to.read_parquet(name)
    _check(to, name, len(source.columns), limits)
    texts = [_text(*each) for each in zip(source.columns, map(str, source.types), strict=True)]
    sizes = " + ".join(f"coalesce(sum(strlen({text})), 0)" for text in texts)
    if _one(to, f"{sizes} FROM read_parquet(?)", name)[0] > limits.document_bytes:
        raise UnreadableLog(fault("log.document_bytes", "Parquet", limit=limits.document_bytes))
    yield list(source.columns)
    asked = ", ".join(f"coalesce({text}, '')" for text in texts)
    told = to.execute(f"SELECT {asked} FROM read_parquet(?)", [name])  # noqa: S608 - quoted names
    read = 0
    while some := told.fetchmany(BATCH):
        # Counted again: how many rows there are is only what the file says.
        if (read := read + len(some)) > limits.entries:
            raise UnreadableLog(fault("table.entries", "Parquet", limit=limits.entries, line=read))
        yield from (list(row) for row in some)


def _check(to: duckdb.DuckDBPyConnection, name: str, columns: int, limits: Limits) -> None:
    """Raises UnreadableLog where the file says of itself that it is too large."""
    (size,) = _one(to, "sum(total_uncompressed_size) FROM parquet_metadata(?)", name)
    (rows,) = _one(to, "sum(num_rows) FROM parquet_file_metadata(?)", name)
    if rows > limits.entries:
        raise UnreadableLog(fault("table.entries", "Parquet", limit=limits.entries, line=rows))
    if size > limits.document_bytes:
        raise UnreadableLog(fault("log.document_bytes", "Parquet", limit=limits.document_bytes))
    if columns > COLUMNS:
        raise UnreadableLog(too_wide("Parquet", columns))


def _one(to: duckdb.DuckDBPyConnection, asked: str, name: str) -> Sequence[int]:
    (row,) = to.execute(f"SELECT {asked}", [name]).fetchall()
    return [cell or 0 for cell in row]


def _text(name: str, kind: str) -> str:
    """A column as text, instants in ISO 8601, with their zone where they have one."""
    column = '"' + name.replace('"', '""') + '"'
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime(make_timestamp(epoch_us({column})), '%Y-%m-%dT%H:%M:%S.%fZ')"
    if kind.startswith("TIMESTAMP"):
        return f"strftime({column}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%f')"
    return f"{column}::VARCHAR"


def _damaged(broken: Exception, name: str) -> Finding:
    reason = str(broken).partition("\n")[0].replace(name, "Parquet")[:200]
    return error(
        "lab.parquet_damaged",
        "Parquet",
        f"无法作为 Parquet 表格读取（{reason}）。请重新导出，或改用 CSV。",
        f"The file cannot be read as a table in Parquet ({reason}). Export it again, or as CSV.",
    )


def too_wide(form: str, columns: int) -> Finding:
    """That a table has more columns than somebody could choose among."""
    return error(
        "lab.too_many_columns",
        form,
        f"表格有{columns:,}列，上限为{COLUMNS}列。请只导出需要的列。",
        f"The table has {columns:,} columns; {COLUMNS} are allowed. Export those that are needed.",
    )
