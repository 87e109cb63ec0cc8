"""What a Boolean game is, and how its value is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from remit.engines.findings import Refusal, error
from remit.engines.formulas import Formula


@dataclass(frozen=True, slots=True)
class Game:
    """Who shares the top of a network.

    v(S) is 1 when `top` holds while exactly the leaves of the players in S are true, otherwise 0.
    Names that `gates` does not define are leaves; every leaf belongs to one player.
    """

    gates: Mapping[str, Formula]
    top: str
    players: Mapping[str, tuple[str, ...]]


class Method(StrEnum):
    """How shares were reckoned: as fractions, exact up to rounding, or sampled with a bound."""

    EXACT = "exact"
    QUADRATURE = "quadrature"
    BOUNDED = "bounded"


@dataclass(frozen=True, slots=True)
class Values:
    """Shares with what vouches for them.

    `total` is v(all) - v(nobody), and the shares of an efficient value sum to it exactly.
    `agreement` is the largest difference between the last two quadratures, 0 for fractions; shares
    by quadrature are told in units of 2**-64.
    `radius`: with chance `confidence` no share is further than this from the true one; 0 unless
    sampled. `nodes` of the diagrams, `points` of the finest quadrature, `samples` of orders.
    """

    shares: Mapping[str, Fraction]
    total: Fraction
    method: Method
    agreement: float = 0.0
    radius: float = 0.0
    confidence: float = 1.0
    nodes: int = 0
    points: int = 0
    samples: int = 0


class Precision(NamedTuple):
    """When sampling may stop: at this half-width of the interval, with this chance."""

    radius: float = 0.01
    confidence: float = 0.999


class GameRefused(Refusal):
    """The game, or what was said about its players, is faulty."""


class TooLarge(Refusal):
    """The value cannot be reckoned exactly within the budget, and there is no chance to sample."""

    def __init__(self, game: Game, reason: Exception) -> None:
        super().__init__(
            error(
                "games.too_large",
                game.top,
                f"无法在预算内精确计算（{reason}）。请提高预算，或给出带种子的随机源以得到有界的近似值。",
                f"The shares cannot be reckoned exactly within the budget ({reason}) Raise the "
                "budget, or hand in a seeded source of chance to get shares with a bound.",
                "docs/explanation/attribution.md",
            )
        )
