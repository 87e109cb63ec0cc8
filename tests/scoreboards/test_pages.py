"""The scoreboards as pages: every row, its date and the machine."""

from benchmarks import board, rows
from benchmarks.board import machine
from tools import boards

MEASURED, ANSWERED = boards.PAGES[1], boards.PAGES[0]


def test_a_page_tells_every_row_with_the_day_and_the_machine() -> None:
    row = rows.at_most("memory", 1.5, "MiB", "peer", 3.0, 400)
    part = {"date": "2026-11-22", "machine": machine(), "rows": [row.as_json()]}
    page = boards.written(MEASURED, {"xes_read": part})
    assert page.startswith("# Benchmarks\n")
    assert "## Xes read" in page
    assert "Run on 2026-11-22:" in page
    assert f"{machine()['cores']} cores" in page
    assert board.table(MEASURED.board.columns, [row.cells()]) in page


def test_a_set_of_answers_is_told_with_what_was_expected_and_got() -> None:
    row = {
        "set": "permits",
        "source": "doi 1",
        "expected": {"events": 2},
        "got": {"events": 3},
        "errata": "one too many",
        "met": False,
    }
    part = {"date": "2026-11-22", "machine": machine(), "rows": [row]}
    page = boards.written(ANSWERED, {"eventlogs": part})
    assert "2 events" in page
    assert "3 events" in page
    assert "NO" in page
    assert "one too many" in page
