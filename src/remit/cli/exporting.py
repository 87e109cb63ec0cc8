"""`remit export`: event logs written in the formats of other systems."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remit.cli.answers import language, say, tell_findings
from remit.cli.files import FileNotReadable, unreadable
from remit.engines.findings import Finding, Refusal, error
from remit.engines.words import Words

if TYPE_CHECKING:
    from remit.engines.measures.table import EventTable

app = typer.Typer(help="Event logs in the formats of other systems.", no_args_is_help=True)
EVERYWHERE = ("", "z")
"""The range of all paths, those of no organisation too."""
WRITTEN = Words(
    "已将 {events} 个事件写入 {file}（{form}）。", "{events} events written to {file} ({form})."
)


class Format(StrEnum):
    """The formats that are written."""

    XES = "xes"
    OCEL_JSON = "ocel-json"
    OCEL_SQLITE = "ocel-sqlite"
    CSV = "csv"
    PARQUET = "parquet"


class NotExportable(Refusal):
    """There is nothing to write, or the file to write is there already."""


@app.callback()
def export() -> None:
    """Event logs in the formats of other systems."""


@app.command("log")
def log(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
    form: Annotated[Format, typer.Option("--as", help="The format.")] = Format.XES,
    source: Annotated[
        Path | None, typer.Option("--from", help="The log to read; else the house's own events.")
    ] = None,
    kept: Annotated[
        str,
        typer.Option(
            "--log", help="Which of the house's own logs: deeds, or steps of matters read."
        ),
    ] = "deeds",
    column: Annotated[
        list[str] | None, typer.Option(help="MEANING=NAME of a table's column, of the file read.")
    ] = None,
    dates: Annotated[
        str, typer.Option(help="What dates like 03/04/2026 begin with: day-first or month-first.")
    ] = "",
) -> None:
    """Write an event log in XES, OCEL 2.0 (JSON or SQLite), CSV or Parquet."""
    if file.exists():
        raise NotExportable(_there_already(file))
    table = _read(source, column or [], dates) if source else _own(kept)
    if not len(table):
        raise NotExportable(_nothing(source))
    _write(table, file, form)
    said = WRITTEN.pick(language()).format(events=f"{len(table):,}", file=file, form=form.value)
    say(said)


def _read(source: Path, columns: list[str], dates: str) -> "EventTable":
    from remit.cli.measuring.command import named, order
    from remit.cli.measuring.reading import read, table_of

    found = read(source, named(columns), order(dates))
    tell_findings(found.remarks)
    return table_of(found)


def _own(kept: str) -> "EventTable":
    """The events of the whole house, of all its organisations."""
    from remit.cli.database import open_database

    open_database()
    from remit.apps.lab import queries

    if kept not in queries.LOGS:
        raise NotExportable(_no_such_log(kept, ", ".join(queries.LOGS)))
    return queries.table(kept, [EVERYWHERE])


def _write(table: "EventTable", file: Path, form: Format) -> None:
    """Writes beside the file first, so that it is there whole or not at all."""
    from remit.cli.measuring.exchange import to_file
    from remit.cli.measuring.forms import Form
    from remit.cli.measuring.parquet import to_parquet

    beside = file.with_name(f".{file.name}.part")
    try:
        beside.unlink(missing_ok=True)
        if form is Format.PARQUET:
            to_parquet(table, beside)
        else:
            to_file(table, beside, Form(form.value))
        beside.rename(file)
    except OSError as fault:
        raise FileNotReadable(unreadable(str(file), fault)) from fault
    finally:
        beside.unlink(missing_ok=True)


def _there_already(file: Path) -> Finding:
    return error(
        "export.file_exists",
        str(file),
        "文件已经存在，不会覆盖。请换一个文件名，或先移走原文件。",
        "The file is there already and is not overwritten. Take another name or move it away.",
    )


def _nothing(source: Path | None) -> Finding:
    return error(
        "export.no_events",
        str(source or "--log"),
        "没有可写出的事件。请检查所读的日志；系统自身的事件由 remit tick 整理。",
        "There is no event to write. Check the log that was read; the house's own events are"
        " gathered by `remit tick`.",
    )


def _no_such_log(asked: str, known: str) -> Finding:
    return error(
        "export.no_such_log",
        f"--log {asked}",
        f"没有这个日志。可选：{known}。",
        f"There is no such log. There are: {known}.",
    )
