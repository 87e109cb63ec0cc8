"""Writes the two scoreboards as pages of the documentation: `python -m tools.boards`.

Reads build/answers.json and build/bench.json, which `make answers` and `make bench` keep.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answers.__main__ import BOARD as ANSWERS
from answers.rows import Row as Answer
from benchmarks.__main__ import BOARD as BENCHMARKS
from benchmarks.board import ROOT, Board, table
from benchmarks.rows import Row as Measured

REFERENCE = ROOT / "docs" / "reference"


@dataclass(frozen=True, slots=True)
class Page:
    """A page made of a board: its heading, what a reader must know, and how a row is told."""

    board: Board
    file: Path
    title: str
    lead: str
    cells: Callable[[Mapping[str, Any]], Sequence[str]]


def _answer(row: Mapping[str, Any]) -> Sequence[str]:
    return Answer(**{name: value for name, value in row.items() if name != "met"}).cells()


def _measured(row: Mapping[str, Any]) -> Sequence[str]:
    return Measured(**row).cells()


PAGES = (
    Page(
        ANSWERS,
        REFERENCE / "answers.md",
        "Answers",
        "Figures that others have published, beside those Remit comes to from the same data. `make answers` reckons "
        "them anew from the folder of `REMIT_ACCEPTANCE_DATA`; a set whose file is missing is told as missing.",
        _answer,
    ),
    Page(
        BENCHMARKS,
        REFERENCE / "benchmarks.md",
        "Benchmarks",
        "One row for each goal, measured beside a named peer in the same run. Below 1x Remit costs less than the peer "
        "where the goal is *at most*; where it is *times less*, the ratio says how many times. Processor time is told "
        "where a busy machine would only add to the clock's. `make bench` measures anew, `BENCH=name make bench` one "
        "part; it installs the peers that are Python packages.",
        _measured,
    ),
)


def written(page: Page, kept: Mapping[str, Any]) -> str:
    """The page as Markdown."""
    parts = [f"# {page.title}", page.lead]
    for name, part in sorted(kept.items()):
        machine = part["machine"]
        where = f"{machine['cores']} cores, {machine['memory_gib']} GiB of memory"
        parts += [
            f"## {name.replace('_', ' ').capitalize()}",
            f"Run on {part['date']}: {where}, {machine['system']}, Python {machine['python']}.",
            table(page.board.columns, [page.cells(row) for row in part["rows"]]),
        ]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Writes both pages; 1 where a board has not been run."""
    missing = [page.board for page in PAGES if not page.board.file.exists()]
    for page in PAGES:
        if page.board not in missing:
            kept = json.loads(page.board.file.read_text(encoding="utf-8"))
            page.file.write_text(written(page, kept), encoding="utf-8")
    for board in missing:
        print(f"Run `python -m {board.package}` first.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
