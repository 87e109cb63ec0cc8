"""A pack made ready for many cases: the rules in force as units, overriders first.

Idea: rules that have the same effects, override the same and are overridden by the same need not be
told apart: they are one unit, which fires when one of them does. Where each of them has facts of its
own, such a unit is a coin that nobody has tossed yet, whichever of those facts are open. Under a transition two laws judge a case at once; a unit belongs to one of them, and a rule in
force under both is two units with one condition.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

from remit.engines.rules.cells import cells
from remit.engines.rules.conditions import Condition, Some, Value, atoms, facts_of
from remit.engines.rules.pack import Effect, EffectKind, Pack, Rule

RuleSet = tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Rules of one law that need not be told apart.

    `effects` and `beaten_by` are numbers of effects and units. A `coin` has facts that no other unit
    asks for (but its own counterpart in the other law), each once.
    """

    law: int
    rules: tuple[Rule, ...]
    condition: Condition
    effects: frozenset[int]
    beaten_by: tuple[int, ...]
    coin: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledPack:
    """The units of one or two laws, overriders before overridden, and their distinct effects.

    `answers` are the values a fact can take where it is open.
    """

    pack: Pack
    laws: tuple[RuleSet, ...]
    units: tuple[Unit, ...]
    effects: tuple[tuple[int, Effect], ...]
    facts: tuple[str, ...]
    answers: Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class _Draft:
    law: int
    rules: tuple[Rule, ...]
    coin: str


def compile_laws(pack: Pack, laws: Sequence[RuleSet]) -> CompiledPack:
    """The rules of these laws made ready."""
    rules = list({rule.id: rule for law in laws for rule in law}.values())
    drafts = _in_order(list(_drafts(laws, rules)))
    effects = list(dict.fromkeys((d.law, e) for d in drafts for e in _told(d.rules[0])))
    places = {effect: place for place, effect in enumerate(effects)}
    asked = {fact for rule in rules for fact in facts_of(rule.condition)}
    return CompiledPack(
        pack,
        tuple(laws),
        tuple(_unit(draft, drafts, places) for draft in drafts),
        tuple(effects),
        tuple(term.id for term in pack.vocabulary if term.id in asked),
        {t.id: tuple(c.value for c in cells(t, rules)) for t in pack.vocabulary if t.id in asked},
    )


def _drafts(laws: Sequence[RuleSet], rules: Sequence[Rule]) -> Iterator[_Draft]:
    named = frozenset(name for rule in rules for name in rule.overrides)
    askers = Counter(fact for rule in rules for fact in facts_of(rule.condition))
    alike: dict[tuple[bool, object], list[Rule]] = {}
    for rule in rules:
        own = _is_read_once(rule) and all(askers[f] == 1 for f in facts_of(rule.condition))
        alike.setdefault((own, _profile(rule, laws, named)), []).append(rule)
    for number, ((own, _), group) in enumerate(alike.items()):
        coin = f"coin {number}" if own else ""
        for law, members in enumerate(laws):
            if group[0] in members:
                yield _Draft(law, tuple(group), coin)


def _is_read_once(rule: Rule) -> bool:
    asked = [atom.fact for atom in atoms(rule.condition)]
    return bool(asked) and len(asked) == len(set(asked))


def _profile(rule: Rule, laws: Sequence[RuleSet], named: frozenset[str]) -> object:
    """What has to agree for rules to be one unit: the laws, the effects, who beats whom."""
    return (
        tuple(rule in law for law in laws),
        frozenset(_told(rule)),
        frozenset(rule.overrides),
        frozenset({rule.id, rule.label}) & named,
    )


def _told(rule: Rule) -> tuple[Effect, ...]:
    """The effects that a result depends on."""
    return tuple(effect for effect in rule.effects if effect.kind is not EffectKind.NOTE)


def _beats(winner: _Draft, loser: _Draft) -> bool:
    names = {loser.rules[0].id, loser.rules[0].label}
    return winner.law == loser.law and not names.isdisjoint(winner.rules[0].overrides)


def _in_order(drafts: list[_Draft]) -> list[_Draft]:
    graph = {
        number: [n for n, other in enumerate(drafts) if n != number and _beats(other, draft)]
        for number, draft in enumerate(drafts)
    }
    return [drafts[number] for number in TopologicalSorter(graph).static_order()]


def _unit(
    draft: _Draft, drafts: Sequence[_Draft], places: Mapping[tuple[int, Effect], int]
) -> Unit:
    conditions = tuple(rule.condition for rule in draft.rules)
    condition = conditions[0] if len(conditions) == 1 else Some(conditions)
    return Unit(
        draft.law,
        draft.rules,
        condition,
        frozenset(places[draft.law, effect] for effect in _told(draft.rules[0])),
        tuple(n for n, other in enumerate(drafts) if other is not draft and _beats(other, draft)),
        draft.coin,
        facts_of(condition),
    )
