"""Event logs as files: all through our readers but Parquet, which goes straight into DuckDB."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from remit.cli.files import FileNotReadable
from remit.cli.measuring.exchange import WORDS, from_file
from remit.cli.measuring.forms import Form, form_of
from remit.engines.eventlog.columns import OWN, faulty, recognised
from remit.engines.eventlog.dating import dated
from remit.engines.eventlog.layouts import Order
from remit.engines.findings import Finding, Refusal, error
from remit.engines.measures.running import HOLDERS, DuckRunner
from remit.engines.measures.table import CODED, COLUMNS, NOBODY, EventTable, Kind

PLAIN = (
    "CASE WHEN {text} SIMILAR TO '\\d{{4}}-.*' THEN epoch_us(try_cast({text} AS TIMESTAMPTZ)) END"
)
"""The instant of a written date that begins with the year, in UTC where it names no zone: DuckDB reads
it, which is quick at it."""
TEXT, OUR_TEXT = "nullif(nullif({name}::VARCHAR, '?'), '')", "{name}"
"""A text of another system's table, where a question mark stands for nothing, and of our own."""
OTHERS = """
SELECT min(row), text FROM (SELECT row_number() OVER () AS row, trim({text}) AS text FROM written_at)
WHERE text NOT IN ('', '?') AND {plain} IS NULL GROUP BY text ORDER BY 1
"""


class ColumnUnknown(Refusal):
    """A table has no column for something that is needed, or not the one named."""


@dataclass(frozen=True, slots=True)
class Log:
    """A log ready to be asked: its events in DuckDB, and what the codes stand for."""

    name: str
    runner: DuckRunner
    label: Callable[[str, int], str]
    remarks: tuple[Finding, ...] = ()

    @property
    def holders(self) -> tuple[str, ...]:
        """The columns that name anybody, of those that can say who holds an item."""
        highest = ", ".join(f"max({name})" for name in HOLDERS)
        (row,) = self.runner.asked(f"SELECT {highest} FROM events")  # noqa: S608 - fixed names
        return tuple(name for name, most in zip(HOLDERS, row, strict=True) if (most or 0) >= 0)


def read(file: Path, named: Mapping[str, str] | None = None, dates: Order | None = None) -> Log:
    """The log in a file; `named` says what columns of a table are called (`eventlog.columns`).

    `dates` says what comes first in dates that end with the year. Raises a Refusal where the file
    cannot be read, or a needed column cannot be told.
    """
    form = form_of(file)
    if form is Form.PARQUET:
        return _table(file, named or {}, dates)
    found = from_file(file, form, named or {}, dates)
    return Log(file.name, DuckRunner.over(found.table), found.table.label, found.remarks)


def table_of(log: Log) -> EventTable:
    """The events of a log as one table."""
    connection = log.runner.connection
    columns = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM events").fetchnumpy()  # noqa: S608 - fixed names
    labels = {
        name: tuple(log.label(name, code) for code in range(int(columns[name].max(initial=-1)) + 1))
        for name in CODED
    }
    return EventTable(**{name: columns[name] for name in COLUMNS}, labels=labels)


def _table(file: Path, named: Mapping[str, str], dates: Order | None) -> Log:
    """The log in a Parquet file."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    try:
        source = connection.read_parquet(str(file))
    except duckdb.Error as fault:
        raise FileNotReadable(_damaged(file, fault)) from fault
    columns = _columns(file.name, source.columns, named)
    types = dict(zip(source.columns, map(str, source.types), strict=True))
    # A view, not a table: the file's own dictionaries make texts cheap as long as they stay in it.
    remarks = _dated(connection, source, columns["at"], types[columns["at"]], dates)
    text = OUR_TEXT if tuple(source.columns) == OWN else TEXT
    source.select(*_written(columns, types, text)).create_view("written")
    known = _coded(connection, [name for name in CODED if name in columns])
    return Log(file.name, DuckRunner(connection), _labels(connection, known), remarks)


def _dated(
    connection: duckdb.DuckDBPyConnection,
    source: duckdb.DuckDBPyRelation,
    name: str,
    kind: str,
    dates: Order | None,
) -> tuple[Finding, ...]:
    """Keeps the instants of written dates under `moments`, those aside that begin with the year.

    Returns remarks on how they were read. Raises UnreadableLog where that cannot be told.
    """
    if kind != "VARCHAR":
        return ()
    quoted = _quoted(name)
    source.select(duckdb.SQLExpression(quoted)).create_view("written_at")
    asked = OTHERS.format(text=quoted, plain=PLAIN.format(text="text"))
    found = dated(connection.execute(asked).fetchall(), dates)
    columns = [list(found.moments), list(found.moments.values())]
    connection.execute(
        "CREATE TABLE moments AS SELECT unnest(?::VARCHAR[]) AS text, unnest(?::BIGINT[]) AS ts_us",
        columns,
    )
    connection.execute("DROP VIEW written_at")
    return found.remarks


def _columns(file: str, there: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """The table's own name of each column by what it means. Raises ColumnUnknown."""
    found = recognised(there, named)
    faults = faulty(there, found)
    if faults:
        raise ColumnUnknown(*(_unknown(file, meaning, there) for meaning in faults))
    return {meaning: name for meaning, name in found.items() if name}


def _written(
    columns: Mapping[str, str], types: Mapping[str, str], text: str
) -> list[duckdb.Expression]:
    """The columns to take over, as expressions under the names of their meanings."""
    texts = [
        duckdb.SQLExpression(text.format(name=_quoted(name))).alias(meaning)
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
    if kind == "VARCHAR":
        others = f"(SELECT ts_us FROM moments WHERE text = trim({quoted}))"  # noqa: S608 - quoted name
        return f"coalesce({PLAIN.format(text=f'trim({quoted})')}, {others})"
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
    cases = " ".join(f"WHEN '{text}' THEN {kind:d}" for text, kind in WORDS.items())
    return f"CASE lower({_quoted(transition)}::VARCHAR) {cases} ELSE {Kind.WORK:d} END"


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
