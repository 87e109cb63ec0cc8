"""Buck-passing: what came back, what went round in circles, and who passed on without work.

An item's *runs* are its holders one after another, events of nobody skipped and equal neighbours
collapsed. A *return* is a middle run in A, B, A; it is *kept up* when B gets it again (A, B, A, B).
A middle run is *idle* when it holds no work. The *waste* is the time of middle runs as a share of
all time held before a handover. *Circuits* are the times an item came to somebody who had it before:
runs less distinct holders. A holder's *net* is what was passed on without work less what was received
without work, per item held.

The handover is van der Aalst and Song's (handover of work); returns, waste and net are our own.
Figures are of all items in the log. Intervals say how far they would move in another log of the same
kind: Wilson's for shares; for the waste the linearised ratio over items (Cochran, Sampling
Techniques, 6.3); for the net Wilson's for "of the idle passes between this holder and others, this
many were given", carried over to the net, so that it leaves out zero exactly when that leaves out one half.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from remit.engines.eventlog.instants import DAY_US
from remit.engines.measures.gaps import time_us
from remit.engines.measures.running import Runner
from remit.engines.measures.statistics import (
    Estimate,
    Measured,
    measured,
    unknown,
    wilson,
)
from remit.engines.measures.statistics.special import normal_quantile
from remit.engines.words import Words

LEAST_HANDOVERS = 30
LEAST_IDLE = 10
LEAST_LEGS = 10


class Circuit(NamedTuple):
    """How an item went round: `circuits` counts the times it came to somebody who had had it."""

    item: int
    runs: int
    holders: int
    returns: int
    kept_up: int
    idle: int
    held_us: int
    middle_us: int

    @property
    def circuits(self) -> int:
        """How often it came to somebody who had it before."""
        return self.runs - self.holders


class Leg(NamedTuple):
    """A middle run in A, B, A: who was B, from when until when, from which event to which."""

    item: int
    place: int
    holder: int
    back_to: int
    since_us: int
    until_us: int
    first_seq: int
    last_seq: int
    works: int
    kept_up: int


class IdlePass(NamedTuple):
    """A run that was passed on without work; `source` is -1 where the item began with it."""

    item: int
    place: int
    holder: int
    source: int
    target: int
    since_us: int
    until_us: int
    first_seq: int
    last_seq: int


@dataclass(frozen=True, slots=True)
class Holder:
    """What one holder did with what came in; `net` is above zero for who passes on more."""

    holder: int
    items: int
    runs: int
    passed: int
    passed_idle: int
    received: int
    received_idle: int
    returned: int
    held_us: int
    net: Measured


@dataclass(frozen=True, slots=True)
class Passing:
    """Buck-passing in a log; `holders` by net, the greatest givers first."""

    items: int
    handovers: int
    bounce: Measured
    kept_up: Measured
    circuits: Measured
    idle: Measured
    waste: Measured
    holders: tuple[Holder, ...]
    rounds: tuple[Circuit, ...]
    """Every item that changed hands, in the order of items."""

    @property
    def worst(self) -> Circuit | None:
        """The item that came back most often."""
        return max(self.rounds, key=lambda each: (each.returns, each.circuits), default=None)


def passing(runner: Runner, holder: str = "person") -> Passing:
    """Buck-passing between the holders of the column `holder`."""
    rounds = circuits(runner, holder)
    legs = returns(runner, holder)
    handovers = sum(each.runs - 1 for each in rounds)
    return Passing(
        items=len(rounds),
        handovers=handovers,
        bounce=_bounce(legs, handovers),
        kept_up=_kept_up(legs),
        circuits=_circuits(rounds),
        idle=_idle(legs),
        waste=_waste(rounds, legs),
        holders=holders(runner, holder),
        rounds=rounds,
    )


def circuits(runner: Runner, holder: str = "person") -> tuple[Circuit, ...]:
    """Every item that changed hands."""
    return tuple(
        Circuit(*row[:6], *(time_us(*row[place : place + 2]) for place in (6, 8)))
        for row in runner.rows("circuits", holder=holder)
    )


def returns(runner: Runner, holder: str = "person") -> tuple[Leg, ...]:
    """Every middle run in A, B, A."""
    return tuple(Leg(*row) for row in runner.rows("legs", holder=holder))


def idle_passes(runner: Runner, holder: str = "person") -> tuple[IdlePass, ...]:
    """Every run that was passed on without work."""
    return tuple(IdlePass(*row) for row in runner.rows("idle", holder=holder))


def holders(runner: Runner, holder: str = "person") -> tuple[Holder, ...]:
    """Every holder with the net of passing on and receiving, the greatest givers first."""
    behind: dict[int, list[int]] = {}
    for each in idle_passes(runner, holder):
        behind.setdefault(each.holder, []).append(each.last_seq)
        behind.setdefault(each.target, []).append(each.last_seq)
    rows = runner.rows("passing", holder=holder)
    every = (_holder(row, behind.get(row[0], ())) for row in rows)
    return tuple(sorted(every, key=lambda each: (-(each.net.exact or 0), each.holder)))


def _holder(row: Sequence[int], behind: Iterable[int]) -> Holder:
    code, items, runs, passed, passed_idle, received, received_idle, returned = row[:8]
    net = net_passed(passed_idle, received_idle, items, behind)
    held = time_us(*row[11:13])
    return Holder(
        code, items, runs, passed, passed_idle, received, received_idle, returned, held, net
    )


def net_passed(given: int, taken: int, items: int, behind: Iterable[int] = ()) -> Measured:
    """What was passed on without work less what was received without work, per item.

    >>> net_passed(30, 10, 40).estimate.told()
    '0.50 (0.20 – 0.72)'
    """
    n = given + taken
    exact = Fraction(given - taken, items) if items else Fraction(0)
    method = "Wilson on the share given"
    estimate = unknown(0, "per item", method)
    if n and items:
        share = wilson(given, n)
        low, high = ((2 * end - 1) * n / items for end in (share.low, share.high))
        estimate = Estimate(float(exact), low, high, n, "per item", method)
    reading = _net_reading(given, taken, estimate)
    return measured(
        "passing.net", estimate, least=LEAST_IDLE, behind=behind, reading=reading, exact=exact
    )


def _net_reading(given: int, taken: int, estimate: Estimate) -> Words:
    counted = Words(
        f"未办理即转出{given}次，收到他人未办理即转来的{taken}次",
        f"Passed on {given} times without work, received {taken} times what others had not worked on",
    )
    if not estimate.clear_of(0):
        return Words(
            f"{counted.zh}：看不出主要是转出还是接收。", f"{counted.en}: neither clearly prevails."
        )
    if estimate.low > 0:
        return Words(
            f"{counted.zh}：转出明显多于接收。", f"{counted.en}: passes on more than comes in."
        )
    return Words(
        f"{counted.zh}：主要是接收的一方。", f"{counted.en}: is passed to more than passes on."
    )


def _bounce(legs: Sequence[Leg], handovers: int) -> Measured:
    estimate = wilson(len(legs), handovers)
    items = len({leg.item for leg in legs})
    return measured(
        "passing.bounce",
        estimate,
        least=LEAST_HANDOVERS,
        behind=(leg.first_seq for leg in legs),
        exact=Fraction(len(legs), handovers) if handovers else None,
        reading=Words(
            f"{handovers}次交接中有{len(legs)}次又退回原处，涉及{items}个事项。",
            f"Of {handovers:,} handovers {len(legs):,} came straight back, in {items:,} items.",
        ),
    )


def _kept_up(legs: Sequence[Leg]) -> Measured:
    again = [leg for leg in legs if leg.kept_up]
    items = len({leg.item for leg in again})
    return measured(
        "passing.kept_up",
        wilson(len(again), len(legs)),
        least=LEAST_LEGS,
        behind=(leg.first_seq for leg in again),
        exact=Fraction(len(again), len(legs)) if legs else None,
        reading=Words(
            f"退回之后又有{len(again)}次再次转出（来回推转），涉及{items}个事项。",
            f"After a return it went off to the same holder again {len(again):,} times, in {items:,} items.",
        ),
    )


def _circuits(rounds: Sequence[Circuit]) -> Measured:
    going_round = [each for each in rounds if each.circuits]
    again = sum(each.circuits for each in rounds)
    return measured(
        "passing.circuits",
        wilson(len(going_round), len(rounds)),
        least=LEAST_HANDOVERS,
        behind=(),
        exact=Fraction(len(going_round), len(rounds)) if rounds else None,
        reading=Words(
            f"{len(rounds)}个换过经办人的事项中，{len(going_round)}个回到过曾经的经办人，共{again}次。",
            f"Of {len(rounds):,} items that changed hands {len(going_round):,} came again to somebody"
            f" who had them before, {again:,} times in all.",
        ),
    )


def _idle(legs: Sequence[Leg]) -> Measured:
    idle = [leg for leg in legs if not leg.works]
    return measured(
        "passing.idle",
        wilson(len(idle), len(legs)),
        least=LEAST_LEGS,
        behind=(leg.first_seq for leg in idle),
        exact=Fraction(len(idle), len(legs)) if legs else None,
        reading=Words(
            f"{len(legs)}次退回中有{len(idle)}次期间没有任何办理记录。",
            f"Of {len(legs):,} returns {len(idle):,} show no work in between.",
        ),
    )


def _waste(rounds: Sequence[Circuit], legs: Sequence[Leg]) -> Measured:
    estimate = ratio([each.middle_us for each in rounds], [each.held_us for each in rounds])
    middle, held = (sum(each[place] for each in rounds) for place in (7, 6))
    return measured(
        "passing.waste",
        estimate,
        least=LEAST_HANDOVERS,
        behind=(leg.first_seq for leg in legs),
        exact=Fraction(middle, held) if held else None,
        reading=Words(
            f"交接前的经办时间共{held / DAY_US:,.0f}天，其中{middle / DAY_US:,.0f}天"
            "花在转出又退回的中间环节。",
            f"Of {held / DAY_US:,.0f} days held before a handover {middle / DAY_US:,.0f}"
            " went by where the item only went out and came back.",
        ),
    )


def ratio(parts: Sequence[int], wholes: Sequence[int], *, level: float = 0.95) -> Estimate:
    """The sum of the parts as a share of the sum of the wholes, item by item.

    >>> ratio([1, 2, 3], [2, 4, 6]).told()
    '0.50 (0.50 – 0.50)'
    """
    n, total, method = len(wholes), sum(wholes), "linearised ratio"
    if not total:
        return unknown(n, "share", method)
    share = sum(parts) / total
    spread = sum((part - share * whole) ** 2 for part, whole in zip(parts, wholes, strict=True))
    error = sqrt(spread * n / (n - 1)) / total if n > 1 else 1.0
    half = normal_quantile((1 + level) / 2) * error
    return Estimate(
        share, max(0.0, share - half), min(1.0, share + half), n, "share", method, level
    )
