"""A whole attribution report: causes, degrees, shares, importance, cut sets, every sentence.

The incidents are those of the shares; every event is a departure from duty of a person of its own.
"""

from fractions import Fraction

from benchmarks.measure import cost
from benchmarks.rows import Row
from benchmarks.shares import LARGE_SHARED, incident
from remit.engines.attribution import (
    Choice,
    Equation,
    Outcome,
    Owner,
    Situation,
    attribute,
)
from remit.engines.words import Words

LARGE = {1_000: (2.0, 1_024), 10_000: (5.0, 1_024)}
CASE, MOST_MS, REPEATED = 60, 50, 20


def report(events: str) -> int:
    """How many persons a report on an incident of so many events has."""
    return len(attribute(situation(int(events))).persons)


def typical(events: str) -> int:
    """The same several times over, as a running server does."""
    told = situation(int(events))
    return sum(len(attribute(told).persons) for _ in range(REPEATED))


def situation(events: int) -> Situation:
    """A made-up incident with an owner for every event."""
    game = incident(events, LARGE_SHARED)
    return Situation(
        f"incident of {events}",
        _both("Incident"),
        tuple(Owner(name, name, _both(name)) for name in game.players),
        tuple(
            Choice(name, name, _both(f"left {name}"), _both(f"kept {name}"))
            for name in game.players
        ),
        (),
        tuple(Equation(name, formula) for name, formula in game.gates.items()),
        Outcome(game.top, Fraction(1), "", _both("the harm")),
    )


def _both(text: str) -> Words:
    return Words(text, text)


def rows() -> list[Row]:
    """A typical case in a web request, and large incidents."""
    return [_typical(), *(row for events in LARGE for row in _large(events))]


def _typical() -> Row:
    spent = min(cost(typical, str(CASE)).cpu_s for _ in range(3)) / REPEATED * 1000
    what = f"Full report, {CASE} factors: processor time"
    return Row(what, spent, "ms", "-", None, None, f"at most {MOST_MS} ms", spent <= MOST_MS)


def _large(events: int) -> list[Row]:
    most_s, most_mib = LARGE[events]
    found = [cost(report, str(events)) for _ in range(2)]
    spent, held = min(one.cpu_s for one in found), min(one.peak_mib for one in found)
    what = f"Full report, {events:,} events, {LARGE_SHARED:.0%} used twice"
    return [
        Row(f"{what}: processor time", spent, "s", "-", None, None, f"at most {most_s:g} s",
            spent <= most_s),
        Row(f"{what}: peak memory", held, "MiB", "-", None, None, f"at most {most_mib} MiB",
            held <= most_mib),
    ]  # fmt: skip
