"""Writes the SQL of every metric: `python -m tools.measures_sql`, or tells with `check` what differs.

The SQL under src/remit/engines/measures/sql is what runs; the expressions it is written from are in
src/remit/engines/measures/metrics.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from remit.engines.measures.metrics import DIALECTS, METRICS, written

FOLDER = Path(__file__).resolve().parent.parent / "src/remit/engines/measures/sql"


def wanted() -> dict[Path, str]:
    """Every file that belongs there, with its text."""
    return {
        FOLDER / dialect / f"{metric}.sql": written(metric, dialect)
        for dialect in DIALECTS
        for metric in METRICS
    }


def differing() -> Iterator[Path]:
    """The files that are missing, other than they should be, or left over."""
    texts = wanted()
    for file in sorted(texts.keys() | set(FOLDER.rglob("*.sql"))):
        kept = file.read_text(encoding="utf-8") if file.exists() else None
        if kept != texts.get(file):
            yield file


def write() -> None:
    """Brings every file up to date."""
    texts = wanted()
    for file in list(differing()):
        if file in texts:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(texts[file], encoding="utf-8")
        else:
            file.unlink()


def main(arguments: list[str]) -> int:
    """Writes, or with `check` only looks; 1 where something differs."""
    if arguments != ["check"]:
        write()
        return 0
    wrong = list(differing())
    for file in wrong:
        print(f"{file.relative_to(FOLDER)}: run `python -m tools.measures_sql`", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
