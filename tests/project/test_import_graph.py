"""What the product loads: nothing under the GPL or AGPL, no pandas, no pyarrow, no PM4Py.

Three views of one promise: the statements of every module and what they lead to, the licences of
everything that `requirements/base.txt` installs, and what is in memory when the command has run.
"""

import ast
import re
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "requirements" / "base.txt"
NEVER = {"pm4py", "pandas", "pyarrow", "polars"}
# LGPL is no GPL: a library used as it is may stay beside ours.
COPYLEFT = re.compile(
    r"(?<![A-Z])A?GPL|(?<!LESSER )(?<!LIBRARY )GENERAL PUBLIC LICEN|AFFERO", re.IGNORECASE
)


def distributions() -> list[str]:
    """The distributions that the product installs, as far as this machine needs them."""
    named = re.findall(r"^([A-Za-z0-9._-]+)==", BASE.read_text(encoding="utf-8"), re.MULTILINE)
    return sorted({name.lower() for name in named})


def licence(name: str) -> str:
    """All that a distribution's metadata says of its licence, without the text of the licence."""
    about = metadata.metadata(name)
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    stated = (about.get("License") or "").splitlines()[:1]
    return "; ".join([*stated, about.get("License-Expression") or "", *classifiers])


@cache
def imports() -> grimp.ImportGraph:
    """The imports of all modules of the product, with what they import from elsewhere."""
    return grimp.build_graph(
        "remit", include_external_packages=True, exclude_type_checking_imports=True
    )


def named_at_run_time() -> set[str]:
    """The modules that the product imports by their names."""
    found = set()
    for file in (ROOT / "src" / "remit").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
                found |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    return {str(name).partition(".")[0] for name in found}


def outside() -> set[str]:
    """All that the product imports and that is neither its own nor the standard library's."""
    named = {module for module in imports().modules if module.partition(".")[0] != "remit"}
    tops = {module.partition(".")[0] for module in named} | named_at_run_time()
    return tops - sys.stdlib_module_names - {"remit"}


def test_no_module_imports_what_it_must_not() -> None:
    assert outside() & NEVER == set()


def test_every_import_is_of_the_base_install_or_of_a_named_extra() -> None:
    base = set(distributions())
    owners = metadata.packages_distributions()
    strangers = {
        module
        for module in outside()
        if not {re.sub(r"[_.]", "-", owner.lower()) for owner in owners.get(module, [])} & base
    }
    # Ibis only writes the committed SQL anew; the others are extras that are asked for.
    extras = {"pyspark", "dd", "numba", "llvmlite", "SALib", "pymoo", "joblib", "distributed"}
    assert strangers <= {"ibis", "sqlglot"} | extras


def test_nothing_of_the_base_install_is_under_the_gpl() -> None:
    wrong = {}
    for name in distributions():
        try:
            said = licence(name)
        except metadata.PackageNotFoundError:
            continue
        if COPYLEFT.search(said):
            wrong[name] = said
    assert wrong == {}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("LGPL-3.0-only", False), ("GNU Lesser General Public License v3", False), ("MIT", False),
        ("AGPL-3.0-or-later", True), ("GPLv3", True), ("License :: OSI Approved :: GNU General Public License", True),
        ("GNU Affero General Public License", True),
    ],
)  # fmt: skip
def test_the_lesser_licence_is_told_from_the_greater(said: str, *, wrong: bool) -> None:
    assert bool(COPYLEFT.search(said)) is wrong


def test_the_base_install_has_neither_pandas_nor_pyarrow() -> None:
    assert set(distributions()) & NEVER == set()


@pytest.mark.parametrize("form", ["csv", "xes", "ocel-json", "ocel-sqlite"])
def test_measuring_and_exporting_load_neither_pandas_nor_pyarrow(tmp_path: Path, form: str) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,activity,time,person\na,ask,2026-01-01,x\na,do,2026-01-02,y\n")
    out = tmp_path / ("out.csv" if form == "csv" else "out")
    for command in (["export", "log", out, "--as", form, "--from", log], ["measure", out]):
        assert unwanted_after(command) == []


def unwanted_after(command: list[object]) -> list[str]:
    """What must not be in memory and is, when a process of its own has run the command."""
    code = (
        "import sys\nfrom remit.project.main import main\n"
        f"sys.argv = {['remit', *map(str, command)]!r}\n"
        "try:\n    main()\nfinally:\n"
        "    print('LOADED', *sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.rpartition("LOADED")[2].split())
    return sorted((NEVER | {"ibis", "pyspark"}) & loaded)
