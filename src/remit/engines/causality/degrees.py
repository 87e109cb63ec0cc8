"""All causes of an effect, and degrees of responsibility and of blame.

Chockler and Halpern, "Responsibility and Blame: A Structural-Model Approach", J. Artificial
Intelligence Research 22:93-115 (2004); Halpern, Actual Causality (MIT Press 2016), 6.1 and 6.2.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from remit.engines.causality.asking import SET, Question, QuestionRefused, asked
from remit.engines.causality.comparison import Chosen, Reading
from remit.engines.causality.contingencies import Definition, contingency
from remit.engines.causality.halpern_pearl import is_minimal
from remit.engines.causality.model import Model
from remit.engines.causality.sweep import BUDGET, Way, smallest_sets
from remit.engines.causality.route import route
from remit.engines.causality.movement import OPEN
from remit.engines.findings import Finding, error
from remit.engines.formulas import Formula


@dataclass(frozen=True, slots=True)
class Cause:
    """An actual cause by the modified definition, and the smallest witness of it."""

    event: Mapping[str, bool]
    held: frozenset[str]


def causes(model: Model, effect: Formula, *, budget: int = BUDGET) -> tuple[Cause, ...]:
    """Every actual cause by the modified definition, the smallest first; the effect's own too.

    Raises QuestionRefused for names that the model does not have, and BudgetSpent: there may be
    exponentially many.
    """
    question = asked(model, effect, (), budget)
    return tuple(_cause(question, nodes) for nodes in _causes(question))


def _causes(question: Question) -> list[frozenset[int]]:
    if not question.effect_holds:
        return []
    moved = question.movement({}, hold=0, switch=1)
    if moved.settled != OPEN:
        return []
    found = smallest_sets(route(question.world, moved), question.meter)
    return sorted(found, key=lambda nodes: (len(nodes), sorted(nodes)))


def _cause(question: Question, nodes: frozenset[int]) -> Cause:
    way = question.undone({node: 1 - question.actual(node) for node in nodes}, hold=1)
    assert way
    event = {node: question.actual(node) for node in nodes}
    return Cause(question.named(event), frozenset(question.named(way.values)))


def responsibility(
    model: Model,
    variable: str,
    effect: Formula,
    *,
    definition: Definition = "updated",
    budget: int = BUDGET,
) -> Fraction:
    """How nearly the effect hung on the variable being as it was: from 0, no cause, to 1, alone.

    By the original and the updated definition 1/(k+1), where k others must depart from their actual
    values before it does (2004, definition 3.1); by the modified one 1/(|X|+|W|) for the smallest
    cause X it is part of with the smallest witness W (2016, 6.1). Raises as `is_cause` does.
    """
    question = asked(model, effect, (variable,), budget)
    node = model.network.number[variable]
    if not question.effect_holds:
        return Fraction(0)
    if definition == "modified":
        return _shared(question, node)
    found = contingency(question, {node: question.actual(node)}, definition)
    return Fraction(1, 1 + len(found.departed)) if found else Fraction(0)


def _shared(question: Question, node: int) -> Fraction:
    """The degree by the modified definition."""
    comparison = question.comparison(1, {})

    def against(chosen: Chosen) -> Reading | None:
        others = chosen.departed - {node}
        way = question.undone({}, hold=0, others=dict.fromkeys(others, SET))
        return way and _without(question, others, way)

    actual = question.actual(node)
    switched = Reading({node: 1 - actual}, None, frozenset(), holds=True)
    as_it_is = Reading({node: actual}, None, frozenset(), holds=False)
    chosen = comparison and comparison.refined((switched, as_it_is), against)
    if chosen is None:
        return Fraction(0)
    cause = {each: question.actual(each) for each in chosen.departed | {node}}
    if is_minimal(question, cause, "modified"):
        return Fraction(1, len(cause) + len(chosen.held))
    # Another part may be left out at the price of holding more: only all causes will tell.
    found = [_cause(question, nodes) for nodes in _causes(question) if node in nodes]
    return Fraction(1, min(len(cause.event) + len(cause.held) for cause in found))


def _without(question: Question, others: frozenset[int], way: Way) -> Reading:
    """The world in which the others alone undo the effect."""
    followed = {n for n in others & way.values.keys() if way.values[n] != question.actual(n)}
    still = (others | way.values.keys()) - followed
    fixed = {each: question.actual(each) for each in still}
    return Reading(fixed, frozenset(followed), frozenset(), holds=False)


def blame(
    situations: Iterable[tuple[Fraction, Model]],
    variable: str,
    effect: Formula,
    *,
    value: bool = True,
    definition: Definition = "updated",
    budget: int = BUDGET,
) -> Fraction:
    """The responsibility to be expected for the variable's having that value, from 0 to 1.

    `situations` are those the agent held possible, with their probabilities; where the variable has
    another value, the responsibility is none (2004, definition 3.4; 2016, 6.2). Its authors look
    at situations as they are once the variable is set. Each situation has the whole budget. Raises
    QuestionRefused where the probabilities do not sum to one, and as `responsibility` does.
    """
    held = tuple(situations)
    if any(probability < 0 for probability, _ in held) or sum(p for p, _ in held) != 1:
        raise QuestionRefused(_no_distribution(sum((p for p, _ in held), Fraction(0))))
    return sum(
        (
            probability * responsibility(model, variable, effect, definition=definition, budget=budget)
            for probability, model in held
            if model.actual[variable] == value
        ),
        Fraction(0),
    )


def _no_distribution(total: Fraction) -> Finding:
    return error(
        "causality.no_distribution",
        "situations",
        f"各情形的概率须为非负数，合计为1；现合计为{total}。",
        f"The probabilities of the situations must not be negative and sum to 1, not to {total}.",
        "Halpern, Actual Causality, 6.2",
    )
