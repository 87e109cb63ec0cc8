"""What is left of conditions once some facts are known, by number; and what of it hangs together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from remit.engines.rules.conditions import Atom, Condition, Some, Value, atoms, facts_of, given

# Rules, or kinds of rules, by place with what is left of their conditions by number, in order.
Left = tuple[tuple[int, int], ...]


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


def pieces(left: Left, links: Callable[[int, int], Iterable[object]]) -> list[Left]:
    """The pieces that share no link; `links` of an entry are the facts and places it hangs on."""
    leader: dict[object, object] = {}

    def lead(thing: object) -> object:
        while (above := leader.setdefault(thing, thing)) != thing:
            thing = above
        return thing

    for place, rest in left:
        for link in links(place, rest):
            leader[lead(link)] = lead(place)
    found: dict[object, list[tuple[int, int]]] = {}
    for entry in left:
        found.setdefault(lead(entry[0]), []).append(entry)
    return [tuple(piece) for piece in found.values()]
