"""Finds the PostgreSQL server for the tests: prints its address, or why there is none.

REMIT_TEST_POSTGRES_URL, else any server on the default port of this machine. Exit status 0 with an
address, 3 without one (1 under CI=true, where a server must be reachable).
"""

import os
import sys

import psycopg

USERS = ("postgres", os.environ.get("USER") or "root")


def address() -> str:
    """The address of a server that lets the tests create databases; ValueError with the reason."""
    if given := os.environ.get("REMIT_TEST_POSTGRES_URL"):
        return _answers(given)
    reasons = []
    for user in USERS:
        try:
            return _answers(f"postgres://{user}@127.0.0.1:5432/postgres")
        except ValueError as reason:
            reasons.append(str(reason))
    raise ValueError("; ".join(reasons))


def _answers(url: str) -> str:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as fault:
        raise ValueError(str(fault).strip().splitlines()[0]) from fault
    if not (row and row[0]):
        raise ValueError(f"{url}: this user may not create databases")
    return url


def main() -> int:
    """Prints the address, or the reason on stderr."""
    try:
        print(address())
    except ValueError as reason:
        print(
            f"PostgreSQL tests skipped: {reason}. "
            "Start a server or set REMIT_TEST_POSTGRES_URL=postgres://user:password@host:5432/name.",
            file=sys.stderr,
        )
        return 1 if os.environ.get("CI") == "true" else 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
