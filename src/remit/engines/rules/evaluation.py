"""The rules of a pack against the facts of a case: what came out, and what is still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from remit.engines.rules.cells import Cell, always, cells, overriding, standing
from remit.engines.rules.conditions import Condition, Value, given_all
from remit.engines.rules.facts import Fact, FactStatus
from remit.engines.rules.laws import Laws
from remit.engines.rules.pack import Pack, Rule


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`rules` are those of the laws that come into question, in the pack's order.

    `left` is what remains of each condition once the known facts are in; `truth` says how it comes
    out whatever the open facts are, or None where that depends. `answers` are the cells of facts;
    `unheeded` the facts asserted by somebody who may not assert them.
    """

    pack: Pack
    act_on: date
    laws: Laws
    facts: Mapping[str, Fact]
    known: Mapping[str, Value]
    rules: tuple[Rule, ...]
    left: Mapping[str, Condition]
    truth: Mapping[str, bool | None]
    answers: Mapping[str, Sequence[Cell]]
    unheeded: tuple[str, ...]

    def fired(self, law: int) -> tuple[Rule, ...]:
        """The rules of a law whose conditions hold, overridden or not."""
        return tuple(rule for rule in self.rules if self.truth[rule.id] and self.of(rule, law))

    def pending(self, law: int) -> tuple[Rule, ...]:
        """The rules of a law whose conditions depend on open facts."""
        return tuple(r for r in self.rules if self.truth[r.id] is None and self.of(r, law))

    def of(self, rule: Rule, law: int) -> bool:
        """Whether the rule belongs to a law, named by its place."""
        return self.laws.days[law] in rule.valid

    def defeaters(self, rule: Rule, law: int) -> tuple[Rule, ...]:
        """The standing rules of the law that override this one."""
        return overriding(rule, standing(self.fired(law)))

    def threats(self, rule: Rule, law: int) -> tuple[Rule, ...]:
        """The pending rules of the law that would override this one."""
        return overriding(rule, self.pending(law))


def evaluate(pack: Pack, facts: Mapping[str, Fact], act_on: date, asked: Laws) -> Evaluation:
    """The pack's rules under the laws in question, simplified by what is known."""
    unheeded = tuple(name for name, fact in facts.items() if not _heeded(pack, name, fact))
    known = {
        name: fact.known
        for name, fact in facts.items()
        if fact.known is not None and name not in unheeded
    }
    rules = tuple(rule for rule in pack.rules if any(day in rule.valid for day in asked.days))
    answers = _Answers(pack, rules)
    left = {rule.id: _left(rule, known) for rule in rules}
    truth = {
        name: condition if isinstance(condition, bool) else always(condition, answers)
        for name, condition in left.items()
    }
    return Evaluation(pack, act_on, asked, facts, known, rules, left, truth, answers, unheeded)


class _Answers(dict[str, tuple[Cell, ...]]):
    """The cells of each fact, made when first asked for."""

    def __init__(self, pack: Pack, rules: tuple[Rule, ...]) -> None:
        super().__init__()
        self._pack, self._rules = pack, rules

    def __missing__(self, fact: str) -> tuple[Cell, ...]:
        self[fact] = cells(self._pack.term(fact), self._rules)
        return self[fact]


def _left(rule: Rule, known: Mapping[str, Value]) -> Condition:
    said = rule.truth(known)
    return given_all(rule.condition, known) if said is None else said


def _heeded(pack: Pack, name: str, fact: Fact) -> bool:
    return fact.status is not FactStatus.ASSERTED or pack.term(name).heeds(fact.party)
