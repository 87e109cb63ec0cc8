"""The search for a contingency in which a cause matters: AC2 in its three forms.

Outside the cause a contingency has variables that depart from their actual values, which is what
the modified definition forbids, and variables held at them.
"""

from typing import Literal, NamedTuple

from remit.engines.causality.asking import Question, Values
from remit.engines.causality.comparison import Chosen, Reading
from remit.engines.causality.movement import FREE

Definition = Literal["modified", "updated", "original"]


class Contingency(NamedTuple):
    """The other values of the cause, the departures, and what is held, by node."""

    switched: Values
    departed: Values
    held: frozenset[int]


def contingency(question: Question, cause: Values, definition: Definition) -> Contingency | None:
    """One with the fewest departures, then the fewest held; None where AC2 fails."""
    if definition == "modified":
        return _as_it_was(question, cause)
    if cause.keys().isdisjoint(question.ancestors):
        return None
    return _departing(question, cause, definition)


def _as_it_was(question: Question, cause: Values) -> Contingency | None:
    opposite = _opposite(question, cause)
    if question.movement(opposite).settled == 0:
        return Contingency(opposite, {}, frozenset())
    deviating = question.undone({}, hold=1, others=dict.fromkeys(cause, FREE))
    if deviating is None:
        return None
    switched = {node: deviating.get(node, question.actual(node)) for node in cause}
    return Contingency(switched, {}, frozenset(deviating.keys() - cause.keys()))


def _departing(question: Question, cause: Values, definition: Definition) -> Contingency | None:
    def against(chosen: Chosen) -> Reading | None:
        departed = _opposite(question, chosen.departed - cause.keys())
        deviating = _failing(question, cause, departed, chosen.held, definition)
        if deviating is None:
            return None
        held = frozenset(deviating.keys() - departed.keys())
        if definition == "original":
            return as_stated._replace(held=held)
        return as_stated._replace(held=held, followed=frozenset(deviating.keys() - held))

    without = Reading({}, holds=True)
    as_stated = Reading(cause, holds=definition == "original")
    # One departure outweighs all that could be held.
    dear = len(question.ancestors) + 1
    free = dict.fromkeys(cause, (0, 0))
    chosen = question.compared(dear, free, (without, as_stated), against)
    if chosen is None:
        return None
    switched = {node: question.actual(node) ^ (node in chosen.departed) for node in cause}
    departed = _opposite(question, chosen.departed - cause.keys())
    return Contingency(switched, departed, chosen.held)


def _failing(
    question: Question,
    cause: Values,
    departed: Values,
    held: frozenset[int],
    definition: Definition,
) -> Values | None:
    """A world with the cause as stated in which the effect fails after all, against AC2(b)."""
    if definition == "original":
        actual = {node: question.actual(node) for node in held}
        return question.undone({**departed, **actual, **cause}, hold=0)
    # Each departure may be left out, and what is held may be left to its equation.
    return question.undone(cause, hold=0, others=dict.fromkeys(departed, (None, 0)))


def _opposite(question: Question, nodes: Values | frozenset[int]) -> dict[int, int]:
    return {node: 1 - question.actual(node) for node in nodes}
