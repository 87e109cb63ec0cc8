"""What open facts can be, which rules stand, and what holds whatever the open facts are.

Numbers are cut into the cells that the rules' thresholds make.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from remit.engines.rules.conditions import Condition, Value, atoms, facts_of, given
from remit.engines.rules.pack import Rule
from remit.engines.rules.vocabulary import FactType, Term
from remit.engines.words import Words

MOST_STATES = 20_000


class TooManyUnknowns(Exception):
    """More situations are possible than the bound allows; carries the open facts."""

    def __init__(self, facts: Sequence[str]) -> None:
        super().__init__(", ".join(facts))
        self.facts = tuple(facts)


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer to an open fact: a value, or a stretch of numbers with a value inside it."""

    value: Value
    words: Words


def cells(term: Term, rules: Sequence[Rule]) -> tuple[Cell, ...]:
    """The answers to a fact that the rules can tell apart."""
    if term.type is FactType.BOOL:
        return tuple(Cell(value, term.says(value)) for value in (True, False))
    if term.type is FactType.ENUM:
        return tuple(Cell(code, words) for code, words in term.values)
    found = {
        bound
        for rule in rules
        for atom in atoms(rule.condition)
        if atom.fact == term.id
        for bound in atom.values
        if isinstance(bound, Fraction)
    }
    return _stretches(term, sorted(found))


def _stretches(term: Term, bounds: Sequence[Fraction]) -> tuple[Cell, ...]:
    if not bounds:
        return (Cell(Fraction(0), Words("任何数值", "any number")),)
    first, last = term.says(bounds[0]), term.says(bounds[-1])
    found = [Cell(bounds[0] - 1, Words(f"{first.zh}以下", f"below {first.en}"))]
    for number, bound in enumerate(bounds):
        exactly = term.says(bound)
        found.append(Cell(bound, Words(f"恰为{exactly.zh}", f"exactly {exactly.en}")))
        if number + 1 < len(bounds):
            above = term.says(bounds[number + 1])
            words = Words(f"{exactly.zh}至{above.zh}之间", f"between {exactly.en} and {above.en}")
            found.append(Cell((bound + bounds[number + 1]) / 2, words))
    found.append(Cell(bounds[-1] + 1, Words(f"{last.zh}以上", f"above {last.en}")))
    return tuple(found)


def standing(fired: Sequence[Rule]) -> tuple[Rule, ...]:
    """The fired rules that no other standing rule overrides.

    Overriding has no loops (the pack was checked), so the answer is unique.
    """
    decided: dict[str, bool] = {}

    def stands(rule: Rule) -> bool:
        if rule.id not in decided:
            decided[rule.id] = not any(stands(other) for other in overriding(rule, fired))
        return decided[rule.id]

    return tuple(rule for rule in fired if stands(rule))


def overriding(rule: Rule, fired: Sequence[Rule]) -> tuple[Rule, ...]:
    """The fired rules that name this one, by id or label, as overridden."""
    return tuple(o for o in fired if rule.id in o.overrides or rule.label in o.overrides)


def always(condition: Condition, answers: Mapping[str, Sequence[Cell]]) -> bool | None:
    """True or False when the condition comes out so whatever the open facts are, else None."""
    left = {condition}
    for fact in facts_of(condition):
        left = {given(c, fact, cell.value) for c in left for cell in answers[fact]}
        if len(left) > MOST_STATES:
            return None
    values = {value for value in left if isinstance(value, bool)}
    return values.pop() if len(values) == 1 else None
