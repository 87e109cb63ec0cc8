"""Random cases of every shipped pack, put to the rules engine and to an answer-set solver.

Nobody has published answers for these packs. In their place a second engine answers: the pack as a
logic program for clingo, written from the pack's values alone. A case counts when both know exactly the
same possible results. `tests/engines/rules` holds that engine and runs fewer cases of each pack.
"""

from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from answers.rows import Row
from benchmarks.board import ROOT
from remit.engines.rules import parse_pack
from tests.engines.rules.comparing import Comparison, compare

SOLVER = "clingo (Potassco), the pack as an answer-set program"
CASES, SEED = 10_000, 2026


def rows(count: int = CASES) -> list[Row]:
    """One row per shipped pack, for so many cases of each."""
    folders = sorted(path.parent for path in (ROOT / "rulepacks").glob("*/pack.yaml"))
    with ProcessPoolExecutor() as processes:
        found = processes.map(compared, folders, repeat(count))
        return [_row(folder.name, each) for folder, each in zip(folders, found, strict=True)]


def compared(folder: Path, count: int) -> Comparison:
    """Both engines on random cases of the pack in a folder."""
    documents = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }
    return compare(parse_pack(documents), count, SEED)


def _row(name: str, found: Comparison) -> Row:
    asked = found.cases - found.declined
    note = f"{found.plain:,} of them also gone through case by case"
    if found.declined:
        note += f"; {found.declined:,} more declined, too many open facts"
    agreed = asked - len(found.differing)
    return Row(f"Rule pack {name}", SOLVER, {"cases": asked}, {"cases": agreed}, note)
