"""A scoreboard: which modules to run, the table they make, and the file it is kept in."""

import importlib
import json
import os
import platform
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent
FRAME = frozenset({"__main__", "board", "load", "measure", "rows"})


class BoardRow(Protocol):
    """One line of a scoreboard; `met` is None where nothing could be measured."""

    @property
    def met(self) -> bool | None: ...

    def cells(self) -> Sequence[str]: ...

    def as_json(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Board:
    """A package whose modules each have `rows()`, the columns of its table, and its file."""

    package: str
    columns: tuple[str, ...]
    file: Path
    chosen_by: str
    """The environment variable that names one module."""


def acceptance_data() -> Path:
    """The folder of real data: REMIT_ACCEPTANCE_DATA, or ../shared/data beside the project."""
    return ROOT / os.environ.get("REMIT_ACCEPTANCE_DATA", "../shared/data")


def machine() -> dict[str, object]:
    """What the figures were measured on: cores, memory, system and Python."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(pages / 1024**3, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def run(board: Board, arguments: list[str]) -> int:
    """Runs the chosen modules, prints and keeps their rows; 1 where a goal is missed, else 0."""
    every = _names(board.package)
    chosen = _chosen(board, arguments, every)
    if unknown := [name for name in chosen if name not in every]:
        print(f"No such module: {', '.join(unknown)}. There are: {', '.join(every)}.")
        return 2
    missed = False
    for name in chosen:
        rows = _rows(board.package, name)
        print(f"\n{name}\n{table(board.columns, [row.cells() for row in rows])}", flush=True)
        keep(board.file, name, rows)
        missed = missed or any(row.met is False for row in rows)
    print(f"\nKept in {os.path.relpath(board.file)}.")
    return int(missed)


def _names(package: str) -> list[str]:
    folder = Path(importlib.import_module(package).__path__[0])
    found = (each.name for each in iter_modules([str(folder)]) if not each.ispkg)
    return sorted(name for name in found if name not in FRAME)


def _chosen(board: Board, arguments: list[str], every: list[str]) -> list[str]:
    parser = ArgumentParser(prog=f"python -m {board.package}")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(every))
    named: list[str] = parser.parse_args(arguments).names
    from_environment = os.environ.get(board.chosen_by, "").split()
    return named or from_environment or every


def _rows(package: str, name: str) -> list[BoardRow]:
    rows: Callable[[], Iterable[BoardRow]] = importlib.import_module(f"{package}.{name}").rows
    return list(rows())


def keep(file: Path, name: str, rows: Iterable[BoardRow]) -> None:
    """Replaces the rows of one module in the file, with today's date and this machine's size."""
    known: dict[str, object] = json.loads(file.read_text()) if file.exists() else {}
    known[name] = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "rows": [row.as_json() for row in rows],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(known, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows as a Markdown table that also reads well as plain text.

    >>> print(table(["goal", "met"], [["read", "yes"]]))
    | goal | met |
    | ---- | --- |
    | read | yes |
    """
    lines = [columns, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    rule = ["-" * width for width in widths]
    return "\n".join(_line(line, widths) for line in (columns, rule, *rows))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def main(board: Board) -> None:
    """Runs the board as a command."""
    sys.exit(run(board, sys.argv[1:]))
