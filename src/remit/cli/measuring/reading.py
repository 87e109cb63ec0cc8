"""Event logs as files: XES through our reader, Parquet and CSV straight into DuckDB."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path

import duckdb

from remit.cli.files import FileNotReadable, unreadable
from remit.engines.eventlog.shape import keys_of, recognise
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.findings import Finding, Refusal, error
from remit.engines.measures.running import HOLDERS, DuckRunner
from remit.engines.measures.table import CODED, NOBODY, TRANSITIONS, EventTable, Kind

SAMPLE = 50
READERS = {".parquet": "read_parquet", ".csv": "read_csv"}
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "item": ("item", "case:concept:name", "case_id", "case", "incident_id", "number"),
    "activity": ("activity", "concept:name", "incident_activity_type", "incident_state"),
    "at": ("ts_us", "time:timestamp", "timestamp", "data_stamp", "sys_updated_at", "at"),
    "person": ("person", "org:resource", "resource", "assigned_to"),
    "unit": ("unit", "org:group", "group", "assignment_group"),
    "post": ("post", "org:role", "role"),
    "seq": ("seq", ".order"),
    "transition": ("lifecycle:transition", "lifecycle"),
}
"""What columns of tables are commonly called, by what they mean."""
NEEDED = ("item", "activity", "at")
DAY_FIRST = ["%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"]


class ColumnUnknown(Refusal):
    """A table has no column for something that is needed, or not the one named."""


@dataclass(frozen=True, slots=True)
class Log:
    """A log ready to be asked: its events in DuckDB, and what the codes stand for."""

    name: str
    runner: DuckRunner
    label: Callable[[str, int], str]

    @property
    def holders(self) -> tuple[str, ...]:
        """The columns that name anybody, of those that can say who holds an item."""
        highest = ", ".join(f"max({name})" for name in HOLDERS)
        (row,) = self.runner.asked(f"SELECT {highest} FROM events")  # noqa: S608 - fixed names
        return tuple(name for name, most in zip(HOLDERS, row, strict=True) if (most or 0) >= 0)


def read(file: Path, named: Mapping[str, str] | None = None) -> Log:
    """The log in a file; `named` says what columns of a table are called (see MEANINGS).

    Raises a Refusal where the file cannot be read, or a needed column cannot be told.
    """
    try:
        if file.suffix in READERS:
            file.open("rb").close()
            return _table(file, named or {})
        return _xes(file)
    except OSError as fault:
        raise FileNotReadable(unreadable(str(file), fault)) from fault


def _xes(file: Path) -> Log:
    with file.open("rb") as stream:
        traces = iter(XesLog(unpacked(stream)))
        sample = list(islice(traces, SAMPLE))
        table = EventTable.from_traces(chain(sample, traces), recognise(keys_of(sample)))
    return Log(file.name, DuckRunner.over(table), table.label)


def _table(file: Path, named: Mapping[str, str]) -> Log:
    connection = duckdb.connect()
    try:
        source = getattr(connection, READERS[file.suffix])(str(file))
    except duckdb.Error as fault:
        raise FileNotReadable(_damaged(file, fault)) from fault
    columns = _columns(file.name, source.columns, named)
    types = dict(zip(source.columns, map(str, source.types), strict=True))
    # A view, not a table: the file's own dictionaries make texts cheap as long as they stay in it.
    source.select(*_written(columns, types)).create_view("written")
    known = _coded(connection, [name for name in CODED if name in columns])
    return Log(file.name, DuckRunner(connection), _labels(connection, known))


def _columns(file: str, there: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """The table's own name of each column by what it means. Raises ColumnUnknown."""
    found = {
        meaning: next((name for name in names if name in there), "")
        for meaning, names in MEANINGS.items()
    } | dict(named)
    faults = [meaning for meaning in found if meaning not in MEANINGS]
    faults += [meaning for meaning in NEEDED if not found[meaning]]
    faults += [meaning for meaning, name in named.items() if name not in there]
    if faults:
        raise ColumnUnknown(*(_unknown(file, meaning, there) for meaning in dict.fromkeys(faults)))
    return {meaning: name for meaning, name in found.items() if name}


def _written(columns: Mapping[str, str], types: Mapping[str, str]) -> list[duckdb.Expression]:
    """The columns to take over, as expressions under the names of their meanings."""
    texts = [
        duckdb.SQLExpression(f"nullif(nullif({_quoted(name)}::VARCHAR, '?'), '')").alias(meaning)
        for meaning, name in columns.items()
        if meaning in CODED
    ]
    kind = duckdb.SQLExpression(_kind(columns.get("transition"))).alias("kind")
    at = duckdb.SQLExpression(_instant(columns["at"], types[columns["at"]])).alias("ts_us")
    order = f"{_quoted(columns['seq'])}::BIGINT" if "seq" in columns else "row_number() OVER () - 1"
    return [*texts, kind, at, duckdb.SQLExpression(order).alias("seq")]


def _instant(name: str, kind: str) -> str:
    quoted = _quoted(name)
    if kind.endswith("INT"):
        return f"{quoted}::BIGINT"
    if kind.startswith("VARCHAR"):
        quoted = f"coalesce(try_cast({quoted} AS TIMESTAMP), try_strptime({quoted}, {DAY_FIRST}))"
    return f"epoch_us({quoted})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _coded(connection: duckdb.DuckDBPyConnection, coded: list[str]) -> list[str]:
    """Makes the table of events and one of labels for each coded column; returns these columns."""
    for name in coded:
        connection.execute(
            f"CREATE TABLE {name}_labels AS SELECT {name}, (row_number() OVER (ORDER BY {name}) - 1)::INTEGER"  # noqa: S608 - fixed names
            f" AS code FROM (SELECT DISTINCT {name} FROM written WHERE {name} IS NOT NULL)"
        )
    codes = [
        f"coalesce({name}_labels.code, {NOBODY}) AS {name}"
        if name in coded
        else f"{NOBODY} AS {name}"
        for name in CODED
    ]
    joins = " ".join(f"LEFT JOIN {name}_labels USING ({name})" for name in coded)
    connection.execute(
        f"CREATE TABLE events AS SELECT ts_us, seq, {', '.join(codes)}, kind"  # noqa: S608 - fixed names
        f" FROM written {joins} WHERE ts_us IS NOT NULL"
    )
    connection.execute("DROP VIEW written")
    return coded


def _kind(transition: str | None) -> str:
    """The kind of an event by its transition, as SQL; work where the log has none."""
    if transition is None:
        return str(int(Kind.WORK))
    cases = " ".join(f"WHEN '{text}' THEN {kind:d}" for text, kind in TRANSITIONS.items())
    return f"CASE lower({_quoted(transition)}) {cases} ELSE {Kind.WORK:d} END"


def _labels(connection: duckdb.DuckDBPyConnection, coded: list[str]) -> Callable[[str, int], str]:
    """What a code stands for, asked of DuckDB when it is needed: items one by one, the rest at once."""

    @cache
    def every(column: str) -> list[str]:
        sql = f"SELECT {column} FROM {column}_labels ORDER BY code"  # noqa: S608 - fixed names
        return [str(row[0]) for row in connection.execute(sql).fetchall()]

    def item(code: int) -> str:
        found = connection.execute("SELECT item FROM item_labels WHERE code = ?", [code]).fetchone()
        return str(found[0]) if found else ""

    def label(column: str, code: int) -> str:
        if column not in coded or code == NOBODY:
            return ""
        return item(code) if column == "item" else every(column)[code]

    return label


def _unknown(file: str, meaning: str, there: Sequence[str]) -> Finding:
    columns = ", ".join(there)
    return error(
        "measure.column_unknown",
        file,
        f"不知道哪一列是“{meaning}”。请用 --column {meaning}=列名 指定，可选：{columns}",
        f"It cannot be told which column is the {meaning}. Say --column {meaning}=NAME, one of: {columns}",
    )


def _damaged(file: Path, fault: Exception) -> Finding:
    return error(
        "measure.table_damaged",
        str(file),
        f"无法作为表格读取（{fault}）。请重新导出。",
        f"The file cannot be read as a table ({fault}). Export it again.",
    )
