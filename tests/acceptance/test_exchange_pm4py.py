"""PM4Py reads what is written here, and what it writes is read here: the same events both ways."""

from pathlib import Path
from typing import Any

import pytest

from remit.cli.measuring.exchange import from_file, to_file
from remit.cli.measuring.forms import Form
from remit.engines.measures.table import EventTable

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.xdist_group("measures"),
    pytest.mark.filterwarnings("ignore"),  # what it warns of is its own
]
READERS = {Form.OCEL_JSON: "read_ocel2_json", Form.OCEL_SQLITE: "read_ocel2_sqlite"}
WRITERS = {Form.OCEL_JSON: "write_ocel2_json", Form.OCEL_SQLITE: "write_ocel2_sqlite"}


@pytest.fixture(scope="module")
def pm4py() -> Any:
    """PM4Py, where `make bench` has installed it."""
    return pytest.importorskip("pm4py", reason="PM4Py is missing: `make bench` installs it.")


@pytest.fixture(scope="module")
def receipts(receipt_file: Path) -> EventTable:
    """The receipts as a table of events."""
    return from_file(receipt_file, Form.XES, {}).table


def told(table: EventTable) -> list[tuple[object, ...]]:
    """Each event to the second (PM4Py writes no parts of it in JSON), without its place in the log."""
    return sorted((row.ts_us // 1_000_000, *row[2:7]) for row in table.rows())


@pytest.mark.parametrize("form", READERS)
def test_object_centric_logs_go_there_and_back(
    pm4py: Any, receipts: EventTable, tmp_path: Path, form: Form
) -> None:
    suffix = ".json" if form is Form.OCEL_JSON else ".sqlite"
    ours, theirs = tmp_path / f"ours{suffix}", tmp_path / f"theirs{suffix}"
    to_file(receipts, ours, form)
    read = getattr(pm4py, READERS[form])(str(ours))
    assert len(read.events) == len(receipts)
    assert set(read.objects["ocel:type"]) == {"item", "person", "unit"}
    getattr(pm4py, WRITERS[form])(read, str(theirs))
    assert told(from_file(theirs, form, {}).table) == told(receipts)


def test_xes_goes_there(pm4py: Any, receipts: EventTable, tmp_path: Path) -> None:
    to_file(receipts, tmp_path / "ours.xes", Form.XES)
    frame = pm4py.convert_to_dataframe(pm4py.read_xes(str(tmp_path / "ours.xes")))
    columns = ["case:concept:name", "concept:name", "org:resource", "org:group", "kind"]
    theirs = sorted(map(tuple, frame[["seq", *columns]].fillna("").itertuples(index=False)))
    ours = sorted(
        (row.seq, row.item, row.activity, row.person, row.unit, row.kind.name.lower())
        for row in receipts.rows()
    )
    assert theirs == ours
