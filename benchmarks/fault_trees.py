"""Probability and all importances of the Aralia fault trees, beside SCRAM.

SCRAM runs as a process for each tree. What counts is its processor time, and for long calculations
no more than the time it reports for them, without reading. It measures leaves only as far as it
lists cut sets; here those of one leaf, so that it does the least it can. Ours reads, compiles and
reckons all trees in one process, and all of that counts.
"""

import resource
import shutil
import subprocess
from importlib.util import find_spec
from math import isclose
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from xml.etree import ElementTree as ET

from benchmarks.board import acceptance_data
from benchmarks.measure import cost
from benchmarks.rows import INSTALL, Row, at_most_times, missing
from remit.engines.faulttree import Budget, compile_network, gradient, parse_mef

FOLDER = "attribution/aralia"
UNSOLVED = {"das9701", "nus9601"}
"""SCRAM needs more than a minute for the one and refuses the other."""
PEER = "SCRAM, importances of leaves that suffice alone"
WHAT = "41 Aralia trees, probability and all importances: processor time"
REPORTED_FROM_S = 0.3
NODES = 8_000_000
DIGITS = 1e-5
GOALS: dict[Literal["cudd", "python"], float] = {"cudd": 1, "python": 5}


def rows() -> list[Row]:
    """Processor time with CUDD and without, beside the same peer."""
    if not files():
        return [_missing(f"{FOLDER} is missing: set REMIT_ACCEPTANCE_DATA")]
    if shutil.which("scram") is None:
        return [_missing("SCRAM is missing: install Debian's package scram")]
    theirs = {file.stem: scram(file) for file in files()}
    seconds = sum(spent for spent, _ in theirs.values())
    found = []
    for backend, times in GOALS.items():
        what = f"{WHAT} ({backend})"
        if backend == "cudd" and find_spec("dd") is None:
            install = INSTALL.replace("bench", "fast")
            found.append(
                missing(what, "s", PEER, f"at most {times:g}x", f"dd is missing: {install}")
            )
            continue
        ours = cost(solved, backend)
        refuse_disagreement(ours.answer, {name: p for name, (_, p) in theirs.items()})
        found.append(at_most_times(what, ours.cpu_s, "s", PEER, seconds, times))
    return found


def _missing(note: str) -> Row:
    return missing(WHAT, "s", PEER, f"at most {GOALS['cudd']:g}x", note)


def files() -> list[Path]:
    """The trees that SCRAM finishes."""
    every = sorted((acceptance_data() / FOLDER).glob("*.xml"))
    return [file for file in every if file.stem not in UNSOLVED]


def solved(backend: Literal["cudd", "python"]) -> dict[str, float]:
    """The top's probability of every tree, reckoned together with all importances."""
    found = {}
    for file in files():
        tree = parse_mef(file.read_text())
        compiled = compile_network(tree.gates, tree.top, backend=backend, budget=Budget(NODES))
        found[file.stem], _ = gradient(compiled, tree.probabilities)
    return found


def scram(file: Path) -> tuple[float, float]:
    """The seconds SCRAM takes for one tree, and the top's probability it comes to."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = ["scram", "--bdd", "--importance", "1", "-l", "1", str(file), "-o", str(report)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        root = ET.parse(report).getroot()
    process = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    reported = sum(float(part.text or 0) for part in root.findall(".//calculation-time/*"))
    products = root.find(".//sum-of-products")
    assert products is not None
    probability = float(products.attrib["probability"])
    return min(reported, process) if reported > REPORTED_FROM_S else process, probability


def refuse_disagreement(ours: object, theirs: dict[str, float]) -> None:
    """Raises RuntimeError where the two come to different probabilities."""
    assert isinstance(ours, dict)
    for name, value in theirs.items():
        if not isclose(ours[name], value, rel_tol=DIGITS):
            raise RuntimeError(f"{name}: SCRAM comes to {value}, we to {ours[name]}.")
