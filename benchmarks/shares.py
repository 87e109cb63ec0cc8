"""Sharing a harm among those whose acts an incident joins, beside an exact computer of all 2**n.

Incidents are made up from a seed: events are joined by gates (all, any, at least two of them) into
one outcome, and some events are used once more by a gate nearby. shapiq is handed the outcomes of
coalitions as fast as numpy reckons them. Both tell every player's share.
"""

from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from benchmarks.measure import cost, costs
from benchmarks.rows import Row, peer_missing, times_less
from remit.engines.formulas import AllOf, AnyOf, Formula, Is, Quorum
from remit.engines.games import Game, shapley

SEED, NEAR, DIGITS, REPEATED = 7, 10, 9, 50
PEER = "shapiq, exact computer"
SMALL_SHARED, TIMES_LESS = 0.1, {16: 1_000, 20: 10_000}
LARGE_SHARED, MOST_S = 0.02, {1_000: 1, 10_000: 5}


def ours(events: str) -> list[float]:
    """The shares, reckoned several times over, as a running server does."""
    game = incident(int(events), SMALL_SHARED)
    for _ in range(REPEATED):
        values = shapley(game)
    return [round(float(share), DIGITS) for share in values.shares.values()]


def shapiq(events: str) -> list[float]:
    """The same by all coalitions."""
    game = incident(int(events), SMALL_SHARED)
    computer = import_module("shapiq").ExactComputer(
        lambda coalitions: outcomes(game, coalitions), n_players=int(events)
    )
    shares = computer("SV").get_n_order_values(1)
    return [round(float(share), DIGITS) + 0.0 for share in shares]


def large(events: str) -> None:
    """All shares of a large incident."""
    shapley(incident(int(events), LARGE_SHARED))


def incident(events: int, shared: float) -> Game:
    """A made-up incident in which every event is somebody's own."""
    chance = default_rng(SEED)
    names = [f"event {number}" for number in range(events)]
    parts: dict[str, list[str]] = {}
    level = list(names)
    while len(level) > 1:
        level = _joined(chance, level, parts)
    low = [name for name, inner in parts.items() if set(inner) <= set(names)]
    gate_of = {event: number for number, name in enumerate(low) for event in parts[name]}
    for event in chance.choice(list(gate_of), int(events * shared), replace=False):
        near = gate_of[event] + int(chance.integers(1, NEAR + 1))
        parts[low[near % len(low)]].append(str(event))
    gates = {name: _gate(chance, inner) for name, inner in parts.items()}
    return Game(gates, level[0], {name: (name,) for name in names})


def _joined(chance: Generator, names: list[str], parts: dict[str, list[str]]) -> list[str]:
    """The next level: gates of two to four neighbours each, five where one would be left over."""
    above = []
    while names:
        count = int(chance.integers(2, 5))
        count += len(names) - count == 1
        inner, names = names[:count], names[count:]
        name = f"gate {len(parts)}"
        parts[name] = inner
        above.append(name)
    return above


def _gate(chance: Generator, names: list[str]) -> Formula:
    parts = tuple(Is(name) for name in dict.fromkeys(names))
    two = Quorum(min(2, len(parts)), parts)
    return [AllOf(parts), AllOf(parts), AnyOf(parts), AnyOf(parts), two][chance.integers(5)]


def outcomes(game: Game, coalitions: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Whether the outcome holds in each coalition, a row of players present or not."""
    known = dict(zip(game.players, coalitions.astype(bool).T, strict=True))
    for name, gate in game.gates.items():
        match gate:
            case AllOf(parts):
                known[name] = np.all([known[part.factor] for part in parts], axis=0)
            case AnyOf(parts):
                known[name] = np.any([known[part.factor] for part in parts], axis=0)
            case Quorum(count, parts):
                known[name] = np.sum([known[part.factor] for part in parts], axis=0) >= count
    return known[game.top].astype(float)


def rows() -> list[Row]:
    """Small incidents beside the peer, large ones by themselves."""
    return [*map(_small, TIMES_LESS), *map(_large, MOST_S)]


def _small(events: int) -> Row:
    what = f"Exact shares, {events} players: processor time"
    if find_spec("shapiq") is None:
        return peer_missing(what, "s", PEER, f"{TIMES_LESS[events]}x less")
    our, theirs = costs(ours, shapiq, arguments=(str(events),), rounds=1)
    return times_less(what, our.cpu_s / REPEATED, "s", PEER, theirs.cpu_s, TIMES_LESS[events])


def _large(events: int) -> Row:
    spent = min(cost(large, str(events)).cpu_s for _ in range(3))
    what = f"Shares of {events:,} players, {LARGE_SHARED:.0%} used twice: processor time"
    most = MOST_S[events]
    return Row(what, spent, "s", "-", None, None, f"at most {most} s", spent <= most)
