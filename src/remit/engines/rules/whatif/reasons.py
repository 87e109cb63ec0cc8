"""Which rules are behind a change: those that stand otherwise than before, or say something else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from remit.engines.rules.batch.cases import Cases
from remit.engines.rules.batch.kleene import FALSE, MAYBE, TRUE, Truths
from remit.engines.rules.batch.regimes import Days
from remit.engines.rules.batch.tracing import rules_standing
from remit.engines.rules.pack import EffectKind, Pack, Rule
from remit.engines.rules.whatif.answer import RuleBehind
from remit.engines.words import Words

MOST_NAMED = 3
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """How one rule lies in the changed cases, before and after; `altered` where its text differs."""

    rule: Rule
    before: Truths
    after: Truths
    altered: Flags

    @property
    def differs(self) -> Flags:
        """The changed cases in which the rule is behind the change."""
        found: Flags = (self.before != self.after) | self.altered
        return found

    @property
    def counted(self) -> RuleBehind:
        """The rule with its numbers of cases."""
        more, less = self.after > self.before, self.after < self.before
        numbers = (int(np.count_nonzero(each)) for each in (more, less, self.altered))
        return RuleBehind(self.rule.id, self.rule.title, *numbers)

    def reason(self, case: int) -> Words:
        """What became of the rule in one changed case."""
        title = Words(f"“{self.rule.title.zh}”", f"“{self.rule.title.en}”")
        said = _REASONS[int(self.before[case]), int(self.after[case])]
        return Words(f"{title.zh}{said.zh}", f"{title.en} {said.en}")


_ALTERED = Words("效果改变", "says something else")
_GENERAL = Words(
    "规则包的通用部分（事实、处理方式、并合或者新旧法衔接）不同",
    "the general part of the packs differs: facts, measures, concurrence or transition",
)
_REASONS = {
    (FALSE, TRUE): Words("现在适用", "now applies"),
    (FALSE, MAYBE): Words("现在可能适用", "may now apply"),
    (MAYBE, TRUE): Words("现在确定适用", "now applies for certain"),
    (TRUE, MAYBE): Words("是否适用变得待查", "no longer applies for certain"),
    (MAYBE, FALSE): Words("现在不会适用", "can no longer apply"),
    (TRUE, FALSE): Words("不再适用", "no longer applies"),
    (TRUE, TRUE): _ALTERED,
    (MAYBE, MAYBE): _ALTERED,
}


def behind(before: Pack, after: Pack, cases: Cases, days: tuple[Days, Days]) -> tuple[Behind, ...]:
    """The rules that differ in some of the changed cases, those of most cases first."""
    first, second = rules_standing(before, cases, days[0]), rules_standing(after, cases, days[1])
    nowhere = np.zeros(cases.size, dtype=np.int8)
    effects, conditions = _altered(_effects, before, after), _altered(_conditions, before, after)
    found = []
    for rule in {rule.id: rule for rule in (*before.rules, *after.rules)}.values():
        was, now = first.get(rule.id, nowhere), second.get(rule.id, nowhere)
        otherwise = (was != FALSE) & (rule.id in effects) | (was == MAYBE) & (rule.id in conditions)
        found.append(Behind(rule, was, now, (was == now) & otherwise))
    counted = [(one, int(np.count_nonzero(one.differs))) for one in found]
    ranked = sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])
    return tuple(one for one, _ in ranked)


def _altered(
    told: Callable[[Pack], Mapping[str, object]], before: Pack, after: Pack
) -> frozenset[str]:
    """The rules of both packs of which something else is told in one than in the other."""
    first, second = told(before), told(after)
    return frozenset(rule for rule in first if rule in second and first[rule] != second[rule])


def _conditions(pack: Pack) -> Mapping[str, object]:
    """When each rule stands: where that is open in both packs, it may be open in another way."""
    return {rule.id: (rule.condition, frozenset(rule.overrides)) for rule in pack.rules}


def _effects(pack: Pack) -> Mapping[str, object]:
    """What each rule does, by measures and not by rungs, so that ladders may differ."""
    ladder = pack.ladder
    return {
        rule.id: tuple(
            (e.kind, e.modality, ladder[e.low].code, ladder[e.high].code, e.steps, e.lean)
            for e in rule.effects
            if e.kind is not EffectKind.NOTE
        )
        for rule in pack.rules
    }


def reason_for(rules: Sequence[Behind], case: int) -> tuple[tuple[str, ...], Words]:
    """The rules behind one changed case, and what became of the first few of them."""
    found = [one for one in rules if one.differs[case]]
    if not found:
        return (), _GENERAL
    told = [one.reason(case) for one in found[:MOST_NAMED]]
    more = len(found) - len(told)
    zh, en = "；".join(t.zh for t in told), "; ".join(t.en for t in told)
    if more:
        zh, en = f"{zh}；另有{more}条规定", f"{en}; and {more} more"
    return tuple(one.rule.id for one in found), Words(zh, en)
