"""The engines that answer metrics beside DuckDB: SQLite, PostgreSQL and Spark, each with its own SQL.

Each is given the same columns under the name `events`; what they answer is the same to the last digit.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remit.engines.findings import Finding, Refusal, error
from remit.engines.measures.running import DuckRunner, Rows, SqlRunner, whole
from remit.engines.measures.table import COLUMNS

if TYPE_CHECKING:
    import psycopg

LISTED = ", ".join(COLUMNS)
# Enough for the logs that fit a desk; a cluster has settings of its own.
PARTITIONS = "4"


class EngineMissing(Refusal):
    """The engine asked for is not installed, or cannot be reached."""


class SqliteRunner(SqlRunner):
    """Runs metrics in SQLite."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Over a connection that has a table or view `events` with the columns of an EventTable."""
        super().__init__()
        self.connection = connection

    def asked(self, sql: str) -> Rows:
        """What SQLite answers."""
        return [whole(row) for row in self.connection.execute(sql)]

    def keep(self, name: str, sql: str) -> None:
        """Keeps it as a temporary table."""
        self.connection.execute(f"CREATE TEMPORARY TABLE {name} AS {sql}")


class PostgresRunner(SqlRunner):
    """Runs metrics in PostgreSQL."""

    dialect = "postgres"

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        """Over a connection that has a table or view `events` with the columns of an EventTable."""
        super().__init__()
        self.connection = connection

    def asked(self, sql: str) -> Rows:
        """What PostgreSQL answers."""
        return [whole(row) for row in self.connection.execute(sql.encode()).fetchall()]

    def keep(self, name: str, sql: str) -> None:
        """Keeps it as a temporary table."""
        self.connection.execute(f"CREATE TEMPORARY TABLE {name} AS {sql}".encode())


class SparkRunner(SqlRunner):
    """Runs metrics in Spark, on this machine or on a cluster."""

    dialect = "pyspark"

    def __init__(self, session: Any) -> None:
        """Over a session that has a table or view `events` with the columns of an EventTable."""
        super().__init__()
        self.session = session

    def asked(self, sql: str) -> Rows:
        """What Spark answers."""
        return [whole(tuple(row)) for row in self.session.sql(sql).collect()]

    def keep(self, name: str, sql: str) -> None:
        """Keeps it as a view in Spark's memory."""
        self.session.sql(sql).cache().createOrReplaceTempView(name)


@contextmanager
def sqlite(events: DuckRunner) -> Iterator[SqliteRunner]:
    """A runner over a copy of the events in SQLite's memory."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(_table("TABLE"))
        marks = ", ".join("?" for _ in COLUMNS)
        connection.executemany(f"INSERT INTO events VALUES ({marks})", _every(events))  # noqa: S608 - fixed names
        yield SqliteRunner(connection)
    finally:
        connection.close()


@contextmanager
def postgres(events: DuckRunner, url: str) -> Iterator[PostgresRunner]:
    """A runner over a copy of the events in a table that PostgreSQL drops with the connection.

    Raises EngineMissing where the server does not answer.
    """
    psycopg = import_module("psycopg")
    try:
        connection = psycopg.connect(url)
    except psycopg.Error as fault:
        raise EngineMissing(_silent(fault)) from fault
    with connection:
        connection.execute(_table("TEMPORARY TABLE"))
        with connection.cursor().copy(f"COPY events ({LISTED}) FROM STDIN") as copy:
            for row in _every(events):
                copy.write_row(row)
        yield PostgresRunner(connection)


@contextmanager
def spark(events: DuckRunner, master: str, folder: Path) -> Iterator[SparkRunner]:
    """A runner over the events, written into the folder as Parquet, on the Spark master named.

    Raises EngineMissing where Spark is not installed.
    """
    file = folder / "events.parquet"
    events.connection.table("events").select(*COLUMNS).to_parquet(str(file))
    session = spark_session(master)
    try:
        session.read.parquet(str(file)).createOrReplaceTempView("events")
        yield SparkRunner(session)
    finally:
        session.stop()


def spark_session(master: str) -> Any:
    """A quiet Spark session on the master named. Raises EngineMissing where there is no Spark."""
    try:
        builder = import_module("pyspark.sql").SparkSession.builder
    except ModuleNotFoundError as fault:
        raise EngineMissing(_no_spark()) from fault
    local = master.startswith("local")
    if local:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.sql.shuffle.partitions", PARTITIONS)
    builder = builder.config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    session = builder.master(master).appName("remit").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _table(kind: str) -> str:
    columns = ", ".join(f"{name} BIGINT" for name in COLUMNS)
    return f"CREATE {kind} events ({columns})"


def _every(events: DuckRunner) -> Iterable[tuple[int, ...]]:
    found = events.connection.execute(f"SELECT {LISTED} FROM events")  # noqa: S608 - fixed names
    while some := found.fetchmany(10_000):
        yield from some


def _no_spark() -> Finding:
    return error(
        "measure.no_spark",
        "--engine spark",
        "没有安装 Spark。请运行 pip install 'remit[spark]' 并安装 Java 17，或不用 --engine。",
        "Spark is not installed. Run pip install 'remit[spark]' and install Java 17, or leave out --engine.",
    )


def _silent(fault: Exception) -> Finding:
    return error(
        "measure.postgres_silent",
        "--engine postgres",
        f"PostgreSQL 无法访问：{fault}。请检查 REMIT_DATABASE_URL。",
        f"PostgreSQL does not answer: {fault}. Check REMIT_DATABASE_URL.",
    )
