"""The backend: who writes waits for a turn before SQLite is asked, who reads never does."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connections, transaction
from django.db.utils import ConnectionHandler

from remit.project.environment import database as read_address
from remit.project.sqlite import fair
from remit.project.sqlite.base import READS, DatabaseWrapper
from remit.project.sqlite.faults import told
from remit.project.sqlite.turns import Turn

ALIAS = "trial"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database lies."""
    return tmp_path / "remit.sqlite3"


@pytest.fixture
def database(file: Path, django_db_blocker: Any) -> Iterator[DatabaseWrapper]:
    """A connection to a file with one empty table, under an alias of its own."""
    chosen = fair(read_address(f"sqlite:///{file}"), seconds=1)
    made: Any = ConnectionHandler({"default": chosen})["default"]
    made.alias = ALIAS
    with django_db_blocker.unblock():
        connections[ALIAS] = made
        run(made, "CREATE TABLE deed (name text PRIMARY KEY)")
        yield made
        made.close()
        del connections[ALIAS]


@pytest.fixture
def queue(file: Path, database: DatabaseWrapper) -> Turn:
    """Another writer's place in the queue, impatient."""
    return Turn(file, 0.05)


def run(database: DatabaseWrapper, statement: str) -> list[Any]:
    """What a statement answers."""
    with database.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def free(queue: Turn) -> bool:
    """Whether another writer would get a turn at once."""
    try:
        queue.take()
    except OperationalError:
        return False
    queue.give_back()
    return True


def test_a_transaction_takes_its_turn_before_it_asks_for_the_lock(
    database: DatabaseWrapper, queue: Turn
) -> None:
    issued: list[str] = []
    database.connection.set_trace_callback(issued.append)
    queue.take()
    with pytest.raises(OperationalError, match="busy"), transaction.atomic(using=ALIAS):
        raise AssertionError("it was not its turn")
    assert issued == []
    queue.give_back()
    with transaction.atomic(using=ALIAS):
        assert issued == ["BEGIN IMMEDIATE"]
        assert not free(queue)
    assert free(queue)


def test_a_turn_ends_with_the_outermost_transaction_however_it_ends(
    database: DatabaseWrapper, queue: Turn
) -> None:
    with transaction.atomic(using=ALIAS):
        with transaction.atomic(using=ALIAS):
            run(database, "INSERT INTO deed VALUES ('inner')")
        assert not free(queue)
    assert free(queue)
    with transaction.atomic(using=ALIAS):
        run(database, "INSERT INTO deed VALUES ('undone')")
        transaction.set_rollback(True, using=ALIAS)
    assert free(queue)
    assert run(database, "SELECT name FROM deed") == [("inner",)]


def test_closing_in_the_middle_of_a_transaction_ends_the_turn(
    database: DatabaseWrapper, queue: Turn
) -> None:
    with transaction.atomic(using=ALIAS):
        database.close()
        assert free(queue)


def test_who_reads_never_waits(database: DatabaseWrapper, queue: Turn) -> None:
    queue.take()
    assert run(database, "SELECT count(*) FROM deed") == [(0,)]
    assert run(database, "PRAGMA user_version") == [(0,)]
    database.close()
    assert run(database, "SELECT count(*) FROM deed") == [(0,)]


def test_a_single_statement_that_writes_takes_a_turn_and_gives_it_back(
    database: DatabaseWrapper, queue: Turn
) -> None:
    queue.take()
    with pytest.raises(OperationalError, match="busy"):
        run(database, "INSERT INTO deed VALUES ('late')")
    queue.give_back()
    run(database, "INSERT INTO deed VALUES ('done')")
    assert free(queue)
    with pytest.raises(Exception, match="UNIQUE"):
        run(database, "INSERT INTO deed VALUES ('done')")
    assert free(queue)
    with database.cursor() as cursor:
        cursor.executemany("INSERT INTO deed VALUES (%s)", [("a",), ("b",)])
        assert free(queue)


def test_a_statement_that_returns_rows_keeps_its_turn_until_it_is_committed(
    database: DatabaseWrapper, queue: Turn
) -> None:
    with database.cursor() as cursor:
        cursor.execute("INSERT INTO deed VALUES ('done') RETURNING name")
        assert not free(queue)
        assert cursor.fetchone() == ("done",)
    assert free(queue)


def test_manual_transactions_keep_their_turn_until_they_end(
    database: DatabaseWrapper, queue: Turn
) -> None:
    database.set_autocommit(False)
    run(database, "INSERT INTO deed VALUES ('done')")
    assert not free(queue)
    database.commit()
    assert free(queue)
    database.set_autocommit(True)


def test_the_connection_is_durable_and_hardened(database: DatabaseWrapper) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "cell_size_check")
    found = {name: run(database, f"PRAGMA {name}")[0][0] for name in pragmas}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "cell_size_check": 1,
    }


def test_a_database_in_memory_has_no_queue(django_db_blocker: Any) -> None:
    chosen = {**fair(read_address("sqlite:///x"), seconds=1), "NAME": ":memory:"}
    made: Any = ConnectionHandler({"default": chosen})["default"]
    with django_db_blocker.unblock():
        run(made, "CREATE TABLE deed (name text)")
        assert run(made, "SELECT count(*) FROM deed") == [(0,)]
    assert not made.turn.held
    assert not Path(":memory:-pen").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1",
        "  select 1",
        "(SELECT 1)",
        "-- why\nSELECT 1",
        "/* why */ VALUES (1)",
        "EXPLAIN DELETE FROM deed",
        "PRAGMA foreign_keys",
        "SAVEPOINT s",
        "BEGIN",
        "VACUUM INTO 'copy'",
        "WITH a AS (SELECT 1) SELECT * FROM a",
    ],
)
def test_these_need_no_turn(statement: str) -> None:
    assert READS.match(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO deed VALUES ('select')",
        "UPDATE deed SET name = 'a'",
        "DELETE FROM deed",
        "REPLACE INTO deed VALUES ('a')",
        "BEGIN IMMEDIATE",
        "begin exclusive",
        "CREATE TABLE t (a)",
        "VACUUM",
        "WITH a AS (SELECT 1) INSERT INTO deed SELECT * FROM a",
        "-- SELECT\nDELETE FROM deed",
    ],
)
def test_these_need_a_turn(statement: str) -> None:
    assert not READS.match(statement)


def test_a_fault_of_the_disk_is_told_in_words_and_any_other_as_it_is() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE deed (name text UNIQUE)")
        connection.execute("PRAGMA max_page_count = 3")
        with pytest.raises(sqlite3.OperationalError, match="The disk is full") as full, told():
            connection.execute("INSERT INTO deed VALUES (zeroblob(100000))")
        assert "database or disk is full" in str(full.value)
        with pytest.raises(sqlite3.OperationalError, match=r"^no such table: x$"), told():
            connection.execute("SELECT * FROM x")


def test_the_settings_choose_this_backend_for_sqlite_alone() -> None:
    postgres = read_address("postgres://h/n")
    assert fair(postgres, seconds=1) is postgres
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        assert isinstance(connections["default"], DatabaseWrapper)
