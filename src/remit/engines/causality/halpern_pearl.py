"""Whether one thing is an actual cause of another, by each of the three Halpern-Pearl definitions.

X = x is a cause of an effect where (AC1) both are actually so; (AC2) there are other values x' of X
and a contingency W = w with which the effect fails, and (AC3) no smaller part of X = x does the
same. The definitions differ in AC2 (Halpern, Actual Causality, MIT Press 2016, 2.2.2):

- "modified" (Halpern, IJCAI 2015): w are the actual values of W.
- "original" (Halpern and Pearl, UAI 2001): w is any; and with X = x and W = w the effect holds
  whatever other variables Z' are held at their actual values, AC2(b^o).
- "updated" (Halpern and Pearl, BJPS 56:843-887, 2005): the same, and also where only a part W' of
  W is set to its values in w, AC2(b^u).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from remit.engines.causality.asking import Question, Values, asked
from remit.engines.causality.contingencies import Contingency, Definition, contingency
from remit.engines.causality.model import Model
from remit.engines.causality.sweep import BUDGET
from remit.engines.formulas import Formula


@dataclass(frozen=True, slots=True)
class Witness:
    """Why AC2 holds: with these values, and all else by its equations, the effect fails."""

    switched: Mapping[str, bool]
    """The other values x' of the cause."""
    held: frozenset[str]
    """The part of W that is held at its actual values."""
    departed: Mapping[str, bool]
    """The part of W with other than its actual values; empty in the modified definition."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Each condition by itself; it is a cause where all three hold.

    The witness departs from what actually was as little as can be, and then holds as little.
    """

    ac1: bool
    ac2: bool
    ac3: bool
    witness: Witness | None

    @property
    def is_cause(self) -> bool:
        """Whether it is an actual cause."""
        return self.ac1 and self.ac2 and self.ac3


def is_cause(
    model: Model,
    cause: Mapping[str, bool],
    effect: Formula,
    *,
    definition: Definition = "modified",
    budget: int = BUDGET,
) -> Verdict:
    """The verdict on whether the cause's variables with these values caused the effect.

    Raises QuestionRefused for names that are no variables of the model, and BudgetSpent.
    """
    question = asked(model, effect, cause, budget)
    stated = question.numbered(cause)
    found = contingency(question, stated, definition)
    ac1 = question.effect_holds and _actual(question, stated) == stated
    ac3 = is_minimal(question, stated, definition)
    return Verdict(ac1, found is not None, ac3, found and _told(question, found))


def is_minimal(question: Question, stated: Values, definition: Definition) -> bool:
    """AC3: no smaller part of the cause satisfies AC1 and AC2."""
    parts = _parts(_actual(question, stated), stated, definition)
    return not question.effect_holds or not any(
        contingency(question, part, definition) for part in parts
    )


def _actual(question: Question, stated: Values) -> Values:
    return {node: value for node, value in stated.items() if question.actual(node) == value}


def _parts(so: Values, stated: Values, definition: Definition) -> Iterator[Values]:
    """The smaller parts of the cause that might do without the rest."""
    largest = min(len(so), len(stated) - 1)
    # By the modified definition a part does whatever its own parts do.
    least = largest if definition == "modified" else 1
    for size in range(max(least, 1), largest + 1):
        for part in combinations(so, size):
            yield {node: so[node] for node in part}


def _told(question: Question, found: Contingency) -> Witness:
    held = question.named(dict.fromkeys(found.held, 0))
    return Witness(question.named(found.switched), frozenset(held), question.named(found.departed))


def smallest_witness(
    model: Model,
    switched: Mapping[str, bool],
    effect: Formula,
    candidates: Iterable[str] | None = None,
    *,
    budget: int = BUDGET,
) -> frozenset[str] | None:
    """The fewest variables to hold at their actual values so that, switched, the effect fails.

    None where it cannot fail. `candidates` are those that may be held, by default all. Raises
    QuestionRefused for names that are no variables of the model, and BudgetSpent.
    """
    allowed = None if candidates is None else tuple(candidates)
    question = asked(model, effect, (*switched, *(allowed or ())), budget)
    fixed = question.numbered(switched)
    if question.movement(fixed).settled == 0:
        return frozenset()
    if allowed is None:
        held = question.undone(fixed, hold=1)
    else:
        numbers = question.numbered(dict.fromkeys(allowed, True))
        held = question.undone(fixed, others=dict.fromkeys(numbers, (1, None)))
    return None if held is None else frozenset(question.named(held))
