"""The shares of one world: every level of the harm a game of its own, the amounts added up.

Idea: v(S) is whether a level of the harm is reached when the persons in S do what they did and all
others meet their duty baseline. Persons share by the Shapley value (1953). Where the rules give
degrees, that is shared anew in proportion to them: causation first, responsibility second, as Ferey
and Dehez apportion (Journal of Legal Studies 45, 2016). The value is linear, so levels are reckoned
one by one. Inside a person the departures share by Owen's value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from numpy.random import Generator

from remit.engines.attribution.causes import Search, search
from remit.engines.attribution.situation import Level
from remit.engines.attribution.world import World, departure
from remit.engines.faulttree import Budget, BudgetSpent, Compiled, compile_network
from remit.engines.formulas import Constant, Formula
from remit.engines.games import Game, Method, Values, owen, shapley

NOTHING = Fraction(0)
LAST_SECONDS = 1.0
PLENTY = Budget()


@dataclass(frozen=True, slots=True)
class Means:
    """With what to reckon: the budget of the whole answer, and chance for sampling past it.

    `deadline` is when the seconds of the budget are over by its clock; `begun` sets it.
    """

    budget: Budget = PLENTY
    chance: Generator | None = None
    deadline: float | None = None

    def begun(self) -> "Means":
        """The same with its seconds running."""
        seconds, clock = self.budget.seconds, self.budget.clock
        if self.deadline is not None or seconds is None or clock is None:
            return self
        return replace(self, deadline=clock() + seconds)

    @property
    def left(self) -> Budget:
        """What is left of the budget; raises BudgetSpent when no time is."""
        clock = self.budget.clock
        if self.deadline is None or clock is None:
            return self.budget
        seconds = self.deadline - clock()
        if seconds <= 0:
            raise BudgetSpent(0)
        return self.budget._replace(seconds=seconds)

    @property
    def at_least_some(self) -> Budget:
        """What is left, but never nothing: shares that are drawn by lot need a moment."""
        try:
            return self.left
        except BudgetSpent:
            return self.budget._replace(seconds=LAST_SECONDS)


USUAL = Means()


@dataclass(frozen=True, slots=True)
class LevelGame:
    """A level of the harm that was reached, as a game of those who departed from duty.

    `overtaken` are left out: their departures would have added to the harm, but are in no cause.
    `compiled` has each player's departures tied to the first of them; None past the budget.
    """

    level: Level
    game: Game
    search: Search
    compiled: Compiled | None
    overtaken: frozenset[str] = frozenset()

    @property
    def loose(self) -> Compiled | None:
        """The same with every departure by itself, where that is what was compiled."""
        tied = any(len(own) > 1 for own in self.game.players.values())
        return None if tied or self.overtaken else self.compiled


@dataclass(frozen=True, slots=True)
class Sharing:
    """Amounts by person and by departure, and what nobody owed to prevent; `whole` is their sum."""

    whole: Fraction
    amounts: Mapping[str, Fraction]
    remainder: Fraction
    values: tuple[Values, ...]

    def part(self, person: str) -> Fraction:
        """A person's part of the whole; zero without harm."""
        return self.amounts.get(person, NOTHING) / self.whole if self.whole else NOTHING


def level_games(world: World, means: Means) -> tuple[LevelGame, ...]:
    """A game for every level that was reached in fact."""
    return tuple(_level_game(world, level, means) for level in world.happened)


def _level_game(world: World, level: Level, means: Means) -> LevelGame:
    players = {p: tuple(departure(c) for c in own) for p, own in world.departures.items()}
    game, found = Game(world.network, level.factor, players), search(world, level)
    if not found.outside:
        return LevelGame(level, game, found, _compiled(game, means.at_least_some))
    plain = shapley(game, budget=means.at_least_some, chance=means.chance).shares
    overtaken = frozenset(person for person in found.outside if plain[person] > 0)
    dropped: dict[str, Formula] = {
        leaf: Constant(value=False) for person in overtaken for leaf in players[person]
    }
    kept = {person: own for person, own in players.items() if person not in overtaken}
    fewer = Game({**game.gates, **dropped}, game.top, kept)
    return LevelGame(level, fewer, found, _compiled(fewer, means.at_least_some), overtaken)


def _compiled(game: Game, budget: Budget) -> Compiled | None:
    ties = {leaf: own[0] for own in game.players.values() for leaf in own}
    try:
        return compile_network(game.gates, game.top, budget=budget, rename=ties)
    except BudgetSpent:
        return None


def sharing(games: tuple[LevelGame, ...], weights: Mapping[str, Fraction], means: Means) -> Sharing:
    """The persons' amounts; `weights` name those whose weight is not one."""
    amounts: dict[str, Fraction] = {}
    values: list[Values] = []
    whole = remainder = NOTHING
    for one in games:
        found = shapley(
            one.game, budget=means.at_least_some, chance=means.chance, compiled=one.compiled
        )
        values.append(found)
        whole += one.level.amount
        remainder += (1 - found.total) * one.level.amount
        for person, share in weighed(found.shares, weights).items():
            amounts[person] = amounts.get(person, NOTHING) + share * one.level.amount
    return Sharing(whole, amounts, remainder, tuple(values))


def weighed(
    shares: Mapping[str, Fraction], weights: Mapping[str, Fraction]
) -> Mapping[str, Fraction]:
    """What causation gave, shared anew in proportion to the weights; the sum stays.

    Shares below zero stay as they are.
    """
    borne = {person: share for person, share in shares.items() if share > 0}
    scaled = {person: share * weights.get(person, 1) for person, share in borne.items()}
    total, heavier = sum(borne.values(), NOTHING), sum(scaled.values(), NOTHING)
    return {**shares, **{person: part * total / heavier for person, part in scaled.items()}}


def split(
    world: World, games: tuple[LevelGame, ...], shared: Sharing, means: Means
) -> dict[str, Fraction]:
    """Every person's amount by choice: in the proportions of Owen's value, persons as groups."""
    own = {p: choices for p, choices in world.departures.items() if p in shared.amounts}
    if all(len(choices) == 1 for choices in own.values()):
        return {choices[0].id: shared.amounts[person] for person, choices in own.items()}
    paths = {departure(c): (person,) for person, choices in own.items() for c in choices}
    found = within(games, paths, means)
    amounts: dict[str, Fraction] = {}
    for person, choices in own.items():
        parts = [found.get(departure(choice), NOTHING) for choice in choices]
        scaled = _scaled(parts, shared.amounts[person])
        amounts |= {choice.id: part for choice, part in zip(choices, scaled, strict=True)}
    return amounts


def _scaled(parts: list[Fraction], total: Fraction) -> list[Fraction]:
    """The parts in their proportions, so that they sum to the total."""
    whole = sum(parts, NOTHING)
    if whole == total:
        return parts
    return [part * total / whole if whole else total / len(parts) for part in parts]


def within(
    games: tuple[LevelGame, ...], groups: Mapping[str, tuple[str, ...]], means: Means
) -> dict[str, Fraction]:
    """Amounts by departure when groups share first; `groups` gives each departure its path."""
    amounts: dict[str, Fraction] = {}
    for one in games:
        leaves = [leaf for own in one.game.players.values() for leaf in own]
        levels = {leaf: groups[leaf] for leaf in leaves}
        found = owen(one.game, levels, budget=means.at_least_some, chance=means.chance)
        for leaf, share in found.shares.items():
            amounts[leaf] = amounts.get(leaf, NOTHING) + share * one.level.amount
    return amounts


def method(values: tuple[Values, ...]) -> Method:
    """The least exact method among the values."""
    used = {found.method for found in values}
    worst = (m for m in (Method.BOUNDED, Method.QUADRATURE) if m in used)
    return next(worst, Method.EXACT)
