"""What the boards say of fault trees without the data, and when figures count as the same."""

import math
from pathlib import Path

import pytest

from answers import faulttrees
from answers.faulttrees import agree, alike
from benchmarks import fault_trees


def test_without_the_real_data_both_boards_say_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REMIT_ACCEPTANCE_DATA", str(tmp_path))
    (measured,), (answered,) = fault_trees.rows(), faulttrees.rows()
    assert (measured.met, answered.met) == (None, None)
    assert "REMIT_ACCEPTANCE_DATA" in measured.note
    assert "REMIT_ACCEPTANCE_DATA" in answered.errata


def test_a_figure_agrees_in_the_digits_that_were_published() -> None:
    assert agree(0.0267, 0.02674)
    assert not agree(0.0267, 0.02676)
    assert agree(1.19999e-05, 1.199994e-05)
    assert agree(392, 392)
    assert not agree(392, 393)


def test_a_peers_figures_have_six_digits() -> None:
    assert alike((0.123457, 1.0, math.inf), (0.1234568, 1.1, math.inf)) == 2


def test_a_peer_that_comes_to_another_probability_is_not_compared() -> None:
    fault_trees.refuse_disagreement({"tree": 0.1000001}, {"tree": 0.1})
    with pytest.raises(RuntimeError, match="tree: SCRAM comes to"):
        fault_trees.refuse_disagreement({"tree": 0.11}, {"tree": 0.1})
