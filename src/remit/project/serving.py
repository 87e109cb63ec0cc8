"""Serving the pages, the clock's work, and the demo places.

Models can be imported only once Django is set up, hence the imports inside these functions.
"""

import multiprocessing
import socket
import threading
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from remit.cli.answers import console, errors, open_house, tell_json
from remit.cli.database import open_database

Bind = Annotated[str, typer.Option("--bind", help="Address and port to serve on.")]
# Seconds between two looks of the clock at what is due.
INTERVAL = 5


def serve(
    bind: Bind = "127.0.0.1:8000",
    workers: Annotated[int, typer.Option(help="Processes that answer requests.")] = 2,
    clock: Annotated[
        bool, typer.Option(help="Also run reminders, mail and numbering, in a process of its own.")
    ] = True,
) -> None:
    """Serve the pages; brings the database up to date first."""
    _refuse_taken(bind)
    open_house()
    _bring_up_to_date()
    _run(bind, workers, clock=clock)


def demo(
    bind: Bind = "127.0.0.1:8000",
    load_only: Annotated[
        bool, typer.Option("--load-only", help="Set up the demo places and stop.")
    ] = False,
) -> None:
    """Set up the made-up places once, then serve them."""
    if not load_only:
        _refuse_taken(bind)
    open_house()
    _bring_up_to_date()
    from remit.demo.load import load, tell_cast

    load(at=datetime.now(tz=UTC), tell=console.print)
    tell_cast(address=f"http://{bind}", tell=console.print)
    if not load_only:
        _run(bind, 2, clock=True)


def tick(
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Do once what is due: reminders, letters, numbering of entries, reactions."""
    open_database()
    from remit.jobs.clock import tick as work

    done = work(datetime.now(tz=UTC))
    if as_json:
        tell_json(done)
    else:
        console.print(", ".join(f"{name}: {count}" for name, count in done.items()))


def _bring_up_to_date() -> None:
    from django.core.management import call_command
    from django.db.migrations.exceptions import InconsistentMigrationHistory

    call_command("check")
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except InconsistentMigrationHistory as fault:
        errors.print(
            f"The database was made by another version ({fault}). Before 1.0 it is set up anew: "
            "move it away, or name another one with REMIT_DATABASE_URL."
        )
        raise typer.Exit(2) from fault


def _refuse_taken(bind: str) -> None:
    """Stops before the work when nobody could listen there, or another process does already."""
    host, _, port = bind.rpartition(":")
    if not (port.isdecimal() and 0 < int(port) < 65536):
        errors.print(f"--bind {bind} is no address. Write HOST:PORT, for example 127.0.0.1:8000.")
        raise typer.Exit(2)
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((host or "127.0.0.1", int(port))) == 0:
            errors.print(f"{bind} is in use by another process. Stop it, or use --bind HOST:PORT.")
            raise typer.Exit(2)


def _run(bind: str, workers: int, *, clock: bool) -> None:
    """Serves until interrupted; the clock runs in a process of its own."""
    from gunicorn.app.base import BaseApplication

    from remit.project.wsgi import application

    class Application(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
        """The application under gunicorn, configured here and not by files."""

        def load_config(self) -> None:
            for name, value in {
                "bind": bind,
                "workers": workers,
                "threads": 4,
                "worker_class": "gthread",
                "preload_app": True,
                "loglevel": "warning",
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    if clock:
        from remit.jobs.clock import run

        fork = multiprocessing.get_context("fork")
        round_and_round = {"stop": threading.Event(), "interval": INTERVAL}
        fork.Process(target=run, kwargs=round_and_round, daemon=True).start()
    console.print(f"Remit serves on http://{bind}. Ctrl+C stops it.")
    Application().run()
