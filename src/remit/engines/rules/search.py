"""Every outcome that is still possible, exactly, and whether a fact can change it.

Idea: rules that share an open fact, or of which one overrides another, hang together; the parts that do
not hang together are independent. In a part the fact that most rules ask for is given each of its
answers; what is left then falls apart further, down to parts without open facts, whose effects
stand or fall. A part met before is not gone through again, and sets of effects that come to the same
are one. Nothing is sampled: past the bound the answer is a refusal to say. Source: the decomposition is
that of exact model counting (R. Bayardo, J. Pehoushek, Counting Models Using Connected Components,
AAAI 2000).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from remit.engines.rules.cells import MOST_STATES, Cell, TooManyUnknowns, standing
from remit.engines.rules.conditions import Condition, Value
from remit.engines.rules.outcome import reduced
from remit.engines.rules.pack import Effect, EffectKind, Pack, Rule
from remit.engines.rules.remainders import Left, Remainders, pieces

# What stands under each law that comes into question, by number.
Marks = int
Standing = tuple[frozenset[Effect], ...]
Part = Left
NOTHING: Marks = 0
WIDTH = 32  # the bits of a number, so that two fit into one


class Search:
    """The search over rules under one or two laws; it keeps what it found.

    `answers` are the cells of each fact. Methods raise TooManyUnknowns past the bound.
    """

    def __init__(
        self,
        pack: Pack,
        rules: Sequence[Rule],
        days: Sequence[date],
        answers: Mapping[str, Sequence[Cell]],
    ) -> None:
        self._pack, self._rules, self._answers = pack, rules, answers
        self._laws = [frozenset(n for n, day in enumerate(days) if day in r.valid) for r in rules]
        self._size = len(days)
        self._beats = _beats(rules)
        self._beaten = _turned(self._beats)
        self._twin = self._twins()
        self._left = Remainders()
        self._found: dict[Part, frozenset[Marks]] = {}
        self._rows: dict[tuple[Part, str], frozenset[tuple[Marks, ...]]] = {}
        nothing: Standing = (frozenset(),) * self._size
        self._standing: list[Standing] = [nothing]
        self._places: dict[Standing, Marks] = {nothing: NOTHING}
        self._unions: dict[int, Marks] = {}

    def standing(self, marks: Marks) -> Standing:
        """The effects that stand under each law."""
        return self._standing[marks]

    def part(self, left: Sequence[Condition]) -> Part:
        """The rules with what is left of their conditions."""
        return self._settled((place, self._left.number(rest)) for place, rest in enumerate(left))

    def facts(self, part: Part) -> tuple[str, ...]:
        """The open facts of a part, in the order in which they are asked for."""
        return tuple(dict.fromkeys(fact for _, rest in part for fact in self._left.facts(rest)))

    def answered(self, part: Part, fact: str, value: Value) -> Part:
        """What is left of a part once a fact has a value."""
        return self._settled((place, self._left.given(rest, fact, value)) for place, rest in part)

    def possible(self, part: Part) -> frozenset[Marks]:
        """Every set of effects that a part can come to, reduced to what matters for the outcome."""
        unions: frozenset[Marks] = frozenset({NOTHING})
        for piece in self._pieces(part):
            unions = self._joined(unions, self._of_piece(piece))
        return unions

    def ways(self, part: Part, fact: str) -> Iterator[tuple[Marks, ...]]:
        """For every way the other facts can lie, the effects under each different answer to `fact`."""
        pieces = self._pieces(part)
        own = next(piece for piece in pieces if fact in self.facts(piece))
        others = tuple(entry for piece in pieces if piece is not own for entry in piece)
        rest = self.possible(tuple(sorted(others)))
        for row in self._rows_of(own, fact):
            for other in rest:
                yield tuple(self._union(marks, other) for marks in row)

    def _of_piece(self, piece: Part) -> frozenset[Marks]:
        if piece not in self._found:
            if len(self._found) > MOST_STATES:
                raise TooManyUnknowns(self.facts(piece))
            self._found[piece] = self._searched(piece)
        return self._found[piece]

    def _searched(self, piece: Part) -> frozenset[Marks]:
        fact = self._hub(piece)
        if fact is None:
            return frozenset({self._marks(piece)})
        found: set[Marks] = set()
        for after in self._branches(piece, fact):
            found |= self.possible(after)
        return frozenset(found)

    def _rows_of(self, piece: Part, fact: str) -> frozenset[tuple[Marks, ...]]:
        """The rows of a piece that asks for the fact; each has a column for each answer."""
        if (piece, fact) not in self._rows:
            if len(self._rows) > MOST_STATES:
                raise TooManyUnknowns(self.facts(piece))
            self._rows[piece, fact] = frozenset(self._row_search(piece, fact))
        return self._rows[piece, fact]

    def _row_search(self, piece: Part, fact: str) -> Iterator[tuple[Marks, ...]]:
        hub = self._hub(piece, besides=fact)
        if hub is None:
            afters = (self.answered(piece, fact, cell.value) for cell in self._answers[fact])
            yield tuple(next(iter(self.possible(after))) for after in afters)
            return
        for after in self._branches(piece, hub):
            if fact in self.facts(after):
                yield from self.ways(after, fact)
            else:
                yield from ((marks,) * len(self._answers[fact]) for marks in self.possible(after))

    def _branches(self, part: Part, fact: str) -> Iterable[Part]:
        """What is left under the answers to a fact; answers that leave the same are gone through once."""
        return dict.fromkeys(self.answered(part, fact, c.value) for c in self._answers[fact])

    def _hub(self, part: Part, besides: str = "") -> str | None:
        """The open fact that most rules ask for."""
        asked = Counter(
            fact for _, rest in part for fact in self._left.facts(rest) if fact != besides
        )
        return max(asked, key=lambda fact: asked[fact]) if asked else None

    def _settled(self, left: Iterable[tuple[int, int]]) -> Part:
        """Rules that fired (the first of those that do the same) and rules that still may."""
        entries = [(place, rest) for place, rest in left if rest != self._left.never]
        fired = {self._twin[place] for place, rest in entries if rest == self._left.always}
        waiting = [
            (p, rest)
            for p, rest in entries
            if rest != self._left.always and self._twin[p] not in fired
        ]
        kept = {*fired, *(place for place, _ in waiting)}
        gone = self._defeated(fired, kept)
        while gone:
            kept -= gone
            gone = self._defeated(fired & kept, kept)
        part = [(place, self._left.always) for place in fired] + waiting
        return tuple(sorted(entry for entry in part if entry[0] in kept))

    def _defeated(self, fired: Iterable[int], kept: set[int]) -> set[int]:
        """The rules that a fired one surely overrides, because nothing that is left overrides it."""
        sure = [r for r in fired if r in self._beats and not (self._beaten.get(r, set()) & kept)]
        return {t for r in sure for t in self._beats[r] & kept if self._laws[t] <= self._laws[r]}

    def _pieces(self, part: Part) -> list[Part]:
        """The pieces of a part that do not hang together by an open fact or by overriding."""
        there = {place for place, _ in part}

        def links(place: int, rest: int) -> tuple[object, ...]:
            return (*self._left.facts(rest), *(self._beats.get(place, set()) & there))

        return pieces(part, links)

    def _marks(self, piece: Part) -> Marks:
        return self._place(tuple(self._effects(piece, law) for law in range(self._size)))

    def _effects(self, piece: Part, law: int) -> frozenset[Effect]:
        fired = [self._rules[place] for place, _ in piece if law in self._laws[place]]
        effects = (effect for rule in standing(fired) for effect in rule.effects)
        return reduced(self._pack, (e for e in effects if e.kind is not EffectKind.NOTE))

    def _place(self, standing_effects: Standing) -> Marks:
        marks = self._places.setdefault(standing_effects, len(self._standing))
        if marks == len(self._standing):
            self._standing.append(standing_effects)
        return marks

    def _joined(self, some: frozenset[Marks], others: frozenset[Marks]) -> frozenset[Marks]:
        known, union = self._unions, self._union
        unions = {
            known.get(one << WIDTH | other) or union(one, other) for one in some for other in others
        }
        if len(unions) > MOST_STATES:
            raise TooManyUnknowns(())
        return frozenset(unions)

    def _union(self, one: Marks, other: Marks) -> Marks:
        """The number of what stands in one or the other; found once."""
        found = self._unions.get(one << WIDTH | other)
        if found is None:
            pairs = zip(self._standing[one], self._standing[other], strict=True)
            both = tuple(
                a if not b else b if not a else reduced(self._pack, a | b) for a, b in pairs
            )
            found = self._unions[one << WIDTH | other] = self._place(both)
        return found

    def _twins(self) -> list[int]:
        """For each rule the first one in the same laws that does the same and is overridden by the same."""
        first: dict[object, int] = {}
        return [
            first.setdefault(
                (
                    frozenset(e for e in rule.effects if e.kind is not EffectKind.NOTE),
                    frozenset(self._beats.get(place, ())),
                    frozenset(self._beaten.get(place, ())),
                    self._laws[place],
                ),
                place,
            )
            for place, rule in enumerate(self._rules)
        ]


def _beats(rules: Sequence[Rule]) -> dict[int, set[int]]:
    """The places of the rules that each rule overrides."""
    named: dict[str, set[int]] = {}
    for place, rule in enumerate(rules):
        for name in {rule.id, rule.label}:
            named.setdefault(name, set()).add(place)
    found = {
        p: {t for name in r.overrides for t in named.get(name, ())} for p, r in enumerate(rules)
    }
    return {place: targets for place, targets in found.items() if targets}


def _turned(beats: Mapping[int, set[int]]) -> dict[int, set[int]]:
    turned: dict[int, set[int]] = {}
    for place, targets in beats.items():
        for target in targets:
            turned.setdefault(target, set()).add(place)
    return turned
