"""Published cases of decision tables: the DMN technology compatibility kit and gorules' JDM graphs.

A case counts when every result it names agrees, numbers as the kit's own runners compare them (closer
than 1e-8: some are published with the digits of binary arithmetic), everything else exactly. The cases
state all facts there are, so what a case leaves out is null.
"""

import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

from answers.rows import Row
from benchmarks.board import acceptance_data
from remit.engines.findings import Refusal
from remit.engines.tables import Value, decide, read_dmn, read_jdm

TCK = "dmn-tck/tck, TestCases/compliance-level-2"
JDM = "gorules/zen, test-data/graphs"
CASES = "{http://www.omg.org/spec/DMN/20160719/testcase}"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
ROUNDED = "four annuities are published with an error of binary arithmetic in the last digits"
CLOSE = Fraction(1, 10**8)
TABLES_ONLY = {"inputNode", "outputNode", "decisionTableNode"}


@dataclass(frozen=True, slots=True)
class Case:
    """One published case and what became of it; `fault` is empty where it agrees."""

    name: str
    fault: str = ""


def dmn_cases(folder: Path) -> Iterator[Case]:
    """The cases of the compatibility kit's level 2."""
    files = _unpacked(folder / "dmn_tck" / "dmn_tck_cl2_cl3.tar.gz", "compliance-level-2/")
    for name, content in sorted(files.items()):
        if name.endswith(".xml"):
            test = ET.fromstring(content)
            path = name.rpartition("/")[0] + "/" + (test.findtext(f"{CASES}modelName") or "")
            for case in test.findall(f"{CASES}testCase"):
                label = f"{path.split('/')[1]} {case.get('id')}"
                yield Case(label, _dmn_fault(files[path].decode(), case))


def _unpacked(archive: Path, under: str) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        found = ((each.name, tar.extractfile(each)) for each in tar if each.isfile())
        return {name: file.read() for name, file in found if file and name.startswith(under)}


def _dmn_fault(text: str, case: ET.Element) -> str:
    try:
        model = read_dmn(text)
        facts = {node.get("name", ""): _told(node) for node in case.findall(f"{CASES}inputNode")}
        for result in case.findall(f"{CASES}resultNode"):
            expected = result.find(f"{CASES}expected")
            wanted = None if expected is None else _told(expected)
            got = decide(model, result.get("name", ""), facts, whole=True).value
            if not agree(got, wanted):
                return f"{result.get('name')}: expected {wanted!r}, got {got!r}"
    except Refusal as refused:
        return str(refused)
    return ""


def _told(node: ET.Element) -> object:
    """What a test file says: a value, a list or a context."""
    if (items := node.find(f"{CASES}list")) is not None:
        return [_told(item) for item in items.findall(f"{CASES}item")]
    if components := node.findall(f"{CASES}component"):
        return {component.get("name"): _told(component) for component in components}
    value = node.find(f"{CASES}value")
    if value is None or value.get(NIL) == "true":
        return None
    text, kind = value.text or "", (value.get(TYPE) or "").rpartition(":")[2]
    if kind == "boolean":
        return text == "true"
    return text if kind == "string" else Decimal(text)


def agree(got: Value, wanted: object) -> bool:
    """Whether a value is the one published; an entry that is left out is null."""
    if isinstance(wanted, Mapping):
        if not isinstance(got, Mapping):
            return False
        return all(agree(got.get(name), wanted.get(name)) for name in {**got, **wanted})
    if isinstance(wanted, list):
        if not isinstance(got, tuple) or len(got) != len(wanted):
            return False
        return all(agree(one, other) for one, other in zip(got, wanted, strict=True))
    if isinstance(wanted, Decimal):
        return _agrees(got, wanted)
    return type(got) is type(wanted) and got == wanted


def _agrees(got: Value, wanted: Decimal) -> bool:
    if isinstance(got, bool) or not isinstance(got, int | Fraction):
        return False
    return abs(got - Fraction(wanted)) < CLOSE


def jdm_cases(folder: Path, *, tables_only: bool = True) -> Iterator[Case]:
    """The cases embedded in the graphs; `tables_only`: in those that are made of tables alone."""
    archive = folder / "jdm_graphs" / "jdm_graphs.tar.gz"
    for name, content in sorted(_unpacked(archive, "graphs/").items()):
        graph = json.loads(content, parse_float=Decimal, parse_int=Decimal)
        if not tables_only or {node["type"] for node in graph["nodes"]} <= TABLES_ONLY:
            for number, case in enumerate(graph.get("tests", ()), 1):
                label = f"{Path(name).stem} {number}"
                yield Case(label, _jdm_fault(content.decode(), case))


def _jdm_fault(text: str, case: Mapping[str, object]) -> str:
    try:
        model = read_jdm(text)
        facts = case["input"]
        assert isinstance(facts, Mapping)
        got = decide(model, model.answer, facts, whole=True).value
    except Refusal as refused:
        return str(refused)
    wanted = case["output"]
    return "" if agree(got, wanted) else f"expected {wanted!r}, got {got!r}"


def rows() -> list[Row]:
    """One row per set of cases."""
    folder = acceptance_data() / "rules"
    return [
        _row("DMN TCK, compliance level 2", TCK, list(dmn_cases(folder)), ROUNDED),
        _row("JDM graphs of decision tables only", JDM, list(jdm_cases(folder))),
    ]


def _row(name: str, source: str, cases: list[Case], errata: str = "") -> Row:
    wrong = [f"{case.name}: {case.fault}" for case in cases if case.fault]
    told = "; ".join([errata, *wrong] if errata else wrong)
    return Row(name, source, {"cases": len(cases)}, {"cases": len(cases) - len(wrong)}, told)
