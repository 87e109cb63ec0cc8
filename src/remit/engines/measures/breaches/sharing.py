"""The Shapley value of max(0, sum of what each brings - free), exact or by random orders.

Exact: the coalitions of the others are counted by size and sum of what they bring. With equal
overruns, or whole hours and days, many coalitions fall together. The number of sums doubles at
worst with every player, so that more than `MOST_EXACT` players who overran are drawn in random
order (J. Castro, D. Gomez, J. Tejada 2009); in every order the parts sum to the whole, hence their
means do too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, sqrt

from numpy.random import Generator

MOST_EXACT = 12
ORDERS = 10_000


@dataclass(frozen=True, slots=True)
class Shared:
    """Parts in the order of those who brought something; `errors` are standard errors.

    Exact parts have no `errors` but 0, and no `orders`.
    """

    parts: tuple[Fraction, ...]
    errors: tuple[float, ...]
    orders: int = 0

    @property
    def exact(self) -> bool:
        """Whether the parts are reckoned, not drawn."""
        return not self.orders


class NoChanceGiven(ValueError):
    """Too many overran for exact shares, and nothing to draw orders from was handed in."""

    def __init__(self, players: int) -> None:
        super().__init__(
            f"{players} segments overran: exact shares are reckoned for at most {MOST_EXACT}. "
            "Hand in a seeded source of chance to have them drawn, with their standard error."
        )


def shared(
    brought: Sequence[int], free: int, chance: Generator | None = None, orders: int = ORDERS
) -> Shared:
    """Each one's part of max(0, sum(brought) - free), where nothing brought or free is negative.

    Raises NoChanceGiven where it must be drawn and `chance` is missing.

    >>> [str(part) for part in shared([6, 6, 3], 9).parts]
    ['5/2', '5/2', '1']
    """
    players = [place for place, amount in enumerate(brought) if amount > 0]
    amounts = [brought[place] for place in players]
    parts = [Fraction(0)] * len(brought)
    errors = [0.0] * len(brought)
    if sum(amounts) <= free:
        return Shared(tuple(parts), tuple(errors))
    if len(players) <= MOST_EXACT:
        own, spread, drawn = _exact(amounts, free), [0.0] * len(players), 0
    elif chance is None:
        raise NoChanceGiven(len(players))
    else:
        own, spread, drawn = *_drawn(amounts, free, chance, orders), orders
    for place, part, error in zip(players, own, spread, strict=True):
        parts[place], errors[place] = part, error
    return Shared(tuple(parts), tuple(errors), drawn)


def _exact(amounts: list[int], free: int) -> list[Fraction]:
    """Those who brought the same have the same part: reckoned once."""
    known = {amount: _part(amounts, place, free) for place, amount in enumerate(amounts)}
    return [known[amount] for amount in amounts]


def _part(amounts: list[int], place: int, free: int) -> Fraction:
    own, count = amounts[place], len(amounts)
    gains = [0] * count
    for (size, before), times in _coalitions(amounts[:place] + amounts[place + 1 :]).items():
        gains[size] += times * (max(0, before + own - free) - max(0, before - free))
    weighed = sum(
        factorial(size) * factorial(count - 1 - size) * gain for size, gain in enumerate(gains)
    )
    return Fraction(weighed, factorial(count))


def _coalitions(amounts: list[int]) -> Counter[tuple[int, int]]:
    """How many coalitions there are of each size and sum."""
    found: Counter[tuple[int, int]] = Counter({(0, 0): 1})
    for amount in amounts:
        joined = {(size + 1, before + amount): times for (size, before), times in found.items()}
        found.update(joined)
    return found


def _drawn(
    amounts: list[int], free: int, chance: Generator, orders: int
) -> tuple[list[Fraction], list[float]]:
    """Mean gains over random orders, in whole numbers, and the standard errors of these means."""
    totals, squares = [0] * len(amounts), [0.0] * len(amounts)
    for _ in range(orders):
        before = 0
        for player in chance.permutation(len(amounts)).tolist():
            gain = max(0, before + amounts[player] - free) - max(0, before - free)
            before += amounts[player]
            totals[player] += gain
            squares[player] += float(gain) ** 2
    means = [Fraction(total, orders) for total in totals]
    spreads = [
        sqrt(max(0.0, square / orders - float(mean) ** 2) / max(1, orders - 1))
        for square, mean in zip(squares, means, strict=True)
    ]
    return means, spreads
