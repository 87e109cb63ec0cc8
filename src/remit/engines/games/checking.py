"""What stands against sharing a game, all at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from remit.engines.findings import Finding, error
from remit.engines.formulas import named
from remit.engines.games.game import Game, GameRefused, Precision

SOURCE = "docs/explanation/attribution.md"


def refuse(findings: Iterable[Finding]) -> None:
    """Raises GameRefused with all findings, where there are any."""
    if found := tuple(findings):
        raise GameRefused(*found)


def check_game(game: Game) -> Iterator[Finding]:
    """Names without owner or with two, leaves that are gates, an unknown top, gates in a circle."""
    owned = Counter(leaf for leaves in game.players.values() for leaf in leaves)
    needed = {name: tuple(named(formula)) for name, formula in game.gates.items()}
    used = dict.fromkeys(name for names in needed.values() for name in names)
    used[game.top] = None
    for leaf, times in owned.items():
        if times > 1:
            yield _leaf_shared(leaf)
        if leaf in game.gates:
            yield _leaf_is_gate(leaf)
    for name in used:
        if name not in owned and name not in game.gates:
            yield _unowned(name)
    yield from _circle(needed)


def check_weights(game: Game, weights: Mapping[str, Fraction]) -> Iterator[Finding]:
    """Players without a weight, weights of nobody, weights below zero."""
    yield from _differing("weights", game.players, weights)
    for player, weight in weights.items():
        if weight < 0:
            yield error(
                "games.negative_weight",
                player,
                f"权重{weight}小于零。权重须为零或正数。",
                f"The weight {weight} is below zero. Give zero or more.",
                SOURCE,
            )


def check_levels(game: Game, levels: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Leaves without a path, paths of unknown leaves."""
    leaves = (leaf for leaves in game.players.values() for leaf in leaves)
    yield from _differing("levels", leaves, levels)


def check_precision(precision: Precision) -> Iterator[Finding]:
    """A width that is never reached, or a chance that is none."""
    if not (precision.radius > 0 and 0 < precision.confidence < 1):
        yield error(
            "games.impossible_precision",
            "precision",
            f"无法达到的精度：{precision}。半宽须大于零，置信度须在零与一之间。",
            f"{precision} cannot be reached. Give a radius above 0 and a confidence between 0 and 1.",
            SOURCE,
        )


def check_superiors(game: Game, superiors: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Superiors or subordinates who do not play, superiors in a circle."""
    known = (*superiors, *(one for above in superiors.values() for one in above))
    for name in dict.fromkeys(known):
        if name not in game.players:
            yield _unknown("superiors", name)
    yield from _circle(superiors)


def _differing(place: str, wanted: Iterable[str], given: Iterable[str]) -> Iterator[Finding]:
    expected, found = dict.fromkeys(wanted), dict.fromkeys(given)
    for name in expected:
        if name not in found:
            yield error(
                f"games.missing_in_{place}",
                name,
                f"“{name}”没有给出。请补充。",
                f"Nothing is said of “{name}”. Add it.",
                SOURCE,
            )
    for name in found:
        if name not in expected:
            yield _unknown(place, name)


def _unknown(place: str, name: str) -> Finding:
    return error(
        f"games.unknown_in_{place}",
        name,
        f"“{name}”不在这个博弈中。请改正名称或删去。",
        f"“{name}” is not part of the game. Correct the name, or leave it out.",
        SOURCE,
    )


def _leaf_shared(leaf: str) -> Finding:
    return error(
        "games.leaf_shared",
        leaf,
        f"“{leaf}”归属不止一次。每个因素只能归一名参与者，请只保留一处。",
        f"“{leaf}” is given to players more than once. Leave it to one player, once.",
        SOURCE,
    )


def _leaf_is_gate(leaf: str) -> Finding:
    return error(
        "games.leaf_is_gate",
        leaf,
        f"“{leaf}”归一名参与者，却又由公式定义。请改名，或改为归属其所依据的因素。",
        f"“{leaf}” belongs to a player but follows from a formula. Rename it, or give the player "
        "the leaves it follows from.",
        SOURCE,
    )


def _unowned(name: str) -> Finding:
    return error(
        "games.unowned",
        name,
        f"“{name}”既没有公式，也不归任何参与者。请补充其一。",
        f"“{name}” has neither a formula nor a player. Add one of them.",
        SOURCE,
    )


def _circle(needed: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    try:
        TopologicalSorter(needed).prepare()
    except CycleError as circle:
        loop = list(reversed(circle.args[1]))
        yield error(
            "games.circular",
            loop[0],
            f"循环依赖：{'→'.join(loop)}。请在某处断开。",
            f"This goes in a circle: {' -> '.join(loop)}. Cut it somewhere.",
            SOURCE,
        )
