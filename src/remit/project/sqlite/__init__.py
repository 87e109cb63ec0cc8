"""The embedded database: SQLite behind Django's own backend, durable, hardened, and fair to writers.

SQLite lets waiting writers sleep and try again, so one of many may wait for long while others pass
by. Here writers stand in a queue (`turns`) before they ask for SQLite's write lock; who only reads
never waits. Each commit is on the disk before it is answered (write-ahead log, synchronous=FULL).
"""

from typing import Any


def fair(database: dict[str, Any], *, seconds: int) -> dict[str, Any]:
    """The settings of a database, with this backend where it is SQLite; others as they are.

    `seconds` is how long a writer waits for its turn, and again for SQLite's lock, before it is
    told that the database is busy.
    """
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return database
    options = {"transaction_mode": "IMMEDIATE", "timeout": seconds, "patience": seconds}
    # Tests run in memory, each process in its own, as with Django's own backend.
    tests = {"NAME": ":memory:"}
    return {"ENGINE": __name__, "NAME": database["NAME"], "OPTIONS": options, "TEST": tests}
