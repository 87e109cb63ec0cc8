"""Sharing the value of a Boolean game: who has what part in an outcome that a network describes.

>>> from remit.engines.formulas import AllOf, AnyOf, Is
>>> arson = Game(
...     {"house": AllOf((Is("a"), AnyOf((Is("b"), Is("c")))))}, "house",
...     {"Ann": ("a",), "Bob": ("b",), "Cem": ("c",)})
>>> {player: str(share) for player, share in shapley(arson).shares.items()}
{'Ann': '2/3', 'Bob': '1/6', 'Cem': '1/6'}
"""

from remit.engines.games.game import Game, GameRefused, Method, Precision, TooLarge, Values
from remit.engines.games.liability import sequential
from remit.engines.games.permission import permission
from remit.engines.games.sharing import banzhaf, owen, shapley

__all__ = [
    "Game",
    "GameRefused",
    "Method",
    "Precision",
    "TooLarge",
    "Values",
    "banzhaf",
    "owen",
    "permission",
    "sequential",
    "shapley",
]
