"""The engine's definitions once more, over all subsets and orders: slow, short, and apart from it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import chain, combinations, permutations

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Choice,
    Constant,
    Equation,
    Formula,
    Is,
    Not,
    Quorum,
    Situation,
)
from remit.engines.formulas import named

NOTHING = Fraction(0)
Held = Mapping[str, bool]
NONE_HELD: Held = {}


def holds(formula: Formula, known: Held) -> bool:
    """Whether a formula is true."""
    match formula:
        case Is(factor):
            return known[factor]
        case Constant(value):
            return value
        case Not(part):
            return not holds(part, known)
        case AllOf(parts):
            return all(holds(part, known) for part in parts)
        case AnyOf(parts):
            return any(holds(part, known) for part in parts)
        case Quorum(count, parts):
            return sum(holds(part, known) for part in parts) >= count


class Plain:
    """A situation reckoned by definition."""

    def __init__(self, situation: Situation, read: Held = NONE_HELD) -> None:
        self.situation = situation
        self.given = {c.id: read.get(c.id, c.actual) for c in situation.circumstances}
        self.chosen = {c.id: read.get(c.id, c.actual) for c in situation.choices}
        self.equations = in_order(situation)
        # A gate is judged in fact; gates may stand in rows, so excuses are settled one by one.
        for _ in situation.choices:
            facts = self.worked_out(self.chosen)
            for choice in situation.choices:
                if any(facts[g.factor] != g.kind.open_when for g in choice.gates):
                    self.chosen[choice.id] = choice.baseline
        self.facts = self.worked_out(self.chosen)
        self.choices: dict[str, Choice] = {c.id: c for c in situation.choices}

    def worked_out(self, chosen: Held, held: Held = NONE_HELD) -> dict[str, bool]:
        """Every factor with these choices, while some others are held."""
        known = {**self.given, **chosen}
        for equation in self.equations:
            known[equation.id] = held.get(equation.id, holds(equation.formula, known))
        return known

    @cached_property
    def departures(self) -> dict[str, list[str]]:
        """By person the choices that differ from what was owed."""
        owners = self.situation.owner_of
        found: dict[str, list[str]] = {}
        for name, value in self.chosen.items():
            owner = owners[name]
            if value != self.choices[name].baseline:
                assert owner is not None
                found.setdefault(owner.person, []).append(name)
        return found

    def without(self, dropped: Iterable[str], held: Held = NONE_HELD) -> dict[str, bool]:
        """Every factor had these choices met the baseline."""
        owed = {name: self.choices[name].baseline for name in dropped}
        return self.worked_out({**self.chosen, **owed}, held)

    def value(self, level: str, present: Collection[str], absent: Collection[str] = ()) -> int:
        """Whether a level is reached when only these people did what they did."""
        away = (p for p in self.departures if p not in present or p in absent)
        return int(self.without(c for p in away for c in self.departures[p])[level])

    def averages(self, level: str, people: Collection[str]) -> dict[str, Fraction]:
        """What each of these people adds, averaged over all orders of joining."""
        sums = dict.fromkeys(people, NOTHING)
        orders = list(permutations(people))
        for order in orders:
            for number, person in enumerate(order):
                turn = self.value(level, order[: number + 1]) - self.value(level, order[:number])
                sums[person] += Fraction(turn, len(orders))
        return sums

    def averted(self, level: str, dropped: Collection[str]) -> bool:
        """Whether meeting the baseline averts the level, some equations held as they were."""
        names = [equation.id for equation in self.situation.equations]
        return any(
            not self.without(dropped, {name: self.facts[name] for name in some})[level]
            for some in subsets(names, least=0)
        )

    def groups(self, level: str) -> list[frozenset[str]]:
        """The causes by persons: who averts alone with some choices, then smallest groups."""
        found = [
            frozenset({person})
            for person, own in self.departures.items()
            if any(self.averted(level, some) for some in subsets(own))
        ]
        rest = [person for person in self.departures if frozenset({person}) not in found]
        for some in subsets(rest, least=2):
            group = frozenset(some)
            own = [c for person in group for c in self.departures[person]]
            if not any(smaller <= group for smaller in found) and self.averted(level, own):
                found.append(group)
        return found

    def shares(self) -> dict[str, Fraction]:
        """By person the amount, over all levels that were reached, of those not overtaken."""
        amounts = dict.fromkeys(self.situation.persons, NOTHING)
        for level in self.reached:
            plain = self.averages(level, list(self.departures))
            causes = frozenset().union(*self.groups(level))
            kept = [person for person in plain if person in causes or plain[person] <= 0]
            for person, share in self.averages(level, kept).items():
                amounts[person] += share * self.reached[level]
        return amounts

    @cached_property
    def reached(self) -> dict[str, Fraction]:
        """The levels of the harm that came about, with their amounts."""
        return {
            lv.factor: lv.amount for lv in self.situation.outcome.levels if self.facts[lv.factor]
        }


def in_order(situation: Situation) -> list[Equation]:
    """The equations, each after those it needs."""
    known = {fact.id for fact in situation.facts}
    waiting, ordered = list(situation.equations), list[Equation]()
    while waiting:
        ready = [e for e in waiting if known.issuperset(named(e.formula))]
        ordered += ready
        known.update(e.id for e in ready)
        waiting = [e for e in waiting if e not in ready]
    return ordered


def subsets(names: Collection[str], *, least: int = 1) -> Iterator[tuple[str, ...]]:
    """Every subset of at least so many, the smaller first."""
    sizes = range(least, len(names) + 1)
    return chain.from_iterable(combinations(names, size) for size in sizes)
