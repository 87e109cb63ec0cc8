"""Situations as fault trees in the exchange format of other programs, and back.

Idea: a departure from duty is a basic event; circumstances are house events, or basic events where
they have a likelihood. What a fault tree has no place for (who owns a choice, what was owed) travels
as attributes. In a tree from elsewhere an event without an owner stands for itself, so that its
share is the share of the event.
"""

import re
from collections.abc import Mapping
from fractions import Fraction

from remit.engines.attribution.situation import (
    Choice,
    Circumstance,
    Equation,
    Kind,
    Outcome,
    Owner,
    Situation,
)
from remit.engines.attribution.world import departure
from remit.engines.faulttree import FaultTree
from remit.engines.formulas import (
    AllOf,
    AnyOf,
    Constant,
    Formula,
    Is,
    Not,
    Quorum,
    named,
)
from remit.engines.words import Words

EVEN = 0.5
HARM = "harm_in_question"
CIRCUMSTANCE = "circumstance"
_FORBIDDEN = re.compile(r"\W", re.ASCII)


def tree_of(situation: Situation) -> FaultTree:
    """The situation as a fault tree whose top is the least grave level of the harm.

    A departure without a likelihood has even odds. Gates of fault do not enter: they say whose fault
    something was, not whether it happened. Neither does what does not lead to the top.
    """
    names = _names(situation)
    gates: dict[str, Formula] = {
        names[e.id]: _renamed(e.formula, names) for e in situation.equations
    }
    chances: dict[str, float] = {}
    attributes: dict[str, Mapping[str, str]] = {}
    for choice in situation.choices:
        event = names[departure(choice)]
        if choice.baseline:
            gates[names[choice.id]] = Not(Is(event))
        chances[event] = EVEN if choice.likelihood is None else float(choice.likelihood)
        attributes[event] = _attributes(situation, choice)
    for fact in situation.circumstances:
        if fact.likelihood is None:
            gates[names[fact.id]] = Constant(fact.actual)
        else:
            chances[names[fact.id]] = float(fact.likelihood)
            attributes[names[fact.id]] = {CIRCUMSTANCE: str(fact.actual).lower()}
    labels = {names[f.id]: f.label.pick("en") for f in situation.facts}
    top = names[situation.outcome.factor]
    if top not in gates:
        gates[HARM] = Is(top)
        top = HARM
    return FaultTree(
        _plain(situation.id), top, _leading_to(top, gates), chances, labels, attributes
    )


def _leading_to(top: str, gates: Mapping[str, Formula]) -> dict[str, Formula]:
    """The gates that the top needs: another program takes a gate that none needs for a top."""
    needed, waiting = {top}, [top]
    while waiting:
        found = set(named(gates[waiting.pop()])) & gates.keys() - needed
        needed |= found
        waiting += found
    return {name: formula for name, formula in gates.items() if name in needed}


def _names(situation: Situation) -> dict[str, str]:
    """A name the exchange format allows for every factor and departure, each its own."""
    factors = [*(fact.id for fact in situation.facts), *(e.id for e in situation.equations)]
    plain = {factor: _plain(factor) for factor in factors}
    plain |= {departure(c): f"{plain[c.id]}_departed" for c in situation.choices if c.baseline}
    names: dict[str, str] = {}
    taken = {HARM}
    for factor, wanted in plain.items():
        name = wanted
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}_{number}"
        taken.add(name)
        names[factor] = name
    return names


def _plain(text: str) -> str:
    plain = _FORBIDDEN.sub("_", text)
    return plain if plain[:1].isalpha() else f"n{plain}"


def _attributes(situation: Situation, choice: Choice) -> dict[str, str]:
    owner = situation.owner_of[choice.id]
    return {
        "owner": owner.key if owner else choice.owner,
        "person": owner.person if owner else "",
        "kind": choice.kind.value,
        "departed": str(choice.departs).lower(),
        "otherwise": choice.otherwise.pick("en"),
    }


def _renamed(formula: Formula, names: Mapping[str, str]) -> Formula:
    match formula:
        case Is(factor):
            return Is(names[factor])
        case Not(part):
            return Not(_renamed(part, names))
        case AllOf(parts):
            return AllOf(tuple(_renamed(part, names) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_renamed(part, names) for part in parts))
        case Quorum(count, parts):
            return Quorum(count, tuple(_renamed(part, names) for part in parts))
        case Constant():
            return formula


def situation_of_tree(tree: FaultTree) -> Situation:
    """A fault tree as a situation in which every event that is not said to be otherwise departed."""
    used = dict.fromkeys([tree.top, *(n for f in tree.gates.values() for n in named(f))])
    events = [name for name in used if name not in tree.gates]
    said = {name: tree.attributes.get(name, {}) for name in events}
    label = tree.labels.get(tree.top, tree.top)
    return Situation(
        tree.name,
        Words("", tree.name),
        tuple(_owner(key, person) for key, person in _owners(said).items()),
        tuple(_choice(name, tree, said[name]) for name in events if CIRCUMSTANCE not in said[name]),
        tuple(_given(name, tree, said[name]) for name in events if CIRCUMSTANCE in said[name]),
        tuple(Equation(name, formula) for name, formula in tree.gates.items()),
        Outcome(tree.top, Fraction(1), "", Words("", label)),
    )


def _owners(said: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The owners' keys with their persons; an event without an owner is its own."""
    return {
        facts.get("owner", name): facts.get("person") or facts.get("owner", name)
        for name, facts in said.items()
        if CIRCUMSTANCE not in facts
    }


def _owner(key: str, person: str) -> Owner:
    return Owner(key, person, Words("", person))


def _given(name: str, tree: FaultTree, said: Mapping[str, str]) -> Circumstance:
    label = Words("", tree.labels.get(name, name))
    return Circumstance(name, label, said[CIRCUMSTANCE] != "false", likelihood=_chance(name, tree))


def _chance(name: str, tree: FaultTree) -> Fraction | None:
    chance = tree.probabilities.get(name)
    return None if chance is None else Fraction(str(chance))


def _choice(name: str, tree: FaultTree, said: Mapping[str, str]) -> Choice:
    label = tree.labels.get(name, name)
    otherwise = said.get("otherwise", f"prevented {label}")
    kind = said.get("kind", "")
    return Choice(
        name,
        said.get("owner", name),
        Words("", label),
        Words("", otherwise),
        actual=said.get("departed", "true") != "false",
        kind=Kind(kind) if kind in set(Kind) else Kind.ACT,
        likelihood=_chance(name, tree),
    )
