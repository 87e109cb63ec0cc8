"""Random games, from a seed."""

from collections.abc import Mapping
from itertools import pairwise

from numpy.random import Generator

from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum
from remit.engines.games import Game


def game(chance: Generator, most: int, *, monotone: bool = False) -> Game:
    """Up to `most` players, some with two or three leaves; every name is used, many are reused."""
    count = int(chance.integers(1, most + 1))
    leaves = [f"x{i}" for i in range(count + int(chance.integers(0, 3)))]
    gates: dict[str, Formula] = {}
    waiting, used = list(leaves), list[str]()
    while len(waiting) > 1 or not gates:
        chance.shuffle(waiting)
        fresh, waiting = waiting[:3], waiting[3:]
        again = [used[chance.integers(len(used))]] if used and chance.random() < 0.5 else []
        parts = tuple(_literal(chance, name, monotone=monotone) for name in fresh + again)
        gates[f"g{len(gates)}"] = _gate(chance, parts, monotone=monotone)
        waiting.append(f"g{len(gates) - 1}")
        used += fresh
    cuts = sorted(chance.choice(range(1, len(leaves)), count - 1, replace=False).tolist())
    players = {
        f"p{i}": tuple(leaves[a:b]) for i, (a, b) in enumerate(pairwise([0, *cuts, len(leaves)]))
    }
    return Game(gates, waiting[0], players)


def _literal(chance: Generator, name: str, *, monotone: bool) -> Formula:
    return Not(Is(name)) if not monotone and chance.random() < 0.2 else Is(name)


def _gate(chance: Generator, parts: tuple[Formula, ...], *, monotone: bool) -> Formula:
    match int(chance.integers(8)):
        case 0 | 1 | 2:
            return AllOf(parts)
        case 3 | 4:
            return AnyOf(parts)
        case 5 | 6:
            return Quorum(int(chance.integers(1, len(parts) + 1)), parts)
        case _:
            most = Quorum(len(parts), (*parts, Constant(bool(chance.random() < 0.5))))
            return most if monotone else Not(most)


def prefixed(gates: Mapping[str, Formula], prefix: str) -> dict[str, Formula]:
    """The same gates over other names."""

    def named(formula: Formula) -> Formula:
        match formula:
            case Is(name):
                return Is(prefix + name)
            case Not(part):
                return Not(named(part))
            case Quorum(count, parts):
                return Quorum(count, tuple(named(part) for part in parts))
            case AllOf(parts) | AnyOf(parts):
                return type(formula)(tuple(named(part) for part in parts))
        return formula

    return {prefix + name: named(formula) for name, formula in gates.items()}


def paths(chance: Generator, game: Game, depth: int) -> dict[str, tuple[str, ...]]:
    """Groups for every leaf; some leaves stand on a level further out."""
    leaves = [leaf for own in game.players.values() for leaf in own]
    return {
        leaf: tuple(f"group{chance.integers(3)}" for _ in range(depth - int(chance.random() < 0.1)))
        for leaf in leaves
    }


def hierarchy(chance: Generator, players: list[str]) -> dict[str, tuple[str, ...]]:
    """Up to two superiors for each, always from those named before."""
    return {
        player: tuple(
            dict.fromkeys(players[int(j)] for j in chance.integers(0, i, chance.integers(0, 3)))
        )
        for i, player in enumerate(players)
        if i
    }
