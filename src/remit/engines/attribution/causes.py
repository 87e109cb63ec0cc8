"""Who is a cause at all: alone, with others, or not, by the modified definition.

Idea (Halpern, A modification of the Halpern-Pearl definition of causality, IJCAI 2015): somebody is a
cause when the harm would not have happened had they met their duty, while some things W are held
as they in fact were. Where departures can only help the harm along, W is never needed, and a person
is at least part of a cause exactly when they are decisive in some coalition. Elsewhere W tells who
was overtaken by somebody else's deed and is no cause. Leaving any of them out leaves the harm as it
was, since otherwise a smallest group among them would have been a cause.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, combinations
from typing import NamedTuple

from remit.engines.attribution.situation import Choice, Level
from remit.engines.attribution.world import World
from remit.engines.causality.halpern_pearl import smallest_witness
from remit.engines.causality.model import Model, causal_model
from remit.engines.causality.sweep import BudgetSpent
from remit.engines.formulas import Formula, Is
from remit.engines.words import Words

MOST_GROUPS = 4_096
MOST_OWN = 6


class Sole(NamedTuple):
    """A cause alone: the own choices that avert the harm while the factors in `held` stay put."""

    own: tuple[str, ...]
    held: frozenset[str]


class Joint(NamedTuple):
    """A cause with others: who they are, and what stays put while all of them meet their duty."""

    others: tuple[str, ...]
    held: frozenset[str]


class Part(StrEnum):
    """A person's part in the causes of a harm."""

    CAUSE = "cause"
    JOINT = "joint"
    NONE = "none"

    @property
    def words(self) -> Words:
        """The part as a reader sees it."""
        return _PART_WORDS[self]


_PART_WORDS = {
    Part.CAUSE: Words("原因", "Cause"),
    Part.JOINT: Words("共同原因之一", "Part of a joint cause"),
    Part.NONE: Words("不是原因", "No cause"),
}


@dataclass(frozen=True, slots=True)
class Search:
    """What the search for causes of one level found.

    `alone` has everybody who is a cause alone, `joint` whoever is one with the fewest others;
    `outside` are the persons who are in no cause; `complete` is false when there were too many
    groups to try.
    """

    alone: Mapping[str, Sole] = field(default_factory=dict)
    joint: Mapping[str, Joint] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()
    complete: bool = True


def search(world: World, level: Level) -> Search:
    """Who is a cause and who is in none; empty where departures can only help the harm along."""
    if world.monotone:
        return Search()
    model, effect = _model(world), Is(level.factor)
    alone: dict[str, Sole] = {}
    try:
        for person, own in world.departures.items():
            found = _smallest(model, _subsets(own), effect)
            if found is not None:
                alone[person] = found
        rest = [person for person in world.departures if person not in alone]
        joined = _joined(world, model, effect, rest)
    except BudgetSpent:
        return Search(alone, complete=False)
    return Search(alone, joined, frozenset(rest) - joined.keys())


def _model(world: World) -> Model:
    """The situation as structural equations; each choice follows from a fact of its own."""
    equations: dict[str, Formula] = dict(world.equations)
    equations |= {name: Is(_in_fact(name)) for name in world.choices}
    context = dict(world.given)
    context |= {_in_fact(name): world.facts[name] for name in world.choices}
    return causal_model(equations, context)


def _in_fact(name: str) -> str:
    return f"{name} in fact"


def _subsets(own: tuple[Choice, ...]) -> Iterator[tuple[Choice, ...]]:
    """The departures of one person together, then fewer of them."""
    yield own
    if 1 < len(own) <= MOST_OWN:
        yield from chain.from_iterable(combinations(own, n) for n in range(1, len(own)))


def _smallest(model: Model, switched: Iterable[tuple[Choice, ...]], effect: Formula) -> Sole | None:
    """The sets of choices with the smallest W, then the fewest choices; None if none averts."""
    found: list[Sole] = []
    for choices in switched:
        values = {choice.id: choice.baseline for choice in choices}
        held = smallest_witness(model, values, effect)
        if held is not None:
            found.append(Sole(tuple(values), held))
    return min(found, key=lambda sole: (len(sole.held), len(sole.own)), default=None)


def _joined(world: World, model: Model, effect: Formula, rest: list[str]) -> dict[str, Joint]:
    """Who of `rest` is in a smallest group that is a cause, with whom; raises BudgetSpent."""
    groups: list[frozenset[str]] = []
    joint: dict[str, Joint] = {}
    if 2 ** len(rest) > MOST_GROUPS:
        raise BudgetSpent(2 ** len(rest))
    for size in range(2, len(rest) + 1):
        for people in combinations(rest, size):
            group = frozenset(people)
            if any(smaller <= group for smaller in groups):
                continue
            own = tuple(c for person in people for c in world.departures[person])
            if found := _smallest(model, [own], effect):
                groups.append(group)
                for person in people:
                    others = tuple(other for other in people if other != person)
                    joint.setdefault(person, Joint(others, found.held))
    return joint
