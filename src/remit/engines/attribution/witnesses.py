"""How close everybody was to averting the harm: the smallest change, and blame by what was known.

Idea (Chockler and Halpern, JAIR 22, 2004): the degree of responsibility is 1/(k+1) when k others, at
least, would also have had to act otherwise before this person's duty alone decided. Blame is the
degree expected over what the person held possible at the time.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from remit.engines.attribution.answer import NOTHING, Witness
from remit.engines.attribution.causes import Joint, Part
from remit.engines.attribution.sharing import LevelGame, Means, level_games
from remit.engines.attribution.situation import Level
from remit.engines.attribution.world import World
from remit.engines.faulttree import Budget, BudgetSpent, pivots

MOST_TRIED = 4_096
Found = Mapping[str, tuple[Witness, Level]]


def witnesses(world: World, games: tuple[LevelGame, ...], budget: Budget) -> Found:
    """Per person in some cause the witness with the fewest others, and the level it averts.

    Of several levels with as few others it is the least grave, which averts most.
    """
    best: dict[str, tuple[Witness, Level]] = {}
    for one in games:
        for person, witness in _of_level(world, one, budget).items():
            known = best.get(person)
            if known is None or len(witness.others) < len(known[0].others):
                best[person] = witness, one.level
    return best


def _of_level(world: World, one: LevelGame, budget: Budget) -> Mapping[str, Witness]:
    if not one.game.players:
        return {}
    if one.compiled is None:
        raise BudgetSpent(budget.nodes)
    players = {own[0]: player for player, own in one.game.players.items()}
    found = pivots(one.compiled, dict.fromkeys(one.compiled.leaves, True), budget=budget)
    pivotal = {
        players[leaf]: None if others is None else tuple(players[other] for other in others)
        for leaf, others in found.items()
    }
    witnesses = {p: _witness(world, one, p, pivotal.get(p)) for p in one.game.players}
    return {person: witness for person, witness in witnesses.items() if witness}


def _witness(
    world: World, one: LevelGame, person: str, others: tuple[str, ...] | None
) -> Witness | None:
    """What this person could have averted, alone or with as few others as there can be.

    `others` decide with the person in the game; whoever was overtaken is not part of the game, but
    would have brought the harm about in fact unless something is held.
    """
    sole, joint = one.search.alone.get(person), one.search.joint.get(person)
    if sole is not None:
        return Witness(sole.own, (), tuple(sorted(sole.held)))
    if others is not None and person not in one.search.outside:
        own = _own(world, one, person, Joint(others, frozenset()))
        if own and (joint is None or len(others) <= len(joint.others)):
            return Witness(own, others)
    if joint is None:
        return None
    own = _own(world, one, person, joint)
    return Witness(own, joint.others, tuple(sorted(joint.held)))


def _own(world: World, one: LevelGame, person: str, joint: Joint) -> tuple[str, ...]:
    """The fewest own choices that avert the harm once the others comply; none, if none do."""
    mine = tuple(choice.id for choice in world.departures[person])
    dropped = [choice.id for other in joint.others for choice in world.departures[other]]
    if one.overtaken and world.otherwise({*mine, *dropped}, joint.held)[one.level.factor]:
        return ()
    tried = 0
    for size in range(1, len(mine)):
        for some in combinations(mine, size):
            tried += 1
            if tried > MOST_TRIED:
                return mine
            if not world.otherwise({*some, *dropped}, joint.held)[one.level.factor]:
                return some
    return mine


def part_of(witness: Witness | None) -> Part:
    """What part a person has in the causes of the harm."""
    if witness is None:
        return Part.NONE
    return Part.JOINT if witness.others else Part.CAUSE


def blame(world: World, person: str, means: Means) -> Fraction | None:
    """The degree expected over what the person held possible; None if nobody wrote that down."""
    beliefs = [belief for belief in world.situation.beliefs if belief.person == person]
    if not beliefs:
        return None
    total = NOTHING
    for belief in beliefs:
        held = World(world.situation, {**world.read, **dict(belief.facts)})
        found = witnesses(held, level_games(held, means), means.left).get(person)
        total += belief.probability * (found[0].degree if found else NOTHING)
    return total
