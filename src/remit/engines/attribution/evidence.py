"""Shares while facts are disputed: every reading of the evidence reckoned, none preferred.

Idea: Triantafyllou, Singla and Radanovic (NeurIPS 2021) ask that uncertainty blame nobody beyond what
is certain. Each disputed or unknown fact is read both ways; a share lies between its least and its
greatest value over all readings, and consequences rest on the least.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from remit.engines.attribution.answer import Interval
from remit.engines.attribution.sharing import NOTHING, Means, Sharing, level_games, sharing
from remit.engines.attribution.situation import Choice, Circumstance, Situation, State
from remit.engines.attribution.world import World


@dataclass(frozen=True, slots=True)
class Readings:
    """The sharing under every reading of the disputed facts; without disputes there are none."""

    facts: tuple[Choice | Circumstance, ...] = ()
    sharings: tuple[tuple[Mapping[str, bool], Sharing], ...] = ()

    def interval(self, person: str) -> Interval | None:
        """Where a person's share lies, before exemption."""
        return self._interval([(read, one.part(person)) for read, one in self.sharings])

    def system(self) -> Interval | None:
        """Where the part lies that nobody owed to prevent."""
        parts = [
            (r, one.remainder / one.whole if one.whole else NOTHING) for r, one in self.sharings
        ]
        return self._interval(parts)

    def _interval(self, parts: list[tuple[Mapping[str, bool], Fraction]]) -> Interval | None:
        if not parts:
            return None
        shares = [share for _, share in parts]
        swings = {fact.id: self._swing(fact.id, parts) for fact in self.facts}
        deciding = max(swings, key=lambda name: swings[name])
        swing = swings[deciding]
        expected = self._expected(parts)
        return Interval(min(shares), max(shares), expected, deciding if swing else "", swing)

    def _swing(self, name: str, parts: list[tuple[Mapping[str, bool], Fraction]]) -> Fraction:
        """The most that one fact moves the share while all others stay as they are read."""
        by_rest: dict[frozenset[tuple[str, bool]], list[Fraction]] = {}
        for read, share in parts:
            rest = frozenset(pair for pair in read.items() if pair[0] != name)
            by_rest.setdefault(rest, []).append(share)
        return max(max(pair) - min(pair) for pair in by_rest.values())

    def _expected(self, parts: list[tuple[Mapping[str, bool], Fraction]]) -> Fraction | None:
        chances = {fact.id: _chance(fact) for fact in self.facts}
        if None in chances.values():
            return None
        total = NOTHING
        for read, share in parts:
            weight = Fraction(1)
            for name, value in read.items():
                true = chances[name] or NOTHING
                weight *= true if value else 1 - true
            total += weight * share
        return total


def _chance(fact: Choice | Circumstance) -> Fraction | None:
    """How probable it is that the fact is true; None if nobody said."""
    written = fact.evidence.probability
    if written is None:
        return None
    return written if fact.actual else 1 - written


def readings(situation: Situation, weights: Mapping[str, Fraction], means: Means) -> Readings:
    """The sharing under every reading of what is disputed or unknown.

    Raises BudgetSpent, and TooLarge: limits are never drawn by lot.
    """
    open_facts = tuple(f for f in situation.facts if f.evidence.state is not State.PROVEN)
    if not open_facts:
        return Readings()
    exact = replace(means, chance=None)
    found = tuple((read, _sharing(situation, read, weights, exact)) for read in _reads(open_facts))
    return Readings(open_facts, found)


def _sharing(
    situation: Situation, read: Mapping[str, bool], weights: Mapping[str, Fraction], means: Means
) -> Sharing:
    """The sharing under one reading; raises BudgetSpent when there is no time for it."""
    means = replace(means, budget=means.left, deadline=None)
    return sharing(level_games(World(situation, read), means), weights, means)


def _reads(facts: tuple[Choice | Circumstance, ...]) -> Iterator[Mapping[str, bool]]:
    for values in product((False, True), repeat=len(facts)):
        yield {fact.id: value for fact, value in zip(facts, values, strict=True)}
