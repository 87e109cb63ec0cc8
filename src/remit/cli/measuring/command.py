"""What `remit measure` does with its arguments: read, choose an engine, reckon, tell."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from remit.cli.answers import tell_findings, tell_json
from remit.cli.measuring.reading import Log, read
from remit.cli.measuring.report import Report, report
from remit.cli.measuring.telling import as_values, tell
from remit.engines.eventlog.layouts import Order
from remit.engines.findings import Refusal, error
from remit.engines.measures.running import HOLDERS, Runner

ENGINES = ("duckdb", "sqlite", "postgres", "spark")


class NotMeasurable(Refusal):
    """What was asked for cannot be measured: no such engine, or nobody holds anything."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments of the command."""

    file: Path
    engine: str = "duckdb"
    master: str = "local[*]"
    holder: str = ""
    columns: tuple[str, ...] = ()
    dates: str = ""


def run(asked: Asked, *, as_json: bool) -> None:
    """Measures the file and tells the report. Raises a Refusal with what is wrong."""
    found = measured(asked)
    # On the error stream: what a program reads stays one document.
    tell_findings(found.remarks)
    if as_json:
        tell_json(as_values(found))
    else:
        tell(found)


def measured(asked: Asked) -> Report:
    """The report of the file. Raises a Refusal with what is wrong."""
    _check(asked)
    log = read(asked.file, named(asked.columns), order(asked.dates))
    if not log.runner.rows("activities"):
        raise NotMeasurable(
            error(
                "measure.no_events",
                asked.file.name,
                "文件中没有带时间的事件，无从度量。请检查导出的时间列。",
                "The file has no event with an instant, so nothing can be measured. Check the column of instants.",
            )
        )
    holder = _holder(log, asked.holder)
    with _runner(log, asked) as runner:
        return report(log, runner, holder)


def _check(asked: Asked) -> None:
    if asked.engine not in ENGINES:
        known = ", ".join(ENGINES)
        raise NotMeasurable(
            error(
                "measure.no_such_engine",
                f"--engine {asked.engine}",
                f"没有这个引擎。可选：{known}。",
                f"There is no such engine. There are: {known}.",
            )
        )


def named(pairs: Sequence[str]) -> dict[str, str]:
    """What columns are called by their meaning, from MEANING=NAME. Raises NotMeasurable."""
    for pair in pairs:
        if "=" not in pair:
            raise NotMeasurable(
                error(
                    "measure.not_a_column",
                    f"--column {pair}",
                    "请写成“含义=列名”，例如 item=case_id。",
                    "Write MEANING=NAME, for example item=case_id.",
                )
            )
    return dict(pair.split("=", 1) for pair in pairs)


def order(dates: str) -> Order | None:
    """What comes first in dates, as it was asked for. Raises NotMeasurable."""
    if dates and dates not in tuple(Order):
        raise NotMeasurable(
            error(
                "measure.not_an_order",
                f"--dates {dates}",
                "请写 day-first（日在前）或 month-first（月在前）。",
                "Say day-first or month-first.",
            )
        )
    return Order(dates) if dates else None


def _holder(log: Log, asked: str) -> str:
    """The column that says who holds an item: the one asked for, else the first that names anybody."""
    there = [name for name in ("person", "unit", "post") if name in log.holders]
    if asked and asked not in there:
        known = ", ".join(there or HOLDERS)
        raise NotMeasurable(
            error(
                "measure.nobody_holds",
                f"--holder {asked}",
                f"日志没有这样的经办者。可选：{known}。",
                f"The log names no such holders. There are: {known}.",
            )
        )
    return asked or next(iter(there), "person")


@contextmanager
def _runner(log: Log, asked: Asked) -> Iterator[Runner]:
    """Who answers: the log's own DuckDB, or another engine over the same events."""
    if asked.engine == "duckdb":
        yield log.runner
        return
    from remit.cli.measuring import engines

    if asked.engine == "sqlite":
        with engines.sqlite(log.runner) as lite:
            yield lite
    elif asked.engine == "postgres":
        with engines.postgres(log.runner, os.environ.get("REMIT_DATABASE_URL", "")) as served:
            yield served
    else:
        with (
            TemporaryDirectory() as folder,
            engines.spark(log.runner, asked.master, Path(folder)) as cluster,
        ):
            yield cluster
