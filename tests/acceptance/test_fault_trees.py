"""Fault trees that others have solved: the Aralia benchmark and SCRAM's own models.

Trees that take longer than a few seconds are left to `make answers`.
"""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from answers.faulttrees import (
    ORDER,
    ORDERS,
    SHARE,
    WRONG_SIGNS,
    Found,
    Known,
    agree,
    alike,
    aralia,
    figures,
    importances,
    peer_importances,
    solved,
    tree,
)
from remit.engines.faulttree import compile_network, minimal_cut_sets, parse_mef, write_mef
from tests.conftest import missing

Cases = list[dict[str, Any]]
Solved = dict[str, tuple[Known, Found]]

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("trees")]

LARGE = {"cea9601", "das9701", "edfpa14b", "edfpa14q", "edfpa14r", "nus9601"}
BESIDE_SCRAM = (
    "baobab2", "chinese", "das9202", "das9203", "das9204", "das9205", "das9208", "edf9205",
    "edf9206", "elf9601", "ftr10", "isp9601", "isp9603", "isp9605", "isp9606", "isp9607",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(acceptance_data: Path) -> Path:
    return acceptance_data / "attribution"


@pytest.fixture(scope="module")
def scram_models(folder: Path) -> Cases:
    """SCRAM's published cases but the large CEA9601, as far as its package brings the models."""
    if not SHARE.is_dir():
        missing("No models of SCRAM: install Debian's package scram.")
    cases = json.loads((folder / "scram" / "expected.json").read_text())["cases"]
    small = (case for case in cases if not case["files"][0].endswith("CEA9601.xml"))
    return [case for case in small if all((SHARE / name).exists() for name in case["files"])]


@cache
def found(file: Path) -> Found:
    return solved(tree(file))


@pytest.fixture(scope="module")
def small(folder: Path) -> Solved:
    """Published and found for all but the large trees."""
    known = [each for each in aralia(folder / "aralia") if each.name not in LARGE]
    return {each.name: (each, found(folder / "aralia" / f"{each.name}.xml")) for each in known}


def test_top_probabilities_are_the_published_ones(small: Solved) -> None:
    wrong = {
        name: (known.probability, ours.probability)
        for name, (known, ours) in small.items()
        if known.probability is not None
        and not (ours.probability is not None and agree(known.probability, ours.probability))
    }
    assert wrong == {}


def test_numbers_of_minimal_cut_sets_are_the_published_ones(small: Solved) -> None:
    wrong = {
        name: (known.cut_sets, ours.cut_sets)
        for name, (known, ours) in small.items()
        if known.cut_sets not in (None, ours.cut_sets)
    }
    assert wrong == {}


def test_published_figures_that_are_wrong_are_explained(folder: Path) -> None:
    das9204 = found(folder / "aralia" / "das9204.xml")
    assert das9204.probability == pytest.approx(2.16942e-11, rel=1e-5)
    edf9206 = tree(folder / "aralia" / "edf9206.xml")
    orders = minimal_cut_sets(compile_network(edf9206.gates, edf9206.top)).orders()
    assert sum(orders.values()) == 7_159_688_704
    assert sum(number for size, number in orders.items() if size <= 20) == 385_825_320


def test_every_tree_reads_the_same_when_it_was_written(folder: Path) -> None:
    for file in (folder / "aralia").glob("*.xml"):
        read = tree(file)
        assert parse_mef(write_mef(read)) == read, file.stem


def test_scrams_models_have_their_published_figures(scram_models: Cases) -> None:
    assert len(scram_models) >= 11
    for case in scram_models:
        wrong = [(theirs, ours) for theirs, ours in figures(case) if not agree(theirs, ours)]
        assert wrong == [], case["files"]


def test_125_importances_and_25_occurrences_of_the_chinese_tree_are_met(
    scram_models: Cases,
) -> None:
    (chinese,) = (case for case in scram_models if "importance" in case)
    pairs = importances(chinese)
    assert len(pairs) == 150
    assert [theirs for theirs, _ in pairs] == pytest.approx([ours for _, ours in pairs], rel=5e-6)


def test_importances_are_those_of_scram(folder: Path) -> None:
    if shutil.which("scram") is None:
        missing("No SCRAM: install Debian's package scram.")
    for name in BESIDE_SCRAM:
        file = folder / "aralia" / f"{name}.xml"
        ours = found(file).importances or {}
        theirs = peer_importances(file, order=ORDERS.get(name, ORDER))
        assert theirs, name
        wrong = {e: (t, ours[e]) for e, t in theirs.items() if alike(t, ours[e]) < len(t)}
        assert wrong == {}, name


def test_scram_turns_the_signs_of_a_tree_with_negations(folder: Path) -> None:
    # A ratio of two probabilities is never negative; ours are checked against the definition.
    file = folder / "aralia" / f"{WRONG_SIGNS}.xml"
    if shutil.which("scram") is None:
        missing("No SCRAM: install Debian's package scram.")
    ours = found(file).importances or {}
    theirs = peer_importances(file)
    assert min(raw for _, _, _, raw, _ in theirs.values()) < 0 <= min(o[3] for o in ours.values())
    for event, (birnbaum, *_) in theirs.items():
        assert -birnbaum == pytest.approx(ours[event].birnbaum, rel=1e-5)
