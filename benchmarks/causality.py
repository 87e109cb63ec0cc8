"""Whether something is an actual cause, with the smallest witness, in published models.

The peer is a program in Java that is not run here: its figures, of the same questions in the same
kind of machine, were measured elsewhere and stand as they are. Ours are medians of processor time
once the equations are laid out, as its are without loading.
"""

from dataclasses import replace
from statistics import median
from time import process_time

from answers.causality import FOLDER, MODIFIED, Case, cases, modified
from benchmarks.board import acceptance_data
from benchmarks.measure import cost
from benchmarks.rows import Row, at_most, missing
from remit.engines.causality import is_cause

LARGE = "Should_FulfillAllACs_When_L4093AndL4094_IsCauseFor_F"
DEEP = "Should_FulfillAllACs_When_FSU1AndFNU1AndAU1_IsCauseFor_SMK_8Users"
IN_LARGE = "A cause of 2 in 4,103 variables, smallest witness of 4"
IN_DEEP = "A cause of 3 in 91 variables, smallest witness of 14"
EVERY = "328 questions on 25 models, read and answered: processor time"
PEER = "HP2SAT, SAT_MINIMAL, measured elsewhere"
LARGE_PEER_MS, DEEP_PEER_MS = 33_000, 5.2
LARGE_MOST_MS, DEEP_MOST_MS, EVERY_MOST_S = 50, 5.2, 1
ROUNDS = 31
NOTE = "The peer's figure is its least once warm, measured elsewhere; it is not run here."


def rows() -> list[Row]:
    """The two hardest questions, and all of them."""
    if not (acceptance_data() / FOLDER).exists():
        note = f"{FOLDER} is missing: set REMIT_ACCEPTANCE_DATA"
        return [missing(IN_LARGE, "ms", PEER, f"at most {LARGE_MOST_MS} ms", note)]
    every = cost(answered)
    goal = f"at most {EVERY_MOST_S} s"
    return [
        _beside(IN_LARGE, LARGE, LARGE_PEER_MS, LARGE_MOST_MS),
        _beside(IN_DEEP, DEEP, DEEP_PEER_MS, DEEP_MOST_MS),
        Row(EVERY, every.cpu_s, "s", "no peer", None, None, goal, every.cpu_s <= EVERY_MOST_S),
    ]


def _beside(what: str, name: str, theirs_ms: float, most_ms: float) -> Row:
    ours_ms = cost(typical_ms, name).answer
    assert isinstance(ours_ms, float)
    return replace(at_most(what, ours_ms, "ms", PEER, theirs_ms, most_ms), note=NOTE)


def _cases() -> list[Case]:
    found = cases(acceptance_data() / FOLDER / MODIFIED)
    return [case for case in found if case.kind == "query"]


def typical_ms(name: str) -> float:
    """The median time of one question with all three conditions and the smallest witness."""
    (case,) = (case for case in _cases() if case.name == name)
    spent = []
    for _ in range(ROUNDS):
        before = process_time()
        is_cause(case.model, case.cause, case.effect)
        spent.append(process_time() - before)
    return 1000 * median(spent)


def answered() -> int:
    """How many questions there are; all are answered on the way."""
    return len([modified(case) for case in _cases()])
