"""The cards of a situation and the links between them, equations resolved into gates.

Idea: as few gates as tell the same. What only repeats or negates another factor needs none; a gate
used once by a gate of its own kind is part of it; work left undone by fault or because a condition
was not met is one card, to which the missing condition leads; the gate of a harm is the harm's card.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from remit.engines.attribution.answer import Report
from remit.engines.attribution.pictures.cards import Card, Cards, Form
from remit.engines.attribution.situation import NO_WORDS, Choice, Equation, Gate, Situation
from remit.engines.attribution.world import World
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum, holds, named
from remit.engines.words import Words

ACCOUNT = "account"


class Link(NamedTuple):
    """One thing leads to another; `condition` if it only lets a choice be a fault."""

    source: str
    target: str
    negated: bool
    active: bool
    condition: bool = False


@dataclass(frozen=True, slots=True)
class Net:
    """Cards by key, in the order of writing; `last` lead to nothing: the harm and the account."""

    cards: Mapping[str, Card]
    links: tuple[Link, ...]
    last: tuple[str, ...]


class Source(NamedTuple):
    """What is written on a card, or its reverse."""

    key: str
    negated: bool = False

    @property
    def reverse(self) -> "Source":
        """The opposite."""
        return Source(self.key, not self.negated)


def net_of(situation: Situation, report: Report, language: str, *, terse: bool = False) -> Net:
    """The net that the graph of causes draws; `terse` spares gates although they have a label."""
    world = World(situation, {})
    building = _Building(world, Cards(world, report, language), terse)
    building.add_factors()
    building.add_equations()
    building.add_harms()
    building.add_conditions()
    return building.net(with_account=bool(report.system.share))


def gate_words(formula: Formula) -> Words:
    """How a gate is called; a formula of one part needs no gate."""
    match formula:
        case AllOf(parts) if len(parts) > 1:
            return Words("同时具备", "all of these")
        case AnyOf(parts) if len(parts) > 1:
            return Words("有其一", "any of these")
        case Quorum(count, parts) if len(parts) > 1:
            return Words(f"至少{count}项", f"at least {count} of these")
        case Constant(value):
            return Words("始终如此", "always") if value else Words("从不", "never")
    return NO_WORDS


@dataclass
class _Building:
    world: World
    writer: Cards
    terse: bool
    cards: dict[str, Card] = field(default_factory=dict)
    causes: dict[str, list[Source]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    stands: dict[str, Source] = field(default_factory=dict)
    held: dict[str, bool] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    loose: dict[str, type[Formula]] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        situation = self.world.situation
        self.levels = {level.factor: n for n, level in enumerate(situation.outcome.levels)}
        self.uses = Counter(name for e in situation.equations for name in named(e.formula))
        self.uses.update(gate.factor for choice in situation.choices for gate in choice.gates)
        self.uses.update(self.levels)

    def add_factors(self) -> None:
        """A card for every choice and circumstance: what was done, what was so."""
        for choice in self.world.situation.choices:
            key = f"choice:{choice.id}"
            self.cards[key] = self.writer.choice(choice)
            self.stands[choice.id] = Source(key, not choice.actual)
            self.held[key] = choice.id not in self.world.excused
        for fact in self.world.situation.circumstances:
            key = f"circumstance:{fact.id}"
            self.cards[key] = self.writer.circumstance(fact)
            self.stands[fact.id] = Source(key)
            self.held[key] = self.world.facts[fact.id]

    def add_equations(self) -> None:
        """Gates for the equations, causes before what follows from them."""
        equations = {equation.id: equation for equation in self.world.situation.equations}
        for equation in (equations[name] for name in self.world.order if name in equations):
            source = self._undone(equation) or self._resolved(equation)
            self.stands[equation.id] = source
            if self.uses[equation.id] != 1:
                self.loose.pop(source.key, None)

    def _undone(self, equation: Equation) -> Source | None:
        """The choice, if the equation says: by this fault, or because a gate of it was shut."""
        formula = equation.formula
        if not isinstance(formula, AnyOf) or equation.id in self.levels:
            return None
        for choice in (self.world.choices.get(name) for name in named(formula)):
            if choice is None or not choice.actual or self.uses[choice.id] != 1:
                continue
            if equation.label not in {NO_WORDS, choice.label}:
                continue
            if {Is(choice.id), *map(_shut, choice.gates)}.issuperset(formula.parts):
                self.undone.add(choice.id)
                self.held[f"choice:{choice.id}"] = self.world.facts[equation.id]
                return self.stands[choice.id]
        return None

    def _resolved(self, equation: Equation) -> Source:
        """What stands for an equation: a gate of its own, or the card it only repeats."""
        before, found = set(self.cards), dict[int, Source]()
        waiting: list[tuple[Formula, bool]] = [(equation.formula, False)]
        while waiting:
            formula, parts_done = waiting.pop()
            parts = _parts(formula)
            if not parts_done:
                waiting.append((formula, True))
                waiting.extend((part, False) for part in reversed(parts))
            elif isinstance(formula, Is):
                found[id(formula)] = self.stands[formula.factor]
            elif isinstance(formula, Not):
                found[id(formula)] = found[id(formula.part)].reverse
            else:
                sources = [found[id(part)] for part in parts]
                key = f"gate:{equation.id}:{len(found)}"
                found[id(formula)] = self._gate(formula, sources, key)
        source = found[id(equation.formula)]
        own = not source.negated and (source.key not in before or source.key in self.loose)
        return self._labelled(equation, source, own=own)

    def _gate(self, formula: Formula, sources: list[Source], key: str) -> Source:
        """A gate, unless there is but one way into it."""
        if len(sources) == 1 and not isinstance(formula, Constant):
            return sources[0]
        self.held[key] = holds(formula, self.world.facts)
        self.words[key] = gate_words(formula)
        self.cards[key] = self.writer.gate(self.words[key], NO_WORDS, held=self.held[key])
        self.causes[key] = []
        for source in sources:
            same = self.loose.get(source.key) is type(formula) and not source.negated
            self.causes[key] += self._dissolved(source.key) if same else [source]
        if isinstance(formula, AllOf | AnyOf):
            self.loose[key] = type(formula)
        return Source(key)

    def _dissolved(self, key: str) -> list[Source]:
        """What led to a gate, which is taken away."""
        del self.cards[key]
        self.loose.pop(key, None)
        return self.causes.pop(key)

    def _labelled(self, equation: Equation, source: Source, *, own: bool) -> Source:
        """What stands for an equation with its label; its `own` gate bears the label itself."""
        held, label = self.world.facts[equation.id], equation.label
        if equation.id in self.levels:
            return self._harm(equation, source, own=own)
        if label == NO_WORDS or (self.terse and not own):
            return source
        key = source.key if own else f"label:{equation.id}"
        words = self.words[key] if own else NO_WORDS
        self.cards[key], self.held[key] = self.writer.gate(words, label, held=held), held
        if not own:
            self.causes[key] = [source]
        elif not self.terse:
            self.loose.pop(key, None)
        return Source(key)

    def _harm(self, equation: Equation, source: Source, *, own: bool) -> Source:
        """The card of a level of the harm, in place of its `own` gate or behind the source."""
        place = self.levels[equation.id]
        key, words = f"harm:{place}", self.words[source.key] if own else NO_WORDS
        level = self.world.situation.outcome.levels[place]
        self.cards[key] = self.writer.harm(level, words)
        self.held[key] = self.world.facts[equation.id]
        self.causes[key] = self._dissolved(source.key) if own else [source]
        return Source(key)

    def add_harms(self) -> None:
        """The levels of the harm that are no equations: choices or circumstances themselves."""
        for place, level in enumerate(self.world.situation.outcome.levels):
            key = f"harm:{place}"
            if key not in self.cards:
                self.cards[key] = self.writer.harm(level, NO_WORDS)
                self.causes[key] = [self.stands[level.factor]]

    def add_conditions(self) -> None:
        """What let a choice be a fault; or, where it was missing, led to the work left undone."""
        for choice in self.world.situation.choices:
            for gate in choice.gates:
                self._condition(choice, gate)

    def _condition(self, choice: Choice, gate: Gate) -> None:
        source = self.stands[gate.factor]
        source = source if gate.kind.open_when else source.reverse
        met = self.world.facts[gate.factor] is gate.kind.open_when
        if choice.id in self.undone and not met:
            self._link(source.reverse, f"choice:{choice.id}")
        else:
            self._link(source, f"choice:{choice.id}", condition=True)

    def _link(self, source: Source, target: str, *, condition: bool = False) -> None:
        active = self.held[source.key] is not source.negated
        self.links.append(Link(source.key, target, source.negated, active, condition))

    def net(self, *, with_account: bool) -> Net:
        """The net without what leads nowhere; choices are never left out."""
        for target, sources in self.causes.items():
            for source in dict.fromkeys(sources):
                self._link(source, target)
        leading = {link.source for link in self.links}
        harms = [f"harm:{place}" for place in range(len(self.levels))]
        last = [key for key in harms if key not in leading]
        if with_account:
            self.cards[ACCOUNT] = self.writer.account()
            last.append(ACCOUNT)
        needed = self._needed()
        return Net(
            {key: card for key, card in self.cards.items() if key in needed},
            tuple(link for link in self.links if link.target in needed),
            tuple(last),
        )

    def _needed(self) -> set[str]:
        before: dict[str, list[str]] = {}
        for link in self.links:
            before.setdefault(link.target, []).append(link.source)
        kinds = {Form.CHOICE, Form.HARM, Form.ACCOUNT}
        waiting = [key for key, card in self.cards.items() if card.form in kinds]
        needed: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key not in needed:
                needed.add(key)
                waiting.extend(before.get(key, ()))
        return needed


def _shut(gate: Gate) -> Formula:
    """That a gate is shut."""
    return Not(Is(gate.factor)) if gate.kind.open_when else Is(gate.factor)


def _parts(formula: Formula) -> tuple[Formula, ...]:
    match formula:
        case Not(part):
            return (part,)
        case AllOf(parts) | AnyOf(parts) | Quorum(_, parts):
            return parts
        case Is() | Constant():
            return ()
