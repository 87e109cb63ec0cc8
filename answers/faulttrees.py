"""Figures known for fault trees: probabilities, numbers of minimal cut sets, importances.

The Aralia trees are the usual benchmark of fault tree programs; their figures stand in the README of
the data set. SCRAM publishes figures for the models it comes with in its own tests; for the Aralia
trees its measures of importance are asked of the program itself, as far as it answers in time.
"""

import json
import math
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any
from xml.etree import ElementTree as ET

from answers.rows import Row
from benchmarks.board import acceptance_data
from remit.engines.faulttree import (
    Budget,
    BudgetSpent,
    FaultTree,
    Importance,
    compile_network,
    evaluate,
    importance,
    minimal_cut_sets,
    parse_mef,
)

ARALIA = "openpra-org/aralia-fault-tree-dataset, README"
SCRAM = "rakhimov/scram, tests/bench_*.cc"
SHARE = Path("/usr/share/scram")
INSTALL = "install Debian's package scram"
SECONDS, NODES = 120, 8_000_000
PEER_SECONDS = 10
ORDER = 4
ORDERS = {"das9204": 20, "das9205": 20, "edf9206": 8}
"""Up to which size of cut sets SCRAM is asked: it measures only the leaves of those it lists."""
DIGITS, NO_LIMIT = 1e-5, 1e12
MEASURES = ("MIF", "CIF", "DIF", "RAW", "RRW")
MISPRINTED = 0.0045691
WRONG_SIGNS = "das9601"
"""A tree with negations: SCRAM turns the sign of its derivatives, so that its RAW, a ratio of
probabilities, becomes negative."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is published for one Aralia tree, without what is known to be wrong."""

    name: str
    probability: float | None
    cut_sets: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """What we come to for one tree; None where its diagram needs too much room or time."""

    probability: float | None = None
    cut_sets: int | None = None
    importances: Mapping[str, Importance] | None = None


def aralia(folder: Path) -> list[Known]:
    """The published figures of the Aralia trees, apart from the errata."""
    told = json.loads((folder / "expected.json").read_text())
    wrong = told["errata_found"]
    return [
        Known(
            name,
            None
            if "top_event_probability" in wrong.get(name, ())
            else row["top_event_probability"],
            None if "minimal_cut_sets" in wrong.get(name, ()) else row["minimal_cut_sets"],
        )
        for name, row in told["published"].items()
    ]


def solved(tree: FaultTree, *, seconds: float = SECONDS) -> Found:
    """All figures of a tree, as far as they are reached."""
    budget = Budget(NODES, seconds, monotonic)
    try:
        compiled = compile_network(tree.gates, tree.top, budget=budget)
    except BudgetSpent:
        return Found()
    probability = evaluate(compiled, tree.probabilities)
    measures = importance(compiled, tree.probabilities)
    try:
        return Found(probability, minimal_cut_sets(compiled, budget=budget).count(), measures)
    except BudgetSpent:
        return Found(probability, None, measures)


def agree(published: float, found: float) -> bool:
    """Whether a figure agrees in all the digits that were published."""
    places = Decimal(repr(published)).as_tuple().exponent
    return abs(found - published) <= 0.51 * 10.0 ** int(places)


def tree(*files: Path) -> FaultTree:
    """The fault tree in some files."""
    return parse_mef(*(file.read_text() for file in files))


def rows() -> list[Row]:
    """Aralia's probabilities, cut sets and importances, and SCRAM's own models."""
    folder = acceptance_data() / "attribution"
    if not folder.exists():
        missing = "files missing: set REMIT_ACCEPTANCE_DATA"
        return [Row("Aralia fault trees", ARALIA, {"trees": 43}, {}, missing)]
    known = aralia(folder / "aralia")
    files = {each.name: folder / "aralia" / f"{each.name}.xml" for each in known}
    found = {name: solved(tree(file)) for name, file in files.items()}
    return [
        _probabilities(known, found),
        _cut_sets(known, found),
        _importances(files, found),
        *_models(folder / "scram" / "expected.json"),
    ]


def _probabilities(known: Iterable[Known], found: Mapping[str, Found]) -> Row:
    published = {each.name: each.probability for each in known if each.probability is not None}
    agreed = [
        name
        for name, value in published.items()
        if (ours := found[name].probability) is not None and agree(value, ours)
    ]
    errata = (
        "das9204: 6.07651e-08 published, SCRAM and we come to 2.16942e-11;"
        f" nus9601 has no published figure, we come to {_told(found['nus9601'].probability)}"
    )
    return _row("Aralia, top probability", "probabilities", published, agreed, errata)


def _cut_sets(known: Iterable[Known], found: Mapping[str, Found]) -> Row:
    published = {each.name: each.cut_sets for each in known if each.cut_sets is not None}
    agreed = [name for name, value in published.items() if found[name].cut_sets == value]
    errata = (
        "jbd9601: 150,436 published (as the row above), SCRAM and we come to 14,007;"
        " edf9206: 385,825,320 published are those of at most 20 leaves, of 7,159,688,704;"
        f" nus9601 has no published figure, we come to {_told(found['nus9601'].cut_sets)}"
    )
    return _row("Aralia, minimal cut sets", "numbers", published, agreed, errata)


def _row(
    set: str, what: str, published: Mapping[str, float], agreed: Sequence[str], errata: str
) -> Row:
    missed = ", ".join(name for name in published if name not in agreed)
    errata += f"; not met: {missed}" if missed else ""
    return Row(set, ARALIA, {what: len(published)}, {what: len(agreed)}, errata)


def _told(figure: float | None) -> str:
    return "none within the budget" if figure is None else f"{figure:,.6g}"


def _importances(files: Mapping[str, Path], found: Mapping[str, Found]) -> Row:
    source = "scram --bdd --importance 1, run beside"
    if shutil.which("scram") is None:
        return Row("Aralia, importances", source, {"figures": 0}, {}, f"scram missing: {INSTALL}")
    told = agreed = 0
    skipped: list[str] = []
    for name, file in files.items():
        theirs = peer_importances(file, order=ORDERS.get(name, ORDER))
        ours = found[name].importances
        if not theirs or ours is None or name == WRONG_SIGNS:
            skipped += [name] * (name != WRONG_SIGNS)
            continue
        told += 5 * len(theirs)
        agreed += sum(alike(values, ours[leaf]) for leaf, values in theirs.items())
    errata = (
        f"{WRONG_SIGNS}: SCRAM's have the wrong sign, some RAW are negative; no answer of SCRAM in"
        f" {PEER_SECONDS} s, or none of ours: {', '.join(skipped)}"
    )
    return Row("Aralia, importances", source, {"figures": told}, {"figures": agreed}, errata)


def peer_importances(*files: Path, order: int = ORDER) -> dict[str, tuple[float, ...]]:
    """SCRAM's measures of the leaves in cut sets up to a size; empty where it takes too long."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = ["scram", "--bdd", "--importance", "1", "-l", str(order), "-o", str(report)]
        try:
            done = subprocess.run(
                [*command, *map(str, files)], capture_output=True, timeout=PEER_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return {}
        if done.returncode:
            return {}
        events = ET.parse(report).iterfind(".//importance/basic-event")
        return {event.attrib["name"]: _measures(event.attrib) for event in events}


def _measures(written: Mapping[str, str]) -> tuple[float, ...]:
    *measures, reduction = (float(written[word]) for word in MEASURES)
    # Where all of the top goes with a leaf SCRAM writes 0, or what rounding has left.
    return (*measures, reduction if 0 < reduction < NO_LIMIT else math.inf)


def alike(theirs: Sequence[float], ours: Sequence[float]) -> int:
    """How many of SCRAM's figures, which have six digits, are ours."""
    return sum(
        value == mine or abs(mine - value) <= DIGITS * abs(value)
        for value, mine in zip(theirs, ours, strict=True)
    )


def _models(file: Path) -> list[Row]:
    """SCRAM's models as far as Debian packages them, and its measures for the Chinese tree."""
    cases = json.loads(file.read_text())["cases"]
    here = [case for case in cases if all((SHARE / name).exists() for name in case["files"])]
    if not here:
        return [Row("SCRAM's models", SCRAM, {"models": len(cases)}, {}, f"missing: {INSTALL}")]
    told = [figure for case in here for figure in figures(case)]
    agreed = sum(agree(published, ours) for published, ours in told)
    missing = ", ".join(Path(c["files"][0]).name for c in cases if c not in here)
    measured = [pair for case in here if "importance" in case for pair in importances(case)]
    alike = sum(abs(ours - published) <= DIGITS * published for published, ours in measured)
    return [
        Row(
            f"SCRAM's {len(here)} packaged models",
            SCRAM,
            {"figures": len(told)},
            {"figures": agreed},
            f"not packaged: {missing}; the Chinese tree's 0.0045691 is left out: SCRAM itself, its"
            " importances and we come to 0.00456932",
        ),
        Row(
            "The Chinese tree's importances and occurrences",
            SCRAM,
            {"figures": len(measured)},
            {"figures": alike},
        ),
    ]


def figures(case: Mapping[str, Any]) -> list[tuple[float, float]]:
    """Published and found: cut sets in all and by size up to a limit, and the probability."""
    model = tree(*(SHARE / name for name in case["files"]))
    compiled = compile_network(model.gates, model.top)
    orders = minimal_cut_sets(compiled).orders()
    limit = case.get("limit_order", max(orders))
    found: list[tuple[float, float]] = [
        (case["products"], sum(number for size, number in orders.items() if size <= limit))
    ]
    found += [(n, orders.get(size, 0)) for size, n in enumerate(case.get("distribution", ()), 1)]
    if "p_total" in case and case["p_total"] != MISPRINTED:
        found.append((case["p_total"], evaluate(compiled, model.probabilities)))
    return found


def importances(case: Mapping[str, Any]) -> list[tuple[float, float]]:
    """Published and found: in how many cut sets every leaf is, and its five measures."""
    model = tree(*(SHARE / name for name in case["files"]))
    compiled = compile_network(model.gates, model.top)
    measures = importance(compiled, model.probabilities)
    often = minimal_cut_sets(compiled).occurrences()
    return [
        pair
        for leaf, row in case["importance"]["rows"].items()
        for pair in zip(row, (often[leaf], *measures[leaf]), strict=True)
    ]
