"""The range of measures that a pack's rules come to, as one function of all facts.

Every rule is the function that has its effects where it stands; effects that change nothing beside the
others are dropped as soon as two are joined, so that few different sets of them are left.
"""

from collections.abc import Hashable, Iterable, Iterator
from functools import reduce
from typing import cast

from remit.engines.rules.checks.diagrams import Node
from remit.engines.rules.checks.space import Space
from remit.engines.rules.checks.standing import Day
from remit.engines.rules.outcome import OutcomeStatus, outcome_of
from remit.engines.rules.pack import Effect, EffectKind, Modality, Pack, Rule

Effects = frozenset[Effect]
_BESIDE = (EffectKind.LEAN, EffectKind.NOTE, EffectKind.CONCUR)


class Ranges:
    """The range of measures as a function of the facts, built up from the effects of the rules."""

    def __init__(self, pack: Pack, space: Space) -> None:
        self.pack, self.space, self.diagrams = pack, space, space.diagrams
        self._marks: dict[str, dict[Hashable, Effects]] = {}

    def on(self, day: Day) -> Node:
        """Lower and upper end by rank; None where bands conflict. Raises TooLarge."""
        parts = [self._effects(day, rule) for rule in day.rules if tells(rule)]
        while len(parts) > 1:  # neighbours first: they ask for the same facts
            parts = [reduce(self._join, parts[n : n + 2]) for n in range(0, len(parts), 2)]
        whole = parts[0] if parts else self.diagrams.leaf(frozenset[Effect]())
        return self.diagrams.mapped(self._range, whole)

    def _effects(self, day: Day, rule: Rule) -> Node:
        marks = telling(self.pack, rule.effects)
        none = frozenset[Effect]()
        change = self._marks.setdefault(rule.id, {("holds", True): marks, ("holds", False): none})
        return self.diagrams.mapped(change.__getitem__, day.stands(rule))

    def _join(self, one: Node, other: Node) -> Node:
        return self.diagrams.combine(self._joined, one, other)

    def _joined(self, one: Node, other: Node) -> Node | None:
        values = self.diagrams.values
        if one == other:
            return one
        if one in values and other in values:
            marks = cast("Effects", values[one]) | cast("Effects", values[other])
            return self.diagrams.leaf(telling(self.pack, marks))
        return None

    def _range(self, marks: Hashable) -> tuple[int, int] | None:
        outcome = outcome_of(self.pack, cast("Effects", marks))
        if outcome.status is OutcomeStatus.CONFLICT:
            return None
        return outcome.low.rank, outcome.high.rank


def tells(rule: Rule) -> bool:
    """Whether a rule has a say in the range."""
    return any(effect.kind not in _BESIDE for effect in rule.effects)


def telling(pack: Pack, effects: Iterable[Effect]) -> Effects:
    """Effects without those that change nothing in the range beside the others."""
    given = tuple(effects)
    bands = {(e.low, e.high) for e in given if e.kind is EffectKind.BAND}
    if pack.concurrence is not None and bands:
        bands = {(max(low for low, _ in bands), max(high for _, high in bands))}
    caps = [e.high for e in given if e.kind is EffectKind.CAP]
    exempt = {Effect(e.kind, e.modality) for e in given if e.kind is EffectKind.EXEMPT}
    return frozenset(
        {
            *(Effect(EffectKind.BAND, Modality.SHALL, low, high) for low, high in bands),
            *(Effect(EffectKind.CAP, Modality.SHALL, high=min(caps)) for _ in caps[:1]),
            *exempt,
            *_furthest(given),
        }
    )


def _furthest(given: Iterable[Effect]) -> Iterator[Effect]:
    """Of the shifts one way with one modality, which do not add up, the longest."""
    for modality in Modality:
        steps = [e.steps for e in given if e.kind is EffectKind.SHIFT and e.modality is modality]
        for step in {min([0, *steps]), max([0, *steps])} - {0}:
            yield Effect(EffectKind.SHIFT, modality, steps=step)
