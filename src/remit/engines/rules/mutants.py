"""Small faults put into a pack one at a time: which of them would no test beside the rules notice?

Idea: a test that passes proves little if it would also pass with another rule. Each mutant changes one
thing in one rule: leaves it out, swaps may and shall, moves an end of its range, drops a condition,
moves a bound, forgets an exception. A mutant that every test lets through shows what is untested.
Source: R. DeMillo, R. Lipton, F. Sayward, Hints on Test Data Selection (Computer 11(4), 1978).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from remit.engines.rules.condition_mutants import changed_conditions
from remit.engines.rules.conditions import Value
from remit.engines.rules.facts import FactsRefused, parse_facts
from remit.engines.rules.pack import Effect, EffectKind, Modality, Pack, Rule
from remit.engines.rules.packtests import PackTest, run_test
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Mutant:
    """A pack in which one rule was changed; `after` is None where it was left out."""

    rule: Rule
    after: Rule | None
    change: Words
    pack: Pack


@dataclass(frozen=True, slots=True)
class Mutation:
    """How many mutants the tests found out, and those that went through."""

    total: int
    survivors: tuple[Mutant, ...]

    @property
    def killed(self) -> int:
        """The number of mutants that some test noticed."""
        return self.total - len(self.survivors)


def mutants(pack: Pack, only: str = "") -> Iterator[Mutant]:
    """Every mutant of the pack, or of one rule, in the pack's order."""
    for place, rule in enumerate(pack.rules):
        if only and rule.id != only:
            continue
        before, behind = pack.rules[:place], pack.rules[place + 1 :]
        yield Mutant(
            rule, None, Words("删去规则", "left out"), replace(pack, rules=(*before, *behind))
        )
        for change, after in _changed(pack, rule):
            yield Mutant(rule, after, change, replace(pack, rules=(*before, after, *behind)))


def mutation(
    pack: Pack, tests: Sequence[PackTest], chosen: Sequence[Mutant] | None = None
) -> Mutation:
    """How well these tests, which pass, guard the rules of the pack; of some mutants, or of all."""
    changed = tuple(mutants(pack)) if chosen is None else tuple(chosen)
    stated = [(test, _known(pack, test)) for test in tests]
    return Mutation(len(changed), tuple(m for m in changed if not _noticed(m, stated)))


Stated = Sequence[tuple[PackTest, Mapping[str, Value]]]


def _known(pack: Pack, test: PackTest) -> dict[str, Value]:
    try:
        facts = parse_facts(pack, test.facts)
    except FactsRefused:
        return {}
    return {name: fact.known for name, fact in facts.items() if fact.known is not None}


def _noticed(mutant: Mutant, stated: Stated) -> bool:
    return any(run_test(mutant.pack, test) for test in _touched(mutant, stated))


def _touched(mutant: Mutant, stated: Stated) -> list[PackTest]:
    """The tests in which the rule can fire before or after, those that name it first."""
    truths = [rule.truth for rule in (mutant.rule, mutant.after) if rule]
    found = [t for t in stated if any(truth(t[1]) is not False for truth in truths)]
    named = [mutant.rule.id not in str(test.expect.get("applied", "")) for test, _ in found]
    # Tests that leave much open take longest, and are asked last.
    ranked = sorted(range(len(found)), key=lambda n: (named[n], -len(found[n][1])))
    return [found[place][0] for place in ranked]


def _changed(pack: Pack, rule: Rule) -> Iterator[tuple[Words, Rule]]:
    for change, condition in changed_conditions(rule.condition):
        yield change, replace(rule, condition=condition)
    for place, effect in enumerate(rule.effects):
        for change, other in _effects(pack, effect):
            effects = (*rule.effects[:place], *other, *rule.effects[place + 1 :])
            yield change, replace(rule, effects=effects)
    for name in rule.overrides:
        left = tuple(other for other in rule.overrides if other != name)
        yield (
            Words(f"不再优先于“{name}”", f"no longer goes before “{name}”"),
            replace(rule, overrides=left),
        )


def _effects(pack: Pack, effect: Effect) -> Iterator[tuple[Words, tuple[Effect, ...]]]:
    if effect.kind is EffectKind.NOTE:
        return
    if effect.kind not in (EffectKind.BAND, EffectKind.CAP):
        other = Modality.MAY if effect.modality is Modality.SHALL else Modality.SHALL
        yield (
            Words("“可以”与“应当”互换", "may and shall swapped"),
            (replace(effect, modality=other),),
        )
    yield Words("删去后果", "its effect left out"), ()
    for low, high in _ends(pack, effect):
        names = f"{pack.ladder[low].code} - {pack.ladder[high].code}"
        yield Words(f"幅度改为{names}", f"range {names}"), (replace(effect, low=low, high=high),)
    if effect.kind is EffectKind.SHIFT:
        yield Words("方向相反", "the other way"), (replace(effect, steps=-effect.steps),)
    if effect.kind is EffectKind.LEAN:
        lean = "lighter" if effect.lean == "heavier" else "heavier"
        yield Words("从轻与从重互换", "lighter and heavier swapped"), (replace(effect, lean=lean),)


def _ends(pack: Pack, effect: Effect) -> Iterator[tuple[int, int]]:
    """The ranges one rung off at either end, still in order."""
    if effect.kind not in (EffectKind.BAND, EffectKind.CAP, EffectKind.CONCUR):
        return
    ends = [(effect.low, effect.high + 1), (effect.low, effect.high - 1)]
    if effect.kind is EffectKind.BAND:
        ends += [(effect.low - 1, effect.high), (effect.low + 1, effect.high)]
    for low, high in ends:
        if 0 <= low <= high < len(pack.ladder):
            yield low, high
