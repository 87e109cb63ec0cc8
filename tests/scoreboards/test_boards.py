"""The frames of the two scoreboards: rows, tables, what is kept, and what is said when missing."""

import gc
import json
import platform
from pathlib import Path

import pytest

from answers import eventlogs
from answers.rows import Row as Answer
from benchmarks import board, rows, xes_read
from benchmarks.__main__ import BOARD
from benchmarks.measure import cost, costs
from benchmarks.rows import Row
from tests.engines.eventlog.written import case, event, log, on, read


def test_a_goal_of_at_most_so_many_times_the_peer_is_met_up_to_that_ratio() -> None:
    met = rows.at_most_times("read", 3.0, "s", "peer", 1.0, 3)
    missed = rows.at_most_times("read", 3.1, "s", "peer", 1.0, 3)
    assert (met.ratio, met.met, missed.met) == (3.0, True, False)


def test_a_goal_of_so_many_times_less_is_met_from_that_ratio_on() -> None:
    met = rows.times_less("read", 1.0, "s", "peer", 5.0, 5)
    missed = rows.times_less("read", 1.0, "s", "peer", 4.9, 5)
    assert (met.ratio, met.met, missed.met) == (5.0, True, False)


def test_a_goal_in_figures_is_met_whatever_the_peer_does() -> None:
    assert rows.at_most("memory", 399.0, "MiB", "peer", 10.0, 400).met
    assert not rows.at_most("memory", 401.0, "MiB", "peer", 900.0, 400).met


def test_a_missing_peer_gives_no_figure_but_the_way_to_install_it() -> None:
    row = rows.peer_missing("read", "s", "pm4py", "5x less")
    assert (row.figure, row.peer_figure, row.ratio, row.met) == (None, None, None, None)
    assert "pm4py is missing" in row.cells()[-1]
    assert "make bench" in row.note


def test_every_row_has_a_cell_for_every_column() -> None:
    row = rows.at_most("memory", 1.5, "MiB", "peer", 3.0, 400)
    assert len(row.cells()) == len(BOARD.columns)
    assert board.table(["a", "b"], [["1", "22"]]).splitlines() == [
        "| a | b  |",
        "| - | -- |",
        "| 1 | 22 |",
    ]


def test_what_is_kept_names_the_day_and_the_machine_and_leaves_other_modules_alone(
    tmp_path: Path,
) -> None:
    file = tmp_path / "build" / "bench.json"
    row = rows.at_most("memory", 1.5, "MiB", "peer", 3.0, 400)
    board.keep(file, "first", [row])
    board.keep(file, "second", [row, row])
    board.keep(file, "second", [row])
    kept = json.loads(file.read_text())
    assert {name: len(part["rows"]) for name, part in kept.items()} == {"first": 1, "second": 1}
    assert kept["first"]["machine"]["cores"] >= 1
    assert kept["first"]["machine"]["memory_gib"] > 0
    assert len(kept["first"]["date"]) == 10
    assert Row(**kept["first"]["rows"][0]) == row


def test_a_module_that_does_not_exist_is_named_with_those_that_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert board.run(BOARD, ["nonsense"]) == 2
    said = capsys.readouterr().out
    assert "nonsense" in said
    assert "xes_read" in said


def test_one_module_may_be_chosen_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BENCH", "nonsense")
    assert board.run(BOARD, []) == 2
    assert "nonsense" in capsys.readouterr().out


def test_a_call_is_measured_in_a_process_of_its_own() -> None:
    spent = cost(platform.machine)
    assert spent.answer == platform.machine()
    assert spent.cpu_s >= 0
    assert 1 < spent.peak_mib < 2000


def test_competitors_that_answer_differently_are_not_compared() -> None:
    assert len(costs(platform.machine, gc.enable, rounds=1)) == 2
    with pytest.raises(RuntimeError, match="disagree: 'CPython', "):
        costs(platform.machine, platform.python_implementation, rounds=1)


def test_without_the_real_data_both_boards_say_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REMIT_ACCEPTANCE_DATA", str(tmp_path))
    (row,) = xes_read.rows()
    assert (row.figure, row.met) == (None, None)
    assert "REMIT_ACCEPTANCE_DATA" in row.note
    answers = eventlogs.rows()
    assert {answer.met for answer in answers} == {None}
    assert all("REMIT_ACCEPTANCE_DATA" in answer.errata for answer in answers)


def test_answers_agree_only_when_every_figure_does() -> None:
    expected = {"events": 2, "cases": 1}
    assert Answer("set", "source", expected, {"cases": 1, "events": 2}).met is True
    assert Answer("set", "source", expected, {"cases": 1, "events": 3}).met is False
    assert Answer("set", "source", expected, {}).met is None
    assert Answer("set", "source", expected, expected).cells()[2] == "2 events, 1 cases"


def test_figures_are_counted_over_what_the_log_says() -> None:
    dates = {"startdate": on(1), "deadline": on(3), "enddate_planned": on(3)}
    traces = read(
        log(
            case("c1", event(at=on(1), who="Li", what="a"), enddate=on(4), **dates),
            case("c2", event(at=on(1), who="Li", what="b"), **dates),
        )
    )
    wanted = ["events", "cases", "people", "activities", "open", "late"]
    assert list(eventlogs.figures(traces, wanted).items()) == [
        ("events", 2),
        ("cases", 2),
        ("people", 1),
        ("activities", 2),
        ("open", 1),
        ("late", 1),
    ]
