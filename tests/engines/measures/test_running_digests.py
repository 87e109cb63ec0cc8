"""Every metric answers the same to the last digit in DuckDB, SQLite, PostgreSQL and Spark."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

from remit.cli.measuring.engines import postgres, spark, sqlite
from remit.engines.eventlog.shape import PLAIN
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.measures.metrics import METRICS
from remit.engines.measures.running import DuckRunner, Rows, Runner
from remit.engines.measures.table import EventTable
from tests.conftest import missing
from tests.engines.measures.drawn import synthetic
from tools.databases import address

pytestmark = pytest.mark.xdist_group("digests")
LOGS = ("synthetic", "receipt")
# Codes of activities and a time within which something, but not everything, happens.
FILLED = {"first": 0, "second": 4, "within_us": 5 * 86_400_000_000, "known_us": 2**60}
# Spark takes seconds for each; its SQL differs from holder to holder in one name.
HOLDERS_OF = {"sqlite": ("unit", "person"), "postgres": ("unit", "person"), "spark": ("person",)}


def digests(runner: Runner, holders: tuple[str, ...]) -> dict[tuple[str, str], str]:
    """The digest of every metric's rows, by metric and holder."""
    return {
        (metric, holder): digest(runner.rows(metric, holder=holder, **FILLED))
        for metric in METRICS
        for holder in holders
    }


def digest(rows: Rows) -> str:
    return sha256(repr(rows).encode()).hexdigest() if rows else "no rows"


@pytest.fixture(scope="module", params=LOGS)
def events(request: pytest.FixtureRequest, acceptance_data: Path) -> DuckRunner:
    """The events of a made-up log, and of a real one, in DuckDB."""
    if request.param == "synthetic":
        return DuckRunner.over(synthetic(3_000))
    with (acceptance_data / "eventlogs" / "receipt.xes.gz").open("rb") as file:
        return DuckRunner.over(EventTable.from_traces(XesLog(unpacked(file)), PLAIN))


@contextmanager
def opened(engine: str, events: DuckRunner, folder: Path) -> Iterator[Runner]:
    """The same events in another engine."""
    if engine == "sqlite":
        with sqlite(events) as lite:
            yield lite
    elif engine == "postgres":
        with postgres(events, _server()) as served:
            yield served
    else:
        if not (shutil.which("java") and find_spec("pyspark")):
            missing("No Spark: install pyspark and Java 17.")
        with spark(events, "local[2]", folder) as cluster:
            yield cluster


def _server() -> str:
    try:
        return address()
    except ValueError as reason:
        missing(f"No PostgreSQL: {reason}")
        raise


def test_every_metric_answers_something() -> None:
    answers = digests(DuckRunner.over(synthetic(3_000)), ("person",))
    assert "no rows" not in answers.values()


@pytest.mark.parametrize("engine", HOLDERS_OF)
def test_another_engine_answers_every_metric_alike(
    engine: str, events: DuckRunner, tmp_path: Path
) -> None:
    holders = HOLDERS_OF[engine]
    with opened(engine, events, tmp_path) as other:
        assert digests(other, holders) == digests(events, holders)
