"""Which departures together were enough for the harm: minimal cut sets, as sentences."""

from remit.engines.attribution.answer import CutSets
from remit.engines.attribution.sharing import LevelGame
from remit.engines.attribution.world import World, departure
from remit.engines.faulttree import Budget, compile_network, minimal_cut_sets
from remit.engines.words import Words

MOST_LISTED = 12
NO_SETS = CutSets(0, (), ())


def smallest_sets(world: World, games: tuple[LevelGame, ...], budget: Budget) -> CutSets:
    """For each level reached how many smallest sets there are, and the first of them.

    Raises BudgetSpent.
    """
    found = [_of_level(world, one, budget) for one in games if world.departures]
    return CutSets(
        sum(one.count for one in found),
        tuple(names for one in found for names in one.sets),
        tuple(sentence for one in found for sentence in one.sentences),
    )


def _of_level(world: World, one: LevelGame, budget: Budget) -> CutSets:
    level = one.level
    compiled = one.loose or compile_network(world.network, level.factor, budget=budget)
    ids = {departure(c): c.id for own in world.departures.values() for c in own}
    found = minimal_cut_sets(compiled)
    sets = tuple(tuple(ids[leaf] for leaf in leaves) for leaves in found.listed(MOST_LISTED))
    told = tuple(_sentence(world, names, level.label) for names in sets if names)
    return CutSets(found.count(), sets, told)


def _sentence(world: World, names: tuple[str, ...], harm: Words) -> Words:
    people = {c.id: person for person, own in world.departures.items() for c in own}
    owners = {owner.person: owner.name for owner in world.situation.owners}
    parts = [(owners[people[name]], world.choices[name].label) for name in names]
    zh = "；".join(f"{who.pick('zh')}{what.pick('zh')}" for who, what in parts)
    en = "; ".join(f"{who.pick('en')} {what.pick('en')}" for who, what in parts)
    if len(names) == 1:
        return Words(
            f"仅此一项就足以造成{harm.pick('zh')}：{zh}。",
            f"This alone would have been enough for {harm.pick('en')}: {en}.",
        )
    return Words(
        f"以下{len(names)}项合在一起足以造成{harm.pick('zh')}：{zh}。",
        f"These {len(names)} together were enough for {harm.pick('en')}: {en}.",
    )
