"""What the product imports: no AGPL, no pandas, no pyarrow, and Ibis only where SQL is written."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "src" / "remit"
NEVER = {"pm4py", "pandas", "pyarrow", "polars"}
BUILD_TIME = SOURCE / "engines" / "measures" / "metrics"


def imported(file: Path) -> Iterator[str]:
    """The first part of every module that a file imports, by statement or by name."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (
                str(each.value).split(".")[0]
                for each in node.args
                if isinstance(each, ast.Constant)
            )


def test_no_module_of_the_product_imports_what_it_must_not() -> None:
    wrong = [
        (str(file.relative_to(SOURCE)), name)
        for file in SOURCE.rglob("*.py")
        for name in imported(file)
        if name in NEVER or (name == "ibis" and BUILD_TIME not in file.parents)
    ]
    assert wrong == []


def test_measuring_loads_neither_ibis_nor_pandas() -> None:
    modules = (
        "remit.cli.measuring.command, remit.cli.measuring.engines, remit.engines.measures.index"
    )
    unwanted = sorted(NEVER | {"ibis", "sqlglot", "pyspark"})
    code = f"import sys, {modules}; print([name for name in {unwanted} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_command_line_starts_without_duckdb() -> None:
    code = "import sys, remit.project.main; print('duckdb' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
