"""How alike decisions under one complaint code were: all pairs, from the records to the report."""

from answers.precedents import DISCIPLINE, discipline
from benchmarks.board import acceptance_data
from benchmarks.measure import cost
from benchmarks.rows import Row, missing
from remit.engines.precedents import consistency

MOST_S = 2
WHAT = "Agreement of 253,332 pairs of decisions, file read: processor time"


def rows() -> list[Row]:
    """The one goal."""
    goal = f"at most {MOST_S} s"
    if not (acceptance_data() / DISCIPLINE).exists():
        note = f"{DISCIPLINE} is missing: set REMIT_ACCEPTANCE_DATA"
        return [missing(WHAT, "s", "no peer", goal, note)]
    spent = min(cost(pairs).cpu_s for _ in range(3))
    return [Row(WHAT, spent, "s", "no peer", None, None, goal, spent <= MOST_S)]


def pairs() -> int:
    """How many pairs there are; all figures are reckoned on the way."""
    return consistency(discipline(acceptance_data() / DISCIPLINE)).within.pairs
