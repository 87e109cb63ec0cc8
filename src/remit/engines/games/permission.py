"""Hierarchies as formulas: who may act only while superiors let it happen.

Idea: with superiors, a player acts only in coalitions that permit it. In the conjunctive structure
every superior has a veto (R. Gilles, G. Owen, R. van den Brink, "Games with permission structures:
the conjunctive approach", Int. J. Game Theory 20, 1992); in the disjunctive one the leave of one
direct superior, itself permitted, is enough (R. van den Brink, "An axiomatization of the
disjunctive permission value", Int. J. Game Theory 26, 1997). Either is a formula put in the place
of the player's leaves, so that the restricted game is again a network.
"""

from collections.abc import Mapping

from remit.engines.formulas import AllOf, AnyOf, Formula, Is
from remit.engines.games.checking import check_game, check_superiors, refuse
from remit.engines.games.game import Game


def permission(
    game: Game, superiors: Mapping[str, tuple[str, ...]], *, disjunctive: bool = False
) -> Game:
    """The game in which nobody acts without permission.

    `superiors` names the direct superiors of players; who is not named has none. Every player then
    has a single leaf, "<player> present". Raises GameRefused, also for superiors in a circle.
    """
    refuse((*check_game(game), *check_superiors(game, superiors)))
    taken = {*game.gates, *(leaf for leaves in game.players.values() for leaf in leaves)}
    present = {player: _free(f"{player} present", taken) for player in game.players}
    acting = {player: _free(f"{player} acting", taken) for player in game.players}
    gates: dict[str, Formula] = dict(game.gates)
    for player, leaves in game.players.items():
        permits = tuple(Is(acting[superior]) for superior in superiors.get(player, ()))
        leave = (AnyOf(permits),) if disjunctive and permits else permits
        gates[acting[player]] = AllOf((Is(present[player]), *leave))
        gates.update(dict.fromkeys(leaves, Is(acting[player])))
    return Game(gates, game.top, {player: (leaf,) for player, leaf in present.items()})


def _free(name: str, taken: set[str]) -> str:
    """The name, with strokes if it is taken; it is taken from now on."""
    while name in taken:
        name += "'"
    taken.add(name)
    return name
