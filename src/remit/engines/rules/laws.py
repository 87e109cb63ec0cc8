"""Which law judges an act: that of its day, that of the decision, or the lighter of the two.

Idea: a rule is dated, so "the law of a day" is the set of rules in force then. Where a provision of
transition says that the lighter law applies, both sets are reckoned on the same facts and the
outcomes compared: first the most severe measure, then the mildest, then what leans. Source: Law on
Administrative Discipline for Public Officials (2020), article 67. That the maximum is compared before
the minimum follows the Supreme People's Court's interpretation on article 12 of the Criminal Law
(1997), by analogy and from memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remit.engines.rules.outcome import Outcome, OutcomeStatus
from remit.engines.rules.pack import Choice, Modality, Pack, Transition


class Law(StrEnum):
    """Of which day the rules are that were applied."""

    ACT = "act"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Laws:
    """The laws that come into question, with the provision that says so.

    `days` are one or two days whose rules are reckoned; with two, the lighter outcome counts and the
    first where they weigh the same.
    """

    days: tuple[date, ...]
    names: tuple[Law, ...]
    transition: Transition | None = None


def laws(pack: Pack, on: date, act_on: date, concluded_on: date | None = None) -> Laws:
    """The laws for an act of `act_on` decided `on`, or first decided on the day `concluded_on`."""
    passed = [t for t in pack.transitions if act_on < t.since <= on]
    if concluded_on is not None:
        passed = [t for t in passed if not (t.concluded_then and concluded_on < t.since)]
    last = passed[-1] if passed else None
    if last is None or last.choice is Choice.ACT:
        return Laws((act_on,), (Law.ACT,), last)
    if last.choice is Choice.DECISION:
        return Laws((on,), (Law.DECISION,), last)
    return Laws((act_on, on), (Law.ACT, Law.DECISION), last)


def lighter(outcomes: Sequence[Outcome]) -> int:
    """The place of the lightest outcome, the first of several like ones."""
    return min(range(len(outcomes)), key=lambda place: (weight(outcomes[place]), place))


def weight(outcome: Outcome) -> tuple[int, int, int, int]:
    """How heavily an outcome weighs on the person; compared from the left."""
    free = outcome.status is not OutcomeStatus.NO_BASIS
    leaning = sum(_LEANS[leaning] for leaning in outcome.leanings)
    beside = sum(2 if modality is Modality.SHALL else 1 for _, modality in outcome.beside)
    return outcome.high.rank, outcome.low.rank, leaning + beside, int(free)


_LEANS = {"lighter shall": -2, "lighter may": -1, "heavier may": 1, "heavier shall": 2}
