"""`remit measure`: who had it, who passed it on, where it waits; from a file, without any database."""

from pathlib import Path
from typing import Annotated

import typer


def measure(
    file: Annotated[
        Path, typer.Argument(help="An event log: XES, OCEL (JSON, SQLite), CSV or Parquet.")
    ],
    engine: Annotated[
        str, typer.Option(help="What reckons: duckdb, sqlite, postgres or spark.")
    ] = "duckdb",
    master: Annotated[
        str, typer.Option(help="The Spark master, with --engine spark.")
    ] = "local[*]",
    holder: Annotated[
        str, typer.Option(help="Who holds an item: person, unit or post; the first that is named.")
    ] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(help="MEANING=NAME of a table's column: item, activity, at, person, unit ..."),
    ] = None,
    dates: Annotated[
        str, typer.Option(help="What dates like 03/04/2026 begin with: day-first or month-first.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Measure an event log: who had it, who passed it on, where it waits."""
    # DuckDB and numpy take longer to load than all that other commands need.
    from remit.cli.measuring.command import Asked, run

    run(Asked(file, engine, master, holder, tuple(column or ()), dates), as_json=as_json)
