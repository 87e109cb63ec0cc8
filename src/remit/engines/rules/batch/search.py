"""What a case that stayed open can still come to, exactly.

Idea: as in `remit.engines.rules.search`, units that share an open fact or override one another hang
together; a group is split by the fact that most of its units ask for, and falls apart. Sets of effects
are bits of a whole number, what is left of a condition is named by a number, and a group that was met
before in another case is not gone through again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from remit.engines.rules.batch.compiling import CompiledPack
from remit.engines.rules.conditions import Atom, Condition, Some, Value, atoms, facts_of, given
from remit.engines.rules.reach import MOST_STATES, TooManyUnknowns

Left = tuple[tuple[int, int], ...]
Masks = frozenset[int]
NOTHING: Masks = frozenset({0})


class Remainders:
    """What is left of conditions, by number, so that each is compared as a whole only once.

    Alternatives are kept apart by their own numbers: a unit of many rows of a table is a long one.
    """

    def __init__(self) -> None:
        self._numbers: dict[Condition | tuple[int, ...], int] = {}
        self._kept: list[Condition | tuple[int, ...]] = []
        self._facts: list[tuple[str, ...]] = []
        self._given: dict[tuple[int, str, Value], int] = {}
        self._each: dict[tuple[int, str], tuple[int, ...]] = {}
        self.never, self.always = self.number(condition=False), self.number(condition=True)

    def number(self, condition: Condition) -> int:
        """The number of a condition."""
        if isinstance(condition, Some):
            return self._either([self.number(part) for part in condition.parts])
        return self._numbered(condition, facts_of(condition))

    def _either(self, parts: Sequence[int]) -> int:
        if self.always in parts:
            return self.always
        left = tuple(part for part in parts if part != self.never)
        if len(left) < 2:
            return left[0] if left else self.never
        facts = dict.fromkeys(fact for part in left for fact in self._facts[part])
        return self._numbered(left, tuple(facts))

    def _numbered(self, kept: Condition | tuple[int, ...], facts: tuple[str, ...]) -> int:
        number = self._numbers.setdefault(kept, len(self._kept))
        if number == len(self._kept):
            self._kept.append(kept)
            self._facts.append(facts)
        return number

    def facts(self, number: int) -> tuple[str, ...]:
        """The facts a condition asks for."""
        return self._facts[number]

    def given(self, number: int, fact: str, value: Value) -> int:
        """What is left once the fact has the value."""
        if fact not in self._facts[number]:
            return number
        if (number, fact, value) not in self._given:
            kept = self._kept[number]
            if isinstance(kept, tuple):
                left = self._either([self.given(part, fact, value) for part in kept])
            else:
                left = self.number(given(kept, fact, value))
            self._given[number, fact, value] = left
        return self._given[number, fact, value]

    def given_each(self, number: int, fact: str, answers: Sequence[Value]) -> tuple[int, ...]:
        """What is left under each of the answers a fact can have, which are always the same.

        Answers of which the comparisons with the fact say the same leave the same.
        """
        if (number, fact) not in self._each:
            asked = [atom for atom in self._atoms(number) if atom.fact == fact]
            left: dict[tuple[bool, ...], int] = {}
            each = []
            for value in answers:
                said = tuple(atom.holds(value) for atom in asked)
                if said not in left:
                    left[said] = self.given(number, fact, value)
                each.append(left[said])
            self._each[number, fact] = tuple(each)
        return self._each[number, fact]

    def _atoms(self, number: int) -> Iterator[Atom]:
        kept = self._kept[number]
        if isinstance(kept, tuple):
            for part in kept:
                yield from self._atoms(part)
        else:
            yield from atoms(kept)

    def given_all(self, number: int, values: Mapping[str, Value]) -> int:
        """What is left once all these facts are known."""
        for fact in self._facts[number]:
            if fact in values:
                number = self.given(number, fact, values[fact])
        return number


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

    def _groups(self, left: Left) -> Iterable[Left]:
        """Units that share an open fact or override one another, each group in their order."""
        leader: dict[object, object] = {}

        def lead(thing: object) -> object:
            while (above := leader.setdefault(thing, thing)) != thing:
                thing = above
            return thing

        for unit, rest in left:
            for link in (*self._compiled.units[unit].beaten_by, *self.remainders.facts(rest)):
                leader[lead(link)] = lead(unit)
        groups: dict[object, list[tuple[int, int]]] = {}
        for unit, rest in left:
            groups.setdefault(lead(unit), []).append((unit, rest))
        return [tuple(group) for group in groups.values()]

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
