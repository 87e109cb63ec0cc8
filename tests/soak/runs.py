"""Runs one kind of ill treatment in a process and a house of its own, and reads its report."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

from tests.soak.server import own_server
from tools.databases import address

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL_DISK = 'mount -t tmpfs -o size=6m none "$REMIT_HOME" && exec "$@"'
# A user namespace of one's own lets an ordinary user mount, where the system allows it.
UNSHARED = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", SMALL_DISK, "sh")


def reported(
    module: str, *words: object, home: Path, database: str = "", within: tuple[str, ...] = ()
) -> Any:
    """The report of `tests.soak.<module>` in the house `home`; RuntimeError with what it said."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("REMIT_")}
    chosen = {"REMIT_DATABASE_URL": database} if database else {}
    done = subprocess.run(
        [*within, sys.executable, "-m", f"tests.soak.{module}", *map(str, words)],
        cwd=ROOT,
        env={**kept, **chosen, "REMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def killed_server(kills: int, seed: int, home: Path) -> Any:
    """The report of a PostgreSQL server killed so often; ValueError where there is none to start."""
    with own_server() as server:
        told = ("", server.data, server.port)
        return reported("kills", kills, seed, *told, home=home, database=server.url)


def full_disk(home: Path, acknowledged: Path) -> Any:
    """The report of a full disk: a small one where it can be mounted, else a bound on the pages."""
    if small_disk_can_be_mounted(home):
        return reported("full_disk", acknowledged, home=home, within=UNSHARED)
    return reported("full_disk", acknowledged, "pages", home=home)


def small_disk_can_be_mounted(home: Path) -> bool:
    """Whether this system lets us mount a disk of six MiB."""
    told = {**os.environ, "REMIT_HOME": str(home)}
    try:
        return not subprocess.run(
            [*UNSHARED, "true"], env=told, capture_output=True, check=False
        ).returncode
    except OSError:
        return False


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """The address of an empty database on the server of the tests; ValueError without a server."""
    server = urlsplit(address())
    name = f"remit_soak_{os.getpid()}"
    with psycopg.connect(urlunsplit(server), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield urlunsplit(server._replace(path=f"/{name}"))
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
