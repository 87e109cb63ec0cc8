"""The rules of a pack against the facts of a case: what came out, and what is still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from remit.engines.rules.conditions import Condition, Value, given_all
from remit.engines.rules.facts import Fact
from remit.engines.rules.pack import Pack, Rule
from remit.engines.rules.reach import Cell, always, cells, overriding, standing


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`rules` are those in force on the day of the act, in the pack's order.

    `left` is what remains of each condition once the known facts are in; `truth` says how it comes
    out whatever the open facts are, or None where that depends. `answers` are the cells of facts.
    """

    pack: Pack
    act_on: date
    facts: Mapping[str, Fact]
    known: Mapping[str, Value]
    rules: tuple[Rule, ...]
    left: Mapping[str, Condition]
    truth: Mapping[str, bool | None]
    answers: Mapping[str, Sequence[Cell]]

    @property
    def fired(self) -> tuple[Rule, ...]:
        """The rules whose conditions hold, overridden or not."""
        return tuple(rule for rule in self.rules if self.truth[rule.id])

    @property
    def pending(self) -> tuple[Rule, ...]:
        """The rules whose conditions depend on open facts."""
        return tuple(rule for rule in self.rules if self.truth[rule.id] is None)

    def defeaters(self, rule: Rule) -> tuple[Rule, ...]:
        """The standing rules that override this one."""
        return overriding(rule, standing(self.fired))

    def threats(self, rule: Rule) -> tuple[Rule, ...]:
        """The pending rules that would override this one."""
        return overriding(rule, self.pending)


def evaluate(pack: Pack, facts: Mapping[str, Fact], act_on: date) -> Evaluation:
    """The pack's rules of the day of the act, simplified by what is known."""
    known = {name: fact.known for name, fact in facts.items() if fact.known is not None}
    rules = tuple(rule for rule in pack.rules if act_on in rule.valid)
    answers = {term.id: cells(term, rules) for term in pack.vocabulary}
    left = {rule.id: given_all(rule.condition, known) for rule in rules}
    truth = {name: always(condition, answers) for name, condition in left.items()}
    return Evaluation(pack, act_on, facts, known, rules, left, truth, answers)
