"""What a case that stayed open can still come to, exactly.

Idea: as in `remit.engines.rules.search`, units that share an open fact or override one another hang
together; a group is split by the fact that most of its units ask for, and falls apart. Sets of effects
are bits of a whole number, what is left of a condition is named by a number, and a group that was met
before in another case is not gone through again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from remit.engines.rules.batch.compiling import CompiledPack
from remit.engines.rules.cells import MOST_STATES, TooManyUnknowns
from remit.engines.rules.remainders import Left, Remainders, pieces

Masks = frozenset[int]
NOTHING: Masks = frozenset({0})


class Search:
    """The exact search in one compiled pack, which keeps what it found."""

    def __init__(self, compiled: CompiledPack) -> None:
        self._compiled = compiled
        self.remainders = Remainders()
        self._whole: dict[Left, Masks] = {}
        self._found: dict[Left, Masks] = {}

    def possible(self, left: Left) -> Masks:
        """Every set of effects of units that may still fire, given what is `left` of conditions.

        `left` has numbers of units, in their order, with numbers of what remains of their conditions.
        Raises TooManyUnknowns past the bound.
        """
        if left not in self._whole:
            self._whole[left] = reduce(_united, map(self._group, self._groups(left)), NOTHING)
        return self._whole[left]

    def _groups(self, left: Left) -> list[Left]:
        """Units that share an open fact or override one another, each group in their order."""
        units, facts = self._compiled.units, self.remainders.facts
        return pieces(left, lambda unit, rest: (*units[unit].beaten_by, *facts(rest)))

    def _group(self, left: Left) -> Masks:
        if left not in self._found:
            self._found[left] = self._searched(left)
        return self._found[left]

    def _searched(self, left: Left) -> Masks:
        """The fact that most units ask for is given each of its answers; what is left falls apart."""
        asked = Counter(fact for _, rest in left for fact in self.remainders.facts(rest))
        if not asked:
            return frozenset({self._mask(unit for unit, _ in left)})
        if len(self._found) > MOST_STATES:
            raise TooManyUnknowns(tuple(asked))
        fact = max(asked, key=lambda name: asked[name])
        found: set[int] = set()
        for after in self._answered(left, fact):
            found |= self.possible(after)
        return frozenset(found)

    def _answered(self, left: Left, fact: str) -> Iterable[Left]:
        """What the answers to a fact leave; like answers are gone through once."""
        answers = self._compiled.answers.get(fact, (True, False))
        each = [self.remainders.given_each(rest, fact, answers) for _, rest in left]
        units = [unit for unit, _ in left]
        never = self.remainders.never
        return dict.fromkeys(
            self._settled([e for e in zip(units, rests, strict=True) if e[1] != never])
            for rests in set(zip(*each, strict=True))
        )

    def _settled(self, left: Sequence[tuple[int, int]]) -> Left:
        """The units without those that one which surely stands overrides.

        Overriders come before what they override, so that one pass is enough.
        """
        there, sure, kept = {unit for unit, _ in left}, set[int](), []
        for unit, rest in left:
            beaten_by = self._compiled.units[unit].beaten_by
            if not sure.isdisjoint(beaten_by):
                there.discard(unit)
                continue
            kept.append((unit, rest))
            if rest == self.remainders.always and there.isdisjoint(beaten_by):
                sure.add(unit)
        return tuple(kept)

    def _mask(self, firing: Iterable[int]) -> int:
        """The effects of the units that stand when these fire, in their order."""
        standing: set[int] = set()
        for number in firing:
            if standing.isdisjoint(self._compiled.units[number].beaten_by):
                standing.add(number)
        return bits(
            effect for number in standing for effect in self._compiled.units[number].effects
        )


def bits(places: Iterable[int]) -> int:
    """The places as bits of one number."""
    return reduce(or_, (1 << place for place in places), 0)


def _united(first: Masks, second: Masks) -> Masks:
    union = frozenset(a | b for a in first for b in second)
    if len(union) > MOST_STATES:
        raise TooManyUnknowns(())
    return union
