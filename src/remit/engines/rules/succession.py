"""Which rule of a former law spoke of what a rule of the later law speaks of.

Idea: laws are renumbered and rewritten, so that no name tells. Two rules are akin when their instruments
follow each other, they do the same kind of thing, ask for a common fact, and can hold in one case.
"""

from collections.abc import Iterator

from remit.engines.rules.conditions import Atom, Condition, Every, Test, Value, facts_of
from remit.engines.rules.pack import Pack, Rule
from remit.engines.rules.sources import Instrument


def akin(pack: Pack, rule: Rule, other: Rule) -> bool:
    """Whether two rules are one, one place on other days, or one matter under a law before or after."""
    ours, theirs = rule.citations[0], other.citations[0]
    if other == rule or ours.instrument == theirs.instrument:
        same = other.label == rule.label or ours.reference == theirs.reference
        return other == rule or (same and other.valid != rule.valid)
    return _follows(pack, ours.instrument, theirs.instrument) and _same_matter(rule, other)


def _same_matter(one: Rule, other: Rule) -> bool:
    """Whether both say the same kind of thing and can hold in one and the same case."""
    kinds = [{effect.kind for effect in rule.effects} for rule in (one, other)]
    first, second = _wanted(one.condition), _wanted(other.condition)
    shared = first.keys() & second.keys()
    asked = set(facts_of(one.condition)) & set(facts_of(other.condition))
    return kinds[0] == kinds[1] and bool(asked) and all(first[f] & second[f] for f in shared)


def _wanted(condition: Condition) -> dict[str, set[Value]]:
    """The answers that a condition needs of the facts it lists one by one."""
    parts = condition.parts if isinstance(condition, Every) else (condition,)
    listed = [p for p in parts if isinstance(p, Atom) and p.test is Test.IN]
    nested = [_wanted(part) for part in parts if isinstance(part, Every)]
    found = {atom.fact: set(atom.values) for atom in listed}
    return {fact: values for each in (*nested, found) for fact, values in each.items()}


def _follows(pack: Pack, one: Instrument, other: Instrument) -> bool:
    """Whether one instrument took the other's place, through others too, or begins when it ends."""
    if one.valid.since == other.valid.until or other.valid.since == one.valid.until:
        return True
    known = {i.id: i for i in pack.instruments}

    def older(start: Instrument) -> Iterator[str]:
        seen, at = {start.id}, known.get(start.supersedes)
        while at is not None and at.id not in seen:
            seen.add(at.id)
            yield at.id
            at = known.get(at.supersedes)

    return other.id in older(one) or one.id in older(other)
