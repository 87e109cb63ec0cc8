"""The two real logs that hold dates, each laid out as a table once in a session."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.acceptance.plain_sql import laid_out
from tests.command import remit

__all__ = ["remit"]


@pytest.fixture(scope="session")
def permits_file(acceptance_data: Path) -> Path:
    """Building permits of a municipality."""
    return acceptance_data / "eventlogs" / "bpic2015_1.xes.gz"


@pytest.fixture(scope="session")
def receipt_file(acceptance_data: Path) -> Path:
    """The receipt phase of environmental permits."""
    return acceptance_data / "eventlogs" / "receipt.xes.gz"


@pytest.fixture(scope="session")
def permits_sql(
    permits_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The permits as a table."""
    with laid_out(permits_file, tmp_path_factory.mktemp("permits") / "written.csv") as sql:
        yield sql


@pytest.fixture(scope="session")
def receipt_sql(
    receipt_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The receipts as a table."""
    with laid_out(receipt_file, tmp_path_factory.mktemp("receipt") / "written.csv") as sql:
        yield sql
