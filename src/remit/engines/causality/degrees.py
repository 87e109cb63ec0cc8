"""All causes of an effect, and degrees of responsibility and of blame.

Chockler and Halpern, "Responsibility and Blame: A Structural-Model Approach", J. Artificial
Intelligence Research 22:93-115 (2004); Halpern, Actual Causality (MIT Press 2016), chapter 6.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from remit.engines.causality.asking import Question, QuestionRefused, Values, asked
from remit.engines.causality.comparison import Chosen, Reading
from remit.engines.causality.contingencies import Definition, contingency
from remit.engines.causality.halpern_pearl import is_minimal
from remit.engines.causality.model import Model
from remit.engines.causality.movement import FREE, OPEN
from remit.engines.causality.route import route
from remit.engines.causality.sweep import BUDGET, BudgetSpent, Meter, smallest_sets
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
    return tuple(_cause(question, nodes) for nodes in _causes(question, question.meter))


def _causes(question: Question, meter: Meter) -> list[frozenset[int]]:
    if not question.effect_holds:
        return []
    moved = question.movement({}, hold=0, switch=1)
    if moved.settled != OPEN:
        return []
    found = smallest_sets(route(question.world, moved), meter)
    return sorted(found, key=lambda nodes: (len(nodes), sorted(nodes)))


def _cause(question: Question, nodes: frozenset[int]) -> Cause:
    held = question.undone({node: 1 - question.actual(node) for node in nodes}, hold=1)
    assert held is not None  # noqa: S101 - a cause is what can be undone
    event = {node: question.actual(node) for node in nodes}
    return Cause(question.named(event), frozenset(question.named(held)))


def responsibility(
    model: Model,
    variable: str,
    effect: Formula,
    *,
    definition: Definition = "updated",
    budget: int = BUDGET,
) -> Fraction:
    """How nearly the effect hung on the variable being as it was: from 0, no cause, to 1, alone.

    By the original and the updated definition 1/(k+1), where k other variables must depart from
    their actual values before it does (2004, section 3); by the modified one 1/(|X|+|W|) for the
    cause X that it is part of and the witness W that are smallest together (2016, chapter 6).
    Raises as `is_cause` does.
    """
    question = asked(model, effect, (variable,), budget)
    return _degree(question, model.network.number[variable], definition)


def _degree(question: Question, node: int, definition: Definition) -> Fraction:
    if not question.effect_holds:
        return Fraction(0)
    if definition == "modified":
        return _shared(question, node)
    found = contingency(question, {node: question.actual(node)}, definition)
    return Fraction(1, 1 + len(found.departed)) if found else Fraction(0)


def _shared(question: Question, node: int) -> Fraction:
    """The degree by the modified definition."""
    try:
        return _among_all(question, node, Meter(question.meter.budget // 10))
    except BudgetSpent:
        return _by_itself(question, node)


def _among_all(question: Question, node: int, meter: Meter) -> Fraction:
    found = [_cause(question, nodes) for nodes in _causes(question, meter) if node in nodes]
    sizes = [len(cause.event) + len(cause.held) for cause in found]
    return Fraction(1, min(sizes)) if sizes else Fraction(0)


def _by_itself(question: Question, node: int) -> Fraction:
    """The degree without listing all causes: from the cheapest set that needs the node."""
    actual = question.actual(node)

    def against(chosen: Chosen) -> Reading | None:
        others = chosen.departed - {node}
        deviating = question.undone({}, hold=0, others=dict.fromkeys(others, FREE))
        return None if deviating is None else _without(question, others, deviating)

    readings = (Reading({node: 1 - actual}, holds=True), Reading({node: actual}))
    chosen = question.compared(1, {}, readings, against)
    if chosen is None:
        return Fraction(0)
    cause = {each: question.actual(each) for each in chosen.departed | {node}}
    if is_minimal(question, cause, "modified"):
        return Fraction(1, len(cause) + len(chosen.held))
    # A part of it is a cause, and may need more to be held: nothing but all causes will tell.
    return _among_all(question, node, question.meter)


def _without(question: Question, others: frozenset[int], deviating: Values) -> Reading:
    """The world in which the others alone undo the effect."""
    switched = frozenset(n for n in others if deviating.get(n) == 1 - question.actual(n))
    still = (others | deviating.keys()) - switched
    return Reading({each: question.actual(each) for each in still}, followed=switched)


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

    `situations` are those that the agent held possible, with their probabilities; one in which the
    variable has another value counts nothing. Chockler and Halpern (2004, section 3) set the
    variable in each of them beforehand. Each situation has the whole budget. Raises QuestionRefused
    where the probabilities do not sum to one, and as `responsibility` does.
    """
    possible = tuple(situations)
    total = sum((probability for probability, _ in possible), Fraction(0))
    if total != 1 or any(probability < 0 for probability, _ in possible):
        raise QuestionRefused(_no_distribution(total))
    expected = Fraction(0)
    for probability, model in possible:
        question = asked(model, effect, (variable,), budget)
        node = model.network.number[variable]
        if question.actual(node) == value:
            expected += probability * _degree(question, node, definition)
    return expected


def _no_distribution(total: Fraction) -> Finding:
    return error(
        "causality.no_distribution",
        "situations",
        f"各情形的概率须为非负数，合计为1；现合计为{total}。",
        f"The probabilities of the situations must not be negative and sum to 1, not to {total}.",
        "Halpern, Actual Causality, chapter 6",
    )
