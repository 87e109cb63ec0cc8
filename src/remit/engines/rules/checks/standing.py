"""The rules in force on a day, and the cases in which each of them stands."""

from collections.abc import Iterator
from datetime import date
from functools import reduce

from remit.engines.rules.cells import overriding
from remit.engines.rules.checks.diagrams import Node
from remit.engines.rules.checks.space import Space
from remit.engines.rules.pack import Pack, Rule


class Day:
    """A day of the act, with the rules in force then."""

    def __init__(self, pack: Pack, space: Space, on: date) -> None:
        self.pack, self.space, self.on = pack, space, on
        self.rules = tuple(rule for rule in pack.rules if on in rule.valid)
        self.over = {rule.id: overriding(rule, self.rules) for rule in self.rules}
        self._stands: dict[str, Node] = {}

    def stands(self, rule: Rule) -> Node:
        """Where the rule fires and no standing rule overrides it."""
        if rule.id not in self._stands:
            diagrams = self.space.diagrams
            above = self.over[rule.id]
            fires = self.space.holds(rule.condition)
            beaten = (
                [self.space.holds(other.condition) for other in above]
                if self.closed(rule)
                else [self.stands(other) for other in above]
            )
            self._stands[rule.id] = reduce(diagrams.without, beaten, fires)
        return self._stands[rule.id]

    def closed(self, rule: Rule) -> bool:
        """Whether whatever overrides an overriding rule overrides this one too.

        Then some overriding rule stands as soon as one fires: overriding has no loops, so of those
        that fire one is overridden by none.
        """
        above = self.over[rule.id]
        names = {other.id for other in above}
        return all(names.issuperset(o.id for o in self.over[other.id]) for other in above)


def days(pack: Pack, space: Space, on: date | None) -> Iterator[Day]:
    """One day for each set of rules that is in force together; the day `on` alone if it is given."""
    if on is not None:
        yield Day(pack, space, on)
        return
    turns = {end for rule in pack.rules for end in (rule.valid.since, rule.valid.until) if end}
    met: set[tuple[str, ...]] = {()}
    for turn in sorted(turns):
        day = Day(pack, space, turn)
        names = tuple(rule.id for rule in day.rules)
        if names not in met:
            met.add(names)
            yield day
